import { expect, test } from 'vitest'
import { dose, limits, slot, swap } from './editor.fixture'
import { choices, FREE, limitsOwner, limitWords, limitWordsOf } from './limits'

test('it offers a floor up to the dose, a ceiling from it on, and smaller steps than the plan’s', () => {
  expect(choices(slot({}), FREE)).toEqual({
    floor: [6, 7, 8, 9, 10, 11, 12],
    ceiling: [12, 13, 14, 15],
    step: [1],
  })
  expect(choices(slot({ step: 1 }), FREE).step).toEqual([])
})

test('it keeps the end and what is set among the choices', () => {
  const walk = slot({
    amount: 'distance_m',
    step: 100,
    dose: dose({ reps: null, distance_m: 210 }),
    bounds: { distance_m: [150, 280] },
  })
  const may = choices(walk, { ...FREE, ceiling: 240 })
  expect(may.floor).toEqual([150, 160, 185, 210])
  expect(may.ceiling).toEqual([210, 235, 240, 260, 280])
  expect(may.step).toEqual([25, 50, 75])
})

test('it says limits in a few words', () => {
  expect(limitWords(null, 'reps')).toBe('')
  expect(limitWords(FREE, 'reps')).toBe('')
  expect(limitWords({ ...FREE, ceiling: 12 }, 'reps')).toBe('up to 12 times')
  expect(limitWords({ ...FREE, floor: 6, ceiling: 12, step: 1 }, 'reps')).toBe(
    '6 to 12 times, steps of 1 time',
  )
  expect(limitWords({ ...FREE, floor: 5 }, 'minutes')).toBe('at least 5 minutes')
  expect(limitWords({ ...FREE, ceiling: 12, frozen: true }, 'reps')).toBe('kept as it is')
})

test('it names whose limits a place has where another exercise is done there', () => {
  const place = slot({ limits: limits({ exercise: 'band-row-standing', ceiling: 9 }), swaps: [swap({})] })
  expect(limitsOwner(place, place)).toBe('Standing band row')
  expect(limitsOwner(place, { swaps: [] })).toBe(null)
  expect(limitWordsOf(place)).toBe('has limits')
  expect(limitsOwner(slot({ limits: limits({ ceiling: 9 }) }), place)).toBe(undefined)
  const frozen = limits({ exercise: 'band-row-standing', floor: 5, frozen: true })
  expect(limitWordsOf(slot({ limits: frozen }))).toBe('kept as it is')
})
