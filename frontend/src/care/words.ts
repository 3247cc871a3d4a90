/** What the numbers of a caseload say, in words. */
import { date, daysBetween } from '../ui/days'
import type { OpenRecord, Person } from './shapes'
import { text } from './text'

export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** "Joan, 71" */
export const nameAndAge = (person: { first_name: string; age: number }): string =>
  `${person.first_name}, ${person.age}`

export function lastActivity(on: string | null, today: string): string {
  if (on === null) return text.never
  const days = daysBetween(on, today)
  // The person's day may be ahead of the clinic's.
  if (days <= 0) return text.lastToday
  if (days === 1) return text.lastYesterday
  return days <= 28 ? text.lastDays(days) : text.lastOn(date(on))
}

/** Counts and never a share: what was done of what was planned. */
export const doneOf = ({ done_28d, planned_28d }: Person): string =>
  planned_28d === 0 ? text.nothingPlanned : text.doneOf(done_28d, planned_28d)

export const worstPain = (pain: number | null): string =>
  pain === null ? text.noPainLogged : text.worstPain(pain)

/** What the small line of a row shows, for who does not see it. */
export function painLine(pains: readonly (number | null)[]): string {
  const known = pains.filter((pain) => pain !== null)
  const last = known.at(-1)
  if (last === undefined) return text.noPains
  return text.pains(known.length, pains.length, Math.min(...known), Math.max(...known), last)
}

/** What a row says of somebody first: a stop, that there is no plan, or what the plan is for. */
export function standingOf(person: Person): string {
  if (person.standing === 'on_hold') return person.note === null ? text.onHold : text.told(person.note)
  if (person.standing === 'no_plan') return text.noPlan
  if (person.standing === 'waits') return text.waits
  return [person.built_for ?? '', person.week === null ? '' : text.week(person.week)]
    .filter(Boolean)
    .join(text.comma)
}

/** "Spinal arthritis. Week 3 of 12, plan 3." */
export function headLine({ person, plan }: Pick<OpenRecord, 'person' | 'plan'>): string {
  const week = [
    ...(person.week === null ? [] : [text.record.week(person.week)]),
    ...(plan === null ? [] : [text.record.planNumber(plan.plan.version)]),
  ].join(text.comma)
  return [person.built_for ?? text.noPlan, week, text.record.linked(date(person.linked_on))]
    .filter(Boolean)
    .map((part) => `${capital(part)}.`)
    .join(' ')
}
