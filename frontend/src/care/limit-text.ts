/** The words of a clinician's limits, and of the steps that wait for them. */
import { inLocale } from '../ui/locale'

const counted =
  (one: string, more: string) =>
  (number: number): string =>
    `${number} ${number === 1 ? one : more}`

export const limitText = inLocale({
  en: {
    title: 'Limits',
    of: (name: string) => `Limits of ${name}`,
    lead: 'How far it goes by itself. Steps back for safety always come.',
    floor: 'From',
    ceiling: 'Up to',
    step: 'Step',
    byItself: (amount: string) => `As the plan does (${amount})`,
    frozen: 'Keep as it is',
    none: 'No limits',
    others: (name: string | null) =>
      `Limits are set here for ${name ?? 'another exercise'}. What you set now takes their place.`,
    othersShort: 'has limits',
    changed: 'limits changed',
    kept: 'kept as it is',
    upTo: (amount: string) => `up to ${amount}`,
    atLeast: (amount: string) => `at least ${amount}`,
    between: (floor: number, ceiling: string) => `${floor} to ${ceiling}`,
    stepOf: (amount: string) => `steps of ${amount}`,
    amounts: {
      reps: counted('time', 'times'),
      hold_s: counted('second', 'seconds'),
      minutes: counted('minute', 'minutes'),
      distance_m: counted('metre', 'metres'),
    },
    progression: 'How the plan goes on',
    progressions: {
      automatic: 'Moves on by itself',
      ask_first: 'Asks me first',
      held: 'Keep as it is',
    },
    progressionLead: 'Steps back for safety come by themselves in any case.',
    goesOn: { automatic: '', ask_first: 'Each step up asks you first.', held: 'Nothing goes up for now.' },
    waiting: 'Steps that wait for you',
    since: (day: string) => `Earned on ${day}`,
    accept: 'Accept',
    notNow: 'Not now',
  },
})
