/** Picks from the bundle by date; what to do on which day was decided by the server. */
import type { Bundle, PainWord, Session } from '../api/shapes'
import { dayNumber, letter, weekday, weekOf } from '../ui/days'
import { text } from './text'

export type View =
  /** Nothing is offered until a check is made. */
  | { kind: 'stop' }
  | { kind: 'session'; session: Session; nth: number }
  | { kind: 'done'; next: Session | null }
  | { kind: 'rest'; rest: Session | null; next: Session | null }
  /** The bundle ends before this day: an old plan is no plan. */
  | { kind: 'old'; until: string | null }
  /** A flare-up was logged that the server has not heard of. */
  | { kind: 'flare' }
  /** It begins after this day: the phone's clock is wrong, or was. */
  | { kind: 'early'; from: string }

export const sessionsOn = (bundle: Bundle, day: string): Session[] =>
  bundle.sessions.filter((session) => session.on === day && session.kind !== 'rest')

export function nextAfter(bundle: Bundle, day: string): Session | null {
  return bundle.sessions.find((session) => session.on > day && session.kind !== 'rest') ?? null
}

type Seen = { bundle: Bundle; day: string; done: number; stopped?: boolean; flared?: boolean }

/** What Today shows; `done` is how many of the day's sessions are done, `stopped` whether something stops the person. */
export function view({ bundle, day, done, stopped = false, flared = false }: Seen): View {
  if (stopped || bundle.plan === null) return { kind: 'stop' }
  if (flared) return { kind: 'flare' }
  const until = bundle.sessions.at(-1)?.on ?? null
  if (until === null || day > until) return { kind: 'old', until }
  if (day < bundle.made_for) return { kind: 'early', from: bundle.made_for }
  const planned = sessionsOn(bundle, day)
  const session = planned[done]
  if (session) return { kind: 'session', session, nth: done }
  const next = nextAfter(bundle, day)
  if (done > 0) return { kind: 'done', next }
  return { kind: 'rest', rest: bundle.sessions.find((one) => one.on === day) ?? null, next }
}

export type StripDay = {
  key: string
  letter: string
  number: number
  name: string
  state: 'done' | 'planned' | 'rest'
  today: boolean
}

/** The week around a day; `done` are the days with a finished session. */
export function strip({
  bundle,
  day,
  done,
}: {
  bundle: Bundle
  day: string
  done: readonly string[]
}): StripDay[] {
  return weekOf(day).map((one) => {
    const planned = one >= day && sessionsOn(bundle, one).length > 0
    const state = done.includes(one) ? 'done' : planned ? 'planned' : 'rest'
    const words = [text.strip[state], ...(one === day ? [text.strip.today] : [])]
    return {
      key: one,
      letter: letter(one),
      number: dayNumber(one),
      name: `${weekday(one)} ${dayNumber(one)}, ${words.join(', ')}`,
      state,
      today: one === day,
    }
  })
}

/** Why a session is what it is: the day's reasons, then each other reason once, with the exercises it holds for. */
export function reasonsOf(session: Session, bundle: Bundle): (Session['why'][number] & { of?: string })[] {
  const own = session.items.flatMap((item) =>
    item.why.map((reason) => ({ reason, name: bundle.exercises[item.exercise]?.name ?? item.exercise })),
  )
  const groups = new Map<string, { reason: Session['why'][number]; names: string[] }>()
  for (const { reason, name } of own) {
    const names = groups.get(reason.because)?.names ?? []
    groups.set(reason.because, { reason, names: [...names, name] })
  }
  const grouped = [...groups.values()].map(({ reason, names }) => ({ ...reason, of: names.join(', ') }))
  return [...session.why, ...grouped]
}

/** What is left out, one group for each reason, the largest group first. */
export function leftOut(excluded: NonNullable<Bundle['plan']>['excluded']): {
  because: string
  source: string
  names: string[]
}[] {
  const groups = new Map<string, { because: string; source: string; names: string[] }>()
  for (const { because, source, name } of excluded) {
    const group = groups.get(because) ?? { because, source, names: [] }
    groups.set(because, { ...group, names: [...group.names, name] })
  }
  return [...groups.values()].sort((one, other) => other.names.length - one.names.length)
}

/** The pain numbers that the plan says the same to, from 0 up; `then` is what it says to the highest of them. */
export function painRanges(
  words: readonly PainWord[],
): { tone: PainWord['tone']; from: number; to: number; then: string }[] {
  return (['good', 'amber', 'red'] as const).flatMap((tone) => {
    const same = words.filter((word) => word.tone === tone)
    const [first, last] = [same[0], same.at(-1)]
    return first && last ? [{ tone, from: first.pain, to: last.pain, then: last.then }] : []
  })
}
