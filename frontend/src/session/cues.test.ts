import { expect, test } from 'vitest'
import { cuesOf, due, lastCue, type Cue } from './cues'
import * as moves from './moves'
import { PACING } from './pacing'
import { paused, type Run } from './run'
import { begun, dice, item, T } from './sample'

const hold = (seconds: number): Run =>
  moves.startNow(moves.go(begun(item('plank', { hold_s: seconds })), T), T)
/** Seconds after the start. */
const said = (run: Run): [number, Cue['what']][] =>
  cuesOf(run).map(({ at, what }) => [(at - T) / 1_000, what])

test('it counts in, then says half way, ten to go, 3-2-1 and the end of a hold', () => {
  const ready = PACING.ready_ms / 1_000
  expect(said(moves.go(begun(item('plank', { hold_s: 30 })), T))).toEqual([
    [ready - 3, 'three'],
    [ready - 2, 'two'],
    [ready - 1, 'one'],
    [ready, 'begin'],
  ])
  expect(said(hold(30))).toEqual([
    ...([
      [15, 'half'],
      [20, 'ten'],
      [27, 'three'],
      [28, 'two'],
      [29, 'one'],
      [30, 'stop'],
    ] as const),
  ])
})

test('it says less of a short hold', () => {
  expect(said(hold(20)).map(([, what]) => what)).toEqual(['half', 'three', 'two', 'one', 'stop'])
  expect(said(hold(10)).map(([, what]) => what)).toEqual(['three', 'two', 'one', 'stop'])
  expect(said(hold(9))).toEqual([[9, 'stop']])
})

test('it says that a rest is over, also beside the two questions', () => {
  const items = [item('a', { sets: 2, reps: 8, rest_s: 45 }), item('b', { reps: 8 })]
  const rest = moves.setDone(moves.go(begun(...items), T), T)
  expect(said(rest).map(([at, what]) => `${at} ${what}`)).toEqual([
    ...['35 ten', '42 three', '43 two', '44 one', '45 rested'],
  ])
  const rate = moves.setDone(moves.tick(rest, T + 45_000), T + 50_000)
  expect(said(rate)).toEqual([[95, 'rested']])
})

test('it is silent while paused, while it asks, at the own pace and between', () => {
  expect(cuesOf(paused(hold(30), T + 1_000))).toEqual([])
  expect(
    cuesOf(moves.back(moves.startNow(moves.go(begun(item('walk', { minutes: 9 })), T), T), T, T + 99_000)),
  ).toEqual([])
  expect(cuesOf(moves.go(begun(item('bridge', { reps: 8 })), T))).toEqual([])
  expect(cuesOf(begun(item('plank', { hold_s: 30 })))).toEqual([])
})

test('it says none twice after a pause: only what is left comes later', () => {
  const again = moves.startNow(moves.goingOn(paused(hold(30), T + 16_000), T + 100_000), T + 105_000)
  const left = cuesOf(again).filter((cue) => cue.at > T + 105_000)
  expect(left.map(({ at, what }) => [(at - T) / 1_000, what])).toEqual([
    ...([
      [109, 'ten'],
      [116, 'three'],
      [117, 'two'],
      [118, 'one'],
      [119, 'stop'],
    ] as const),
  ])
})

test('it hands out each cue exactly once, however often one asks', () => {
  const roll = dice(3)
  for (let round = 0; round < 200; round += 1) {
    const cues = cuesOf(hold(5 + Math.floor(roll() * 60)))
    const heard: Cue[] = []
    let since = T
    while (since < T + 70_000) {
      const now = since + Math.floor(roll() * 3_000)
      heard.push(...due(cues, since, now))
      since = now
    }
    expect(heard).toEqual(cues)
  }
})

test('it knows the last cue that passed, for the screen and the screen reader', () => {
  const run = hold(30)
  expect(lastCue(run, T + 14_999)).toBeNull()
  expect(lastCue(run, T + 15_000)?.what).toBe('half')
  expect(lastCue(run, T + 28_500)?.what).toBe('two')
  expect(lastCue(run, T + 30_000)?.what).toBe('one')
})
