/** Finds conditions and countries by what people type: plain words, half words and slips of the finger. */

export interface Entry {
  readonly slug: string
  readonly name: string
  readonly synonyms: readonly string[]
}

export interface Hit<E extends Entry> {
  readonly entry: E
  /** The words of the entry that fit best: its name, or the synonym the person most likely meant. */
  readonly matched: string
}

/** What a language needs: words that tell nothing ("the"), and words that are said for one another ("hurts", "pain"). */
export interface Speech {
  readonly quiet: readonly string[]
  readonly same: Readonly<Record<string, string>>
}

interface Phrase {
  readonly text: string
  readonly trust: number
  readonly words: ReadonlySet<string>
}

interface Prepared<E extends Entry> {
  readonly entry: E
  readonly phrases: readonly Phrase[]
  readonly words: ReadonlySet<string>
}

export interface Index<E extends Entry> {
  readonly entries: readonly Prepared<E>[]
  /** How telling a word is: the fewer entries hold it, the more. */
  readonly weights: ReadonlyMap<string, number>
  readonly speech: Speech
}

/** A typed word as the words of ours that it may stand for, each with its weight. */
type Meaning = ReadonlyMap<string, number>

const PREFIX_FIT = 0.9
const ONE_SLIP_FIT = 0.75
const TWO_SLIPS_FIT = 0.55
/** The share of what was typed, by weight, that an entry must hold to be shown. */
const ENOUGH = 0.4
/** The share of the best hit's score that another must reach: what is far behind only distracts. */
const NEAR = 0.5
/** A name's words in brackets explain it; somebody who types just those may well mean another entry. */
const BRACKETS = 0.75
/** What all of an entry's words together count beside its best phrase. */
const WHOLE_ENTRY = 0.5

export function index<E extends Entry>(entries: readonly E[], speech: Speech): Index<E> {
  const prepared = entries.map((entry) => {
    const phrases = phrasesOf(entry, speech)
    return { entry, phrases, words: new Set(phrases.flatMap((phrase) => [...phrase.words])) }
  })
  const holders = new Map<string, number>()
  for (const one of prepared) {
    for (const word of one.words) holders.set(word, (holders.get(word) ?? 0) + 1)
  }
  const weights = new Map([...holders].map(([word, count]) => [word, Math.log(1 + entries.length / count)]))
  return { entries: prepared, weights, speech }
}

export function search<E extends Entry>(from: Index<E>, typed: string, limit = 8): Hit<E>[] {
  const meanings = words(typed, from.speech)
    .map((word) => meaningOf(from, word))
    .filter((meaning) => meaning.size > 0)
  const total = sum(meanings.map((meaning) => Math.max(...meaning.values())))
  if (total === 0) return []
  const scored = from.entries.map((one) => {
    const held = shared(meanings, one.words) / total
    const ranked = one.phrases.map((phrase) => ({
      text: phrase.text,
      score: likeness(from, meanings, total, phrase),
    }))
    const top = ranked.reduce((a, b) => (b.score > a.score ? b : a))
    return { entry: one.entry, matched: top.text, held, score: top.score + WHOLE_ENTRY * held }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  return scored
    .filter(({ held, score }) => held >= ENOUGH && score >= NEAR * best)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ entry, matched }) => ({ entry, matched }))
}

export function words(text: string, speech: Speech): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '')
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !speech.quiet.includes(word))
    .map((word) => speech.same[word] ?? word)
}

/** A name such as "Sciatica (leg pain from the back)" is two phrases: each is what somebody may type. */
function phrasesOf(entry: Entry, speech: Speech): Phrase[] {
  const [name = '', ...brackets] = entry.name.split(/[()]/)
  const phrase = (trust: number) => (text: string) => ({
    text: text.trim(),
    trust,
    words: new Set(words(text, speech)),
  })
  const all = [...[name, ...entry.synonyms].map(phrase(1)), ...brackets.map(phrase(BRACKETS))]
  return all.filter((one) => one.words.size > 0)
}

/** A slip of the finger is only supposed where no word of ours is spelt as typed. */
function meaningOf(from: Index<Entry>, typed: string): Meaning {
  const least = from.weights.has(typed) ? PREFIX_FIT : Number.MIN_VALUE
  // "runnign" stands for "run" as "running" does.
  const spelt = [...[...from.weights.keys()].map((word) => [word, word]), ...Object.entries(from.speech.same)]
  const fits = spelt.map(([said = '', word = '']) => ({ word, fit: fit(typed, said) }))
  return new Map(
    fits
      .filter((one) => one.fit >= least && from.weights.has(one.word))
      .sort((a, b) => a.fit - b.fit)
      .map((one) => [one.word, (from.weights.get(one.word) ?? 0) * one.fit]),
  )
}

/** How alike a phrase and the typed words are, 0 to 1: what they share against what each holds. */
function likeness(from: Index<Entry>, meanings: readonly Meaning[], total: number, phrase: Phrase): number {
  const held = sum([...phrase.words].map((word) => from.weights.get(word) ?? 0))
  return (phrase.trust * shared(meanings, phrase.words)) / Math.sqrt(total * held)
}

function shared(meanings: readonly Meaning[], held: ReadonlySet<string>): number {
  const most = (meaning: Meaning) =>
    [...meaning].filter(([word]) => held.has(word)).map(([, weight]) => weight)
  return sum(meanings.map((meaning) => Math.max(0, ...most(meaning))))
}

/** How well a typed word stands for a word of ours, 0 to 1. */
export function fit(typed: string, word: string): number {
  if (typed === word) return 1
  if (typed.length >= 3 && word.startsWith(typed)) return PREFIX_FIT
  if (word.length >= 3 && typed.startsWith(word) && typed.length - word.length <= 3) return ONE_SLIP_FIT
  if (Math.min(typed.length, word.length) < 3 || Math.max(typed.length, word.length) < 4) return 0
  const slips = distance(typed, word)
  if (slips === 1) return ONE_SLIP_FIT
  return slips === 2 && typed.length >= 7 ? TWO_SLIPS_FIT : 0
}

/** Optimal string alignment: a letter missing, too many, wrong, or two swapped, counts one. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? at(before, j - 2) + 1 : Infinity
      row.push(Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + wrong, swap))
    }
    before = above
    above = row
  }
  return at(above, b.length)
}

function at(row: readonly number[], position: number): number {
  return row[position] ?? Infinity
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
