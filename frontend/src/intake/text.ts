import { inLocale } from '../ui/locale'
import type { Speech } from './search'

export const text = inLocale({
  en: {
    app: 'BackFit',
    promise: 'An exercise plan for your back or neck that fits you, and says why.',
    start: 'Start',
    resume: 'Go on where you stopped',
    restart: 'Start again',
    haveAccount: 'I already have an account',
    haveCode: 'I have a code from my clinic',
    again: 'We kept what you said last time. You see it all at the end, and can change it.',
    loading: 'Loading the questions.',
    unreachable: 'We can’t load the questions. That needs a connection once.',
    tryAgain: 'Try again',
    next: 'Next',
    none: 'None of these',
    dontKnow: 'I don’t know',
    chooseFirst: 'Choose an answer first.',
    place: (section: string, number: number, of: number) => `${section}, ${number} of ${of}`,
    consentAgain: 'Read it again',
    signedOut: 'Your sign-in has ended. Agree once more; your answers are still here.',

    country: {
      legend: 'Country',
      search: 'Type your country',
      number: (number: string) => `In an emergency you call ${number}.`,
      elsewhere: 'My country is not in the list',
      nothing: 'Nothing fits yet. Try another spelling.',
    },
    search: {
      label: 'Its name, or what you feel',
      results: 'What fits',
      found: (count: number) => `${count} found.`,
      nothing: 'Nothing fits yet. Try other words, or fewer. You can go on without.',
      also: (words: string) => `“${words}”`,
      all: 'Nothing fits. Pick from the whole list.',
      filter: 'Type what you feel, or pick below',
    },
    number: {
      label: (unit: string) => `In ${unit}`,
      empty: 'Type a number first.',
      notNumber: 'Use digits only, such as 12.',
      whole: 'Use a whole number.',
      range: (least: number, most: number, unit: string) => `It has to be ${least} to ${most} ${unit}.`,
    },
    minutes: { less: 'Less', more: 'More', amount: (count: number) => `${count} minutes` },
    day: {
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
    daysFirst: 'Choose at least one day.',

    safety: {
      unsure: 'Not sure counts as yes here, to be safe.',
      title: (title: string) => `${title}.`,
      noToRest: 'No to the rest',
    },
    alarm: {
      saving: 'Saving your answer.',
      saved: 'Your answer is saved. There will be no plan until this is checked.',
      unsaved: 'We couldn’t save your answer yet. What it says here holds all the same.',
      mistake: 'I tapped this by mistake',
    },
    review: {
      title: 'Here is what you told us',
      hint: 'Tap an answer to change it.',
      safety: 'Safety check',
      allNo: (count: number) => (count === 1 ? 'No to its 1 question' : `No to all ${count} questions`),
      restNo: (count: number) => (count === 1 ? 'No to the other question' : `No to the other ${count}`),
      none: 'None',
      unknown: 'You don’t know',
      make: 'Make my plan',
      making: 'Making your plan. This takes a few seconds.',
      offline: 'No connection right now. Your answers are safe on this phone.',
      busy: 'The service is busy right now. Your answers are safe on this phone.',
    },
    plan: {
      title: 'Your plan',
      stage: (number: number, name: string) => `Stage ${number} of 5: ${name}`,
      days: 'Your days',
      length: 'Each time',
      minutes: (least: number, most: number) =>
        least === most ? `about ${least} minutes` : `${least} to ${most} minutes`,
      firstWeek: 'The first week',
      total: (count: number) => `${count} minutes in all`,
      why: 'Why this plan',
      leftOut: 'What is left out, and why',
      today: 'Go to Today',
    },
    stop: {
      needs: 'Who needs to agree first',
      meanwhile: 'Until then',
      again: 'Answer the questions again',
      close: 'Go to Today',
    },
  },
})

/** How people speak of pain, for the search: words that tell nothing, and words said for one another. */
export const speech = inLocale<Speech>({
  en: {
    quiet: (
      'a an the of in my i im ive is it its and or to at on with that has have from for me by when after since ' +
      'not so very really bit get gets got feel feels feeling'
    ).split(' '),
    same: {
      hurts: 'pain',
      hurt: 'pain',
      hurting: 'pain',
      ache: 'pain',
      aches: 'pain',
      aching: 'pain',
      sore: 'pain',
      painful: 'pain',
      disk: 'disc',
      discs: 'disc',
      disks: 'disc',
      bum: 'buttock',
      butt: 'buttock',
      bottom: 'buttock',
      legs: 'leg',
      arms: 'arm',
      running: 'run',
      runner: 'run',
      walking: 'walk',
      sitting: 'sit',
      low: 'lower',
    },
  },
})

/** Names that people type for a country beside the one we show. */
export const countryNames = inLocale<Readonly<Record<string, readonly string[]>>>({
  en: {
    GB: ['UK', 'Britain', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
    US: ['USA', 'America', 'States'],
    NL: ['Holland'],
    CZ: ['Czech Republic'],
    AE: ['Emirates', 'UAE', 'Dubai'],
    TR: ['Turkey'],
    KR: ['Korea'],
    ES: ['España'],
    DE: ['Deutschland'],
    AT: ['Österreich'],
    CH: ['Schweiz', 'Suisse', 'Svizzera'],
    IT: ['Italia'],
    SE: ['Sverige'],
    FI: ['Suomi'],
    PL: ['Polska'],
  },
})
