import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle, DoneItem, SessionBody } from '../api/shapes'
import { doneOn, isOlder, type Last } from './kept'
import { op } from './ops'
import { add, EMPTY } from './outbox'

const bundle = fixture as unknown as Bundle
const today = '2026-11-24'
const dose = { sets: 1, reps: 8, side: 'both', effort_cr10: [1, 3] } as DoneItem['asked']
const item: DoneItem = {
  exercise: 'st-bridge-double',
  asked: dose,
  done: 1,
  skipped: false,
  swapped_for: null,
  effort: null,
  pain: null,
  hurt: false,
}
const body: SessionBody = {
  on: today,
  planned_on: today,
  minutes: 9,
  items: [item],
  spread: null,
  spread_minutes: null,
}
const sent = op(
  { kind: 'session', body },
  { id: 'a', now: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Vienna', planVersion: 1 },
)
const last = (nth: number): Last => ({ planned_on: today, nth, log_id: 'a', body })

test('it counts a session before the server has heard of it', () => {
  expect(doneOn(today, { bundle, outbox: EMPTY, last: null })).toBe(0)
  expect(doneOn(today, { bundle, outbox: add(EMPTY, sent), last: null })).toBe(1)
  expect(doneOn(today, { bundle, outbox: EMPTY, last: last(1) })).toBe(2)
})

test('it does not count a session that was ended with nothing done', () => {
  const nothing = { ...body, items: [{ ...item, done: 0, skipped: true }] }
  const held = { bundle, outbox: EMPTY, last: { ...last(0), body: nothing } }
  expect(doneOn(today, held)).toBe(0)
})

test('it counts what another device did', () => {
  expect(doneOn('2026-11-23', { bundle, outbox: EMPTY, last: null })).toBe(1)
})

test('it takes no bundle made earlier, unless the one held is for a day to come', () => {
  const made = (rev: number, day: string): Bundle => ({ ...bundle, rev, made_for: day })
  const held = made(7, '2026-11-25')
  expect(isOlder(made(6, '2026-11-26'), held, '2026-11-26')).toBe(true)
  expect(isOlder(made(7, '2026-11-24'), held, '2026-11-25')).toBe(true)
  expect(isOlder(made(7, '2026-11-24'), held, '2026-11-24')).toBe(false)
  expect(isOlder(made(7, '2026-11-25'), held, '2026-11-25')).toBe(false)
  expect(isOlder(made(8, '2026-11-25'), held, '2026-11-25')).toBe(false)
})
