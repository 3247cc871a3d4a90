import { dayOf } from './days'

/** The phone's local day, kept right while the app stays open over midnight. */
class Today {
  #day = $state(dayOf(new Date()))

  constructor() {
    const look = (): void => {
      this.#day = dayOf(new Date())
    }
    setInterval(look, 60_000)
    addEventListener('pageshow', look)
    document.addEventListener('visibilitychange', look)
  }

  get day(): string {
    return this.#day
  }
}

export const today = new Today()
