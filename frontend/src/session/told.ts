/** What the person told of each exercise, and the log that is made of it. */
import type { DoneItem, Effort, Item, SessionBody, Spread } from '../api/shapes'
import { fresh, itemOf, type Answers, type Run } from './run'

type Told = { done: number; effort?: Effort | null; pain?: number | null; skipped?: boolean; hurt?: boolean }

function asDone(item: Item, swapped: boolean, told: Told): DoneItem {
  return {
    exercise: item.exercise,
    asked: item.dose,
    done: told.done,
    skipped: told.skipped ?? false,
    swapped_for: swapped ? (item.easier_dosed?.exercise ?? null) : null,
    effort: told.effort ?? null,
    pain: told.pain ?? null,
    hurt: told.hurt ?? false,
  }
}

/** This exercise is over, as told; the next one begins, or the end. `easierNext` starts it in its easier version. */
export function next(run: Run, told: Told, { easierNext = false } = {}): Run {
  const item = itemOf(run)
  if (!item) return run
  const done = [...run.done, asDone(item, run.swapped, told)]
  const after = { ...run, done, away: null, ...fresh(run.index + 1) }
  const following = itemOf(after)
  if (following === null) return { ...after, stage: { at: 'end' } }
  return { ...after, swapped: easierNext && following.easier_dosed !== null }
}

/** Stops here: what is left counts as not done. */
export function stopHere(run: Run, told: Told | null): Run {
  const first = told === null ? run : next(run, told)
  const rest = first.session.items
    .slice(first.index)
    .map((item) => asDone(item, false, { done: 0, skipped: true }))
  const index = first.session.items.length
  return { ...first, ...fresh(index), away: null, done: [...first.done, ...rest], stage: { at: 'end' } }
}

/** A session in the water, written down afterwards. */
export function written(run: Run, { minutes, amounts, effort, pain, which }: Answers): Run {
  const done = run.session.items.map((item, index) => {
    const amount = amounts[index] ?? 0
    if (amount === 0) return asDone(item, false, { done: 0, skipped: true })
    const meant = which.length === 0 || which.includes(index)
    return asDone(item, false, meant ? { done: amount, effort, pain } : { done: amount })
  })
  const index = run.session.items.length
  return { ...run, ...fresh(index), done, spent: minutes * 60_000, stage: { at: 'end' } }
}

export type Moved = { spread: Spread; minutes: number | null }

/** The log of the session; minutes are what was spent on it, at least 1. */
export function body({ run, on, moved }: { run: Run; on: string; moved: Moved | null }): SessionBody {
  return {
    on,
    planned_on: run.session.on,
    minutes: Math.min(Math.max(Math.round(run.spent / 60_000), 1), 600),
    items: run.done,
    spread: moved?.spread ?? null,
    spread_minutes: moved?.minutes ?? null,
  }
}
