import type { Bundle, Change } from '../api/shapes'

const KEY = 'backfit.seen'

/** Which change by a clinician was looked at on this phone: its id, the newest alone. */
class Seen {
  #id = $state(read())

  /** The newest change that a clinician made, unless it was looked at. */
  unread(bundle: Bundle): Change | null {
    const newest = bundle.changes.find((change) => change.by)
    return newest === undefined || newest.log_id === this.#id ? null : newest
  }

  mark(bundle: Bundle): void {
    const change = this.unread(bundle)
    if (change === null) return
    this.#id = change.log_id
    try {
      localStorage.setItem(KEY, change.log_id)
    } catch (error) {
      // A browser that keeps nothing: it counts as seen until the page is loaded again.
      if (!(error instanceof DOMException)) throw error
    }
  }

  forget(): void {
    this.#id = null
    localStorage.removeItem(KEY)
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

export const seen = new Seen()
