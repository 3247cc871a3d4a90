import { keeper } from './keeper.svelte'
import { onOtherOwner } from './owner'

const EVERY_MS = 5 * 60_000

/** When to talk to the server besides after a write: on coming back, on a network, now and then, and on leaving. */
export function listen(): void {
  const talk = (): void => {
    if (keeper.owner !== null && document.visibilityState === 'visible') void keeper.again()
  }
  const leave = (): void => {
    keeper.leave()
  }
  addEventListener('online', talk)
  addEventListener('pageshow', talk)
  document.addEventListener('visibilitychange', () => {
    // A phone may end a hidden page without another word.
    if (document.visibilityState === 'hidden') leave()
    else talk()
  })
  addEventListener('pagehide', leave)
  // Another person, or nobody: what this tab has in memory is no longer its to show or to send.
  onOtherOwner(() => {
    location.reload()
  })
  setInterval(talk, EVERY_MS)
}
