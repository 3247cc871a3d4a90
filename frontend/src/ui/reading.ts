/** Two typed numbers as a reading, or what is wrong with each; whether it is high is looked up in what came along. */
import { text } from './text'

export interface Part {
  readonly label: string
  readonly least: number
  readonly most: number
  readonly high_from: number
}

export interface Reading {
  readonly upper: Part
  readonly lower: Part
}

export interface Values {
  readonly upper: number
  readonly lower: number
}

export type Read =
  | { readonly kind: 'fits'; readonly values: Values; readonly high: boolean }
  | { readonly kind: 'wrong'; readonly why: { readonly upper?: string; readonly lower?: string } }

export function read(upper: string, lower: string, reading: Reading): Read {
  const faults = [faultOf(upper, reading.upper), faultOf(lower, reading.lower)] as const
  const why = { ...(faults[0] && { upper: faults[0] }), ...(faults[1] && { lower: faults[1] }) }
  if (faults[0] ?? faults[1]) return { kind: 'wrong', why }
  const values = { upper: Number(upper), lower: Number(lower) }
  if (values.upper <= values.lower) return { kind: 'wrong', why: { upper: text.reading.order } }
  const high = values.upper >= reading.upper.high_from || values.lower >= reading.lower.high_from
  return { kind: 'fits', values, high }
}

function faultOf(typed: string, { least, most }: Part): string | undefined {
  const plain = typed.trim()
  if (!/^\d+$/.test(plain)) return text.reading.digits
  const value = Number(plain)
  return value < least || value > most ? text.reading.range(least, most) : undefined
}
