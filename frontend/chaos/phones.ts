/** Phones side by side in one process, each with a disk, a storage and cookies of its own, and lives that end. */
import { AsyncLocalStorage } from 'node:async_hooks'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { vi } from 'vitest'
import type { SyncRequest } from '../src/api/shapes'

/** What becomes of a request, or of the phone that sent it. */
export const FATES = [
  ...(['fine', 'fine', 'fine', 'request lost', 'reply lost', 'doubled', 'late', 'too large'] as const),
  ...(['dies at the answer', 'dies while applying'] as const),
]
export type Fate = (typeof FATES)[number]
export type Keeper = typeof import('../src/sync/keeper.svelte').keeper

const TOO_LARGE = { type: 'about:blank', title: 'Too large', status: 413, detail: 'Send less at once.' }
/** Nobody waits for what a dead phone still wanted. */
const never = <T>(): Promise<T> => new Promise(() => undefined)
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Lets everything that was begun on the disks come to its end. */
export async function quiet(turns = 40): Promise<void> {
  for (let left = turns; left > 0; left -= 1) await turn()
}

/** From the start of the app to its end; what is done in it finds its own phone by the async context. */
class Life {
  readonly phone: Phone
  readonly #open = new Set<IDBTransaction>()
  #alive = true
  end: () => void = () => undefined
  readonly over = new Promise<void>((resolve) => {
    this.end = resolve
  })

  constructor(phone: Phone) {
    this.phone = phone
  }

  lives(): boolean {
    return this.#alive
  }

  began(tx: IDBTransaction): void {
    this.#open.add(tx)
    tx.addEventListener('complete', () => this.#open.delete(tx))
    tx.addEventListener('abort', () => this.#open.delete(tx))
  }

  /** What was not whole on the disk by now has never been. */
  kill(): void {
    this.#alive = false
    for (const tx of this.#open) {
      try {
        tx.abort()
      } catch (error) {
        if (!(error instanceof DOMException)) throw error // committed already
      }
    }
    this.end()
  }
}

const here = new AsyncLocalStorage<Life>()

function life(): Life {
  const found = here.getStore()
  if (found === undefined) throw new Error('this happens on no phone')
  return found
}

export class Phone {
  readonly disk = new IDBFactory()
  readonly storage = new Map<string, string>()
  readonly cookies: Map<string, string>
  readonly late: RequestInit[] = []
  fate: Fate = 'fine'
  #life = new Life(this)
  #keeper: Keeper | null = null
  readonly #server: string

  constructor(server: string, cookies: Map<string, string>) {
    this.#server = server
    this.cookies = cookies
  }

  get keeper(): Keeper {
    if (this.#keeper === null) throw new Error('the app is closed')
    return this.#keeper
  }

  /** Does something on this phone; ends with the phone if that dies meanwhile. */
  async does(what: (keeper: Keeper) => unknown): Promise<void> {
    const at = this.#life
    await Promise.race([here.run(at, () => Promise.resolve(what(this.keeper))), at.over])
  }

  /** Closes the app without a warning and opens it anew. */
  async restart(): Promise<void> {
    this.kill()
    this.#life = new Life(this)
    await here.run(this.#life, async () => {
      vi.resetModules()
      const { keeper } = await import('../src/sync/keeper.svelte')
      this.#keeper = keeper
    })
    await this.does((keeper) => keeper.start())
  }

  kill(): void {
    this.#life.kill()
  }

  get isDead(): boolean {
    return !this.#life.lives()
  }

  /** A store of this phone's database, by key. */
  async kept<T>(owner: string, store: string): Promise<Map<string, T>> {
    return here.run(new Life(this), async () => {
      const db = await openDB(`backfit.${owner}`)
      const [keys, values] = await Promise.all([db.getAllKeys(store), db.getAll(store)])
      db.close()
      return new Map(keys.map((key, index) => [key as string, values[index] as T]))
    })
  }

  /** The request as a browser would send it, with cookies. */
  send(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { method = 'GET', body } = init
    const token = this.cookies.get('csrftoken') ?? ''
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json', Cookie: cookie }
    const whole = { method, headers: { ...headers, 'X-CSRFToken': token }, body: body ?? null }
    return here.exit(() => real(this.#server + path, whole))
  }

  /** What was held up on the way arrives at last, the newest first; nobody hears the answer. */
  async arrive(): Promise<void> {
    while (this.late.length > 0) await this.send('/api/sync', this.late.pop())
  }
}

const [real, later] = [globalThis.fetch, globalThis.setTimeout]

async function fetched(path: string, init: RequestInit): Promise<Response> {
  const at = life()
  if (!at.lives()) return never()
  const answer = path === '/api/sync' ? await talk(at, init) : await at.phone.send(path, init)
  return at.lives() ? answer : never()
}

async function talk(at: Life, init: RequestInit): Promise<Response> {
  const { phone } = at
  const { fate } = phone
  phone.fate = 'fine'
  const send = (): Promise<Response> => phone.send('/api/sync', init)
  const { ops } = JSON.parse(init.body as string) as SyncRequest
  switch (fate) {
    case 'late':
      phone.late.push(init)
      throw new TypeError('no answer')
    case 'request lost':
      throw new TypeError('no network')
    case 'reply lost':
      await send()
      throw new TypeError('no answer')
    case 'too large':
      return ops.length > 1 ? Response.json(TOO_LARGE, { status: 413 }) : send()
    case 'doubled':
      return (await Promise.all([send(), send()])).find((one) => one.ok) ?? send()
    case 'dies at the answer':
      await send()
      at.kill()
      return never()
    case 'dies while applying': {
      const answer = await send()
      void quiet(ops.length % 7).then(() => {
        at.kill()
      })
      return answer
    }
    case 'fine':
      return send()
  }
}

/** A document that is nothing but its cookies. */
const page = {
  get cookie(): string {
    return [...life().phone.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  },
  set cookie(pair: string) {
    const [name = '', value = ''] = (pair.split(';')[0] ?? '').split('=')
    life().phone.cookies.set(name, value)
  },
}

const storage = {
  getItem: (key: string): string | null => life().phone.storage.get(key) ?? null,
  setItem: (key: string, value: string): unknown => life().phone.storage.set(key, value),
  removeItem: (key: string): unknown => life().phone.storage.delete(key),
}

/** One tab a phone: there is nobody to tell. */
class Alone {
  addEventListener(): void {}
  postMessage(): void {}
}

/** Puts what a browser has where the app looks for it; what it means to do later waits for a step of the trial. */
export function install(): void {
  vi.stubGlobal('setTimeout', (...asked: Parameters<typeof later>) =>
    here.getStore() === undefined ? later(...asked) : later(() => undefined),
  )
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('document', page)
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('navigator', {}) // without locks: two talks at once are the harder case
  vi.stubGlobal('BroadcastChannel', Alone)
  Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: () => life().phone.disk })
  const transaction = Reflect.get<IDBDatabase, 'transaction'>(IDBDatabase.prototype, 'transaction')
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (!life().lives()) throw new DOMException('The app is closed.', 'InvalidStateError')
    const tx = transaction.apply(this, given)
    life().began(tx)
    return tx
  })
}
