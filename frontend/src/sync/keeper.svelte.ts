/** What this phone holds of one person, and its talk with the server: the one place that knows both. */
import { readAccount, readBundle } from '../api/calls'
import type { Account, Bundle } from '../api/shapes'
import { dayOf } from '../ui/days'
import { Held } from './held.svelte'
import type { Act, KeptDraft, Last } from './kept'
import type { Entry } from './ops'
import { discard, retry, type Outbox } from './outbox'
import { dropOwner, readOwner, writeOwner } from './owner'
import { Talk, type Link } from './talk.svelte'

class Keeper {
  readonly #held = new Held()
  readonly #talk = new Talk({
    held: this.#held,
    again: () => this.again(),
    onleft: () => {
      this.#account = null
    },
  })
  #account = $state.raw<Account | null>(null)
  #owner = readOwner()
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
    return this.#talk.link
  }

  /** False when the browser would not keep what was logged. */
  get safe(): boolean {
    return this.#held.safe
  }

  /** True when that was for want of room on the phone. */
  get full(): boolean {
    return this.#held.full
  }

  /** Whether the browser had cleared this phone's things, which the person has not read yet. */
  get cleared(): boolean {
    return this.#held.kept.marker === 'cleared'
  }

  /**
   * Asks who is signed in, then for the plan. Called at the start and after signing in; with `made`, the answer to
   * an intake, and `of` whom the server took that, if it was known: a stop in it holds whatever the network does next.
   * Otherwise whose it is must be known first, or it would be kept under nobody's name, or another's.
   */
  async start(made: Bundle | null = null, of: string | null = null): Promise<void> {
    let era = this.#talk.era
    if (made !== null) this.#talk.link = 'starting'
    await this.ready
    if (era !== this.#talk.era) return
    if (made !== null && of !== null) {
      await this.#open(of)
      if (this.#owner !== of) return
      this.#held.hold(made)
      era = this.#talk.era
    }
    const answer = await readAccount()
    if (era !== this.#talk.era) return
    if (answer.kind !== 'done') {
      this.#talk.failed(answer)
      return
    }
    this.#account = answer.value
    if (answer.value.id === null) {
      this.#talk.link = this.bundle === null && this.outbox.waiting.length === 0 ? 'fine' : 'sign_in'
      return
    }
    await this.#open(answer.value.id)
    if (made !== null && of === null) this.#held.hold(made)
    if (this.bundle !== null) await this.sync()
    else if (answer.value.has_answered) await this.#fetchBundle()
    else this.#talk.link = 'fine'
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
    if (id !== null) this.#talk.soon()
    return id
  }

  /** The person has read that this phone had been cleared. */
  noticed(): void {
    this.#held.noticed()
  }

  retry(id: string): void {
    this.#held.place(id, retry(this.outbox, id))
    this.#talk.soon(0)
  }

  discard(id: string): void {
    this.#held.place(id, discard(this.outbox, id))
  }

  /** A talk with the server; who is signed in is asked first while that is not known, as after a start without it. */
  async again(): Promise<void> {
    await (this.#account?.id ? this.sync() : this.start())
  }

  /** One talk with the server, never two at once, in whatever tab. */
  sync(): Promise<void> {
    return this.#talk.sync()
  }

  /** The page goes: what still waits is sent on its way, answer or not. */
  leave(): void {
    if (this.#account?.id) this.#talk.leave()
  }

  /** Forgets the person: after signing out, or after the account was deleted. */
  async forget(): Promise<void> {
    this.#talk.turn()
    // First of all: other tabs go by it.
    dropOwner()
    this.#owner = null
    this.#account = null
    this.#talk.link = 'fine'
    await this.#held.delete()
  }

  async #open(owner: string): Promise<void> {
    if (owner !== this.#owner) this.#talk.turn()
    this.#owner = owner
    writeOwner(owner)
    await this.#held.open(owner)
  }

  async #fetchBundle(): Promise<void> {
    const era = this.#talk.era
    const answer = await readBundle(dayOf(new Date()))
    if (era !== this.#talk.era) return
    if (answer.kind !== 'done') {
      this.#talk.failed(answer)
      return
    }
    this.#held.hold(answer.value)
    // What the person's other devices logged comes with the first talk.
    await this.sync()
  }
}

export const keeper = new Keeper()
