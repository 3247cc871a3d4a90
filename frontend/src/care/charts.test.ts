import { expect, test } from 'vitest'
import { minutesOf, painOf, sessionsOf, type Progress } from './charts'

const day = (on: string, pain: number | null): Progress['days'][number] => ({
  on,
  planned: 1,
  done: 1,
  extra: 0,
  planned_minutes: 18,
  done_minutes: 18,
  pain_during: pain,
  pain_morning: null,
  morning_due: false,
  partly: false,
  missed: false,
})
const adherence = { days: 14, planned: 6, done: 5, extra: 1 }
const weeks = [
  { from_on: '2026-05-04', planned: 3, done: 2, extra: 0, minutes: 35.6, met_minutes: 0 },
  { from_on: '2026-05-11', planned: 3, done: 3, extra: 1, minutes: 54, met_minutes: 0 },
]

test('it draws gaps where no pain was said, and lists only what was', () => {
  const drawing = painOf([day('2026-05-10', 3), day('2026-05-11', null), day('2026-05-12', 6)], 'pain_during')
  expect(drawing?.values).toEqual([3, null, 6])
  expect(drawing?.table.rows).toEqual([
    ['10 May', 3],
    ['12 May', 6],
  ])
  expect(drawing?.sentence).toBe('Pain during sessions: 3 to 6, last 6')
  expect(drawing?.words).toBe('Pain during sessions: 10 May 3, 12 May 6.')
})

test('it draws nothing of a pain that nobody said', () => {
  expect(painOf([day('2026-05-10', 3)], 'pain_morning')).toBeNull()
  expect(painOf([], 'pain_during')).toBeNull()
})

test('it sets what was done against what was planned', () => {
  expect(sessionsOf({ weeks, adherence }).table.rows).toEqual([
    ['4 May', 3, 2],
    ['11 May', 3, 3],
  ])
  expect(sessionsOf({ weeks, adherence }).words).toBe('Sessions a week: 4 May 2 of 3, 11 May 3 of 3.')
  expect(sessionsOf({ weeks, adherence }).sentence).toBe('5 of 6 planned sessions in 14 days')
  expect(minutesOf(weeks).sentence).toBe('54 minutes in the last of 2 weeks')
  expect(minutesOf(weeks).bars.map((bar) => bar.value)).toEqual([36, 54])
})
