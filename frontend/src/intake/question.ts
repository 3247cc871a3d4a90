/** What one question takes for an answer, and when it can be passed. */
import type { FormOption, FormStep } from '../api/shapes'
import { readAmount, type Range } from './amount'
import type { Value } from './draft'
import { text } from './text'

export type Read =
  { readonly kind: 'fits'; readonly value: Value } | { readonly kind: 'wrong'; readonly why: string }

const FIRST_MINUTES = 20

/** An option that already says "I don't know" or "I'd rather not say". */
const OPT_OUT = ['unknown', 'unspecified']
/** More short options than this read better side by side than one below the other. */
const ROWS_AT_MOST = 7

export function canSkip(step: FormStep): boolean {
  const byItself = step.kind === 'multi' || step.kind === 'country'
  return step.optional && !byItself && !step.options.some((option) => OPT_OUT.includes(option.value))
}

/** What stands there before anything is touched: a proposal, which counts once the person goes on with it. */
export function proposal(step: FormStep, guessed: string | null): Value | undefined {
  if (step.kind === 'minutes') return FIRST_MINUTES
  return step.kind === 'country' && guessed !== null ? guessed : undefined
}

/** The options of a question; the days of the week need no list from the server. */
export function optionsOf(step: FormStep): FormOption[] {
  if (step.kind !== 'days') return step.options
  const option = ([value, label]: [string, string]): FormOption => ({
    value,
    label,
    help: null,
    also: [],
    sets: null,
    answers: {},
    offered_if: [],
  })
  return Object.entries(text.day).map(option)
}

/** Why Next can't be pressed yet, if so. */
export function lacks(step: FormStep, value: Value | undefined): string | undefined {
  const none = value === undefined || value === null || (Array.isArray(value) && value.length === 0)
  if (step.kind === 'days') return none ? text.daysFirst : undefined
  if (step.kind === 'country') return value === undefined ? text.chooseFirst : undefined
  const free = step.kind === 'number' || step.kind === 'minutes' || step.kind === 'multi'
  return none && !free ? text.chooseFirst : undefined
}

export function readAnswer(step: FormStep, value: Value | undefined, typed: string): Read {
  if (step.kind === 'number' && step.range) return readAmount(typed, step.range)
  return { kind: 'fits', value: value ?? (step.kind === 'multi' ? [] : null) }
}

export const isNone = (step: FormStep, value: Value | undefined): boolean =>
  step.kind === 'multi' &&
  (value === undefined || value === null || (Array.isArray(value) && value.length === 0))

export const sideBySide = (step: FormStep): boolean =>
  step.kind === 'multi' &&
  step.options.length > ROWS_AT_MOST &&
  step.options.every((option) => option.help === null)

/** Amounts that are one tap away. */
export const quickMinutes = ({ least, most }: Range): number[] =>
  [10, 20, 30, 45, 60].filter((minutes) => minutes >= least && minutes <= most)
