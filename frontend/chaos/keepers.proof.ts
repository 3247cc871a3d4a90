/** Three phones that run the real app against the real server, while the net and the phones fail: nothing is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bundle, IntakeForm, Pulled } from '../src/api/shapes'
import type { Place } from '../src/sync/kept'
import { FATES, install, Phone, quiet, type Fate } from './phones'

const server = needed('CHAOS_SERVER')
const [trials, seed] = [Number(needed('CHAOS_TRIALS')), Number(needed('CHAOS_SEED'))]
const PASSES = 8

function needed(name: string): string {
  const value = process.env[name]
  if (value === undefined)
    throw new Error(`${name} is missing: make chaos, or pytest tests/chaos/test_phone.py`)
  return value
}

const step = fc.record({
  phone: fc.nat(2),
  deed: fc.constantFrom('log', 'sync', 'sync', 'sync', 'talk', 'die', 'arrive', 'restore'),
  fate: fc.constantFrom(...FATES),
  taps: fc.integer({ min: 1, max: 5 }),
  pain: fc.nat(6),
})
type Step = { phone: number; deed: string; fate: Fate; taps: number; pain: number }

class Trial {
  readonly phones: Phone[]
  readonly made = new Set<string>()
  #owner = ''

  constructor() {
    const cookies = new Map([['csrftoken', 'c'.repeat(32)]])
    this.phones = [0, 1, 2].map(() => new Phone(server, cookies))
  }

  /** The first tap, and the questions. */
  async begin(): Promise<void> {
    const [phone] = this.phones as [Phone]
    const form = (await (await phone.send('/api/intake')).json()) as IntakeForm
    const consent = { version: form.consent.version }
    const opened = await phone.send('/api/account', post({ consent, country: 'GB' }))
    for (const cookie of opened.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      phone.cookies.set(name, value)
    }
    expect(opened.status).toBe(200)
    this.#owner = ((await opened.json()) as { id: string }).id
    const answered = await phone.send('/api/intake', post(JSON.parse(needed('CHAOS_ANSWERS'))))
    expect(answered.status).toBe(200)
    for (const each of this.phones) await each.restart()
  }

  async step({ phone: number, deed, fate, taps, pain }: Step): Promise<void> {
    const phone = this.phones[number] as Phone
    if (phone.isDead) await phone.restart()
    switch (deed) {
      case 'log':
        return this.log(phone, taps, pain)
      case 'sync':
      case 'talk': {
        await this.log(phone, taps, pain)
        phone.fate = fate
        const talk = phone.does((keeper) => keeper.sync())
        return deed === 'sync' ? talk : undefined
      }
      case 'die':
        return this.die(phone, pain)
      case 'arrive':
        return phone.arrive()
      case 'restore':
        expect((await phone.send('/chaos/restore', post({}))).status).toBe(204)
    }
  }

  async log(phone: Phone, taps: number, pain: number): Promise<void> {
    const ids: string[] = []
    await phone.does((keeper) => {
      for (let left = taps; left > 0; left -= 1) ids.push(keeper.log(checkIn(pain)))
    })
    await quiet()
    await this.count(phone, ids)
  }

  /** The phone dies in the middle of a tap. */
  async die(phone: Phone, pain: number): Promise<void> {
    const ids: string[] = []
    await phone.does((keeper) => {
      ids.push(keeper.log(checkIn(pain)))
      if (pain % 2) phone.kill()
    })
    phone.kill()
    await this.count(phone, ids)
  }

  /** A log is made once it is whole on the disk. */
  async count(phone: Phone, ids: readonly string[]): Promise<void> {
    const logs = await phone.kept(this.#owner, 'logs')
    if (!phone.isDead) expect(ids.filter((id) => !logs.has(id))).toEqual([])
    for (const id of ids) if (logs.has(id)) this.made.add(id)
  }

  /** Peace: all apps start anew and sync until they have the same. */
  async rest(): Promise<void> {
    await quiet()
    for (const phone of this.phones) await phone.arrive()
    for (const phone of this.phones) {
      phone.fate = 'fine'
      await phone.restart()
    }
    for (let pass = 0; pass < PASSES && !(await this.isQuiet()); pass += 1) {
      for (const phone of this.phones) await phone.does((keeper) => keeper.sync())
    }
  }

  async isQuiet(): Promise<boolean> {
    const logs = await Promise.all(this.phones.map((phone) => phone.kept(this.#owner, 'logs')))
    const metas = await Promise.all(this.phones.map((phone) => phone.kept<Place>(this.#owner, 'meta')))
    const waits = this.phones.some((phone) => phone.keeper.outbox.waiting.length > 0)
    // After a restore the plan is taken with the answer after the last log's.
    const lacks = metas.some((meta) => meta.get('place')?.lacks)
    return !waits && !lacks && logs.every((one) => one.size >= this.made.size)
  }

  async verdict(): Promise<void> {
    const [phone] = this.phones as [Phone]
    const told = (await (await phone.send('/api/account/export')).json()) as { logs: Pulled[] }
    const stored = told.logs.map((log) => log.id).toSorted()
    expect(stored).toEqual([...new Set(stored)])
    expect([...this.made].filter((id) => !stored.includes(id))).toEqual([])
    const today = new Date().toISOString().slice(0, 10)
    const truth = (await (await phone.send(`/api/bundle?today=${today}`)).json()) as Bundle
    for (const one of this.phones) {
      expect([...(await one.kept(this.#owner, 'logs')).keys()].toSorted()).toEqual(stored)
      expect(await one.kept(this.#owner, 'outbox')).toEqual(new Map())
      expect(await one.kept(this.#owner, 'quarantine')).toEqual(new Map())
      const held = (await one.kept<Bundle>(this.#owner, 'meta')).get('bundle')
      // A phone keeps the names of exercises that it has met.
      expect({ ...held, exercises: null }).toEqual({ ...truth, exercises: null })
    }
  }
}

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

const checkIn = (pain: number) =>
  ({ kind: 'check_in', body: { on: new Date().toISOString().slice(0, 10), pain } }) as const

test('it loses no log and all phones end up the same, whatever happens to the net and to them', async () => {
  install()
  let [played, logs] = [0, 0]
  const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
    const trial = new Trial()
    await trial.begin()
    for (const one of steps) await trial.step(one)
    await trial.rest()
    await trial.verdict()
    played += 1
    logs += trial.made.size
  })
  await fc.assert(property, { numRuns: trials, seed, endOnFailure: true })
  console.log(`${played} trials, ${logs} logs, 0 lost, 0 diverged`)
})
