import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle } from '../api/shapes'
import { op } from '../sync/ops'
import { hoursBetween, isQuiet, sessionDays, wish, wished } from './wishes'

const bundle = fixture as unknown as Bundle
const said = (...entries: Parameters<typeof wish>[]) =>
  entries.map((entry, index) =>
    op(wish(...entry), {
      id: String(index),
      now: new Date('2026-11-24T09:00:00Z'),
      zone: 'UTC',
      planVersion: 1,
    }),
  )

test('what waits on this phone is shown at once, the last of each', () => {
  const shown = wished(
    bundle.reminder,
    said(['on', 'yes'], ['at', '18:00'], ['at', '19:30'], ['days', 'sat,mon'], ['quiet', '22:00-07:30']),
  )
  expect(shown).toMatchObject({ on: true, chosen: true, at: '19:30', days: ['mon', 'sat'] })
  expect(shown).toMatchObject({ quiet_from: '22:00', quiet_to: '07:30' })
})

test('session days and the end of a pause are wishes too', () => {
  const paused = { ...bundle.reminder, days: ['mon' as const], paused_until: '2026-11-30' }
  expect(wished(paused, said(['days', 'plan'], ['paused_until', '']))).toMatchObject({
    days: null,
    paused_until: null,
  })
})

test('other wishes change nothing', () => {
  const other = said(['on', 'yes']).map(
    (one) => ({ ...one, body: { key: 'not_for_me:x', value: 'yes' } }) as typeof one,
  )
  expect(wished(bundle.reminder, other)).toEqual(bundle.reminder)
})

test.each([
  ['21:00', true],
  ['23:59', true],
  ['07:59', true],
  ['08:00', false],
  ['12:30', false],
  ['20:59', false],
])('%s is quiet from nine to eight: %s', (at, quiet) => {
  expect(isQuiet(at, '21:00', '08:00')).toBe(quiet)
})

test('quiet hours may lie within a day, and are counted over midnight', () => {
  expect(isQuiet('12:30', '09:00', '18:00')).toBe(true)
  expect(isQuiet('18:00', '09:00', '18:00')).toBe(false)
  expect(hoursBetween('21:00', '08:00')).toBe(11)
  expect(hoursBetween('09:00', '18:30')).toBe(9.5)
})

test('the days to begin with are those of the plan', () => {
  expect(sessionDays({ ...bundle, sessions: [] })).toHaveLength(7)
  const planned = new Set(bundle.sessions.filter((one) => one.kind !== 'rest').map((one) => one.day))
  expect(sessionDays(bundle)).toEqual(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].filter((day) => planned.has(day as never)),
  )
})
