/** What stops a person now: the server's stop, or an answer of theirs that the server has not seen yet. */
import type { Answer, Bundle, Op, SafetyItem, Stop } from '../api/shapes'
import type { Outbox } from './outbox'
import { text } from './text'

type Screening = Extract<Op, { kind: 'screening' }>
type Given = readonly [SafetyItem, Answer]

const URGENT: readonly Stop['outcome'][] = ['emergency_now', 'same_day']
const rank = ({ outcome }: Stop): number =>
  URGENT.includes(outcome) ? URGENT.indexOf(outcome) : URGENT.length

/** The advice shown at once, offline too; it comes with the question, so nothing is decided here. */
export function stopOf(bundle: Bundle, outbox: Outbox): Stop | null {
  const here = unseen(bundle, outbox)
  // What a plan waits for must not stand before a warning sign that was answered since.
  return graver(bundle.stop, here)
}

/** The more urgent of two, the first of equals. */
export function graver(one: Stop | null, other: Stop | null): Stop | null {
  if (one === null || other === null) return one ?? other
  return rank(other) < rank(one) ? other : one
}

/** A plan that waits for answers or an agreement, and nothing more: warning signs are still asked about. */
export const onlyWaits = ({ outcome }: Stop): boolean => outcome === 'plan' || outcome === 'clinician_first'

function unseen(bundle: Bundle, outbox: Outbox): Stop | null {
  const kept = [...outbox.waiting, ...outbox.refused.map((one) => one.op)]
  const screenings = kept.filter((op): op is Screening => op.kind === 'screening')
  const items = bundle.safety.flatMap((row) => row.items)
  const given = screenings.flatMap(({ body: { answers } }) =>
    items
      .map((item): Given => [item, answers[item.id] ?? 'no'])
      .filter(([item, answer]) => answer !== 'no' && !isSettled(item, items, answers)),
  )
  if (given.length > 0) return asStop(given)
  if (!screenings.some((screening) => screening.body.unsure)) return null
  const advice = [{ id: 'unsure', text: text.unsureAdvice, source: '' }, ...bundle.advice]
  return {
    outcome: 'same_day',
    title: text.unsureTitle,
    advice,
    needs: [],
    call: false,
    may_answer_again: false,
  }
}

/** The questions that a yes to this one opens. */
export const openedBy = (item: SafetyItem, items: readonly SafetyItem[]): SafetyItem[] =>
  items.filter((other) => other.asked_of.after_yes.includes(item.id))

/** A yes that only leads to other questions stops nobody once all of those are no. */
function isSettled(item: SafetyItem, items: readonly SafetyItem[], answers: Record<string, Answer>): boolean {
  const opened = openedBy(item, items)
  return opened.length > 0 && item.outcomes.yes === 'plan' && opened.every(({ id }) => answers[id] === 'no')
}

function asStop(given: Given[]): Stop {
  const outcomes = given.map(([item, answer]) => item.outcomes[answer])
  const call = outcomes.includes('emergency_now')
  const advice = given.flatMap(([item, answer]) => item.advice_to[answer] ?? item.advice)
  return {
    outcome: call ? 'emergency_now' : (outcomes[0] ?? 'same_day'),
    title: text.stop,
    advice: [...new Map(advice.map((one) => [one.id, one])).values()],
    needs: [],
    call,
    may_answer_again: false,
  }
}
