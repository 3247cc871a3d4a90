/** What was typed into a number field, as a number or as the sentence that says what is wrong with it. */
import type { FormStep } from '../api/shapes'
import { text } from './text'

export type Amount =
  { readonly kind: 'fits'; readonly value: number } | { readonly kind: 'wrong'; readonly why: string }

export type Range = NonNullable<FormStep['range']>

export function readAmount(typed: string, range: Range): Amount {
  // A comma is a decimal point in half of the world.
  const plain = typed.trim().replace(',', '.')
  if (plain === '') return wrong(text.number.empty)
  if (!/^\d+(\.\d+)?$/.test(plain)) return wrong(text.number.notNumber)
  const value = Number(plain)
  if (range.step >= 1 && !Number.isInteger(value)) return wrong(text.number.whole)
  if (value < range.least || value > range.most)
    return wrong(text.number.range(range.least, range.most, range.unit))
  return { kind: 'fits', value }
}

/** One step up or down, on the grid of steps and within the range. */
export function stepped(value: number, by: 1 | -1, { least, most, step }: Range): number {
  const grid = by === 1 ? Math.floor(value / step) * step : Math.ceil(value / step) * step
  return Math.min(most, Math.max(least, grid + by * step))
}

const wrong = (why: string): Amount => ({ kind: 'wrong', why })
