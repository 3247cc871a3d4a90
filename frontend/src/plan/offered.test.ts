/** Forty days without the server, by the clock: what is offered on each of them. */
import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle, Item, Op, Reentry, SessionBody } from '../api/shapes'
import { view } from './pick'
import { addDays } from '../ui/days'
import type { Last } from '../sync/kept'
import { flares, isAfterPlan, offered } from '../sync/offered'
import { op, type Entry } from '../sync/ops'

const plain = fixture as unknown as Bundle
const FIRST = plain.made_for // A Tuesday.
const on = (day: number): string => addDays(FIRST, day - 1)
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const sets = (count: number): Item =>
  ({ ...plain.sessions[0]?.items[0], dose: { ...plain.sessions[0]?.items[0]?.dose, sets: count } }) as Item
const week = (place: number) =>
  DAYS.map((day) => ({ day, kind: 'exercise' as const, minutes: 10 + place, items: [place] }))
const why = [{ rule: 'progression.offline', because: 'Your last week again.', source: '' }]
/** Each row has a dose of its own: 100, 75 and 50 sets. */
const reentry: Reentry = {
  since: on(0),
  spare: { mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0 },
  rows: [
    { on: [on(8), on(14)], days: [1, 7], why: [], week: week(0) },
    { on: [on(15), on(28)], days: [1, 14], why, week: week(1) },
    { on: [on(15), on(28)], days: [15, 28], why, week: week(2) },
  ],
  items: [sets(100), sets(75), sets(50)],
  gentle: [],
}
const flare = { pain_from: 7, morning_from: 5, words: ['Walk half as much.'] }
const bundle: Bundle = { ...plain, reentry, flare }

const workout = (day: string, item: Partial<SessionBody['items'][number]> = {}): Op =>
  op({ kind: 'session', body: { on: day, items: [{ done: 1, ...item }] } } as unknown as Entry, {
    id: day,
    now: new Date(`${day}T09:00:00Z`),
    zone: 'Europe/Vienna',
    planVersion: 1,
  })
type Held = { waiting?: Op[]; refused?: Op[]; last?: Last | null }
const own = ({ waiting = [], refused = [], last = null }: Held = {}) => ({
  outbox: { waiting, refused: refused.map((one) => ({ op: one, sentence: 'No.' })) },
  kept: { last },
})
const shown = (day: number, held: Held = {}, of = bundle) =>
  view({ bundle: offered(of, on(day), own(held)), day: on(day), done: 0 })
/** What is offered in short: the plan's own session, a row's share, or nothing. */
function share(day: number, held: Held = {}, of = bundle): number | string {
  const seen = shown(day, held, of)
  if (seen.kind !== 'session') return seen.kind
  const set = seen.session.items[0]?.dose.sets ?? 0
  return set >= 50 ? set : 'own'
}
/** A session on every second day from the first to the day before. */
const training = (until: number): Op[] =>
  Array.from({ length: Math.floor(until / 2) }, (_, index) => workout(on(1 + 2 * index)))

test('it offers the plan, then the last week again, lower the longer nothing was done, then nothing', () => {
  const idle = Array.from({ length: 40 }, (_, index) => share(index + 1))
  expect(idle.slice(0, 14).every((one) => one === 'own' || one === 'rest')).toBe(true)
  expect(idle.slice(14, 28)).toEqual(Array(14).fill(50))
  expect(idle.slice(28)).toEqual(Array(12).fill('old'))
})

test('it offers three quarters of the last week to who has gone on, for 14 days, and then nothing', () => {
  const active = Array.from({ length: 40 }, (_, index) => share(index + 1, { waiting: training(index) }))
  expect(active.slice(14, 28)).toEqual(Array(14).fill(75))
  expect(active.slice(28)).toEqual(Array(12).fill('old'))
})

test('it goes on with the usual amount in the second week for who has gone on', () => {
  expect(share(8, { waiting: [workout(on(6))] })).toBe(100)
  expect(shown(12, { waiting: training(11) })).toMatchObject({ kind: 'session', session: { on: on(12) } })
  expect(share(12, { waiting: training(11) })).toBe(100)
})

