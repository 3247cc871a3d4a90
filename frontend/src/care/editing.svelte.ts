/** A plan being edited: what is changed so far, what the server says it would do, and its publication. */
import { previewEdit, publishEdit } from './calls'
import { clinic } from './clinic.svelte'
import { isEmpty, NONE, rebased, toEdit, type Edits } from './edits'
import { saidBy } from './said'
import type { Editor, EditPreview, Objection } from './shapes'
import { text } from './text'

const PAUSE_MS = 400
const MOVED_ON = 'urn:backfit:problem:plan_moved_on'

export const reasonKey = ({ rule, exercise }: Objection): string => `${rule} ${exercise}`

export class Editing {
  readonly #id: string
  #base = $state.raw<Editor>()
  #edits = $state.raw<Edits>(NONE)
  #preview = $state.raw<EditPreview | null>(null)
  #notice = $state('')
  #busy = $state(false)
  #asked = 0
  #next: ReturnType<typeof setTimeout> | undefined
  /** The clinician's own words; null for those of the server. */
  words = $state<string | null>(null)
  /** By `reasonKey`. */
  reasons = $state<Record<string, string>>({})

  readonly #missing = $derived(
    this.#preview?.warnings.some((one) => one.needs_reason && !this.reasons[reasonKey(one)]?.trim()) ?? false,
  )

  constructor(id: string, base: Editor) {
    this.#id = id
    this.#base = base
  }

  get base(): Editor {
    if (this.#base === undefined) throw new Error('set by the constructor')
    return this.#base
  }
  get edits(): Edits {
    return this.#edits
  }
  get preview(): EditPreview | null {
    return this.#preview
  }
  get notice(): string {
    return this.#notice
  }
  get begun(): boolean {
    return !isEmpty(this.#edits)
  }
  /** Why it can't be published now, in a sentence. */
  get locked(): string | undefined {
    if (this.base.refusal !== null) return this.base.refusal
    if (!this.begun) return text.edit.nothingYet
    if (this.#busy) return text.edit.publishing
    if (this.#preview === null) return text.edit.looking
    return this.#preview.refusal ?? (this.#missing ? text.edit.reasonFirst : undefined)
  }

  change(edits: Edits): void {
    this.#edits = edits
    this.#preview = null
    this.#notice = ''
    clearTimeout(this.#next)
    this.#asked += 1
    if (this.begun) this.#next = setTimeout(() => void this.#look(), PAUSE_MS)
  }

  discard(): void {
    this.words = null
    this.reasons = {}
    this.change(NONE)
  }

  /** The plan as it stands now: edits under way are carried over, and a new version is told. */
  take(editor: Editor): void {
    if (JSON.stringify(editor) === JSON.stringify(this.#base)) return
    const moved = editor.version !== this.base.version
    const { edits, lost } = rebased(this.#edits, this.base, editor)
    const names = lost.map(
      (planned) => this.base.slots.find((slot) => slot.planned === planned)?.name ?? planned,
    )
    const begun = this.begun
    this.#base = editor
    if (!begun) return
    this.change(edits)
    if (moved || lost.length > 0) this.#notice = text.edit.moved(editor.version, names)
  }

  /** The number of the version that is published now, or null; `refresh` asks for the record again. */
  async publish(refresh: () => Promise<void>): Promise<number | null> {
    if (this.locked !== undefined) return null
    this.#busy = true
    const answer = await clinic.ask(
      publishEdit(this.#id, {
        edit: toEdit(this.#edits),
        words: this.words?.trim() ?? '',
        reasons: this.#reasoned(),
        base_version: this.base.version,
      }),
    )
    this.#busy = false
    if (answer.kind !== 'done') {
      this.#notice = saidBy(answer)
      if (answer.kind === 'refused' && answer.problem.type === MOVED_ON) await refresh()
      return null
    }
    this.discard()
    await refresh()
    return answer.value.version
  }

  #reasoned() {
    const asked = this.#preview?.warnings.filter((one) => one.needs_reason) ?? []
    return asked.map((one) => ({
      rule: one.rule,
      exercise: one.exercise,
      reason: (this.reasons[reasonKey(one)] ?? '').trim(),
    }))
  }

  async #look(): Promise<void> {
    const asked = this.#asked
    const answer = await clinic.ask(previewEdit(this.#id, toEdit(this.#edits)))
    // What was changed since is asked for anew.
    if (asked !== this.#asked) return
    if (answer.kind === 'done') this.#preview = answer.value
    else this.#notice = saidBy(answer)
  }
}
