import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle, Op } from '../api/shapes'
import { op, type Entry } from '../sync/ops'
import { asksMorning } from './morning'

const at = { id: 'x', now: new Date('2026-11-24T09:00:00Z'), zone: 'UTC', planVersion: 1 }
const workout = (on: string, done = 1): Op =>
  op({ kind: 'session', body: { on, items: [{ done }] } } as unknown as Entry, at)
const morning = (on: string): Op => op({ kind: 'check_in', body: { on, pain: 2 } }, at)
const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']

/** The days on which it is asked. */
function asked(for_session_on: string | null, ...waiting: Op[]): string[] {
  const check_in = { for_session_on, days: 2, question: 'How is your back?' }
  const bundle: Bundle = { ...(fixture as unknown as Bundle), check_in }
  return days.filter((day) => asksMorning(bundle, { waiting, refused: [] }, day))
}

test('it asks on the days after a session on which an answer counts', () => {
  expect(asked('2026-11-23')).toEqual(['2026-11-24', '2026-11-25'])
  expect(asked(null)).toEqual([])
})

test('it asks about a session that was done without a network', () => {
  expect(asked(null, workout('2026-11-24'))).toEqual(['2026-11-25', '2026-11-26'])
  expect(asked('2026-11-23', workout('2026-11-25'))).toEqual(['2026-11-26', '2026-11-27'])
  expect(asked(null, workout('2026-11-24', 0))).toEqual([])
})

test('it asks once, although the answer waits', () => {
  expect(asked('2026-11-23', morning('2026-11-24'))).toEqual([])
  expect(asked(null, morning('2026-11-23'), workout('2026-11-23'))).toEqual(['2026-11-24', '2026-11-25'])
})

test('it asks nothing where the server asks nothing', () => {
  const bundle: Bundle = { ...(fixture as unknown as Bundle), check_in: null }
  expect(asksMorning(bundle, { waiting: [workout('2026-11-23')], refused: [] }, '2026-11-24')).toBe(false)
})
