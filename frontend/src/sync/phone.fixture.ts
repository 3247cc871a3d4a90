/** For tests: a browser with its disk and tabs, and a server of which each test says what it does. */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { vi } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Account, Bundle, SyncReply, SyncRequest } from '../api/shapes'

declare const setImmediate: (then: (value?: unknown) => void) => void

export const bundle = fixture as unknown as Bundle
export const account: Account = {
  ...{ signed_in: true, id: 'alex', consented: true, consent_version: '1', country: 'AT' },
  ...{ has_answered: true, has_email: false, email: null },
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

type Init = { body: string; keepalive?: boolean; signal?: AbortSignal }

export class Server {
  who: Account = account
  up = true
  signedIn = true
  /** What it answers instead, when it would take a sync. */
  instead: (() => Response) | null = null
  /** What the last request may be given up by. */
  signal: AbortSignal | undefined
  answers: Partial<SyncReply> = {}
  /** The syncs it saw, and whether the page could leave while each was on its way. */
  requests: (SyncRequest & { keepalive: boolean })[] = []
  /** Called with each sync before it is answered. */
  meanwhile: () => Promise<void> | void = () => undefined

  fetch = async (path: string, init: Init): Promise<Response> => {
    if (!this.up) throw new TypeError('no network')
    if (path === '/api/account') return Response.json(this.who)
    if (!this.signedIn) return new Response(null, { status: 401 })
    if (path.startsWith('/api/bundle')) return Response.json(bundle)
    const request = JSON.parse(init.body) as SyncRequest
    if (request.account !== this.who.id) return new Response(null, { status: 401 })
    this.signal = init.signal
    this.requests.push({ ...request, keepalive: init.keepalive ?? false })
    await this.meanwhile()
    if (this.instead) return this.instead()
    return Response.json({ ...this.reply(request), ...this.answers })
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

  /** The ids it was sent, each time. */
  get sent(): string[] {
    return this.requests.flatMap((request) => request.ops.map((op) => op.id))
  }
}

/** A document that is nothing but its cookies. */
function jar(): { cookie: string } {
  const cookies = new Map<string, string>()
  return {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    set cookie(pair) {
      const [name = '', value = ''] = (pair.split(';')[0] ?? '').split('=')
      if (pair.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    },
  }
}

let channels: BroadcastChannel[] = []
const Channel = BroadcastChannel

/** A new browser; its clock stands still. */
export function unpack(server: Server): Storage {
  const local = new Memory()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('fetch', server.fetch)
  vi.stubGlobal('localStorage', local)
  vi.stubGlobal('document', jar())
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Channel {
      constructor(name: string) {
        super(name)
        channels.push(this)
      }
      // A tab that was killed says nothing more.
      override postMessage(message: unknown): void {
        if (channels.includes(this)) super.postMessage(message)
      }
    },
  )
  return local
}

/** All tabs are closed without a warning: what they meant to do later is never done. */
export function kill(): void {
  vi.clearAllTimers()
  for (const channel of channels) channel.close()
  channels = []
}

export function pack(): void {
  kill()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
}

/** One more tab, which comes up with the disk and without the memory of the others. */
export async function openTab() {
  vi.resetModules()
  const { keeper } = await import('./keeper.svelte')
  await keeper.start()
  return keeper
}

/** The tab after a kill. */
export function reopen() {
  kill()
  return openTab()
}

export async function until(true_: () => unknown): Promise<void> {
  for (let turns = 0; turns < 500; turns += 1) {
    if (true_()) return
    await new Promise(setImmediate)
  }
  throw new Error(`never came: ${true_.toString()}`)
}

/** Lets everything that was begun come to its end. */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 40; turns += 1) await new Promise(setImmediate)
}

/** What lies on the disk for somebody, by store and key. */
export async function disk(owner = 'alex'): Promise<Record<string, Record<string, unknown>>> {
  const db = await openDB(`backfit.${owner}`)
  const stores: Record<string, Record<string, unknown>> = {}
  for (const name of db.objectStoreNames) {
    const [keys, values] = await Promise.all([db.getAllKeys(name), db.getAll(name)])
    stores[name] = Object.fromEntries(keys.map((key, index) => [key as string, values[index] as unknown]))
  }
  db.close()
  return stores
}

/**
 * The browser gives up each transaction that puts something into this store, until the function given is called; with
 * a `reason` its puts fail by that.
 */
export function breakStore(name: string, reason?: string): () => void {
  const doomed = new WeakSet<IDBTransaction>()
  const put = Reflect.get<IDBObjectStore, 'put'>(IDBObjectStore.prototype, 'put')
  const commit = Reflect.get<IDBTransaction, 'commit'>(IDBTransaction.prototype, 'commit')
  const giveUp = (tx: IDBTransaction): void => {
    if (doomed.delete(tx)) tx.abort()
  }
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given
  ) {
    if (this.name === name && reason !== undefined) throw new DOMException('no', reason)
    if (this.name === name) {
      doomed.add(this.transaction)
      queueMicrotask(() => {
        giveUp(this.transaction)
      })
    }
    return put.apply(this, given)
  })
  const commits = vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (
    this: IDBTransaction,
  ) {
    if (doomed.has(this)) giveUp(this)
    else commit.call(this)
  })
  return () => {
    puts.mockRestore()
    commits.mockRestore()
  }
}
