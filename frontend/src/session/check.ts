/** Which answers of the safety check are logged, and when: at once, but for one that only leads to other questions. */
import type { Answer, SafetyItem } from '../api/shapes'
import { openedBy } from '../sync/lock'

type Answers = Readonly<Record<string, Answer>>

/** The yes that still waits for the questions it opened, and what was answered of them; null when none does. */
export function waiting(items: readonly SafetyItem[], answers: Answers): Record<string, Answer> | null {
  const leads = items.find((item) => answers[item.id] === 'yes' && leadsOn(item, items))
  if (leads === undefined) return null
  const opened = openedBy(leads, items)
  const settled = opened.every(({ id }) => id in answers) || opened.some(({ id }) => isGrave(answers[id]))
  return settled ? null : pick([leads, ...opened], answers)
}

/**
 * What to log after `item` was answered: nothing for a no, and nothing yet for a yes that leads on. Its questions are
 * logged together with it once all are answered; one that is not a no is logged at once.
 */
export function toLog(
  items: readonly SafetyItem[],
  answers: Answers,
  item: string,
): Record<string, Answer> | null {
  const leads = items.find(
    (one) =>
      answers[one.id] === 'yes' &&
      leadsOn(one, items) &&
      [one, ...openedBy(one, items)].some(({ id }) => id === item),
  )
  const answer = answers[item]
  if (leads === undefined) return answer !== undefined && isGrave(answer) ? { [item]: answer } : null
  return waiting(items, answers) === null ? pick([leads, ...openedBy(leads, items)], answers) : null
}

const isGrave = (answer: Answer | undefined): boolean => answer !== undefined && answer !== 'no'

const leadsOn = (item: SafetyItem, items: readonly SafetyItem[]): boolean =>
  item.outcomes.yes === 'plan' && openedBy(item, items).length > 0

const pick = (items: readonly SafetyItem[], answers: Answers): Record<string, Answer> =>
  Object.fromEntries(items.flatMap(({ id }) => (answers[id] === undefined ? [] : [[id, answers[id]]])))
