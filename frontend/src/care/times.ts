/** Instants of the server in the clinic's own clock and calendar. */
import { date, dayOf } from '../ui/days'
import { LOCALE } from '../ui/locale'

const clockFormat = new Intl.DateTimeFormat(`${LOCALE}-GB`, { hour: '2-digit', minute: '2-digit' })

/** "14:02" */
export const clockTime = (moment: Date): string => clockFormat.format(moment)

/** "26 May" */
export const dateOf = (at: string): string => date(dayOf(new Date(at)))
