/** Which sessions hold while the server has not been heard of: the server made them all, the phone looks up by date. */
import type { Bundle, Day, Op, Reentry, Session } from '../api/shapes'
import { addDays, daysBetween, weekOf } from '../ui/days'
import { unsaved } from './counts'
import { isDone, type Last } from './kept'
import type { Outbox } from './outbox'

type Own = { outbox: Outbox; kept: { last: Last | null } }
type Row = Reentry['rows'][number]

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayKey = (on: string): Day => DAYS[weekOf(on).indexOf(on)] ?? 'mon'

/**
 * The bundle with what its table says from `day` on: the usual amount for who has gone on without a network, the last
 * week again after its last day. Nothing of it after a sign of trouble that the server has not seen.
 */
export function offered(bundle: Bundle, day: string, own: Own): Bundle {
  if (flares(bundle, own.outbox)) return { ...bundle, sessions: [] }
  const table = bundle.reentry
  const until = table?.rows.at(-1)?.on[1]
  if (!table || until === undefined || day > until || isTroubled(bundle, own.outbox)) return bundle
  const done = daysDone(own)
  const looked = new Map<string, Session[]>()
  for (let on = day; on <= until; on = addDays(on, 1)) {
    const away = longestAway(table, done, on)
    const row = table.rows.find((one) => holds(one.on, on) && holds(one.days, away))
    if (row) looked.set(on, sessionsOf(table, row, on))
  }
  const kept = bundle.sessions.filter((session) => !looked.has(session.on))
  const sessions = [...kept, ...[...looked.values()].flat()]
  return { ...bundle, sessions: sessions.toSorted((one, other) => (one.on < other.on ? -1 : 1)) }
}

/** Whether a day is after the last one that the server planned: what is offered then is the last week again. */
export const isAfterPlan = (bundle: Bundle, day: string): boolean => {
  const last = bundle.sessions.at(-1)
  return last !== undefined && day > last.on
}

const holds = <T extends string | number>([from, to]: readonly [T, T], value: T): boolean =>
  from <= value && value <= to

function sessionsOf({ items }: Reentry, row: Row, on: string): Session[] {
  return row.week
    .filter((one) => one.day === dayKey(on))
    .map((one) => ({
      ...{ on, day: one.day, kind: one.kind, minutes: one.minutes, why: row.why },
      items: one.items.flatMap((place) => items[place] ?? []),
    }))
}

/** The longest time without a session up to a day; what the server will make of the later ones is not known yet. */
function longestAway({ since, spare }: Reentry, done: readonly string[], on: string): number {
  const days = [since, ...done.filter((one) => one > since && one < on), on]
  const away = days
    .slice(1)
    .map((to, index) => [days[index] ?? since, to] as const)
    .map(([from, to]) => daysBetween(from, to) - (spare[dayKey(from)] ?? 0))
  return Math.max(1, ...away)
}

function daysDone({ outbox, kept }: Own): string[] {
  const waiting = outbox.waiting.flatMap((op) => (op.kind === 'session' ? [op.body] : []))
  const bodies = [...waiting, ...(kept.last ? [kept.last.body] : [])]
  return [...new Set(bodies.filter((body) => isDone(body, body.on)).map((body) => body.on))].toSorted()
}

/** Whether an unsent log says a flare-up, by the numbers of the server: what follows from it only the server knows. */
export function flares({ flare }: Bundle, outbox: Outbox): boolean {
  if (!flare) return false
  return unsaved(outbox).some((op) => {
    if (op.kind === 'check_in') return op.body.pain >= flare.morning_from
    return (
      op.kind === 'session' &&
      (hasMoved(op) || itemsOf(op).some(({ pain }) => (pain ?? 0) >= flare.pain_from))
    )
  })
}

/** The plan's own words for stopping, a pain that moved, or too hard: what follows from it only the server knows. */
function isTroubled(bundle: Bundle, outbox: Outbox): boolean {
  const isRed = (pain: number | null | undefined): boolean =>
    pain != null && bundle.pain_words[pain]?.tone === 'red'
  const isBad = (op: Op): boolean => {
    if (op.kind === 'check_in') return isRed(op.body.pain)
    if (op.kind !== 'session') return false
    return hasMoved(op) || itemsOf(op).some((item) => isRed(item.pain) || item.effort === 'too_hard')
  }
  return unsaved(outbox).some(isBad)
}

type Done = Extract<Op, { kind: 'session' }>
// What the server refused may lack anything.
const itemsOf = (op: Done): Done['body']['items'] => (op.body as Partial<Done['body']>).items ?? []
const hasMoved = ({ body }: Done): boolean => !['none', 'same', 'centralised'].includes(body.spread ?? 'none')
