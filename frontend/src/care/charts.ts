/** A person's progress as drawings and tables; every number is the server's. */
import type { components } from '../api/schema'
import { date } from '../ui/days'
import { text } from './text'
import { shortDay } from './times'

export type Progress = components['schemas']['ProgressView']
type Day = Progress['days'][number]
type Table = { caption: string; head: string[]; rows: (string | number)[][] }
export type PainDrawing = {
  sentence: string
  values: (number | null)[]
  words: string
  first: string
  last: string
  table: Table
}

const DAYS = 28

/** The last four weeks of one of the two pains, or null when there is nothing to draw. */
export function painOf(days: readonly Day[], field: 'pain_during' | 'pain_morning'): PainDrawing | null {
  const shown = days.slice(-DAYS)
  const known = shown.filter((day) => day[field] !== null)
  const [first, last] = [shown[0], shown.at(-1)]
  if (known.length === 0 || first === undefined || last === undefined) return null
  const pains = known.map((day) => day[field] ?? 0)
  const rows = known.map((day) => [date(day.on), day[field] ?? 0])
  return {
    sentence: text.charts.range(
      text.charts[field],
      Math.min(...pains),
      Math.max(...pains),
      pains.at(-1) ?? 0,
    ),
    values: shown.map((day) => day[field]),
    words: `${text.charts[field]}: ${rows.map(([day, pain]) => `${day} ${pain}`).join(text.comma)}.`,
    first: date(first.on),
    last: date(last.on),
    table: { caption: text.charts[field], head: [text.charts.day, text.charts.pain], rows },
  }
}

export type BarDrawing = {
  sentence: string
  bars: { label: string; value: number; planned?: number }[]
  words: string
  table: Table
}

export function sessionsOf({ weeks, adherence }: Pick<Progress, 'weeks' | 'adherence'>): BarDrawing {
  const rows = weeks.map((week) => [date(week.from_on), week.planned, week.done])
  return {
    sentence: text.charts.did(adherence.done, adherence.planned, adherence.days),
    bars: weeks.map((week) => ({ label: shortDay(week.from_on), value: week.done, planned: week.planned })),
    words: `${text.charts.sessions}: ${weeks
      .map((week) => text.charts.weekSessions(date(week.from_on), week.done, week.planned))
      .join(text.comma)}.`,
    table: {
      caption: text.charts.sessions,
      head: [text.charts.weekFrom, text.charts.planned, text.charts.done],
      rows,
    },
  }
}

/** MET-minutes of each week; the words, with how sure the band is, are the server's. */
export function doseOf({ weeks, met_band: [low, high], sentences }: Progress): BarDrawing {
  const rows = weeks.map((week) => [date(week.from_on), week.met_minutes])
  return {
    sentence: sentences.dose ?? '',
    bars: weeks.map((week) => ({ label: shortDay(week.from_on), value: week.met_minutes })),
    words: `${text.charts.dose(low, high)}: ${rows.map(([week, met]) => `${week} ${met}`).join(text.comma)}.`,
    table: {
      caption: text.charts.dose(low, high),
      head: [text.charts.weekFrom, text.charts.dose(low, high)],
      rows,
    },
  }
}

export function minutesOf(weeks: Progress['weeks']): BarDrawing {
  const rows = weeks.map((week) => [date(week.from_on), Math.round(week.minutes)])
  return {
    sentence: text.charts.moved(Math.round(weeks.at(-1)?.minutes ?? 0), weeks.length),
    bars: weeks.map((week) => ({ label: shortDay(week.from_on), value: Math.round(week.minutes) })),
    words: `${text.charts.minutes}: ${rows.map(([week, minutes]) => `${week} ${minutes}`).join(text.comma)}.`,
    table: { caption: text.charts.minutes, head: [text.charts.weekFrom, text.charts.min], rows },
  }
}
