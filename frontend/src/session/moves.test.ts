import { expect, test } from 'vitest'
import * as moves from './moves'
import { PACING } from './pacing'
import * as runs from './run'
import { begun, dice, dose, item, T } from './sample'

const READY = PACING.ready_ms
const AGAIN = PACING.again_ms
/** Started, with the countdown cut short. */
const working = (...items: Parameters<typeof begun>): runs.Run =>
  moves.startNow(moves.go(begun(...items), T), T)

test('it goes set by set at the own pace, with the rest between', () => {
  let run = moves.go(begun(item('bridge', { sets: 2, reps: 8, rest_s: 45 })), T)
  expect(run.stage.at).toBe('free')
  run = moves.setDone(run, T)
  expect([run.stage.at, run.set]).toEqual(['rest', 2])
  expect(moves.tick(run, T + 44_999).stage.at).toBe('rest')
  run = moves.tick(run, T + 45_000)
  expect([run.stage.at, run.set]).toEqual(['free', 2])
  run = moves.setDone(run, T + 60_000)
  expect([run.stage.at, run.amount]).toEqual(['rate', 2])
})

test('it counts down before a hold, which the big button cuts short', () => {
  const run = moves.go(begun(item('plank', { hold_s: 30 })), T)
  expect(moves.tick(run, T + READY - 1).stage.at).toBe('prepare')
  expect(moves.tick(run, T + READY).stage).toEqual({
    ...{ at: 'hold', rep: 1 },
    timer: { ends_at: T + READY + 30_000, length: 30_000, paused_left: null },
  })
  expect(moves.startNow(run, T + 2_000).stage).toMatchObject({ at: 'hold', timer: { ends_at: T + 32_000 } })
})

test('it counts down again for the other side and for the next set', () => {
  const run = working(item('plank', { sets: 2, hold_s: 30, rest_s: 20, side: 'each' }))
  const other = moves.tick(run, T + 30_000)
  expect([other.stage.at, other.side, other.set]).toEqual(['prepare', 'right', 1])
  const rest = moves.tick(other, T + 60_000 + AGAIN)
  expect([rest.stage.at, rest.side, rest.set]).toEqual(['rest', 'left', 2])
  expect(moves.tick(rest, T + 80_000 + AGAIN).stage).toMatchObject({
    at: 'prepare',
    timer: { length: AGAIN },
  })
  expect(moves.rested(rest, T + 70_000).stage).toMatchObject({ at: 'prepare' })
})

test('it gives each side its turn before a set counts', () => {
  let run = moves.go(begun(item('row', { sets: 1, reps: 8, side: 'each' })), T)
  expect(run.side).toBe('left')
  run = moves.setDone(run, T)
  expect([run.side, run.stage.at, runs.amountSoFar(run, T)]).toEqual(['right', 'free', 0])
  expect(moves.setDone(run, T).stage.at).toBe('rate')
})

test('it counts repeated holds by the clock, with a breath between', () => {
  let run = working(item('bird', { reps: 2, hold_s: 10 }))
  run = moves.tick(run, T + 10_000)
  expect(run.stage).toMatchObject({ at: 'gap', rep: 1 })
  run = moves.tick(run, T + 10_000 + PACING.gap_ms)
  expect(run.stage).toMatchObject({ at: 'hold', rep: 2 })
  expect(moves.tick(run, T + 20_000 + PACING.gap_ms).stage.at).toBe('rate')
})

test('it waits for a tap at the end of a walk, and takes what was walked when stopped early', () => {
  const run = working(item('walk', { minutes: 10 }))
  expect(moves.tick(run, T + 3_600_000).stage.at).toBe('time')
  expect(moves.setDone(run, T + 600_000).amount).toBe(10)
  expect(moves.enough(run, T + 240_000).amount).toBe(4)
})

test('it takes a walk in stretches by itself through its rests', () => {
  const run = working(item('walk', { sets: 2, minutes: 3, rest_s: 60 }))
  expect(moves.tick(run, T + 180_000)).toMatchObject({ set: 2, stage: { at: 'rest' } })
  const second = moves.tick(run, T + 180_000 + 60_000 + AGAIN)
  expect([second.stage.at, second.set]).toEqual(['time', 2])
  expect(runs.amountSoFar(second, T + 180_000 + 60_000 + AGAIN + 120_000)).toBe(5)
})

test('it gets ready again after a pause in a hold, and then goes on with what was left', () => {
  const held = runs.paused(working(item('plank', { hold_s: 30 })), T + 10_000)
  expect(moves.tick(held, T + 900_000)).toBe(held)
  const again = moves.goingOn(held, T + 900_000)
  expect(again.stage).toMatchObject({ at: 'prepare', timer: { length: AGAIN } })
  expect(moves.startNow(again, T + 901_000).stage).toMatchObject({
    ...{ at: 'hold', timer: { ends_at: T + 921_000, length: 30_000 } },
  })
  const walk = runs.paused(working(item('walk', { minutes: 10 })), T + 10_000)
  expect(moves.goingOn(walk, T + 900_000).stage).toMatchObject({ at: 'time', timer: { paused_left: null } })
})

