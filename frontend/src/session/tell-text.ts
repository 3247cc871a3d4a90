/** The words of a note to the clinic; apart from `text.ts`, so that a session does not wait for them. */
import { inLocale } from '../ui/locale'

export const tellText = inLocale({
  en: {
    title: 'Tell my clinician',
    slow: 'Nobody reads this at once. It may take some days.',
    urgent: 'If you need help now, call. Don’t wait for an answer here.',
    label: 'What do you want to say?',
    asks: 'How soon?',
    calm: 'It can wait',
    help: 'I need help',
    helpWhy: 'We ask your clinic to call you. We can’t say when.',
    send: 'Save my note',
    first: 'Write something first.',
    saved: 'Your note is saved',
    savedLead: 'It goes to your clinic when your phone has a connection.',
    alone: 'No clinic sees your plan now, so nobody would read this.',
    code: 'I have a code from my clinic',
    today: 'Go to Today',
  },
})
