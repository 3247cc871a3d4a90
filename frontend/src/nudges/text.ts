import { inLocale } from '../ui/locale'

const list = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)

export const text = inLocale({
  en: {
    title: 'Reminders',
    on: 'Remind me',
    onWhy: 'Only if the session isn’t logged yet.',
    off: 'No reminders',
    isOff: 'Nothing will come.',
    will: (days: string, at: string) => `${days} at ${at}, if the session isn’t logged yet.`,
    by: (email: string | null) =>
      email === null ? 'It comes by e-mail.' : `It comes by e-mail to ${email}.`,
    most: 'Once a day at most, and four times in a week.',
    sessionDaysAt: 'On session days',
    onDays: (days: readonly string[]) => `On ${list(days)}`,
    noEmail: 'There is no address to send them to yet.',
    addEmail: 'Add an e-mail address',
    paused: (day: string) => `Paused until ${day}.`,
    goOn: 'Remind me again from now',
    time: 'Time',
    timeLabel: 'Time of the reminder',
    timeQuiet: 'This is in your quiet hours, so nothing would come. Choose another time.',
    days: 'Days',
    sessionDays: 'Session days',
    sessionDaysWhy: 'They move with your plan.',
    chosenDays: 'Days I choose',
    chosenDaysWhy: 'And only if a session is planned.',
    which: 'Which days?',
    oneDay: 'Choose one day at least.',
    names: {
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
    quiet: 'Quiet hours',
    quietLead: (from: string, to: string) => `Nothing comes between ${from} and ${to}, where you are.`,
    quietFrom: 'From',
    quietTo: 'To',
    quietShort: (hours: number) => `Quiet hours last ${hours} hours at least.`,
  },
})
