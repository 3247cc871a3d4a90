import { expect, test } from 'vitest'
import { isEcho, type Tap } from './echo'

const tap: Tap = { at: 1000, x: 200, y: 700, touch: true, count: 1 }
const soon: Tap = { ...tap, at: 1200, y: 710 }

test.each([
  ['the second tap of a finger on the screen that came', soon, 1100, true],
  ['a mouse says itself that it is the second', { ...soon, touch: false, count: 2 }, 1100, true],
  ['no screen came in between', soon, 900, false],
  ['long enough to have read', { ...soon, at: 1400 }, 1100, false],
  ['another place', { ...soon, y: 500 }, 1100, false],
  ['a key or a single click', { ...soon, touch: false }, 1100, false],
] as const)('it knows the echo of a tap: %s', (_, second, arrived, echo) => {
  expect(isEcho(second, tap, arrived)).toBe(echo)
})

test('it lets the first tap through', () => {
  expect(isEcho(tap, null, 900)).toBe(false)
})
