/** What the worker decides, without touching a cache or the network. */
import { screenAt } from '../screens'

/** One build of the app: its cache's name, and its files. */
export type Build = {
  name: string
  /** By path; one whose name holds no hash carries its digest, the others ''. */
  files: Record<string, string>
}
type Asked = { method: string; mode: string; url: string }

export const SHELL = '/'
/** What the page says to a waiting worker when the person taps Update. */
export const TAKE_OVER = 'take over'
/** What the page asks the worker on a port, which answers with its build. */
export const TELL = 'tell'

/**
 * The path of the file that answers a request, of this build or an earlier one; null for what goes to the network
 * untouched: the API, the server's own pages, other origins and everything that writes.
 */
export function fileFor({ method, mode, url }: Asked, { files }: Build, origin: string): string | null {
  const asked = new URL(url)
  if (method !== 'GET' || asked.origin !== origin) return null
  if (mode === 'navigate') return screenAt(asked.pathname).name === 'missing' ? null : SHELL
  if (asked.pathname === SHELL) return null
  return asked.pathname in files || asked.pathname.startsWith('/assets/') ? asked.pathname : null
}

/** The builds that stay when `own` takes over, newest first: itself and the one that open tabs still run. */
export function staying(own: string, before: readonly string[]): string[] {
  return [own, ...before.filter((name) => name !== own)].slice(0, 2)
}
