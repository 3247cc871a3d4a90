/** A new plan for a person: what the clinician says, what the engine proposes, and its publication. */
import { assign, propose } from './calls'
import { clinic } from './clinic.svelte'
import { saidBy } from './said'
import { reasonKey } from './editing.svelte'
import { NOTHING, toChanges, type Said } from './changes'
import type { Proposal } from './shapes'
import { text } from './text'

const MOVED_ON = 'urn:backfit:problem:plan_moved_on'

export class Assigning {
  readonly #id: string
  #said = $state.raw<Said>(NOTHING)
  #proposal = $state.raw<Proposal | null>(null)
  #fresh = $state(false)
  #busy = $state(false)
  #notice = $state('')
  words = $state('')
  /** By `reasonKey`. */
  reasons = $state<Record<string, string>>({})

  constructor(id: string) {
    this.#id = id
  }

  get said(): Said {
    return this.#said
  }
  get proposal(): Proposal | null {
    return this.#proposal
  }
  get notice(): string {
    return this.#notice
  }
  /** Why the proposal can't be published now, in a sentence. */
  get locked(): string | undefined {
    if (this.#busy) return text.edit.publishing
    if (!this.#fresh) return text.assign.stale
    if (this.#proposal?.refusal) return this.#proposal.refusal
    return this.#reasons.some(({ reason }) => reason === '') ? text.edit.reasonFirst : undefined
  }

  get #reasons(): { rule: string; exercise: string; reason: string }[] {
    const asked = this.#proposal?.warnings.filter((one) => one.needs_reason) ?? []
    return asked.map((one) => ({
      rule: one.rule,
      exercise: one.exercise,
      reason: (this.reasons[reasonKey(one)] ?? '').trim(),
    }))
  }

  say(change: Partial<Said>): void {
    this.#said = { ...this.#said, ...change }
    this.#fresh = false
  }

  async propose(): Promise<void> {
    const said = this.#said
    this.#notice = text.assign.proposing
    const answer = await clinic.ask(propose(this.#id, toChanges(said)))
    this.#notice = saidBy(answer)
    if (answer.kind !== 'done') return
    this.#proposal = answer.value
    // What was changed while the engine was at work is not in its proposal.
    this.#fresh = said === this.#said
  }

  /** The number of the version that is published now, or null. */
  async publish(refresh: () => Promise<void>): Promise<number | null> {
    if (this.locked !== undefined || this.#proposal === null) return null
    this.#busy = true
    const answer = await clinic.ask(
      assign(this.#id, {
        changes: toChanges(this.#said),
        words: this.words.trim(),
        reasons: this.#reasons,
        base_version: this.#proposal.version,
      }),
    )
    this.#busy = false
    this.#notice = saidBy(answer)
    if (answer.kind === 'refused' && answer.problem.type === MOVED_ON) {
      await Promise.all([refresh(), this.propose()])
      this.#notice = text.assign.movedOn
    }
    if (answer.kind !== 'done') return null
    await refresh()
    return answer.value.version
  }
}
