import { inLocale } from '../ui/locale'

export const text = inLocale({
  en: {
    quiet: 'Progress',
    menu: 'Menu',
    noneLead: 'What you do and what your plan makes of it will stand here.',
    today: 'Today',
    thisWeek: 'This week',
    sessions: 'Sessions a week',
    sessionsUnit: 'sessions a week',
    sessionsHead: ['Week from', 'Planned', 'Done'],
    sessionsWords: (weeks: string) => `Sessions done in each week from its Monday. ${weeks}.`,
    andExtra: (done: number, extra: number) => `${done} + ${extra}`,
    during: 'Worst pain in a session',
    duringUnit: (count: number) => (count === 1 ? '0 to 10, 1 session' : `0 to 10, last ${count} sessions`),
    morning: 'Pain in the morning',
    morningUnit: (count: number) => (count === 1 ? '0 to 10, 1 morning' : `0 to 10, last ${count} mornings`),
    painHead: ['Day', 'Pain'],
    painWords: (values: string) => `Pain from 0 to 10, the oldest first: ${values}.`,
    minutes: 'Minutes a week',
    minutesUnit: 'minutes a week',
    minutesHead: ['Week from', 'Minutes'],
    minutesWords: (weeks: string) => `Minutes in each week from its Monday. ${weeks}.`,
    changes: 'What changed and why',
    noChanges: 'Nothing has changed yet. Your plan answers after each session.',
    earlier: (number: number) => `Show ${number} earlier`,
  },
})
