/** A code in two halves, as it is read out: "K7QM 4RTX". */
export const spaced = (code: string): string => code.replace(/^(.{4})(.+)$/, '$1 $2')

/** A year of birth as it was typed, or null. */
export const yearOf = (typed: string): number | null => {
  const found = /^(19|20)\d{2}$/.exec(typed.trim())
  return found === null ? null : Number(found[0])
}
