/** A session in progress as one value: each tap makes the next one, which is kept before anything else happens. */
import type { DoneItem, Dose, Effort, Item, Session, SessionBody, Spread } from '../api/shapes'
import { paceOf } from '../ui/dose'
import { goOn, isOver, left, pause, start, type Timer } from './timer'

export type Stage =
  /** What comes: position, things needed, how to. */
  | { at: 'setup' }
  /** The next set or side waits for a tap. */
  | { at: 'ready' }
  /** Repeats at the person's own pace, or a distance. */
  | { at: 'free' }
  | { at: 'hold'; rep: number; timer: Timer }
  /** The short breath between two holds. */
  | { at: 'gap'; rep: number; timer: Timer }
  | { at: 'time'; timer: Timer }
  | { at: 'rest'; timer: Timer }
  /** Effort and pain; the rest before the next exercise runs meanwhile. */
  | { at: 'rate'; timer: Timer | null }
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
  done: DoneItem[]
}

const GAP_MS = 3_000
/** Without a timer running, a longer silence is a phone put away and not exercise. */
const SILENCE_MS = 10 * 60_000
const AWAY_MS = 60_000

export function begin({ session, nth, now }: { session: Session; nth: number; now: number }): Run {
  return {
    ...{ session, nth, started_at: now, touched_at: now, spent: 0, done: [] },
    ...fresh(0),
  }
}

const fresh = (index: number): Pick<Run, 'index' | 'set' | 'side' | 'swapped' | 'amount' | 'stage'> => ({
  ...{ index, set: 1, side: null, swapped: false, amount: 0 },
  stage: { at: 'setup' },
})

export const itemOf = (run: Run): Item | null => run.session.items[run.index] ?? null

/** What is done now: the exercise asked for, or its easier version. */
export function doing(run: Run): { exercise: string; dose: Dose } | null {
  const item = itemOf(run)
  return item && run.swapped && item.easier_dosed ? item.easier_dosed : item
}

export function timerOf(run: Run): Timer | null {
  return 'timer' in run.stage ? run.stage.timer : null
}

/** Marks the moment: the time since the last one counts, but for a silence too long to have been exercise. */
export function touch(run: Run, now: number): Run {
  const timer = timerOf(run)
  const most = SILENCE_MS + (timer?.length ?? 0)
  return { ...run, touched_at: now, spent: run.spent + Math.min(Math.max(now - run.touched_at, 0), most) }
}

const withTimer = (run: Run, change: (timer: Timer) => Timer): Run => {
  const { stage } = run
  if (!('timer' in stage) || stage.timer === null) return run
  return { ...run, stage: { ...stage, timer: change(stage.timer) } }
}

export const paused = (run: Run, now: number): Run => withTimer(run, (timer) => pause(timer, now))
export const goingOn = (run: Run, now: number): Run => withTimer(run, (timer) => goOn(timer, now))

/** Back after a while: a hold nobody saw is paused where it was; a walk or a rest goes by the clock. */
export function back(run: Run, seenAt: number, now: number): Run {
  const unseen = run.stage.at === 'hold' || run.stage.at === 'gap'
  return unseen && now - seenAt > AWAY_MS ? paused(run, seenAt) : run
}

/** The tap on Start, of the exercise or of its next set or side. */
export function go(run: Run, now: number): Run {
  const dose = doing(run)?.dose
  if (!dose) return run
  const side = dose.side === 'each' ? (run.side ?? 'left') : null
  return { ...run, side, stage: work(dose, now) }
}

function work(dose: Dose, now: number): Stage {
  const pace = paceOf(dose)
  if (pace === 'time') return { at: 'time', timer: start((dose.minutes ?? 0) * 60_000, now) }
  if (pace === 'hold') return { at: 'hold', rep: 1, timer: start((dose.hold_s ?? 0) * 1000, now) }
  return { at: 'free' }
}

/** Moves on where a timer has run out; a walk's end waits for the person's tap. */
export function tick(run: Run, now: number): Run {
  const { stage } = run
  if (!('timer' in stage) || stage.timer === null || !isOver(stage.timer, now)) return run
  if (stage.at === 'hold') {
    const more = stage.rep < (doing(run)?.dose.reps ?? 1)
    return more
      ? { ...run, stage: { at: 'gap', rep: stage.rep, timer: start(GAP_MS, now) } }
      : setDone(run, now)
  }
  if (stage.at === 'gap') {
    const seconds = doing(run)?.dose.hold_s ?? 0
    return { ...run, stage: { at: 'hold', rep: stage.rep + 1, timer: start(seconds * 1000, now) } }
  }
  return stage.at === 'rest' ? rested(run) : run
}

/** A set, or one side of it, is done: the other side, a rest, or the two questions come next. */
export function setDone(run: Run, now: number): Run {
  const dose = doing(run)?.dose
  if (!dose) return run
  if (run.side === 'left') return rested({ ...run, side: 'right' })
  const side = dose.side === 'each' ? 'left' : null
  if (run.set < dose.sets) {
    const next = { ...run, set: run.set + 1, side } as const
    return dose.rest_s
      ? { ...next, stage: { at: 'rest', timer: start(dose.rest_s * 1000, now) } }
      : rested(next)
  }
  const more = run.index + 1 < run.session.items.length
  const timer = more && dose.rest_s ? start(dose.rest_s * 1000, now) : null
  return { ...run, amount: fullAmount(dose), stage: { at: 'rate', timer } }
}

/** The next set or side: a timer waits for a tap, repeats go at the person's own pace anyway. */
export function rested(run: Run): Run {
  const dose = doing(run)?.dose
  const timed = dose !== undefined && ['time', 'hold'].includes(paceOf(dose))
  return { ...run, stage: { at: timed ? 'ready' : 'free' } }
}

/** Enough of this exercise: what is behind counts, and the two questions come. */
export const enough = (run: Run, now: number): Run => ({
  ...run,
  amount: amountSoFar(run, now),
  stage: { at: 'rate', timer: null },
})

/** Without the rest that runs beside the two questions. */
export const skipRest = (run: Run): Run => ({ ...run, stage: { at: 'rate', timer: null } })

/** The easier version from now on, from the set that is on. */
export function easier(run: Run): Run {
  const dose = itemOf(run)?.easier_dosed?.dose
  if (!dose || run.swapped) return run
  return { ...run, swapped: true, set: Math.min(run.set, dose.sets), side: null, stage: { at: 'setup' } }
}

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
  const after = { ...run, done, ...fresh(run.index + 1) }
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
  return { ...first, ...fresh(index), done: [...first.done, ...rest], stage: { at: 'end' } }
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
