import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bundle } from '../api/shapes'
import type { Flow } from './flow.svelte'
import { dropDraft, EMPTY, keepDraft, keepSaid, readDraft } from './draft'
import { CLEAR, FORM, Shelf, TOLD } from './sample'

/** What the server answers, by method and path; a status from 400 on is a problem, null no answer at all. */
type Served = Record<string, { status: number; body: unknown } | null>

const ACCOUNT = { signed_in: true, consented: true, consent_version: '1' }
const BUNDLE = { rev: 1, plan: null, stop: null }
const UP: Served = {
  'GET /api/intake': { status: 200, body: FORM },
  'GET /api/account': { status: 200, body: ACCOUNT },
  'POST /api/account': { status: 200, body: ACCOUNT },
  'POST /api/intake': { status: 200, body: BUNDLE },
}
const complete = { ...TOLD, safety: CLEAR }

let shelf: Shelf
let served: Served
let posted: unknown[]
let stored: Bundle[]
let place: { pathname: string }

beforeEach(() => {
  shelf = new Shelf()
  served = { ...UP }
  posted = []
  stored = []
  place = { pathname: '/intake' }
  const goTo = (_: unknown, __: string, path: string): void => {
    place.pathname = path
  }
  vi.resetModules()
  vi.useFakeTimers({ now: new Date('2026-11-24T09:00:00Z') })
  vi.stubGlobal('location', place)
  vi.stubGlobal('history', { pushState: goTo, replaceState: goTo })
  vi.stubGlobal('addEventListener', vi.fn())
  vi.stubGlobal('document', { cookie: '', addEventListener: vi.fn() })
  vi.stubGlobal('localStorage', shelf)
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body?: string }) => {
    const answer = served[`${method} ${path}`]
    if (!answer) return Promise.reject(new TypeError('no network'))
    if (body !== undefined && path === '/api/intake') posted.push(JSON.parse(body))
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
  })
})

async function begun(): Promise<Flow> {
  const { Flow } = await import('./flow.svelte')
  const flow = new Flow((bundle) => stored.push(bundle))
  await flow.load()
  return flow
}

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('the questionnaire again', () => {
  it('stands as it was said last, on the phone of the same account, with safety asked afresh', async () => {
    served['GET /api/account'] = { status: 200, body: { ...ACCOUNT, id: 'me' } }
    keepDraft({ ...complete, owner: 'me' }, shelf)
    await (await begun()).send()
    expect(readDraft(shelf)).toEqual(EMPTY)
    const again = await begun()
    expect([again.begun, again.complete, again.draft.safety]).toEqual([false, false, {}])
    expect(again.draft.answers).toEqual(complete.answers)
    again.answerItem('RF01', 'no')
    expect(again.begun).toBe(true)
    served['GET /api/account'] = { status: 200, body: { ...ACCOUNT, id: 'other' } }
    dropDraft(shelf)
    keepSaid({ ...complete, owner: 'me' }, shelf, [])
    expect((await begun()).draft).toEqual(EMPTY)
  })
})

describe('the questionnaire under way', () => {
  it('comes back after a reload, with every tap', async () => {
    const flow = await begun()
    flow.answer('age', 34)
    flow.answerItem('RF06', 'unsure')
    const again = await begun()
    expect(again.draft).toMatchObject({ answers: { age: 34 }, safety: { RF06: 'unsure' } })
    expect(again.begun).toBe(true)
  })

  it('says so when there is no connection, and can try again', async () => {
    served['GET /api/intake'] = null
    const flow = await begun()
    expect(flow.loading).toBe('unreachable')
    served = UP
    await flow.load()
    expect(flow.loading).toBe('ready')
  })

  it('goes on without a connection once it has been open, and begins with one', async () => {
    served['GET /api/account'] = { status: 200, body: { ...ACCOUNT, id: 'dana' } }
    const first = await begun()
    first.answer('age', 34)
    served = { 'GET /api/intake': null, 'GET /api/account': null }
    const again = await begun()
    expect([again.loading, again.consented]).toEqual(['ready', true])
    expect(again.screens.length).toBe(first.screens.length)
    again.restart()
    await again.load()
    expect(again.loading).toBe('unreachable')
  })

  it('asks for consent again when its text has changed', async () => {
    served['GET /api/account'] = { status: 200, body: { ...ACCOUNT, consent_version: '0' } }
    const flow = await begun()
    expect(flow.consented).toBe(false)
    await flow.agree(FORM)
    expect(flow.consented).toBe(true)
  })

  it('leads from an answer changed in the review back to the review', async () => {
    keepDraft(complete, shelf)
    const flow = await begun()
    flow.editing = true
    expect(flow.back(1)).toBe('/intake/review')
    flow.goOn(1)
    expect(place.pathname).toBe('/intake/review')
  })

  it('asks what a changed answer brings up before it goes back to the review', async () => {
    keepDraft(complete, shelf)
    const flow = await begun()
    flow.editing = true
    flow.answer('told', 'no')
    flow.goOn(3)
    expect(flow.screens[Number(place.pathname.split('/').at(-1)) - 1]).toMatchObject({ step: { id: 'area' } })
  })
})

