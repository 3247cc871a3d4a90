/** The safety questions: who is asked which, on which page, and what an answer leads to by the form's own tables. */
import type { Answer, Emergency, IntakeForm, SafetyItem, SafetyRow, Stop } from '../api/shapes'

export interface Person {
  readonly age: number | null
  readonly sex: string
  readonly conditions: readonly string[]
}

export type Outcome = Stop['outcome']
export type Answers = Readonly<Record<string, Answer>>

/** As many questions as a person takes in before the one tap that answers them all. */
const QUESTIONS_A_PAGE = 5

/** A person of unknown age is asked everything. */
export function isFor(item: SafetyItem, person: Person): boolean {
  const { min_age, max_age, not_sex, not_conditions } = item.asked_of
  const { age, sex, conditions } = person
  if (age !== null && (age < min_age || age > max_age)) return false
  return !not_sex.includes(sex) && !not_conditions.some((slug) => conditions.includes(slug))
}

/** Some questions wait for a Yes to another, under which they appear, or for a named condition. */
export function isOpen(item: SafetyItem, person: Person, answers: Answers): boolean {
  const { after_yes, or_conditions } = item.asked_of
  if (after_yes.length === 0 || or_conditions.some((slug) => person.conditions.includes(slug))) return true
  return after_yes.some((id) => answers[id] === 'yes' || answers[id] === 'unsure')
}

export function askedRows(rows: readonly SafetyRow[], person: Person, answers: Answers): SafetyRow[] {
  return keep(rows, (item) => isFor(item, person) && isOpen(item, person, answers))
}

/** A row that waits for a Yes stands right after the row that holds that question, never before it. */
export function orderedRows(rows: readonly SafetyRow[]): SafetyRow[] {
  const waits = (row: SafetyRow): string[] => row.items.flatMap((item) => item.asked_of.after_yes)
  const free = rows.filter((row) => waits(row).length === 0)
  const bound = rows.filter((row) => waits(row).length > 0)
  const follow = (row: SafetyRow): SafetyRow[] => {
    const ids = row.items.map((item) => item.id)
    return [row, ...bound.filter((other) => waits(other).some((id) => ids.includes(id)))]
  }
  const placed = free.flatMap(follow)
  return [...placed, ...bound.filter((row) => !placed.includes(row))]
}

/** Rows share a page up to the limit; a row is never cut in two. */
export function pages(rows: readonly SafetyRow[], person: Person): SafetyRow[][] {
  const cut: SafetyRow[][] = []
  let count = 0
  for (const row of keep(rows, (item) => isFor(item, person))) {
    const last = cut.at(-1)
    if (last && count + row.items.length <= QUESTIONS_A_PAGE) {
      last.push(row)
      count += row.items.length
    } else {
      cut.push([row])
      count = row.items.length
    }
  }
  return cut
}

function keep(rows: readonly SafetyRow[], fits: (item: SafetyItem) => boolean): SafetyRow[] {
  return rows.map((row) => ({ ...row, items: row.items.filter(fits) })).filter((row) => row.items.length > 0)
}

export const itemsOf = (rows: readonly SafetyRow[]): SafetyItem[] => rows.flatMap((row) => row.items)

export function unanswered(rows: readonly SafetyRow[], answers: Answers): SafetyItem[] {
  return itemsOf(rows).filter((item) => answers[item.id] === undefined)
}

/** "None of these" speaks for the questions of its page that have no answer of their own. */
export function noToRest(rows: readonly SafetyRow[], answers: Answers): Answers {
  const rest = unanswered(rows, answers).map((item): [string, Answer] => [item.id, 'no'])
  return { ...answers, ...Object.fromEntries(rest) }
}

/** What an answer leads to; `outcomes` leaves out those that change nothing. */
export function outcomeOf(item: SafetyItem, answers: Answers): Outcome {
  const answer = answers[item.id]
  return answer === undefined ? 'plan' : (item.outcomes[answer] ?? 'plan')
}

/** What to do after an answer: an answer that leads elsewhere has its own advice. */
export function adviceAfter(item: SafetyItem, answer: Answer | undefined): SafetyItem['advice'] {
  return (answer === undefined ? undefined : item.advice_to[answer]) ?? item.advice
}

/** The questions whose answer means: get help now. */
export function alarms(rows: readonly SafetyRow[], answers: Answers): SafetyItem[] {
  return itemsOf(rows).filter((item) => outcomeOf(item, answers) === 'emergency_now')
}

/** The same sentence beside several questions of a page is said once, above them. */
export function sharedNote(rows: readonly SafetyRow[]): string | null {
  const notes = itemsOf(rows).flatMap((item) => (item.note === null ? [] : [item.note]))
  const twice = notes.find((note, index) => notes.indexOf(note) !== index)
  return twice ?? null
}

export function numbersOf(form: IntakeForm, country: string | null): Emergency {
  return form.countries.find((one) => one.country === country) ?? form.elsewhere
}

/** Texts of the form name the local number as {emergency}: the form itself knows no country. */
export const withNumber = (text: string, numbers: Emergency): string =>
  text.replaceAll('{emergency}', numbers.emergency)
