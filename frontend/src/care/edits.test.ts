import { expect, test } from 'vitest'
import {
  asItWas,
  isEdited,
  isEmpty,
  isLimitsAlone,
  leaveOut,
  NONE,
  putBack,
  rebased,
  setAnswer,
  setDose,
  setLimits,
  setProgression,
  setStage,
  shown,
  swapTo,
  toEdit,
} from './edits'
import { bridge, dose, editor, limits, slot, swap } from './editor.fixture'

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
  expect(rebased(mine, editor(), moved)).toEqual({ edits: mine, lost: [] })
})

test('it drops an edit that the plan has come to meet by itself', () => {
  const moved = editor({ slots: [slot({ dose: dose({ reps: 10 }) }), bridge], stage: 3 })
  expect(isEmpty(rebased(setStage(down, editor(), 3), editor(), moved).edits)).toBe(true)
})

test('it names the slots whose edit fits no more', () => {
  const mine = leaveOut(swapTo(NONE, row, swap({})), bridge)
  expect(rebased(mine, editor(), editor({ slots: [slot({ swaps: [] })], stages: [1] }))).toEqual({
    edits: NONE,
    lost: ['band-row', 'bridge'],
  })
})

const capped = setLimits(NONE, row, limits({ ceiling: 13 }))

test('it sends limits with the dose they were set beside, and none of a slot that was not limited', () => {
  const { items } = toEdit(setDose(capped, bridge, { field: 'reps', to: 9 }))
  expect(items.map((item) => [item.dose?.reps, item.limits])).toEqual([
    [12, limits({ ceiling: 13 })],
    [9, null],
  ])
  expect(isLimitsAlone(capped, row)).toBe(true)
  expect(isLimitsAlone(setDose(capped, row, { field: 'reps', to: 11 }), row)).toBe(false)
  expect(toEdit(setDose(capped, row, { field: 'reps', to: 11 })).items[0]?.limits?.ceiling).toBe(13)
})

test('it knows limits taken back as no change, and limits taken away as one', () => {
  expect(isEmpty(setLimits(capped, row, limits({})))).toBe(true)
  const held = slot({ limits: limits({ ceiling: 13 }) })
  expect(isEmpty(setLimits(NONE, held, limits({ ceiling: 13 })))).toBe(true)
  expect(toEdit(setLimits(NONE, held, limits({}))).items[0]?.limits).toEqual(limits({}))
  expect(shown(down, held).limits?.ceiling).toBe(13)
})

test('it replaces limits that were set for another exercise of the place', () => {
  const stepped = slot({ limits: limits({ exercise: 'harder-row', frozen: true }) })
  expect(toEdit(setLimits(NONE, stepped, limits({}))).items[0]?.limits).toEqual(limits({}))
})

test('it starts another exercise without limits, and sets them for that', () => {
  const place = slot({ limits: limits({ ceiling: 13 }) })
  const swapped = swapTo(NONE, place, swap({}))
  expect(shown(swapped, place).limits).toBe(null)
  const wanted = toEdit(setLimits(swapped, place, limits({ frozen: true }))).items[0]
  expect(wanted?.limits).toEqual(limits({ exercise: 'band-row-standing', frozen: true }))
})

test('it carries limits over to a plan that has moved on, with the dose of today', () => {
  const grown = slot({ dose: dose({ reps: 13 }) })
  const { edits, lost } = rebased(capped, editor(), editor({ version: 4, slots: [grown, bridge] }))
  expect(lost).toEqual([])
  expect(toEdit(edits).items[0]).toMatchObject({ dose: { reps: 13 }, limits: { ceiling: 13 } })
  const both = rebased(setDose(capped, row, { field: 'reps', to: 10 }), editor(), editor({ slots: [grown] }))
  expect(toEdit(both.edits).items[0]).toMatchObject({ dose: { reps: 10 }, limits: { ceiling: 13 } })
})

test('it drops limits alone where another exercise is done by now', () => {
  const easier = slot({ exercise: 'row-easy', swaps: [swap({ exercise: 'band-row' })] })
  expect(rebased(capped, editor(), editor({ slots: [easier] }))).toEqual({ edits: NONE, lost: ['band-row'] })
})

test('it says how the plan goes on only when that changes', () => {
  const asks = setProgression(NONE, editor(), 'ask_first')
  expect(toEdit(asks).progression).toBe('ask_first')
  expect(isEmpty(setProgression(asks, editor(), 'automatic'))).toBe(true)
  expect(isEmpty(rebased(asks, editor(), editor({ progression: 'ask_first' })).edits)).toBe(true)
})

test('it answers what waits, as long as it waits', () => {
  const waiting = { planned: 'bridge', role: 'main', on: '2026-03-02', because: 'Bridge: 10.' } as const
  const yes = setAnswer(NONE, waiting, true)
  expect(toEdit(yes).answers).toEqual([{ planned: 'bridge', role: 'main', accepted: true }])
  expect(toEdit(setAnswer(yes, waiting, false)).answers[0]?.accepted).toBe(false)
  expect(rebased(yes, editor(), editor({ proposals: [waiting] })).edits).toEqual(yes)
  expect(rebased(yes, editor(), editor())).toEqual({ edits: NONE, lost: ['bridge'] })
})
