/** The session in progress, followed by the clock: each change is kept, and its tones are placed, before anything else. */
import { cuesOf, due } from './cues'
import { keepDraft } from './draft'
import * as moves from './moves'
import { mute } from '../ui/mute.svelte'
import { PACING } from './pacing'
import type { Shown } from './phase'
import * as runs from './run'
import type { Run } from './run'
import { shake, sounds } from './sound'

const ACTS: Record<Shown['act'], (run: Run, now: number) => Run> = {
  pause: runs.paused,
  goOn: moves.goingOn,
  startNow: moves.startNow,
  done: moves.setDone,
  rested: moves.rested,
}

export class Following {
  run = $state.raw<Run | null>(null)
  now = $state(Date.now())
  #sounds = sounds()

  constructor(kept: Run | null) {
    if (kept !== null) this.#hold(moves.reopened(kept, this.now))
  }

  begin(run: Run): void {
    this.#hold(run)
  }

  /** What a tap does. */
  change(how: (run: Run, now: number) => Run): void {
    if (this.run === null) return
    this.now = Date.now()
    this.#hold(how(runs.touch(this.run, this.now), this.now))
  }

  act(act: Shown['act']): void {
    this.wake()
    this.change(ACTS[act])
  }

  /** On from where the person was last seen: the time away counts for nothing. */
  goBack(): void {
    this.wake()
    this.now = Date.now()
    if (this.run !== null) this.#hold(moves.goBack(this.run, this.now))
  }

  drop(): void {
    this.run = null
    this.#place()
  }

  /** In a tap, so that the browser lets tones sound. */
  wake(): void {
    void this.#sounds.wake().then(() => {
      this.#place()
    })
  }

  toggleMute(): void {
    mute.toggle()
    this.wake()
  }

  /** In sight, and last so at that moment. */
  seen = (since: number, now: number): void => {
    const { run } = this
    if (run === null) return
    if (runs.timerOf(run) !== null) this.now = now
    if (now - since > PACING.away_ms) this.#hold(moves.back(run, since, now))
    else for (const cue of due(cuesOf(run), since, now)) shake(cue)
    if (this.run !== null && moves.tick(this.run, now) !== this.run) this.change(moves.tick)
    // Out of sight for a moment, the browser may have held the tones: they are placed anew.
    if (now - since > LAPSE_MS) this.#place()
  }

  close(): void {
    this.#sounds.close()
  }

  #hold(run: Run): void {
    if (run === this.run) return
    this.run = run
    keepDraft(run)
    this.#place()
  }

  #place(): void {
    this.#sounds.plan(this.run === null || mute.on ? [] : cuesOf(this.run), Date.now())
  }
}

const LAPSE_MS = 2_000
