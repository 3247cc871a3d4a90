import { expect, test } from 'vitest'
import * as moves from './moves'
import * as runs from './run'
import { begun, item, session, T } from './sample'
import * as told from './told'

const rated = { effort: 'about_right', pain: 2 } as const

test('it swaps to the easier version, and says so in the log', () => {
  let run = moves.easier(begun(item('bridge', { sets: 3, reps: 8 }, { sets: 1, reps: 5 })))
  expect(runs.doing(run)?.exercise).toBe('bridge-easy')
  run = told.next(moves.setDone(moves.go(run, T), T), { done: 1, ...rated })
  expect(run.done[0]).toMatchObject({
    exercise: 'bridge',
    swapped_for: 'bridge-easy',
    done: 1,
    asked: { sets: 3 },
  })
})

test('it begins the next one easier when the plan says so and there is an easier one', () => {
  const items = [item('a', { reps: 5 }), item('b', { reps: 5 }, { reps: 3 })]
  const run = told.next(begun(...items), { done: 1, effort: 'too_hard', pain: 5 }, { easierNext: true })
  expect([run.index, run.swapped]).toEqual([1, true])
  const none = told.next(begun(item('a', { reps: 5 }), item('b', { reps: 5 })), rightly(), {
    easierNext: true,
  })
  expect(none.swapped).toBe(false)
})

const rightly = (): { done: number; effort: 'about_right'; pain: number } => ({ done: 1, ...rated })

test('it logs what is left as not done when the person stops', () => {
  const run = begun(item('a', { reps: 5 }), item('b', { reps: 5 }), item('c', { reps: 5 }))
  const stopped = told.stopHere(told.next(run, rightly()), null)
  expect(stopped.stage.at).toBe('end')
  expect(stopped.done.map((one) => [one.exercise, one.done, one.skipped])).toEqual([
    ['a', 1, false],
    ['b', 0, true],
    ['c', 0, true],
  ])
})

test('it marks what hurt', () => {
  const run = told.next(begun(item('a', { reps: 5 })), { done: 0, skipped: true, hurt: true })
  expect(run.done[0]).toMatchObject({ skipped: true, hurt: true, effort: null, pain: null })
})

test('it counts the minutes spent, but not those of a phone put away', () => {
  const run = begun(item('a', { reps: 5 }))
  const worked = runs.touch(run, T + 4 * 60_000)
  const forgotten = runs.touch(worked, T + 5 * 3_600_000)
  const body = told.body({ run: forgotten, on: '2026-11-24', moved: { spread: 'none', minutes: 0 } })
  expect(body).toMatchObject({ minutes: 14, planned_on: '2026-11-24', spread: 'none', spread_minutes: 0 })
})

test('it counts the whole of a walk in the pocket', () => {
  const walk = moves.startNow(moves.go(begun(item('walk', { minutes: 30 })), T), T)
  const run = runs.touch(walk, T + 31 * 60_000)
  expect(told.body({ run, on: '2026-11-24', moved: null }).minutes).toBe(31)
})

const swim = (): runs.Run => {
  const items = [
    item('back', { distance_m: 50 }),
    item('walk', { minutes: 8 }),
    item('push', { sets: 2, reps: 8 }),
  ]
  return runs.begin({ session: { ...session(...items), kind: 'swim', minutes: 22 }, nth: 0, now: T })
}
const answersOf = (run: runs.Run): runs.Answers => {
  if (run.stage.at !== 'log') throw new Error('this run is not being written down')
  return run.stage.answers
}

test('it has a session in the water read before, and proposes what was planned after', () => {
  expect(swim().stage.at).toBe('read')
  expect(answersOf(moves.writeDown(swim()))).toEqual({
    ...{ minutes: 22, amounts: [50, 8, 2] },
    ...{ effort: null, pain: null, which: [] },
  })
})

test('it writes a session in the water down, and what was left out as not done', () => {
  const answers = { minutes: 25, amounts: [75, 0, 2], ...rated, which: [] }
  const run = told.written(swim(), answers)
  expect(run.stage.at).toBe('end')
  expect(run.done.map((one) => [one.done, one.skipped, one.effort, one.pain])).toEqual([
    [75, false, 'about_right', 2],
    [0, true, null, null],
    [2, false, 'about_right', 2],
  ])
  expect(told.body({ run, on: '2026-11-24', moved: null }).minutes).toBe(25)
})

test('it says too hard and pain of those the person meant, and of no others', () => {
  const answers = { minutes: 25, amounts: [50, 8, 2], effort: 'too_hard', pain: 6, which: [2] } as const
  expect(told.written(swim(), answers).done.map((one) => [one.effort, one.pain])).toEqual([
    [null, null],
    [null, null],
    ['too_hard', 6],
  ])
})
