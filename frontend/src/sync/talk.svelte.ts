/** The talk with the server about one person's things: what is sent when, and what becomes of each answer. */
import { sync } from '../api/calls'
import type { Options, Result } from '../api/client'
import type { SyncReply, SyncRequest } from '../api/shapes'
import { dayNow } from '../ui/days'
import type { Held } from './held.svelte'
import { zone } from './ops'
import { batch, settle, tooLarge } from './outbox'
import { Turns } from './turns'
import { newId } from './uuid7'

/** How the last talk with the server went; `starting` until the first one is over. */
export type Link = 'starting' | 'fine' | 'sending' | 'offline' | 'busy' | 'sign_in'

const APP = 'phone 0.1'
const SOON_MS = 1_000

type Refusal = Extract<Result<unknown>, { kind: 'refused' }>
const isTooMuch = (answer: Result<unknown>): answer is Refusal =>
  answer.kind === 'refused' && answer.problem.status === 413

export class Talk {
  readonly #held: Held
  readonly #turns: Turns
  /** The person whose things these are is not signed in any more, or somebody else is. */
  readonly #onleft: () => void
  #most = 50
  /** Changes whenever the person does: an answer to the one before must not reach the next. */
  #era = 0
  /** Given up with the person: what is on its way then comes to nothing. */
  #underWay = new AbortController()
  link = $state<Link>('starting')

  constructor({ held, again, onleft }: { held: Held; again: () => Promise<void>; onleft: () => void }) {
    this.#held = held
    this.#turns = new Turns(() => void again())
    this.#onleft = onleft
  }

  get era(): number {
    return this.#era
  }

  /** The person changes: no answer to the one before is taken, and none is waited for. */
  turn(): void {
    this.#era += 1
    this.#turns.clear()
    this.#underWay.abort()
    this.#underWay = new AbortController()
  }

  soon(milliseconds = SOON_MS): void {
    this.#turns.in(milliseconds)
  }

  /** One talk with the server, never two at once, in whatever tab. */
  async sync(): Promise<void> {
    if (this.#turns.obeys) return
    this.#turns.clear()
    // Without https there are no locks; the server takes an op twice without harm.
    if (!('locks' in navigator)) return this.#once()
    await navigator.locks.request('backfit.sync', { ifAvailable: true }, async (lock) => {
      if (lock !== null) await this.#once()
      // The tab that talks now may have begun before the last tap in this one.
      else if (this.#waits) this.soon()
    })
  }

  /** The page goes: what still waits is sent on its way, answer or not. */
  leave(): void {
    if (this.#waits && !this.#turns.obeys) void this.#send({ keepalive: true })
  }

  failed(answer: Exclude<Result<unknown>, { kind: 'done' }>): void {
    if (answer.kind === 'sign_in') {
      this.link = 'sign_in'
      this.#onleft()
      return
    }
    if (isTooMuch(answer)) this.#most = Math.max(1, this.#most >> 1)
    this.link = answer.kind === 'offline' ? 'offline' : 'busy'
    this.#turns.failed(answer.kind === 'busy' ? answer.retryAfter : null)
  }

  get #waits(): boolean {
    return this.#held.kept.outbox.waiting.length > 0
  }

  async #once(): Promise<void> {
    const era = this.#era
    await this.#held.refresh()
    if (era !== this.#era) return
    if (this.link !== 'starting') this.link = 'sending'
    await this.#send()
  }

  async #send(options: Options = {}): Promise<void> {
    const era = this.#era
    const request = this.#request()
    const answer = await sync(request, { signal: this.#underWay.signal, ...options })
    if (era !== this.#era) return
    if (answer.kind === 'done') return this.#apply(answer.value)
    const large = tooLarge(request.ops)
    if (large !== null && isTooMuch(answer)) {
      const result = { id: large.id, status: 'refused', code: null, sentence: answer.problem.detail } as const
      this.#held.place(large.id, settle(this.#held.kept.outbox, [result]))
    }
    this.failed(answer)
  }

  #request(): SyncRequest {
    const { bundle, place, device, outbox } = this.#held.kept
    return {
      schema: 1,
      account: this.#held.owner,
      device: device ?? newId(),
      app: APP,
      cursor: place.cursor,
      epoch: place.epoch,
      // The one held is of before a restore: the server's own is asked for, whatever its number.
      bundle_rev: place.lacks ? null : (bundle?.rev ?? null),
      bundle_made_for: bundle?.made_for ?? null,
      today: dayNow(),
      zone: zone(),
      ops: batch(outbox, this.#most),
    }
  }

  async #apply(reply: SyncReply): Promise<void> {
    const era = this.#era
    const kept = await this.#held.apply(reply)
    if (era !== this.#era) return
    this.#turns.went()
    this.#most = 50
    this.link = 'fine'
    // Where nothing can be kept the place does not move: there is no use in asking for more.
    if ((kept && (reply.more || this.#held.kept.place.lacks)) || this.#waits) this.soon(0)
  }
}
