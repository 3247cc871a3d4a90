/** What this phone holds of one person, and its talk with the server: the one place that knows both. */
import { readAccount, readBundle, sync } from '../api/calls'
import type { Result } from '../api/client'
import type { Account, Bundle, SyncReply } from '../api/shapes'
import { dayOf } from '../ui/days'
import { wait } from './backoff'
import { op, type Entry } from './ops'
import { add, batch, discard, EMPTY, retry, settle, type Outbox } from './outbox'
import type { Act, Draft, Kept, Last } from './kept'
import { shelfOn, type Shelf } from './shelf'
import { uuid7 } from './uuid7'

/** How the last talk with the server went; `starting` until the first one is over. */
export type Link = 'starting' | 'fine' | 'sending' | 'offline' | 'busy' | 'sign_in'

const APP = 'phone 0.1'
const SOON_MS = 1_000
/** Another tab that changes this has signed somebody in or out. */
export const OWNER_KEY = 'backfit.owner'
const browser = shelfOn<{ owner: string; device: string }>(localStorage, 'backfit')

const newId = (now: Date): string => uuid7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)))

class Keeper {
  #account = $state.raw<Account | null>(null)
  #bundle = $state.raw<Bundle | null>(null)
  #outbox = $state.raw<Outbox>(EMPTY)
  #draft = $state.raw<Draft | null>(null)
  #last = $state.raw<Last | null>(null)
  #link = $state<Link>('starting')
  #safe = $state(true)
  #failures = 0
  #most = 50
  #next: ReturnType<typeof setTimeout> | undefined
  #shelf: Shelf<Kept> = shelfOn(localStorage, 'backfit.nobody')
  /** Resolves when what this phone keeps is in memory. */
  readonly ready = Promise.resolve()

  constructor() {
    const owner = browser.read('owner')
    if (owner !== null) this.#open(owner)
  }

  get account(): Account | null {
    return this.#account
  }

  /** Whose things these are, by account id; null before the first account. */
  get owner(): string | null {
    return browser.read('owner')
  }

  get bundle(): Bundle | null {
    return this.#bundle
  }

  get outbox(): Outbox {
    return this.#outbox
  }

  get link(): Link {
    return this.#link
  }

  /** False when the browser would not keep what was logged. */
  get safe(): boolean {
    return this.#safe
  }

