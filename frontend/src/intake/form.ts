/** Which screens the questionnaire has for this person, in order, and how far they are. */
import type { FormStep, IntakeForm, SafetyRow, ShownIf } from '../api/shapes'
import type { Draft, Value } from './draft'
import { askedRows, orderedRows, pages, unanswered, type Person } from './safety'

export type Screen =
  | { readonly kind: 'question'; readonly section: string; readonly step: FormStep }
  | {
      readonly kind: 'safety'
      readonly section: string
      readonly step: FormStep
      readonly rows: readonly SafetyRow[]
    }

/** What an answer says about the intake's fields. */
export type Fields = Readonly<Record<string, FieldValue>>
export type FieldValue = string | number | boolean | null | readonly string[]

/** The screens that apply; an answer can only bring or take away screens after its own, but for safety pages. */
export function screens(form: IntakeForm, draft: Draft): Screen[] {
  const found: Screen[] = []
  for (const { section, step } of shownSteps(form, draft)) {
    if (step.kind === 'screening') found.push(...safetyScreens(form, draft, section, step))
    else found.push({ kind: 'question', section, step })
  }
  return found
}

interface Shown {
  readonly section: string
  readonly step: FormStep
}

export function shownSteps(form: IntakeForm, draft: Draft): Shown[] {
  const shown: Shown[] = []
  for (const section of form.sections) {
    for (const step of section.steps) {
      const ids = new Set(shown.map((one) => one.step.id))
      if (step.show_if.every((clause) => holds(clause, ids, draft)))
        shown.push({ section: section.title, step: fitting(step, ids, draft) })
    }
  }
  return shown
}

/** The step with the options that fit what was said before it. */
function fitting(step: FormStep, shown: ReadonlySet<string>, draft: Draft): FormStep {
  const options = step.options.filter(
    ({ offered_if: any }) => any.length === 0 || any.some((clause) => holds(clause, shown, draft)),
  )
  return options.length === step.options.length ? step : { ...step, options }
}

/** What was answered to a step; an option that is not offered (any more) counts for nothing. */
function answerTo(step: FormStep, draft: Draft): Value | undefined {
  const answer = draft.answers[step.id]
  const gone = step.kind === 'single' && !step.options.some(({ value }) => value === answer)
  return gone && answer !== null ? undefined : answer
}

/** The answer to a step that is not shown (any more) counts for nothing. */
export function holds(clause: ShownIf, shown: ReadonlySet<string>, draft: Draft): boolean {
  if (clause.answer !== null) return clause.is_in.includes(draft.safety[clause.answer] ?? '')
  if (clause.step === null || !shown.has(clause.step)) return false
  if (clause.at_least !== null) {
    const number = draft.answers[clause.step]
    return typeof number === 'number' && number >= clause.at_least
  }
  return list(draft.answers[clause.step]).some((value) => clause.is_in.includes(value))
}

function safetyScreens(form: IntakeForm, draft: Draft, section: string, step: FormStep): Screen[] {
  const person = personOf(fields(form, draft))
  // Pages are cut before the last questions fall away, so that an answer never moves the others about.
  return pages(orderedRows(form.safety), person)
    .map((rows) => askedRows(rows, person, draft.safety))
    .filter((rows) => rows.length > 0)
    .map((rows) => ({ kind: 'safety', section, step, rows }))
}

export function personOf(told: Fields): Person {
  const { age, sex, conditions } = told
  return {
    age: typeof age === 'number' ? age : null,
    sex: typeof sex === 'string' ? sex : 'unspecified',
    conditions: Array.isArray(conditions) ? conditions : [],
  }
}

/** The intake's fields as far as they are answered; a later step, being the closer question, replaces an earlier one. */
export function fields(form: IntakeForm, draft: Draft): Fields {
  const told: Record<string, FieldValue> = {}
  for (const { step } of shownSteps(form, draft)) {
    for (const [name, value] of said(step, answerTo(step, draft))) {
      // Flags only ever add: each of them makes a plan stricter.
      const before = name === 'flags' ? listed(told[name]) : []
      told[name] = before.length > 0 ? [...new Set([...before, ...listed(value)])] : value
    }
  }
  return told
}

const listed = (value: FieldValue | undefined): readonly string[] =>
  typeof value === 'object' && value !== null ? value : []

function said(step: FormStep, answer: Value | undefined): [string, FieldValue][] {
  if (answer === undefined || answer === null || step.kind === 'screening') return []
  const chosen = step.options.filter((option) => list(answer).includes(option.value))
  const sets = chosen.flatMap((option) => Object.entries(option.sets ?? {}))
  if (step.field === null || sets.length > 0) return sets
  // An option that sets nothing only answers safety questions.
  const silent = chosen.filter((option) => option.sets !== null).map((option) => option.value)
  const told = typeof answer === 'object' ? answer.filter((value) => !silent.includes(value)) : answer
  return [[step.field, told]]
}

/** The safety answers once a step's options are `chosen`: what they answer, and no more what the former choice did. */
export function answeredBy(
  form: IntakeForm | null,
  draft: Draft,
  id: string,
  chosen: Value,
): Draft['safety'] {
  const steps = form?.sections.flatMap((section) => section.steps) ?? []
  const options = steps.find((step) => step.id === id)?.options ?? []
  const by = (value: Value | undefined) =>
    options.flatMap((option) => (list(value).includes(option.value) ? Object.entries(option.answers) : []))
  const former = by(draft.answers[id]).map(([item]) => item)
  const rest = Object.entries(draft.safety).filter(([item]) => !former.includes(item))
  return Object.fromEntries([...rest, ...by(chosen)])
}

export function isAnswered(screen: Screen, draft: Draft): boolean {
  if (screen.kind === 'safety') return unanswered(screen.rows, draft.safety).length === 0
  return answerTo(screen.step, draft) !== undefined
}

/** The index of the first screen without an answer; the number of screens when all have one. */
export function firstOpen(all: readonly Screen[], draft: Draft): number {
  const open = all.findIndex((screen) => !isAnswered(screen, draft))
  return open === -1 ? all.length : open
}

export interface Place {
  readonly section: string
  readonly number: number
  readonly of: number
}

/** Where a screen stands in its section: small numbers tell more than "17 of 38". */
export function placeOf(all: readonly Screen[], index: number): Place | null {
  const screen = all[index]
  if (!screen) return null
  const { section } = screen
  const before = all.slice(0, index).filter((one) => one.section === section).length
  return { section, number: before + 1, of: all.filter((one) => one.section === section).length }
}

export function list(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? value : []
}
