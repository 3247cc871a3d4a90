/** Keeps the session in progress at each tap, so that a reload or an empty battery loses nothing. */
import type { Bundle, Session } from '../api/shapes'
import { keeper } from '../sync/keeper.svelte'
import { dayOf } from '../ui/days'
import { waitsAt, type Run } from './run'
import { body, stopHere, type Moved } from './told'

export function readDraft(session: Session, nth: number): Run | null {
  const draft = keeper.kept.draft
  return draft !== null && draft.planned_on === session.on && draft.nth === nth ? (draft.run as Run) : null
}

export function keepDraft(run: Run): void {
  keeper.act({ draft: { planned_on: run.session.on, nth: run.nth, waits: waitsAt(run), run } })
}

/** Whether this session is the one in progress still: another tab may have finished it. */
export const isKept = ({ session, nth }: Run): boolean => readDraft(session, nth) !== null

/** Logs a finished session and remembers it for its summary. */
export function finish(run: Run, moved: Moved | null): void {
  const { session, nth } = run
  const log = body({ run, on: dayOf(new Date(run.started_at)), moved })
  keeper.act({
    log: { kind: 'session', body: log },
    draft: null,
    last: { planned_on: session.on, nth, body: log },
  })
}

/** A session left lying on another day is logged as far as it went. */
export function closeOld(day: string): void {
  const draft = keeper.kept.draft
  if (draft === null || draft.planned_on === day) return
  const run = draft.run as Run
  if (run.done.length > 0) finish(stopHere(run, null), null)
  else keeper.act({ draft: null })
}

export const nameOf = (bundle: Bundle, exercise: string): string =>
  bundle.exercises[exercise]?.name ?? exercise
