/** The shapes of what the phone keeps of one person, each under its key. */
import type { Bundle, SessionBody } from '../api/shapes'
import type { Entry } from './ops'
import type { Outbox } from './outbox'

/** Which session of the bundle: its planned day, and its place among that day's sessions (from 0). */
export type Planned = { planned_on: string; nth: number }
/** The session in progress; only `session` knows what is in `run`. */
export type Draft = Planned & { run: unknown }
/** The last finished session, for its summary. */
export type Last = Planned & { log_id: string; body: SessionBody }

/** What one tap changes, all of it or nothing; null removes. Only a log has a summary to remember. */
export type Act = { draft?: Draft | null } & (
  { log: Entry; last?: Omit<Last, 'log_id'> | null } | { log?: undefined; last?: null }
)

export type Kept = {
  bundle: Bundle
  outbox: Outbox
  /** Where the talk with the server stands. */
  place: { cursor: number; epoch: number | null }
  draft: Draft | null
  last: Last | null
}

/** Whether anything was done on that day; a session with nothing done is a missed one, as the server counts it. */
const isDone = (body: SessionBody, day: string): boolean =>
  body.on === day && body.items.some((item) => item.done > 0)

/** How many of a day's sessions are done, as far as this phone knows. */
export function doneOn(day: string, held: { bundle: Bundle; outbox: Outbox; last: Last | null }): number {
  const answered = held.bundle.done.some((done) => done.on === day) ? 1 : 0
  const waiting = held.outbox.waiting.filter((op) => op.kind === 'session' && isDone(op.body, day)).length
  const here = held.last !== null && isDone(held.last.body, day) ? held.last.nth + 1 : 0
  return Math.max(answered, waiting, here)
}
