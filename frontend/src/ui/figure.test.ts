import { expect, test } from 'vitest'
import { extent, parts } from './figure'
import { POSTURES, poseOf, type Posture } from './poses'

const MAT_TOP = 5

test.each(Object.entries<Posture>(POSTURES))(
  'it draws %s standing on the floor and not in it',
  (_, posture) => {
    const lowest = Math.min(
      ...parts(posture).flatMap((part) => [part.from.y - part.wide, part.to.y - part.thin]),
    )
    const ground = posture.mat ? MAT_TOP : 0
    if (posture.water === undefined) expect(Math.abs(lowest - ground)).toBeLessThan(4)
    const { from, to, top } = extent(posture, parts(posture))
    expect(to - from).toBeLessThan(190)
    expect(top).toBeLessThan(140)
  },
)

test('it knows a posture for every position, and walks a walk', () => {
  expect(poseOf({ position: 'standing', group: 'walking' })).toBe('walking')
  expect(poseOf({ position: 'standing', group: 'strength' })).toBe('standing')
  expect(poseOf({ position: 'quadruped', group: 'strength' })).toBe('quadruped')
  expect(poseOf({ position: 'upside_down', group: 'strength' })).toBe('standing')
})
