import { expect, test } from 'vitest'
import type { Dose, Item, Session } from '../api/shapes'
import * as runs from './run'

const T = Date.UTC(2026, 10, 24, 9, 0)
const dose = (given: Partial<Dose>): Dose => ({
  ...{ sets: 1, reps: null, hold_s: null, minutes: null, distance_m: null, rest_s: null },
  ...{ side: 'both', effort_cr10: [3, 4] },
  ...given,
})
const item = (exercise: string, given: Partial<Dose>, easier?: Partial<Dose>): Item => ({
  ...{ exercise, group: 'strength', grade: 2, position: 'supine', role: 'main', demands: {}, equipment: [] },
  ...{ dose: dose(given), easier: null, harder: null, why: [] },
  easier_dosed: easier ? { exercise: `${exercise}-easy`, dose: dose(easier) } : null,
})
const session = (...items: Item[]): Session => ({
  ...{ on: '2026-11-24', day: 'tue', kind: 'exercise', minutes: 18, why: [] },
  items,
})
const begun = (...items: Item[]): runs.Run => runs.begin({ session: session(...items), nth: 0, now: T })
const rated = { effort: 'about_right', pain: 2 } as const

test('it goes set by set at the own pace, with the rest between', () => {
  let run = runs.go(begun(item('bridge', { sets: 2, reps: 8, rest_s: 45 })), T)
  expect(run.stage.at).toBe('free')
  run = runs.setDone(run, T)
  expect([run.stage.at, run.set]).toEqual(['rest', 2])
  run = runs.tick(run, T + 44_999)
  expect(run.stage.at).toBe('rest')
  run = runs.setDone(runs.tick(run, T + 45_000), T + 60_000)
  expect([run.stage.at, run.amount]).toEqual(['rate', 2])
})

test('it gives each side its turn before a set counts', () => {
  let run = runs.go(begun(item('row', { sets: 1, reps: 8, side: 'each' })), T)
  expect(run.side).toBe('left')
  run = runs.setDone(run, T)
  expect([run.side, run.stage.at, runs.amountSoFar(run, T)]).toEqual(['right', 'free', 0])
  expect(runs.setDone(run, T).stage.at).toBe('rate')
})

test('it counts repeated holds by the clock, with a breath between', () => {
  let run = runs.go(begun(item('bird', { reps: 2, hold_s: 10 })), T)
  run = runs.tick(run, T + 10_000)
  expect(run.stage).toMatchObject({ at: 'gap', rep: 1 })
  run = runs.tick(run, T + 13_000)
  expect(run.stage).toMatchObject({ at: 'hold', rep: 2 })
  expect(runs.tick(run, T + 23_000).stage.at).toBe('rate')
})

test('it waits for a tap at the end of a walk, and takes what was walked when stopped early', () => {
  const run = runs.go(begun(item('walk', { minutes: 10 })), T)
  expect(runs.tick(run, T + 3_600_000).stage.at).toBe('time')
  expect(runs.setDone(run, T + 600_000).amount).toBe(10)
  expect(runs.enough(run, T + 240_000).amount).toBe(4)
})

test('it pauses a hold that nobody saw, and lets a walk go on', () => {
  const hold = runs.back(runs.go(begun(item('plank', { hold_s: 30 })), T), T + 5_000, T + 120_000)
  expect(runs.timerOf(hold)?.paused_left).toBe(25_000)
  const walk = runs.go(begun(item('walk', { minutes: 10 })), T)
  expect(runs.back(walk, T + 5_000, T + 120_000)).toBe(walk)
})

test('it takes a short look away for none', () => {
  const run = runs.go(begun(item('plank', { hold_s: 30 })), T)
  expect(runs.back(run, T + 5_000, T + 30_000)).toBe(run)
})

test('it swaps to the easier version, and says so in the log', () => {
  let run = runs.easier(begun(item('bridge', { sets: 3, reps: 8 }, { sets: 1, reps: 5 })))
  expect(runs.doing(run)?.exercise).toBe('bridge-easy')
  run = runs.next(runs.setDone(runs.go(run, T), T), { done: 1, ...rated })
  expect(run.done[0]).toMatchObject({
    exercise: 'bridge',
    swapped_for: 'bridge-easy',
    done: 1,
    asked: { sets: 3 },
  })
})

test('it begins the next one easier when the plan says so and there is an easier one', () => {
  const items = [item('a', { reps: 5 }), item('b', { reps: 5 }, { reps: 3 })]
  expect(runs.next(begun(...items), { done: 1, ...rated }, { easierNext: true }).swapped).toBe(true)
  const plain = [item('a', { reps: 5 }), item('b', { reps: 5 })]
  expect(runs.next(begun(...plain), { done: 1, ...rated }, { easierNext: true }).swapped).toBe(false)
})

test('it counts what is left as not done when the session stops', () => {
  const run = begun(item('a', { reps: 5 }), item('b', { reps: 5 }), item('c', { reps: 5 }))
  const stopped = runs.stopHere(runs.next(run, { done: 1, ...rated }), null)
  expect(stopped.stage.at).toBe('end')
  expect(stopped.done.map((one) => [one.exercise, one.done, one.skipped])).toEqual([
    ['a', 1, false],
    ['b', 0, true],
    ['c', 0, true],
  ])
})

test('it marks what hurt', () => {
  const run = runs.next(begun(item('a', { reps: 5 })), { done: 0, skipped: true, hurt: true })
  expect(run.done[0]).toMatchObject({ skipped: true, hurt: true, effort: null, pain: null })
})

test('it counts the minutes spent, but not those of a phone put away', () => {
  const run = begun(item('a', { reps: 5 }))
  const worked = runs.touch(run, T + 4 * 60_000)
  const forgotten = runs.touch(worked, T + 5 * 3_600_000)
  const body = runs.body({ run: forgotten, on: '2026-11-24', moved: { spread: 'none', minutes: 0 } })
  expect(body).toMatchObject({ minutes: 14, planned_on: '2026-11-24', spread: 'none', spread_minutes: 0 })
})

test('it counts the whole of a walk in the pocket', () => {
  const run = runs.touch(runs.go(begun(item('walk', { minutes: 30 })), T), T + 31 * 60_000)
  expect(runs.body({ run, on: '2026-11-24', moved: null }).minutes).toBe(31)
})
