// Fails when what a new patient's phone loads first, the app and the questionnaire, is more than 60 KB of JavaScript.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const MOST_KB = 60
const assets = new URL('dist/assets/', import.meta.url)
const text = (name) => readFileSync(new URL(name, assets), 'utf8')

/** A script and all that it imports at once; what it imports later does not count. */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const [, other] of text(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    withImports(other, seen)
  return seen
}

const page = readFileSync(new URL('dist/index.html', import.meta.url), 'utf8')
const [, entry] = /src="\/assets\/([^"]+\.js)"/.exec(page)
const intake = readdirSync(assets).find((name) => /^Intake-.*\.js$/.test(name))
const files = withImports(intake, withImports(entry))
const bytes = [...files].reduce((sum, name) => sum + gzipSync(text(name)).length, 0)
const line = `First load: ${(bytes / 1024).toFixed(1)} KB of JavaScript, gzipped (at most ${MOST_KB}).`
if (bytes > MOST_KB * 1024) {
  console.error(line)
  process.exit(1)
}
console.log(line)
