import { describe, expect, it } from 'vitest'
import { distance, fit, index, search, type Entry } from './search'
import { speech } from './text'

const entry = (slug: string, name: string, ...synonyms: string[]): Entry => ({ slug, name, synonyms })

const CONDITIONS = [
  entry(
    'acute',
    'New low back pain (under 6 weeks)',
    'lumbago',
    'low back pain',
    'bad back',
    'pulled my back',
  ),
  entry(
    'sciatica',
    'Sciatica (leg pain from the back)',
    'sciatic nerve pain',
    'pain down leg',
    'pins and needles leg',
  ),
  entry(
    'disc',
    'Disc bulge or slipped disc (low back)',
    'herniated disc',
    'bulging disc',
    'prolapsed disc',
    'HNP',
  ),
  entry(
    'stenosis',
    'Spinal stenosis (narrowed spinal canal)',
    'legs hurt when I walk',
    'better leaning on a trolley',
  ),
  entry(
    'facet',
    'Arthritis of the spine (facet joints)',
    'spinal arthritis',
    'wear and tear',
    'arthritis in back',
  ),
  entry(
    'strain',
    'Hamstring strain (back-of-thigh injury)',
    'pulled hamstring',
    'pain in back of thigh after running',
  ),
  entry('thigh', 'Back-of-thigh pain after running - cause not clear yet', 'is it sciatica or hamstring'),
  entry('neck', 'Neck and upper back pain', 'stiff neck', 'tech neck', 'crick in neck'),
  entry('gluteal', 'Deep buttock pain (piriformis syndrome)', 'pain in the butt', 'wallet sciatica'),
  entry('osteoporosis', 'Osteoporosis (no spine fracture known)', 'thin bones', 'brittle bones'),
]
const from = index(CONDITIONS, speech)
const found = (typed: string): string[] => search(from, typed).map((hit) => hit.entry.slug)

describe('what people type', () => {
  it.each([
    ['sciatica', 'sciatica'],
    ['siatica', 'sciatica'],
    ['Sciatca', 'sciatica'],
    ['slipped disk', 'disc'],
    ['prolaps', 'disc'],
    ['arthritus', 'facet'],
    ['legs hurt when i walk', 'stenosis'],
    ['my legs hurt walking', 'stenosis'],
    ['stiff nek', 'neck'],
    ['pain down my leg', 'sciatica'],
    ['my lower back aches', 'acute'],
    ['sore bum', 'gluteal'],
    ['osteoporsis', 'osteoporosis'],
    ['hnp', 'disc'],
  ])('%s finds %s first', (typed, slug) => {
    expect(found(typed)[0]).toBe(slug)
  })

  it('finds both readings of pain in the back of the thigh after running', () => {
    expect(found('pain in the back of my thigh after running').slice(0, 2).sort()).toEqual([
      'strain',
      'thigh',
    ])
  })

  it('tells by which words it was found', () => {
    expect(search(from, 'trolley')[0]?.matched).toBe('better leaning on a trolley')
  })

  it.each(['', '   ', 'the of and', 'xyzzy', '🙂'])('finds nothing for "%s"', (typed) => {
    expect(found(typed)).toEqual([])
  })

  it('passes over words that nobody means', () => {
    expect(found('I have a really stiff neck, doctor')).toEqual(found('stiff neck'))
  })

  it('leaves out what is far behind the best', () => {
    expect(found('thin bones')).toEqual(['osteoporosis'])
  })
})

describe('slips of the finger', () => {
  it.each([
    ['neck', 'neck', 0],
    ['nekc', 'neck', 1],
    ['nck', 'neck', 1],
    ['sciatica', 'siatika', 2],
    ['', 'abc', 3],
  ])('%s is not %s by %i', (a, b, slips) => {
    expect(distance(a, b)).toBe(slips)
    expect(distance(b, a)).toBe(slips)
  })

  it('asks short words to be right', () => {
    expect(fit('as', 'is')).toBe(0)
    expect(fit('leg', 'peg')).toBe(0)
  })

  it('takes the beginning of a word for the word', () => {
    expect(fit('hamst', 'hamstring')).toBeGreaterThan(fit('hamstrong', 'hamstring'))
  })
})
