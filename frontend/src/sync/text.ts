import { inLocale } from '../ui/locale'

export const text = inLocale({
  en: {
    saved: 'Saved.',
    waiting: (count: number) => `Saved on this phone, ${count} waiting.`,
    signIn: (count: number) =>
      count === 1 ? 'Sign in to save 1 entry.' : `Sign in to save ${count} entries.`,
    signedOut: 'You are signed out. Sign in to get your next sessions.',
    refused: (count: number) =>
      count === 1
        ? '1 entry could not be saved. See Settings.'
        : `${count} entries could not be saved. See Settings.`,
    stop: 'Stop here for today.',
    unsureTitle: 'Not sure? Then don’t start today.',
    unsureAdvice: 'Ask a doctor or the medical advice line before you go on.',
    unsafe: 'This browser keeps nothing. Leave this page open until it says Saved.',
  },
})
