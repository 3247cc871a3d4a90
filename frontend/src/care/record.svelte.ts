/** One person's record as it is open now: gone from the screen as soon as the server says it may not be seen. */
import { openRecord } from './calls'
import { clinic } from './clinic.svelte'
import type { OpenRecord } from './shapes'

/** `closed`: nobody can say now whether it may still be seen. */
export type View = 'loading' | 'open' | 'gone' | 'closed'

/** A record that could not be asked for again for so long is taken from the screen. */
const UNSURE_MS = 120_000

export class Opened {
  readonly id: string
  #record = $state.raw<OpenRecord | null>(null)
  #view = $state<View>('loading')
  #answeredAt = 0

  constructor(id: string) {
    this.id = id
  }

  get record(): OpenRecord | null {
    return this.#record
  }
  get view(): View {
    return this.#view
  }

  async look(): Promise<void> {
    const answer = await clinic.ask(openRecord(this.id))
    if (answer.kind === 'done') {
      this.#answeredAt = Date.now()
      this.#show(answer.value, 'open')
    } else if (answer.kind === 'offline' || answer.kind === 'busy') {
      if (this.#record === null || Date.now() - this.#answeredAt > UNSURE_MS) this.#show(null, 'closed')
    } else {
      this.#show(null, 'gone')
      void clinic.look()
    }
  }

  /** Takes the record from the screen until the server has answered again. */
  hide(): void {
    this.#show(null, 'loading')
  }

  #show(record: OpenRecord | null, view: View): void {
    this.#record = record
    this.#view = view
  }
}
