/** The kill switch: served in the worker's place, it takes the worker and all that it kept off the phone. */
declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => {
  void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(leave())
})

async function leave(): Promise<void> {
  // The figures' cache is the page's, which fills it again: counted here, the pages would load anew for ever.
  const names = (await caches.keys()).filter((name) => name.startsWith('backfit'))
  await Promise.all(names.map((name) => caches.delete(name)))
  await self.registration.unregister()
  // The pages of the app that was switched off load anew, once: afterwards there is nothing left to drop.
  if (names.length === 0) return
  const pages = await self.clients.matchAll({ type: 'window' })
  await Promise.all(pages.map((page) => page.navigate(page.url)))
}

export {}
