/** What the player shows of a run: the big number, the ring, the call and the one big button. */
import { doing, timerOf, type Run } from './run'
import { text } from './text'
import { clock, isOver, secondsLeft, share } from './timer'

export type Shown = {
  /** The call under the ring; spoken by the screen reader when it changes. */
  call: string
  count: string
  under: string
  /** 0 to 1 */
  share: number
  label: string
  /** What the big button does. */
  act: 'pause' | 'goOn' | 'go' | 'done' | 'rested'
  button: string
}

export function shown(run: Run, now: number): Shown {
  const timer = timerOf(run)
  if (timer !== null && run.stage.at !== 'rate') return timed(run, timer, now)
  const dose = doing(run)?.dose
  const sets = dose?.sets ?? 1
  const sideDone = run.side === 'right' ? 0.5 : 0
  const amount = dose?.distance_m ?? dose?.reps ?? dose?.hold_s ?? dose?.minutes ?? 0
  const unit = dose?.distance_m != null ? text.metres : text.times(amount)
  const waits = run.stage.at === 'ready'
  return {
    call: waits ? text.getReady : freeCall(run),
    count: String(amount),
    under: waits ? '' : unit,
    share: (run.set - 1 + sideDone) / sets,
    label: waits ? text.getReady : `${amount} ${unit}`,
    act: waits ? 'go' : 'done',
    button: waits ? startWords(run) : doneWords(run, sets),
  }
}

function timed(run: Run, timer: NonNullable<ReturnType<typeof timerOf>>, now: number): Shown {
  const seconds = secondsLeft(timer, now)
  const held = timer.paused_left !== null
  const what = calls(run, isOver(timer, now))
  const call = held ? text.isPaused : what
  const rests = run.stage.at === 'rest'
  const over = run.stage.at === 'time' && isOver(timer, now)
  return {
    call,
    count: clock(seconds),
    under: seconds < 60 ? text.seconds(seconds) : text.left,
    share: share(timer, now),
    label: text.timeLeft(call, clock(seconds)),
    act: rests ? 'rested' : over ? 'done' : held ? 'goOn' : 'pause',
    button: rests ? startWords(run) : over ? text.exerciseDone : held ? text.goOn : text.pause,
  }
}

function calls(run: Run, over: boolean): string {
  const at = run.stage.at
  if (at === 'rest') return text.rest
  if (at === 'gap') return text.letGo
  if (at === 'time') return over ? text.timeUp : text.keepGoing
  const reps = doing(run)?.dose.reps ?? 1
  const hold = at === 'hold' && reps > 1 ? text.holdOf(run.stage.rep, reps) : text.hold
  return run.side ? `${hold}, ${text.side[run.side].toLowerCase()}` : hold
}

function freeCall(run: Run): string {
  if (run.side) return text.side[run.side]
  const hold = doing(run)?.dose.hold_s ?? null
  return hold === null ? text.own : text.holdEach(hold)
}

function startWords(run: Run): string {
  return run.side === 'right' ? text.startSide(text.side.right) : text.startSet(run.set)
}

function doneWords(run: Run, sets: number): string {
  if (run.side === 'left') return text.sideDone(text.side.left)
  return sets === 1 ? text.exerciseDone : text.setDone(run.set)
}
