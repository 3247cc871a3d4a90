/** Which way a path of the questionnaire leads: it may be old, shared or too far ahead. */
import { firstOpen, type Screen } from './form'
import type { Draft } from './draft'

export type Place =
  | { readonly kind: 'welcome' | 'consent' | 'review' | 'done' }
  | { readonly kind: 'screen'; readonly index: number }

export interface State {
  readonly consented: boolean
  readonly screens: readonly Screen[]
  readonly draft: Draft
  /** Whether the server has answered with a plan or a stop. */
  readonly answered: boolean
}

export const WELCOME = '/welcome'
export const RESUME = '/intake'
export const REVIEW = '/intake/review'
export const DONE = '/intake/done'
const CONSENT = '/intake/consent'

export const isOurs = (path: string): boolean =>
  path === WELCOME || path === RESUME || path.startsWith(`${RESUME}/`)

/** Screens are numbered: a path must not tell what somebody is asked about. */
export const screenPath = (index: number): string => `/intake/${index + 1}`

export function placeAt(path: string, { consented, screens, draft, answered }: State): Place {
  if (path === WELCOME) return { kind: 'welcome' }
  if (path === DONE && answered) return { kind: 'done' }
  if (!consented) return { kind: 'consent' }
  const open = firstOpen(screens, draft)
  const asked = path === REVIEW ? screens.length : number(path)
  const index = asked === null ? open : Math.min(asked, open)
  return index >= screens.length ? { kind: 'review' } : { kind: 'screen', index }
}

export function pathOf(place: Place): string {
  switch (place.kind) {
    case 'welcome':
      return WELCOME
    case 'consent':
      return CONSENT
    case 'review':
      return REVIEW
    case 'done':
      return DONE
    case 'screen':
      return screenPath(place.index)
  }
}

function number(path: string): number | null {
  const found = /^\/intake\/([1-9]\d{0,2})$/.exec(path)
  return found ? Number(found[1]) - 1 : null
}
