/** A double tap must not answer a screen that came in between its two taps: the second one is dropped. */
import { arrivedAt } from './arrive'

export type Tap = { at: number; x: number; y: number; touch: boolean; count: number }

const WITHIN_MS = 350
const NEAR_PX = 30

/** Whether a tap is the second half of a double tap that began on another screen. */
export function isEcho(tap: Tap, before: Tap | null, arrived: number): boolean {
  if (before === null || arrived < before.at) return false
  // A mouse counts its clicks itself; a finger's taps are told apart by time and place.
  if (tap.count > 1) return true
  const near = Math.hypot(tap.x - before.x, tap.y - before.y) < NEAR_PX
  return tap.touch && near && tap.at - before.at < WITHIN_MS
}

export function dropEchoes(): void {
  let before: Tap | null = null
  let touch = false
  addEventListener('pointerdown', (event) => (touch = event.pointerType === 'touch'), { capture: true })
  addEventListener(
    'click',
    (event) => {
      const { clientX: x, clientY: y, detail: count } = event
      const tap = { at: Date.now(), x, y, touch, count }
      if (isEcho(tap, before, arrivedAt())) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
      before = tap
    },
    { capture: true },
  )
}
