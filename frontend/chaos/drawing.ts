/** What is drawn: steps of a trial, and what is tapped in one. */
import fc from 'fast-check'
import type { Bundle, Op, Pulled, SessionBody } from '../src/api/shapes'
import type { Entry } from '../src/sync/ops'
import { dayNow } from '../src/ui/days'
import { FATES, type Fate } from './net'

const HOUR_MS = 3_600_000
const HOURS = [0, 0, 3, -5, 26, -30, 9 * 24, -12 * 24]
/** What no server takes. */
const NEVER = 99

export type Tap = { what: string; pain: number; aim: number }
export type Step = { phone: number; deed: string; fate: Fate; taps: Tap[]; wrong: number }

const tap: fc.Arbitrary<Tap> = fc.record({
  what: fc.constantFrom(
    'check_in',
    'check_in',
    'session',
    'note',
    'correct',
    'correct',
    'withdraw',
    'refused',
  ),
  pain: fc.nat(6),
  aim: fc.nat(99),
})

export const step: fc.Arbitrary<Step> = fc.record({
  phone: fc.nat(2),
  deed: fc.constantFrom(
    ...['log', 'sync', 'sync', 'sync', 'sync', 'talk', 'talk', 'die', 'arrive'],
    ...['restore', 'pass', 'clock', 'decide', 'sign in'],
  ),
  fate: fc.constantFrom(...FATES),
  taps: fc.array(tap, { minLength: 1, maxLength: 4 }),
  wrong: fc.constantFrom(...HOURS.map((hours) => hours * HOUR_MS)),
})

type Known = readonly (Op | Pulled)[]

/** The log of a tap on a phone that knows these logs, of which one may be corrected or withdrawn. */
export function entryOf({ what, pain, aim }: Tap, known: Known, bundle: Bundle | null): Entry {
  const on = dayNow()
  const logs = known.filter(({ kind }) => ['check_in', 'note', 'session'].includes(kind))
  const log = logs[aim % logs.length]
  const body = what === 'session' ? sessionOf(bundle, pain) : null
  if (body !== null) return { kind: 'session', body }
  if (what === 'note')
    return { kind: 'note', body: { on, text: `${pain} more`, to: 'self', needs_help: false } }
  if (what === 'withdraw' && log) return { kind: 'gone', body: {}, replaces: log.id }
  if (what === 'correct' && log) return correction(log, pain)
  return { kind: 'check_in', body: { on, pain: what === 'refused' ? NEVER : pain } }
}

export const isRefused = ({ what }: Tap): boolean => what === 'refused'

function correction({ id, kind, body }: Known[number], pain: number): Entry {
  const changed = { ...body, on: dayNow(), ...(kind === 'check_in' ? { pain } : {}) }
  return { kind, body: changed, replaces: id } as Entry
}

/** The first session with exercises, done today as asked. */
function sessionOf(bundle: Bundle | null, pain: number): SessionBody | null {
  const planned = bundle?.sessions.find(({ items }) => items.length > 0)
  if (planned === undefined) return null
  const items = planned.items.map(({ exercise, dose }) => ({
    ...{ exercise, asked: dose, done: dose.minutes || dose.distance_m || dose.sets || 1 },
    ...{ pain, effort: 'about_right', swapped_for: null },
  }))
  const body = { on: dayNow(), planned_on: planned.on, minutes: planned.minutes, items }
  return body as unknown as SessionBody
}
