/** What a clinician has changed of a plan so far; only differences from the plan as it stands are kept. */
import type { Dose } from '../api/shapes'
import { areSame } from './limits'
import type { Bounds, Edit, Editor, EditorSlot, ItemEdit, Limits, Progression, Swap, Waiting } from './shapes'

export type Field = 'sets' | 'reps' | 'hold_s' | 'minutes' | 'distance_m'
export const FIELDS: readonly Field[] = ['sets', 'reps', 'hold_s', 'minutes', 'distance_m']

/** By slot; `stage` and `progression` are null while they stay. */
export type Edits = {
  readonly items: Readonly<Record<string, ItemEdit>>
  readonly stage: number | null
  readonly progression: Progression | null
  readonly answers: Readonly<Record<string, Edit['answers'][number]>>
}

/** A slot as it would be after the edits. */
export type Shown = {
  exercise: string
  name: string
  dose: Dose
  bounds: Bounds
  amount: EditorSlot['amount']
  step: number
  position: string
  /** Of another exercise where that is what they were set for. */
  limits: Limits | null
  out: boolean
}

export const NONE: Edits = { items: {}, stage: null, progression: null, answers: {} }

export const keyOf = ({ planned, role }: { planned: string; role: string }): string => `${planned} ${role}`

export const isEmpty = (edits: Edits): boolean =>
  Object.keys({ ...edits.items, ...edits.answers }).length === 0 &&
  edits.stage === null &&
  edits.progression === null

export const isEdited = (edits: Edits, slot: EditorSlot): boolean => keyOf(slot) in edits.items

/** Whether limits are all that is different. */
export function isLimitsAlone(edits: Edits, slot: EditorSlot): boolean {
  const { exercise, dose, limits } = edits.items[keyOf(slot)] ?? {}
  return limits != null && !slot.left_out && exercise === slot.exercise && isSameDose(dose, slot.dose)
}

export function shown(edits: Edits, slot: EditorSlot): Shown {
  const item = edits.items[keyOf(slot)]
  const now = { ...slot, out: slot.left_out }
  if (item === undefined) return now
  if (item.exercise === null || item.dose === null) return { ...now, out: true }
  const swap = slot.swaps.find((one) => one.exercise === item.exercise)
  if (item.exercise !== slot.exercise && swap)
    return { ...swap, dose: item.dose, limits: item.limits, out: false }
  return { ...now, dose: item.dose, limits: item.limits ?? slot.limits, out: false }
}

export function setDose(edits: Edits, slot: EditorSlot, change: { field: Field; to: number }): Edits {
  const { exercise, dose, bounds } = shown(edits, slot)
  const [least, most] = bounds[change.field] ?? [0, 0]
  const value = Math.min(Math.max(change.to, least), most)
  const limits = edits.items[keyOf(slot)]?.limits ?? null
  return put(edits, slot, { exercise, dose: { ...dose, [change.field]: value }, limits })
}

/** Limits of the exercise that is shown, in place of those it has. */
export function setLimits(edits: Edits, slot: EditorSlot, limits: Omit<Limits, 'exercise'>): Edits {
  const { exercise, dose } = shown(edits, slot)
  const standing = exercise === slot.exercise ? slot.limits : null
  const wanted = { ...limits, exercise }
  return put(edits, slot, { exercise, dose, limits: areSame(wanted, standing) ? null : wanted })
}

/** Another exercise at its own start dose; the slot's own comes back with the dose it has. */
export const swapTo = (edits: Edits, slot: EditorSlot, swap: Swap): Edits =>
  put(edits, slot, { ...swap, limits: null })

export const asItWas = (edits: Edits, slot: EditorSlot): Edits => without(edits, slot)

/** Back into the plan, where it had been left out. */
export const putBack = (edits: Edits, slot: EditorSlot): Edits => put(edits, slot, { ...slot, limits: null })

export function leaveOut(edits: Edits, slot: EditorSlot): Edits {
  if (slot.left_out) return without(edits, slot)
  const { planned, role } = slot
  const item: ItemEdit = { planned, role, exercise: null, dose: null, removed: true, limits: null }
  return { ...edits, items: { ...edits.items, [keyOf(slot)]: item } }
}

export const setStage = (edits: Edits, editor: Editor, stage: number): Edits => ({
  ...edits,
  stage: stage === editor.stage ? null : stage,
})

export const setProgression = (edits: Edits, editor: Editor, progression: Progression): Edits => ({
  ...edits,
  progression: progression === editor.progression ? null : progression,
})

export const setAnswer = (edits: Edits, { planned, role }: Waiting, accepted: boolean): Edits => ({
  ...edits,
  answers: { ...edits.answers, [keyOf({ planned, role })]: { planned, role, accepted } },
})

export const toEdit = (edits: Edits): Edit => ({
  items: Object.values(edits.items),
  stage: edits.stage,
  progression: edits.progression,
  answers: Object.values(edits.answers),
})

/**
 * The edits of the plan as it was that still fit it now, and the slots whose edit fits no more.
 *
 * Where limits alone are set, the dose is what it has become.
 */
export function rebased(edits: Edits, before: Editor, editor: Editor): { edits: Edits; lost: string[] } {
  const slots = new Map(editor.slots.map((slot) => [keyOf(slot), slot]))
  const former = new Map(before.slots.map((slot) => [keyOf(slot), slot]))
  const stage = edits.stage !== null && editor.stages.includes(edits.stage) ? edits.stage : null
  let fits: Edits = setStage(NONE, editor, stage ?? editor.stage)
  fits = setProgression(fits, editor, edits.progression ?? editor.progression)
  const lost: string[] = []
  for (const [key, item] of Object.entries(edits.items)) {
    const slot = slots.get(key)
    const was = former.get(key)
    const known = item.exercise === null || item.exercise === slot?.exercise
    const swap = slot?.swaps.find((one) => one.exercise === item.exercise)
    const alone = was !== undefined && isLimitsAlone(edits, was)
    if (slot === undefined || !(known || (swap && !alone))) lost.push(item.planned)
    else if (item.exercise === null || item.dose === null) fits = leaveOut(fits, slot)
    else fits = carried(fits, slot, item, alone ? slot.dose : item.dose)
  }
  for (const [key, { planned, accepted }] of Object.entries(edits.answers)) {
    const waiting = editor.proposals.find((one) => keyOf(one) === key)
    if (waiting) fits = setAnswer(fits, waiting, accepted)
    else lost.push(planned)
  }
  return { edits: fits, lost }
}

function carried(edits: Edits, slot: EditorSlot, item: ItemEdit, dose: Dose): Edits {
  const moved = put(edits, slot, { exercise: item.exercise ?? slot.exercise, dose, limits: null })
  return item.limits === null ? moved : setLimits(moved, slot, item.limits)
}

const isSameDose = (one: Dose | null | undefined, other: Dose): boolean =>
  FIELDS.every((field) => one?.[field] === other[field])

type Wanted = { exercise: string; dose: Dose; limits: Limits | null }
function put(edits: Edits, slot: EditorSlot, { exercise, dose, limits }: Wanted): Edits {
  const same = exercise === slot.exercise && isSameDose(dose, slot.dose)
  if (same && limits === null && !slot.left_out) return without(edits, slot)
  const { planned, role } = slot
  const item: ItemEdit = { planned, role, exercise, dose, removed: false, limits }
  return { ...edits, items: { ...edits.items, [keyOf(slot)]: item } }
}

function without(edits: Edits, slot: EditorSlot): Edits {
  const rest = Object.entries(edits.items).filter(([key]) => key !== keyOf(slot))
  return { ...edits, items: Object.fromEntries(rest) }
}
