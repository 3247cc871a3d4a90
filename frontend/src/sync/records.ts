/** What is read and written in one transaction: each function is the whole of one. */
import type { Bundle, Op, SyncReply } from '../api/shapes'
import { isOlder, NOTHING, type Kept, type KeptDraft, type Last, type Part, type Place } from './kept'
import type { Refused } from './outbox'
import type { Mode, Tx } from './store'

const DRAFT = 'session'

/** What a bundle holds since a later version: one that was kept before, shows without it until the next one comes. */
const LATER = {
  reentry: null,
  flare: null,
  measures: { due: [], told: [] },
  lessons: { now: [], read: [], in_flare: null },
} satisfies Partial<Bundle>

/** How the database is to be, as far as something changed; `gone` are ids that wait no longer. */
export type Saved = Partial<Pick<Kept, 'bundle' | 'draft' | 'last' | 'device' | 'marker'>> & {
  waiting: readonly Op[]
  refused: readonly Refused[]
  gone: readonly string[]
}

const isPart = (key: string): key is Part => key in NOTHING

/** What memory says of these parts, and of the ops with these ids. */
export function savedOf(kept: Kept, keys: readonly string[]): Saved {
  const all = new Set(keys)
  const waiting = kept.outbox.waiting.filter((one) => all.has(one.id))
  const refused = kept.outbox.refused.filter((one) => all.has(one.op.id))
  const there = new Set([...waiting.map((one) => one.id), ...refused.map((one) => one.op.id)])
  const parts = (['bundle', 'draft', 'last', 'device', 'marker'] as const).filter((part) => all.has(part))
  return {
    ...{ waiting, refused },
    gone: [...all].filter((key) => !isPart(key) && !there.has(key)),
    ...Object.fromEntries(parts.map((part) => [part, kept[part]])),
  }
}

/** The parts that these keys touch: an id is one of an op. */
export const partsOf = (keys: readonly string[]): Part[] => [
  ...new Set(keys.map((key) => (isPart(key) ? key : 'outbox'))),
]

export async function read(tx: Tx<Mode>, parts: readonly Part[]): Promise<Partial<Kept>> {
  const meta = tx.objectStore('meta')
  const readers: { [P in Part]: () => Promise<Kept[P] | undefined> } = {
    bundle: async () => {
      const held = (await meta.get('bundle')) as Bundle | undefined
      return held && { ...LATER, ...held }
    },
    place: () => meta.get('place') as Promise<Place | undefined>,
    last: () => meta.get('last') as Promise<Last | undefined>,
    device: () => meta.get('device') as Promise<string | undefined>,
    marker: () => meta.get('marker') as Promise<Kept['marker'] | undefined>,
    draft: () => tx.objectStore('draft').get(DRAFT),
    outbox: async () => {
      const [waiting, refused] = await Promise.all([
        tx.objectStore('outbox').getAll(),
        tx.objectStore('quarantine').getAll(),
      ])
      return { waiting, refused }
    },
  }
  const found = await Promise.all(parts.map(async (part) => [part, await readers[part]()] as const))
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** What a tap changed. Nothing is read first: all of it is with the browser, whole, before the tap is over. */
export async function save(tx: Tx, saved: Saved): Promise<void> {
  const puts = put(tx, saved)
  if (!saved.bundle) tx.commit()
  await Promise.all(puts)
}

function put(tx: Tx, { waiting, refused, gone, draft, bundle, ...single }: Saved): Promise<unknown>[] {
  const stores = [tx.objectStore('logs'), tx.objectStore('outbox'), tx.objectStore('quarantine')] as const
  const [logs, outbox, quarantine] = stores
  const [meta, drafts] = [tx.objectStore('meta'), tx.objectStore('draft')]
  return [
    ...waiting.flatMap((op) => [logs.put(op), outbox.put(op), quarantine.delete(op.id)]),
    ...refused.flatMap((one) => [logs.delete(one.op.id), outbox.delete(one.op.id), quarantine.put(one)]),
    ...gone.flatMap((id) => [outbox.delete(id), quarantine.delete(id)]),
    ...Object.entries(single).map(([key, value]) =>
      value === null ? meta.delete(key) : meta.put(value, key),
    ),
    ...(draft === undefined ? [] : [draft === null ? drafts.delete(DRAFT) : drafts.put(draft, DRAFT)]),
    ...(bundle ? [keepBundle(tx, bundle)] : []),
  ]
}

async function keepBundle(tx: Tx, bundle: Bundle): Promise<void> {
  const meta = tx.objectStore('meta')
  const held = (await meta.get('bundle')) as Bundle | undefined
  // Another tab may have got a newer one meanwhile.
  if (held === undefined || !isOlder(bundle, held)) await meta.put(bundle, 'bundle')
}

/** A reply, and the place it leads to; `restored`: its bundle holds whatever number the one before had. */
export type Told = { reply: SyncReply; place: Place; restored: boolean }

/** All that a reply brought, and what it settled: the place moves on with the logs, or not at all. */
export async function apply(tx: Tx, saved: Saved, told: Told): Promise<void> {
  // A server that was restored counts from an earlier number; what it says now is what holds.
  const replaced = told.restored && saved.bundle ? [tx.objectStore('meta').delete('bundle')] : []
  await Promise.all([...replaced, ...put(tx, saved), pull(tx, told)])
}

async function pull(tx: Tx, { reply, place }: Told): Promise<void> {
  const logs = tx.objectStore('logs')
  const answered = new Set(reply.results.map((result) => result.id))
  await Promise.all([
    ...reply.changes.map(async (log) => {
      const held = await logs.get(log.id)
      // Its own stay as they were made; a restored server may have set a wrong clock's day of another's anew.
      if (held === undefined || 'seq' in held) await logs.put(log)
    }),
    tx.objectStore('meta').put(place, 'place'),
    ...(reply.resync ? [offerAgain(tx, answered)] : []),
  ])
}

/** The server was restored from a backup: whatever this phone made may be missing there. */
async function offerAgain(tx: Tx, answered: ReadonlySet<string>): Promise<void> {
  const logs = await tx.objectStore('logs').getAll()
  const made = logs.filter((log): log is Op => !('seq' in log) && !answered.has(log.id))
  await Promise.all(made.map((op) => tx.objectStore('outbox').put(op)))
}

/** Takes over what an earlier version kept elsewhere; what is here already is newer, and stays. */
export async function move(tx: Tx, earlier: Partial<Kept>): Promise<void> {
  const known = new Set(await tx.objectStore('logs').getAllKeys())
  const here = await read(tx, ['draft', 'last', 'device'])
  const { outbox, bundle, ...single } = earlier
  const fresh = Object.fromEntries(Object.entries(single).filter(([key]) => !(key in here)))
  const saved = {
    waiting: outbox?.waiting.filter((op) => !known.has(op.id)) ?? [],
    refused: outbox?.refused ?? [],
    gone: [],
    ...(bundle ? { bundle } : {}),
    ...(fresh as { draft?: KeptDraft; last?: Last; device?: string }),
  }
  await Promise.all(put(tx, saved))
}
