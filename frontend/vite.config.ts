import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './precache.ts'

const server = process.env.BACKFIT_SERVER ?? 'http://127.0.0.1:8000'

/** Two builds: what both apps use would otherwise be cut into pieces, and a patient's first load would grow. */
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), mode === 'clinic' ? [] : serviceWorker()],
  base: '/',
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // The policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { input: mode === 'clinic' ? 'clinic.html' : 'index.html' },
    emptyOutDir: mode !== 'clinic',
    copyPublicDir: mode !== 'clinic',
  },
  server: { proxy: { '/api': server, '/figures': server, '/_allauth': server } },
  // css: the contrast test reads tokens.css, which vitest would otherwise hand out empty.
  test: { environment: 'node', include: ['src/**/*.test.ts', '*.test.ts'], css: true },
}))
