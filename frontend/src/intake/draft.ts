/** What has been answered so far, kept on the phone so that a closed app loses nothing; it never leaves through a URL. */
import type { Answer, IntakeForm } from '../api/shapes'

/** A step's answer: an option, several of them, a number, or null for "I don't know". */
export type Value = string | number | readonly string[] | null

export interface Draft {
  readonly schema: 1
  /** The account that answers; null as long as nobody knows. */
  readonly owner: string | null
  /** By step id. A step without an entry has not been answered; null is an answer. */
  readonly answers: Readonly<Record<string, Value>>
  /** By safety item id. */
  readonly safety: Readonly<Record<string, Answer>>
}

export const EMPTY: Draft = { schema: 1, owner: null, answers: {}, safety: {} }

const KEY = 'backfit.intake'
/** The number grows with the shape of the form: one of an older shape is not read. */
const FORM_KEY = 'backfit.form.2'
/** What was said last: it stands there when the questions come again. */
const SAID = 'backfit.said'
const ANSWERS: readonly unknown[] = ['yes', 'no', 'unsure', 'prefer_not'] satisfies Answer[]

/** A browser may forbid storage altogether; the questionnaire then works, but can't be resumed. */
export function openStorage(): Storage | null {
  try {
    return localStorage
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

export const readDraft = (storage: Storage | null): Draft => read(storage, KEY)
export const readSaid = (storage: Storage | null): Draft => read(storage, SAID)

function read(storage: Storage | null, key: string): Draft {
  const text = storage?.getItem(key) ?? null
  return text === null ? EMPTY : parse(text)
}

export const keepDraft = (draft: Draft, storage: Storage | null): void => {
  keep(draft, storage, KEY)
}

/** Warning signs and what is asked anew each time are not kept: they are answered afresh. */
export function keepSaid(draft: Draft, storage: Storage | null, anew: readonly string[]): void {
  if (draft.owner === null) return // nobody could be told to be the same person
  const said = Object.entries(draft.answers).filter(([step]) => !anew.includes(step))
  keep({ ...draft, answers: Object.fromEntries(said), safety: {} }, storage, SAID)
}

function keep(draft: Draft, storage: Storage | null, key: string): void {
  try {
    storage?.setItem(key, JSON.stringify(draft))
  } catch (error) {
    // A full storage costs the resuming, not the questionnaire.
    if (!(error instanceof DOMException)) throw error
  }
}

export function dropDraft(storage: Storage | null): void {
  storage?.removeItem(KEY)
  storage?.removeItem(SAID)
}

/** The questionnaire is nobody's own: it stays, so that it can go on without a connection. */
export function keepForm(form: IntakeForm, storage: Storage | null): void {
  try {
    storage?.setItem(FORM_KEY, JSON.stringify(form))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

export function keptForm(storage: Storage | null): IntakeForm | null {
  const text = storage?.getItem(FORM_KEY) ?? null
  return text === null ? null : (JSON.parse(text) as IntakeForm)
}

export const isEmpty = (draft: Draft): boolean =>
  Object.keys(draft.answers).length === 0 && Object.keys(draft.safety).length === 0

/** Whether an account may go on with a draft: another person's answers are not shown, let alone sent. */
export const belongsTo = (draft: Draft, account: string | null): boolean =>
  draft.owner === null || account === null || draft.owner === account

/** A draft that an older version or another hand wrote is read as far as it fits. */
function parse(text: string): Draft {
  try {
    const raw: unknown = JSON.parse(text)
    if (!isRecord(raw) || raw.schema !== 1) return EMPTY
    const owner = typeof raw.owner === 'string' ? raw.owner : null
    return { schema: 1, owner, answers: pick(raw.answers, isValue), safety: pick(raw.safety, isAnswer) }
  } catch (error) {
    if (error instanceof SyntaxError) return EMPTY
    throw error
  }
}

function pick<T>(raw: unknown, fits: (value: unknown) => value is T): Record<string, T> {
  if (!isRecord(raw)) return {}
  return Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, T] => fits(entry[1])))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isAnswer = (value: unknown): value is Answer => ANSWERS.includes(value)

const isValue = (value: unknown): value is Value =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'))
