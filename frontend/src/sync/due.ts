/** What time asks for on a day: the server wrote down when, the phone compares days. */
import type { Bundle, Due, Stop } from '../api/shapes'

/** A bundle that an earlier version kept on the phone has none. */
const dues = (bundle: Partial<Bundle>): readonly Due[] => bundle.due ?? []

/** Why there is no session on a day, whatever the network; null when nothing holds them. */
export function heldOn(bundle: Bundle, day: string): Stop | null {
  return dues(bundle).find((due) => due.held_on !== null && due.held_on <= day)?.stop ?? null
}

/** What is asked for on a day while sessions go on. */
export function askedOn(bundle: Bundle, day: string): Due | null {
  return dues(bundle).find((due) => due.asked_on <= day) ?? null
}
