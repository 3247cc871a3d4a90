import { describe, expect, it } from 'vitest'
import knowledge from '../../../programs/knowledge/conditions.yaml?raw'
import questionnaire from '../../../programs/knowledge/intake.yaml?raw'
import { index, search, words, type Entry } from './search'
import { speech } from './text'

/** The released conditions as the questionnaire offers them: enough of the file is read for that, and no more. */
const ENTRIES: Entry[] = knowledge
  .split(/\n {2}- slug: /)
  .slice(1)
  .map((block) => {
    const name = /\n {4}name: (.+)/.exec(block)?.[1] ?? ''
    const listed = /\n {4}synonyms: \[([^\]]+)\]/.exec(block)?.[1] ?? ''
    return {
      slug: /^\S+/.exec(block)?.[0] ?? '',
      name: name.replaceAll('"', ''),
      synonyms: listed.split(',').map((one) => one.trim().replaceAll('"', '')),
    }
  })
const FROM = index(ENTRIES, speech)
const PHRASES = ENTRIES.flatMap((entry) => entry.synonyms.map((typed) => ({ typed, slug: entry.slug })))

/** Every run tries the same slips. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function slip(word: string, random: (below: number) => number): string {
  const at = random(word.length)
  const letter = String.fromCharCode(97 + random(26))
  const [a = '', b = ''] = [word[at], word[at + 1]]
  const ways = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + b + a + word.slice(at + 2),
  ]
  return ways[random(ways.length)] ?? word
}

/** Slips in the longest words: a slip in a word of three letters makes another word. */
function mistyped(phrase: string, slips: number, random: (below: number) => number): string | null {
  const parts = phrase.split(' ')
  const long = [...parts.keys()].filter((at) => (parts[at] ?? '').length >= 5)
  if (long.length < slips) return null
  const chosen = long.sort((a, b) => (parts[b] ?? '').length - (parts[a] ?? '').length).slice(0, slips)
  return parts.map((part, at) => (chosen.includes(at) ? slip(part, random) : part)).join(' ')
}

const found = (typed: string): string[] => search(FROM, typed, 6).map((hit) => hit.entry.slug)

describe('the released conditions', () => {
  it('are all read', () => {
    expect(ENTRIES).toHaveLength(31)
    expect(PHRASES.length).toBeGreaterThan(150)
  })

  it('are found first by each of their synonyms, unless two share it', () => {
    const missed = PHRASES.filter(({ typed, slug }) => {
      const first = found(typed)[0]
      const shares = ENTRIES.find((entry) => entry.slug === first)?.synonyms.some(
        (one) => words(one, speech).join(' ') === words(typed, speech).join(' '),
      )
      return first !== slug && !(shares === true && found(typed).slice(0, 3).includes(slug))
    })
    expect(missed).toEqual([])
  })

  it('are found in any order of words', () => {
    const missed = PHRASES.filter(({ typed }) => {
      const turned = typed.split(' ').reverse().join(' ')
      return found(turned)[0] !== found(typed)[0]
    })
    expect(missed).toEqual([])
  })

  it.each([1, 2])('are among the first three with %i slips', (slips) => {
    const random = seeded(20261125)
    const tried = PHRASES.flatMap(({ typed, slug }) =>
      Array.from({ length: 4 }, () => mistyped(typed, slips, random)).flatMap((wrong) =>
        wrong === null ? [] : [{ wrong, typed, slug }],
      ),
    )
    const missed = tried.filter(({ wrong, slug }) => !found(wrong).slice(0, 3).includes(slug))
    expect(missed.length).toBeLessThan(tried.length / 100)
  })
})

describe('the places it may hurt', () => {
  const step = /- id: area\n([\s\S]+?)- id: thigh\n/.exec(questionnaire)?.[1] ?? ''
  const places: Entry[] = step
    .split('- value: ')
    .slice(1)
    .map((block) => ({
      slug: /^\S+/.exec(block)?.[0] ?? '',
      name: /label: (.+)/.exec(block)?.[1] ?? '',
      synonyms: (/also: \[([^\]]+)\]/.exec(block)?.[1] ?? '').split(',').map((one) => one.trim()),
    }))
  const from = index(places, speech)

  it.each(places.flatMap(({ slug, synonyms }) => synonyms.map((typed) => [typed, slug])))(
    '%s finds %s first',
    (typed, slug) => {
      expect(search(from, typed)[0]?.entry.slug).toBe(slug)
    },
  )

  it.each([
    ['pulled my back', 'low_back'],
    ['lumbgo', 'low_back'],
    ['pain in back thigh after running', 'back_of_thigh'],
    ['traped nerve', 'leg'],
    ['my kidny hurts', 'elsewhere'],
    ['i dont know', 'elsewhere'],
  ])('%s finds %s first too', (typed, slug) => {
    expect(search(from, typed)[0]?.entry.slug).toBe(slug)
  })
})
