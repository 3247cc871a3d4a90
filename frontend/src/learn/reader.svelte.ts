/** Reads pieces of text aloud with the browser's own voice; nothing is fetched. */
import { LOCALE } from '../ui/locale'
import { voiceFor } from './voice'

type State = 'silent' | 'reading' | 'paused'

export class Reader {
  #voice = $state.raw<SpeechSynthesisVoice | undefined>()
  #state = $state<State>('silent')
  #pieces: readonly string[] = []
  #at = 0
  /** Of the piece that is being read: an older one that ends late is not it. */
  #turn = 0

  /** Without a voice that works offline there is nothing to offer. */
  get able(): boolean {
    return this.#voice !== undefined
  }

  get state(): State {
    return this.#state
  }

  /** Looks for a voice, now and when the browser has found its voices; gives what ends it. */
  open(): () => void {
    if (!('speechSynthesis' in globalThis)) return () => undefined
    const look = (): void => {
      this.#voice = voiceFor(speechSynthesis.getVoices(), LOCALE)
    }
    look()
    speechSynthesis.addEventListener('voiceschanged', look)
    return () => {
      speechSynthesis.removeEventListener('voiceschanged', look)
      this.stop()
    }
  }

  start(pieces: readonly string[]): void {
    this.#pieces = pieces
    this.#at = 0
    this.goOn()
  }

  /** Some browsers can't pause a voice, or never wake it again: it stops, and goes on with the same sentence. */
  pause(): void {
    this.#state = 'paused'
    this.#hush()
  }

  goOn(): void {
    const piece = this.#pieces[this.#at]
    if (piece === undefined || this.#voice === undefined) {
      this.#state = 'silent'
      return
    }
    this.#hush()
    this.#state = 'reading'
    const turn = this.#turn
    const said = new SpeechSynthesisUtterance(piece)
    said.voice = this.#voice
    said.lang = this.#voice.lang
    said.addEventListener('end', () => {
      if (turn !== this.#turn) return
      this.#at += 1
      this.goOn()
    })
    said.addEventListener('error', () => {
      if (turn === this.#turn) this.#state = 'silent'
    })
    speechSynthesis.speak(said)
  }

  stop(): void {
    this.#state = 'silent'
    this.#hush()
  }

  #hush(): void {
    this.#turn += 1
    speechSynthesis.cancel()
  }
}
