/** What to tell when something did not work; nothing when it did, or when the sign-in page comes anyway. */
import type { Result } from '../api/client'
import { text } from './text'

export function saidBy(answer: Result<unknown>): string {
  switch (answer.kind) {
    case 'done':
    case 'sign_in':
      return ''
    case 'offline':
    case 'busy':
      return text.unreachable
    case 'refused':
      return answer.problem.detail
  }
}
