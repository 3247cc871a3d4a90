/** What this phone holds of one person, and its talk with the server: the one place that knows both. */
import { readAccount, readBundle, sync } from '../api/calls'
import type { Result } from '../api/client'
import type { Account, Bundle, SyncReply, SyncRequest } from '../api/shapes'
import { dayOf } from '../ui/days'
import { wait } from './backoff'
import { Held } from './held.svelte'
import type { Act, KeptDraft, Last } from './kept'
import { zone, type Entry } from './ops'
import { batch, type Outbox } from './outbox'
import { dropOwner, readOwner, writeOwner } from './owner'
import { newId } from './uuid7'

/** How the last talk with the server went; `starting` until the first one is over. */
export type Link = 'starting' | 'fine' | 'sending' | 'offline' | 'busy' | 'sign_in'

const APP = 'phone 0.1'
const SOON_MS = 1_000

class Keeper {
  readonly #held = new Held()
  #account = $state.raw<Account | null>(null)
  #owner = readOwner()
  #link = $state<Link>('starting')
  #failures = 0
  #most = 50
  #next: ReturnType<typeof setTimeout> | undefined
  /** Changes whenever the person does: an answer to the one before must not reach the next. */
  #era = 0
  /** Resolves when what this phone keeps is in memory. */
  readonly ready: Promise<void> = this.#owner === null ? Promise.resolve() : this.#held.open(this.#owner)

  get account(): Account | null {
    return this.#account
  }

  /** Whose things these are, by account id; null before the first account. */
  get owner(): string | null {
    return this.#owner
  }

  get bundle(): Bundle | null {
    return this.#held.kept.bundle
  }

  get outbox(): Outbox {
    return this.#held.kept.outbox
  }

  /** The session in progress, and the last one finished. */
  get kept(): { readonly draft: KeptDraft | null; readonly last: Last | null } {
    return this.#held.kept
  }

  get link(): Link {
    return this.#link
  }

  /** False when the browser would not keep what was logged. */
  get safe(): boolean {
    return this.#held.safe
  }

  /**
   * Asks who is signed in, then for the plan. Called at the start and after signing in; with `made`, the answer to
   * an intake: whose it is must be known first, or it would be kept under nobody's name, or another's.
   */
  async start(made: Bundle | null = null): Promise<void> {
    const era = this.#era
    if (made !== null) this.#link = 'starting'
    await this.ready
    const answer = await readAccount()
    if (era !== this.#era) return
    if (answer.kind !== 'done') {
      this.#failed(answer)
      return
    }
    this.#account = answer.value
    if (answer.value.id === null) {
      this.#link = this.bundle === null && this.outbox.waiting.length === 0 ? 'fine' : 'sign_in'
      return
    }
    await this.#open(answer.value.id)
    if (made !== null) this.#held.hold(made)
    if (this.bundle !== null) await this.sync()
    else if (answer.value.has_answered) await this.#fetchBundle()
    else this.#link = 'fine'
  }

  /** Takes a bundle the server has just made, unless the one held is newer. */
  hold(bundle: Bundle): void {
    this.#held.hold(bundle)
  }

  /** Keeps one log at once and sends it soon. */
  log(entry: Entry): string {
    return this.act({ log: entry }) ?? ''
  }

  /** Keeps what one tap changed, all of it or nothing; gives the id of the log, if there is one. */
  act(what: Act): string | null {
    const id = this.#held.act(what)
    if (id !== null) this.#in(SOON_MS)
    return id
  }

  retry(id: string): void {
    this.#held.retry(id)
    this.#in(0)
  }

  discard(id: string): void {
    this.#held.discard(id)
  }

  /** A talk with the server; who is signed in is asked first while that is not known, as after a start without it. */
  async again(): Promise<void> {
    await (this.#account?.id ? this.sync() : this.start())
  }

  /** One talk with the server, never two at once, in whatever tab. */
  async sync(): Promise<void> {
    clearTimeout(this.#next)
    // Without https there are no locks; the server takes an op twice without harm.
    if (!('locks' in navigator)) return this.#talk()
    await navigator.locks.request('backfit.sync', { ifAvailable: true }, async (lock) => {
      if (lock !== null) await this.#talk()
      // The tab that talks now may have begun before the last tap in this one.
      else if (this.outbox.waiting.length > 0) this.#in(SOON_MS)
    })
  }

  /** The page goes: what still waits is sent on its way, answer or not. */
  leave(): void {
    if (this.outbox.waiting.length > 0 && this.#account?.id) void this.#send({ keepalive: true })
  }

  /** Forgets the person: after signing out, or after the account was deleted. */
  async forget(): Promise<void> {
    clearTimeout(this.#next)
    this.#era += 1
    // First of all: other tabs go by it.
    dropOwner()
    this.#owner = null
    this.#account = null
    this.#link = 'fine'
    await this.#held.delete()
  }

  async #open(owner: string): Promise<void> {
    if (owner !== this.#owner) this.#era += 1
    this.#owner = owner
    writeOwner(owner)
    await this.#held.open(owner)
  }

  async #fetchBundle(): Promise<void> {
    const era = this.#era
    const answer = await readBundle(dayOf(new Date()))
    if (era !== this.#era) return
    if (answer.kind !== 'done') {
      this.#failed(answer)
      return
    }
    this.#held.hold(answer.value)
    this.#link = 'fine'
  }

  async #talk(): Promise<void> {
    const era = this.#era
    await this.#held.refresh()
    if (era !== this.#era) return
    if (this.#link !== 'starting') this.#link = 'sending'
    await this.#send()
  }

  async #send(options: { keepalive?: boolean } = {}): Promise<void> {
    const era = this.#era
    const answer = await sync(this.#request(), options)
    if (era !== this.#era) return
    if (answer.kind !== 'done') this.#failed(answer)
    else await this.#apply(answer.value)
  }

  #request(): SyncRequest {
    const { bundle, place, device, outbox } = this.#held.kept
    return {
      schema: 1,
      device: device ?? newId(),
      app: APP,
      ...place,
      bundle_rev: bundle?.rev ?? null,
      bundle_made_for: bundle?.made_for ?? null,
      today: dayOf(new Date()),
      zone: zone(),
      ops: batch(outbox, this.#most),
    }
  }

  async #apply(reply: SyncReply): Promise<void> {
    const era = this.#era
    const kept = await this.#held.apply(reply)
    if (era !== this.#era) return
    this.#failures = 0
    this.#most = 50
    this.#link = 'fine'
    // Where nothing can be kept the place does not move: there is no use in asking for more.
    if ((reply.more && kept) || this.outbox.waiting.length > 0) this.#in(0)
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
    this.#next = setTimeout(() => void this.again(), milliseconds)
  }
}

export const keeper = new Keeper()
