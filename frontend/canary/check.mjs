// Fails unless svelte-check refuses the canary: a checker that finds nothing there would find nothing anywhere.
import { spawnSync } from 'node:child_process'

const folder = new URL('.', import.meta.url).pathname
const run = spawnSync(
  'npx',
  ['svelte-check', '--workspace', folder, '--tsconfig', `${folder}tsconfig.json`],
  {
    encoding: 'utf8',
  },
)
if (run.status === 0 || !run.stdout.includes('Canary.svelte')) {
  console.error('svelte-check let the canary through:\n' + run.stdout + run.stderr)
  process.exit(1)
}
console.log('svelte-check refused the canary, as it must.')
