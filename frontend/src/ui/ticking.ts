const EVERY_MS = 200

type Hooks = {
  /** Whether the person is at work: the screen stays on for it. */
  awake: () => boolean
  /** The app is in sight, and was last so at that moment, in milliseconds. */
  seen: (since: number, now: number) => void
}

/** Redraws a running clock while it is in sight and keeps the screen awake for it. Returns how to stop. */
export function ticking({ awake, seen }: Hooks): () => void {
  let since = Date.now()
  let lock: WakeLockSentinel | null = null
  let asking = false

  function look(): void {
    if (document.visibilityState !== 'visible') return
    const now = Date.now()
    seen(since, now)
    since = now
    if (awake()) {
      if ((lock === null || lock.released) && !asking) void stayAwake()
    } else if (lock !== null) {
      void lock.release()
      lock = null
    }
  }

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

  /** Hidden, the browser takes the lock away; in sight again, it may be asked for again. */
  function turn(): void {
    asking = false
    look()
  }

  const interval = setInterval(look, EVERY_MS)
  document.addEventListener('visibilitychange', turn)
  return () => {
    clearInterval(interval)
    document.removeEventListener('visibilitychange', turn)
    void lock?.release()
  }
}