test('it pauses a hold that nobody saw where it was, and asks', () => {
  const hold = moves.back(working(item('plank', { hold_s: 30 })), T + 5_000, T + 120_000)
  expect(runs.timerOf(hold)?.paused_left).toBe(25_000)
  expect(hold.away).toEqual({ since: T + 5_000, until: T + 120_000 })
  expect([moves.mayCount(hold), runs.atWork(hold)]).toEqual([false, false])
  expect(moves.tick(hold, T + 900_000)).toBe(hold)
  const again = moves.goBack(hold, T + 130_000)
  expect([again.away, again.stage.at]).toEqual([null, 'prepare'])
})

test('it lets a walk go on by the clock, and asks whether to count it', () => {
  const walk = moves.back(working(item('walk', { minutes: 10 })), T + 60_000, T + 300_000)
  expect(moves.mayCount(walk)).toBe(true)
  expect(runs.amountSoFar(moves.counted(walk), T + 300_000)).toBe(5)
  const before = moves.goBack(walk, T + 300_000)
  expect(runs.amountSoFar(before, T + 300_000)).toBe(1)
  expect(runs.touch(before, T + 300_000).spent).toBe(60_000)
  expect(runs.touch(moves.counted(walk), T + 300_000).spent).toBe(300_000)
})

test('it takes a minute away for none, and a second one longer for an absence', () => {
  const run = working(item('plank', { hold_s: 90 }))
  expect(moves.back(run, T, T + PACING.away_ms)).toBe(run)
  expect(moves.back(run, T, T + PACING.away_ms + 1).away).not.toBeNull()
})

test('it does not ask where nothing runs: a pause, repeats, the two questions', () => {
  const hour = T + 3_600_000
  const paused = runs.paused(working(item('plank', { hold_s: 30 })), T)
  const free = moves.go(begun(item('bridge', { reps: 8 })), T)
  const rate = moves.setDone(begun(item('a', { reps: 8, rest_s: 45 }), item('b', { reps: 8 })), T)
  for (const run of [paused, free, rate]) expect(moves.back(run, T, hour)).toBe(run)
})

test('it waits at the same set when it is opened again, whatever was running', () => {
  const run = moves.setDone(moves.go(begun(item('bridge', { sets: 3, reps: 8 })), T), T)
  expect(moves.reopened(run, T + 1_000)).toMatchObject({ away: { since: T }, set: 2, stage: { at: 'free' } })
  const hold = moves.reopened(working(item('plank', { hold_s: 30 })), T + 20_000)
  expect(runs.timerOf(hold)?.paused_left).toBe(30_000)
  const walk = working(item('walk', { minutes: 10 }))
  expect(moves.reopened(walk, T + 20_000)).toBe(walk)
  expect(moves.mayCount(moves.reopened(walk, T + 240_000))).toBe(true)
  const setup = begun(item('bridge', { reps: 8 }))
  expect(moves.reopened(setup, T + 240_000)).toBe(setup)
})

test('it is the same however seldom it is looked at', () => {
  const roll = dice(7)
  const few = (most: number): number => 1 + Math.floor(roll() * most)
  for (let round = 0; round < 300; round += 1) {
    const side = (['both', 'each', 'alternating'] as const)[few(3) - 1] ?? 'both'
    const shape = roll() < 0.3 ? { minutes: few(2) } : { hold_s: 5 + few(20), reps: few(4) }
    const run = moves.go(begun(item('any', { ...shape, sets: few(3), rest_s: few(2) * 15, side })), T)
    const until = T + few(400) * 1_000
    let looked = run
    for (let now = T; now < until; now += few(20_000)) looked = moves.tick(looked, now)
    expect(moves.tick(looked, until)).toEqual(moves.tick(run, until))
  }
})

test('it counts a set only when all of its holds have had their time', () => {
  const roll = dice(11)
  for (let round = 0; round < 100; round += 1) {
    const given = dose({ sets: 2, reps: 1 + Math.floor(roll() * 4), hold_s: 6, rest_s: 30, side: 'each' })
    const all = given.sets * 2 * ((given.reps ?? 1) * 6_000 + ((given.reps ?? 1) - 1) * PACING.gap_ms)
    const whole = READY + all + 30_000 + 3 * AGAIN
    const run = moves.go(begun(item('any', given)), T)
    expect(moves.tick(run, T + whole - 1).stage.at).toBe('hold')
    expect(moves.tick(run, T + whole)).toMatchObject({ stage: { at: 'rate' }, amount: 2 })
  }
})

test('it keeps each tap after an exercise, and the rest ends without them', () => {
  const run = moves.setDone(begun(item('a', { reps: 8, rest_s: 45 }), item('b', { reps: 8 })), T)
  const rated = moves.skipRest(moves.rated(moves.rated(run, { effort: 'too_easy' }), { pain: 0, amount: 3 }))
  expect(rated.stage).toEqual({ at: 'rate', timer: null, effort: 'too_easy', pain: 0 })
  expect(rated.amount).toBe(3)
})

test('it says at which exercise and set a session waits', () => {
  const run = begun(item('bridge', { sets: 2, reps: 8 }), item('plank', { hold_s: 30 }))
  expect(runs.waitsAt(run)).toEqual({ exercise: 1, set: 1 })
  const second = moves.setDone(moves.go(run, T), T)
  expect(runs.waitsAt(second)).toEqual({ exercise: 1, set: 2 })
  const rating = moves.setDone(second, T)
  expect(runs.waitsAt(rating)).toEqual({ exercise: 1, set: null })
  expect(runs.waitsAt({ ...rating, ...runs.fresh(1) })).toEqual({ exercise: 2, set: null })
  expect(runs.waitsAt({ ...rating, ...runs.fresh(2) })).toBeNull()
})
