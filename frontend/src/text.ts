import { inLocale } from './ui/locale'

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`

export const text = inLocale({
  en: {
    today: 'Today',
    plan: 'Plan',
    progress: 'Progress',
    flare: 'Flare-up',
    loading: 'One moment',
    loadingLead: 'Your plan is on its way.',
    failed: 'We can’t load your plan',
    failedLead: 'There is no connection to BackFit, and no plan on this phone yet.',
    notLoaded: 'This screen did not load',
    notLoadedLead: 'Check your connection, then try again.',
    again: 'Try again',
    missing: 'This page does not exist',
    missingLead: 'The address may be old.',
    toToday: 'Go to Today',
    noSession: 'No session here',
    noSessionLead: 'This session is not planned for today, or it is done.',
    signedOut: 'Sign in to go on',
    signedOutLead: (waiting: number) =>
      waiting === 0
        ? 'Your sign-in has ended.'
        : `Your sign-in has ended. ${count(waiting, 'entry is', 'entries are')} safe on this phone until then.`,
    signIn: 'Sign in',
    update: {
      label: 'New version',
      lead: 'A newer BackFit is ready.',
      now: 'Update',
    },
    code: {
      signIn: 'Sign in',
      signInLead: 'We send a code to the address you added before.',
      add: 'Add an e-mail address',
      addLead: 'With it you can come back on another phone. No password, no newsletter.',
      email: 'E-mail address',
      send: 'Send me a code',
      typeTitle: 'Type the code',
      typeLead: (email: string) => `It is in the e-mail to ${email}. Look in the spam folder too.`,
      code: 'Code',
      check: 'Check',
      other: 'Use another address',
      added: 'Your address is saved',
      addedLead: 'You can sign in with it on any phone.',
      wrongEmail: 'This address can’t be used. Check how it is written.',
      wrongCode: 'This code does not fit. Check it, or ask for a new one.',
      tooOften: 'That was often. Wait a few minutes and try again.',
      failed: 'We can’t reach BackFit. Check your connection and try again.',
    },
  },
})
