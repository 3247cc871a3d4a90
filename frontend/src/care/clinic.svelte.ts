/** Who is signed in and whom they look after; kept in memory only, and dropped when the sign-in is over. */
import type { Result } from '../api/client'
import { signOut } from '../api/sign-in'
import { readCaseload, readMe } from './calls'
import type { Caseload, Me } from './shapes'

/** `out`: to sign in; `second`: signed in, but without a password; `stranger`: at no clinic. */
export type Door = 'starting' | 'open' | 'out' | 'second' | 'stranger' | 'unreachable'

const SECOND_STEP = 'urn:backfit:problem:second_step'

class Clinic {
  #me = $state.raw<Me | null>(null)
  #caseload = $state.raw<Caseload | null>(null)
  #at = $state<string | null>(null)
  #door = $state<Door>('starting')
  #ended = $state(false)
  /** When the caseload was last answered. */
  #asOf = $state.raw<Date | null>(null)
  #late = $state(false)

  get me(): Me | null {
    return this.#me
  }
  get caseload(): Caseload | null {
    return this.#caseload
  }
  /** The id of the clinic whose people are shown, of those where one works. */
  get at(): string | null {
    return this.#at
  }
  get door(): Door {
    return this.#door
  }
  /** Whether a sign-in that worked is over: then one comes back to where one was. */
  get ended(): boolean {
    return this.#ended
  }
  /** Set when the list could not be asked for again. */
  get staleSince(): Date | null {
    return this.#late ? this.#asOf : null
  }

  async start(): Promise<void> {
    this.#door = 'starting'
    const answer = await this.ask(readMe())
    if (answer.kind === 'done') {
      this.#me = answer.value
      const open = answer.value.clinics.map((one) => one.id)
      if (this.#at === null || !open.includes(this.#at)) this.#at = open[0] ?? null
      await this.look()
    }
    this.#settle()
  }

  /** Asks for the caseload again. */
  async look(): Promise<void> {
    const at = this.#at
    if (this.#me === null || at === null) return
    const answer = await this.ask(readCaseload(at))
    // Another clinic was chosen meanwhile: its own answer is on the way.
    if (at !== this.#at) return
    if (answer.kind === 'done') {
      this.#caseload = answer.value
      this.#asOf = new Date()
    }
    this.#late = answer.kind === 'offline' || answer.kind === 'busy'
  }

  /** Shows another clinic's people. */
  async choose(clinic: string): Promise<void> {
    this.#at = clinic
    await this.look()
  }

  /** Waits for an answer; one that says the sign-in is over drops all that is held. */
  async ask<T>(call: Promise<Result<T>>): Promise<Result<T>> {
    const answer = await call
    if (answer.kind === 'sign_in') this.#drop('out')
    if (answer.kind === 'refused' && answer.problem.status === 403)
      this.#drop(answer.problem.type === SECOND_STEP ? 'second' : 'stranger')
    return answer
  }

  async leave(): Promise<boolean> {
    if ((await signOut()) !== 'fine') return false
    this.#drop('out')
    this.#ended = false
    return true
  }

  #settle(): void {
    // An answer on the way may have said already that there is no way in.
    if (this.#door === 'starting') this.#door = this.#caseload === null ? 'unreachable' : 'open'
  }

  #drop(door: Door): void {
    this.#ended = this.#me !== null
    this.#me = null
    this.#caseload = null
    this.#door = door
  }
}

export const clinic = new Clinic()
