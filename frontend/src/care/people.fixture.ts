/** People as the caseload gives them. */
import type { Person } from './shapes'

export const person = (given: Partial<Person>): Person => ({
  id: given.first_name ?? 'joan',
  first_name: 'Joan',
  age: 71,
  built_for: 'Spinal arthritis',
  standing: 'on_plan',
  note: null,
  week: 3,
  planned_28d: 9,
  done_28d: 7,
  last_activity_on: '2026-05-11',
  worst_pain_7d: 6,
  pains_14d: [3, null, 3, 2, 3, null, 3, 3, null, 3, 3, 6, 4, 6],
  linked_on: '2026-04-20',
  alerts: 0,
  tier: null,
  ...given,
})
