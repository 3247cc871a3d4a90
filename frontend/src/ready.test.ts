import { expect, test, vi } from 'vitest'
import fixture from './api/fixtures/bundle.json'
import type { Bundle, Lessons } from './api/shapes'
import { account, bundle as plain, openTab, pack, Server, unpack } from './sync/phone.fixture'

const bundle = fixture as unknown as Bundle
const { allTenths, isReady, lacking, tenths, untold } = await (async () => {
  unpack(new Server())
  const ready = await import('./ready')
  pack()
  return ready
})()

const whole = { missing: 0, bytes: 120_000 }
const all = { app: whole, plan: whole, figures: whole, lessons: whole }

test('it is ready when nothing is missing, and every part could be looked up', () => {
  expect(isReady(all)).toBe(true)
  for (const part of ['app', 'plan', 'figures', 'lessons'] as const) {
    expect(isReady({ ...all, [part]: { missing: 1, bytes: 1 } })).toBe(false)
    expect(isReady({ ...all, [part]: null })).toBe(false)
  }
})

test('it never says less room than is taken, and its parts add up', () => {
  expect([tenths(0), tenths(1), tenths(100_000), tenths(100_001)]).toEqual([0, 1, 1, 2])
  expect(allTenths({ ...all, app: null })).toBe(6)
})

test('it misses the words of an exercise that only the easier version or the weeks after name', () => {
  expect(untold(bundle)).toEqual([])
  const [first] = bundle.sessions.flatMap((session) => session.items)
  if (first === undefined) throw new Error('the fixture has no session')
  const easier = { ...first, easier_dosed: { exercise: 'easier-one', dose: first.dose } } as typeof first
  const sessions = bundle.sessions.map((session) => ({ ...session, items: [easier] }))
  expect(untold({ ...bundle, sessions })).toEqual(['easier-one'])
  const gentle = [{ exercise: 'rest-one', dose: first.dose }]
  const reentry = { ...bundle.reentry, items: [], rows: [], gentle } as unknown as Bundle['reentry']
  expect(untold({ ...bundle, reentry })).toEqual(['rest-one'])
})

test('it misses a lesson that the plan names and whose text is not here', () => {
  const named = [...bundle.lessons.now.map((one) => one.id), ...bundle.lessons.read]
  const held = (ids: string[]) => ({ knowledge: '1', groups: [{ lessons: ids.map((id) => ({ id })) }] })
  const flare = bundle.lessons.in_flare?.id
  const ids = [...named, ...(flare === undefined ? [] : [flare])]
  expect(lacking(bundle, held(ids) as unknown as Lessons)).toEqual([])
  expect(lacking(bundle, held(ids.slice(1)) as unknown as Lessons)).toEqual(ids.slice(0, 1))
})

test('it finds the plan where it lies, and not in memory', async () => {
  const server = new Server()
  server.who = account
  unpack(server)
  const tab = await openTab()
  const { isKept } = await import('./ready')
  expect(tab.bundle).toMatchObject({ rev: plain.rev })
  await vi.waitUntil(() => isKept(plain))
  const db = await (await import('idb')).openDB('backfit.alex')
  await db.delete('meta', 'bundle')
  db.close()
  expect(await isKept(plain)).toBe(false)
  tab.hold(plain)
  await vi.waitUntil(() => isKept(plain))
  pack()
})
