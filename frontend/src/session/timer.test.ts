import { expect, test } from 'vitest'
import { clock, goOn, isOver, left, pause, secondsLeft, share, start } from './timer'

const T = 1_000_000

test('it goes by the wall clock, however seldom it is looked at', () => {
  const timer = start(30_000, T)
  expect([left(timer, T), left(timer, T + 12_000), left(timer, T + 99_000)]).toEqual([30_000, 18_000, 0])
  expect(isOver(timer, T + 29_999)).toBe(false)
  expect(isOver(timer, T + 30_000)).toBe(true)
})

test('it stands still while it is paused, and goes on with what was left', () => {
  const held = pause(start(30_000, T), T + 10_000)
  expect(left(held, T + 500_000)).toBe(20_000)
  expect(left(goOn(held, T + 500_000), T + 505_000)).toBe(15_000)
})

test('it takes a second pause or a second go on for none', () => {
  const held = pause(start(30_000, T), T + 10_000)
  expect(pause(held, T + 20_000)).toEqual(held)
  const going = start(30_000, T)
  expect(goOn(going, T + 5_000)).toEqual(going)
})

test('it never has more left than its length, when the clock was set back', () => {
  expect(left(start(30_000, T), T - 60_000)).toBe(30_000)
})

test('it counts seconds as a person does, and shares from 0 to 1', () => {
  const timer = start(3_000, T)
  expect([0, 1, 1_001, 2_999, 3_000].map((ms) => secondsLeft(timer, T + ms))).toEqual([3, 3, 2, 1, 0])
  expect(share(timer, T + 1_500)).toBe(0.5)
  expect(share(start(0, T), T)).toBe(1)
})

test('it writes a time as short as it can', () => {
  expect([0, 45, 60, 245].map(clock)).toEqual(['0', '45', '1:00', '4:05'])
})
