import { describe, expect, it } from 'vitest'
import type { Session } from '../api/shapes'
import { split, weekdays } from './outcome'

const session = (on: string, kind: Session['kind'] = 'exercise') => ({ on, kind }) as Session

describe('the days of a plan', () => {
  it('are those of its first seven days, Monday first, whatever day it is made on', () => {
    const made = [
      session('2026-11-27'),
      session('2026-11-30'),
      session('2026-12-02', 'walk'),
      session('2026-12-04'),
    ]
    expect(weekdays(made)).toBe('Monday, Wednesday, Friday')
  })

  it('leave out rests and count a day once', () => {
    const made = [session('2026-11-24', 'rest'), session('2026-11-25'), session('2026-11-25', 'walk')]
    expect(weekdays(made)).toBe('Wednesday')
  })

  it('are none without sessions', () => {
    expect(weekdays([])).toBe('')
  })
})

describe('the advice of a stop', () => {
  it('tells what to do now from what is fine until then', () => {
    const advice = ['screening.PA1', 'meanwhile.walking'].map((id) => ({ id, text: id, source: 'test' }))
    expect(split(advice)).toEqual({ now: [advice[0]], meanwhile: [advice[1]] })
  })
})
