import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bundle, DoneItem, Pulled, SessionBody } from '../api/shapes'
import { account, breakStore, bundle, disk, kill, openTab, pack, quiet, reopen } from './phone.fixture'
import { Server, unpack, until } from './phone.fixture'

let server: Server
let local: Storage
beforeEach(() => {
  server = new Server()
  local = unpack(server)
})
afterEach(pack)

const checkIn = { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } } as const
const item = { exercise: 'st-bridge-double', done: 1, skipped: false } as DoneItem
const body = { on: '2026-11-24', planned_on: '2026-11-24', minutes: 9, items: [item] } as SessionBody
const planned = { planned_on: '2026-11-24', nth: 0 }
const waiting = { ...planned, waits: { exercise: 1, set: null } }
const finished = { log: { kind: 'session', body }, draft: null, last: { ...planned, body } } as const
const refusal = { status: 'refused', code: 'shape', sentence: 'No.' } as const
const pulled = { id: 'other', seq: 3, kind: 'note', body: {}, replaces: null } as unknown as Pulled

test('it sends a log again, with the same id, until the server has answered for it', async () => {
  const tab = await openTab()
  server.up = false
  const id = tab.log(checkIn)
  await tab.sync()
  expect([tab.link, tab.outbox.waiting.length]).toEqual(['offline', 1])
  const later = await reopen()
  expect(later.outbox.waiting.map((op) => op.id)).toEqual([id])
  server.up = true
  await later.start()
  expect(server.sent).toEqual([id])
  expect([later.link, later.outbox.waiting.length]).toEqual(['fine', 0])
  expect((await disk()).outbox).toEqual({})
  expect(Object.keys((await disk()).logs ?? {})).toEqual([id])
})

test('it keeps an op that the reply forgot', async () => {
  const tab = await openTab()
  server.answers = { results: [] }
  tab.log(checkIn)
  await tab.sync()
  expect((await reopen()).outbox.waiting).toHaveLength(1)
})

test('it keeps everything when the sign-in is over', async () => {
  const tab = await openTab()
  tab.log(checkIn)
  server.signedIn = false
  await tab.sync()
  expect([tab.link, tab.outbox.waiting.length, tab.bundle?.rev]).toEqual(['sign_in', 1, bundle.rev])
})

test('it finishes a session in one transaction: its log, its summary and the end of its draft', async () => {
  const tab = await openTab()
  tab.act({ draft: { ...waiting, run: { set: 1 } } })
  await quiet()
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const id = tab.act(finished)
  expect(begun).toHaveBeenCalledOnce()
  await quiet()
  const kept = await disk()
  expect([Object.keys(kept.outbox ?? {}), kept.draft]).toEqual([[id], {}])
  expect(kept.meta?.last).toMatchObject({ log_id: id, planned_on: '2026-11-24' })
})

test('it leaves nothing half done when the tab is killed in the middle of that transaction', async () => {
  const tab = await openTab()
  tab.act({ draft: { ...waiting, run: { set: 1 } } })
  await quiet()
  breakStore('meta')
  tab.act(finished)
  await quiet()
  vi.restoreAllMocks()
  const after = await reopen()
  expect([after.outbox.waiting, after.kept.last]).toEqual([[], null])
  expect(after.kept.draft?.run).toEqual({ set: 1 })
})

test('it has the tap on its way to the disk before anything else can happen', async () => {
  const tab = await openTab()
  server.up = false
  tab.act({ draft: { ...waiting, run: { set: 2 } } })
  const id = tab.log(checkIn)
  const after = await reopen()
  expect(after.kept.draft?.run).toEqual({ set: 2 })
  expect(after.outbox.waiting.map((op) => op.id)).toEqual([id])
})

test('it loses nothing that two tabs write at once, and each learns of the other', async () => {
  const [one, two] = [await openTab(), await openTab()]
  server.up = false
  const ids = [one.log(checkIn), two.log(checkIn), one.log(checkIn), two.log(checkIn)].toSorted()
  await until(() => one.outbox.waiting.length === 4 && two.outbox.waiting.length === 4)
  expect((await reopen()).outbox.waiting.map((op) => op.id)).toEqual(ids)
})

test('it sends what another tab wrote, and takes it out there too', async () => {
  const [one, two] = [await openTab(), await openTab()]
  const id = one.log(checkIn)
  await two.sync()
  expect(server.sent).toEqual([id])
  await until(() => one.outbox.waiting.length === 0)
})

test('it logs a session once that two tabs finish', async () => {
  const one = await openTab()
  one.act({ draft: { ...waiting, run: {} } })
  const two = await openTab()
  await until(() => two.kept.draft !== null)
  expect(one.act(finished)).toBe(two.act(finished))
})

