/** Builds the service worker: `worker.js`, which holds the list of what a patient's phone keeps, and its kill switch. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle
/** By path; one whose name holds no hash carries its digest, the others ''. */
type Files = Record<string, string>

const PAGE = 'index.html'
const WORKER = fileURLToPath(new URL('src/sw/', import.meta.url))
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes)
const digest = (bytes: string | Uint8Array) => `sha256-${sha256(bytes).digest('base64')}`

export function serviceWorker(): Plugin {
  let publicDir = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = { ...shell(bundle), ...publicFiles(publicDir), ...assets(bundle) }
        const name = `backfit-${sha256(JSON.stringify(files)).digest('hex').slice(0, 12)}`
        for (const [fileName, entry] of [
          ['worker.js', 'worker.ts'],
          ['worker-off.js', 'off.ts'],
        ] as const) {
          const source = await script(entry, { BUILD: JSON.stringify({ name, files }) })
          this.emitFile({ type: 'asset', fileName, source })
        }
      },
    },
  }
}

function shell(bundle: Bundle): Files {
  const page = bundle[PAGE]
  if (page?.type !== 'asset') throw new Error(`the build has no ${PAGE}`)
  return { '/': digest(page.source) }
}

function publicFiles(folder: string): Files {
  const names = readdirSync(folder).sort()
  return Object.fromEntries(names.map((name) => [`/${name}`, digest(readFileSync(join(folder, name)))]))
}

/** Every script, style and other file that the patient's page leads to, now or later; not the clinic's. */
function assets(bundle: Bundle): Files {
  const found = new Set<string>()
  const follow = (name: string): void => {
    const file = bundle[name]
    if (file === undefined || found.has(name)) return
    found.add(name)
    if (file.type !== 'chunk') return
    const { importedCss = [], importedAssets = [] } = file.viteMetadata ?? {}
    for (const next of [...file.imports, ...file.dynamicImports, ...importedCss, ...importedAssets])
      follow(next)
  }
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' && file.isEntry && file.facadeModuleId?.endsWith(`/${PAGE}`))
      follow(file.fileName)
  }
  return Object.fromEntries([...found].sort().map((name) => [`/${name}`, '']))
}

async function script(entry: string, define: Record<string, string>): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(WORKER, entry),
        output: { format: 'iife', entryFileNames: 'worker.js' },
      },
    },
  })
  const output = [made].flat()[0]
  if (output === undefined || !('output' in output)) throw new Error(`${entry} was not built`)
  return output.output[0].code
}
