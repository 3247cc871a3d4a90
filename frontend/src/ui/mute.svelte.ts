const KEY = 'backfit.tones'

/** Whether tones are off, remembered on this phone. */
class Mute {
  #on = $state(read())

  get on(): boolean {
    return this.#on
  }

  toggle(): void {
    this.#on = !this.#on
    try {
      localStorage.setItem(KEY, this.#on ? 'off' : 'on')
    } catch (error) {
      // A browser that keeps nothing: it is off for this session at least.
      if (!(error instanceof DOMException)) throw error
    }
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'off'
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

export const mute = new Mute()
