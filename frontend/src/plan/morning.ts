/** The question of the morning after a session, by the days that the server gave: also while it can't be reached. */
import type { Bundle } from '../api/shapes'
import { isDone } from '../sync/kept'
import type { Outbox } from '../sync/outbox'
import { daysBetween } from '../ui/days'

/** Whether a day asks about the last session, the server's or one that still waits; once for each. */
export function asksMorning({ check_in: asked }: Bundle, { waiting }: Outbox, day: string): boolean {
  if (asked === null) return false
  const own = waiting.flatMap((op) =>
    op.kind === 'session' && isDone(op.body, op.body.on) ? [op.body.on] : [],
  )
  const last = [...own, ...(asked.for_session_on === null ? [] : [asked.for_session_on])].toSorted().at(-1)
  // A bundle kept from before there were `days` asks nothing, whatever the day.
  const counts = last !== undefined && last < day && daysBetween(last, day) <= asked.days
  if (!counts) return false
  return !waiting.some((op) => op.kind === 'check_in' && op.body.on > last)
}
