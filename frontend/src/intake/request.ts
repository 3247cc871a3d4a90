/** The answers as the server reads them, and its refusals as the screens they belong to. */
import type { Intake, IntakeForm, IntakeRequest, Problem } from '../api/shapes'
import type { Draft } from './draft'
import { fields, holds, screens, shownSteps, type Screen } from './form'
import { itemsOf } from './safety'

export interface When {
  /** The phone's local day. */
  readonly today: string
  /** The IANA name of its time zone. */
  readonly zone: string
}

export function toRequest(form: IntakeForm, draft: Draft, when: When): IntakeRequest {
  const asked = screens(form, draft).flatMap((screen) =>
    screen.kind === 'safety' ? itemsOf(screen.rows) : [],
  )
  const answers = asked.flatMap(({ id }) => {
    const answer = draft.safety[id]
    return answer === undefined ? [] : [[id, answer] as const]
  })
  const shown = new Set(shownSteps(form, draft).map(({ step }) => step.id))
  const intake = { ...fields(form, draft), schema: 1, answers: Object.fromEntries(answers) }
  return {
    schema: 1,
    account: draft.owner,
    ...when,
    diagnosed: holds(form.diagnosed_if, shown, draft),
    // The steps name the fields, so only the server can tell whether they fit; it fills in the rest.
    intake: intake as unknown as Intake,
  }
}

export interface Complaint {
  /** The index of the screen it is about; null: none of them. */
  readonly screen: number | null
  readonly sentence: string
}

/** The first refused field that one of the screens asks for, with what the server says about it. */
export function complaint(problem: Problem, all: readonly Screen[]): Complaint {
  for (const { field, reason } of problem.errors ?? []) {
    const names = field.split('.')
    const screen = all.findIndex((one) => asksFor(one, names))
    if (screen !== -1) return { screen, sentence: reason }
  }
  return { screen: null, sentence: problem.detail }
}

function asksFor(screen: Screen, names: readonly string[]): boolean {
  if (screen.kind === 'safety') return itemsOf(screen.rows).some((item) => names.includes(item.id))
  const { field, options } = screen.step
  const sets = options.flatMap((option) => Object.keys(option.sets ?? {}))
  return [...(field === null ? [] : [field]), ...sets].some((name) => names.includes(name))
}
