import { expect, test } from 'vitest'
import type { Progress } from '../api/shapes'
import { doseOf, duringOf, minutesOf, morningsOf, sessionsOf } from './charts'

const DAY = '2026-03-10' // a Tuesday
const plain = {
  planned: 0,
  done: 0,
  extra: 0,
  planned_minutes: 0,
  done_minutes: 0,
  pain_during: null,
  pain_morning: null,
  morning_due: false,
  partly: false,
  missed: false,
}
const none: Progress = {
  days: [],
  weeks: [],
  met_band: [520, 920],
  adherence: { days: 28, planned: 0, done: 0, extra: 0 },
  sentences: {
    sessions: '',
    pain_during: null,
    pain_morning: null,
    minutes: null,
    dose: null,
    dose_note: '',
  },
}
const some: Progress = {
  ...none,
  weeks: [
    { from_on: '2026-03-02', planned: 3, done: 2, extra: 1, minutes: 55, met_minutes: 160 },
    { from_on: '2026-03-09', planned: 1, done: 1, extra: 0, minutes: 20, met_minutes: 60 },
  ],
  days: [
    { ...plain, on: '2026-03-02', pain_during: 4 },
    { ...plain, on: '2026-03-03', pain_morning: 2 },
    { ...plain, on: '2026-03-10', pain_during: 0 },
  ],
}

test('it draws nothing before there is something', () => {
  expect([sessionsOf, duringOf, morningsOf, minutesOf, doseOf].map((one) => one(none, DAY))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

test('it counts extra sessions on top of the planned ones, and apart in the table', () => {
  const drawn = sessionsOf(some, DAY)
  expect(drawn?.bars).toEqual([
    { label: '2 Mar', value: 3, planned: 4 },
    { label: 'This week', value: 1, planned: 1 },
  ])
  expect(drawn?.rows).toEqual([
    ['This week', 1, 1],
    ['2 March', 3, '2 + 1'],
  ])
})

test('it shows a pain of 0, leaves out days without one, and calls today so', () => {
  const drawn = duringOf(some, DAY)
  expect(drawn).toMatchObject({ values: [4, 0], first: '2 March', last: 'Today' })
  expect(drawn?.rows).toEqual([
    ['Tuesday 10 March', 0],
    ['Monday 2 March', 4],
  ])
  expect(morningsOf(some, DAY)).toMatchObject({ values: [2], last: '3 March' })
})

test('it says in words what it draws', () => {
  expect(minutesOf(some, DAY)?.words).toBe('Minutes in each week from its Monday. 2 Mar: 55, This week: 20.')
  expect(doseOf(some, DAY)?.words).toBe(
    'MET-minutes in each week from its Monday. 2 Mar: 160, This week: 60. The band is 520 to 920.',
  )
})
