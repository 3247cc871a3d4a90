import type { Op, SyncReply } from '../api/shapes'

/** What waits to be sent, and what the server would not take, with its sentence. */
export type Outbox = { waiting: Op[]; refused: Refused[] }
export type Refused = { op: Op; sentence: string }

export const EMPTY: Outbox = { waiting: [], refused: [] }

const MOST_OPS = 50
/** The server takes 60 KB; the rest of the request needs some of it. */
const MOST_BYTES = 55_000

export const add = (outbox: Outbox, op: Op): Outbox => ({ ...outbox, waiting: [...outbox.waiting, op] })

const bytesOf = (op: Op): number => new TextEncoder().encode(JSON.stringify(op)).length

/** The op that was sent alone and is more than a request can hold: halving does not help it. */
export const tooLarge = ([op, ...others]: readonly Op[]): Op | null =>
  op !== undefined && others.length === 0 && bytesOf(op) > MOST_BYTES ? op : null

/** The oldest ops that fit into one request. */
export function batch(outbox: Outbox, most = MOST_OPS): Op[] {
  const taken: Op[] = []
  let bytes = 0
  for (const op of outbox.waiting.slice(0, most)) {
    bytes += bytesOf(op)
    if (taken.length > 0 && bytes > MOST_BYTES) break
    taken.push(op)
  }
  return taken
}

/** Takes out what the server answered for, by id: an op it did not name stays, or it would be lost. */
export function settle(outbox: Outbox, results: SyncReply['results']): Outbox {
  const answers = new Map(results.map((result) => [result.id, result]))
  const refused = outbox.waiting.flatMap((op) => {
    const answer = answers.get(op.id)
    return answer?.status === 'refused' ? [{ op, sentence: answer.sentence ?? '' }] : []
  })
  return {
    waiting: outbox.waiting.filter((op) => !answers.has(op.id)),
    refused: [...outbox.refused, ...refused],
  }
}

/** A refused op goes back to the end of the queue, as it was. */
export function retry(outbox: Outbox, id: string): Outbox {
  const again = outbox.refused.filter((one) => one.op.id === id).map((one) => one.op)
  return { waiting: [...outbox.waiting, ...again], refused: discard(outbox, id).refused }
}

export const discard = (outbox: Outbox, id: string): Outbox => ({
  ...outbox,
  refused: outbox.refused.filter((one) => one.op.id !== id),
})
