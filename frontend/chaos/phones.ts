/** Phones side by side in one process, each with a disk, a storage, a clock and cookies of its own, and lives that end. */
import { AsyncLocalStorage } from 'node:async_hooks'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { vi } from 'vitest'
import type { Fate } from './net'

export type Keeper = typeof import('../src/sync/keeper.svelte').keeper
type Timer = ReturnType<typeof setTimeout>

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Lets everything that was begun on the disks come to its end. */
export async function quiet(turns = 40): Promise<void> {
  for (let left = turns; left > 0; left -= 1) await turn()
}

/** From the start of the app to its end; what is done in it finds its own phone by the async context. */
export class Life {
  readonly phone: Phone
  readonly #open = new Set<IDBTransaction>()
  readonly #later = new Map<Timer, () => void>()
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

  /** What the app means to do later waits for a step of the trial. */
  put(timer: Timer, then: () => void): Timer {
    this.#later.set(timer, then)
    return timer
  }

  drop(timer: Timer | undefined): void {
    if (timer !== undefined) this.#later.delete(timer)
  }

  /** All of that is due now. */
  pass(): void {
    const due = [...this.#later.values()]
    this.#later.clear()
    for (const then of due) then()
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

export const here = new AsyncLocalStorage<Life>()

export function life(): Life {
  const found = here.getStore()
  if (found === undefined) throw new Error('this happens on no phone')
  return found
}

export class Phone {
  readonly disk = new IDBFactory()
  readonly storage = new Map<string, string>()
  /** Whose sign-in it has: a browser's cookies. */
  cookies: Map<string, string>
  /** How far its clock goes wrong, in milliseconds. */
  wrong = 0
  fate: Fate = 'fine'
  /** Requests that are held up on the way, and those that the server works on. */
  readonly late: (() => Promise<unknown>)[] = []
  readonly underWay = new Set<Promise<unknown>>()
  #life = new Life(this)
  #keeper: Keeper | null = null

  constructor(cookies: Map<string, string>) {
    this.cookies = cookies
  }

  get keeper(): Keeper {
    if (this.#keeper === null) throw new Error('the app is closed')
    return this.#keeper
  }

  get isDead(): boolean {
    return !this.#life.lives()
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

  /** Time enough for all that the app means to do later. */
  async pass(): Promise<void> {
    await this.does(() => {
      this.#life.pass()
    })
    await quiet()
  }

  /** What was held up on the way arrives at last, the newest first; nobody hears the answer. */
  async arrive(): Promise<void> {
    while (this.late.length > 0) await this.late.pop()?.()
    await Promise.allSettled(this.underWay)
  }

  /** A store of a person's database on this phone, by key. */
  async kept<T>(owner: string, store: string): Promise<Map<string, T>> {
    return here.run(new Life(this), async () => {
      const db = await openDB(`backfit.${owner}`)
      const [keys, values] = await Promise.all([db.getAllKeys(store), db.getAll(store)])
      db.close()
      return new Map(keys.map((key, index) => [key as string, values[index] as T]))
    })
  }
}
