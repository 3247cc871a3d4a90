/** A stretch of time by the wall clock: ticks are never counted, so a locked screen loses nothing. All in milliseconds. */
export type Timer = {
  ends_at: number
  length: number
  /** What was left when it was paused; null while it runs. */
  paused_left: number | null
}

export const start = (length: number, now: number): Timer => ({
  ends_at: now + length,
  length,
  paused_left: null,
})

/** One that has not begun. */
export const waiting = (length: number): Timer => ({ ends_at: 0, length, paused_left: length })

export function left(timer: Timer, now: number): number {
  return Math.min(Math.max(timer.paused_left ?? timer.ends_at - now, 0), timer.length)
}

export const isOver = (timer: Timer, now: number): boolean => left(timer, now) === 0

/** How much of it has passed, 0 to 1. */
export const share = (timer: Timer, now: number): number =>
  timer.length === 0 ? 1 : 1 - left(timer, now) / timer.length

export const pause = (timer: Timer, now: number): Timer =>
  timer.paused_left === null ? { ...timer, paused_left: left(timer, now) } : timer

export const goOn = (timer: Timer, now: number): Timer =>
  timer.paused_left === null ? timer : { ...timer, ends_at: now + timer.paused_left, paused_left: null }

/** Whole seconds still to go, as a person counts them: 3, 2, 1. */
export const secondsLeft = (timer: Timer, now: number): number => Math.ceil(left(timer, now) / 1000)

/** "45" below a minute, "4:05" from there. */
export function clock(seconds: number): string {
  return seconds < 60 ? String(seconds) : stopwatch(seconds)
}

/** "0:45", "4:05". */
export function stopwatch(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
