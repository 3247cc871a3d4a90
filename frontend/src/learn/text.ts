import { inLocale } from '../ui/locale'

export const text = inLocale({
  en: {
    title: 'Learn',
    lead: 'About a minute each, to read or to listen to.',
    now: 'For you now',
    allRead: 'You have read all that is for you now.',
    read: 'Read',
    long: (seconds: number) => (seconds < 75 ? 'About a minute' : 'A good minute'),
    facts: 'In short',
    listen: 'Listen',
    pause: 'Pause',
    goOn: 'Go on',
    mark: 'Mark as read',
    unmark: 'Mark as not read',
    next: (title: string) => `Next: ${title}`,
    all: 'All lessons',
    source: 'Where this comes from',
    loading: 'One moment',
    missing: 'This lesson is not here',
    missingLead: 'It may be new. It loads as soon as there is a connection.',
    noneLead: 'The lessons load as soon as there is a connection.',
  },
})
