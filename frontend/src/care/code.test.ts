import { expect, test } from 'vitest'
import { spaced, yearOf } from './code'

test('it halves a code', () => {
  expect(spaced('K7QM4RTX')).toBe('K7QM 4RTX')
})

test.each([
  ['1955', 1955],
  [' 2004 ', 2004],
  ['55', null],
  ['1855', null],
  ['19555', null],
  ['', null],
])('it reads the year in "%s"', (typed, year) => {
  expect(yearOf(typed)).toBe(year)
})
