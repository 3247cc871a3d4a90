// @vitest-environment node
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serviceWorker } from './precache.ts'

const root = mkdtempSync(join(tmpdir(), 'backfit-'))
const page = (script: string) => `<!doctype html><script type="module" src="/${script}"></script>`
const SITE = {
  'index.html': page('phone.js'),
  'clinic.html': page('clinic.js'),
  'phone.js': "import { both } from './both.js'; both(() => import('./later.js'))",
  'later.js': "import './later.css'; import picture from './figure.svg'; document.title = picture",
  'later.css': 'body { margin: 0 }',
  'figure.svg': '<svg xmlns="http://www.w3.org/2000/svg" />',
  'both.js': 'export const both = (go) => { document.body.append(String(go)); go() }',
  'clinic.js': "import { both } from './both.js'; both(() => import('./chart.js'))",
  'chart.js': "import './chart.css'; document.title = 'chart'",
  'chart.css': 'body { margin: 1px }',
  'public/icon.png': 'icon',
}

/** Builds the site; gives the names of all files, and the worker's text. */
async function built(
  changed: Partial<typeof SITE> = {},
): Promise<{ names: string[]; worker: string; off: string }> {
  mkdirSync(join(root, 'public'), { recursive: true })
  for (const [name, text] of Object.entries({ ...SITE, ...changed })) writeFileSync(join(root, name), text)
  const made = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [serviceWorker()],
    build: {
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: ['index.html', 'clinic.html'].map((name) => join(root, name)) },
    },
  })
  const output = [made].flat().flatMap((one) => ('output' in one ? one.output : []))
  const text = (name: string): string => {
    const file = output.find((one) => one.fileName === name)
    return file?.type === 'asset' ? String(file.source) : ''
  }
  return { names: output.map((one) => one.fileName), worker: text('worker.js'), off: text('worker-off.js') }
}

let site: Awaited<ReturnType<typeof built>>
beforeAll(async () => {
  site = await built()
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

const named = (part: string) => site.names.filter((name) => name.startsWith(`assets/${part}-`))
const cacheOf = (worker: string) => /backfit-[0-9a-f]{12}/.exec(worker)?.[0]

// preload-helper holds what both pages share.
test.each(['index', 'later', 'figure', 'preload-helper'])('it keeps the patient’s %s', (part) => {
  expect(named(part)).not.toEqual([])
  for (const name of named(part)) expect(site.worker).toContain(`/${name}`)
})

test.each(['clinic', 'chart'])('it keeps nothing of the clinic’s %s', (part) => {
  expect(named(part)).not.toEqual([])
  for (const name of named(part)) expect(site.worker).not.toContain(name)
  expect(site.worker).not.toContain('clinic.html')
})

test('it keeps the page and the public files, each by its digest', () => {
  expect(site.worker).toMatch(/"\/":`sha256-/)
  expect(site.worker).toMatch(/"\/icon\.png":`sha256-/)
})

test('it names the cache by what is in it', async () => {
  const same = await built()
  const other = await built({ 'later.js': "document.title = 'changed'" })
  expect(cacheOf(site.worker)).toBeDefined()
  expect(cacheOf(same.worker)).toBe(cacheOf(site.worker))
  expect(cacheOf(other.worker)).not.toBe(cacheOf(site.worker))
})

test('it builds the kill switch, which keeps nothing', () => {
  expect(site.off).toContain('unregister')
  expect(site.off).not.toContain('addAll')
})
