import { describe, expect, it } from 'vitest'
import { canSkip, isNone, lacks, optionsOf, proposal, quickMinutes, readAnswer, sideBySide } from './question'
import { option, step } from './sample'

const minutes = { least: 15, most: 45, step: 5, unit: 'minutes' }
const number = step('age', 'number', { range: { least: 0, most: 120, step: 1, unit: 'years' } })

describe('a question', () => {
  it.each(['single', 'search', 'pain', 'days', 'country'] as const)(
    'of kind %s waits for an answer',
    (kind) => {
      expect(lacks(step('x', kind), undefined)).toMatch(/\.$/)
    },
  )

  it('of several choices can be passed with none of them', () => {
    expect(lacks(step('x', 'multi'), undefined)).toBeUndefined()
    expect(readAnswer(step('x', 'multi'), undefined, '')).toEqual({ kind: 'fits', value: [] })
    expect(isNone(step('x', 'multi'), [])).toBe(true)
    expect(isNone(step('x', 'multi'), ['a'])).toBe(false)
  })

  it('of a country takes "not in the list" for an answer', () => {
    expect(lacks(step('x', 'country'), null)).toBeUndefined()
  })

  it('of a number reads what was typed', () => {
    expect(readAnswer(number, undefined, '34')).toEqual({ kind: 'fits', value: 34 })
    expect(readAnswer(number, 34, 'x').kind).toBe('wrong')
  })
})

describe('"I don’t know"', () => {
  it('is offered where the server takes no answer', () => {
    expect(canSkip(step('x', 'pain'))).toBe(true)
    expect(canSkip(step('x', 'pain', { optional: false }))).toBe(false)
  })

  it('is not offered twice', () => {
    expect(canSkip(step('x', 'single', { options: [option('unknown')] }))).toBe(false)
    expect(canSkip(step('x', 'multi'))).toBe(false)
  })
})

describe('a proposal', () => {
  it('is the country the phone is set to, and twenty minutes', () => {
    expect(proposal(step('x', 'country'), 'GB')).toBe('GB')
    expect(proposal(step('x', 'country'), null)).toBeUndefined()
    expect(proposal(step('x', 'minutes'), 'GB')).toBe(20)
    expect(proposal(step('x', 'single'), 'GB')).toBeUndefined()
  })
})

describe('the options', () => {
  it('are the seven days in the week’s order where days are asked', () => {
    expect(optionsOf(step('x', 'days')).map((one) => one.value)).toEqual([
      'mon',
      'tue',
      'wed',
      'thu',
      'fri',
      'sat',
      'sun',
    ])
  })

  it('stand side by side when they are many and short', () => {
    const many = Array.from({ length: 8 }, (_, index) => option(`o${index}`))
    expect(sideBySide(step('x', 'multi', { options: many }))).toBe(true)
    expect(sideBySide(step('x', 'multi', { options: many.slice(1) }))).toBe(false)
    expect(sideBySide(step('x', 'single', { options: many }))).toBe(false)
    expect(sideBySide(step('x', 'multi', { options: [...many, option('y', { help: 'Why' })] }))).toBe(false)
  })

  it('offers only amounts that are allowed', () => {
    expect(quickMinutes(minutes)).toEqual([20, 30, 45])
  })
})
