/** Which screen of the clinic a path is. */
import { match } from '../ui/routes'

export type Place =
  | { name: 'people' | 'invite' | 'account' | 'missing' }
  | { name: 'code'; id: string }
  | { name: 'person' | 'edit' | 'assign'; id: string }

export const PEOPLE = '/clinic'
export const INVITE = '/clinic/invite'
export const ACCOUNT = '/clinic/account'

const PLAIN = { [PEOPLE]: 'people', [INVITE]: 'invite', [ACCOUNT]: 'account' } as const
const OF_ONE = {
  '/clinic/invite/:id': 'code',
  '/clinic/people/:id': 'person',
  '/clinic/people/:id/edit': 'edit',
  '/clinic/people/:id/assign': 'assign',
} as const

export const codePath = (id: string): string => `/clinic/invite/${id}`
export const personPath = (id: string, part: '' | '/edit' | '/assign' = ''): string =>
  `/clinic/people/${id}${part}`

export function placeAt(path: string): Place {
  for (const [pattern, name] of Object.entries(PLAIN)) if (match(pattern, path)) return { name }
  for (const [pattern, name] of Object.entries(OF_ONE)) {
    const id = match(pattern, path)?.id
    if (id !== undefined) return { name, id }
  }
  return { name: 'missing' }
}
