import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const SENDS = 'const answer = await sync(request, '
const DROPS = `
    const results = request.ops.map(({ id }) => ({ id, status: 'applied' }))
    await this.#held.apply({ ...request, results, changes: [], resync: false, bundle: null })
    ${SENDS}`

/** The app as it must not be: what is on its way leaves the queue before the server has answered. */
const dropped: Plugin = {
  name: 'dropped',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/sync/talk.svelte.ts')) return
    if (!code.includes(SENDS)) throw new Error('the mutant does not fit the app any more')
    return code.replace(SENDS, DROPS)
  },
}

/** The proof that needs a server: tests/chaos/test_phone.py starts both. */
export default defineConfig({
  plugins: [...(process.env.CHAOS_MUTANT === 'dropped' ? [dropped] : []), svelte()],
  test: { environment: 'node', include: ['chaos/*.proof.ts'], testTimeout: 0 },
})
