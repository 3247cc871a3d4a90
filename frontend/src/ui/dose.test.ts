import { expect, test } from 'vitest'
import { longDose, paceOf, rowSide, shortDose, type DoseLike } from './dose'

const none: DoseLike = { sets: 1, reps: null, hold_s: null, minutes: null, distance_m: null, side: 'both' }

test.each([
  [{ sets: 2, reps: 8 }, 'reps', '2 × 8', '2 sets of 8 times'],
  [{ reps: 8 }, 'reps', '1 × 8', '1 set of 8 times'],
  [{ sets: 2, reps: 8, hold_s: 2 }, 'reps', '2 × 8, hold 2 s', '2 sets of 8 times, hold each 2 seconds'],
  [
    { sets: 2, reps: 4, hold_s: 10, side: 'each' },
    'hold',
    '2 × 4, hold 10 s',
    '2 sets of 4 times, hold each 10 seconds, each side',
  ],
  [{ hold_s: 20 }, 'hold', '20 s', '20 seconds'],
  [{ sets: 3, hold_s: 1 }, 'hold', '3 × 1 s', '3 sets of 1 second'],
  [{ minutes: 10 }, 'time', '10 min', '10 minutes'],
  [{ sets: 4, minutes: 1 }, 'time', '4 × 1 min', '4 sets of 1 minute'],
  [{ sets: 2, distance_m: 50, side: 'alternating' }, 'distance', '2 × 50 m', '2 sets of 50 metres'],
] as const)('it says %o in words', (given, pace, short, long) => {
  const dose = { ...none, ...given }
  expect([paceOf(dose), shortDose(dose), longDose(dose)]).toEqual([pace, short, long])
})

test('it names the side in a row only where it doubles the work', () => {
  expect(
    (['both', 'each', 'alternating'] as const).map((side) => rowSide({ ...none, reps: 8, side })),
  ).toEqual(['', 'each side', ''])
})
