import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/** The proof that needs a server: tests/chaos/test_phone.py starts both. */
export default defineConfig({
  plugins: [svelte()],
  test: { environment: 'node', include: ['chaos/*.proof.ts'], testTimeout: 0 },
})
