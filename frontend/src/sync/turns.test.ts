import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Turns } from './turns'

let talks = 0
let turns: Turns
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  talks = 0
  turns = new Turns(() => {
    talks += 1
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** How many milliseconds pass until the next talk. */
function until(): number {
  const [before, start] = [talks, Date.now()]
  while (talks === before) vi.advanceTimersToNextTimer()
  return Date.now() - start
}

test('it waits twice as long after each failure, up to five minutes, and briefly again once it went', () => {
  const waits = Array.from({ length: 10 }, () => {
    turns.failed(null)
    return until()
  })
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1000))
  turns.went()
  turns.failed(null)
  expect(until()).toBe(2000)
})

test('it lets no tap and no other failure cut short what the server asked for', () => {
  turns.failed(40)
  turns.in(0)
  turns.failed(null)
  expect(turns.obeys).toBe(true)
  expect(until()).toBe(40_000)
  expect(turns.obeys).toBe(false)
  turns.in(5)
  expect(until()).toBe(5)
})

test('it forgets the wait with the person', () => {
  turns.failed(40)
  turns.clear()
  turns.in(7)
  expect(until()).toBe(7)
})
