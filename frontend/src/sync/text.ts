import { inLocale } from '../ui/locale'

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`
const workouts = (number: number): string => count(number, 'workout', 'workouts')

export const text = inLocale({
  en: {
    saved: 'Saved.',
    waiting: (number: number) => `Saved on this phone, ${number} waiting.`,
    workouts,
    entries: (number: number) => count(number, 'entry', 'entries'),
    both: (some: number, others: number) =>
      `${workouts(some)} and ${count(others, 'other entry', 'other entries')}`,
    signIn: (entries: string) => `Sign in to save ${entries}.`,
    signedOut: 'You are signed out. Sign in to get your next sessions.',
    refused: (entries: string) => `${entries} could not be saved. See the menu.`,
    stop: 'Stop here for today.',
    unsureTitle: 'Not sure? Then don’t start today.',
    unsureAdvice: 'Ask a doctor or the medical advice line before you go on.',
    unsafe: 'This browser keeps nothing. Leave this page open until it says Saved.',
    file: 'Save a file',
    full: 'This phone is full. Leave this page open until it says Saved.',
  },
})
