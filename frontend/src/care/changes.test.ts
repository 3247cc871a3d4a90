import { expect, test } from 'vitest'
import { NOTHING, toChanges } from './changes'

test('it leaves as the person said what nobody filled in', () => {
  expect(Object.values(toChanges(NOTHING)).every((value) => value === null)).toBe(true)
})

test('it sends what was chosen', () => {
  const said = {
    ...NOTHING,
    conditions: ['sciatica'],
    approvals: ['clinician'],
    stage: '2',
    direction: 'flexion',
  }
  expect(toChanges(said)).toMatchObject({
    conditions: ['sciatica'],
    approvals: ['clinician'],
    stage: 2,
    irritability: null,
    direction: 'flexion',
  })
})
