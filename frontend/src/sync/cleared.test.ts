/** A browser that cleared the phone's things, and a phone that is full. */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  breakStore,
  bundle,
  disk,
  kill,
  openTab,
  pack,
  quiet,
  reopen,
  Server,
  unpack,
  until,
} from './phone.fixture'

let server: Server
let local: Storage
beforeEach(() => {
  server = new Server()
  local = unpack(server)
})
afterEach(async () => {
  await quiet()
  pack()
})

const checkIn = { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } } as const

/** All that scripts wrote is gone; cookies stay. */
function clearAll(): void {
  kill()
  vi.stubGlobal('indexedDB', new IDBFactory())
  local.clear()
}

test('it says nothing of a clearing on a new phone, nor on one that kept its things', async () => {
  expect((await openTab()).cleared).toBe(false)
  await quiet()
  expect((await reopen()).cleared).toBe(false)
})

test('it notices that the browser cleared its things, fetches them again, and says so until it is read', async () => {
  const tab = await openTab()
  await tab.sync()
  await quiet()
  clearAll()
  const after = await openTab()
  expect([after.cleared, after.bundle?.rev, after.link]).toEqual([true, bundle.rev, 'fine'])
  // From the first log on: what this phone itself had sent comes back too.
  expect(server.requests.at(-1)).toMatchObject({ cursor: 0, epoch: null })
  await quiet()
  const later = await reopen()
  expect(later.cleared).toBe(true)
  later.noticed()
  await quiet()
  expect((await reopen()).cleared).toBe(false)
})

test('it notices it too when only the database is gone', async () => {
  await openTab()
  await quiet()
  kill()
  vi.stubGlobal('indexedDB', new IDBFactory())
  expect((await openTab()).cleared).toBe(true)
})

test('it does not take a phone that was signed out for one that was cleared', async () => {
  const tab = await openTab()
  await tab.forget()
  expect((await reopen()).cleared).toBe(false)
})

test('it does not take a browser that gives no database for one that was cleared', async () => {
  await openTab()
  await quiet()
  kill()
  vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('no', 'SecurityError') } }) // prettier-ignore
  const tab = await openTab()
  expect([tab.cleared, tab.safe]).toEqual([false, false])
})

test('it keeps the workout in memory on a full phone, says so, and writes it as soon as there is room', async () => {
  const tab = await openTab()
  await quiet()
  const mend = breakStore('draft', 'QuotaExceededError')
  tab.act({ draft: { planned_on: '2026-11-24', nth: 0, waits: null, run: { set: 2 } } })
  await until(() => !tab.safe)
  expect([tab.full, tab.kept.draft?.run]).toEqual([true, { set: 2 }])
  mend()
  tab.log(checkIn)
  await until(() => tab.safe)
  expect(tab.full).toBe(false)
  expect((await disk()).draft).toMatchObject({ session: { run: { set: 2 } } })
})
