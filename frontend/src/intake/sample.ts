/** A small questionnaire for tests: every kind of step, and safety items that lead everywhere. */
import type { FormOption, FormStep, IntakeForm, SafetyItem, ShownIf } from '../api/shapes'
import { EMPTY, type Draft } from './draft'

export const option = (value: string, more: Partial<FormOption> = {}): FormOption => ({
  value,
  label: value,
  help: null,
  also: [],
  sets: null,
  answers: {},
  offered_if: [],
  ...more,
})

export const step = (id: string, kind: FormStep['kind'], more: Partial<FormStep> = {}): FormStep => ({
  id,
  field: id,
  kind,
  text: `${id}?`,
  help: null,
  options: [],
  range: null,
  optional: true,
  anew: false,
  show_if: [],
  ...more,
})

export const after = (step: string, ...is_in: string[]): ShownIf => ({
  step,
  answer: null,
  is_in,
  at_least: null,
})
export const answered = (answer: string, ...is_in: string[]): ShownIf => ({
  step: null,
  answer,
  is_in,
  at_least: null,
})

const EVERYBODY = {
  min_age: 0,
  max_age: 120,
  not_sex: [],
  not_conditions: [],
  after_yes: [],
  or_conditions: [],
}

type Outcome = SafetyItem['outcomes'][string]
type ItemMore = Omit<Partial<SafetyItem>, 'asked_of'> & { asked_of?: Partial<SafetyItem['asked_of']> }

export const item = (id: string, yes: Outcome, { asked_of = {}, ...more }: ItemMore = {}): SafetyItem => ({
  id,
  question: `${id}?`,
  note: null,
  asked_of: { ...EVERYBODY, ...asked_of },
  options: ['yes', 'no', 'unsure'],
  outcomes: { yes, no: 'plan', unsure: yes },
  advice: [{ id: `screening.${id}`, text: `About ${id}, call {emergency}.`, source: 'test' }],
  advice_to: {},
  call: yes === 'emergency_now',
  reading: null,
  ...more,
})

const years = { least: 0, most: 120, step: 1, unit: 'years' }
const minutes = { least: 5, most: 120, step: 5, unit: 'minutes' }

export const FORM: IntakeForm = {
  schema: 1,
  knowledge: 'k1',
  consent: {
    version: '1',
    title: 'Before we start',
    points: [],
    accept: 'I agree',
    decline: 'Not now',
    declined: '',
  },
  sections: [
    {
      id: 'about',
      title: 'About you',
      steps: [
        step('country', 'country'),
        step('age', 'number', { range: years, optional: false }),
        step('sex', 'single', { options: [option('female'), option('male'), option('unspecified')] }),
      ],
    },
    {
      id: 'pain',
      title: 'Your pain',
      steps: [
        step('told', 'single', { field: null, options: [option('yes'), option('no')], optional: false }),
        step('conditions', 'search', {
          options: [option('sciatica', { label: 'Sciatica' }), option('axial-spa')],
          show_if: [after('told', 'yes')],
        }),
        step('area', 'single', {
          field: null,
          options: [
            option('low_back', { sets: { conditions: [] } }),
            option('thigh', { sets: { conditions: ['thigh'] } }),
          ],
          show_if: [after('told', 'no')],
        }),
        step('which', 'single', {
          field: null,
          options: [
            option('torn', { answers: { RF06: 'yes' } }),
            option('strain', { sets: { conditions: ['hamstring-strain'] } }),
          ],
          show_if: [after('area', 'thigh')],
        }),
        step('night', 'single', { field: null, options: [option('yes', { sets: { night_waking: true } })] }),
        step('minutes', 'minutes', { range: minutes, optional: false }),
        step('days', 'days', { optional: false }),
        step('flags', 'multi', { options: [option('cannot-floor'), option('cannot-kneel')] }),
      ],
    },
    {
      id: 'safety',
      title: 'Safety check',
      steps: [step('screening', 'screening', { field: 'answers', optional: false })],
    },
    {
      id: 'details',
      title: 'A few details',
      steps: [
        step('weeks', 'number', { field: 'weeks_pregnant', range: years, show_if: [answered('PA5', 'yes')] }),
      ],
    },
  ],
  diagnosed_if: after('told', 'yes'),
  safety: [
    {
      area: 'Warning',
      plain: 'In pregnancy',
      items: [
        item('RF25', 'emergency_now', { asked_of: { after_yes: ['PA5'], or_conditions: ['pregnancy'] } }),
      ],
    },
    {
      area: 'Numb',
      plain: 'Between the legs',
      items: [
        item('RF01', 'emergency_now'),
        item('RF04', 'emergency_now', {
          asked_of: { min_age: 16 },
          options: ['yes', 'no', 'unsure', 'prefer_not'],
          outcomes: { yes: 'emergency_now', no: 'plan', unsure: 'emergency_now', prefer_not: 'same_day' },
          advice_to: { prefer_not: [{ id: 'screening.RF04', text: 'See a doctor today.', source: 'test' }] },
        }),
      ],
    },
    { area: 'Weaker', plain: 'A leg', items: [item('RF06', 'same_day', { note: 'Checked?' })] },
    {
      area: 'Cancer',
      plain: 'Ever',
      items: [item('RF11', 'same_day', { note: 'Checked?' }), item('RF12', 'same_day')],
    },
    {
      area: 'Stiff',
      plain: 'Mornings',
      items: [item('RF21', 'clinician_first', { asked_of: { not_conditions: ['axial-spa'] } })],
    },
    {
      area: 'Pregnant',
      plain: 'Or after',
      items: [item('PA5', 'plan', { asked_of: { not_sex: ['male'] } })],
    },
  ],
  stops: { emergency_now: 'Get emergency help now', same_day: 'Get checked today' },
  answer_words: { yes: 'Yes', no: 'No', unsure: 'Not sure', prefer_not: 'Prefer not to say' },
  none_of_these: 'None of these',
  unsure_about_these: "I'm not sure",
  countries: [
    { country: 'GB', name: 'United Kingdom', emergency: '999', urgent: '111', note: null },
    { country: 'NL', name: 'Netherlands', emergency: '112', urgent: null, note: null },
  ],
  elsewhere: { country: null, emergency: '112', urgent: null, note: 'Check the number of your country.' },
  review_sentence: null,
}

/** Everything answered up to the safety check, by somebody of 34 with named sciatica. */
export const TOLD: Draft = {
  ...EMPTY,
  answers: {
    country: 'GB',
    age: 34,
    sex: 'female',
    told: 'yes',
    conditions: ['sciatica'],
    night: 'yes',
    minutes: 20,
    days: ['mon', 'fri'],
    flags: [],
  },
}

export const CLEAR: Draft['safety'] = {
  RF01: 'no',
  RF04: 'no',
  RF06: 'no',
  RF11: 'no',
  RF12: 'no',
  RF21: 'no',
  PA5: 'no',
}

/** The part of the browser's storage that is used; Node has none. */
export class Shelf implements Storage {
  readonly #held = new Map<string, string>()
  full = false
  get length(): number {
    return this.#held.size
  }
  clear(): void {
    this.#held.clear()
  }
  getItem(key: string): string | null {
    return this.#held.get(key) ?? null
  }
  key(index: number): string | null {
    return [...this.#held.keys()][index] ?? null
  }
  removeItem(key: string): void {
    this.#held.delete(key)
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.#held.set(key, value)
  }
}
