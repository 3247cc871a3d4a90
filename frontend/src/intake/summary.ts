/** The answers in words, for the screen that shows them once more before they are sent. */
import type { FormStep, IntakeForm, SafetyItem } from '../api/shapes'
import type { Draft, Value } from './draft'
import { list, type Screen } from './form'
import { itemsOf } from './safety'
import { text } from './text'

export interface Line {
  /** The index of the screen that asks it. */
  readonly screen: number
  readonly question: string
  readonly answer: string
}

export interface Part {
  readonly title: string
  readonly lines: readonly Line[]
}

export function summary(form: IntakeForm, all: readonly Screen[], draft: Draft): Part[] {
  const parts: { title: string; lines: Line[] }[] = []
  for (const section of new Set(all.map((screen) => screen.section))) {
    const own = all.flatMap((screen, index) => (screen.section === section ? [{ screen, index }] : []))
    const lines = own.flatMap(({ screen, index }) =>
      screen.kind === 'question'
        ? [
            {
              screen: index,
              question: screen.step.text,
              answer: answerWords(form, screen.step, draft.answers[screen.step.id]),
            },
          ]
        : [],
    )
    const safety = own.flatMap(({ screen, index }) =>
      screen.kind === 'safety' ? itemsOf(screen.rows).map((item) => ({ item, index })) : [],
    )
    parts.push({ title: section, lines: [...lines, ...safetyLines(form, safety, draft)] })
  }
  return parts
}

/** Every answer but No in full; the Nos as one line, as nobody reads thirty of them. */
function safetyLines(
  form: IntakeForm,
  asked: readonly { item: SafetyItem; index: number }[],
  draft: Draft,
): Line[] {
  const first = asked[0]
  if (!first) return []
  const told = asked.filter(({ item }) => draft.safety[item.id] !== 'no')
  const lines = told.map(({ item, index }) => {
    const answer = draft.safety[item.id]
    return {
      screen: index,
      question: item.question,
      answer: answer === undefined ? '' : (form.answer_words[answer] ?? answer),
    }
  })
  const no = asked.length - told.length
  if (no === 0) return lines
  const rest = told.length === 0 ? text.review.allNo(no) : text.review.restNo(no)
  return [...lines, { screen: first.index, question: text.review.safety, answer: rest }]
}

export function answerWords(form: IntakeForm, step: FormStep, answer: Value | undefined): string {
  if (step.kind === 'country') {
    return form.countries.find((one) => one.country === answer)?.name ?? text.country.elsewhere
  }
  if (answer === undefined || answer === null) return text.review.unknown
  if (typeof answer === 'number') return step.range ? `${answer} ${step.range.unit}` : String(answer)
  const chosen = list(answer)
  if (chosen.length === 0) return text.review.none
  if (step.kind === 'days') return chosen.map(dayWord).join(', ')
  return chosen
    .map((value) => step.options.find((option) => option.value === value)?.label ?? value)
    .join(', ')
}

const isDay = (value: string): value is keyof typeof text.day => value in text.day
const dayWord = (value: string): string => (isDay(value) ? text.day[value] : value)
