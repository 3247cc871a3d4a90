/** What this phone holds of one person: in memory for the screens, and kept on the phone at each tap. */
import type { Bundle, SyncReply } from '../api/shapes'
import { dropEarlier, readEarlier } from './earlier'
import { isOlder, NOTHING, type Act, type Kept, type Part } from './kept'
import { graver } from './lock'
import { dropKept, noteKept, wasKept } from './marker'
import { opNow } from './ops'
import { add, settle, type Outbox } from './outbox'
import { apply, move, partsOf, read, save, savedOf, type Told } from './records'
import { Store } from './store'
import { hear, renew, tell } from './tabs'
import { newId } from './uuid7'

const ALL = Object.keys(NOTHING) as Part[]

export class Held {
  #kept = $state.raw<Kept>(NOTHING)
  #safe = $state(true)
  #full = $state(false)
  #owner: string | null = null
  #store: Store | null = null
  /** Parts and ids of ops that memory has and the phone does not: a write failed. */
  #owed: readonly string[] = []
  #opened: Promise<void> = Promise.resolve()
  #writes = 0
  #written: Promise<unknown> = Promise.resolve()

  constructor() {
    hear(({ owner, parts }) => {
      if (owner === this.#owner) void this.#reread(parts)
    })
  }

  get kept(): Kept {
    return this.#kept
  }

  /** False when the browser would not keep something: memory is then all there is. */
  get safe(): boolean {
    return this.#safe
  }

  /** True when that was for want of room. */
  get full(): boolean {
    return this.#full
  }

  get owner(): string | null {
    return this.#owner
  }

  /** Turns to that person's things; resolves when they are in memory. */
  open(owner: string): Promise<void> {
    if (owner !== this.#owner) {
      this.#store?.shut()
      this.#close()
      this.#owner = owner
      this.#store = new Store(owner, renew)
      this.#opened = this.#load(owner, this.#store)
    }
    return this.#opened
  }

  /** Forgets the person, here and on the phone; what is under way can no longer bring anything back. */
  async delete(): Promise<void> {
    const [owner, store] = [this.#owner, this.#store]
    this.#close()
    if (owner !== null) {
      dropEarlier(owner)
      dropKept(owner)
    }
    await store?.delete()
  }

  /** Keeps what one tap changed, in one transaction; gives the id of the log, if there is one. */
  act({ log, draft, last }: Act): string | null {
    const held = this.#kept.draft
    const id = draft === null ? held?.log_id : undefined
    const planVersion = this.#kept.bundle?.plan?.version ?? null
    const made = log === undefined ? null : opNow($state.snapshot(log), { id, planVersion })
    const next = { ...this.#kept }
    if (made !== null) next.outbox = add(next.outbox, made)
    if (draft === null) next.draft = null
    else if (draft !== undefined) {
      const same = held?.planned_on === draft.planned_on && held.nth === draft.nth
      next.draft = { ...$state.snapshot(draft), log_id: same ? held.log_id : newId() }
    }
    if (last !== undefined) next.last = last && { ...$state.snapshot(last), log_id: made?.id ?? '' }
    if (log?.kind === 'session' && this.#kept.last === null) stay()
    this.#kept = next
    const named = { draft, last }
    const parts = (['draft', 'last'] as const).filter((part) => named[part] !== undefined)
    void this.#write([...(made ? [made.id] : []), ...parts])
    return made?.id ?? null
  }

  /** The person has read that the browser had cleared this phone's things. */
  noticed(): void {
    this.#kept = { ...this.#kept, marker: 'kept' }
    void this.#write(['marker'])
  }

  /** One op has another place in the outbox, or none. */
  place(id: string, outbox: Outbox): void {
    this.#kept = { ...this.#kept, outbox }
    void this.#write([id])
  }

  /** Takes a bundle the server has just made, unless the one held is newer. */
  hold(bundle: Bundle): void {
    if (this.#take(bundle)) void this.#write(['bundle'])
  }

  /** Applies a reply, in one transaction; false when its logs and its place could not be kept. */
  async apply(heard: SyncReply): Promise<boolean> {
    const { epoch } = this.#kept.place
    // What was asked before a restore may be answered after it: then the new epoch alone says that logs may be missing.
    const reply = epoch !== null && heard.epoch !== epoch ? { ...heard, resync: true } : heard
    this.#kept = { ...this.#kept, outbox: settle(this.#kept.outbox, reply.results) }
    const { bundle: held, outbox, place: before } = this.#kept
    const restored = reply.resync || before.lacks === true
    const lacks = reply.resync || (restored && outbox.waiting.length > 0)
    // Made without the logs that wait, its sessions may be too much; but whatever it stops holds.
    const bundle =
      reply.bundle && held && lacks ? { ...held, stop: graver(held.stop, reply.bundle.stop) } : reply.bundle
    const taken = bundle !== null && this.#take(bundle, restored)
    const place = { cursor: reply.cursor, epoch: reply.epoch, ...(lacks ? { lacks } : {}) }
    const kept = await this.#write(
      [...reply.results.map((result) => result.id), ...(taken ? ['bundle'] : [])],
      { reply, place, restored },
    )
    if (kept) this.#kept = { ...this.#kept, place }
    // What this phone made before waits again.
    if (kept && reply.resync) await this.#reread(['outbox'])
    return kept
  }

  /** Before a talk with the server: what other tabs have added goes too, and what could not be kept is tried again. */
  async refresh(): Promise<void> {
    if (this.#owed.length > 0) await this.#write([])
    await this.#reread(['outbox', 'place', 'device'])
    if (this.#kept.device !== null) return
    this.#kept = { ...this.#kept, device: newId() }
    void this.#write(['device'])
  }

  async #load(owner: string, store: Store): Promise<void> {
    const earlier = readEarlier(owner)
    if (earlier !== null) {
      const moved = await store.run('readwrite', async (tx) => {
        await move(tx, earlier)
        return true
      })
      if (moved !== null) dropEarlier(owner)
    }
    await this.#reread(ALL)
    if (store === this.#store && this.#safe) await this.#mark(owner)
  }

  /** A database without its marker is new; was there one before, the browser has cleared it. */
  async #mark(owner: string): Promise<void> {
    if (this.#kept.marker === null) {
      this.#kept = { ...this.#kept, marker: wasKept(owner) ? 'cleared' : 'kept' }
      if (!(await this.#write(['marker']))) return
    }
    noteKept(owner)
  }

  #take(bundle: Bundle, always = false): boolean {
    const held = this.#kept.bundle
    if (held !== null && !always && isOlder(bundle, held)) return false
    // A session under way, or just done, may name exercises that the new plan no longer has.
    const exercises = { ...held?.exercises, ...bundle.exercises }
    this.#kept = { ...this.#kept, bundle: { ...bundle, exercises } }
    return true
  }

  #close(): void {
    this.#owner = this.#store = null
    this.#kept = NOTHING
    this.#owed = []
    this.#safe = true
    this.#full = false
  }

  /** Makes the phone agree with memory about these parts and ops, and about those that failed before. */
  #write(keys: readonly string[], told?: Told): Promise<boolean> {
    const store = this.#store
    if (store === null) return Promise.resolve(false)
    const all = [...keys, ...this.#owed]
    this.#owed = []
    this.#writes += 1
    const kept = store
      .run('readwrite', async (tx) => {
        const saved = savedOf(this.#kept, all)
        await (told === undefined ? save(tx, saved) : apply(tx, saved, told))
        return true
      })
      .then((done) => store === this.#store && this.#wrote(done !== null, all))
    this.#written = Promise.allSettled([this.#written, kept])
    return kept
  }

  #wrote(done: boolean, keys: readonly string[]): boolean {
    if (!done) {
      this.#owed = [...this.#owed, ...keys]
      this.#safe = false
      this.#full = this.#store?.full ?? false
      return false
    }
    if (this.#owner !== null) tell(this.#owner, partsOf(keys))
    const again = !this.#safe && this.#owed.length === 0
    this.#safe = this.#owed.length === 0
    this.#full &&= !this.#safe
    // What the phone had kept before may never have been read.
    if (again) void this.#reread(ALL)
    return true
  }

  async #reread(parts: readonly Part[]): Promise<void> {
    const store = this.#store
    for (;;) {
      const writes = this.#writes
      // A write under way is in neither place for sure; one that failed is in memory only.
      await this.#written
      if (store === null || store !== this.#store || this.#owed.length > 0) return
      const found = await store.run('readonly', (tx) => read(tx, parts))
      if (store !== this.#store) return
      if (found === null) {
        this.#safe = false
        return
      }
      if (writes !== this.#writes) continue
      const empty = Object.fromEntries(parts.map((part) => [part, NOTHING[part]]))
      this.#kept = { ...this.#kept, ...empty, ...found }
      return
    }
  }
}

/** Asks the browser not to clear this phone's things when it needs room; only once there is something to lose. */
function stay(): void {
  if ('storage' in navigator) void navigator.storage.persist()
}
