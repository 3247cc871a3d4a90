/**
 * Whether the browser has cleared a person's things: their database holds a marker, and a cookie, which is cleared
 * apart from it, says that there was one.
 */
import { cookie } from '../api/client'

const YEAR_S = 365 * 24 * 60 * 60
const name = (owner: string): string => `backfit-kept-${owner}`

export const wasKept = (owner: string): boolean => cookie(name(owner), document.cookie) !== null

export function noteKept(owner: string): void {
  write(`${name(owner)}=1; Max-Age=${YEAR_S}`)
}

export function dropKept(owner: string): void {
  write(`${name(owner)}=; Max-Age=0`)
}

function write(pair: string): void {
  document.cookie = `${pair}; Path=/; SameSite=Strict${globalThis.isSecureContext ? '; Secure' : ''}`
}
