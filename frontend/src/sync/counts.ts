/** Entries in words: workouts are counted apart, as they are what people miss most. */
import type { Op } from '../api/shapes'
import type { Outbox } from './outbox'
import { text } from './text'

/** All that is on this phone only. */
export const unsaved = (outbox: Outbox): Op[] => [...outbox.waiting, ...outbox.refused.map((one) => one.op)]

/** "3 workouts", "1 entry", "1 workout and 2 other entries". */
export function counted(ops: readonly Op[]): string {
  const workouts = ops.filter((op) => op.kind === 'session').length
  const others = ops.length - workouts
  if (workouts === 0) return text.entries(others)
  return others === 0 ? text.workouts(workouts) : text.both(workouts, others)
}
