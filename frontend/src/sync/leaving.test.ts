/** Signing out, a sign-in that is over, and a second person on the same phone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SessionBody } from '../api/shapes'
import { account, bundle, disk, openTab, pack, quiet, reopen, Server, unpack, until } from './phone.fixture'

let server: Server
beforeEach(() => {
  server = new Server()
  unpack(server)
})
afterEach(async () => {
  await quiet()
  pack()
})

/** Of the tab that was opened last. */
const sendLast = async () => (await import('./last')).sendLast()

const checkIn = { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } } as const
const workout = { kind: 'session', body: { on: '2026-11-24', items: [] } as unknown as SessionBody } as const
const sam = { ...account, id: 'sam', has_answered: false }

test('it sends what is left before signing out, however much it is', async () => {
  const tab = await openTab()
  const ids = Array.from({ length: 120 }, () => tab.log(checkIn))
  await sendLast()
  expect(tab.outbox.waiting).toEqual([])
  expect(server.sent.toSorted()).toEqual(ids.toSorted())
  expect(server.requests.map((request) => request.ops.length)).toEqual([0, 50, 50, 20])
})

test('it gives up after five seconds, and keeps what it could not send', async () => {
  const tab = await openTab()
  tab.log(workout)
  await quiet()
  let answer = (): void => undefined
  server.meanwhile = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  let over = false
  void sendLast().then(() => {
    over = true
  })
  await until(() => server.requests.length === 2)
  await vi.advanceTimersByTimeAsync(4_900)
  expect(over).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect([over, tab.outbox.waiting.length]).toEqual([true, 1])
  expect(Object.keys((await disk()).outbox ?? {})).toHaveLength(1)
  answer()
  await quiet()
})

test('it gives up what is on its way when the person leaves', async () => {
  const tab = await openTab()
  tab.log(checkIn)
  server.meanwhile = async () => {
    await tab.forget()
  }
  await tab.sync()
  expect(server.signal?.aborted).toBe(true)
  expect(await indexedDB.databases()).toEqual([])
  expect(document.cookie).toBe('')
})

test('it keeps a full outbox over a sign-in that is over, and sends all of it after signing in again', async () => {
  const tab = await openTab()
  server.signedIn = false
  server.who = { ...account, signed_in: false, id: null }
  const ids = Array.from({ length: 70 }, () => tab.log(workout))
  await tab.sync()
  const later = await reopen()
  expect([later.link, later.outbox.waiting.length, later.bundle?.rev]).toEqual(['sign_in', 70, bundle.rev])
  server.signedIn = true
  server.who = account
  await later.start()
  await later.sync()
  expect(server.sent.toSorted()).toEqual(ids.toSorted())
  expect([later.link, later.outbox.waiting]).toEqual(['fine', []])
})

test('it sends nothing of a full outbox as somebody else, and all of it once its owner is back', async () => {
  const tab = await openTab()
  server.signedIn = false
  const ids = Array.from({ length: 3 }, () => tab.log(workout))
  await tab.sync()
  server.signedIn = true
  server.who = sam
  await tab.start()
  expect([tab.owner, tab.bundle, tab.outbox.waiting]).toEqual(['sam', null, []])
  const own = tab.log(checkIn)
  await tab.sync()
  expect(server.sent).toEqual([own])
  server.who = account
  const back = await reopen()
  expect(back.outbox.waiting).toEqual([])
  expect(server.sent.toSorted()).toEqual([own, ...ids].toSorted())
})

test('it sends nothing as somebody else who signed in unnoticed, and asks who that is', async () => {
  const tab = await openTab()
  const id = tab.log(workout)
  // Another tab signed in: this one has not heard of it.
  server.who = sam
  await tab.sync()
  expect([server.sent, tab.link, tab.outbox.waiting.length]).toEqual([[], 'sign_in', 1])
  await tab.again()
  expect([tab.owner, tab.outbox.waiting]).toEqual(['sam', []])
  expect(Object.keys((await disk('alex')).outbox ?? {})).toEqual([id])
})
