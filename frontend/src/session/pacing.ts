/** The player's own pacing: how long it waits and what it takes for an absence. Doses are the plan's, not these. */
export const PACING = {
  /** From the tap on Start: time to put the phone down and get into position. */
  ready_ms: 10_000,
  /** Before the next side or set, and after a pause: in position already. */
  again_ms: 5_000,
  /** Between two holds of a set: one breath. */
  gap_ms: 3_000,
  /** Away for longer, the app asks what became of that time. */
  away_ms: 60_000,
  /** Without a timer, a longer silence is a phone put away and not exercise. */
  silence_ms: 10 * 60_000,
  /** How long a stretch must be for its cues to be more than noise. */
  half_from_ms: 20_000,
  ten_from_ms: 30_000,
  count_from_ms: 10_000,
} as const
