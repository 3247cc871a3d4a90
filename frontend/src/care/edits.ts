/** What a clinician has changed of a plan so far; only differences from the plan as it stands are kept. */
import type { Dose } from '../api/shapes'
import type { Bounds, Edit, Editor, EditorSlot, ItemEdit, Swap } from './shapes'

export type Field = 'sets' | 'reps' | 'hold_s' | 'minutes' | 'distance_m'
export const FIELDS: readonly Field[] = ['sets', 'reps', 'hold_s', 'minutes', 'distance_m']

/** By slot; `stage` is null while it stays. */
export type Edits = { readonly items: Readonly<Record<string, ItemEdit>>; readonly stage: number | null }

/** A slot as it would be after the edits. */
export type Shown = {
  exercise: string
  name: string
  dose: Dose
  bounds: Bounds
  position: string
  out: boolean
}

export const NONE: Edits = { items: {}, stage: null }

export const keyOf = ({ planned, role }: { planned: string; role: string }): string => `${planned} ${role}`

export const isEmpty = (edits: Edits): boolean =>
  Object.keys(edits.items).length === 0 && edits.stage === null

export const isEdited = (edits: Edits, slot: EditorSlot): boolean => keyOf(slot) in edits.items

export function shown(edits: Edits, slot: EditorSlot): Shown {
  const item = edits.items[keyOf(slot)]
  const now = { ...slot, out: slot.left_out }
  if (item === undefined) return now
  if (item.exercise === null || item.dose === null) return { ...now, out: true }
  const swap = slot.swaps.find((one) => one.exercise === item.exercise)
  const { exercise, name, bounds, position } = item.exercise === slot.exercise ? slot : (swap ?? slot)
  return { exercise, name, bounds, position, dose: item.dose, out: false }
}

export function setDose(edits: Edits, slot: EditorSlot, change: { field: Field; to: number }): Edits {
  const { exercise, dose, bounds } = shown(edits, slot)
  const [least, most] = bounds[change.field] ?? [0, 0]
  const value = Math.min(Math.max(change.to, least), most)
  return put(edits, slot, { exercise, dose: { ...dose, [change.field]: value } })
}

/** Another exercise at its own start dose; the slot's own comes back with the dose it has. */
export const swapTo = (edits: Edits, slot: EditorSlot, swap: Swap): Edits => put(edits, slot, swap)

export const asItWas = (edits: Edits, slot: EditorSlot): Edits => without(edits, slot)

/** Back into the plan, where it had been left out. */
export const putBack = (edits: Edits, slot: EditorSlot): Edits => put(edits, slot, slot)

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

export const toEdit = (edits: Edits): Edit => ({
  items: Object.values(edits.items),
  stage: edits.stage,
  progression: null,
  answers: [],
})

/** The edits that still fit a plan that has moved on, and the slots whose edit fits no more. */
export function rebased(edits: Edits, editor: Editor): { edits: Edits; lost: string[] } {
  const slots = new Map(editor.slots.map((slot) => [keyOf(slot), slot]))
  const stage = edits.stage !== null && editor.stages.includes(edits.stage) ? edits.stage : null
  let fits: Edits = setStage(NONE, editor, stage ?? editor.stage)
  const lost: string[] = []
  for (const [key, item] of Object.entries(edits.items)) {
    const slot = slots.get(key)
    const known = item.exercise === null || item.exercise === slot?.exercise
    const swap = slot?.swaps.find((one) => one.exercise === item.exercise)
    if (slot === undefined || !(known || swap)) lost.push(item.planned)
    else if (item.exercise === null || item.dose === null) fits = leaveOut(fits, slot)
    else fits = put(fits, slot, { exercise: item.exercise, dose: item.dose })
  }
  return { edits: fits, lost }
}

function put(edits: Edits, slot: EditorSlot, { exercise, dose }: { exercise: string; dose: Dose }): Edits {
  const same = exercise === slot.exercise && FIELDS.every((field) => dose[field] === slot.dose[field])
  if (same && !slot.left_out) return without(edits, slot)
  const { planned, role } = slot
  const item: ItemEdit = { planned, role, exercise, dose, removed: false, limits: null }
  return { ...edits, items: { ...edits.items, [keyOf(slot)]: item } }
}

function without(edits: Edits, slot: EditorSlot): Edits {
  const rest = Object.entries(edits.items).filter(([key]) => key !== keyOf(slot))
  return { ...edits, items: Object.fromEntries(rest) }
}