  /** The session in progress, and the last one finished. */
  get kept(): { readonly draft: Draft | null; readonly last: Last | null } {
    return { draft: this.#draft, last: this.#last }
  }

  /**
   * Asks who is signed in, then for the plan. Called at the start and after signing in; with `made`, the answer to
   * an intake: whose it is must be known first, or it would be kept under nobody's name, or another's.
   */
  async start(made: Bundle | null = null): Promise<void> {
    if (made !== null) this.#link = 'starting'
    const answer = await readAccount()
    if (answer.kind !== 'done') {
      this.#failed(answer)
      return
    }
    this.#account = answer.value
    if (answer.value.id === null) {
      this.#link = this.#bundle === null && this.#outbox.waiting.length === 0 ? 'fine' : 'sign_in'
      return
    }
    this.#open(answer.value.id)
    if (made !== null) this.hold(made)
    if (this.#bundle !== null) await this.sync()
    else if (answer.value.has_plan) await this.#fetchBundle()
    else this.#link = 'fine'
  }

  /** Takes a bundle the server has just made, unless the one held is newer. */
  hold(bundle: Bundle): void {
    const held = this.#bundle
    if (
      held !== null &&
      (bundle.rev < held.rev || (bundle.rev === held.rev && bundle.made_for < held.made_for))
    )
      return
    // A session under way, or just done, may name exercises that the new plan no longer has.
    const exercises = { ...held?.exercises, ...bundle.exercises }
    this.#bundle = { ...bundle, exercises }
    this.#shelf.write('bundle', this.#bundle)
  }

  readonly log = (entry: Entry): string => this.#add(entry)

  /** Keeps what one tap changed; gives the id of the log, if there is one. */
  act({ log, draft, last }: Act): string | null {
    const id = log === undefined ? null : this.#add(log)
    if (draft !== undefined) this.#shelf.write('draft', (this.#draft = draft))
    if (last !== undefined)
      this.#shelf.write('last', (this.#last = last === null ? null : { ...last, log_id: id ?? '' }))
    return id
  }

  retry(id: string): void {
    this.#change((outbox) => retry(outbox, id))
    this.#in(0)
  }

  discard(id: string): void {
    this.#change((outbox) => discard(outbox, id))
  }

  /** One talk with the server, never two at once, in whatever tab. */
  async sync(): Promise<void> {
    clearTimeout(this.#next)
    // Without https there are no locks; the server takes an op twice without harm.
    if (!('locks' in navigator)) return this.#talk()
    await navigator.locks.request('backfit.sync', { ifAvailable: true }, async (lock) => {
      if (lock !== null) await this.#talk()
    })
  }

  /** Forgets the person: after signing out, or after the account was deleted. */
  forget(): void {
    clearTimeout(this.#next)
    // First of all: other tabs go by it.
    browser.remove('owner')
    this.#shelf.clear()
    browser.remove('device')
    this.#account = null
    this.#bundle = null
    this.#outbox = EMPTY
    this.#draft = this.#last = null
    this.#link = 'fine'
  }

  /** Another tab wrote: what it keeps is what we keep. */
  reread(): void {
    this.#bundle = this.#shelf.read('bundle')
    this.#outbox = this.#shelf.read('outbox') ?? EMPTY
    this.#draft = this.#shelf.read('draft')
    this.#last = this.#shelf.read('last')
  }

  #add(entry: Entry): string {
    const now = new Date()
    const id = newId(now)
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const planVersion = this.#bundle?.plan?.version ?? null
    this.#change((outbox) => add(outbox, op(entry, { id, now, zone, planVersion })))
    this.#in(SOON_MS)
    return id
  }

  #open(owner: string): void {
    browser.write('owner', owner)
    this.#shelf = shelfOn(localStorage, `backfit.${owner}`)
    this.reread()
  }

  #change(how: (outbox: Outbox) => Outbox): void {
    // Another tab may have added to the stored one since; when nothing is stored, memory is all there is.
    this.#outbox = how(this.#safe ? (this.#shelf.read('outbox') ?? EMPTY) : this.#outbox)
    this.#safe = this.#shelf.write('outbox', this.#outbox)
  }

  async #fetchBundle(): Promise<void> {
    const answer = await readBundle(dayOf(new Date()))
    if (answer.kind !== 'done') {
      this.#failed(answer)
      return
    }
    this.hold(answer.value)
    this.#link = 'fine'
  }

  async #talk(): Promise<void> {
    const place = this.#shelf.read('place') ?? { cursor: 0, epoch: null }
    if (this.#link !== 'starting') this.#link = 'sending'
    const answer = await sync({
      schema: 1,
      device: this.#device(),
      app: APP,
      ...place,
      bundle_rev: this.#bundle?.rev ?? null,
      bundle_made_for: this.#bundle?.made_for ?? null,
      today: dayOf(new Date()),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ops: batch(this.#outbox, this.#most),
    })
    if (answer.kind !== 'done') this.#failed(answer)
    else this.#apply(answer.value)
  }

  #apply(reply: SyncReply): void {
    this.#change((outbox) => settle(outbox, reply.results))
    this.#shelf.write('place', { cursor: reply.resync ? 0 : reply.cursor, epoch: reply.epoch })
    if (reply.bundle !== null) this.hold(reply.bundle)
    this.#failures = 0
    this.#most = 50
    this.#link = 'fine'
    if (reply.more || this.#outbox.waiting.length > 0) this.#in(0)
  }

  #failed(answer: Exclude<Result<unknown>, { kind: 'done' }>): void {
    if (answer.kind === 'sign_in') {
      this.#link = 'sign_in'
      return
    }
    if (answer.kind === 'refused' && answer.problem.status === 413) this.#most = Math.max(1, this.#most >> 1)
    this.#link = answer.kind === 'offline' ? 'offline' : 'busy'
    this.#failures += 1
    const retryAfter = answer.kind === 'busy' ? answer.retryAfter : null
    this.#in(wait({ failures: this.#failures, retryAfter, random: Math.random() }))
  }

  #in(milliseconds: number): void {
    clearTimeout(this.#next)
    this.#next = setTimeout(() => void (this.#account === null ? this.start() : this.sync()), milliseconds)
  }

  #device(): string {
    const known = browser.read('device')
    if (known !== null) return known
    const made = newId(new Date())
    browser.write('device', made)
    return made
  }
}

export const keeper = new Keeper()
