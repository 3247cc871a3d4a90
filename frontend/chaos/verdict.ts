/** The count at the end of a trial: what is lost, and where phones and server differ, in words. */
import type { Bundle, Op, Pulled } from '../src/api/shapes'
import { dayNow } from '../src/ui/days'
import { ask, post } from './net'
import type { Phone } from './phones'
import type { Person } from './trial'

export type Verdict = { lost: string[]; diverged: string[] }
type Stored = Pick<Pulled, 'id' | 'kind' | 'body' | 'replaces'>
type Right = { person: Person; stored: ReadonlyMap<string, Stored>; truth: Bundle }

export async function verdict(person: Person): Promise<Verdict> {
  const told = (await (await ask(person.cookies, '/api/account/export')).json()) as { logs: Stored[] }
  const stored = new Map(told.logs.map((log) => [log.id, log]))
  const twice = stored.size === told.logs.length ? [] : ['a log is stored twice']
  const aside = await putAside(person)
  const truth = await shown(person)
  const diverged = aside.filter((id) => !person.bad.has(id)).map((id) => `${id} is still put aside`)
  for (const phone of person.phones) diverged.push(...(await differences(phone, { person, stored, truth })))
  diverged.push(...(await byOrder(person, truth)))
  return { lost: [...twice, ...lostOf(person, stored, aside)], diverged }
}

/** What is not there as it was made, or should not be; what no server takes must be on the phone until thrown away. */
function lostOf(
  { made, bad, discarded, lasting }: Person,
  stored: Right['stored'],
  aside: readonly string[],
): string[] {
  return [
    ...lasting.filter((id) => !stored.has(id)).map((id) => `${id} is lost`),
    ...[...bad].filter((id) => !aside.includes(id) && !discarded.has(id)).map((id) => `${id} is lost`),
    ...[...stored.values()].flatMap((log) => changed(log, made.get(log.id))),
  ]
}

function changed(log: Stored, made: Op | undefined): string[] {
  if (made === undefined) return [`${log.id} came from nowhere`]
  const { kind, body, replaces } = made
  return says(log, { kind, body, replaces }) ? [] : [`${log.id} does not say what was said`]
}

/** Whether all that was made is stored; a wrong clock's day is set right, and what was left out stands there by default. */
function says(stored: unknown, made: unknown): boolean {
  if (!isObject(stored) || !isObject(made)) return stored === made
  return Object.entries(made).every(([name, value]) => name === 'on' || says(stored[name], value))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

async function putAside({ id, phones }: Person): Promise<string[]> {
  const stores = await Promise.all([...phones].map((phone) => phone.kept(id, 'quarantine')))
  return stores.flatMap((store) => [...store.keys()])
}

/** Where a phone holds something else than the server; what was thrown away may have got through before. */
async function differences(phone: Phone, { person, stored, truth }: Right): Promise<string[]> {
  const { id, discarded } = person
  const held = await phone.kept<Op | Pulled>(id, 'logs')
  const same = (log: string): boolean => agrees(held.get(log), stored.get(log))
  const other = [...new Set([...held.keys(), ...stored.keys()])].filter((log) => !same(log))
  const waiting = [...(await phone.kept(id, 'outbox')).keys()]
  const bundle = (await phone.kept<Bundle>(id, 'meta')).get('bundle')
  return [
    ...other
      .filter((log) => !discarded.has(log))
      .map((log) => `a phone and the server do not agree about ${log}`),
    ...waiting.map((log) => `${log} still waits`),
    ...unlike(bundle, truth).map((part) => `a phone shows another plan: ${part}`),
  ]
}

/** A phone's own logs stay as they were made; those of others it has as the server has them. */
function agrees(held: Op | Pulled | undefined, stored: Stored | undefined): boolean {
  if (held === undefined || stored === undefined) return false
  return !('seq' in held) || JSON.stringify(held.body) === JSON.stringify(stored.body)
}

/** Whether the same logs in another order make another plan. */
async function byOrder(person: Person, truth: Bundle): Promise<string[]> {
  const played = await ask(person.cookies, '/chaos/reorder', post({ today: dayNow() }))
  if (played.status !== 204) return [`the logs can't be played again: ${await played.text()}`]
  const after = await shown(person)
  return unlike({ ...after, rev: truth.rev }, truth).map(
    (part) => `another order of arrival makes another plan: ${part}`,
  )
}

/** The bundle as the server has it today. */
export async function shown({ cookies }: Person): Promise<Bundle> {
  return (await (await ask(cookies, `/api/bundle?today=${dayNow()}`)).json()) as Bundle
}

/** The parts that differ; a phone keeps the names of exercises that it has met. */
function unlike(held: Bundle | undefined, truth: Bundle): string[] {
  const parts = Object.keys(truth) as (keyof Bundle)[]
  return parts.filter(
    (part) => part !== 'exercises' && JSON.stringify(held?.[part]) !== JSON.stringify(truth[part]),
  )
}
