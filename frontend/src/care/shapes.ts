/** What the clinic's addresses take and answer. */
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
