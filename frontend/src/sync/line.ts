import type { Link } from './keeper.svelte'
import type { Outbox } from './outbox'
import { text } from './text'

/** Where the person's entries are, in words; `fine` is false when they have to do something about it. */
export function line({ outbox, link, safe }: { outbox: Outbox; link: Link; safe: boolean }): {
  sentence: string
  fine: boolean
} {
  const waiting = outbox.waiting.length
  if (!safe && waiting > 0) return { sentence: text.unsafe, fine: false }
  if (outbox.refused.length > 0) return { sentence: text.refused(outbox.refused.length), fine: false }
  if (waiting > 0 && link === 'sign_in') return { sentence: text.signIn(waiting), fine: false }
  if (link === 'sign_in') return { sentence: text.signedOut, fine: false }
  if (waiting > 0) return { sentence: text.waiting(waiting), fine: true }
  return { sentence: text.saved, fine: true }
}