describe('the answers, sent', () => {
  it('bring a plan, which is stored, and leave no draft behind', async () => {
    keepDraft(complete, shelf)
    const flow = await begun()
    await flow.finish()
    expect(stored).toEqual([BUNDLE])
    expect(readDraft(shelf)).toEqual(EMPTY)
    expect(place.pathname).toBe('/intake/done')
  })

  it.each([null, { status: 503, body: {} }])('stay on the phone when the server gives %j', async (answer) => {
    keepDraft(complete, shelf)
    const flow = await begun()
    served['POST /api/intake'] = answer
    await flow.finish()
    expect(flow.notice).toMatch(/safe on this phone/)
    expect(readDraft(shelf)).toEqual(complete)
    expect(place.pathname).toBe('/intake')
  })

  it('lead to the question that the server refuses, with its sentence', async () => {
    keepDraft(complete, shelf)
    const flow = await begun()
    const errors = [{ field: 'intake.age', reason: 'It has to be 0 to 120.' }]
    served['POST /api/intake'] = {
      status: 400,
      body: { type: 'x', title: '', status: 400, detail: 'No.', errors },
    }
    await flow.finish()
    expect(flow.complaint).toEqual({ screen: 1, sentence: 'It has to be 0 to 120.' })
    expect(place.pathname).toBe('/intake/2')
    flow.answer('age', 44)
    expect(flow.complaint).toBeNull()
  })

  it('wait for a new sign-in when the old one has ended', async () => {
    keepDraft(complete, shelf)
    const flow = await begun()
    served['POST /api/intake'] = { status: 401, body: {} }
    await flow.finish()
    expect(flow.consented).toBe(false)
    expect(readDraft(shelf)).toEqual(complete)
  })
})

describe('an alarming answer', () => {
  it('is sent at once, with what was answered so far and no more', async () => {
    keepDraft(TOLD, shelf)
    const flow = await begun()
    flow.answerItem('RF01', 'yes')
    await settled()
    expect(posted).toMatchObject([{ intake: { age: 34, answers: { RF01: 'yes' } } }])
    expect(stored).toHaveLength(1)
    expect(place.pathname).toBe('/intake')
  })

  it('still alarms when it could not be sent, and is sent when the app is opened again', async () => {
    keepDraft(TOLD, shelf)
    const flow = await begun()
    served['POST /api/intake'] = null
    flow.answerItem('RF01', 'unsure')
    await settled()
    expect(flow.sending).toBe('failed')
    expect(flow.alarms.map((item) => item.id)).toEqual(['RF01'])
    served = UP
    const again = await begun()
    expect(again.alarms).toHaveLength(1)
    expect(stored).toHaveLength(1)
  })

  it('can be taken back, and only it', async () => {
    keepDraft({ ...TOLD, safety: { RF06: 'yes' } }, shelf)
    const flow = await begun()
    flow.answerItem('RF01', 'yes')
    await settled()
    expect(flow.takeBack()).toBe(9)
    expect(flow.alarms).toEqual([])
    expect(readDraft(shelf).safety).toEqual({ RF06: 'yes' })
  })

  it('is not raised by answers that lead elsewhere', async () => {
    keepDraft(TOLD, shelf)
    const flow = await begun()
    flow.answerItem('RF06', 'yes')
    flow.answerItem('RF04', 'prefer_not')
    await settled()
    expect(posted).toEqual([])
  })
})
