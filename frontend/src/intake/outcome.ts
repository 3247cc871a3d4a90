/** What the first look at a plan shows of it. */
import type { Plan, Session, Stop } from '../api/shapes'
import { addDays, weekday } from '../ui/days'
import { text } from './text'

const REASONS = 3

/** The server puts the weightiest reasons first. */
export const mainReasons = (reasons: Plan['reasons']): Plan['reasons'] => reasons.slice(0, REASONS)

export interface Fact {
  readonly name: string
  readonly value: string
}

/** When and how long, as far as the plan says. */
export function factsOf(plan: Plan, sessions: readonly Session[]): Fact[] {
  const lengths = sessions.map((session) => session.minutes).filter((minutes) => minutes > 0)
  if (lengths.length === 0) return []
  return [
    { name: text.plan.days, value: weekdays(sessions) },
    { name: text.plan.length, value: text.plan.minutes(Math.min(...lengths), Math.max(...lengths)) },
    { name: text.plan.firstWeek, value: text.plan.total(plan.weekly.minutes_planned) },
  ]
}

/** "Monday, Wednesday, Friday": the days of the first seven that hold a session, in the week's order. */
export function weekdays(sessions: readonly Session[]): string {
  const active = sessions.filter((session) => session.kind !== 'rest').map((session) => session.on)
  const first = active[0]
  if (first === undefined) return ''
  const week = [...new Set(active.filter((day) => day < addDays(first, 7)))]
  return week
    .sort((a, b) => fromMonday(a) - fromMonday(b))
    .map(weekday)
    .join(', ')
}

/** What to do now, and what can be done until the needed people have agreed. */
export function split(advice: Stop['advice']): { now: Stop['advice']; meanwhile: Stop['advice'] } {
  const waits = (one: Stop['advice'][number]): boolean => one.id.startsWith('meanwhile.')
  return { now: advice.filter((one) => !waits(one)), meanwhile: advice.filter(waits) }
}

const fromMonday = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7
