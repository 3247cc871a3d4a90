import type { Op } from '../api/shapes'
import { newId } from './uuid7'

/** Everything of an op but what the moment and the phone add; `replaces`: the log that it corrects or withdraws. */
export type Entry = {
  [K in Op['kind']]: Pick<Extract<Op, { kind: K }>, 'kind' | 'body'> &
    (K extends 'gone' ? { replaces: string } : { replaces?: string })
}[Op['kind']]

type Moment = { id: string; now: Date; zone: string; planVersion: number | null }

/** One log as the server reads it: the phone's own instant with its zone, and the plan it was done under. */
export function op(entry: Entry, { id, now, zone, planVersion }: Moment): Op {
  return {
    replaces: null,
    ...entry,
    id,
    schema: 1,
    occurred_at: now.toISOString(),
    zone,
    offset: -now.getTimezoneOffset(),
    plan_version: planVersion,
  }
}

/** The same as it happens: now, here. */
export function opNow(entry: Entry, { id, planVersion }: Pick<Moment, 'planVersion'> & { id?: string }): Op {
  const now = new Date()
  return op(entry, { id: id ?? newId(now), now, zone: zone(), planVersion })
}

/** The IANA name of where the phone is. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
