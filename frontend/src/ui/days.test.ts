import { expect, test } from 'vitest'
import { addDays, date, dayName, dayOf, daysBetween, letter, weekday, weekOf } from './days'

test('it names the local day of an instant', () => {
  expect(dayOf(new Date(2026, 0, 9, 23, 59))).toBe('2026-01-09')
})

test('it counts days over the ends of months and over the change of the clock', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01')
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(daysBetween('2026-10-24', '2026-10-27')).toBe(3)
})

test('it begins a week on Monday, on a Sunday too', () => {
  expect(weekOf('2026-11-29')[0]).toBe('2026-11-23')
  expect(weekOf('2026-11-23').at(-1)).toBe('2026-11-29')
})

test('it calls near days by their weekday and far ones by their date', () => {
  expect(dayName('2026-11-26', '2026-11-24')).toBe('Thursday')
  expect(dayName('2026-11-16', '2026-11-24')).toBe('16 November')
  expect([weekday('2026-11-24'), letter('2026-11-24'), date('2026-11-24')]).toEqual([
    'Tuesday',
    'T',
    '24 November',
  ])
})
