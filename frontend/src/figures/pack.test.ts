import { beforeEach, expect, test, vi } from 'vitest'
import { pack } from './pack.svelte'

const at = 'https://backfit.example'
const drawn = (slug: string): string => `<svg viewBox="0 0 10 13"><title>${slug}</title></svg>`

/** What the browser keeps, and what the server has. */
let disk: Map<string, string>
let served: Map<string, string>
let asked: string[]

const cache = {
  keys: () => Promise.resolve([...disk.keys()].map((path) => new Request(at + path))),
  match: (asked: Request | string) => {
    const text = disk.get(typeof asked === 'string' ? asked : new URL(asked.url).pathname)
    return Promise.resolve(text === undefined ? undefined : new Response(text))
  },
  put: async (path: string, answer: Response) => disk.set(path, await answer.text()),
  delete: (path: string) => Promise.resolve(disk.delete(path)),
}

function deploy(digests: Record<string, string>): void {
  served = new Map([['/figures/index.json', JSON.stringify(digests)]])
  for (const [slug, digest] of Object.entries(digests)) {
    served.set(`/figures/${slug}-${digest}.svg`, drawn(slug))
    served.set(`/figures/${slug}-still-${digest}.svg`, drawn(slug))
  }
}

/** The app, started anew. */
async function started(): Promise<typeof pack> {
  vi.resetModules()
  const fresh = await import('./pack.svelte')
  await fresh.pack.recall()
  return fresh.pack
}

beforeEach(() => {
  disk = new Map()
  asked = []
  deploy({ bridge: '00000001', clam: '00000002' })
  vi.stubGlobal('caches', {
    open: () => Promise.resolve(cache),
    delete: () => {
      disk.clear()
      return Promise.resolve(true)
    },
  })
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    const text = served.get(path)
    return Promise.resolve(new Response(text, { status: text === undefined ? 404 : 200 }))
  })
})

const drawings = (): string[] => [...disk.keys()].filter((path) => path.endsWith('.svg'))

const offline = (): void => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
}

test('it keeps both forms of what a plan names, and has them without a network', async () => {
  await (await started()).fill(['bridge'])
  offline()
  const held = await started()
  await held.fill(['bridge'])
  expect([held.has('bridge'), held.has('clam')]).toEqual([true, false])
  expect([held.markup('bridge', false), held.markup('bridge', true)]).toEqual([
    drawn('bridge'),
    drawn('bridge'),
  ])
})

test('it fetches each figure once, and drops what no plan names any more', async () => {
  const held = await started()
  await held.fill(['bridge'])
  asked = []
  await held.fill(['bridge', 'clam'])
  expect(asked).toEqual([
    '/figures/index.json',
    '/figures/clam-00000002.svg',
    '/figures/clam-still-00000002.svg',
  ])
  await held.fill(['clam'])
  expect(drawings()).toEqual(['/figures/clam-00000002.svg', '/figures/clam-still-00000002.svg'])
})

test('it takes a new drawing after a deployment, and keeps the old one until it is here', async () => {
  await (await started()).fill(['bridge'])
  deploy({ bridge: '00000003' })
  served.delete('/figures/bridge-still-00000003.svg')
  await (await started()).fill(['bridge'])
  expect((await started()).has('bridge')).toBe(true)
  expect([...disk.keys()]).toContain('/figures/bridge-still-00000001.svg')
  deploy({ bridge: '00000003' })
  await (await started()).fill(['bridge'])
  expect(drawings().toSorted()).toEqual([
    '/figures/bridge-00000003.svg',
    '/figures/bridge-still-00000003.svg',
  ])
})

test('it shows no figure that is not there, nor some other page in its place', async () => {
  served.set('/figures/bridge-00000001.svg', '<!doctype html><title>Sign in to this network</title>')
  const held = await started()
  await held.fill(['bridge', 'unheard-of'])
  expect([held.markup('bridge', false), held.has('unheard-of')]).toEqual([null, false])
})

test('it draws where a browser keeps nothing', async () => {
  vi.stubGlobal('caches', {
    open: () => Promise.reject(new DOMException('no', 'SecurityError')),
  })
  const held = await started()
  await held.fill(['bridge'])
  expect(held.has('bridge')).toBe(true)
})

test('it forgets them with the person, and what was under way comes too late', async () => {
  const held = await started()
  const filling = held.fill(['bridge'])
  await held.forget()
  await filling
  expect([held.has('bridge'), disk.size]).toEqual([false, 0])
})

test('it tells without a network which exercises lack a form of their figure, and how much room the others take', async () => {
  const held = await started()
  expect(await held.look(['bridge'])).toBeNull()
  await held.fill(['bridge', 'clam'])
  offline()
  const bytes = drawings().reduce((sum, path) => sum + (disk.get(path)?.length ?? 0), 0)
  expect(await held.look(['bridge', 'clam', 'not-drawn'])).toEqual({ missing: 0, bytes })
  disk.delete('/figures/clam-still-00000002.svg')
  expect(await held.look(['bridge', 'clam'])).toMatchObject({ missing: 1 })
})

test('it counts an older drawing as there: it serves until the newer one is here', async () => {
  await (await started()).fill(['bridge'])
  deploy({ bridge: '00000003' })
  for (const form of ['', '-still']) served.delete(`/figures/bridge${form}-00000003.svg`)
  const held = await started()
  await held.fill(['bridge'])
  expect(await held.look(['bridge'])).toMatchObject({ missing: 0 })
})

test('it keeps once more what the browser has dropped meanwhile', async () => {
  const held = await started()
  await held.fill(['bridge'])
  disk.clear()
  expect(await held.look(['bridge'])).toBeNull()
  await held.fill(['bridge'])
  expect(await held.look(['bridge'])).toMatchObject({ missing: 0 })
})
