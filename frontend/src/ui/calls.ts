/** Whom to call, in the order to offer it. */
import { inLocale } from './locale'

const text = inLocale({
  en: {
    now: (number: string) => `Call ${number} now`,
    emergency: (number: string) => `In an emergency: ${number}`,
    urgent: (number: string) => `Medical advice by phone: ${number}`,
  },
})

export type Numbers = { emergency: string; urgent: string | null }
export type Call = { number: string; label: string }

/** With `now` the emergency number comes first; otherwise the advice line, where the country has one. */
export function callsOf(numbers: Numbers, now: boolean): Call[] {
  const words = now ? text.now : text.emergency
  const emergency = { number: numbers.emergency, label: words(numbers.emergency) }
  if (numbers.urgent === null) return [emergency]
  const urgent = { number: numbers.urgent, label: text.urgent(numbers.urgent) }
  return now ? [emergency, urgent] : [urgent, emergency]
}
