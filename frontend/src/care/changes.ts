/** What a clinician says of a person, from the fields of the screen. */
import type { ClinicianIntake } from './shapes'

/** Empty texts and lists leave it as the person said. */
export type Said = {
  conditions: readonly string[]
  approvals: readonly string[]
  stage: string
  irritability: string
  direction: string
}

export const NOTHING: Said = { conditions: [], approvals: [], stage: '', irritability: '', direction: '' }

export function toChanges(said: Said): ClinicianIntake {
  return {
    conditions: said.conditions.length === 0 ? null : [...said.conditions],
    approvals: said.approvals.length === 0 ? null : ([...said.approvals] as ClinicianIntake['approvals']),
    stage: said.stage === '' ? null : Number(said.stage),
    irritability: (said.irritability || null) as ClinicianIntake['irritability'],
    direction: (said.direction || null) as ClinicianIntake['direction'],
    onset_weeks: null,
    weeks_since_surgery: null,
    flags: null,
    walk_baseline_minutes: null,
    equipment: null,
    without: null,
    days: null,
    minutes: null,
    likes: null,
    dislikes: null,
  }
}
