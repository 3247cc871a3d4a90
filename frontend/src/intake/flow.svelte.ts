/** The questionnaire under way: the form, the answers so far, and what the server said to them. */
import { readAccount, readForm, writeAccount, writeIntake } from '../api/calls'
import type { Account, Answer, Bundle, Emergency, IntakeForm, SafetyItem } from '../api/shapes'
import { router } from '../ui/router.svelte'
import { today } from '../ui/today.svelte'
import {
  belongsTo,
  dropDraft,
  EMPTY,
  isEmpty,
  keepDraft,
  keepForm,
  keepSaid,
  keptForm,
  openStorage,
  readDraft,
  readSaid,
} from './draft'
import type { Draft, Value } from './draft'
import { answeredBy, fields, firstOpen, screens, type Screen } from './form'
import { DONE, REVIEW, screenPath, WELCOME } from './places'
import { complaint, toRequest, type Complaint } from './request'
import { alarms, itemsOf, noToRest, numbersOf } from './safety'
import { text } from './text'

type Loading = 'loading' | 'unreachable' | 'ready'
type Sending = 'idle' | 'sending' | 'sent' | 'failed'

export class Flow {
  #form = $state.raw<IntakeForm | null>(null)
  #account = $state.raw<Account | null>(null)
  #draft = $state.raw<Draft>(EMPTY)
  #bundle = $state.raw<Bundle | null>(null)
  #away = $state(false)
  #loading = $state<Loading>('loading')
  #sending = $state<Sending>('idle')
  #complaint = $state.raw<Complaint | null>(null)
  #notice = $state<string | null>(null)
  /** Set while one answer is changed from the review: Next and Back then lead there again. */
  editing = $state(false)

  readonly #screens = $derived(this.#form === null ? [] : screens(this.#form, this.#draft))
  readonly #alarms = $derived(alarms(this.#safetyRows(), this.#draft.safety))
  /** Whether the draft is what was said last time, and nothing of it has been touched yet. */
  #again = $state(false)
  readonly #storage = openStorage()
  readonly #onbundle: OnBundle

  constructor(onbundle: OnBundle) {
    this.#onbundle = onbundle
    this.#draft = readDraft(this.#storage)
  }

