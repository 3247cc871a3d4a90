/** What is to be heard when: cues hang on the wall clock of the present timer, and a paused one has none. */
import { PACING } from './pacing'
import { timerOf, type Run, type Stage } from './run'

export type What = 'half' | 'ten' | 'three' | 'two' | 'one' | 'begin' | 'stop' | 'rested'
/** `at` in milliseconds of the wall clock. */
export type Cue = { at: number; what: What }

/** What the end of each timed stage means to the ear; a stage that is not here is silent. */
const ENDS: Partial<Record<Stage['at'], What>> = {
  ...{ prepare: 'begin', gap: 'begin' },
  ...{ hold: 'stop', time: 'stop' },
  ...{ rest: 'rested', rate: 'rested' },
}

/** All cues of the present stage, by time. */
export function cuesOf(run: Run): Cue[] {
  const timer = timerOf(run)
  const end = ENDS[run.stage.at]
  if (timer === null || end === undefined || timer.paused_left !== null || run.away !== null) return []
  const { ends_at, length } = timer
  const works = run.stage.at === 'hold' || run.stage.at === 'time'
  const counts = run.stage.at === 'prepare' || (length >= PACING.count_from_ms && run.stage.at !== 'rate')
  const before = (ms: number, what: What): Cue => ({ at: ends_at - ms, what })
  return [
    ...(works && length >= PACING.half_from_ms ? [before(length / 2, 'half')] : []),
    ...(counts && length >= PACING.ten_from_ms ? [before(10_000, 'ten')] : []),
    ...(counts ? [before(3_000, 'three'), before(2_000, 'two'), before(1_000, 'one')] : []),
    before(0, end),
  ]
}

/** Those due after one moment and until another: each is due exactly once, however often one asks. */
export const due = (cues: readonly Cue[], after: number, until: number): Cue[] =>
  cues.filter((cue) => cue.at > after && cue.at <= until)

/** The last cue that has passed in this stage, but for its end, which the next stage says itself. */
export const lastCue = (run: Run, now: number): Cue | null =>
  cuesOf(run).findLast((cue) => cue.at <= now && cue.at < (timerOf(run)?.ends_at ?? 0)) ?? null
