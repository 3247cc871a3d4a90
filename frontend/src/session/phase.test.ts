import { expect, test } from 'vitest'
import bundle from '../api/fixtures/bundle.json'
import type { Session } from '../api/shapes'
import { shown } from './phase'
import * as runs from './run'

const T = Date.UTC(2026, 10, 24, 9, 0)
const session = bundle.sessions[0] as unknown as Session
/** The run with the n-th exercise of the fixture begun: 0 a walk, 1 repeats, 2 holds on each side. */
const at = (index: number): runs.Run => runs.go({ ...runs.begin({ session, nth: 0, now: T }), index }, T)

test('it shows a walk as the time left, with Pause', () => {
  expect(shown(at(0), T + 60_000)).toMatchObject({ count: '3:00', under: 'left', act: 'pause', share: 0.25 })
  expect(shown(runs.paused(at(0), T), T)).toMatchObject({ call: 'Paused', act: 'goOn', button: 'Go on' })
  expect(shown(at(0), T + 240_000)).toMatchObject({ call: 'Time is up', act: 'done', button: 'Done' })
})

test('it shows repeats as their number, at the own pace', () => {
  expect(shown(at(1), T)).toMatchObject({
    ...{ count: '8', under: 'times', call: 'Hold each 2 seconds' },
    ...{ act: 'done', button: 'Set 1 done' },
  })
})

test('it names the side of a hold, then the other side', () => {
  expect(shown(at(2), T).call).toBe('Hold 1 of 4, left side')
  const other = runs.setDone(at(2), T)
  expect(shown(other, T)).toMatchObject({ act: 'go', button: 'Start, right side' })
})

test('it lets the rest be ended early', () => {
  const resting = runs.setDone(at(1), T)
  expect(shown(resting, T + 5_000)).toMatchObject({
    call: 'Rest',
    count: '40',
    act: 'rested',
    button: 'Start set 2',
  })
})
