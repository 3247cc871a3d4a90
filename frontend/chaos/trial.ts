/** One trial with the real app: phones of one person, and of who borrows one, while everything goes wrong; then peace. */
import { expect } from 'vitest'
import type { Bundle, IntakeForm, Op, Pulled } from '../src/api/shapes'
import type { Place } from '../src/sync/kept'
import type { Refused } from '../src/sync/outbox'
import { entryOf, isRefused, type Step, type Tap } from './drawing'
import { ask, needed, post } from './net'
import { Phone, quiet, type Keeper } from './phones'
import { shown } from './verdict'

const PASSES = 8

/** Somebody with an account; the logs they made, ids of those no server takes, and of what they threw away. */
export class Person {
  readonly cookies = new Map([['csrftoken', 'c'.repeat(32)]])
  readonly phones = new Set<Phone>()
  readonly made = new Map<string, Op>()
  readonly bad = new Set<string>()
  readonly discarded = new Set<string>()
  id = ''

  /** The first tap, and the questions. */
  async begin(): Promise<void> {
    const form = (await (await ask(this.cookies, '/api/intake')).json()) as IntakeForm
    const consent = { version: form.consent.version }
    const opened = await ask(this.cookies, '/api/account', post({ consent, country: 'GB' }))
    for (const cookie of opened.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      this.cookies.set(name, value)
    }
    expect(opened.status).toBe(200)
    this.id = ((await opened.json()) as { id: string }).id
    const answered = await ask(this.cookies, '/api/intake', post(JSON.parse(needed('CHAOS_ANSWERS'))))
    expect(answered.status).toBe(200)
  }

  /** What must be on the server. */
  get lasting(): string[] {
    return [...this.made.keys()].filter((id) => !this.discarded.has(id))
  }

  has(phone: Phone): void {
    phone.cookies = this.cookies
    this.phones.add(phone)
  }
}

export class Trial {
  readonly people: Person[] = [new Person()]
  readonly #phones = [0, 1, 2].map(() => new Phone(new Map()))

  async begin(): Promise<void> {
    const [owner] = this.people as [Person]
    await owner.begin()
    for (const phone of this.#phones) {
      owner.has(phone)
      await phone.restart()
    }
  }

  async step({ phone: number, deed, fate, taps, wrong }: Step): Promise<void> {
    const phone = this.#phones[number] as Phone
    if (phone.isDead) await phone.restart()
    switch (deed) {
      case 'log':
        return this.log(phone, taps)
      case 'sync':
      case 'talk': {
        await this.log(phone, taps)
        phone.fate = fate
        const talk = phone.does((keeper) => keeper.sync())
        return deed === 'sync' ? talk : undefined
      }
      case 'die':
        return this.die(phone, taps)
      case 'arrive':
        return phone.arrive()
      case 'restore':
        expect((await ask(phone.cookies, '/chaos/restore', post({}))).status).toBe(204)
        return
      case 'pass':
        return phone.pass()
      case 'clock':
        phone.wrong = wrong
        return
      case 'decide':
        return this.decide(phone, taps)
      case 'sign in':
        phone.fate = fate
        return this.signIn(phone, taps.length % 2 === 0)
    }
  }

  /** Taps that go well; none may be missing on the disk after them. */
  async log(phone: Phone, taps: readonly Tap[]): Promise<void> {
    await this.tap(phone, taps, () => undefined)
  }

  /** The phone dies right after the taps, or later, with what they began under way. */
  async die(phone: Phone, taps: readonly Tap[]): Promise<void> {
    const inTheMiddle = taps.length % 2 === 1
    await this.tap(phone, taps, () => {
      if (inTheMiddle) phone.kill()
    })
    phone.kill()
  }