test('it never goes back up after a long break: what the first session back led to, only the server knows', () => {
  const broken = [workout(on(10)), workout(on(12))]
  expect(share(13, { waiting: broken })).not.toBe(100)
  expect(share(16, { waiting: [workout(on(15))] })).toBe(50)
})

test('it counts days away less the planned gap of the weekday', () => {
  const spare = { ...reentry.spare, mon: 6 }
  const since = on(0)
  expect(share(15, {}, { ...bundle, reentry: { ...reentry, since, spare } })).toBe(75)
  expect(share(15, {}, bundle)).toBe(50)
})

test('it counts the last session done too, which may not wait any more', () => {
  const last = { planned_on: on(14), nth: 0, log_id: 'x', body: workout(on(14)).body } as unknown as Last
  expect(share(15, { waiting: training(14), last })).toBe(75)
})

test.each([
  ['pain at which the plan says stop', { pain: 10 }],
  ['too hard', { effort: 'too_hard' as const }],
])('it offers none of it after a sign of trouble that the server has not seen: %s', (_, item) => {
  const bad = workout(on(6), item)
  expect(share(8, { waiting: [bad] })).not.toBe(100)
  expect(share(16, { waiting: [...training(15), bad] })).toBe('old')
  expect(share(16, { waiting: training(15), refused: [bad] })).toBe('old')
})

test('it offers none of it after pain that moved, or a bad morning', () => {
  const moved = workout(on(6))
  const body = { ...moved.body, spread: 'peripheralised' }
  expect(share(16, { waiting: [{ ...moved, body } as Op] })).toBe('old')
  const morning = op({ kind: 'check_in', body: { on: on(7), pain: 9 } }, { id: 'm', now: new Date(), zone: 'UTC', planVersion: 1 }) // prettier-ignore
  expect(share(16, { waiting: [...training(15), morning] })).toBe('old')
})

test.each([
  ['pain in a session', workout(on(2), { pain: 7 })],
  [
    'pain that moved',
    { ...workout(on(2)), body: { ...workout(on(2)).body, spread: 'peripheralised' } } as Op,
  ],
  ['a bad morning', op({ kind: 'check_in', body: { on: on(3), pain: 5 } }, { id: 'm', now: new Date(), zone: 'UTC', planVersion: 1 })], // prettier-ignore
])('it holds the sessions of the two weeks after a flare-up that was not sent: %s', (_, bad) => {
  for (const held of [{ waiting: [bad] }, { refused: [bad] }]) {
    const { outbox } = own(held)
    expect(flares(bundle, outbox)).toBe(true)
    expect(offered(bundle, on(3), own(held)).sessions).toEqual([])
    expect(view({ bundle, day: on(3), done: 0, flared: true })).toEqual({ kind: 'flare' })
  }
})

test('it goes on in the two weeks after less than that, and where the server gave no numbers', () => {
  const some = { waiting: [workout(on(2), { pain: 6 })] }
  expect(offered(bundle, on(3), own(some)).sessions).not.toEqual([])
  const bad = own({ waiting: [workout(on(2), { pain: 9 })] })
  expect(flares({ ...bundle, flare: null }, bad.outbox)).toBe(false)
})

test('it offers none of it while something stops the person, nor where the server made no table', () => {
  const held = offered(bundle, on(15), own())
  expect(view({ bundle: held, day: on(15), done: 0, stopped: true }).kind).toBe('stop')
  expect(share(15, {}, { ...bundle, reentry: null })).toBe('old')
})

test('it labels the last week: its own reason goes with each session, and the day is after the plan', () => {
  expect(shown(15)).toMatchObject({ session: { why: [{ because: 'Your last week again.' }] } })
  expect([isAfterPlan(bundle, on(14)), isAfterPlan(bundle, on(15))]).toEqual([false, true])
})

test('it reads past what the server refused for its shape', () => {
  const odd = { ...workout(on(3)), body: { on: on(3) } } as unknown as Op
  expect(share(15, { refused: [odd] })).toBe(50)
})

test('it shows nothing of a plan on a day before it was made', () => {
  expect(shown(-1).kind).toBe('early')
})
