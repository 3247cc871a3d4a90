const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/**
 * Milliseconds until the next try, after `failures` in a row: full jitter, so that phones that lost the server together
 * do not come back together. What the server asked for (seconds) is obeyed.
 */
export function wait({
  failures,
  retryAfter,
  random,
}: {
  failures: number
  retryAfter: number | null
  random: number
}): number {
  const ceiling = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS)
  return Math.max((retryAfter ?? 0) * 1000, Math.round(ceiling * random))
}
