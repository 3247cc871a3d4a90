/** What somebody types to join: a code, and the year of their birth. */

/** The code in an address of ours, empty when there is none. */
export const codeIn = (path: string): string => /^\/j\/([^/]+)\/?$/.exec(path)?.[1] ?? ''

export const isCode = (typed: string): boolean => /^[2-9A-HJ-NP-Z]{8}$/.test(plain(typed))

/** As the clinic's list has it: without spaces and hyphens, in capitals. */
export const plain = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

/** A year as it was typed, or null. */
export function yearOf(typed: string): number | null {
  const found = /^(19|20)\d{2}$/.exec(typed.trim())
  return found === null ? null : Number(found[0])
}
