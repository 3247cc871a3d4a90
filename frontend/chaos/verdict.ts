/** The count at the end of a trial: what is lost, and where phones and server differ, in words. */
import type { Bundle, Pulled } from '../src/api/shapes'
import { dayNow } from '../src/ui/days'
import { ask, post } from './net'
import type { Phone } from './phones'
import type { Person } from './trial'

export type Verdict = { lost: string[]; diverged: string[] }

export async function verdict(person: Person): Promise<Verdict> {
  const told = (await (await ask(person.cookies, '/api/account/export')).json()) as { logs: Pulled[] }
  const stored = told.logs.map(({ id }) => id)
  const aside = await putAside(person)
  const truth = await shown(person)
  const diverged = aside.filter((id) => !person.bad.has(id)).map((id) => `${id} is still put aside`)
  for (const phone of person.phones) diverged.push(...(await differences(phone, { person, stored, truth })))
  diverged.push(...(await byOrder(person, truth)))
  return { lost: lostOf(person, stored, aside), diverged }
}

/** What is not there, or not once, or should not be; what no server takes must be on the phone, until thrown away. */
function lostOf(
  { made, bad, discarded, lasting }: Person,
  stored: readonly string[],
  aside: readonly string[],
): string[] {
  return [
    ...(new Set(stored).size === stored.length ? [] : ['a log is stored twice']),
    ...lasting.filter((id) => !stored.includes(id)).map((id) => `${id} is lost`),
    ...[...bad].filter((id) => !aside.includes(id) && !discarded.has(id)).map((id) => `${id} is lost`),
    ...stored.filter((id) => !made.has(id)).map((id) => `${id} came from nowhere`),
  ]
}

async function putAside({ id, phones }: Person): Promise<string[]> {
  const stores = await Promise.all([...phones].map((phone) => phone.kept(id, 'quarantine')))
  return stores.flatMap((store) => [...store.keys()])
}

type Right = { person: Person; stored: readonly string[]; truth: Bundle }

/** Where a phone holds something else than the server; what was thrown away may have got through before. */
async function differences(phone: Phone, { person, stored, truth }: Right): Promise<string[]> {
  const { id, discarded } = person
  const held = [...(await phone.kept(id, 'logs')).keys()]
  const other = [...held, ...stored].filter((log) => !(held.includes(log) && stored.includes(log)))
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

/** Whether the same logs in another order make another plan. */
async function byOrder(person: Person, truth: Bundle): Promise<string[]> {
  const played = await ask(person.cookies, '/chaos/reorder', post({ today: dayNow() }))
  if (played.status !== 204) return [`the logs can't be played again: ${await played.text()}`]
  const after = await shown(person)
  return unlike({ ...after, rev: truth.rev }, truth).map(
    (part) => `another order of arrival makes another plan: ${part}`,
  )
}

async function shown({ cookies }: Person): Promise<Bundle> {
  return (await (await ask(cookies, `/api/bundle?today=${dayNow()}`)).json()) as Bundle
}

/** The parts that differ; a phone keeps the names of exercises that it has met. */
function unlike(held: Bundle | undefined, truth: Bundle): string[] {
  const parts = Object.keys(truth) as (keyof Bundle)[]
  return parts.filter(
    (part) => part !== 'exercises' && JSON.stringify(held?.[part]) !== JSON.stringify(truth[part]),
  )
}
