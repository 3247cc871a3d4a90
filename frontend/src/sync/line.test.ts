import { expect, test } from 'vitest'
import { line } from './line'
import { op } from './ops'
import { EMPTY } from './outbox'

const one = op(
  { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } },
  { id: 'a', now: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Vienna', planVersion: null },
)
const two = { waiting: [one, one], refused: [] }

test('it says what is saved where', () => {
  expect(line({ outbox: EMPTY, link: 'fine', safe: true })).toEqual({ sentence: 'Saved.', fine: true })
  expect(line({ outbox: two, link: 'offline', safe: true })).toEqual({
    sentence: 'Saved on this phone, 2 waiting.',
    fine: true,
  })
})

test('it says what the person has to do', () => {
  expect(line({ outbox: two, link: 'sign_in', safe: true })).toEqual({
    sentence: 'Sign in to save 2 entries.',
    fine: false,
  })
  expect(line({ outbox: EMPTY, link: 'sign_in', safe: true }).fine).toBe(false)
  expect(line({ outbox: two, link: 'offline', safe: false }).fine).toBe(false)
  expect(
    line({ outbox: { waiting: [], refused: [{ op: one, sentence: '' }] }, link: 'fine', safe: true }).fine,
  ).toBe(false)
})
