import { expect, test } from 'vitest'
import { op } from './ops'

const moment = { id: 'b', now: new Date('2026-03-02T09:00:00Z'), zone: 'Europe/Vienna', planVersion: 1 }

test('a log names the one it corrects or withdraws, and none otherwise', () => {
  const pain = { kind: 'check_in', body: { on: '2026-03-02', pain: 2 } } as const
  expect(op(pain, moment).replaces).toBeNull()
  expect(op({ ...pain, replaces: 'a' }, moment).replaces).toBe('a')
  expect(op({ kind: 'gone', body: {}, replaces: 'a' }, moment)).toMatchObject({ kind: 'gone', replaces: 'a' })
})
