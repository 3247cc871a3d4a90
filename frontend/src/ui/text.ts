import { inLocale } from './locale'

/** What of an exercise changed, by the name of the field; nothing for those that speak for themselves. */
const fields: Record<string, string> = {
  exercise: '',
  sets: 'sets',
  reps: 'times',
  hold_s: 'seconds to hold',
  minutes: 'minutes',
  distance_m: 'metres',
  load: 'weight or band',
  paused: 'pause',
  removed: '',
  stage: 'stage',
}

export const text = inLocale({
  en: {
    back: 'Back',
    close: 'Close',
    call: (number: string) => `Call ${number}`,
    tabs: 'Screens',
    pain: (pain: number, word: string) => `${pain}, ${word.toLowerCase()}`,
    faces: { none: 'No pain', mild: 'Mild', moderate: 'Moderate', severe: 'Severe', worst: 'Worst' },
    answers: { yes: 'Yes', no: 'No', unsure: 'Not sure', prefer_not: 'Prefer not to say' },
    reading: {
      keep: 'Keep this reading',
      digits: 'Type the number in digits.',
      range: (least: number, most: number) => `That can’t be right. It goes from ${least} to ${most}.`,
      order: 'The upper number is the larger one.',
      sure: (upper: number, lower: number) => `${upper} over ${lower}. Did you type that right?`,
      right: 'Yes, it is right',
      again: 'Type it again',
      kept: (upper: number, lower: number) => `Kept: ${upper} over ${lower}.`,
    },
    was: 'was',
    now: 'now',
    gone: 'left out',
    fields,
    source: (source: string) => `Source: ${source}`,
    sourceAlone: 'Source',
    learn: (title: string) => `Learn: ${title}`,
    showSources: 'Where this comes from',
    hideSources: 'Hide the sources',
    measureDay: 'Day',
    measureBand: (unit: string) => `${unit}; shaded: about as at first`,
    measureMean: (unit: string) => `${unit}, the average`,
    measureWords: (name: string, results: string) => `${name}, the oldest first: ${results}.`,
    asTable: 'As a table',
    asChart: 'As a chart',
  },
})
