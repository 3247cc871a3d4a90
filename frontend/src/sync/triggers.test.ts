/** When the phone talks to the server by itself, besides after a write and at the start. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTab, pack, quiet, Server, unpack } from './phone.fixture'

const EVERY_MS = 5 * 60_000
const checkIn = { kind: 'check_in', body: { on: '2026-11-24', pain: 2 } } as const

let server: Server
let page: EventTarget
let screen: EventTarget & { visibilityState: 'visible' | 'hidden' }

beforeEach(() => {
  server = new Server()
  unpack(server)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const cookies = Object.getOwnPropertyDescriptor(document, 'cookie') ?? {}
  screen = Object.assign(new EventTarget(), { visibilityState: 'visible' as const })
  vi.stubGlobal('document', Object.defineProperty(screen, 'cookie', cookies))
})
afterEach(async () => {
  await quiet()
  pack()
})

async function listening() {
  const tab = await openTab()
  const { listen } = await import('./triggers')
  listen()
  await quiet()
  return tab
}

/** How often it has talked with the server when what was begun is over. */
async function talks(): Promise<number> {
  await quiet()
  return server.requests.length
}

function show(visibilityState: 'visible' | 'hidden'): void {
  screen.visibilityState = visibilityState
  screen.dispatchEvent(new Event('visibilitychange'))
}

test.each(['online', 'pageshow'])('it talks at "%s", but not out of sight', async (event) => {
  await listening()
  const before = await talks()
  page.dispatchEvent(new Event(event))
  expect(await talks()).toBe(before + 1)
  screen.visibilityState = 'hidden'
  page.dispatchEvent(new Event(event))
  expect(await talks()).toBe(before + 1)
})

test('it talks when the person comes back to it', async () => {
  await listening()
  show('hidden')
  const before = await talks()
  show('visible')
  expect(await talks()).toBe(before + 1)
})

test('it talks every five minutes in sight', async () => {
  await listening()
  const before = await talks()
  vi.advanceTimersByTime(EVERY_MS)
  expect(await talks()).toBe(before + 1)
  screen.visibilityState = 'hidden'
  vi.advanceTimersByTime(EVERY_MS)
  expect(await talks()).toBe(before + 1)
})

test.each([
  [
    'hidden',
    () => {
      show('hidden')
    },
  ],
  [
    'left',
    () => {
      page.dispatchEvent(new Event('pagehide'))
    },
  ],
])('it sends what waits when the page is %s, so that it outlives it', async (_, go) => {
  const tab = await listening()
  const before = await talks()
  go()
  expect(await talks()).toBe(before)
  const id = tab.log(checkIn)
  go()
  await quiet()
  expect(server.requests.at(-1)).toMatchObject({ keepalive: true, ops: [{ id }] })
})
