import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle, Due, Stop } from '../api/shapes'
import { askedOn, heldOn } from './due'

const stop: Stop = { outcome: 'plan', title: 'T', advice: [], needs: [], call: false, may_answer_again: true }
const due = (asked_on: string, held_on: string | null): Due => ({
  ...{ asked_on, held_on, title: 'T', sentence: 'S.' },
  stop: held_on === null ? null : { ...stop, title: held_on },
})
const bundle = {
  ...(fixture as unknown as Bundle),
  due: [due('2026-12-01', '2026-12-04'), due('2026-12-02', '2026-12-09'), due('2026-11-30', null)],
}

test('it asks from the day on, and holds later', () => {
  expect(askedOn(bundle, '2026-11-29')).toBeNull()
  expect(askedOn(bundle, '2026-11-30')).toMatchObject({ asked_on: '2026-11-30' })
  expect(askedOn(bundle, '2026-12-01')).toMatchObject({ asked_on: '2026-12-01' })
  expect(heldOn(bundle, '2026-12-03')).toBeNull()
  expect(heldOn(bundle, '2026-12-04')?.title).toBe('2026-12-04')
})

test('it reads a bundle that an earlier version kept', () => {
  const old = Object.fromEntries(Object.entries(bundle).filter(([name]) => name !== 'due'))
  expect(heldOn(old as unknown as Bundle, '2027-12-04')).toBeNull()
})
