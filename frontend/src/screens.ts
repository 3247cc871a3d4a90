/** Which screen a path is; the service worker will answer these paths, and no others, with the app. */
import { match } from './ui/routes'

export type Screen =
  /** `plan` screens need a plan; the others show without one. */
  | {
      name: 'start' | 'intake' | 'sign-in' | 'email' | 'settings' | 'sharing' | 'missing'
      plan: false
    }
  | { name: 'today' | 'plan' | 'progress' | 'help' | 'tell' | 'reminders'; plan: true }
  | { name: 'learn'; plan: true; id: string | null }
  | { name: 'session' | 'done'; plan: true; on: string }
  | { name: 'measure'; plan: true; slug: string }

const FREE = {
  '/': 'start',
  '/welcome': 'intake',
  '/intake/*': 'intake',
  '/j/*': 'intake',
  '/sign-in': 'sign-in',
  '/settings': 'settings',
  '/settings/email': 'email',
  '/settings/sharing': 'sharing',
} as const
const PLANNED = {
  '/today': 'today',
  '/plan': 'plan',
  '/changes': 'progress',
  '/help': 'help',
  '/tell': 'tell',
  '/settings/reminders': 'reminders',
} as const
const DATED = { '/session/:on': 'session', '/done/:on': 'done' } as const

export function screenAt(path: string): Screen {
  for (const [pattern, name] of Object.entries(FREE)) if (match(pattern, path)) return { name, plan: false }
  for (const [pattern, name] of Object.entries(PLANNED)) if (match(pattern, path)) return { name, plan: true }
  const id = match('/learn/:id', path)?.id ?? null
  if (id !== null || match('/learn', path)) return { name: 'learn', plan: true, id }
  for (const [pattern, name] of Object.entries(DATED)) {
    const on = match(pattern, path)?.on
    if (on !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(on)) return { name, plan: true, on }
  }
  const slug = match('/measure/:slug', path)?.slug
  if (slug !== undefined) return { name: 'measure', plan: true, slug }
  return { name: 'missing', plan: false }
}
