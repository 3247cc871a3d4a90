import { beforeEach, describe, expect, it } from 'vitest'
import { belongsTo, dropDraft, EMPTY, isEmpty, keepDraft, keepSaid, readDraft, readSaid } from './draft'
import { CLEAR, Shelf, TOLD } from './sample'

let shelf: Shelf
beforeEach(() => {
  shelf = new Shelf()
})

describe('the draft', () => {
  it('comes back as it was kept', () => {
    const draft = { ...TOLD, safety: CLEAR }
    keepDraft(draft, shelf)
    expect(readDraft(shelf)).toEqual(draft)
  })

  it('is gone once dropped', () => {
    keepDraft(TOLD, shelf)
    dropDraft(shelf)
    expect(readDraft(shelf)).toEqual(EMPTY)
    expect(shelf.length).toBe(0)
  })

  it('keeps what was said for the next time, but for safety and what is asked anew', () => {
    keepSaid({ ...TOLD, safety: CLEAR, owner: 'me' }, shelf, ['age'])
    const said = readSaid(shelf)
    expect(said.safety).toEqual({})
    expect(said.answers).not.toHaveProperty('age')
    expect(said.answers.sex).toBe(TOLD.answers.sex)
    dropDraft(shelf)
    expect(shelf.length).toBe(0)
  })

  it('tells nothing by the name it is kept under', () => {
    keepDraft(TOLD, shelf)
    expect(shelf.key(0)).toBe('backfit.intake')
  })

  it.each(['', 'null', '[]', '{', '{"schema":2}', '"x"'])('starts anew from %s', (text) => {
    shelf.setItem('backfit.intake', text)
    expect(readDraft(shelf)).toEqual(EMPTY)
  })

  it('drops what does not fit and keeps the rest', () => {
    const odd = {
      schema: 1,
      answers: { age: 34, days: ['mon'], x: { y: 1 }, z: [1] },
      safety: { RF01: 'no', RF02: 'maybe' },
    }
    shelf.setItem('backfit.intake', JSON.stringify(odd))
    expect(readDraft(shelf)).toEqual({
      schema: 1,
      owner: null,
      answers: { age: 34, days: ['mon'] },
      safety: { RF01: 'no' },
    })
  })

  it.each([
    [null, 'alex', true],
    ['alex', 'alex', true],
    ['alex', null, true],
    ['alex', 'robin', false],
  ])('of %s may be gone on with by %s: %s', (owner, account, may) => {
    expect(belongsTo({ ...TOLD, owner }, account)).toBe(may)
  })

  it('goes on without a storage, or with a full one', () => {
    shelf.full = true
    expect(() => {
      keepDraft(TOLD, shelf)
      keepDraft(TOLD, null)
      dropDraft(null)
    }).not.toThrow()
    expect(readDraft(null)).toEqual(EMPTY)
  })

  it('is empty until something is answered', () => {
    expect(isEmpty(EMPTY)).toBe(true)
    expect(isEmpty({ ...EMPTY, answers: { country: null } })).toBe(false)
    expect(isEmpty({ ...EMPTY, safety: { RF01: 'no' } })).toBe(false)
  })
})
