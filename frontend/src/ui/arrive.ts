import type { Attachment } from 'svelte/attachments'

let first = true
let at = 0

/** When the present screen came. */
export const arrivedAt = (): number => at

/** For the heading of a screen: it takes the focus when the screen comes, so that it is read out; not on the first load. */
export const arrive: Attachment<HTMLElement> = (heading) => {
  at = Date.now()
  if (first) {
    // The browser starts at the top by itself.
    first = false
    return
  }
  scrollTo(0, 0)
  heading.focus({ preventScroll: true })
}
