import { expect, test } from 'vitest'
import type { Op } from '../api/shapes'
import { add, batch, discard, EMPTY, retry, settle } from './outbox'

const check = (id: string, text = ''): Op => ({
  ...{ id, schema: 1, kind: 'note', replaces: null, zone: 'Europe/Vienna', offset: 60, plan_version: 1 },
  ...{
    occurred_at: '2026-11-24T08:00:00.000Z',
    body: { on: '2026-11-24', text, to: 'self', needs_help: false },
  },
})
const result = (id: string, status: 'applied' | 'refused') => ({ id, status, code: null, sentence: 'No.' })
const two = add(add(EMPTY, check('a')), check('b'))

test('it keeps what the server did not answer for', () => {
  const left = settle(two, [result('a', 'applied')])
  expect(left.waiting.map((op) => op.id)).toEqual(['b'])
  expect(left.refused).toEqual([])
})

test('it keeps what was added while the request was on its way', () => {
  const left = settle(add(two, check('c')), [result('a', 'applied'), result('b', 'applied')])
  expect(left.waiting.map((op) => op.id)).toEqual(['c'])
})

test('it puts what was refused aside, with its sentence, until it is retried or discarded', () => {
  const left = settle(two, [result('a', 'refused'), result('b', 'applied')])
  expect(left.refused.map((one) => [one.op.id, one.sentence])).toEqual([['a', 'No.']])
  expect(retry(left, 'a')).toEqual({ waiting: [check('a')], refused: [] })
  expect(discard(left, 'a')).toEqual(EMPTY)
})

test('it sends at most 50 at a time, and no more than the server takes', () => {
  const many = { waiting: Array.from({ length: 60 }, (_, index) => check(String(index))), refused: [] }
  expect(batch(many)).toHaveLength(50)
  expect(batch(many, 25)).toHaveLength(25)
  const heavy = { waiting: [check('a', 'x'.repeat(40_000)), check('b', 'x'.repeat(40_000))], refused: [] }
  expect(batch(heavy).map((op) => op.id)).toEqual(['a'])
})

test('it sends one that is too large alone rather than never', () => {
  expect(batch({ waiting: [check('a', 'x'.repeat(90_000))], refused: [] })).toHaveLength(1)
})
