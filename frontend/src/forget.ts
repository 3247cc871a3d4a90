/** Nothing of a person may stay on the phone once they have left it, nor be shown to the next one. */
import { readAccount } from './api/calls'
import { signOut } from './api/sign-in'
import { dropDraft, openStorage } from './intake/draft'
import { looks } from './figures/looks.svelte'
import { pack } from './figures/pack.svelte'
import { dropMeasure } from './progress/draft'
import { keeper } from './sync/keeper.svelte'
import { seen } from './sync/seen.svelte'

/** After signing out, or after the account was deleted. */
export function forget(): void {
  void keeper.forget()
  seen.forget()
  dropDraft(openStorage())
  dropMeasure()
  void pack.forget()
  looks.forget()
}

/**
 * Before signing in: the server signs nobody in over another, and who only looked at the questions has an account
 * too. One with a plan, or a stop, stays: leaving that is asked for in the menu.
 */
export async function makeWay(): Promise<void> {
  const answer = await readAccount()
  if (answer.kind !== 'done' || answer.value.id === null || answer.value.has_answered) return
  if ((await signOut()) === 'fine') await keeper.forget()
}

/** Begins with who has just signed in; answers under way stay only if they are surely theirs. */
export async function arriveAs(): Promise<void> {
  const before = keeper.owner
  await keeper.start()
  if (keeper.owner !== before || keeper.link !== 'fine') dropDraft(openStorage())
}
