import type { Problem } from './shapes'

/** What became of a request; whoever asks has to look at `kind` before there is anything to show. */
export type Result<T> =
  | { kind: 'done'; value: T }
  /** No answer: no network, or none within the time limit. */
  | { kind: 'offline' }
  /** The sign-in is over; nothing on the phone may be thrown away for it. */
  | { kind: 'sign_in' }
  /** The server can't now; worth trying again after that many seconds. */
  | { kind: 'busy'; status: number; retryAfter: number | null }
  /** The server says no, with a sentence for the person. */
  | { kind: 'refused'; problem: Problem }

type Method = 'GET' | 'POST' | 'DELETE'

const TIME_LIMIT_MS = 15_000
const CSRF_COOKIE = 'csrftoken'
const CSRF_PROBLEM = 'urn:backfit:problem:csrf'

const TOO_MUCH: Problem = {
  ...{ type: 'urn:backfit:problem:too_large', title: '', status: 413, errors: null },
  detail: 'That is too much to send at once.',
}

/** With `keepalive` it outlives the page; its body may then be 64 KB at most. `signal` gives it up before its time. */
export type Options = { keepalive?: boolean; signal?: AbortSignal }

export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<Result<T>> {
  const first = await attempt<T>(method, path, body, options)
  if (first.kind !== 'refused' || first.problem.type !== CSRF_PROBLEM) return first
  // The token went stale, for instance after signing in elsewhere: any GET brings a new cookie.
  await attempt('GET', '/api/account')
  return attempt<T>(method, path, body, options)
}

async function attempt<T>(
  method: Method,
  path: string,
  body?: unknown,
  { signal, ...options }: Options = {},
): Promise<Result<T>> {
  try {
    const response = await fetch(path, {
      ...options,
      method,
      credentials: 'same-origin',
      headers: headers(method, body),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: either(AbortSignal.timeout(TIME_LIMIT_MS), signal),
    })
    return await read<T>(response)
  } catch (error) {
    // fetch and a body cut short throw TypeError, the time limit a DOMException, a proxy's page SyntaxError.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) {
      return { kind: 'offline' }
    }
    throw error
  }
}

/** AbortSignal.any, which phones of before 2024 do not have. */
function either(limit: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  const both = new AbortController()
  for (const one of signal ? [limit, signal] : [limit]) {
    if (one.aborted) both.abort()
    one.addEventListener('abort', () => {
      both.abort()
    })
  }
  return both.signal
}

async function read<T>(response: Response): Promise<Result<T>> {
  if (response.status === 204) return { kind: 'done', value: undefined as T }
  if (response.ok) return { kind: 'done', value: (await response.json()) as T }
  if (response.status === 401) return { kind: 'sign_in' }
  if (response.status === 429 || response.status >= 500) {
    return { kind: 'busy', status: response.status, retryAfter: seconds(response.headers.get('Retry-After')) }
  }
  // A proxy in front says it with a page of its own; the phone has to send less all the same.
  const problem = response.status === 413 ? TOO_MUCH : ((await response.json()) as Problem)
  return { kind: 'refused', problem }
}

function headers(method: Method, body: unknown): Record<string, string> {
  const sent: Record<string, string> = { Accept: 'application/json' }
  if (body !== undefined) sent['Content-Type'] = 'application/json'
  // Read at send time: signing in changes it.
  if (method !== 'GET') sent['X-CSRFToken'] = cookie(CSRF_COOKIE, document.cookie) ?? ''
  return sent
}

export function cookie(name: string, cookies: string): string | null {
  const found = cookies.split('; ').find((one) => one.startsWith(`${name}=`))
  return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1))
}

function seconds(value: string | null): number | null {
  const parsed = Number(value)
  return value !== null && Number.isFinite(parsed) && parsed >= 0 ? parsed : null
}
