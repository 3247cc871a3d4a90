/** The texts of all lessons: the same for everybody, and kept on the phone for when there is no network. */
import { openDB, type IDBPDatabase } from 'idb'
import { readLessons } from '../api/calls'
import type { Lesson, Lessons } from '../api/shapes'

/** Of nobody, and so not in a person's own database. */
const NAME = 'backfit.lessons'
const STORE = 'texts'
const KEY = 'all'

let held: Lessons | null = null

/** What is kept, of whatever version: nobody waits for a slow network to read what is there; null without any. */
export async function lessonsAtHand(knowledge: string): Promise<Lessons | null> {
  held ??= await lessonsKept()
  return held ?? lessonsOf(knowledge)
}

/** The lessons of this version of the knowledge, fetched and kept if need be; older ones without a network. */
export async function lessonsOf(knowledge: string): Promise<Lessons | null> {
  held ??= await lessonsKept()
  if (held?.knowledge === knowledge) return held
  return (await fetchLessons()) ?? held
}

/** Fetches and keeps them, whatever is here; null without a network. */
export async function fetchLessons(): Promise<Lessons | null> {
  const answer = await readLessons()
  if (answer.kind !== 'done') return null
  held = answer.value
  await attempt((db) => db.put(STORE, answer.value, KEY))
  return held
}

export const lessonIn = (lessons: Lessons, id: string): Lesson | undefined =>
  lessons.groups.flatMap((group) => group.lessons).find((lesson) => lesson.id === id)

/** What the phone keeps, read anew. */
export const lessonsKept = (): Promise<Lessons | null> =>
  attempt(async (db) => (await db.get(STORE, KEY)) as Lessons | undefined)

/** Null when the browser keeps nothing: then the lessons need a network. */
async function attempt<T>(work: (db: IDBPDatabase) => Promise<T | undefined>): Promise<T | null> {
  let db: IDBPDatabase | undefined
  try {
    db = await openDB(NAME, 1, {
      upgrade: (created) => {
        created.createObjectStore(STORE)
      },
    })
    return (await work(db)) ?? null
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  } finally {
    db?.close()
  }
}
