/** Whether this phone is ready without a network: each part is looked up where it lies, and not assumed. */
import type { Bundle, Lessons } from './api/shapes'
import { pack } from './figures/pack.svelte'
import { fetchLessons, lessonIn, lessonsKept } from './learn/texts'
import { keeper } from './sync/keeper.svelte'
import { read } from './sync/records'
import { Store } from './sync/store'
import { appKept, keepApp } from './sw/whole'

/** How much of something is missing, and how many bytes the rest takes. */
export type Part = { missing: number; bytes: number }
export const PARTS = ['app', 'plan', 'figures', 'lessons'] as const
/** A part that nothing on this phone can keep or tell of is null. */
export type Found = Record<(typeof PARTS)[number], Part | null>

export const isReady = (found: Found): boolean => PARTS.every((part) => found[part]?.missing === 0)

/** In tenths of a megabyte, and never less than there is, so that the parts shown add up to the sum shown. */
export const tenths = (bytes: number): number => Math.ceil(bytes / 1e5)
export const allTenths = (found: Found): number =>
  PARTS.reduce((sum, part) => sum + tenths(found[part]?.bytes ?? 0), 0)

/** The last day that the server has planned; null when nothing is planned at all. */
export const lastDay = (bundle: Bundle): string | null => bundle.sessions.at(-1)?.on ?? null

export async function look(bundle: Bundle, day: string): Promise<Found> {
  const [app, kept, figures, lessons] = await Promise.all([
    appKept(),
    isKept(bundle),
    pack.look(Object.keys(bundle.exercises)),
    lessonsKept(),
  ])
  return {
    app,
    plan: { missing: kept && reaches(bundle, day) ? untold(bundle).length : 1, bytes: sizeOf(bundle) },
    figures,
    lessons: lessons && { missing: lacking(bundle, lessons).length, bytes: sizeOf(lessons) },
  }
}

/** Whether this plan lies in the person's database, and not in memory alone. */
export async function isKept({ rev, made_for }: Bundle): Promise<boolean> {
  if (keeper.owner === null) return false
  const store = new Store(keeper.owner, () => undefined)
  const found = await store.run('readonly', (tx) => read(tx, ['bundle']))
  store.shut()
  return found?.bundle?.rev === rev && found.bundle.made_for === made_for
}

/** Fetches what is missing; whether all of it came, the next look tells. */
export async function fetchMissing(bundle: Bundle, found: Found): Promise<void> {
  const has = (part: keyof Found): boolean => found[part]?.missing === 0
  if (!has('plan')) keeper.hold(bundle)
  await Promise.allSettled([
    has('app') || keepApp(),
    has('plan') || keeper.again(),
    has('figures') || pack.fill(Object.keys(bundle.exercises)),
    has('lessons') || fetchLessons(),
  ])
}

/** A plan that is stopped has no sessions to reach anywhere. */
function reaches(bundle: Bundle, day: string): boolean {
  const last = lastDay(bundle)
  return last === null ? bundle.stop !== null : day <= last
}

/** The exercises that sessions name and nobody describes: their words are what is read and spoken. */
export function untold({ sessions, reentry, exercises }: Bundle): string[] {
  const items = [...sessions.flatMap((session) => session.items), ...(reentry?.items ?? [])]
  const named = items.flatMap(({ exercise, easier_dosed }) => [exercise, easier_dosed?.exercise ?? exercise])
  const gentle = reentry?.gentle.map((one) => one.exercise) ?? []
  return [...new Set([...named, ...gentle])].filter((slug) => !(slug in exercises))
}

/** The lessons that the plan names and whose text is not here. */
export function lacking({ lessons: { now, read, in_flare } }: Bundle, lessons: Lessons): string[] {
  const ids = [...now.map((one) => one.id), ...read, ...(in_flare ? [in_flare.id] : [])]
  return [...new Set(ids)].filter((id) => !lessonIn(lessons, id))
}

const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length
