import { inLocale } from '../ui/locale'

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`

export const text = inLocale({
  en: {
    quiet: 'Progress',
    menu: 'Menu',
    title: (days: number, minutes: number) =>
      `You were active on ${count(days, 'day', 'days')}, ${count(minutes, 'minute', 'minutes')} in all.`,
    none: 'Your first session is still ahead.',
    noneLead: 'What you do and what your plan makes of it will stand here.',
    done: 'What you did',
    day: 'Day',
    minutes: 'Minutes',
    changes: 'What changed and why',
    noChanges: 'Nothing has changed yet. Your plan answers after each session.',
    earlier: (number: number) => `Show ${number} earlier`,
    min: (minutes: number) => `${minutes} min`,
  },
})
