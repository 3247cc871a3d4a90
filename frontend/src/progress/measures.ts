/** Which measures are still to be given; what is due the server said. */
import type { Bundle, MeasureForm } from '../api/shapes'
import type { Outbox } from '../sync/outbox'

/** What is due and was not given on this phone meanwhile. */
export function stillDue(bundle: Bundle, outbox: Outbox): MeasureForm[] {
  const given = new Set(outbox.waiting.flatMap((op) => (op.kind === 'measure' ? [op.body.measure] : [])))
  return bundle.measures.due.filter((form) => !given.has(form.slug))
}

export const isGiven = (outbox: Outbox): boolean => outbox.waiting.some((op) => op.kind === 'measure')
