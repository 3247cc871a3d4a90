/** What tabs of this browser tell each other: which parts of whose data have changed, and by which version of the app. */
import type { Part } from './kept'
import { SCHEMA } from './store'

export type News = { schema: number; owner: string; parts: Part[] }

const channel = new BroadcastChannel('backfit')

export function tell(owner: string, parts: Part[]): void {
  channel.postMessage({ schema: SCHEMA, owner, parts } satisfies News)
}

export function hear(how: (news: News) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data.schema > SCHEMA) renew()
    else how(data)
  })
}

/** Another tab runs a newer version: this one loads anew, but not under the person's eyes. */
export function renew(): void {
  const when = (): void => {
    if (document.visibilityState === 'hidden') location.reload()
  }
  document.addEventListener('visibilitychange', when)
  when()
}