test('it keeps what is logged while a reply is on its way', async () => {
  const tab = await openTab()
  const first = tab.log(checkIn)
  let second = ''
  server.meanwhile = () => {
    second = tab.log(checkIn)
    server.meanwhile = () => undefined
  }
  await tab.sync()
  expect(tab.outbox.waiting.map((op) => op.id)).toEqual([second])
  expect(server.sent).toEqual([first])
  server.up = false
  expect((await reopen()).outbox.waiting.map((op) => op.id)).toEqual([second])
})

test('it applies a reply whole or not at all', async () => {
  const tab = await openTab()
  await tab.sync()
  const id = tab.log(checkIn)
  server.answers = { cursor: 9, changes: [pulled], bundle: { ...bundle, rev: bundle.rev + 1 } }
  await quiet()
  const mend = breakStore('logs')
  await tab.sync()
  mend()
  const kept = await disk()
  expect([Object.keys(kept.outbox ?? {}), kept.meta?.place]).toEqual([[id], { cursor: 5, epoch: 1 }])
  expect(kept.meta?.bundle).toMatchObject({ rev: bundle.rev })
  await tab.sync()
  const then = await disk()
  expect([then.outbox, then.meta?.place]).toEqual([{}, { cursor: 9, epoch: 1 }])
  expect(Object.keys(then.logs ?? {}).toSorted()).toEqual([id, 'other'].toSorted())
})

test('it takes another phone’s log as the server says it now, and keeps its own as it was made', async () => {
  const tab = await openTab()
  const id = tab.log(checkIn)
  server.answers = { changes: [pulled] }
  await tab.sync()
  const anew = { ...pulled, body: { on: '2026-11-25' } } as unknown as Pulled
  server.answers = { changes: [anew, { ...anew, id }] }
  await tab.sync()
  const { logs } = await disk()
  expect(logs).toMatchObject({ other: anew, [id]: checkIn })
})

test('it puts aside what the server refused, until it is tried again or discarded', async () => {
  const tab = await openTab()
  const [first, second] = [tab.log(checkIn), tab.log(checkIn)]
  server.answers = { results: [first, second].map((id) => ({ id, ...refusal })) }
  await tab.sync()
  server.answers = {}
  const later = await reopen()
  expect(later.outbox.waiting).toEqual([])
  expect(later.outbox.refused.map((one) => one.sentence)).toEqual(['No.', 'No.'])
  later.retry(first)
  later.discard(second)
  await later.sync()
  expect([later.outbox.waiting, later.outbox.refused]).toEqual([[], []])
  const kept = await disk()
  expect([Object.keys(kept.logs ?? {}), kept.outbox, kept.quarantine]).toEqual([[first], {}, {}])
})

test('it takes a newer bundle, and ignores an older one, on the disk too', async () => {
  const tab = await openTab()
  server.answers = { bundle: { ...bundle, rev: bundle.rev + 1 } }
  await tab.sync()
  server.answers = { bundle }
  await tab.sync()
  expect(tab.bundle?.rev).toBe(bundle.rev + 1)
  server.up = false
  expect((await reopen()).bundle?.rev).toBe(bundle.rev + 1)
})

test('it goes on from the cursor it was given, also after a reload', async () => {
  const tab = await openTab()
  await tab.sync()
  await (await reopen()).sync()
  expect(server.requests.map((request) => request.cursor)).toEqual([0, 5, 5, 5])
})

test('it offers all it ever made again to a server that was restored, and believes its bundle', async () => {
  const tab = await openTab()
  const id = tab.log(checkIn)
  server.answers = { changes: [pulled] }
  await tab.sync()
  server.answers = { resync: true, epoch: 2, cursor: 1, bundle: { ...bundle, rev: 1 } }
  await tab.sync()
  expect(tab.outbox.waiting.map((op) => op.id)).toEqual([id])
  server.answers = { epoch: 2, bundle: { ...bundle, rev: 1 } }
  await tab.sync()
  const last = server.requests.at(-1)
  expect([last?.cursor, last?.epoch, last?.ops.map((op) => op.id)]).toEqual([1, 2, [id]])
  server.up = false
  const after = await reopen()
  expect([after.outbox.waiting, after.bundle?.rev]).toEqual([[], 1])
})

test('it shows the last plan when there is no network at the start', async () => {
  await openTab()
  server.up = false
  const tab = await reopen()
  expect([tab.link, tab.bundle?.rev]).toEqual(['offline', bundle.rev])
})

