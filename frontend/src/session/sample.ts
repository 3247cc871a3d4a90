/** Sessions for the tests of this folder. */
import type { Dose, Item, Session } from '../api/shapes'
import { begin, type Run } from './run'

export const T = Date.UTC(2026, 10, 24, 9, 0)

export const dose = (given: Partial<Dose>): Dose => ({
  ...{ sets: 1, reps: null, hold_s: null, minutes: null, distance_m: null, rest_s: null },
  ...{ side: 'both', effort_cr10: [3, 4] },
  ...given,
})

export const item = (exercise: string, given: Partial<Dose>, easier?: Partial<Dose>): Item => ({
  ...{ exercise, group: 'strength', grade: 2, position: 'supine', role: 'main', demands: {}, equipment: [] },
  ...{ dose: dose(given), easier: null, harder: null, why: [] },
  easier_dosed: easier ? { exercise: `${exercise}-easy`, dose: dose(easier) } : null,
})

export const session = (...items: Item[]): Session => ({
  ...{ on: '2026-11-24', day: 'tue', kind: 'exercise', minutes: 18, why: [] },
  items,
})

export const begun = (...items: Item[]): Run => begin({ session: session(...items), nth: 0, now: T })

/** Numbers from 0 to below 1 that are the same each time: Park and Miller's generator. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
