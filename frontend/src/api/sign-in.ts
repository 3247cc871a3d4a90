/** Signing in by a code typed from an e-mail, through allauth's headless API; its 401 often means "go on". */
import { request, type Result } from './client'

export type Step =
  /** Done: go on to the next step. */
  | 'fine'
  /** The code or the address was not taken, or the code is too old. */
  | 'wrong'
  | 'too_often'
  /** No answer, or none that can be used. */
  | 'failed'

const BASE = '/_allauth/browser/v1'

/** Sends a code to an address that some account has. */
export async function askForCode(email: string): Promise<Step> {
  const answer = await request('POST', `${BASE}/auth/code/request`, { email })
  // 401 says that the sign-in is begun and waits for the code.
  return answer.kind === 'sign_in' ? 'fine' : stepOf(answer)
}

/** A clinician's first step: when address and password fit, a code goes to the address. */
export async function logIn(email: string, password: string): Promise<Step> {
  const answer = await request('POST', `${BASE}/auth/login`, { email, password })
  return answer.kind === 'sign_in' ? 'fine' : stepOf(answer)
}

export const confirmCode = async (code: string): Promise<Step> =>
  stepOf(await request('POST', `${BASE}/auth/code/confirm`, { code }))

/** Adds an address to the account that is signed in; a code goes there. */
export const addEmail = async (email: string): Promise<Step> =>
  stepOf(await request('POST', `${BASE}/account/email`, { email }))

export const verifyEmail = async (code: string): Promise<Step> =>
  stepOf(await request('POST', `${BASE}/auth/email/verify`, { key: code }))

/** Ends the sign-in of this browser; allauth answers 401, which is what was asked for. */
export async function signOut(): Promise<Step> {
  const answer = await request('DELETE', `${BASE}/auth/session`)
  return answer.kind === 'sign_in' ? 'fine' : stepOf(answer)
}

function stepOf(answer: Result<unknown>): Step {
  if (answer.kind === 'done') return 'fine'
  if (answer.kind === 'refused') return 'wrong'
  return answer.kind === 'busy' && answer.status === 429 ? 'too_often' : 'failed'
}
