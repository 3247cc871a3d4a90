/** How the figure looks: a small wish, kept on this phone only. */
const KEY = 'backfit.figure'

export const SKINS = ['skin1', 'skin2', 'skin3', 'skin4', 'skin5'] as const
export const BUILDS = ['narrow', 'broad'] as const
export type Skin = (typeof SKINS)[number]
export type Build = (typeof BUILDS)[number]

class Looks {
  #words = $state.raw(read())

  get skin(): Skin {
    return SKINS.find((one) => this.#words.includes(one)) ?? 'skin2'
  }

  get build(): Build {
    return BUILDS.find((one) => this.#words.includes(one)) ?? 'narrow'
  }

  wish(skin: Skin, build: Build): void {
    this.#words = [skin, build]
    attempt(() => {
      localStorage.setItem(KEY, this.#words.join(' '))
    })
  }

  forget(): void {
    this.#words = []
    attempt(() => {
      localStorage.removeItem(KEY)
    })
  }
}

function read(): string[] {
  return attempt(() => localStorage.getItem(KEY))?.split(' ') ?? []
}

/** A browser that keeps nothing: then it holds as long as the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

export const looks = new Looks()
