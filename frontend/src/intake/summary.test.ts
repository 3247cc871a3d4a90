import { describe, expect, it } from 'vitest'
import type { Draft } from './draft'
import { screens } from './form'
import { CLEAR, FORM, TOLD } from './sample'
import { summary } from './summary'

const parts = (draft: Draft) => summary(FORM, screens(FORM, draft), draft)
const said = (draft: Draft) =>
  Object.fromEntries(parts(draft).flatMap((part) => part.lines.map((line) => [line.question, line.answer])))

describe('the summary', () => {
  const draft: Draft = { ...TOLD, safety: CLEAR }

  it('says each answer in the words of its question', () => {
    expect(said(draft)).toMatchObject({
      'country?': 'United Kingdom',
      'age?': '34 years',
      'conditions?': 'Sciatica',
      'minutes?': '20 minutes',
      'days?': 'Monday, Friday',
      'flags?': 'None',
    })
  })

  it('says what is not known, and a country outside the list', () => {
    const vague: Draft = { ...draft, answers: { ...draft.answers, night: null, country: null } }
    expect(said(vague)).toMatchObject({
      'night?': 'You don’t know',
      'country?': 'My country is not in the list',
    })
  })

  it('puts thirty Nos in one line', () => {
    expect(parts(draft).at(-1)).toMatchObject({
      title: 'Safety check',
      lines: [{ answer: 'No to all 7 questions' }],
    })
  })

  it('says every other safety answer in full, and leads to its page', () => {
    const worried: Draft = { ...TOLD, safety: { ...CLEAR, RF06: 'yes', RF21: 'unsure' } }
    const safety = parts(worried).find((part) => part.title === 'Safety check')
    expect(safety?.lines.map((line) => line.answer)).toEqual(['Yes', 'Not sure', 'No to the other 5'])
    expect(safety?.lines[1]?.screen).toBe((safety?.lines[0]?.screen ?? 0) + 1)
  })
})
