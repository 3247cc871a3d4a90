/** A plan to edit as the server gives it. */
import type { Dose } from '../api/shapes'
import type { Editor, EditorSlot, Limits, Swap } from './shapes'

export const dose = (given: Partial<Dose>): Dose => ({
  sets: 2,
  reps: 12,
  hold_s: null,
  minutes: null,
  distance_m: null,
  rest_s: 60,
  side: 'both',
  effort_cr10: [3, 4],
  ...given,
})

export const swap = (given: Partial<Swap>): Swap => ({
  exercise: 'band-row-standing',
  name: 'Standing band row',
  dose: dose({ reps: 8 }),
  bounds: { sets: [1, 3], reps: [6, 15] },
  amount: 'reps',
  step: 2,
  position: 'standing',
  relation: 'harder',
  speaks_against: null,
  ...given,
})

export const limits = (given: Partial<Limits>): Limits => ({
  exercise: 'band-row',
  floor: null,
  ceiling: null,
  step: null,
  frozen: false,
  ...given,
})

export const slot = (given: Partial<EditorSlot>): EditorSlot => ({
  planned: 'band-row',
  role: 'main',
  exercise: 'band-row',
  name: 'Seated band row',
  dose: dose({}),
  position: 'sitting',
  group: 'Strength',
  days: ['mon', 'wed'],
  left_out: false,
  paused_until: null,
  bounds: { sets: [1, 3], reps: [6, 15] },
  amount: 'reps',
  step: 2,
  limits: null,
  swaps: [swap({})],
  ...given,
})

export const bridge = slot({
  planned: 'bridge',
  exercise: 'bridge',
  name: 'Bridge',
  dose: dose({ reps: 8 }),
  position: 'lying on your back',
})

export const editor = (given: Partial<Editor> = {}): Editor => ({
  version: 3,
  stage: 2,
  stages: [1, 2, 3],
  slots: [slot({}), bridge],
  progression: 'automatic',
  proposals: [],
  agreed: [],
  refusal: null,
  ...given,
})
