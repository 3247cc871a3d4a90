/** What the player shows of a run: the big number, the ring, the call and the one big button. */
import type { Dose } from '../api/shapes'
import { lastCue, type What } from './cues'
import { doing, timerOf, type Run, type Working } from './run'
import { text } from './text'
import { clock, isOver, secondsLeft, share, stopwatch } from './timer'

export type Shown = {
  /** The call under the ring. */
  call: string
  /** A quieter line: what comes next, how much of a walk is behind, that half is over. */
  note: string
  /** For the screen reader, at each change of it. */
  said: string
  count: string
  under: string
  /** 0 to 1 */
  share: number
  /** As many as there are turns at the own pace; 1 for a clock. */
  parts: number
  label: string
  /** What the big button does. */
  act: 'pause' | 'goOn' | 'startNow' | 'done' | 'rested'
  button: string
  /** Whether the person may also pause here, where the big button does something else. */
  mayPause: boolean
}

/** How the figure goes with it: `held` is what a repetition holds at its end, in seconds. */
export type Motion = { as: 'end' | 'moving' | 'paused'; held: number; left: boolean }

/** A hold stands still at its end; the figure rests whenever the person does. */
export function motion(run: Run): Motion {
  const { stage } = run
  const dose = doing(run)?.dose
  const stopped = timerOf(run)?.paused_left != null || ['gap', 'rest', 'rate'].includes(stage.at)
  const turned = stage.at === 'hold' && dose?.side === 'alternating' && stage.rep % 2 === 0
  return {
    as: stage.at === 'hold' ? 'end' : stopped ? 'paused' : 'moving',
    held: dose?.hold_s ?? 0,
    left: run.side === 'left' || turned,
  }
}

/** How long a word like "Half way" stays on the screen. */
const WORD_MS = 4_000

/** The last whole second of the running clock: the ring steps by these where motion is reduced. */
export function wholeSecond(run: Run, now: number): number {
  const timer = timerOf(run)
  return timer === null || timer.paused_left !== null ? now : timer.ends_at - secondsLeft(timer, now) * 1000
}

export function shown(run: Run, now: number): Shown {
  const dose = doing(run)?.dose
  const timer = timerOf(run)
  if (!dose) return free(run, EMPTY)
  return timer === null || run.stage.at === 'rate' ? free(run, dose) : timed(run, { dose, timer, now })
}

const EMPTY: Dose = {
  ...{ sets: 1, reps: null, hold_s: null, minutes: null, distance_m: null, rest_s: null },
  ...{ side: 'both', effort_cr10: [0, 0] },
}

/** Repeats or metres at the own pace: the ring has a part for each set and side, when there are several. */
function free(run: Run, dose: Dose): Shown {
  const turns = dose.sets * (dose.side === 'each' ? 2 : 1)
  const turn = ((run.set - 1) * turns) / dose.sets + (run.side === 'right' ? 1 : 0)
  const amount = dose.distance_m ?? dose.reps ?? 0
  const unit = dose.distance_m !== null ? text.metres : text.times(amount)
  const call = freeCall(run, dose)
  const hold = dose.hold_s === null ? '' : text.holdEach(dose.hold_s)
  return {
    call,
    note: hold === call ? '' : hold,
    said: `${call}. ${amount} ${unit}`,
    count: String(amount),
    under: unit,
    share: turn / turns,
    parts: turns > 1 ? turns : 0,
    label: `${amount} ${unit}`,
    act: 'done',
    button: doneWords(run, dose),
    mayPause: false,
  }
}

type Clocked = { dose: Dose; timer: NonNullable<ReturnType<typeof timerOf>>; now: number }

function timed(run: Run, { dose, timer, now }: Clocked): Shown {
  const seconds = secondsLeft(timer, now)
  const held = timer.paused_left !== null
  const over = run.stage.at === 'time' && isOver(timer, now)
  const call = held ? text.isPaused : calls(run, { dose, over })
  const note = notes(run, { dose, timer, now })
  const cue = lastCue(run, now)
  const big = buttons(run, { held, over })
  return {
    call,
    note: cue && now - cue.at < WORD_MS ? (QUIET[cue.what] ?? note) : note,
    said: cue ? text.cue[cue.what] : run.stage.at === 'time' || !note ? call : `${call}. ${note}`,
    count: clock(seconds),
    under: seconds < 60 ? text.seconds(seconds) : text.left,
    share: share(timer, now),
    parts: 1,
    label: text.timeLeft(call, clock(seconds)),
    ...big,
    mayPause: !held && big.act !== 'pause' && big.act !== 'done',
  }
}

/** The count itself shows the last three seconds. */
const QUIET: Partial<Record<What, string>> = { half: text.cue.half, ten: text.cue.ten }

function buttons(run: Run, { held, over }: { held: boolean; over: boolean }): Pick<Shown, 'act' | 'button'> {
  if (over) return { act: 'done', button: text.exerciseDone }
  if (held) return { act: 'goOn', button: text.goOn }
  if (run.stage.at === 'prepare') return { act: 'startNow', button: text.startNow }
  return run.stage.at === 'rest'
    ? { act: 'rested', button: text.startSet(run.set) }
    : { act: 'pause', button: text.pause }
}

function calls(run: Run, { dose, over }: { dose: Dose; over: boolean }): string {
  const { stage } = run
  if (stage.at === 'prepare') return text.getReady
  if (stage.at === 'rest') return text.rest
  if (stage.at === 'gap') return dose.side === 'alternating' ? text.changeSides : text.letGo
  if (stage.at === 'time') return over ? text.timeUp : withSide(run, text.keepGoing)
  return stage.at === 'hold' ? holdCall(run, { dose, rep: stage.rep }) : ''
}

function holdCall(run: Run, { dose, rep }: { dose: Dose; rep: number }): string {
  const reps = dose.reps ?? 1
  const hold = reps > 1 ? text.holdOf(rep, reps) : text.hold
  return dose.side === 'alternating' && reps > 1
    ? `${hold}, ${text.turns[(rep - 1) % 2]}`
    : withSide(run, hold)
}

const withSide = (run: Run, words: string): string =>
  run.side ? `${words}, ${text.side[run.side].toLowerCase()}` : words

function notes(run: Run, { dose, timer, now }: Clocked): string {
  const { stage } = run
  if (stage.at === 'prepare') return comes(run, { dose, next: stage.next })
  if (stage.at === 'rest') return text.next(withSide(run, text.set(run.set, dose.sets)))
  if (stage.at !== 'time') return ''
  const all = timer.length / 1000
  return text.behind(stopwatch(all - secondsLeft(timer, now)), stopwatch(all))
}

function comes(run: Run, { dose, next }: { dose: Dose; next: Working }): string {
  const what =
    next.at === 'hold'
      ? holdCall(run, { dose, rep: next.rep })
      : withSide(run, text.minutes(dose.minutes ?? 0))
  return text.next(what)
}

function freeCall(run: Run, dose: Dose): string {
  if (run.side) return text.side[run.side]
  if (dose.side === 'alternating' && dose.reps !== null) return text.sideToSide
  return dose.hold_s === null ? text.own : text.holdEach(dose.hold_s)
}

function doneWords(run: Run, dose: Dose): string {
  if (run.side === 'left') return text.sideDone(text.side.left)
  return dose.sets === 1 ? text.exerciseDone : text.setDone(run.set)
}
