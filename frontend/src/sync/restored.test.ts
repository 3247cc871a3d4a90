import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bundle, Stop, SyncReply, SyncRequest } from '../api/shapes'
import type { Entry } from './ops'
import { bundle, openTab, pack, reopen, Server, unpack } from './phone.fixture'

const checkIn = { kind: 'check_in', body: { on: '2026-11-23', pain: 2 } } as Entry
const stop = (outcome: Stop['outcome']): Stop => ({
  ...{ outcome, title: 'Stop.', advice: [], needs: [] },
  ...{ call: false, may_answer_again: false },
})
const EPOCH = 1_764_000_000

/** A server whose backup lacks all that was logged, and with it the stop that came of it. */
class Restored extends Server {
  stopped: Stop | null = null
  told = 0
  override reply(request: SyncRequest): SyncReply {
    this.told += request.ops.length
    const resync = request.epoch !== EPOCH
    return { ...super.reply(request), resync, epoch: EPOCH, cursor: 0, bundle: this.made() }
  }
  made(): Bundle {
    return { ...bundle, rev: EPOCH + this.told, stop: this.told < 60 ? this.stopped : stop('same_day') }
  }
}

let server: Server
beforeEach(() => {
  server = new Server()
  unpack(server)
})
afterEach(pack)

/** A phone that has logged 60 things, of which a stop came; then the server is restored. */
async function afterRestore() {
  const tab = await openTab()
  for (let made = 0; made < 60; made += 1) tab.log(checkIn)
  await tab.sync()
  server.answers = { bundle: { ...bundle, rev: bundle.rev + 1, stop: stop('same_day') } }
  await tab.sync()
  const restored = new Restored()
  server.answers = {}
  server.reply = restored.reply.bind(restored)
  await tab.sync()
  return { tab, restored }
}

test('it keeps its stop after a restore until the server has every log again', async () => {
  const { tab, restored } = await afterRestore()
  const seen = [tab.bundle?.stop?.outcome]
  while (tab.outbox.waiting.length > 0) {
    await tab.sync()
    seen.push(tab.bundle?.stop?.outcome)
  }
  expect(seen).toEqual(['same_day', 'same_day', 'same_day'])
  expect([restored.told, tab.bundle?.rev]).toEqual([60, EPOCH + 60])
})

test('it keeps it over a kill in between, and asks for the plan each time', async () => {
  await afterRestore()
  const tab = await reopen()
  expect([tab.outbox.waiting.length, tab.bundle?.rev]).toEqual([10, bundle.rev + 1])
  expect(server.requests.at(-1)?.bundle_rev).toBeNull()
  expect((await reopen()).bundle?.rev).toBe(EPOCH + 60)
})

test('it shows a graver stop of the restored server at once', async () => {
  const { tab, restored } = await afterRestore()
  restored.stopped = stop('emergency_now')
  await tab.sync()
  expect(tab.bundle?.stop?.outcome).toBe('emergency_now')
})

test('it offers all again when an answer that comes late tells of the new epoch', async () => {
  const tab = await openTab()
  tab.log(checkIn)
  await tab.sync()
  expect(tab.outbox.waiting).toEqual([])
  server.answers = { epoch: EPOCH }
  await tab.sync()
  expect(tab.outbox.waiting.length).toBe(1)
})
