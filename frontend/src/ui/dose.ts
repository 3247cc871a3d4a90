/** A dose in words; the numbers are the plan's, nothing is decided here. */
import { inLocale } from './locale'

export type DoseLike = {
  sets: number
  reps: number | null
  hold_s: number | null
  minutes: number | null
  distance_m: number | null
  side: 'both' | 'each' | 'alternating'
}

const text = inLocale({
  en: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    metres: (count: number) => `${count} m`,
    hold: (count: number) => `hold ${count} s`,
    sets: (count: number) => (count === 1 ? '1 set' : `${count} sets`),
    of: (sets: string, amount: string) => `${sets} of ${amount}`,
    times: (count: number) => (count === 1 ? '1 time' : `${count} times`),
    longSeconds: (count: number) => (count === 1 ? '1 second' : `${count} seconds`),
    longMinutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    longMetres: (count: number) => (count === 1 ? '1 metre' : `${count} metres`),
    holdEach: (seconds: string) => `hold each ${seconds}`,
    side: { both: '', each: 'each side', alternating: 'side to side' },
  },
})

export type Pace = 'time' | 'distance' | 'hold' | 'reps'

/** Shorter holds are a part of the movement: nobody needs a clock for two seconds. */
const CLOCKED_HOLD_S = 5

/** What an exercise is counted in: a clock, a distance, or repeats at the person's own pace. */
export function paceOf(dose: DoseLike): Pace {
  if (dose.minutes !== null) return 'time'
  if (dose.distance_m !== null) return 'distance'
  const clocked = dose.hold_s !== null && (dose.reps === null || dose.hold_s >= CLOCKED_HOLD_S)
  return clocked ? 'hold' : 'reps'
}

/** "2 × 8", "10 min", "2 × 8, hold 5 s": short enough for the right end of a row. */
export function shortDose(dose: DoseLike): string {
  const { sets, reps, hold_s: hold } = dose
  const amount = {
    time: () => text.minutes(dose.minutes ?? 0),
    distance: () => text.metres(dose.distance_m ?? 0),
    hold: () => (reps === null ? text.seconds(hold ?? 0) : String(reps)),
    reps: () => String(reps ?? 0),
  }[paceOf(dose)]()
  const counted = reps !== null || sets > 1 ? `${sets} × ${amount}` : amount
  return reps !== null && hold !== null ? `${counted}, ${text.hold(hold)}` : counted
}

/** "each side", which doubles the work: a row has no room for more. */
export const rowSide = (dose: DoseLike): string => (dose.side === 'each' ? text.side.each : '')

/** "each side" or "side to side"; empty when both sides work together, or step after step as in a walk. */
function sideWords(dose: DoseLike): string {
  const walks = dose.side === 'alternating' && (dose.minutes !== null || dose.distance_m !== null)
  return walks ? '' : text.side[dose.side]
}

/** "2 sets of 8 times, hold each 5 seconds, each side": for reading and for the screen reader. */
export function longDose(dose: DoseLike): string {
  const { sets, reps, hold_s: hold } = dose
  const amount = {
    time: () => text.longMinutes(dose.minutes ?? 0),
    distance: () => text.longMetres(dose.distance_m ?? 0),
    hold: () => (reps === null ? text.longSeconds(hold ?? 0) : text.times(reps)),
    reps: () => text.times(reps ?? 0),
  }[paceOf(dose)]()
  const parts = [sets === 1 && reps === null ? amount : text.of(text.sets(sets), amount)]
  if (reps !== null && hold !== null) parts.push(text.holdEach(text.longSeconds(hold)))
  const side = sideWords(dose)
  return (side ? [...parts, side] : parts).join(', ')
}
