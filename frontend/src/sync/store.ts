/** One person's database on this phone: its connection, and transactions that happen whole or not at all. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Bundle, Op, Pulled } from '../api/shapes'
import type { KeptDraft, Last, Place } from './kept'
import type { Refused } from './outbox'

/** Higher whenever the stores change; a tab with a lower number lets go of the database and loads anew. */
export const SCHEMA = 1

interface Stores extends DBSchema {
  /** Every log this phone knows of: its own as they were made, other devices' as they came (with `seq`). */
  logs: { key: string; value: Op | Pulled }
  /** Those the server has not answered for. */
  outbox: { key: string; value: Op }
  /** Those it would not take, with its sentence; they are in no other store. */
  quarantine: { key: string; value: Refused }
  meta: { key: string; value: Bundle | Place | Last | string }
  /** The session in progress, under one key. */
  draft: { key: string; value: KeptDraft }
}
type Name = 'logs' | 'outbox' | 'quarantine' | 'meta' | 'draft'
export type Mode = 'readonly' | 'readwrite'
export type Tx<M extends Mode = 'readwrite'> = IDBPTransaction<Stores, Name[], M>

const NAMES: Name[] = ['logs', 'outbox', 'quarantine', 'meta', 'draft']
const WAIT_MS = 3_000

export class Store {
  readonly #name: string
  readonly #onnewer: () => void
  #db: IDBPDatabase<Stores> | null = null
  #opening: Promise<IDBPDatabase<Stores>> | null = null
  #shut = false
  /** Whether the last thing the browser would not do failed for want of room. */
  full = false

  /** `onnewer` is called when another tab brings a newer schema. */
  constructor(owner: string, onnewer: () => void) {
    this.#name = `backfit.${owner}`
    this.#onnewer = onnewer
  }

  /**
   * Does all of `work` or nothing; null when the browser would not. With a connection the transaction is open before
   * this returns, so a tab that is killed after the tap has it queued already, and in order.
   */
  async run<T, M extends Mode>(mode: M, work: (tx: Tx<M>) => Promise<T>): Promise<T | null> {
    // iOS loses the connection of a page that slept: once more on a new one.
    for (let tries = 0; tries < 2 && !this.#shut; tries += 1) {
      try {
        return await this.#attempt(mode, work)
      } catch (error) {
        if (!isStorage(error)) throw error
        this.full = error.name === 'QuotaExceededError'
        this.#drop()
      }
    }
    return null
  }

  /** Nothing can be written from now on, not even by who is in the middle of it. */
  shut(): void {
    this.#shut = true
    this.#drop()
  }

  /** Empties it first: a sleeping tab may hold up the deletion, which nobody waits for then. */
  async delete(): Promise<void> {
    const emptied = this.run('readwrite', async (tx) => {
      await Promise.all(NAMES.map((name) => tx.objectStore(name).clear()))
      return true
    })
    this.#shut = true
    await emptied
    this.#drop()
    try {
      await within(WAIT_MS, deleteDB(this.#name))
    } catch (error) {
      if (!isStorage(error)) throw error
    }
  }

  async #attempt<T, M extends Mode>(mode: M, work: (tx: Tx<M>) => Promise<T>): Promise<T> {
    const db = this.#db ?? (await this.#connect())
    // An empty battery must not cost a tap either.
    const tx = db.transaction(NAMES, mode, { durability: 'strict' })
    const worked = work(tx).catch((error: unknown) => {
      abort(tx)
      throw error
    })
    const [value] = await Promise.all([worked, tx.done])
    return value
  }

  #connect(): Promise<IDBPDatabase<Stores>> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null
    })
    // Some browsers leave the question unanswered for ever; the app must come up all the same.
    return within(WAIT_MS, this.#opening)
  }

  async #open(): Promise<IDBPDatabase<Stores>> {
    const db = await openDB<Stores>(this.#name, SCHEMA, {
      upgrade: (db) => {
        db.createObjectStore('logs', { keyPath: 'id' })
        db.createObjectStore('outbox', { keyPath: 'id' })
        db.createObjectStore('quarantine', { keyPath: 'op.id' })
        db.createObjectStore('meta')
        db.createObjectStore('draft')
      },
      blocking: (_, wanted) => {
        this.shut()
        if (wanted !== null) this.#onnewer()
      },
      terminated: () => {
        this.#db = null
      },
    })
    if (this.#shut) {
      db.close()
      throw new DOMException('The person has left.', 'AbortError')
    }
    this.#db = db
    return db
  }

  #drop(): void {
    this.#db?.close()
    this.#db = null
  }
}

/** What the browser may refuse at any time, as against a mistake of ours in what is to be kept. */
const isStorage = (error: unknown): error is DOMException =>
  error instanceof DOMException && !['DataCloneError', 'DataError'].includes(error.name)

function abort(tx: { abort: () => void }): void {
  try {
    tx.abort()
  } catch (error) {
    // It is over already: that is what failed.
    if (!isStorage(error)) throw error
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DOMException('No answer.', 'TimeoutError'))
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
