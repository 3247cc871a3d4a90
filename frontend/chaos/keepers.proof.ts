/** Three phones that run the real app against the real server, while the net and the phones fail: nothing is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { install } from './browser'
import { step } from './drawing'
import { needed } from './net'
import { Trial } from './trial'
import { verdict } from './verdict'

const [trials, seed] = [Number(needed('CHAOS_TRIALS')), Number(needed('CHAOS_SEED'))]

test('it loses no log and all phones end up the same, whatever happens to the net and to them', async () => {
  install()
  const counted = { trials: 0, logs: 0, lost: 0, diverged: 0 }
  const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
    const trial = new Trial()
    await trial.begin()
    for (const one of steps) await trial.step(one)
    await trial.rest()
    counted.trials += 1
    for (const person of trial.people) {
      const { lost, diverged } = await verdict(person)
      counted.logs += person.made.size
      counted.lost += lost.length
      counted.diverged += diverged.length
      expect([...lost, ...diverged]).toEqual([])
    }
  })
  try {
    await fc.assert(property, { numRuns: trials, seed, endOnFailure: true })
  } finally {
    console.log(`counted: ${JSON.stringify(counted)}`)
  }
})
