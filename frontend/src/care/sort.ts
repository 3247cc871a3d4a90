/** The order of a caseload, and who of it fits what was typed. */
import type { Person } from './shapes'

export const ORDERS = ['name', 'quiet', 'pain', 'done'] as const
export type Order = (typeof ORDERS)[number]

const byName = (a: Person, b: Person): number => a.first_name.localeCompare(b.first_name)

const COMPARE: Record<Order, (a: Person, b: Person) => number> = {
  name: () => 0,
  // Who never logged anything has been quiet longest.
  quiet: (a, b) => (a.last_activity_on ?? '').localeCompare(b.last_activity_on ?? ''),
  pain: (a, b) => (b.worst_pain_7d ?? -1) - (a.worst_pain_7d ?? -1),
  done: (a, b) => share(a) - share(b),
}

/** Who has nothing planned has missed nothing. */
const share = ({ done_28d, planned_28d }: Person): number => (planned_28d === 0 ? 1 : done_28d / planned_28d)

const plain = (words: string): string => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Who needs somebody comes first in every order: the most urgent alert, on hold, who waits for an agreement. */
export function arranged(
  people: readonly Person[],
  { order, typed }: { order: Order; typed: string },
): Person[] {
  const wanted = plain(typed.trim())
  const need = ({ standing }: Person): number => (standing === 'on_hold' ? 0 : standing === 'waits' ? 1 : 2)
  const tier = (person: Person): number => (person.tier === null ? 3 : 'ABC'.indexOf(person.tier))
  return people
    .filter((person) => plain(person.first_name).includes(wanted))
    .toSorted((a, b) => tier(a) - tier(b) || need(a) - need(b) || COMPARE[order](a, b) || byName(a, b))
}
