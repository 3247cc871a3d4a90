/** The screens that the first load leaves out, so that it stays small on a slow line. */
export const late = {
  intake: () => import('./intake/Intake.svelte'),
  code: () => import('./Code.svelte'),
  settings: () => import('./Settings.svelte'),
  sharing: () => import('./intake/Sharing.svelte'),
  reminders: () => import('./nudges/Reminders.svelte'),
  today: () => import('./plan/Today.svelte'),
  tabs: () => import('./Tabs.svelte'),
  plan: () => import('./plan/Plan.svelte'),
  progress: () => import('./progress/Progress.svelte'),
  learn: () => import('./learn/Learn.svelte'),
  measure: () => import('./progress/Measure.svelte'),
  session: () => import('./Opened.svelte'),
  done: () => import('./session/Done.svelte'),
  help: () => import('./session/Help.svelte'),
  why: () => import('./plan/WhySheet.svelte'),
  checkIn: () => import('./plan/CheckInSheet.svelte'),
  tell: () => import('./session/Tell.svelte'),
  update: () => import('./Update.svelte'),
  updates: () => import('./sw/register.svelte'),
}

const FIGURES_MS = 500

/** Fetches the screens that the app most likely begins with; without a network they say so when they are wanted. */
export async function fetchFirst(owned: boolean): Promise<void> {
  await Promise.allSettled(owned ? [late.today(), late.tabs(), figuresAtHand()] : [late.intake()])
}

/** Fetches what may be wanted later, where there may be no network: a pool hall, a basement. */
export function fetchAhead(knowledge: string): void {
  for (const load of [
    late.today,
    late.tabs,
    late.session,
    late.done,
    late.help,
    late.why,
    late.checkIn,
    late.tell,
    late.plan,
    late.progress,
    late.learn,
    late.measure,
    late.settings,
    late.reminders,
  ]) {
    // Without a network now, the screen asks again when it is wanted.
    load().catch(() => undefined)
  }
  import('./learn/texts').then(({ lessonsOf }) => lessonsOf(knowledge)).catch(() => undefined)
}

/** Those on the phone, so that Today is drawn whole; no start waits long for them. */
async function figuresAtHand(): Promise<void> {
  const { pack } = await import('./figures/pack.svelte')
  await Promise.race([pack.recall(), new Promise((done) => setTimeout(done, FIGURES_MS))])
}

/** Fetches the figures of these exercises that are not on the phone yet. */
export function fetchFigures(slugs: readonly string[]): void {
  import('./figures/pack.svelte').then(({ pack }) => pack.fill(slugs)).catch(() => undefined)
}

/** A session left lying on another day is logged as far as it went. */
export async function closeOldSession(day: string): Promise<void> {
  const { closeOld } = await import('./session/draft')
  closeOld(day)
}
