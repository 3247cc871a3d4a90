/** A session in progress as one value: each tap makes the next one, which is kept before anything else happens. */
import type { DoneItem, Dose, Effort, Item, Session } from '../api/shapes'
import type { Waits } from '../sync/kept'
import { paceOf } from '../ui/dose'
import { PACING } from './pacing'
import { left, pause, type Timer } from './timer'

/** What is done by the clock. */
export type Working =
  | { at: 'hold'; rep: number; timer: Timer }
  /** Minutes: a walk, breathing. */
  | { at: 'time'; timer: Timer }

/**
 * A session in the water as it is written down: `minutes` in all; `amounts` for each exercise, in the unit its dose
 * is counted in; effort and pain are those of `which`, and of all when that is empty.
 */
export type Answers = {
  minutes: number
  amounts: readonly number[]
  effort: Effort | null
  pain: number | null
  which: readonly number[]
}

export type Stage =
  /** In the water the phone stays in the locker: all of it is read before, and written down after. */
  | { at: 'read' }
  | { at: 'log'; answers: Answers }
  /** What comes: position, things needed, how to. */
  | { at: 'setup' }
  /** The countdown before timed work; `next` stands paused until then. */
  | { at: 'prepare'; timer: Timer; next: Working }
  /** Repeats at the person's own pace, or a distance. */
  | { at: 'free' }
  | Working
  /** The short breath between two holds. */
  | { at: 'gap'; rep: number; timer: Timer }
  | { at: 'rest'; timer: Timer }
  /** Effort and pain; the rest before the next exercise runs meanwhile. */
  | { at: 'rate'; timer: Timer | null; effort: Effort | null; pain: number | null }
  /** All exercises are behind: did the pain move? */
  | { at: 'end' }

export type Run = {
  session: Session
  nth: number
  started_at: number
  /** The last tap or sight, and the time that counts as spent until then. */
  touched_at: number
  spent: number
  index: number
  /** Sets begun in this exercise (from 1) and the side on, when each side has its turn. */
  set: number
  side: 'left' | 'right' | null
  swapped: boolean
  /** How much of this exercise is done, in the unit its dose is counted in; known from `rate` on. */
  amount: number
  stage: Stage
  /** Nobody looked from then until then, and the person has not said yet what became of it. */
  away: { since: number; until: number } | null
  done: DoneItem[]
}

export function begin({ session, nth, now }: { session: Session; nth: number; now: number }): Run {
  const run = {
    ...{ session, nth, started_at: now, touched_at: now, spent: 0, away: null, done: [] },
    ...fresh(0),
  }
  return inWater(session) ? { ...run, stage: { at: 'read' } } : run
}

export const inWater = (session: Session): boolean => ['swim', 'aquatic'].includes(session.kind)

export const fresh = (
  index: number,
): Pick<Run, 'index' | 'set' | 'side' | 'swapped' | 'amount' | 'stage'> => ({
  ...{ index, set: 1, side: null, swapped: false, amount: 0 },
  stage: { at: 'setup' },
})

export const itemOf = (run: Run): Item | null => run.session.items[run.index] ?? null

/** What is done now: the exercise asked for, or its easier version. */
export function doing(run: Run): { exercise: string; dose: Dose } | null {
  const item = itemOf(run)
  return item && run.swapped && item.easier_dosed ? item.easier_dosed : item
}

/** Where it is, as Today says it; in the water and after the last exercise there is no such place. */
export function waitsAt(run: Run): Waits | null {
  const dose = doing(run)?.dose
  if (!dose || inWater(run.session)) return null
  return { exercise: run.index + 1, set: dose.sets > 1 && run.stage.at !== 'rate' ? run.set : null }
}

export function timerOf(run: Run): Timer | null {
  return 'timer' in run.stage ? run.stage.timer : null
}

/** Whether the person is at it and not reading, rating or pausing: the screen stays on meanwhile. */
export function atWork(run: Run): boolean {
  const timer = timerOf(run)
  const runs = timer !== null && timer.paused_left === null
  return run.away === null && (runs || run.stage.at === 'free')
}

/** Marks the moment: the time since the last one counts, but for a silence too long to have been exercise. */
export function touch(run: Run, now: number): Run {
  const timer = timerOf(run)
  const most = PACING.silence_ms + (timer?.length ?? 0)
  return { ...run, touched_at: now, spent: run.spent + Math.min(Math.max(now - run.touched_at, 0), most) }
}

export function withTimer(run: Run, change: (timer: Timer) => Timer): Run {
  const { stage } = run
  if (!('timer' in stage) || stage.timer === null) return run
  return { ...run, stage: { ...stage, timer: change(stage.timer) } }
}

export const paused = (run: Run, now: number): Run => withTimer(run, (timer) => pause(timer, now))

/** How much was done when the exercise ended as planned, in the unit its dose is counted in. */
export function fullAmount(dose: Dose): number {
  const pace = paceOf(dose)
  if (pace === 'time') return dose.sets * (dose.minutes ?? 0)
  return pace === 'distance' ? dose.sets * (dose.distance_m ?? 0) : dose.sets
}

/** What is behind, when the person stops in the middle: whole sets, or the minutes of a walk that ran. */
export function amountSoFar(run: Run, now: number): number {
  const dose = doing(run)?.dose
  if (!dose) return 0
  if (run.stage.at === 'rate') return run.amount
  const pace = paceOf(dose)
  const unit = pace === 'time' ? (dose.minutes ?? 0) : pace === 'distance' ? (dose.distance_m ?? 0) : 1
  const before = (run.set - 1) * unit
  if (run.stage.at !== 'time') return before
  return before + Math.round((run.stage.timer.length - left(run.stage.timer, now)) / 60_000)
}
