import { describe, expect, it } from 'vitest'
import type { Problem } from '../api/shapes'
import { EMPTY, type Draft } from './draft'
import { screens } from './form'
import { complaint, toRequest } from './request'
import { CLEAR, FORM, TOLD } from './sample'

const when = { today: '2026-11-24', zone: 'Europe/London' }
const sent = (draft: Draft) => toRequest(FORM, draft, when)

describe('what is sent', () => {
  it('holds the fields, the safety answers and when they were given', () => {
    expect(sent({ ...TOLD, safety: CLEAR })).toEqual({
      schema: 1,
      account: TOLD.owner,
      today: '2026-11-24',
      zone: 'Europe/London',
      diagnosed: true,
      intake: {
        schema: 1,
        country: 'GB',
        age: 34,
        sex: 'female',
        conditions: ['sciatica'],
        night_waking: true,
        minutes: 20,
        days: ['mon', 'fri'],
        flags: [],
        answers: CLEAR,
      },
    })
  })

  it('calls a condition diagnosed only if a clinician named it', () => {
    const draft: Draft = { ...EMPTY, answers: { ...TOLD.answers, told: 'no', area: 'thigh' } }
    expect(sent(draft)).toMatchObject({ diagnosed: false, intake: { conditions: ['thigh'] } })
  })

  it('sends no answer to a question that is not asked any more', () => {
    const draft: Draft = {
      ...TOLD,
      answers: { ...TOLD.answers, sex: 'male' },
      safety: { ...CLEAR, PA5: 'yes' },
    }
    expect(sent(draft).intake.answers).not.toHaveProperty('PA5')
  })

  it('answers nothing that was not answered, even when it stops at an alarm', () => {
    expect(sent({ ...TOLD, safety: { RF01: 'yes' } }).intake.answers).toEqual({ RF01: 'yes' })
  })
})

describe('what is refused', () => {
  const problem = (...fields: string[]): Problem => ({
    type: 'urn:backfit:problem:invalid',
    title: 'Bad Request',
    status: 400,
    detail: 'Some of what was sent does not fit.',
    errors: fields.map((field) => ({ field, reason: `${field} has to be less.` })),
  })
  const all = screens(FORM, TOLD)

  it('leads to the question that fills the field', () => {
    expect(complaint(problem('intake.age'), all)).toEqual({
      screen: 1,
      sentence: 'intake.age has to be less.',
    })
  })

  it('finds a field that only an option fills, and a safety item', () => {
    expect(all[complaint(problem('intake.night_waking'), all).screen ?? 0]).toMatchObject({
      step: { id: 'night' },
    })
    expect(all[complaint(problem('intake.answers.RF06'), all).screen ?? 0]?.kind).toBe('safety')
  })

  it('passes over what no question asks, to the next that one does', () => {
    expect(complaint(problem('zone', 'intake.days'), all).sentence).toBe('intake.days has to be less.')
  })

  it('shows the whole sentence when no question is meant', () => {
    expect(complaint({ ...problem(), errors: null }, all)).toEqual({
      screen: null,
      sentence: 'Some of what was sent does not fit.',
    })
  })
})
