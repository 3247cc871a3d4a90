import { keeper, OWNER_KEY } from './keeper.svelte'

const EVERY_MS = 5 * 60_000

/** When to talk to the server besides after a write: on coming back, on a network, and now and then. */
export function listen(): void {
  const talk = (): void => {
    if (keeper.account?.id && document.visibilityState === 'visible') void keeper.sync()
  }
  addEventListener('online', talk)
  addEventListener('pageshow', talk)
  document.addEventListener('visibilitychange', talk)
  let leaving = false
  addEventListener('storage', (event) => {
    if (leaving) return
    // Another person, or nobody: what this tab has in memory is no longer its to show or to send.
    leaving = event.key === OWNER_KEY
    if (leaving) location.reload()
    else keeper.reread()
  })
  setInterval(talk, EVERY_MS)
}
