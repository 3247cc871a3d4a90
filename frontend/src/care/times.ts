/** Instants of the server in the clinic's own clock and calendar. */
import { date, dayOf } from '../ui/days'
import { LOCALE } from '../ui/locale'

const clockFormat = new Intl.DateTimeFormat(`${LOCALE}-GB`, { hour: '2-digit', minute: '2-digit' })

/** "14:02" */
export const clockTime = (moment: Date): string => clockFormat.format(moment)

const shortFormat = new Intl.DateTimeFormat(`${LOCALE}-GB`, {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

/** "26 Nov": short enough for a column. */
export const shortDay = (day: string): string => shortFormat.format(new Date(`${day}T12:00:00Z`))

/** "26 May" */
export const dateOf = (at: string): string => date(dayOf(new Date(at)))