  async tap(phone: Phone, taps: readonly Tap[], then: () => void): Promise<void> {
    const known = await this.#knownOn(phone)
    const made: { id: string; isBad: boolean }[] = []
    let owner: string | null = null
    await phone.does((keeper) => {
      owner = keeper.owner
      for (const tap of taps) {
        made.push({ id: keeper.log(entryOf(tap, known, keeper.bundle)), isBad: isRefused(tap) })
      }
      then()
    })
    await quiet()
    const person = this.#of(owner)
    // A log is made once it is whole on the disk.
    const logs = await phone.kept<Op>(person.id, 'logs')
    const aside = await phone.kept<Refused>(person.id, 'quarantine')
    for (const { id, isBad } of made) {
      const op = logs.get(id) ?? aside.get(id)?.op
      if (!phone.isDead) expect(op).toBeDefined()
      if (op && isBad) person.bad.add(id)
      else if (op) person.made.set(id, op)
    }
  }

  /** The person looks at what the server would not take, and tries it again or throws it away. */
  async decide(phone: Phone, taps: readonly Tap[]): Promise<void> {
    await phone.does((keeper) => {
      const person = this.#of(keeper.owner)
      for (const [index, { op }] of keeper.outbox.refused.entries()) {
        const isRetried = (taps[index % taps.length]?.aim ?? 0) % 2 === 0
        if (isRetried) keeper.retry(op.id)
        else {
          person.discarded.add(op.id)
          keeper.discard(op.id)
        }
      }
    })
    await quiet()
  }

  /** Somebody else borrows the phone, or its owner has it back; in another tab this one hears of it only later. */
  async signIn(phone: Phone, inAnotherTab: boolean): Promise<void> {
    const [owner, guest] = this.people as [Person, Person?]
    const next = phone.cookies === owner.cookies ? (guest ?? (await this.#guest())) : owner
    next.has(phone)
    if (!inAnotherTab) await phone.does((keeper) => keeper.start())
  }

  /** Peace: clocks are right, all apps start anew, what was refused is tried again, and all sync until they agree. */
  async rest(): Promise<void> {
    await quiet()
    for (const phone of this.#phones) await phone.arrive()
    expect((await ask(new Map(), '/chaos/rest')).status).toBe(204)
    for (const person of this.people) {
      for (const phone of person.phones) {
        ;[phone.fate, phone.wrong] = ['fine', 0]
        person.has(phone)
        await phone.restart()
        await phone.does(tryAgain)
      }
      for (let pass = 0; pass < PASSES && !(await isQuiet(person)); pass += 1) {
        for (const phone of person.phones) {
          if (phone.keeper.link === 'busy') await phone.pass()
          await phone.does((keeper) => keeper.sync())
        }
      }
    }
  }

  async #guest(): Promise<Person> {
    const guest = new Person()
    await guest.begin()
    this.people.push(guest)
    return guest
  }

  #of(owner: string | null): Person {
    const found = this.people.find(({ id }) => id === owner)
    if (found === undefined) throw new Error(`nobody here is ${owner}`)
    return found
  }

  async #knownOn(phone: Phone): Promise<(Op | Pulled)[]> {
    const { owner } = phone.keeper
    const logs = await phone.kept<Op | Pulled>(this.#of(owner).id, 'logs')
    return [...logs.values()]
  }
}

function tryAgain(keeper: Keeper): void {
  for (const { op } of keeper.outbox.refused) keeper.retry(op.id)
}

async function isQuiet(person: Person): Promise<boolean> {
  const { rev, made_for } = await shown(person)
  for (const phone of person.phones) {
    const logs = await phone.kept(person.id, 'logs')
    const meta = await phone.kept<Bundle & Place>(person.id, 'meta')
    const bundle = meta.get('bundle')
    const waits = (await phone.kept(person.id, 'outbox')).size > 0 || meta.get('place')?.lacks
    // Other phones may have offered theirs again since: then all logs are here, but not the plan that they make.
    if (waits || bundle?.rev !== rev || bundle.made_for !== made_for) return false
    if (!person.lasting.every((one) => logs.has(one))) return false
  }
  return true
}
