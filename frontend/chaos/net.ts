/** What lies between a phone and the real server: a net that fails, proxies, and a server of an older version. */
import type { SyncRequest } from '../src/api/shapes'
import { here, life, quiet, type Life } from './phones'

/** What becomes of a request, or of the phone that sent it. */
export const FATES = [
  ...(['fine', 'fine', 'fine', 'fine', 'request lost', 'reply lost', 'reply cut short', 'doubled'] as const),
  ...(['late', 'too large', 'busy', 'broken proxy', 'older server'] as const),
  ...(['dies at the answer', 'dies while applying'] as const),
]
export type Fate = (typeof FATES)[number]

const TOO_LARGE = { type: 'about:blank', title: 'Too large', status: 413, detail: 'Send less at once.' }
const real = globalThis.fetch
/** Nobody waits for what a dead phone still wanted. */
const never = <T>(): Promise<T> => new Promise(() => undefined)

export function needed(name: string): string {
  const value = process.env[name]
  if (value === undefined)
    throw new Error(`${name} is missing: make chaos, or pytest tests/chaos/test_phone.py`)
  return value
}

/** Asks the server as a browser with these cookies would. */
export function ask(
  cookies: ReadonlyMap<string, string>,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const { method = 'GET', body } = init
  const token = cookies.get('csrftoken') ?? ''
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', Cookie: cookie }
  const whole = { method, headers: { ...headers, 'X-CSRFToken': token }, body: body ?? null }
  return here.exit(async () => {
    const answer = await real(needed('CHAOS_SERVER') + path, whole)
    // To its end, whoever hears it: an answer left unread holds a connection, and one of the server's to its database.
    await answer.clone().arrayBuffer()
    return answer
  })
}

export const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

/** `fetch` as a phone has it. */
export async function fetched(path: string, init: RequestInit): Promise<Response> {
  const at = life()
  if (!at.lives()) return never()
  const answer = path === '/api/sync' ? await talk(at, init) : await ask(at.phone.cookies, path, init)
  return at.lives() ? answer : never()
}

async function talk(at: Life, init: RequestInit): Promise<Response> {
  const { phone } = at
  const { fate } = phone
  const cookies = new Map(phone.cookies)
  phone.fate = 'fine'
  const send = (sent = init): Promise<Response> => {
    const answer = ask(cookies, '/api/sync', sent)
    const over = answer.finally(() => phone.underWay.delete(over))
    phone.underWay.add(over)
    return answer
  }
  const asked = JSON.parse(init.body as string) as SyncRequest
  switch (fate) {
    case 'late':
      phone.late.push(send)
      throw new TypeError('no answer')
    case 'request lost':
      throw new TypeError('no network')
    case 'reply lost':
      await send()
      throw new TypeError('no answer')
    case 'reply cut short':
      return new Response((await (await send()).text()).slice(0, -9))
    case 'too large':
      return asked.ops.length > 1 ? Response.json(TOO_LARGE, { status: 413 }) : send()
    case 'busy':
      return new Response(null, { status: 503, headers: { 'Retry-After': '2' } })
    case 'broken proxy':
      return new Response('<html>', { status: 502 })
    case 'older server':
      return send(post({ ...asked, ops: asked.ops.map((op) => ({ ...op, schema: 2 })) }))
    case 'doubled':
      return (await Promise.all([send(), send()])).find((one) => one.ok) ?? send()
    case 'dies at the answer':
      await send()
      at.kill()
      return never()
    case 'dies while applying': {
      const answer = await send()
      void quiet(asked.ops.length % 7).then(() => {
        at.kill()
      })
      return answer
    }
    case 'fine':
      return send()
  }
}
