/** Whether the app itself is on the phone, whole: asked of the caches, file by file, and not of what was meant to be. */
import { keep } from './kept'
import { TELL, type Build } from './rules'

/** No worker is silent for so long; one of an earlier version never answers. */
const PATIENCE_MS = 3_000

/** How many files of the app are missing, and how many bytes the others have; null when nothing keeps it. */
export async function appKept(): Promise<{ missing: number; bytes: number } | null> {
  const build = await ruling()
  if (build === null || !(await caches.has(build.name))) return null
  const cache = await caches.open(build.name)
  const sizes = Object.keys(build.files).map(async (path) => {
    const found = await cache.match(path, { ignoreVary: true })
    return (await found?.blob())?.size ?? null
  })
  const found = (await Promise.all(sizes)).filter((size) => size !== null)
  return { missing: sizes.length - found.length, bytes: found.reduce((sum, size) => sum + size, 0) }
}

/** Fetches what is missing of it; without a network nothing changes. */
export async function keepApp(): Promise<void> {
  const build = await ruling()
  if (build !== null) await keep(build)
}

/** The build that the next start without a network is made from. */
async function ruling(): Promise<Build | null> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return null
  const registration = await navigator.serviceWorker.getRegistration()
  const worker = registration?.active
  if (!worker) return null
  const { port1, port2 } = new MessageChannel()
  const told = new Promise<Build | null>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Build>) => {
      resolve(data)
    }
    setTimeout(resolve, PATIENCE_MS, null)
  })
  worker.postMessage(TELL, [port2])
  const build = await told
  port1.close()
  return build
}
