/** The shapes of what the phone keeps of one person, each under its key. */
import type { Bundle, SessionBody } from '../api/shapes'
import { dayNow } from '../ui/days'
import type { Entry } from './ops'
import { EMPTY, type Outbox } from './outbox'

/** Which session of the bundle: its planned day, and its place among that day's sessions (from 0). */
export type Planned = { planned_on: string; nth: number }
/** Where a session waits: its exercise, and the set when there are several, both counted from 1. */
export type Waits = { exercise: number; set: number | null }
/** The session in progress; only `session` knows what is in `run`. It waits nowhere before and after its exercises. */
export type Draft = Planned & { waits: Waits | null; run: unknown }
/** Its log has an id from the first tap on, so that two tabs that both finish it log it once. */
export type KeptDraft = Draft & { log_id: string }
/** The last finished session, for its summary. */
export type Last = Planned & { log_id: string; body: SessionBody }

/** What one tap changes, all of it or nothing; null removes. Only a log has a summary to remember. */
export type Act = { draft?: Draft | null } & (
  { log: Entry; last?: Omit<Last, 'log_id'> | null } | { log?: undefined; last?: null }
)

/** Where the talk with the server stands; it `lacks` logs while those offered again after a restore still wait. */
export type Place = { cursor: number; epoch: number | null; lacks?: boolean }

export type Kept = {
  bundle: Bundle | null
  outbox: Outbox
  place: Place
  draft: KeptDraft | null
  last: Last | null
  device: string | null
  /** There since the database was made; `cleared`: the browser had thrown the one before away, which is not said yet. */
  marker: 'kept' | 'cleared' | null
}
/** The parts of it, as tabs name them to each other. */
export type Part = keyof Kept

export const NOTHING: Kept = {
  ...{ bundle: null, outbox: EMPTY, place: { cursor: 0, epoch: null } },
  ...{ draft: null, last: null, device: null, marker: null },
}

/** A bundle gives way to one made later; and one for a day to come, after a clock or a journey, to this day's. */
export const isOlder = (bundle: Bundle, held: Bundle, today = dayNow()): boolean =>
  bundle.rev < held.rev ||
  (bundle.rev === held.rev && bundle.made_for < held.made_for && held.made_for <= today)

/** Whether anything was done on that day; a session with nothing done is a missed one, as the server counts it. */
export const isDone = (body: SessionBody, day: string): boolean =>
  body.on === day && body.items.some((item) => item.done > 0)

/** How many of a day's sessions are done, as far as this phone knows. */
export function doneOn(day: string, held: { bundle: Bundle; outbox: Outbox; last: Last | null }): number {
  const answered = held.bundle.done.some((done) => done.on === day) ? 1 : 0
  const waiting = held.outbox.waiting.filter((op) => op.kind === 'session' && isDone(op.body, day)).length
  const here = held.last !== null && isDone(held.last.body, day) ? held.last.nth + 1 : 0
  return Math.max(answered, waiting, here)
}
