/** How a session goes on: by a tap, or by the wall clock. Ticks are never counted, so it is the same however seldom it is looked at. */
import type { Dose, Effort } from '../api/shapes'
import { paceOf } from '../ui/dose'
import { PACING } from './pacing'
import { amountSoFar, doing, fullAmount, itemOf, paused, timerOf, touch, withTimer } from './run'
import type { Answers, Run, Stage, Working } from './run'
import { goOn, isOver, start, waiting, type Timer } from './timer'

/** The tap on Start, after the set-up. */
export function go(run: Run, now: number): Run {
  const dose = doing(run)?.dose
  if (!dose) return run
  const side = dose.side === 'each' ? (run.side ?? 'left') : null
  return begun({ ...run, side }, { now, wait: PACING.ready_ms })
}

/** The next set or side: timed work after a countdown, repeats at the person's own pace anyway. */
export const rested = (run: Run, now: number): Run => begun(run, { now, wait: PACING.again_ms })

function begun(run: Run, { now, wait }: { now: number; wait: number }): Run {
  const dose = doing(run)?.dose
  const next = dose && work(dose)
  return { ...run, stage: next ? { at: 'prepare', timer: start(wait, now), next } : { at: 'free' } }
}

function work(dose: Dose): Working | null {
  const pace = paceOf(dose)
  if (pace === 'time') return { at: 'time', timer: waiting((dose.minutes ?? 0) * 60_000) }
  return pace === 'hold' ? { at: 'hold', rep: 1, timer: waiting((dose.hold_s ?? 0) * 1000) } : null
}

/** The countdown is over, or cut short. */
export function startNow(run: Run, now: number): Run {
  if (run.stage.at !== 'prepare') return run
  const { next } = run.stage
  return { ...run, stage: { ...next, timer: goOn(next.timer, now) } }
}

/** After a pause: a hold is got ready for again, everything else just goes on. */
export function goingOn(run: Run, now: number): Run {
  const { stage } = run
  if (stage.at !== 'hold' || stage.timer.paused_left === null)
    return withTimer(run, (timer) => goOn(timer, now))
  return { ...run, stage: { at: 'prepare', timer: start(PACING.again_ms, now), next: stage } }
}

/** Moves on, as often as timers have run out until now; the end of the last minutes waits for the person's tap. */
export function tick(run: Run, now: number): Run {
  let moved = run
  for (;;) {
    const timer = timerOf(moved)
    if (moved.away !== null || timer === null || timer.paused_left !== null || !isOver(timer, now))
      return moved
    const next = over(moved, timer.ends_at)
    if (next === moved) return moved
    moved = next
  }
}

/** The timer of this stage ran out at that moment. */
function over(run: Run, at: number): Run {
  const { stage } = run
  const dose = doing(run)?.dose
  if (!dose) return run
  switch (stage.at) {
    case 'prepare':
      return startNow(run, at)
    case 'hold':
      if (stage.rep >= (dose.reps ?? 1)) return setDone(run, at)
      return { ...run, stage: { at: 'gap', rep: stage.rep, timer: start(PACING.gap_ms, at) } }
    case 'gap':
      return {
        ...run,
        stage: { at: 'hold', rep: stage.rep + 1, timer: start((dose.hold_s ?? 0) * 1000, at) },
      }
    case 'time':
      return run.side === 'left' || run.set < dose.sets ? setDone(run, at) : run
    case 'rest':
      return rested(run, at)
    default:
      return run
  }
}

/** A set, or one side of it, is done: the other side, a rest, or the two questions come next. */
export function setDone(run: Run, now: number): Run {
  const dose = doing(run)?.dose
  if (!dose) return run
  if (run.side === 'left') return rested({ ...run, side: 'right' }, now)
  const rest = dose.rest_s ? start(dose.rest_s * 1000, now) : null
  if (run.set < dose.sets) {
    const next = { ...run, set: run.set + 1, side: dose.side === 'each' ? 'left' : null } as const
    return rest ? { ...next, stage: { at: 'rest', timer: rest } } : rested(next, now)
  }
  const more = run.index + 1 < run.session.items.length
  return { ...run, amount: fullAmount(dose), stage: rate(more ? rest : null) }
}

const rate = (timer: Timer | null): Stage => ({ at: 'rate', timer, effort: null, pain: null })

/** Enough of this exercise: what is behind counts, and the two questions come. */
export const enough = (run: Run, now: number): Run => ({
  ...run,
  amount: amountSoFar(run, now),
  stage: rate(null),
})

/** Without the rest that runs beside the two questions. */
export const skipRest = (run: Run): Run =>
  run.stage.at === 'rate' ? { ...run, stage: { ...run.stage, timer: null } } : run

type Rated = { effort?: Effort; pain?: number; amount?: number }

/** One of the taps after an exercise. */
export function rated(run: Run, { amount = run.amount, ...said }: Rated): Run {
  return run.stage.at === 'rate' ? { ...run, amount, stage: { ...run.stage, ...said } } : run
}

/** In the water: back from it, with what was planned to begin with; or reading it once more. */
export function writeDown(run: Run): Run {
  const amounts = run.session.items.map((item) => fullAmount(item.dose))
  const answers = { minutes: run.session.minutes, amounts, effort: null, pain: null, which: [] }
  return { ...run, stage: { at: 'log', answers } }
}

export const readAgain = (run: Run): Run => ({ ...run, stage: { at: 'read' } })

/** One of the taps on the page where a session in the water is written down. */
export const said = (run: Run, answers: Answers): Run => ({ ...run, stage: { at: 'log', answers } })

/** The easier version from now on, from the set that is on. */
export function easier(run: Run): Run {
  const dose = itemOf(run)?.easier_dosed?.dose
  if (!dose || run.swapped) return run
  return { ...run, swapped: true, set: Math.min(run.set, dose.sets), side: null, stage: { at: 'setup' } }
}

/**
 * Back after a while in which nobody looked. A short one carries on. After a longer one the app asks: minutes of a
 * walk went on by the clock meanwhile, and all else stands where it was last seen.
 */
export function back(run: Run, since: number, now: number): Run {
  if (now - since <= PACING.away_ms) return run
  return timerOf(run)?.paused_left === null && run.stage.at !== 'rate' ? left(run, since, now) : run
}

/** Opened again in the middle, after a reload or an empty battery: it waits at the same set, in words. */
export function reopened(run: Run, now: number): Run {
  if (!('timer' in run.stage || run.stage.at === 'free') || run.stage.at === 'rate') return run
  const walks = run.stage.at === 'time' && run.stage.timer.paused_left === null
  const short = now - run.touched_at <= PACING.away_ms
  return walks && short ? run : left(run, run.touched_at, now)
}

function left(run: Run, since: number, until: number): Run {
  const seen = run.away === null ? touch(run, since) : run
  const away = { since: run.away?.since ?? since, until }
  return seen.stage.at === 'time' ? { ...seen, away } : { ...paused(seen, since), touched_at: until, away }
}

/** Whether the time away may have been exercise: only the person knows. */
export const mayCount = (run: Run): boolean =>
  run.away !== null && run.stage.at === 'time' && run.stage.timer.paused_left === null

/** "Count them": the minutes away were walked. */
export const counted = (run: Run): Run => ({ ...run, away: null })

/** On from where the app last saw the person. */
export function goBack(run: Run, now: number): Run {
  if (run.away === null) return run
  const held = mayCount(run) ? paused(run, run.away.since) : run
  return goingOn({ ...held, away: null, touched_at: now }, now)
}
