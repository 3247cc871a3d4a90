import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Account, Bundle, SyncReply, SyncRequest } from '../api/shapes'

const bundle = fixture as unknown as Bundle
const account: Account = {
  ...{ signed_in: true, id: 'alex', consented: true, consent_version: '1', country: 'AT' },
  ...{ has_plan: true, has_email: false, email: null },
}

class Memory implements Storage {
  #values = new Map<string, string>()
  get length(): number {
    return this.#values.size
  }
  clear = (): void => {
    this.#values.clear()
  }
  getItem = (key: string): string | null => this.#values.get(key) ?? null
  key = (index: number): string | null => [...this.#values.keys()][index] ?? null
  removeItem = (key: string): void => {
    this.#values.delete(key)
  }
  setItem = (key: string, value: string): void => {
    this.#values.set(key, value)
  }
}

/** A server of which each test says what it does; `requests` are the syncs it saw. */
class Server {
  who: Account = account
  up = true
  signedIn = true
  answers: Partial<SyncReply> = {}
  requests: SyncRequest[] = []

  fetch = (path: string, init: { body: string }): Promise<Response> => {
    if (!this.up) return Promise.reject(new TypeError('no network'))
    if (path === '/api/account') return Promise.resolve(Response.json(this.who))
    if (!this.signedIn) return Promise.resolve(new Response(null, { status: 401 }))
    if (path.startsWith('/api/bundle')) return Promise.resolve(Response.json(bundle))
    const request = JSON.parse(init.body) as SyncRequest
    this.requests.push(request)
    return Promise.resolve(Response.json({ ...this.reply(request), ...this.answers }))
  }

  reply(request: SyncRequest): SyncReply {
    const results = request.ops.map(({ id }) => ({
      id,
      status: 'applied' as const,
      code: null,
      sentence: null,
    }))
    const rest = { more: false, epoch: 1, now: '2026-11-24T09:00:00Z', resync: false, bundle: null }
    return { schema: 1, results, changes: [], cursor: 5, ...rest }
  }
}

let server: Server
let disk: Memory

/** The app as it comes up on this phone: with its disk, without its memory. */
async function start() {
  vi.resetModules()
  const { keeper } = await import('./keeper.svelte')
  await keeper.start()
  return keeper
}

const checkIn = { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } } as const

beforeEach(() => {
  server = new Server()
  disk = new Memory()
  vi.useFakeTimers()
  vi.stubGlobal('fetch', server.fetch)
  vi.stubGlobal('localStorage', disk)
  vi.stubGlobal('document', { cookie: '' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('it sends a log again, with the same id, until the server has answered for it', async () => {
  const keeper = await start()
  server.up = false
  const id = keeper.log(checkIn)
  await keeper.sync()
  expect([keeper.link, keeper.outbox.waiting.length]).toEqual(['offline', 1])
  const later = await start()
  expect(later.outbox.waiting.map((op) => op.id)).toEqual([id])
  server.up = true
  await later.start()
  expect(server.requests.at(-1)?.ops.map((op) => op.id)).toEqual([id])
  expect([later.link, later.outbox.waiting.length]).toEqual(['fine', 0])
})

test('it keeps an op that the reply forgot', async () => {
  const keeper = await start()
  server.answers = { results: [] }
  keeper.log(checkIn)
  await keeper.sync()
  expect(keeper.outbox.waiting).toHaveLength(1)
})

test('it keeps everything when the sign-in is over', async () => {
  const keeper = await start()
  keeper.log(checkIn)
  server.signedIn = false
  await keeper.sync()
  expect(keeper.link).toBe('sign_in')
  expect(keeper.outbox.waiting).toHaveLength(1)
  expect(keeper.bundle?.rev).toBe(bundle.rev)
})

test('it takes a newer bundle, and ignores an older one', async () => {
  const keeper = await start()
  server.answers = { bundle: { ...bundle, rev: bundle.rev + 1 } }
  await keeper.sync()
  expect(keeper.bundle?.rev).toBe(bundle.rev + 1)
  server.answers = { bundle }
  await keeper.sync()
  expect(keeper.bundle?.rev).toBe(bundle.rev + 1)
})

test('it goes on from the cursor it was given, and from the start when told to', async () => {
  const keeper = await start()
  await keeper.sync()
  await keeper.sync()
  expect(server.requests.map((request) => request.cursor)).toEqual([0, 5])
  server.answers = { resync: true }
  await keeper.sync()
  await keeper.sync()
  expect(server.requests.at(-1)?.cursor).toBe(0)
})

test('it shows the last plan when there is no network at the start', async () => {
  await start()
  server.up = false
  const keeper = await start()
  expect([keeper.link, keeper.bundle?.rev]).toEqual(['offline', bundle.rev])
})

test('it never shows or sends one person’s data as another’s', async () => {
  const keeper = await start()
  keeper.log(checkIn)
  server.who = { ...account, id: 'sam', has_plan: false }
  const other = await start()
  expect([other.bundle, other.outbox.waiting]).toEqual([null, []])
  server.who = account
  expect((await start()).bundle?.rev).toBe(bundle.rev)
})

test('it still knows the names of exercises that a new plan no longer has', async () => {
  const keeper = await start()
  const [gone = ''] = Object.keys(bundle.exercises)
  const exercises = Object.fromEntries(Object.entries(bundle.exercises).filter(([slug]) => slug !== gone))
  keeper.hold({ ...bundle, rev: bundle.rev + 1, exercises })
  expect(keeper.bundle?.exercises[gone]?.name).toBe(bundle.exercises[gone]?.name)
})

test('it forgets the person after signing out', async () => {
  const keeper = await start()
  keeper.log(checkIn)
  keeper.forget()
  expect([keeper.bundle, keeper.outbox.waiting]).toEqual([null, []])
  expect([disk.length, keeper.owner]).toEqual([0, null])
})

test('it says so when the browser keeps nothing, and sends from memory', async () => {
  const keeper = await start()
  disk.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  keeper.log(checkIn)
  expect([keeper.safe, keeper.outbox.waiting.length]).toEqual([false, 1])
  keeper.log(checkIn)
  await keeper.sync()
  expect(server.requests.at(-1)?.ops).toHaveLength(2)
})
