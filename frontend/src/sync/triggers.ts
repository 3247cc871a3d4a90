import { keeper } from './keeper.svelte'
import { onOtherOwner } from './owner'

const EVERY_MS = 5 * 60_000

/** When to talk to the server besides after a write: on coming back, on a network, now and then, and on leaving. */
export function listen(): void {
  const talk = (): void => {
    if (keeper.owner !== null && document.visibilityState === 'visible') void keeper.again()
  }
  addEventListener('online', talk)
  addEventListener('pageshow', talk)
  document.addEventListener('visibilitychange', talk)
  addEventListener('pagehide', () => {
    keeper.leave()
  })
  // Another person, or nobody: what this tab has in memory is no longer its to show or to send.
  onOtherOwner(() => {
    location.reload()
  })
  setInterval(talk, EVERY_MS)
}
