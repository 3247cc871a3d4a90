/** What was read: the server's reading of it, with what still waits on this phone laid over it. */
import type { Bundle, LessonNow, Op } from '../api/shapes'
import type { Entry } from '../sync/ops'

const PREFIX = 'lesson:'
const READ = 'read'

export const markAs = (id: string, read: boolean): Entry => ({
  kind: 'pref',
  body: { key: PREFIX + id, value: read ? READ : '' },
})

export function readOf(lessons: Bundle['lessons'], waiting: readonly Op[]): ReadonlySet<string> {
  const read = new Set(lessons.read)
  for (const op of waiting) {
    if (op.kind !== 'pref' || !op.body.key.startsWith(PREFIX)) continue
    const id = op.body.key.slice(PREFIX.length)
    if (op.body.value === READ) read.add(id)
    else read.delete(id)
  }
  return read
}

/** What the server suggests, in its order, but for what was read meanwhile. */
export const forNow = (lessons: Bundle['lessons'], read: ReadonlySet<string>): LessonNow[] =>
  lessons.now.filter((lesson) => !read.has(lesson.id))
