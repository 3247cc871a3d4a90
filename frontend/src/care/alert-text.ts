/** The words of alerts. */
import { inLocale } from '../ui/locale'

const counted = (number: number, one: string, more: string): string =>
  `${number} ${number === 1 ? one : more}`

export const alertText = inLocale({
  en: {
    title: 'What needs you',
    tiers: { A: 'Same day', B: 'Within two working days', C: 'This week' },
    count: (number: number, tier: string) => `${counted(number, 'alert', 'alerts')}: ${tier.toLowerCase()}`,
    since: (day: string) => `Since ${day}.`,
    toYou: (day: string) => `${day}, to you`,
    claimed: (name: string) => `${name} has this.`,
    snoozed: (day: string, why: string) => `Waits until ${day}: ${why}`,
    claim: 'Claim',
    resolve: 'Resolve',
    snooze: 'Snooze',
    resolveTitle: 'Resolve this alert',
    snoozeTitle: 'Let it wait',
    done: 'Dealt with',
    noise: 'It was noise',
    noiseWhy: 'There was nothing to do. This is counted for its rule.',
    forDays: 'For how long',
    days: (number: number) => counted(number, 'day', 'days'),
    why: 'Your reason, which is kept',
    whyFirst: 'Give your reason first.',
  },
})
