import { expect, test } from 'vitest'
import { codeIn, isCode, plain, yearOf } from './code'

test.each([
  ['/j/K7QM4RTX', 'K7QM4RTX'],
  ['/j/K7QM4RTX/', 'K7QM4RTX'],
  ['/j', ''],
  ['/j/', ''],
])('it finds the code in %s', (path, code) => {
  expect(codeIn(path)).toBe(code)
})

test.each([
  ['k7qm 4rtx', true],
  ['K7QM-4RTX', true],
  ['K7QM4RT', false],
  ['K7QM4RT0', false],
  ['K7QM4RTI', false],
  ['', false],
])('it knows whether "%s" may be a code', (typed, fits) => {
  expect(isCode(typed)).toBe(fits)
})

test('it sends a code as the clinic has it', () => {
  expect(plain(' k7qm-4rtx ')).toBe('K7QM4RTX')
})

test.each([
  ['1955', 1955],
  [' 2004 ', 2004],
  ['55', null],
  ['1855', null],
])('it reads the year in "%s"', (typed, year) => {
  expect(yearOf(typed)).toBe(year)
})
