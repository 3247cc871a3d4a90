import type { DoneItem } from '../api/shapes'
import { paceOf } from '../ui/dose'
import { text } from './text'

/** How much of an exercise was done, in the unit its dose is counted in. */
export function amountWords(item: DoneItem): string {
  if (item.skipped) return text.done.skipped
  const pace = paceOf(item.asked)
  if (pace === 'time') return text.done.minutes(item.done)
  if (pace === 'distance') return text.done.metres(item.done)
  return text.done.ofSets(item.done, item.asked.sets)
}