  get form(): IntakeForm | null {
    return this.#form
  }
  get draft(): Draft {
    return this.#draft
  }
  get bundle(): Bundle | null {
    return this.#bundle
  }
  get loading(): Loading {
    return this.#loading
  }
  get sending(): Sending {
    return this.#sending
  }
  get complaint(): Complaint | null {
    return this.#complaint
  }
  /** A sentence about the service, not about an answer. */
  get notice(): string | null {
    return this.#notice
  }
  get screens(): readonly Screen[] {
    return this.#screens
  }
  get alarms(): readonly SafetyItem[] {
    return this.#alarms
  }
  get begun(): boolean {
    return !isEmpty(this.#draft) && !this.#again
  }
  get again(): boolean {
    return this.#again
  }
  get complete(): boolean {
    return this.#screens.length > 0 && firstOpen(this.#screens, this.#draft) === this.#screens.length
  }
  get consented(): boolean {
    // Answers have an owner once somebody has agreed.
    if (this.#away && this.#account === null) return this.#draft.owner !== null
    return this.#account?.consented === true && this.#account.consent_version === this.#form?.consent.version
  }

  numbers(form: IntakeForm): Emergency {
    const { country } = fields(form, this.#draft)
    return numbersOf(form, typeof country === 'string' ? country : null)
  }

  async load(): Promise<void> {
    this.#loading = 'loading'
    const [read, account] = await Promise.all([readForm(), readAccount()])
    const form = read.kind === 'done' ? read.value : keptForm(this.#storage)
    const reached = read.kind === 'done' && account.kind !== 'offline' && account.kind !== 'busy'
    // Without a connection the questions go on where they stood; to begin, and to send, takes one.
    if (form === null || (!reached && this.#draft.owner === null)) {
      this.#loading = 'unreachable'
      return
    }
    if (reached) keepForm(form, this.#storage)
    this.#form = form
    this.#away = !reached
    this.#account = account.kind === 'done' ? account.value : null
    if (!belongsTo(this.#draft, this.#account?.id ?? null)) this.restart()
    if (isEmpty(this.#draft)) this.#comeAgain()
    this.#loading = 'ready'
    // The phone may have been closed, or offline, when an alarming answer was given.
    if (this.#alarms.length > 0) await this.send()
  }

  async agree(form: IntakeForm): Promise<boolean> {
    this.#notice = null
    const answer = await writeAccount({ consent: { version: form.consent.version }, country: null })
    if (answer.kind === 'done') {
      this.#account = answer.value
      // Who goes on after a sign-in that ended has a new account, and the same answers.
      if (this.begun) this.#keep(this.#draft)
    } else this.#notice = sentence(answer)
    return answer.kind === 'done'
  }

  /** Who answers again finds what they said last time, on the phone they said it on. */
  #comeAgain(): void {
    const said = readSaid(this.#storage)
    this.#again = !isEmpty(said) && said.owner !== null && said.owner === this.#account?.id
    if (this.#again) this.#draft = said
  }

  restart(): void {
    this.#draft = EMPTY
    this.#again = false
    dropDraft(this.#storage)
  }

  answer(step: string, value: Value): void {
    const answers = { ...this.#draft.answers, [step]: value }
    this.#keep({ ...this.#draft, answers, safety: answeredBy(this.#form, this.#draft, step, value) })
    if (this.#alarms.length > 0) void this.send()
  }

  answerItem(item: string, answer: Answer): void {
    this.#keep({ ...this.#draft, safety: { ...this.#draft.safety, [item]: answer } })
    if (this.#alarms.length > 0) void this.send()
  }

  noToRest(screen: Extract<Screen, { kind: 'safety' }>): void {
    this.#keep({ ...this.#draft, safety: noToRest(screen.rows, this.#draft.safety) })
  }

  /** Takes back the answers that raised the alarm, and tells which screen asks them. */
  takeBack(): number {
    const ids = this.#alarms.map((item) => item.id)
    const index = this.#screens.findIndex(
      (screen) => screen.kind === 'safety' && itemsOf(screen.rows).some((item) => ids.includes(item.id)),
    )
    const rest = Object.entries(this.#draft.safety).filter(([id]) => !ids.includes(id))
    this.#keep({ ...this.#draft, safety: Object.fromEntries(rest) })
    return Math.max(0, index)
  }

  /** To the next question; to the next open one, or back to the review, when an answer is changed from there. */
  goOn(index: number): void {
    const open = firstOpen(this.#screens, this.#draft)
    const next = this.editing ? open : index + 1
    router.go(next >= this.#screens.length ? REVIEW : screenPath(next))
  }

  back(index: number): string {
    if (this.editing) return REVIEW
    return index === 0 ? WELCOME : screenPath(index - 1)
  }

  /** Sends all answers and shows what came of it: the plan, a stop, or the question that does not fit. */
  async finish(): Promise<void> {
    if (await this.send()) router.go(DONE, { replace: true })
    else if (typeof this.#complaint?.screen === 'number') {
      this.editing = true
      router.go(screenPath(this.#complaint.screen))
    }
  }

  async send(): Promise<boolean> {
    if (this.#form === null || this.#sending === 'sending') return false
    this.#sending = 'sending'
    this.#complaint = this.#notice = null
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    const request = toRequest(this.#form, this.#draft, { today: today.day, zone })
    const result = await writeIntake(request)
    this.#sending = result.kind === 'done' ? 'sent' : 'failed'
    if (result.kind === 'done') {
      this.#bundle = result.value
      dropDraft(this.#storage)
      const anew = this.#form.sections.flatMap((section) => section.steps).filter((step) => step.anew)
      keepSaid(
        this.#draft,
        this.#storage,
        anew.map((step) => step.id),
      )
      this.#onbundle(result.value, request.account ?? null)
    } else if (result.kind === 'refused') this.#complaint = complaint(result.problem, this.#screens)
    else this.#notice = sentence(result)
    if (result.kind === 'sign_in') this.#account = null
    return result.kind === 'done'
  }

  #keep(draft: Draft): void {
    this.#again = false
    this.#draft = { ...draft, owner: this.#account?.id ?? draft.owner }
    this.#complaint = null
    this.#sending = this.#sending === 'sending' ? 'sending' : 'idle'
    keepDraft(this.#draft, this.#storage)
  }

  #safetyRows() {
    return this.#screens.flatMap((screen) => (screen.kind === 'safety' ? screen.rows : []))
  }
}

/** What the server made of the answers, and of whom it took them; null when nobody was named. */
export type OnBundle = (made: Bundle, of: string | null) => void
type Failed = Exclude<Awaited<ReturnType<typeof writeIntake>>, { kind: 'done' }>

function sentence(result: Failed): string {
  switch (result.kind) {
    case 'offline':
      return text.review.offline
    case 'busy':
      return text.review.busy
    case 'sign_in':
      return text.signedOut
    case 'refused':
      return result.problem.detail
  }
}
