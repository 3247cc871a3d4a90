/** What is only on this phone, as a file that the person may keep or give to somebody. */
import type { Kept } from './kept'
import type { Refused } from './outbox'

type Entries = { made_at: string; entries: unknown[]; session_in_progress?: unknown }

/** Every field as it is kept; entries that the server refused carry its sentence. */
export function fileOf(kept: Partial<Pick<Kept, 'outbox' | 'draft'>>, now: Date): string {
  const { outbox, draft } = kept
  const file: Entries = {
    made_at: now.toISOString(),
    entries: [...(outbox?.waiting ?? []), ...refusedOf(outbox?.refused ?? [])],
    ...(draft ? { session_in_progress: draft.run } : {}),
  }
  return JSON.stringify(file, null, 2)
}

const refusedOf = (refused: readonly Refused[]): unknown[] =>
  refused.map(({ op, sentence }) => ({ ...op, not_saved_because: sentence }))
