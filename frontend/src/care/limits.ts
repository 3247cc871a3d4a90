/** A clinician's limits of one exercise: what may be chosen, and how they read. The server judges them. */
import type { Bounds, EditorSlot, Limits, Swap } from './shapes'
import { limitText } from './limit-text'

export type Amount = EditorSlot['amount']
export type Given = Omit<Limits, 'exercise'>

export const FREE: Given = { floor: null, ceiling: null, step: null, frozen: false }

/** How far two choices lie apart. */
const APART: Record<Amount, number> = { reps: 1, hold_s: 5, minutes: 1, distance_m: 25 }

export const isFree = (limits: Given | null): boolean =>
  limits === null ||
  (limits.floor === null && limits.ceiling === null && limits.step === null && !limits.frozen)

export function areSame(one: Limits | null, other: Limits | null): boolean {
  if (isFree(one) || isFree(other)) return isFree(one) && isFree(other)
  return (['exercise', 'floor', 'ceiling', 'step', 'frozen'] as const).every(
    (name) => one?.[name] === other?.[name],
  )
}

type Shown = { dose: Record<Amount, number | null>; bounds: Bounds; amount: Amount; step: number }

/** What each limit may be: a floor below the dose as it is, a ceiling above it, a step below the catalogue's. */
export function choices({ dose, bounds, amount, step }: Shown, given: Given) {
  const [least, most] = bounds[amount] ?? [0, 0]
  const value = Math.min(Math.max(dose[amount] ?? least, least), most)
  const apart = APART[amount]
  const fine = amount === 'distance_m' ? apart : 1
  return {
    floor: listed(value, least, -apart, given.floor),
    ceiling: listed(value, most, apart, given.ceiling),
    step: listed(fine, step - fine, fine, given.step),
  }
}

/** In order, with the end and what is chosen already among them. */
function listed(from: number, to: number, by: number, chosen: number | null): number[] {
  const count = Math.floor((to - from) / by) + 1
  const found = Array.from({ length: Math.max(count, 0) }, (_, index) => from + index * by)
  const all = [...found, ...(count > 0 ? [to] : []), ...(chosen === null ? [] : [chosen])]
  return [...new Set(all)].sort((one, other) => one - other)
}

/** "from 6 to 12 times, 1 at most in a step": for a closed row; empty without limits. */
export function limitWords(limits: Given | null, amount: Amount): string {
  if (limits === null || isFree(limits)) return ''
  const { floor, ceiling, step, frozen } = limits
  const count = limitText.amounts[amount]
  const from = floor === null ? '' : limitText.atLeast(count(floor))
  if (frozen) return [limitText.kept, from].filter(Boolean).join(', ')
  const span =
    floor !== null && ceiling !== null
      ? limitText.between(floor, count(ceiling))
      : ceiling === null
        ? from
        : limitText.upTo(count(ceiling))
  return [span, step === null ? '' : limitText.stepOf(count(step))].filter(Boolean).join(', ')
}

type Held = { exercise: string; amount: Amount; limits: Limits | null }

/** The limits of a place; that there are some where they count what another exercise does. */
export function limitWordsOf({ exercise, amount, limits }: Held): string {
  if (isFree(limits)) return ''
  if (limits?.exercise === exercise || limits?.frozen)
    return limitWords({ ...limits, ...ifOthers(limits, exercise) }, amount)
  return limitText.othersShort
}

/** What else a frozen place holds counts for its own exercise alone. */
const ifOthers = (limits: Limits, exercise: string): Partial<Given> =>
  limits.exercise === exercise ? {} : { floor: null, ceiling: null, step: null }

/** The name of the other exercise that the limits of a place are set for (null where it is not known). */
export function limitsOwner(
  { exercise, limits }: Held,
  { swaps }: { swaps: readonly Swap[] },
): string | null | undefined {
  if (limits === null || isFree(limits) || limits.exercise === exercise) return undefined
  return swaps.find((one) => one.exercise === limits.exercise)?.name ?? null
}
