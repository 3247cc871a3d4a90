import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Op } from '../api/shapes'
import { breakStore, bundle, disk, openTab, pack, quiet, reopen, Server, unpack } from './phone.fixture'

let server: Server
let local: Storage
const note = (id: string): Op => ({
  ...{ id, schema: 1, kind: 'note', replaces: null, zone: 'Europe/Vienna', offset: 60, plan_version: 1 },
  ...{
    occurred_at: '2026-11-24T08:00:00.000Z',
    body: { on: '2026-11-24', text: '', to: 'self', needs_help: false },
  },
})
const planned = { planned_on: '2026-11-24', nth: 0 }

/** What the version before IndexedDB left on a phone. */
function leave(): void {
  const kept = {
    owner: 'alex',
    device: 'd00d',
    'alex.bundle': bundle,
    'alex.outbox': { waiting: [note('a')], refused: [{ op: note('b'), sentence: 'No.' }] },
    'alex.place': { cursor: 7, epoch: 1 },
    'alex.draft': { ...planned, run: { set: 3 } },
    'alex.last': { ...planned, log_id: 'x', body: { items: [] } },
  }
  for (const [key, value] of Object.entries(kept)) local.setItem(`backfit.${key}`, JSON.stringify(value))
}
const keys = (): string[] => Array.from({ length: local.length }, (_, index) => local.key(index) ?? '')

beforeEach(() => {
  server = new Server()
  local = unpack(server)
  leave()
})
afterEach(pack)

test('it takes over what an earlier version kept, once, and removes it there', async () => {
  server.up = false
  const tab = await openTab()
  expect([tab.owner, tab.bundle?.rev]).toEqual(['alex', bundle.rev])
  expect(tab.outbox).toEqual({ waiting: [note('a')], refused: [{ op: note('b'), sentence: 'No.' }] })
  expect([tab.kept.draft?.run, tab.kept.last?.log_id]).toEqual([{ set: 3 }, 'x'])
  expect(keys()).toEqual(['backfit.owner'])
  server.up = true
  await tab.start()
  expect([server.requests[0]?.device, server.sent]).toEqual(['d00d', ['a']])
})

test('it asks once for everything other devices logged, which the earlier version threw away', async () => {
  await openTab()
  expect(server.requests[0]).toMatchObject({ cursor: 0, epoch: null })
})

test('it takes over nothing twice, and puts nothing old over what is newer', async () => {
  const tab = await openTab()
  tab.act({ draft: { ...planned, waits: null, run: { set: 4 } } })
  await quiet()
  // An old tab wrote once more, or the phone was killed before the old things were removed.
  leave()
  const after = await reopen()
  expect(after.kept.draft?.run).toEqual({ set: 4 })
  expect(server.sent).toEqual(['a'])
  expect((await disk()).outbox).toEqual({})
})

test('it leaves the old things where they are when there is no room for them', async () => {
  const before = keys()
  breakStore('logs')
  server.up = false
  await openTab()
  expect(keys().toSorted()).toEqual(before.toSorted())
})
