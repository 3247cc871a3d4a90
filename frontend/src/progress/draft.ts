/** The answers of a measure that is under way, kept on the phone so that a closed app loses nothing. */
export type Answers = { answers: Record<string, number>; words: Record<string, string> }

const KEY = 'backfit.measure'
export const NONE: Answers = { answers: {}, words: {} }

/** What was answered of this measure on this day; another day's answers are of another day. */
export function readMeasure(slug: string, day: string): Answers {
  const text = kept(() => localStorage.getItem(KEY))
  if (text === null) return NONE
  try {
    const raw = JSON.parse(text) as Partial<Answers & { slug: string; day: string }> | null
    return raw?.slug === slug && raw.day === day && raw.answers && raw.words
      ? { answers: raw.answers, words: raw.words }
      : NONE
  } catch (error) {
    if (error instanceof SyntaxError) return NONE
    throw error
  }
}

export function keepMeasure(slug: string, day: string, answers: Answers): void {
  kept(() => {
    localStorage.setItem(KEY, JSON.stringify({ slug, day, ...answers }))
    return null
  })
}

export function dropMeasure(): void {
  kept(() => {
    localStorage.removeItem(KEY)
    return null
  })
}

/** A browser may forbid storage, or have no room: the measure then works, but can't be resumed. */
function kept(act: () => string | null): string | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
