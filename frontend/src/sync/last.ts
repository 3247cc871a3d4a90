import { keeper } from './keeper.svelte'

/** How long signing out waits for what is left to be sent. */
const LAST_MS = 5_000

/** Before signing out: sends what can be sent in five seconds. */
export async function sendLast(): Promise<void> {
  let enough: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    enough = setTimeout(resolve, LAST_MS)
  })
  await Promise.race([sendAll(), late])
  clearTimeout(enough)
}

/** One talk after another, as long as each gets something through. */
async function sendAll(): Promise<void> {
  const waiting = (): number => keeper.outbox.waiting.length
  for (let left = Infinity; waiting() > 0 && waiting() < left;) {
    left = waiting()
    await keeper.again()
  }
}
