import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle, Stop } from '../api/shapes'
import { onlyWaits, stopOf } from './lock'
import { op } from './ops'
import { add, EMPTY, type Outbox } from './outbox'

const bundle = fixture as unknown as Bundle
const answered = (answers: Record<string, 'yes' | 'no' | 'unsure' | 'prefer_not'>, unsure = false): Outbox =>
  add(
    EMPTY,
    op(
      { kind: 'screening', body: { on: '2026-11-24', answers, unsure, pressure: null } },
      { id: 'a', now: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Vienna', planVersion: 1 },
    ),
  )

test('it lets a person start who answered none of these', () => {
  expect(stopOf(bundle, answered({}))).toBeNull()
  expect(stopOf(bundle, answered({ RF01: 'no' }))).toBeNull()
})

test('it stops at a yes before the server has seen it, with the advice of that question', () => {
  const stop = stopOf(bundle, answered({ RF01: 'yes' }))
  expect(stop).toMatchObject({ outcome: 'emergency_now', call: true })
  expect(stop?.advice.map((one) => one.id)).toEqual(['emergency'])
})

test('it takes not sure and prefer not to say like a yes', () => {
  expect(stopOf(bundle, answered({ RF06: 'unsure' }))).toMatchObject({ outcome: 'same_day', call: false })
  expect(stopOf(bundle, answered({ RF04: 'prefer_not' }))).toMatchObject({ outcome: 'same_day', call: false })
})

test('it gives an answer that leads elsewhere its own advice', () => {
  const advice = stopOf(bundle, answered({ RF04: 'prefer_not' }))?.advice
  expect(advice?.map((one) => one.text)).toEqual(['See a doctor today.'])
  expect(stopOf(bundle, answered({ RF04: 'prefer_not', RF01: 'yes' }))).toMatchObject({
    outcome: 'emergency_now',
    call: true,
  })
})

test('it stops who can tell nothing at all', () => {
  expect(stopOf(bundle, answered({}, true))?.advice[0]?.id).toBe('unsure')
})

test('it stays locked by an answer that the server refused to store', () => {
  const [first] = answered({ RF01: 'yes' }).waiting
  expect(first && stopOf(bundle, { waiting: [], refused: [{ op: first, sentence: 'No.' }] })).not.toBeNull()
})

const stopped = (outcome: Stop['outcome']): Stop => ({
  ...{ outcome, title: 'From the server', advice: [], needs: [], call: false, may_answer_again: true },
})

test('it shows the stop of the server first, unless an answer since is more urgent', () => {
  const shown = (outcome: Stop['outcome'], item: string) =>
    stopOf({ ...bundle, stop: stopped(outcome) }, answered({ [item]: 'yes' }))
  expect(shown('same_day', 'RF06')?.title).toBe('From the server')
  expect(shown('same_day', 'RF01')).toMatchObject({ outcome: 'emergency_now', call: true })
  expect(shown('plan', 'RF06')?.outcome).toBe('same_day')
  expect(shown('clinician_first', 'RF01')?.call).toBe(true)
})

test('it tells a plan that only waits from one that is stopped', () => {
  const outcomes = ['plan', 'clinician_first', 'same_day', 'emergency_now'] as const
  expect(outcomes.filter((one) => onlyWaits(stopped(one)))).toEqual(['plan', 'clinician_first'])
})

test('it stops nobody for a yes that only leads on, once all it led to is no', () => {
  const [row, ...rows] = bundle.safety
  const first = row?.items[0]
  if (row === undefined || first === undefined) throw new Error('the fixture asks nothing')
  const fall = { ...first, id: 'FALL', outcomes: { yes: 'plan', unsure: 'plan' } as const }
  const led = ['RF09', 'RF10'].map((id) => ({
    ...first,
    id,
    asked_of: { ...first.asked_of, after_yes: ['FALL'] },
  }))
  const asking = { ...bundle, safety: [{ ...row, items: [...row.items, fall, ...led] }, ...rows] }
  expect(stopOf(asking, answered({ FALL: 'yes', RF09: 'no', RF10: 'no' }))).toBeNull()
  expect(stopOf(asking, answered({ FALL: 'yes', RF09: 'no' }))).not.toBeNull()
  expect(stopOf(asking, answered({ FALL: 'yes', RF09: 'no', RF10: 'yes' }))).toMatchObject({ call: true })
})
