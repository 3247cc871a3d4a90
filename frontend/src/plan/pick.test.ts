import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle } from '../api/shapes'
import { leftOut, painRanges, reasonsOf, strip, view } from './pick'

const bundle = fixture as unknown as Bundle
const tuesday = '2026-11-24'

test('it shows the session of the day, then that it is done', () => {
  expect(view({ bundle, day: tuesday, done: 0 })).toMatchObject({ kind: 'session', nth: 0 })
  expect(view({ bundle, day: tuesday, done: 1 })).toMatchObject({ kind: 'done', next: { on: '2026-11-25' } })
})

test('it says on a free day what comes next', () => {
  expect(view({ bundle, day: '2026-11-27', done: 0 })).toMatchObject({
    kind: 'rest',
    next: { on: '2026-11-28' },
  })
})

test('it never shows an old plan as today’s', () => {
  expect(view({ bundle, day: '2026-12-08', done: 0 })).toEqual({ kind: 'old', until: '2026-12-07' })
  expect(view({ bundle: { ...bundle, sessions: [] }, day: tuesday, done: 0 }).kind).toBe('old')
})

test('it says that the date must be wrong when the plan begins later', () => {
  const from = bundle.made_for
  expect(view({ bundle, day: '2026-11-01', done: 0 })).toEqual({ kind: 'early', from })
  expect(view({ bundle, day: '2026-11-01', done: 0, stopped: true }).kind).toBe('stop')
})

test('it offers nothing while the plan is on hold', () => {
  expect(view({ bundle: { ...bundle, plan: null }, day: tuesday, done: 0 }).kind).toBe('stop')
  expect(view({ bundle, day: tuesday, done: 0, stopped: true }).kind).toBe('stop')
})

test('it says the week in words', () => {
  const days = strip({ bundle, day: tuesday, done: ['2026-11-23'] })
  expect(days.map((day) => day.name)).toEqual([
    'Monday 23, done',
    'Tuesday 24, planned, today',
    'Wednesday 25, planned',
    'Thursday 26, planned',
    'Friday 27, no session',
    'Saturday 28, planned',
    'Sunday 29, no session',
  ])
})

test('it groups what is left out by its reason, the largest group first', () => {
  const one = { exercise: 'a', rule: 'matching.load', source: 's' }
  const groups = leftOut([
    { ...one, because: 'Later.', name: 'A' },
    { ...one, because: 'Bends.', name: 'B' },
    { ...one, because: 'Bends.', name: 'C' },
  ])
  expect(groups.map((group) => [group.because, group.names])).toEqual([
    ['Bends.', ['B', 'C']],
    ['Later.', ['A']],
  ])
})

test('it tells each reason of a session once, with the exercises it holds for', () => {
  const [session] = bundle.sessions
  const [item] = session?.items ?? []
  if (!session || !item) throw new Error('the fixture has no session')
  const why = (because: string) => ({ rule: 'r', because, source: 's' })
  const items = [
    { ...item, exercise: 'a', why: [why('First choice.')] },
    { ...item, exercise: 'b', why: [why('Warms up.')] },
    { ...item, exercise: 'c', why: [why('First choice.')] },
  ]
  const told = reasonsOf({ ...session, why: [why('Rested.')], items }, bundle)
  expect(told.map(({ because, of }) => [because, of])).toEqual([
    ['Rested.', undefined],
    ['First choice.', 'a, c'],
    ['Warms up.', 'b'],
  ])
})

test('it reads the pain limits from the plan’s own words', () => {
  expect(painRanges(bundle.pain_words).map(({ tone, from, to }) => [tone, from, to])).toEqual([
    ['good', 0, 3],
    ['amber', 4, 5],
    ['red', 6, 10],
  ])
})
