/** From the server's progress to what the charts and their tables show; nothing is judged here. */
import type { Progress } from '../api/shapes'
import { date, fullDate, shortDate, weekOf } from '../ui/days'
import { text } from './text'

type Bar = { label: string; value: number; planned?: number }
type Row = (string | number)[]
type Bars = { bars: Bar[]; words: string; rows: Row[] }
type Line = { values: number[]; words: string; first: string; last: string; rows: Row[] }

const SESSIONS_SHOWN = 12
const MORNINGS_SHOWN = 28

/** How a week is called: by its Monday, the present one as such. */
const weekName = (monday: string, day: string, name: (day: string) => string): string =>
  monday === weekOf(day)[0] ? text.thisWeek : name(monday)

/** A stack for each week: what was done of what was planned, and what was done besides; null before the first one. */
export function sessionsOf({ weeks }: Progress, day: string): Bars | null {
  if (weeks.length === 0) return null
  const bars = weeks.map((week) => ({
    label: weekName(week.from_on, day, shortDate),
    value: week.done + week.extra,
    planned: week.planned + week.extra,
  }))
  const rows = weeks.map((week): Row => [
    weekName(week.from_on, day, date),
    week.planned,
    week.extra > 0 ? text.andExtra(week.done, week.extra) : week.done,
  ])
  return { bars, words: text.sessionsWords(spoken(bars)), rows: rows.toReversed() }
}

/** A column for each week with its minutes; null before the first one. */
export function minutesOf({ weeks }: Progress, day: string): Bars | null {
  if (!weeks.some((week) => week.minutes > 0)) return null
  const bars = weeks.map((week) => ({ label: weekName(week.from_on, day, shortDate), value: week.minutes }))
  const rows = weeks.map((week): Row => [weekName(week.from_on, day, date), week.minutes])
  return { bars, words: text.minutesWords(spoken(bars)), rows: rows.toReversed() }
}

/** A column for each week with its MET-minutes, whatever was done; null before the first one. */
export function doseOf({ weeks, met_band }: Progress, day: string): Bars | null {
  // A bundle from before the meter has neither the numbers nor the band.
  if (!weeks.some((week) => week.met_minutes > 0)) return null
  const [low, high] = met_band
  const bars = weeks.map((week) => ({
    label: weekName(week.from_on, day, shortDate),
    value: week.met_minutes,
  }))
  const rows = weeks.map((week): Row => [weekName(week.from_on, day, date), week.met_minutes])
  return { bars, words: text.doseWords(spoken(bars), low, high), rows: rows.toReversed() }
}

export const duringOf = (progress: Progress, day: string): Line | null =>
  lineOf(progress, day, (one) => one.pain_during, SESSIONS_SHOWN)

export const morningsOf = (progress: Progress, day: string): Line | null =>
  lineOf(progress, day, (one) => one.pain_morning, MORNINGS_SHOWN)

/** The last pains told, the oldest first; null before the first one. */
function lineOf(
  { days }: Progress,
  day: string,
  pain: (one: Progress['days'][number]) => number | null,
  most: number,
): Line | null {
  const told = days
    .flatMap((one) => {
      const value = pain(one)
      return value === null ? [] : [{ on: one.on, value }]
    })
    .slice(-most)
  const [first, last] = [told[0], told.at(-1)]
  if (first === undefined || last === undefined) return null
  const values = told.map((one) => one.value)
  return {
    values,
    words: text.painWords(values.join(', ')),
    first: date(first.on),
    last: last.on === day ? text.today : date(last.on),
    rows: told.map((one): Row => [fullDate(one.on), one.value]).toReversed(),
  }
}

const spoken = (bars: readonly Bar[]): string =>
  bars.map(({ label, value }) => `${label}: ${value}`).join(', ')
