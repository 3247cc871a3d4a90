import { describe, expect, it } from 'vitest'
import { EMPTY } from './draft'
import { screens } from './form'
import { pathOf, placeAt, screenPath, type State } from './places'
import { CLEAR, FORM, TOLD } from './sample'

const state = (draft = EMPTY, more: Partial<State> = {}): State => ({
  consented: true,
  screens: screens(FORM, draft),
  draft,
  answered: false,
  ...more,
})
const landed = (path: string, at: State) => pathOf(placeAt(path, at))
const complete = { ...TOLD, safety: CLEAR }

describe('a path of the questionnaire', () => {
  it('asks for consent before anything else', () => {
    expect(landed('/intake/3', state(TOLD, { consented: false }))).toBe('/intake/consent')
    expect(landed('/welcome', state(TOLD, { consented: false }))).toBe('/welcome')
  })

  it('goes on at the first open question', () => {
    expect(landed('/intake', state())).toBe('/intake/1')
    expect(landed('/intake', state(TOLD))).toBe(screenPath(9))
    expect(landed('/intake/consent', state(TOLD))).toBe(screenPath(9))
  })

  it('leads back to what is answered, and not past what is open', () => {
    expect(landed('/intake/2', state(TOLD))).toBe('/intake/2')
    expect(landed('/intake/12', state(TOLD))).toBe(screenPath(9))
    expect(landed('/intake/review', state(TOLD))).toBe(screenPath(9))
  })

  it('shows the review once all is answered', () => {
    expect(landed('/intake/review', state(complete))).toBe('/intake/review')
    expect(landed('/intake', state(complete))).toBe('/intake/review')
    expect(landed('/intake/99', state(complete))).toBe('/intake/review')
  })

  it('shows the outcome only while there is one', () => {
    expect(landed('/intake/done', state(complete, { answered: true }))).toBe('/intake/done')
    expect(landed('/intake/done', state(complete))).toBe('/intake/review')
  })

  it.each(['/intake/0', '/intake/-1', '/intake/1e3', '/intake/x', '/intake/1/2'])(
    'makes nothing of %s',
    (path) => {
      expect(landed(path, state())).toBe('/intake/1')
    },
  )

  it('tells nothing about what is asked', () => {
    const paths = screens(FORM, TOLD).map((_, index) => screenPath(index))
    expect(paths.every((path) => /^\/intake\/\d+$/.test(path))).toBe(true)
  })
})