test('it holds a stop the answers led to, though the network goes right after', async () => {
  const tab = await openTab()
  server.up = false
  const stop = { outcome: 'emergency_now', title: 'Stop.', advice: [], needs: [] }
  const made = {
    ...bundle,
    rev: bundle.rev + 1,
    stop: { ...stop, call: true, may_answer_again: false },
  } as Bundle
  await tab.start(made, 'alex')
  expect([tab.link, tab.bundle?.stop?.outcome]).toEqual(['offline', 'emergency_now'])
  expect((await reopen()).bundle?.stop?.outcome).toBe('emergency_now')
})

test('it keeps no plan under the name of somebody who signed in right after', async () => {
  const tab = await openTab()
  server.who = { ...account, id: 'sam', has_answered: false }
  await tab.start({ ...bundle, rev: bundle.rev + 1 }, 'alex')
  expect([tab.owner, tab.bundle]).toEqual(['sam', null])
})

test('it never shows or sends one person’s data as another’s', async () => {
  const tab = await openTab()
  tab.log(checkIn)
  server.who = { ...account, id: 'sam', has_answered: false }
  const other = await reopen()
  expect([other.bundle, other.outbox.waiting, server.sent]).toEqual([null, [], []])
  server.who = account
  expect((await reopen()).bundle?.rev).toBe(bundle.rev)
  expect(server.sent).toHaveLength(1)
})

test('it still knows the names of exercises that a new plan no longer has', async () => {
  const tab = await openTab()
  const [gone = ''] = Object.keys(bundle.exercises)
  const exercises = Object.fromEntries(Object.entries(bundle.exercises).filter(([slug]) => slug !== gone))
  tab.hold({ ...bundle, rev: bundle.rev + 1, exercises })
  expect(tab.bundle?.exercises[gone]?.name).toBe(bundle.exercises[gone]?.name)
})

test('it forgets the person after signing out, whatever is on its way and whoever looks on', async () => {
  const [tab] = [await openTab(), await openTab()]
  tab.log(checkIn)
  let left: Promise<void> | undefined
  server.meanwhile = () => {
    left = tab.forget()
  }
  await tab.sync()
  await left
  expect([tab.bundle, tab.outbox.waiting, tab.owner, local.length]).toEqual([null, [], null, 0])
  expect(await indexedDB.databases()).toEqual([])
})

test('it leaves nothing behind, and nobody waiting, when a sleeping tab holds up the deletion', async () => {
  const tab = await openTab()
  tab.log(checkIn)
  await quiet()
  const sleeping = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open('backfit.alex')
    asked.onsuccess = () => {
      resolve(asked.result)
    }
  })
  const left = tab.forget()
  await quiet()
  await vi.advanceTimersByTimeAsync(5_000)
  await left
  const count = sleeping.transaction('logs').objectStore('logs').count()
  await until(() => count.readyState === 'done')
  expect(count.result).toBe(0)
})

test('it sends from memory when the browser keeps nothing, and keeps it once there is room', async () => {
  const tab = await openTab()
  await quiet()
  const mend = breakStore('logs')
  const ids = [tab.log(checkIn), tab.log(checkIn)]
  await until(() => !tab.safe)
  expect(tab.outbox.waiting).toHaveLength(2)
  server.signedIn = false
  mend()
  await tab.sync()
  expect(tab.safe).toBe(true)
  expect(Object.keys((await disk()).outbox ?? {}).toSorted()).toEqual(ids.toSorted())
})

test('it works, and says so, where there is no database at all', async () => {
  vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('no', 'SecurityError') } }) // prettier-ignore
  const tab = await openTab()
  const id = tab.log(checkIn)
  await tab.sync()
  expect([tab.safe, tab.bundle?.rev, server.sent]).toEqual([false, bundle.rev, [id]])
  expect(tab.outbox.waiting).toEqual([])
})

test('it opens the database again when the browser has dropped it', async () => {
  const tab = await openTab()
  await quiet()
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction')
  server.up = false
  tab.log(checkIn)
  await quiet()
  const [connection] = begun.mock.contexts as IDBDatabase[]
  connection?.close()
  tab.log(checkIn)
  await quiet()
  expect(tab.safe).toBe(true)
  expect(Object.keys((await disk()).outbox ?? {})).toHaveLength(2)
})

test('it sends what waits on its way out, so that it may arrive after the page has gone', async () => {
  const tab = await openTab()
  server.requests = []
  const id = tab.log(checkIn)
  tab.leave()
  kill()
  expect(server.requests.map((one) => [one.keepalive, one.ops[0]?.id])).toEqual([[true, id]])
})
