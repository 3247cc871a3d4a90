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
  tell: () => import('./session/Tell.svelte'),
  update: () => import('./Update.svelte'),
  updates: () => import('./sw/register.svelte'),
}

/** Fetches the screens that the app most likely begins with; without a network they say so when they are wanted. */
export async function fetchFirst(owned: boolean): Promise<void> {
  await Promise.allSettled(owned ? [late.today(), late.tabs()] : [late.intake()])
}

/** Fetches what may be wanted later, where there may be no network: a pool hall, a basement. */
export function fetchAhead(knowledge: string): void {
  for (const load of [
    late.today,
    late.tabs,
    late.session,
    late.done,
    late.help,
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

/** A session left lying on another day is logged as far as it went. */
export async function closeOldSession(day: string): Promise<void> {
  const { closeOld } = await import('./session/draft')
  closeOld(day)
}
