/** Which country somebody is in: a guess from the phone's languages, and a search by the names people use. */
import type { IntakeForm } from '../api/shapes'
import { index, search, type Entry } from './search'
import { countryNames } from './text'

type Countries = IntakeForm['countries']

interface Country extends Entry {
  readonly emergency: string
}

/** "de-AT" says Austria; "de" alone says nothing. A guess is offered first, never taken. */
export function guess(languages: readonly string[], countries: Countries): string | null {
  const regions = languages.map((language) => new Intl.Locale(language).region)
  const known = regions.find((region) => countries.some((one) => one.country === region))
  return known ?? null
}

export function findCountries(typed: string, countries: Countries): string[] {
  const entries: Country[] = countries.flatMap(({ country, name, emergency }) =>
    country === null ? [] : [{ slug: country, name, emergency, synonyms: countryNames[country] ?? [] }],
  )
  return search(index(entries, { quiet: [], same: {} }), typed, 5).map(({ entry }) => entry.slug)
}
