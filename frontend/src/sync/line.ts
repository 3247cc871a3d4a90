import { counted } from './counts'
import type { Kept } from './kept'
import type { Outbox } from './outbox'
import type { Link } from './talk.svelte'
import { text } from './text'

export type Standing = {
  outbox: Outbox
  link: Link
  safe: boolean
  full: boolean
  kept: Pick<Kept, 'draft'>
}

/** Where the person's entries are, in words; `fine` is false when they have to do something about it. */
export function line({ outbox, link, safe, full, kept }: Standing): { sentence: string; fine: boolean } {
  const { waiting, refused } = outbox
  if (!safe && (waiting.length > 0 || kept.draft !== null)) {
    return { sentence: full ? text.full : text.unsafe, fine: false }
  }
  if (refused.length > 0) {
    return { sentence: text.refused(counted(refused.map((one) => one.op))), fine: false }
  }
  if (waiting.length > 0 && link === 'sign_in')
    return { sentence: text.signIn(counted(waiting)), fine: false }
  if (link === 'sign_in') return { sentence: text.signedOut, fine: false }
  if (waiting.length > 0) return { sentence: text.waiting(waiting.length), fine: true }
  return { sentence: text.saved, fine: true }
}
