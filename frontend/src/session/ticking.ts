const EVERY_MS = 200

type Hooks = {
  /** Whether a timer is on the screen; without one nothing is redrawn, and the screen may sleep. */
  running: () => boolean
  tick: () => void
  /** The app was out of sight since that moment, in milliseconds. */
  away: (since: number) => void
}

/** Redraws a running clock, keeps the screen awake for it, and says when the app was away. Returns how to stop. */
export function ticking({ running, tick, away }: Hooks): () => void {
  let hiddenAt: number | null = null
  let lock: WakeLockSentinel | null = null
  let asking = false

  const interval = setInterval(() => {
    if (!running() || document.visibilityState !== 'visible') return
    if ((lock === null || lock.released) && !asking) void stayAwake()
    tick()
  }, EVERY_MS)

  async function stayAwake(): Promise<void> {
    if (!('wakeLock' in navigator)) return
    asking = true
    try {
      lock = await navigator.wakeLock.request('screen')
      asking = false
    } catch (error) {
      // Refused with a low battery: the clock goes on without it, and asking five times a second would not help.
      if (!(error instanceof DOMException)) throw error
    }
  }

  function look(): void {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now()
      return
    }
    asking = false
    if (hiddenAt !== null) away(hiddenAt)
    hiddenAt = null
  }

  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(interval)
    document.removeEventListener('visibilitychange', look)
    void lock?.release()
  }
}
