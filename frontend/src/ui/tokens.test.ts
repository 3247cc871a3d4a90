import { expect, test } from 'vitest'
import css from '../tokens.css?raw'

const [lightCss, darkCss] = css.split('@media (prefers-color-scheme: dark)')

const tokens = (part = ''): Map<string, string> =>
  new Map(
    [...part.matchAll(/--([a-z0-9]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
const light = tokens(lightCss)
const dark = tokens(darkCss?.split('@media')[0])

/** WCAG 2 relative luminance, 0 to 1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const TEXT: Record<string, string[]> = {
  ink: ['paper', 'surface', 'sunk', 'mist', 'room', 'floor'],
  ink2: ['paper', 'surface', 'sunk', 'mist', 'room', 'floor'],
  teal: ['paper', 'surface', 'mist', 'room'],
  on: ['teal', 'pressed'],
  good: ['goodbg'],
  amber: ['amberbg'],
  red: ['redbg', 'surface'],
  onred: ['red'],
  paper: ['ink'],
}
const EDGES: Record<string, string[]> = { edge: ['paper', 'surface', 'room', 'floor'] }
const MARKS: Record<string, string[]> = { bar: ['room'], teal: ['mist2', 'room'] }

const pairs = (table: Record<string, string[]>): [string, string][] =>
  Object.entries(table).flatMap(([over, grounds]) =>
    grounds.map((ground): [string, string] => [over, ground]),
  )

test.each([
  ['light', light],
  ['dark', dark],
])('it gives both themes every colour (%s)', (_, theme) => {
  expect([...theme.keys()].toSorted()).toEqual([...light.keys()].toSorted())
})

test.each([
  ['text', 7, pairs(TEXT)],
  ['borders and icons', 4.5, pairs(EDGES)],
  ['chart marks', 3, pairs(MARKS)],
])('it keeps the contrast of %s at %s or more', (_, least, wanted) => {
  const weak = wanted.flatMap(([over, ground]) =>
    [light, dark].flatMap((theme) => {
      const ratio = contrast(theme.get(over) ?? '#000000', theme.get(ground) ?? '#000000')
      return ratio < least ? [`${over} on ${ground}: ${ratio.toFixed(2)}`] : []
    }),
  )
  expect(weak).toEqual([])
})
