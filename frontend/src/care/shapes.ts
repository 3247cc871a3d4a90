/** What the clinic's addresses take and answer. */
import type { components } from '../api/schema'
import type { Change, Dose, Exercise, Plan, Reason, Session, Stop } from '../api/shapes'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Person = Schemas['PersonView']
export type Invitation = Schemas['InvitationView']
export type Caseload = Schemas['CaseloadView']

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
