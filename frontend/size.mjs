// Fails when what a phone loads first is more than 60 KB of JavaScript, be it a new patient's (the app and the
// questionnaire) or one that comes back (the app and Today), when anything it can ever load is the clinic's, and when
// the service worker, fetched at each start, is more than 3 KB.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const MOST_KB = 60
const WORKER_KB = 3
const assets = new URL('dist/assets/', import.meta.url)
const text = (name) => readFileSync(new URL(name, assets), 'utf8')

/** A script and all that it imports at once or, with `later`, ever. */
function withImports(name, { later = false, seen = new Set() } = {}) {
  if (seen.has(name)) return seen
  seen.add(name)
  const imports = later ? /["'`]\.\/([^"'`]+\.js)["'`]/g : /(?:from|import)\s*"\.\/([^"]+\.js)"/g
  for (const [, other] of text(name).matchAll(imports)) withImports(other, { later, seen })
  return seen
}

function entryOf(page) {
  const html = readFileSync(new URL(`dist/${page}`, import.meta.url), 'utf8')
  return /src="\/assets\/([^"]+\.js)"/.exec(html)[1]
}

/** An address that only the clinic's app asks. */
const CLINIC = '/api/care/caseload'
const mentions = (name) => text(name).includes(CLINIC)

const entry = entryOf('index.html')
if (![...withImports(entryOf('clinic.html'), { later: true })].some(mentions)) {
  console.error(`The clinic's app does not mention ${CLINIC}: the check below would find nothing.`)
  process.exit(1)
}
const clinics = [...withImports(entry, { later: true })].filter(mentions)
if (clinics.length > 0) {
  console.error(`A patient's phone would load what is the clinic's: ${clinics.join(', ')}.`)
  process.exit(1)
}

const screen = (name) => readdirSync(assets).find((file) => new RegExp(`^${name}-[\\w-]+\\.js$`).test(file))
function firstLoad(screens) {
  const files = withImports(entry)
  for (const name of screens) withImports(screen(name), { seen: files })
  return [...files].reduce((sum, name) => sum + gzipSync(text(name)).length, 0)
}

for (const [what, size, most] of [
  ['First load of a new patient', firstLoad(['Intake']), MOST_KB],
  ['First load of a returning patient', firstLoad(['Today', 'Tabs']), MOST_KB],
  ['Service worker', gzipSync(text('../worker.js')).length, WORKER_KB],
]) {
  console.log(`${what}: ${(size / 1024).toFixed(1)} KB of JavaScript, gzipped (at most ${most}).`)
  if (size > most * 1024) process.exitCode = 1
}
