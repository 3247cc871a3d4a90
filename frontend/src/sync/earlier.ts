/** What the version before IndexedDB kept in localStorage; it is moved at the first start, and can go when no phone has it. */
import type { Kept } from './kept'
import { newId } from './uuid7'

const DEVICE = 'backfit.device'
const prefix = (owner: string): string => `backfit.${owner}.`

/**
 * Null when there is nothing. The place in the server's logs is left behind on purpose: that version threw away what
 * other devices had logged, so this one asks for all of it once.
 */
export function readEarlier(owner: string): Partial<Kept> | null {
  if (keysOf(owner).length === 0) return null
  const parts = ['bundle', 'outbox', 'last', 'draft'] as const
  const kept = Object.fromEntries(parts.map((part) => [part, parse(prefix(owner) + part)]))
  const found = { ...kept, device: parse(DEVICE) } as Kept
  if (found.draft !== null) found.draft = { ...found.draft, log_id: newId() }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null))
}

export function dropEarlier(owner: string): void {
  for (const key of [...keysOf(owner), DEVICE]) localStorage.removeItem(key)
}

const keysOf = (owner: string): string[] =>
  Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '').filter((key) =>
    key.startsWith(prefix(owner)),
  )

function parse(key: string): unknown {
  const value = localStorage.getItem(key)
  if (value === null) return null
  try {
    return JSON.parse(value)
  } catch (error) {
    // A write cut short by an empty battery is as good as none.
    if (error instanceof SyntaxError) return null
    throw error
  }
}
