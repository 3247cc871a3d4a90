/** What is wished of reminders: the server's reading of it, with what still waits on this phone laid over it. */
import type { Bundle, Day, Op, Reminder } from '../api/shapes'
import type { Entry } from '../sync/ops'

export const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

type Wish = 'on' | 'at' | 'days' | 'quiet' | 'paused_until'
const PREFIX = 'reminder:'

/** One wish as a log; the server reads it, and refuses what makes no sense. */
export const wish = (what: Wish, value: string): Entry => ({
  kind: 'pref',
  body: { key: PREFIX + what, value },
})

export function wished(reminder: Reminder, waiting: readonly Op[]): Reminder {
  return waiting.reduce(
    (so_far, op) =>
      op.kind === 'pref' && op.body.key.startsWith(PREFIX)
        ? { ...so_far, ...changed(op.body.key.slice(PREFIX.length), op.body.value) }
        : so_far,
    reminder,
  )
}

function changed(what: string, value: string): Partial<Reminder> {
  switch (what as Wish) {
    case 'on':
      return { on: value === 'yes', chosen: true }
    case 'at':
      return { at: value }
    case 'days':
      return { days: value === 'plan' ? null : DAYS.filter((day) => value.split(',').includes(day)) }
    case 'quiet':
      return { quiet_from: value.slice(0, 5), quiet_to: value.slice(6) }
    case 'paused_until':
      return { paused_until: value === '' ? null : value }
  }
}

/** Whether a local time lies in the quiet hours, in which nothing is ever sent. */
export const isQuiet = (at: string, from: string, to: string): boolean =>
  from < to ? at >= from && at < to : at >= from || at < to

const minutes = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))

/** How many hours lie between two local times, over midnight if need be. */
export const hoursBetween = (from: string, to: string): number =>
  ((minutes(to) - minutes(from) + 24 * 60) % (24 * 60)) / 60

/** The weekdays on which the plan has a session: what to begin with when days are chosen. */
export function sessionDays(bundle: Bundle): Day[] {
  const planned = new Set(
    bundle.sessions.filter((session) => session.kind !== 'rest').map((session) => session.day),
  )
  return DAYS.filter((day) => planned.size === 0 || planned.has(day))
}
