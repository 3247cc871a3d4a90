/** What to tell when something did not work. */
import type { Result } from '../api/client'
import { text } from './join-text'

export function saidBy(answer: Exclude<Result<unknown>, { kind: 'done' }>): string {
  switch (answer.kind) {
    case 'offline':
      return text.offline
    case 'busy':
      return answer.status === 429 ? text.often : text.busy
    case 'sign_in':
      return text.signedOut
    case 'refused':
      return answer.problem.detail
  }
}
