import { describe, expect, it } from 'vitest'
import {
  adviceAfter,
  alarms,
  askedRows,
  isFor,
  itemsOf,
  noToRest,
  numbersOf,
  orderedRows,
  outcomeOf,
  pages,
  sharedNote,
  withNumber,
} from './safety'
import { CLEAR, FORM, item } from './sample'

const person = { age: 34, sex: 'female', conditions: [] }
const rows = FORM.safety
const ids = (found: ReturnType<typeof askedRows>) => itemsOf(found).map((one) => one.id)

describe('who is asked', () => {
  it.each([
    [15, false],
    [16, true],
  ])('looks at the age: %i', (age, asked) => {
    expect(isFor(item('RF04', 'emergency_now', { asked_of: { min_age: 16 } }), { ...person, age })).toBe(
      asked,
    )
  })

  it('asks everything of somebody whose age is not known', () => {
    expect(isFor(item('RF23', 'same_day', { asked_of: { max_age: 17 } }), { ...person, age: null })).toBe(
      true,
    )
  })

  it('skips by sex and by a named condition', () => {
    const others = { age: 34, sex: 'male', conditions: ['axial-spa'] }
    expect(ids(askedRows(rows, others, {}))).toEqual(['RF01', 'RF04', 'RF06', 'RF11', 'RF12'])
  })

  it('opens a question when the one it waits for is answered Yes or not sure', () => {
    expect(ids(askedRows(rows, person, {}))).not.toContain('RF25')
    expect(ids(askedRows(rows, person, { PA5: 'yes' }))).toContain('RF25')
    expect(ids(askedRows(rows, person, { PA5: 'unsure' }))).toContain('RF25')
  })

  it('opens it for a named condition too, whatever the other answer is', () => {
    const named = { ...person, conditions: ['pregnancy'] }
    expect(ids(askedRows(rows, named, { PA5: 'no' }))).toContain('RF25')
  })
})

describe('the pages', () => {
  it('puts a waiting row right after the question it waits for', () => {
    const areas = orderedRows(rows).map((row) => row.area)
    expect(areas.slice(-2)).toEqual(['Pregnant', 'Warning'])
    expect(areas).toHaveLength(rows.length)
  })

  it('holds at most five questions and never cuts a row', () => {
    const cut = pages(orderedRows(rows), person)
    expect(cut.map((page) => itemsOf(page).length)).toEqual([5, 3])
    expect(cut.flat().map((row) => row.area)).toEqual(orderedRows(rows).map((row) => row.area))
  })

  it('says a note once when several questions share it', () => {
    expect(sharedNote(rows)).toBe('Checked?')
    expect(sharedNote(rows.slice(0, 3))).toBeNull()
  })
})

describe('the answers', () => {
  it('gives No to the rest and leaves what was answered', () => {
    const answers = noToRest(askedRows(rows, person, {}), { RF06: 'unsure' })
    expect(answers).toEqual({ ...CLEAR, RF06: 'unsure' })
  })

  it('raises the alarm for Yes and for not sure, but not for what leads elsewhere', () => {
    expect(alarms(rows, { RF01: 'yes' }).map((one) => one.id)).toEqual(['RF01'])
    expect(alarms(rows, { RF01: 'unsure', RF06: 'yes' }).map((one) => one.id)).toEqual(['RF01'])
    expect(alarms(rows, { RF04: 'prefer_not' })).toEqual([])
    expect(alarms(rows, CLEAR)).toEqual([])
  })

  it('takes the outcome from the form, answer by answer', () => {
    const [, numb] = rows
    const rf04 = numb?.items[1]
    expect(rf04 && outcomeOf(rf04, { RF04: 'prefer_not' })).toBe('same_day')
    expect(rf04 && outcomeOf(rf04, {})).toBe('plan')
  })

  it('gives an answer that leads elsewhere its own advice', () => {
    const [, numb] = rows
    const rf04 = numb?.items[1]
    expect(rf04 && adviceAfter(rf04, 'prefer_not')[0]?.text).toBe('See a doctor today.')
    expect(rf04 && adviceAfter(rf04, 'yes')).toBe(rf04?.advice)
  })
})

describe('the number to call', () => {
  it('is that of the country', () => {
    expect(withNumber('Call {emergency}, then {emergency}.', numbersOf(FORM, 'GB'))).toBe(
      'Call 999, then 999.',
    )
  })

  it('is the one that works in most places when the country is not listed', () => {
    expect(numbersOf(FORM, null)).toEqual(FORM.elsewhere)
    expect(numbersOf(FORM, 'XX')).toEqual(FORM.elsewhere)
  })
})
