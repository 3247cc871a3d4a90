import { expect, test } from 'vitest'
import bundle from '../api/fixtures/bundle.json'
import type { Session } from '../api/shapes'
import * as moves from './moves'
import { motion, shown, wholeSecond } from './phase'
import * as runs from './run'
import { begun, item, T } from './sample'

const session = bundle.sessions[0] as unknown as Session
/** The run with the n-th exercise of the fixture begun: 0 a walk, 1 repeats, 2 holds on each side. */
const ready = (index: number): runs.Run => moves.go({ ...runs.begin({ session, nth: 0, now: T }), index }, T)
const at = (index: number): runs.Run => moves.startNow(ready(index), T)

test('it shows a walk as the time left and the time behind, with Pause', () => {
  expect(shown(at(0), T + 60_000)).toMatchObject({
    ...{ count: '3:00', under: 'left', note: '1:00 of 4:00 done' },
    ...{ call: 'Keep going', said: 'Keep going', act: 'pause', share: 0.25 },
  })
  expect(shown(runs.paused(at(0), T), T)).toMatchObject({ call: 'Paused', act: 'goOn', button: 'Go on' })
  expect(shown(at(0), T + 240_000)).toMatchObject({ call: 'Time is up', act: 'done', button: 'Done' })
})

test('it shows repeats as their number, at the own pace, and a part of the ring for each set', () => {
  expect(shown(at(1), T)).toMatchObject({
    ...{ count: '8', under: 'times', call: 'Hold each 2 seconds', parts: 2, share: 0 },
    ...{ act: 'done', button: 'Set 1 done' },
  })
  expect(shown({ ...at(1), set: 2 }, T).share).toBe(0.5)
})

test('it says what a countdown is for, and lets it be cut short or paused', () => {
  expect(shown(ready(2), T)).toMatchObject({
    ...{
      call: 'Get ready',
      note: 'Next: hold 1 of 4, left side',
      said: 'Get ready. Next: hold 1 of 4, left side',
    },
    ...{ act: 'startNow', button: 'Start now', mayPause: true },
  })
  expect(shown(runs.paused(ready(2), T), T)).toMatchObject({ act: 'goOn', mayPause: false })
})

test('it names the side of a hold, then the other side', () => {
  expect(shown(at(2), T).call).toBe('Hold 1 of 4, left side')
  const other = moves.setDone(at(2), T)
  expect(shown(other, T)).toMatchObject({ call: 'Get ready', note: 'Next: hold 1 of 4, right side' })
})

test('it names the turns of holds that change sides', () => {
  const run = moves.startNow(moves.go(begun(item('bug', { reps: 2, hold_s: 7, side: 'alternating' })), T), T)
  expect(shown(run, T).call).toBe('Hold 1 of 2, one side')
  const gap = moves.tick(run, T + 7_000)
  expect(shown(gap, T + 7_000).call).toBe('Change sides')
  expect(shown(moves.tick(gap, T + 10_000), T + 10_000).call).toBe('Hold 2 of 2, the other side')
  const free = moves.go(begun(item('bug', { reps: 8, hold_s: 2, side: 'alternating' })), T)
  expect(shown(free, T)).toMatchObject({ call: 'Side to side', note: 'Hold each 2 seconds', parts: 0 })
})

test('it says half way on the screen for a moment, and to the screen reader', () => {
  const run = moves.startNow(moves.go(begun(item('plank', { hold_s: 30 })), T), T)
  expect(shown(run, T + 14_000)).toMatchObject({ note: '', said: 'Hold' })
  expect(shown(run, T + 15_000)).toMatchObject({ note: 'Half way', said: 'Half way' })
  expect(shown(run, T + 19_500)).toMatchObject({ note: '', said: 'Half way' })
  expect(shown(run, T + 27_000)).toMatchObject({ count: '3', note: '', said: '3' })
})

test('it lets the rest be ended early, and says what comes', () => {
  const resting = moves.setDone(at(1), T)
  expect(shown(resting, T + 5_000)).toMatchObject({
    ...{ call: 'Rest', count: '40', note: 'Next: set 2 of 2', mayPause: true },
    ...{ act: 'rested', button: 'Start set 2' },
  })
})

test('it steps the ring by whole seconds where motion is reduced', () => {
  const run = moves.startNow(moves.go(begun(item('plank', { hold_s: 10 })), T), T)
  expect([0, 1, 999, 1_000, 9_999].map((ms) => wholeSecond(run, T + ms) - T)).toEqual([0, 0, 0, 1_000, 9_000])
  expect(wholeSecond(runs.paused(run, T + 1_500), T + 2_500)).toBe(T + 2_500)
  expect(wholeSecond(begun(item('bridge', { reps: 8 })), T + 7)).toBe(T + 7)
})

test('the figure moves at the pace of the dose, and stands at its end while a hold is counted', () => {
  expect(motion(at(1))).toEqual({ as: 'moving', held: 2, left: false })
  expect(motion(at(0))).toMatchObject({ as: 'moving', held: 0 })
  expect(motion(ready(2))).toMatchObject({ as: 'moving' })
  expect(motion(at(2))).toMatchObject({ as: 'end' })
})

test('the figure rests whenever the person does', () => {
  expect(motion(runs.paused(at(0), T))).toMatchObject({ as: 'paused' })
  expect(motion(moves.setDone(at(1), T))).toMatchObject({ as: 'paused' })
})

test('the figure shows the side that has its turn', () => {
  expect(motion(at(2)).left).toBe(true)
  expect(motion({ ...at(2), side: 'right' }).left).toBe(false)
  const turns = begun(item('bird-dog', { reps: 2, hold_s: 6, side: 'alternating' }))
  const hold = moves.startNow(moves.go(turns, T), T)
  expect(motion(hold).left).toBe(false)
  expect(motion(moves.tick(moves.tick(hold, T + 6_000), T + 9_000)).left).toBe(true)
})
