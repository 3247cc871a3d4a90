/** Days are 'YYYY-MM-DD' in the phone's own calendar; only these functions turn them into words. */
import { LOCALE } from './locale'

const DAY_MS = 24 * 60 * 60 * 1000
const FORMAT = `${LOCALE}-GB`

/** The local day of an instant. */
export function dayOf(moment: Date): string {
  const month = String(moment.getMonth() + 1).padStart(2, '0')
  return `${moment.getFullYear()}-${month}-${String(moment.getDate()).padStart(2, '0')}`
}

export const dayNow = (): string => dayOf(new Date())

// In UTC a day has always 24 hours, so counting in it is safe.
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`)

export function addDays(day: string, count: number): string {
  return new Date(noon(day).getTime() + count * DAY_MS).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS)
}

/** The seven days of the week a day is in, Monday first. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -((noon(day).getUTCDay() + 6) % 7))
  return [0, 1, 2, 3, 4, 5, 6].map((index) => addDays(monday, index))
}

export const dayNumber = (day: string): number => noon(day).getUTCDate()

const words = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(FORMAT, { ...options, timeZone: 'UTC' })
  return (day: string): string => format.format(noon(day))
}

/** "Tuesday" */
export const weekday = words({ weekday: 'long' })
/** "T" */
export const letter = words({ weekday: 'narrow' })
/** "12 May" */
export const date = words({ day: 'numeric', month: 'long' })
/** "12 May", and shorter where the month is long */
export const shortDate = words({ day: 'numeric', month: 'short' })
/** "Tuesday 12 May" */
export const fullDate = words({ weekday: 'long', day: 'numeric', month: 'long' })

/** How a day is called from today: its weekday when near enough to be clear, otherwise its date. */
export function dayName(day: string, today: string): string {
  return Math.abs(daysBetween(today, day)) < 7 ? weekday(day) : date(day)
}
