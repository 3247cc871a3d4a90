/** The worker's caches: one for each build, and the list of builds that were in use. No answer of the API is in any. */
import { staying, type Build } from './rules'

const LIST = 'backfit'
/** What the name of each build begins with; the figures have a cache of their own, which the page looks after. */
const BUILDS = 'backfit-'
const IN_USE = '/in-use'

const wanted = (path: string, { files }: Build): Request => {
  const integrity = files[path] ?? ''
  // A file without a hash in its name must be the one of this build: half of each would be no app at all.
  return new Request(path, integrity === '' ? {} : { integrity, cache: 'no-cache' })
}

/** Keeps the whole build, or nothing, and throws. */
export async function keep(build: Build): Promise<void> {
  const known = await caches.has(build.name)
  const cache = await caches.open(build.name)
  try {
    await cache.addAll(Object.keys(build.files).map((path) => wanted(path, build)))
  } catch (error) {
    if (!known) await caches.delete(build.name)
    throw error
  }
}

/** The kept file; what is missing comes from the network, and is kept if it belongs to this build. */
export async function answer(request: Request, path: string, build: Build): Promise<Response> {
  try {
    const own = await caches.open(build.name)
    const inBuild = path in build.files
    const kept = () => (inBuild ? own : caches).match(path, { ignoreVary: true })
    const found = await kept()
    if (found) return found
    if (inBuild) {
      await own.add(wanted(path, build))
      const healed = await kept()
      if (healed) return healed
    }
  } catch {
    // The cache can't be read or mended: the network may still answer.
  }
  return fetch(request)
}

/** Drops the caches that no open tab can need any more. */
export async function prune(own: string): Promise<void> {
  const list = await caches.open(LIST)
  const before = (await (await list.match(IN_USE))?.json()) as string[] | undefined
  const stay = staying(own, before ?? [])
  await list.put(IN_USE, Response.json(stay))
  for (const name of await caches.keys()) {
    if (name.startsWith(BUILDS) && !stay.includes(name)) await caches.delete(name)
  }
}
