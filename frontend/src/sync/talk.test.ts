/** What the phone makes of each answer of the server. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SyncRequest } from '../api/shapes'
import { disk, openTab, pack, quiet, Server, unpack } from './phone.fixture'

let server: Server
beforeEach(() => {
  server = new Server()
  unpack(server)
})
afterEach(async () => {
  await quiet()
  pack()
})

const note = (text: string) =>
  ({ kind: 'note', body: { on: '2026-11-24', text, to: 'self', needs_help: false } }) as const
const sizes = () => server.requests.map((request) => request.ops.length)

test.each([429, 503])(
  'it waits as long as a server asks that answers %i, whatever is tapped meanwhile',
  async (status) => {
    const tab = await openTab()
    server.requests = []
    server.instead = () => new Response(null, { status, headers: { 'Retry-After': '40' } })
    tab.log(note('a'))
    await tab.sync()
    expect([tab.link, sizes()]).toEqual(['busy', [1]])
    server.instead = null
    tab.log(note('b'))
    await tab.sync()
    await vi.advanceTimersByTimeAsync(39_000)
    expect(sizes()).toEqual([1])
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitFor(() => {
      expect([tab.link, tab.outbox.waiting, sizes()]).toEqual(['fine', [], [1, 2]])
    })
  },
)

test('it sends half as much while the server finds it too much, down to one', async () => {
  const tab = await openTab()
  server.requests = []
  server.instead = () => Response.json({ status: 413, type: '', title: '', detail: '' }, { status: 413 })
  for (let count = 0; count < 60; count += 1) tab.log(note('a'))
  for (let count = 0; count < 8; count += 1) await tab.sync()
  expect(sizes()).toEqual([50, 25, 12, 6, 3, 1, 1, 1])
  server.instead = null
  await tab.sync()
  await tab.sync()
  expect(sizes().slice(-2)).toEqual([1, 50])
})

test('it lays aside an entry that is too much by itself, and goes on with the others', async () => {
  const tab = await openTab()
  server.requests = []
  server.instead = () => {
    const request = server.requests.at(-1) as SyncRequest
    if (JSON.stringify(request).length < 61_440) return Response.json(server.reply(request))
    const problem = { status: 413, type: '', title: '', detail: 'That is too much to send at once.' }
    return Response.json(problem, { status: 413 })
  }
  const large = tab.log(note('x'.repeat(62_000)))
  const small = tab.log(note('a'))
  for (let count = 0; count < 3; count += 1) await tab.sync()
  expect(tab.outbox.waiting).toEqual([])
  expect(tab.outbox.refused.map((one) => [one.op.id, one.sentence])).toEqual([
    [large, 'That is too much to send at once.'],
  ])
  expect(server.sent.filter((id) => id === small)).toHaveLength(1)
  expect(Object.keys((await disk())['quarantine'] ?? {})).toEqual([large])
})

test('it sends no more on leaving than a browser lets outlive the page', async () => {
  const tab = await openTab()
  server.requests = []
  server.instead = () => new Response(null, { status: 401 })
  for (let count = 0; count < 40; count += 1) tab.log(note('ü'.repeat(1_500)))
  tab.leave()
  const [request] = server.requests
  expect(request?.keepalive).toBe(true)
  expect(request?.ops.length).toBeGreaterThan(10)
  expect(new TextEncoder().encode(JSON.stringify(request)).length).toBeLessThan(60_000)
})

test('it tries again when it is told to, whatever the browser says of the network', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const tab = await openTab()
  const id = tab.log(note('a'))
  await tab.sync()
  expect(server.sent).toEqual([id])
})
