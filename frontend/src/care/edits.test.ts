import { expect, test } from 'vitest'
import {
  asItWas,
  isEdited,
  isEmpty,
  leaveOut,
  NONE,
  putBack,
  rebased,
  setDose,
  setStage,
  shown,
  swapTo,
  toEdit,
} from './edits'
import { bridge, dose, editor, slot, swap } from './editor.fixture'

const row = slot({})
const down = setDose(NONE, row, { field: 'reps', to: 10 })

test('it sends what was changed, absolute, and nothing else', () => {
  expect(toEdit(down)).toEqual({
    items: [
      {
        planned: 'band-row',
        role: 'main',
        exercise: 'band-row',
        dose: dose({ reps: 10 }),
        removed: false,
        limits: null,
      },
    ],
    stage: null,
    progression: null,
    answers: [],
  })
  expect(isEdited(down, bridge)).toBe(false)
})

test('it keeps a dose within its bounds', () => {
  expect(shown(setDose(NONE, row, { field: 'reps', to: 99 }), row).dose.reps).toBe(15)
  expect(shown(setDose(NONE, row, { field: 'sets', to: 0 }), row).dose.sets).toBe(1)
})

test('it knows a change taken back as none', () => {
  expect(isEmpty(setDose(down, row, { field: 'reps', to: 12 }))).toBe(true)
  expect(isEmpty(asItWas(leaveOut(down, row), row))).toBe(true)
  expect(isEmpty(setStage(setStage(NONE, editor(), 3), editor(), 2))).toBe(true)
})

test('it swaps to the start dose of the other exercise, which then has bounds of its own', () => {
  const other = swap({ bounds: { sets: [1, 2], reps: [6, 9] } })
  const place = slot({ swaps: [other] })
  const swapped = swapTo(down, place, other)
  expect(shown(swapped, place)).toMatchObject({ name: 'Standing band row', position: 'standing', out: false })
  expect(shown(setDose(swapped, place, { field: 'reps', to: 20 }), place).dose.reps).toBe(9)
})

test('it leaves an exercise out and puts one back', () => {
  expect(shown(leaveOut(down, row), row).out).toBe(true)
  expect(toEdit(leaveOut(down, row)).items[0]).toMatchObject({ exercise: null, dose: null, removed: true })
  const gone = slot({ left_out: true })
  expect(isEmpty(leaveOut(NONE, gone))).toBe(true)
  const back = putBack(NONE, gone)
  expect(toEdit(back).items[0]).toMatchObject({ exercise: 'band-row', removed: false })
  expect(isEmpty(leaveOut(back, gone))).toBe(true)
})

test('it carries edits over to a plan that has moved on', () => {
  const mine = setStage(leaveOut(down, bridge), editor(), 3)
  const moved = editor({ version: 4, slots: [slot({ dose: dose({ reps: 13 }) }), bridge] })
  expect(rebased(mine, moved)).toEqual({ edits: mine, lost: [] })
})

test('it drops an edit that the plan has come to meet by itself', () => {
  const moved = editor({ slots: [slot({ dose: dose({ reps: 10 }) }), bridge], stage: 3 })
  expect(isEmpty(rebased(setStage(down, editor(), 3), moved).edits)).toBe(true)
})

test('it names the slots whose edit fits no more', () => {
  const mine = leaveOut(swapTo(NONE, row, swap({})), bridge)
  expect(rebased(mine, editor({ slots: [slot({ swaps: [] })], stages: [1] }))).toEqual({
    edits: NONE,
    lost: ['band-row', 'bridge'],
  })
})
