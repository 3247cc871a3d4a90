import { describe, expect, it } from 'vitest'
import { findCountries, guess } from './country'
import { FORM } from './sample'

const { countries } = FORM

describe('the guess', () => {
  it.each([
    [['en-GB', 'en'], 'GB'],
    [['fy', 'nl-NL'], 'NL'],
    [['en-Latn-GB'], 'GB'],
    [['en'], null],
    [['xx-XX', 'en'], null],
    [[], null],
  ])('from %j is %s', (languages, country) => {
    expect(guess(languages, countries)).toBe(country)
  })
})

describe('the search', () => {
  it.each([
    ['united', 'GB'],
    ['England', 'GB'],
    ['uk', 'GB'],
    ['Holland', 'NL'],
    ['Nethrlands', 'NL'],
  ])('finds %s', (typed, country) => {
    expect(findCountries(typed, countries)).toContain(country)
  })

  it('finds nothing for nothing', () => {
    expect(findCountries('', countries)).toEqual([])
  })
})
