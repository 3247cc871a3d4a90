/** What a clinician says of a person, from the fields of the screen. */
import type { FormStep } from '../api/shapes'
import type { ClinicianIntake } from './shapes'

/** Empty texts and lists leave it as the person said. */
export type Said = {
  conditions: readonly string[]
  approvals: readonly string[]
  /** By approval, who gave it; the clinician where nobody is named. */
  agreedBy: Readonly<Record<string, string>>
  /** An ISO date: the first day without the agreement. */
  agreedUntil: string
  stage: string
  irritability: string
  direction: string
  days: readonly string[]
  minutes: string
  equipment: readonly string[]
  flags: readonly string[]
}

export const NOTHING: Said = {
  conditions: [],
  approvals: [],
  agreedBy: {},
  agreedUntil: '',
  stage: '',
  irritability: '',
  direction: '',
  days: [],
  minutes: '',
  equipment: [],
  flags: [],
}

const listed = (values: readonly string[]): string[] | null => (values.length === 0 ? null : [...values])
const numbered = (value: string): number | null => (value === '' ? null : Number(value))

/** Who was named for an approval that is given; one taken back takes its name along. */
function namedBy({ approvals, agreedBy }: Said): ClinicianIntake['agreed_by'] {
  const named = approvals.map((one): [string, string] => [one, (agreedBy[one] ?? '').trim()])
  const given = named.filter(([, name]) => name !== '')
  return given.length === 0 ? null : Object.fromEntries(given)
}

export function toChanges(said: Said): ClinicianIntake {
  return {
    conditions: listed(said.conditions),
    approvals: listed(said.approvals) as ClinicianIntake['approvals'],
    agreed_by: namedBy(said),
    agreed_until: said.approvals.length > 0 ? said.agreedUntil || null : null,
    stage: numbered(said.stage),
    irritability: (said.irritability || null) as ClinicianIntake['irritability'],
    direction: (said.direction || null) as ClinicianIntake['direction'],
    onset_weeks: null,
    weeks_since_surgery: null,
    flags: listed(said.flags),
    walk_baseline_minutes: null,
    equipment: listed(said.equipment),
    without: null,
    days: listed(said.days) as ClinicianIntake['days'],
    minutes: numbered(said.minutes),
    likes: null,
    dislikes: null,
  }
}

/** The minutes to choose from, as the questionnaire has them. */
export function minutesOf(range: FormStep['range']): number[] {
  if (range === null) return []
  const steps = Math.floor((range.most - range.least) / range.step)
  return Array.from({ length: steps + 1 }, (_, index) => range.least + index * range.step)
}
