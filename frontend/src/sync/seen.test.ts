import { beforeEach, expect, test, vi } from 'vitest'
import type { Bundle } from '../api/shapes'

const change = (log_id: string, by: string | null) => ({ log_id, by })
const bundle = (...changes: object[]) => ({ changes }) as unknown as Bundle

let kept: Map<string, string>

/** The module as a newly loaded page has it. */
async function fresh() {
  vi.resetModules()
  return (await import('./seen.svelte')).seen
}

beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

test('it tells the newest change that a clinician made, once', async () => {
  const seen = await fresh()
  const after = bundle(change('3', null), change('2', 'Dana Reyes'), change('1', 'Dana Reyes'))
  expect(seen.unread(after)?.log_id).toBe('2')
  seen.mark(after)
  expect(seen.unread(after)).toBeNull()
  expect((await fresh()).unread(after)).toBeNull()
  expect(seen.unread(bundle(change('4', 'Dana Reyes'), change('2', 'Dana Reyes')))?.log_id).toBe('4')
})

test('it tells nothing of what the plan itself changed', async () => {
  expect((await fresh()).unread(bundle(change('1', null)))).toBeNull()
})

test('it keeps nothing once the phone is left', async () => {
  const seen = await fresh()
  seen.mark(bundle(change('1', 'Dana Reyes')))
  seen.forget()
  expect([...kept]).toEqual([])
})
