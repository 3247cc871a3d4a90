/** Tones and vibration; nothing is loaded, and nothing is needed to understand: the screen says the same. */
import type { Cue, What } from './cues'

/** Hertz, seconds, how often. */
const TONES: Record<What, readonly [pitch: number, length: number, times: number]> = {
  half: [660, 0.12, 2],
  ten: [660, 0.12, 1],
  three: [520, 0.1, 1],
  two: [520, 0.1, 1],
  one: [520, 0.1, 1],
  begin: [880, 0.35, 1],
  stop: [440, 0.35, 2],
  rested: [700, 0.2, 3],
}
const LOUD = 0.4
const PAUSE_S = 0.12

export type Sounds = {
  /** In a tap: browsers let nothing sound before one. */
  wake: () => Promise<void>
  /** These and no others, from now on. */
  plan: (cues: readonly Cue[], now: number) => void
  close: () => void
}

/** One AudioContext for the session; tones are placed ahead on its own clock, so a slow page does not delay them. */
export function sounds(): Sounds {
  let context: AudioContext | null = null
  /** `begins` is that of the cue: one that has begun sounds to its end, whatever comes next. */
  let placed: { tone: OscillatorNode; begins: number }[] = []

  function clear(at: number): void {
    for (const one of placed) if (one.begins > at) one.tone.stop()
    placed = []
  }

  function place(on: AudioContext, { what, wait }: { what: What; wait: number }): void {
    const [pitch, length, times] = TONES[what]
    const begins = on.currentTime + wait
    for (let nth = 0; nth < times; nth += 1) {
      const at = begins + nth * (length + PAUSE_S)
      const tone = new OscillatorNode(on, { frequency: pitch })
      const volume = new GainNode(on, { gain: 0 })
      // A tone that begins or ends at once clicks.
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(LOUD, at + 0.02)
      volume.gain.setValueAtTime(LOUD, at + length - 0.03)
      volume.gain.linearRampToValueAtTime(0, at + length)
      tone.connect(volume).connect(on.destination)
      tone.start(at)
      tone.stop(at + length)
      placed.push({ tone, begins })
    }
  }

  return {
    wake: async () => {
      context ??= new AudioContext()
      if (context.state !== 'running') await context.resume()
    },
    plan: (cues, now) => {
      if (context === null || context.state === 'closed') return
      clear(context.currentTime)
      if (context.state !== 'running') return
      for (const { at, what } of cues) if (at > now) place(context, { what, wait: (at - now) / 1000 })
    },
    close: () => {
      void context?.close()
      context = null
    },
  }
}

/** Vibration follows the cues that were seen; a browser without it, or without a tap yet, stays still. */
export function shake({ what }: Cue): void {
  if (!('vibrate' in navigator) || !navigator.userActivation.hasBeenActive) return
  const [, length, times] = TONES[what]
  navigator.vibrate(Array.from({ length: 2 * times - 1 }, (_, nth) => (nth % 2 ? 120 : length * 1000)))
}
