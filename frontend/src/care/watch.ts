/** Consent may end while a page is open: it asks again when it is looked at, and every half minute while it is. */
const EVERY_MS = 30_000

/** Calls `again` until the returned function is called; `restored` first when a page comes back from the browser's memory. */
export function watch(again: () => void, restored: () => void = () => undefined): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') again()
  }
  const shown = (event: PageTransitionEvent): void => {
    if (!event.persisted) return
    restored()
    again()
  }
  const every = setInterval(seen, EVERY_MS)
  document.addEventListener('visibilitychange', seen)
  addEventListener('pageshow', shown)
  return () => {
    clearInterval(every)
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('pageshow', shown)
  }
}
