/** The service worker: the app from its cache, so that it starts in a basement too; everything else is the network's. */
import { answer, keep, prune } from './kept'
import { fileFor, TAKE_OVER, TELL, type Build } from './rules'

declare const self: ServiceWorkerGlobalScope
/** Written in by the build. */
declare const BUILD: Build

const build = BUILD

self.addEventListener('install', (event) => {
  event.waitUntil(keep(build))
})

self.addEventListener('activate', (event) => {
  // The first visit's page is taken on too: it may go offline before it is ever loaded again.
  event.waitUntil(prune(build.name).then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  // Never under a live page by itself: only when the person asked for it.
  if (event.data === TAKE_OVER) void self.skipWaiting()
  if (event.data === TELL) event.ports[0]?.postMessage(build)
})

self.addEventListener('fetch', (event) => {
  const path = fileFor(event.request, build, self.location.origin)
  if (path !== null) event.respondWith(answer(event.request, path, build))
})
