/** Which voice reads aloud, and what it says: pieces short enough to stop and to go on between. */
import type { Lesson } from '../api/shapes'

type Voice = { lang: string; localService: boolean; default: boolean }

/** A voice of this language that needs no network; the phone's own choice first. */
export function voiceFor<V extends Voice>(voices: readonly V[], language: string): V | undefined {
  const fit = voices.filter((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language))
  return fit.find((voice) => voice.default) ?? fit[0]
}

const sentences = (text: string): string[] => text.split(/(?<=[.?])\s+/).filter((piece) => piece !== '')

export const piecesOf = (lesson: Pick<Lesson, 'title' | 'paragraphs'>): string[] => [
  lesson.title,
  ...lesson.paragraphs.flatMap(sentences),
]
