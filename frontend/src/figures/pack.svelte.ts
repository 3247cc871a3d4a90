/** The figures on this phone: in memory for the screens, and in a cache of their own for a start without a network. */
import { isFragment, nameOf, pathsOf, STILL, type Digests } from './form'
import { HOUSE } from './house'

const CACHE = 'figures'
const INDEX = '/figures/index.json'

class Pack {
  #held = $state.raw<ReadonlyMap<string, string>>(new Map())
  readonly #named = $derived(new Map([...this.#held].map(([path, markup]) => [nameOf(path), markup])))
  #recalled: Promise<void> | null = null
  #era = 0

  /** Null without such a figure: then the words say it alone. */
  markup(slug: string, still: boolean): string | null {
    return this.#named.get(still ? slug + STILL : slug) ?? null
  }

  has(slug: string): boolean {
    return this.#named.has(slug)
  }

  /** Takes into memory what the phone keeps, once. */
  recall(): Promise<void> {
    this.#recalled ??= this.#read()
    return this.#recalled
  }

  /** Fetches what is missing of the figures of these exercises, and drops all others; nothing without a network. */
  async fill(slugs: Iterable<string>): Promise<void> {
    const era = this.#era
    await this.recall()
    const digests = await fetched(INDEX, (answer) => answer.json() as Promise<Digests>)
    if (digests === null) return
    const wanted = pathsOf(withHouse(slugs), digests)
    const missing = wanted.filter((path) => !this.#held.has(path))
    const got = await Promise.all(
      missing.map(async (path) => [path, await fetched(path, (answer) => answer.text())] as const),
    )
    // The person has left meanwhile.
    if (era !== this.#era) return
    const found = got.filter((one): one is [string, string] => one[1] !== null && isFragment(one[1]))
    this.#held = new Map([...this.#held, ...found])
    await kept(async (cache) => {
      const there = (await drawings(cache)).map(pathOf)
      // Whatever the browser has dropped behind our back is kept once more.
      const lacking = [...this.#held].filter(([path]) => wanted.includes(path) && !there.includes(path))
      await Promise.all(lacking.map(([path, markup]) => cache.put(path, new Response(markup))))
      await cache.put(INDEX, Response.json(digests))
      // An older drawing serves until all the newer ones are here.
      if (found.length < missing.length) return
      const stale = there.filter((path) => !wanted.includes(path))
      await Promise.all(stale.map((path) => cache.delete(path)))
    })
  }

  /**
   * Looks up in the cache of how many of these exercises a figure is missing there, in either form, and how many bytes
   * it has; null when that can't be told.
   */
  async look(slugs: Iterable<string>): Promise<{ missing: number; bytes: number } | null> {
    return kept(async (cache) => {
      const digests = (await (await cache.match(INDEX))?.json()) as Digests | undefined
      if (digests === undefined) return null
      const found = await Promise.all(
        (await drawings(cache)).map(async (one) => {
          const size = (await (await cache.match(one))?.blob())?.size ?? 0
          return [nameOf(pathOf(one)), size] as const
        }),
      )
      const names = new Set(found.map(([name]) => name))
      const missing = withHouse(slugs).filter(
        (slug) => slug in digests && !(names.has(slug) && names.has(slug + STILL)),
      )
      return { missing: missing.length, bytes: found.reduce((sum, [, size]) => sum + size, 0) }
    })
  }

  /** Which figures are here tells what a plan holds: they go with the person. */
  async forget(): Promise<void> {
    this.#era += 1
    this.#held = new Map()
    await kept(() => caches.delete(CACHE))
  }

  async #read(): Promise<void> {
    const found = await kept(async (cache) => {
      const pairs = (await drawings(cache)).map(async (one) => {
        const answer = await cache.match(one)
        return [pathOf(one), (await answer?.text()) ?? ''] as const
      })
      return Promise.all(pairs)
    })
    this.#held = new Map([...(found ?? []), ...this.#held])
  }
}

export const pack = new Pack()

const pathOf = (request: Request): string => new URL(request.url).pathname

const withHouse = (slugs: Iterable<string>): string[] => [
  ...new Set([...slugs, ...Object.values(HOUSE).flat()]),
]

/** All that is in the cache but the list of what there is, by which the rest can be checked without a network. */
const drawings = async (cache: Cache): Promise<Request[]> =>
  (await cache.keys()).filter((one) => pathOf(one) !== INDEX)

async function fetched<T>(path: string, read: (answer: Response) => Promise<T>): Promise<T | null> {
  try {
    // A figure never changes under its name; the index does.
    const answer = await fetch(path, { cache: path === INDEX ? 'no-cache' : 'default', priority: 'low' })
    return answer.ok ? await read(answer) : null
  } catch {
    // No network: what is on the phone has to do.
    return null
  }
}

/** Null when the browser keeps nothing: only https and localhost have caches, and some are full. */
async function kept<T>(work: (cache: Cache) => Promise<T>): Promise<T | null> {
  if (!('caches' in globalThis)) return null
  try {
    return await work(await caches.open(CACHE))
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
