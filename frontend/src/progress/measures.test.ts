import { beforeEach, expect, test, vi } from 'vitest'
import type { Bundle, MeasureForm } from '../api/shapes'
import { op } from '../sync/ops'
import { EMPTY } from '../sync/outbox'
import { dropMeasure, keepMeasure, NONE, readMeasure } from './draft'
import { isGiven, stillDue } from './measures'

const DAY = '2026-03-10'
const form = (slug: string): MeasureForm => ({
  ...{ slug, name: slug, purpose: '', how: [], with_help: null, asked: 'ticks', seconds: null },
  ...{ items: [], own: null, citation: '' },
})
const bundle = { measures: { due: [form('psfs'), form('rmdq')], told: [] } } as unknown as Bundle
const answers = { answers: { a1: 4 }, words: { a1: 'Gardening' } }

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

test('it asks no more for what waits on this phone', () => {
  const body = { on: DAY, measure: 'psfs', ...answers }
  const moment = { id: 'x', now: new Date(), zone: 'Europe/Dublin', planVersion: 1 }
  const outbox = { ...EMPTY, waiting: [op({ kind: 'measure', body }, moment)] }
  expect(stillDue(bundle, EMPTY).map((one) => one.slug)).toEqual(['psfs', 'rmdq'])
  expect(stillDue(bundle, outbox).map((one) => one.slug)).toEqual(['rmdq'])
  expect([isGiven(EMPTY), isGiven(outbox)]).toEqual([false, true])
})

test('it goes on with what was answered today, of this measure', () => {
  keepMeasure('psfs', DAY, answers)
  expect(readMeasure('psfs', DAY)).toEqual(answers)
  expect(readMeasure('rmdq', DAY)).toEqual(NONE)
  expect(readMeasure('psfs', '2026-03-11')).toEqual(NONE)
  dropMeasure()
  expect(readMeasure('psfs', DAY)).toEqual(NONE)
})

test('it reads nothing from what another hand wrote', () => {
  for (const text of ['{', 'null', '[]', '{"slug":"psfs"}']) {
    localStorage.setItem('backfit.measure', text)
    expect(readMeasure('psfs', DAY)).toEqual(NONE)
  }
})
