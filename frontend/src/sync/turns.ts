/** When the next talk with the server is due; a wait that the server asked for is cut short by nothing. */
import { wait } from './backoff'

export class Turns {
  readonly #talk: () => void
  #failures = 0
  #next: ReturnType<typeof setTimeout> | undefined
  #obeys = false

  constructor(talk: () => void) {
    this.#talk = talk
  }

  /** Whether the server said to wait, and that time is not over. */
  get obeys(): boolean {
    return this.#obeys
  }

  in(milliseconds: number): void {
    if (this.#obeys) return
    clearTimeout(this.#next)
    this.#next = setTimeout(this.#talk, milliseconds)
  }

  /** Tries again, later each time; `retryAfter` (seconds) is what the server asked for. */
  failed(retryAfter: number | null): void {
    this.#failures += 1
    if (this.#obeys && retryAfter === null) return
    this.clear()
    this.#obeys = retryAfter !== null
    this.#next = setTimeout(
      () => {
        this.#obeys = false
        this.#talk()
      },
      wait({ failures: this.#failures, retryAfter, random: Math.random() }),
    )
  }

  went(): void {
    this.#failures = 0
  }

  clear(): void {
    clearTimeout(this.#next)
    this.#obeys = false
  }
}
