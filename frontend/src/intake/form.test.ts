import { describe, expect, it } from 'vitest'
import { EMPTY, type Draft } from './draft'
import { answeredBy, fields, firstOpen, placeOf, screens, shownSteps, type Screen } from './form'
import { after, CLEAR, FORM, option, step, TOLD } from './sample'

const name = (screen: Screen) =>
  screen.kind === 'safety' ? screen.rows.map((row) => row.area).join('+') : screen.step.id
const names = (draft: Draft) => screens(FORM, draft).map(name)
const telling = (answers: Draft['answers']): Draft => ({ ...EMPTY, answers: { ...TOLD.answers, ...answers } })

describe('the screens', () => {
  it('asks what follows from an answer, and only that', () => {
    expect(names(telling({ told: 'yes' }))).toContain('conditions')
    expect(names(telling({ told: 'yes' }))).not.toContain('area')
    expect(names(telling({ told: 'no', area: 'thigh' }))).toContain('which')
  })

  it('forgets what hangs on an answer that is no longer asked', () => {
    const draft = telling({ told: 'yes', area: 'thigh', which: 'strain' })
    expect(names(draft)).not.toContain('which')
    expect(fields(FORM, draft).conditions).toEqual(['sciatica'])
  })

  it('asks for details of a safety answer after the safety check', () => {
    const draft: Draft = { ...TOLD, safety: { ...CLEAR, PA5: 'yes' } }
    expect(names(draft).at(-1)).toBe('weeks')
    expect(names(TOLD)).not.toContain('weeks')
  })

  it('never moves a safety page because of an answer given on it', () => {
    const before = names(TOLD).indexOf('Stiff+Pregnant')
    const yes: Draft = { ...TOLD, safety: { PA5: 'yes' } }
    expect(before).toBeGreaterThan(0)
    expect(names(yes)[before]).toBe('Stiff+Pregnant+Warning')
  })
})

describe('the fields', () => {
  it('takes a number, an option and what an option sets', () => {
    const told = fields(FORM, TOLD)
    expect(told).toMatchObject({ age: 34, sex: 'female', night_waking: true, days: ['mon', 'fri'] })
  })

  it('lets the closer question replace what the wider one set', () => {
    const draft = telling({ told: 'no', area: 'thigh', which: 'strain' })
    expect(fields(FORM, draft).conditions).toEqual(['hamstring-strain'])
  })

  it('leaves out what is not known, so that the server takes its careful default', () => {
    expect(fields(FORM, telling({ night: null }))).not.toHaveProperty('night_waking')
    expect(fields(FORM, telling({ country: null }))).not.toHaveProperty('country')
  })

  it('adds flags of one question to those of another', () => {
    const walking = step('walking', 'single', {
      field: null,
      options: [option('yes', { sets: { flags: ['legs'] } })],
      show_if: [{ ...after('age'), at_least: 60 }],
    })
    const [first, ...rest] = FORM.sections
    const form = {
      ...FORM,
      sections: [{ id: 'a', title: 'A', steps: [...(first?.steps ?? []), walking] }, ...rest],
    }
    const told = (age: number) =>
      fields(form, telling({ age, walking: 'yes', limits: ['cannot-floor'] })).flags
    expect(told(59)).not.toContain('legs')
    expect(told(60)).toContain('legs')
  })

  it('names no condition for what only answers a safety question', () => {
    const named = step('conditions', 'search', {
      options: [option('cancer', { sets: {}, answers: { RF11: 'unsure' } }), option('sciatica')],
    })
    const form = { ...FORM, sections: [{ id: 'a', title: 'A', steps: [named] }] }
    const draft = { ...EMPTY, answers: { conditions: ['cancer', 'sciatica'] } }
    expect(fields(form, draft).conditions).toEqual(['sciatica'])
    expect(fields(form, { ...EMPTY, answers: { conditions: ['cancer'] } }).conditions).toEqual([])
    expect(answeredBy(form, EMPTY, 'conditions', ['cancer'])).toEqual({ RF11: 'unsure' })
  })

  it('keeps an empty list, which says none', () => {
    expect(fields(FORM, TOLD).flags).toEqual([])
  })
})

describe('an option that is offered to some', () => {
  const way = step('way', 'single', {
    options: [
      option('back', { offered_if: [after('area', 'low'), after('told', 'yes')] }),
      option('chin', { offered_if: [after('area', 'neck')] }),
      option('unknown'),
    ],
  })
  const told = step('told', 'single', { options: [option('yes'), option('no')] })
  const area = step('area', 'single', {
    options: [option('low'), option('neck')],
    show_if: [after('told', 'no')],
  })
  const form = { ...FORM, sections: [{ id: 'a', title: 'A', steps: [told, area, way] }] }
  const offered = (answers: Draft['answers']) =>
    shownSteps(form, { ...EMPTY, answers })
      .find((one) => one.step.id === 'way')
      ?.step.options.map((one) => one.value)

  it('stands there when one of what it asks for holds', () => {
    expect(offered({ told: 'no', area: 'low' })).toEqual(['back', 'unknown'])
    expect(offered({ told: 'no', area: 'neck' })).toEqual(['chin', 'unknown'])
    expect(offered({ told: 'yes', area: 'neck' })).toEqual(['back', 'unknown'])
  })

  it('counts for nothing once it is not offered any more, and is asked again', () => {
    const draft = { ...EMPTY, answers: { told: 'no', area: 'low', way: 'chin' } }
    expect(fields(form, draft)).not.toHaveProperty('way')
    expect(firstOpen(screens(form, draft), draft)).toBe(2)
    const neck = { ...draft, answers: { ...draft.answers, area: 'neck' } }
    expect(fields(form, neck).way).toBe('chin')
  })
})

describe('how far somebody is', () => {
  it('finds the first question without an answer', () => {
    expect(firstOpen(screens(FORM, EMPTY), EMPTY)).toBe(0)
    expect(name(screens(FORM, TOLD)[firstOpen(screens(FORM, TOLD), TOLD)] as Screen)).toBe(
      'Numb+Weaker+Cancer',
    )
  })

  it('is complete when the last safety question has its answer', () => {
    const draft: Draft = { ...TOLD, safety: CLEAR }
    expect(firstOpen(screens(FORM, draft), draft)).toBe(screens(FORM, draft).length)
  })

  it('counts "I don’t know" as an answer', () => {
    const draft: Draft = { ...EMPTY, answers: { country: null } }
    expect(firstOpen(screens(FORM, draft), draft)).toBe(1)
  })

  it('counts within the section', () => {
    const all = screens(FORM, TOLD)
    expect(placeOf(all, 1)).toEqual({ section: 'About you', number: 2, of: 3 })
    expect(placeOf(all, 99)).toBeNull()
  })
})

describe('an option that answers a safety question', () => {
  it('answers it when it is picked, and no more when another is', () => {
    const torn = answeredBy(FORM, TOLD, 'which', 'torn')
    expect(torn).toEqual({ RF06: 'yes' })
    const draft = {
      ...TOLD,
      answers: { ...TOLD.answers, which: 'torn' },
      safety: { ...torn, PA5: 'no' as const },
    }
    expect(answeredBy(FORM, draft, 'which', 'strain')).toEqual({ PA5: 'no' })
  })

  it('leaves what was answered alone otherwise', () => {
    expect(answeredBy(FORM, { ...TOLD, safety: CLEAR }, 'night', 'yes')).toEqual(CLEAR)
    expect(answeredBy(null, { ...TOLD, safety: CLEAR }, 'night', 'yes')).toEqual(CLEAR)
  })
})
