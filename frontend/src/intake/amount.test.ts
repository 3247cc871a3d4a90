import { describe, expect, it } from 'vitest'
import { readAmount, stepped } from './amount'

const years = { least: 0, most: 120, step: 1, unit: 'years' }
const minutes = { least: 5, most: 120, step: 5, unit: 'minutes' }

describe('a typed number', () => {
  it.each([
    ['34', 34],
    [' 34 ', 34],
    ['0', 0],
    ['120', 120],
    ['007', 7],
  ])('"%s" is %i', (typed, value) => {
    expect(readAmount(typed, years)).toEqual({ kind: 'fits', value })
  })

  it.each(['', '  ', 'old', '-1', '12 weeks', '1e2', '34.5', '121', '0x10', '1,5'])(
    '"%s" is no age, and says why',
    (typed) => {
      const read = readAmount(typed, years)
      expect(read.kind === 'wrong' && read.why).toMatch(/\.$/)
    },
  )

  it('takes a comma for a decimal point where parts are asked for', () => {
    expect(readAmount('2,5', { ...years, step: 0.5 })).toEqual({ kind: 'fits', value: 2.5 })
  })
})

describe('a step', () => {
  it.each([
    [20, 1, 25],
    [20, -1, 15],
    [22, 1, 25],
    [22, -1, 20],
    [5, -1, 5],
    [120, 1, 120],
  ] as const)('from %i by %i leads to %i', (from, by, to) => {
    expect(stepped(from, by, minutes)).toBe(to)
  })
})
