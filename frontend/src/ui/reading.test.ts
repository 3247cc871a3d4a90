import { describe, expect, it } from 'vitest'
import { read } from './reading'

const READING = {
  upper: { label: 'Upper number', least: 60, most: 300, high_from: 180 },
  lower: { label: 'Lower number', least: 30, most: 200, high_from: 110 },
}

describe('a reading', () => {
  it.each([
    ['179', '109', false],
    ['180', '80', true],
    ['120', '110', true],
    [' 300 ', '200', true],
  ])('%s over %s is high: %s', (upper, lower, high) => {
    expect(read(upper, lower, READING)).toMatchObject({ kind: 'fits', high })
  })

  it.each([
    ['', '80', 'Type the number in digits.', undefined],
    ['12o', '8.5', 'Type the number in digits.', 'Type the number in digits.'],
    ['59', '80', 'That can’t be right. It goes from 60 to 300.', undefined],
    ['120', '201', undefined, 'That can’t be right. It goes from 30 to 200.'],
    ['80', '120', 'The upper number is the larger one.', undefined],
  ])('%s over %s says what is wrong', (upper, lower, first, second) => {
    const found = read(upper, lower, READING)
    expect(found.kind === 'wrong' && [found.why.upper, found.why.lower]).toEqual([first, second])
  })
})
