/** The page's side of the service worker: registers it, and knows when a newer build waits. */
import { trustedAddress } from '../ui/trusted'
import { TAKE_OVER } from './rules'

const ADDRESS = '/sw.js'

class Updates {
  #waiting = $state(false)
  #asked = false
  #registration: ServiceWorkerRegistration | undefined

  /** A newer build is on the phone; `apply` starts it. */
  get waiting(): boolean {
    return this.#waiting
  }

  /** Once a page. */
  async start(): Promise<void> {
    // Only https and localhost have workers; without one the app works as long as there is a network.
    if (!('serviceWorker' in navigator)) return
    const { serviceWorker } = navigator
    let first = serviceWorker.controller === null
    serviceWorker.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload()
      // Another tab asked: this page still is the old build, until it is loaded again.
      else this.#waiting = !first
      first = false
    })
    try {
      this.#registration = await serviceWorker.register(trustedAddress(ADDRESS))
      this.#follow(this.#registration)
    } catch {
      // No network, or a browser that is told to have no workers: the next start tries again.
    }
  }

  /** Starts the newer build; the page loads again as soon as it rules. */
  apply(): void {
    this.#asked = true
    if (this.#registration?.waiting) this.#registration.waiting.postMessage(TAKE_OVER)
    else location.reload()
  }

  #follow(registration: ServiceWorkerRegistration | undefined): void {
    // A browser under test that is told to have no workers gives nothing.
    if (registration === undefined) return
    const look = (): void => {
      // The first build of all waits for nobody.
      if (registration.waiting && registration.active) this.#waiting = true
    }
    const wait = (): void => {
      registration.installing?.addEventListener('statechange', look)
    }
    look()
    // The visit itself may have found one before this script ran.
    wait()
    registration.addEventListener('updatefound', wait)
    const ask = (): void => {
      // Without a network there is nothing newer to be had.
      if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
    }
    document.addEventListener('visibilitychange', ask)
    addEventListener('pageshow', ask)
  }
}

export const updates = new Updates()
