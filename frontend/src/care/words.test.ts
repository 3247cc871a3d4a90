import { expect, test } from 'vitest'
import { person } from './people.fixture'
import { doneOf, lastActivity, painLine, standingOf, worstPain } from './words'

const today = '2026-05-12'

test.each([
  [null, 'Nothing logged yet'],
  ['2026-05-13', 'Last active today'],
  ['2026-05-12', 'Last active today'],
  ['2026-05-11', 'Last active yesterday'],
  ['2026-05-02', 'Last active 10 days ago'],
  ['2026-03-02', 'Last active 2 March'],
])('it says when somebody was last active (%s)', (on, words) => {
  expect(lastActivity(on, today)).toBe(words)
})

test('it counts what was done, and makes no share of it', () => {
  expect(doneOf(person({}))).toBe('7 of 9 sessions')
  expect(doneOf(person({ planned_28d: 1, done_28d: 0 }))).toBe('0 of 1 session')
  expect(doneOf(person({ planned_28d: 0, done_28d: 0 }))).toBe('No sessions planned yet')
})

test('it says what the small line shows', () => {
  expect(painLine(person({}).pains_14d)).toBe('Pain on 11 of 14 days: 2 to 6, last 6')
  expect(painLine([null, null])).toBe('No pain logged in 14 days')
  expect(worstPain(0)).toBe('Worst pain 0')
  expect(worstPain(null)).toBe('No pain logged')
})

test('it says first what somebody who was stopped was told', () => {
  expect(standingOf(person({}))).toBe('Spinal arthritis, week 3')
  expect(standingOf(person({ standing: 'on_hold', note: 'Get emergency help now' }))).toBe(
    'Told: “Get emergency help now”',
  )
  expect(standingOf(person({ standing: 'on_hold' }))).toBe('On hold')
  expect(standingOf(person({ standing: 'no_plan' }))).toBe('No plan yet')
})
