import { expect, test } from 'vitest'
import { wait } from './backoff'

test('it waits longer after each failure, up to five minutes', () => {
  const longest = [0, 1, 2, 20].map((failures) => wait({ failures, retryAfter: null, random: 1 }))
  expect(longest).toEqual([1_000, 2_000, 4_000, 300_000])
})

test('it spreads phones over the whole time, but never before the server asked for it', () => {
  expect(wait({ failures: 5, retryAfter: null, random: 0 })).toBe(0)
  expect(wait({ failures: 5, retryAfter: 7, random: 0 })).toBe(7_000)
})
