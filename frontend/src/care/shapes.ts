/** What the clinic's addresses take and answer. */
import type { Change, Dose, Exercise, Plan, Reason, Session, Stop } from '../api/shapes'

export type Standing = 'on_plan' | 'on_hold' | 'no_plan' | 'ended'

export type Me = {
  name: string
  email: string
  clinics: readonly { id: string; name: string; role: string }[]
}

export type Person = {
  id: string
  first_name: string
  age: number
  built_for: string | null
  standing: Standing
  note: string | null
  week: number | null
  planned_28d: number
  done_28d: number
  last_activity_on: string | null
  worst_pain_7d: number | null
  /** The worst pain of each of the last 14 days, today last; null where none was logged. */
  pains_14d: readonly (number | null)[]
  linked_on: string
}

export type Invitation = {
  id: string
  code: string
  first_name: string
  birth_year: number
  expires_at: string
  url: string
  /** A QR code as the `d` of one path in a square of `size` modules. */
  qr: { path: string; size: number }
}

export type Caseload = {
  clinic: string
  people: readonly Person[]
  invitations: readonly Invitation[]
}

export type Role = 'warm_up' | 'main' | 'cool_down'
export type Span = readonly [number, number]
export type Bounds = Readonly<Record<string, Span>>

export type Swap = {
  exercise: string
  name: string
  dose: Dose
  bounds: Bounds
  position: string
  relation: 'easier' | 'harder' | 'other'
  speaks_against: Reason | null
}

export type EditorSlot = {
  planned: string
  role: Role
  exercise: string
  name: string
  dose: Dose
  position: string
  group: string
  days: readonly string[]
  left_out: boolean
  paused_until: string | null
  bounds: Bounds
  swaps: readonly Swap[]
}

export type Editor = {
  version: number
  stage: number
  stages: readonly number[]
  slots: readonly EditorSlot[]
  /** Why nothing can be published now. */
  refusal: string | null
}

export type ItemEdit = {
  planned: string
  role: Role
  exercise: string | null
  dose: Dose | null
  removed: boolean
}
export type Edit = { items: ItemEdit[]; stage: number | null }

export type Objection = Reason & { exercise: string; forbids: boolean; needs_reason: boolean }

export type EditPreview = {
  sentence: string
  diffs: Change['diffs']
  names: Record<string, string>
  sessions: readonly Session[]
  exercises: Record<string, Exercise>
  warnings: readonly Objection[]
  refusal: string | null
}

export type Version = { number: number; published_at: string; by: string | null; words: string | null }
export type Note = { on: string; text: string }

export type OpenRecord = {
  person: Person
  plan: { plan: Plan; sessions: readonly Session[]; exercises: Record<string, Exercise> } | null
  stop: Stop | null
  changes: readonly Change[]
  versions: readonly Version[]
  notes: readonly Note[]
  editor: Editor | null
  read_at: string
}

/** `words` are empty when the person is to read what the server says by itself. */
export type Publication = {
  edit: Edit
  words: string
  reasons: readonly { rule: string; exercise: string; reason: string }[]
  base_version: number
}
