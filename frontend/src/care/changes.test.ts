import { expect, test } from 'vitest'
import { minutesOf, NOTHING, toChanges } from './changes'

test('it leaves as the person said what nobody filled in', () => {
  expect(Object.values(toChanges(NOTHING)).every((value) => value === null)).toBe(true)
})

test('it names who agreed, and until when, for what is agreed to', () => {
  const said = { ...NOTHING, agreedBy: { guardian: ' Jo Doe ', clinician: '' }, agreedUntil: '2026-03-22' }
  expect(toChanges({ ...said, approvals: ['clinician', 'guardian'] })).toMatchObject({
    agreed_by: { guardian: 'Jo Doe' },
    agreed_until: '2026-03-22',
  })
  expect(toChanges(said)).toMatchObject({ agreed_by: null, agreed_until: null })
})

test('it sends what was chosen', () => {
  const said = {
    ...NOTHING,
    conditions: ['sciatica'],
    approvals: ['clinician'],
    stage: '2',
    direction: 'flexion',
    days: ['mon', 'thu'],
    minutes: '20',
    equipment: ['band'],
    flags: ['cannot-floor'],
  }
  expect(toChanges(said)).toMatchObject({
    conditions: ['sciatica'],
    approvals: ['clinician'],
    stage: 2,
    irritability: null,
    direction: 'flexion',
    days: ['mon', 'thu'],
    minutes: 20,
    equipment: ['band'],
    flags: ['cannot-floor'],
    likes: null,
  })
})

test('it offers the minutes of the questionnaire', () => {
  expect(minutesOf({ least: 5, most: 20, step: 5, unit: 'minutes' })).toEqual([5, 10, 15, 20])
  expect(minutesOf(null)).toEqual([])
})
