/** The language of the app; each word's `text.ts` is keyed by it. */
export const LOCALE = 'en'

export const inLocale = <T>(texts: Record<typeof LOCALE, T>): T => texts[LOCALE]
