import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cookie, request } from './client'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers })

/** Answers the requests in turn and keeps what was sent. */
function server(...answers: (Response | Error)[]): { path: string; init: RequestInit }[] {
  const sent: { path: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push({ path, init })
    const next = answers.shift()
    return next instanceof Response
      ? Promise.resolve(next)
      : Promise.reject(next ?? new TypeError('no answer'))
  })
  return sent
}

beforeEach(() => {
  vi.stubGlobal('document', { cookie: 'a=1; csrftoken=first' })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('it gives what was asked for', async () => {
  server(answer(200, { a: 1 }), answer(204, null))
  expect(await request('GET', '/api/bundle')).toEqual({ kind: 'done', value: { a: 1 } })
  expect(await request('DELETE', '/api/account')).toEqual({ kind: 'done', value: undefined })
})

test('it never shows a failure as success', async () => {
  const problem = { type: 'urn:backfit:problem:invalid', title: '', status: 400, detail: 'No.', errors: null }
  server(
    ...[answer(401, {}), answer(503, {}, { 'Retry-After': '5' }), answer(400, problem)],
    ...[
      new TypeError('network'),
      new DOMException('late', 'TimeoutError'),
      new Response('<html>', { status: 200 }),
    ],
  )
  expect(await request('GET', '/')).toEqual({ kind: 'sign_in' })
  expect(await request('GET', '/')).toEqual({ kind: 'busy', status: 503, retryAfter: 5 })
  expect(await request('GET', '/')).toEqual({ kind: 'refused', problem })
  for (let left = 3; left > 0; left -= 1) expect(await request('GET', '/')).toEqual({ kind: 'offline' })
})

test('it knows what is too much, also by the page of a proxy', async () => {
  const problem = { type: 'urn:backfit:problem:too_large', title: '', status: 413, detail: 'Less.' }
  server(answer(413, problem), new Response('<html>', { status: 413 }))
  for (let left = 2; left > 0; left -= 1) {
    expect(await request('POST', '/api/sync', {})).toMatchObject({
      kind: 'refused',
      problem: { status: 413 },
    })
  }
})

test('it fetches a stale token anew, and tries once more', async () => {
  const stale = { type: 'urn:backfit:problem:csrf', title: '', status: 403, detail: '', errors: null }
  const sent = server(answer(403, stale), answer(200, {}), answer(200, { fine: true }))
  expect(await request('POST', '/api/sync', {})).toEqual({ kind: 'done', value: { fine: true } })
  expect(sent.map((one) => one.path)).toEqual(['/api/sync', '/api/account', '/api/sync'])
})

test('it reads the token when it sends', async () => {
  const sent = server(answer(200, {}))
  vi.stubGlobal('document', { cookie: 'csrftoken=second' })
  await request('POST', '/api/sync', {})
  expect(sent[0]?.init.headers).toMatchObject({ 'X-CSRFToken': 'second' })
})

test('it finds a cookie by its whole name', () => {
  expect(cookie('csrftoken', 'xcsrftoken=no; csrftoken=a%3D')).toBe('a=')
  expect(cookie('csrftoken', '')).toBeNull()
})

test('it waits 15 seconds for an answer, and takes none for no network', async () => {
  const limit = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
  vi.stubGlobal(
    'fetch',
    (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new DOMException('no answer', 'AbortError'))
        })
      }),
  )
  const asked = request('GET', '/api/bundle')
  limit.abort()
  expect(await asked).toEqual({ kind: 'offline' })
  expect(timeout).toHaveBeenCalledWith(15_000)
  timeout.mockRestore()
})
