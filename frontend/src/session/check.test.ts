import { expect, test } from 'vitest'
import type { Answer, SafetyItem } from '../api/shapes'
import { toLog, waiting } from './check'

const item = (id: string, yes: 'plan' | 'emergency_now', after: string[] = []): SafetyItem =>
  ({ id, outcomes: { yes, unsure: yes }, asked_of: { after_yes: after } }) as unknown as SafetyItem
const items = [
  item('RF01', 'emergency_now'),
  item('FEVER', 'plan'),
  item('FALL', 'plan'),
  item('RF09', 'emergency_now', ['FALL']),
  item('RF10', 'emergency_now', ['FALL']),
]
/** What is logged after each answer, in the order given. */
function logged(...given: [string, Answer][]): (Record<string, Answer> | null)[] {
  const answers: Record<string, Answer> = {}
  return given.map(([id, answer]) => {
    answers[id] = answer
    return toLog(items, answers, id)
  })
}

test('it logs a yes, and a doubt, at once, and no no', () => {
  expect(logged(['RF01', 'yes'], ['RF01', 'no'], ['FEVER', 'unsure'])).toEqual([
    { RF01: 'yes' },
    null,
    { FEVER: 'unsure' },
  ])
})

test('it logs a fall with the two questions it opens, once both are answered', () => {
  const all = { FALL: 'yes', RF09: 'no', RF10: 'no' }
  expect(logged(['FALL', 'yes'], ['RF09', 'no'], ['RF10', 'no'])).toEqual([null, null, all])
})

test('it logs a warning sign among them without waiting for the other', () => {
  expect(logged(['FALL', 'yes'], ['RF10', 'unsure'])).toEqual([null, { FALL: 'yes', RF10: 'unsure' }])
  expect(logged(['FALL', 'yes'], ['RF01', 'yes'])).toEqual([null, { RF01: 'yes' }])
})

test('it knows what was said of a fall while a question about it is open', () => {
  expect(waiting(items, { FALL: 'yes', RF09: 'no' })).toEqual({ FALL: 'yes', RF09: 'no' })
  expect(waiting(items, { FALL: 'yes', RF09: 'no', RF10: 'no' })).toBeNull()
  expect(waiting(items, { FALL: 'yes', RF09: 'yes' })).toBeNull()
  expect(waiting(items, { FALL: 'no', FEVER: 'yes' })).toBeNull()
})
