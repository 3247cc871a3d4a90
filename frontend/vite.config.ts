import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './precache.ts'

const server = process.env.BACKFIT_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  base: '/',
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // The policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // Two pages: a patient's phone never downloads the clinic's.
    rolldownOptions: { input: ['index.html', 'clinic.html'] },
  },
  server: { proxy: { '/api': server, '/_allauth': server } },
  // css: the contrast test reads tokens.css, which vitest would otherwise hand out empty.
  test: { environment: 'node', include: ['src/**/*.test.ts'], css: true },
})
