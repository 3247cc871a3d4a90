import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import { defineConfig } from 'eslint/config'
import svelteConfig from './svelte.config.js'

const words = ['intake', 'plan', 'session', 'progress', 'learn', 'nudges', 'care']
// Files beside App.svelte: the shell, which knows the words and is known by none.
const shell = '^(\\.\\./)+[A-Za-z.]+$'

/** Forbids the files of one folder to import others: `names` are folders of src. */
function wall(folder, names, message) {
  const folders = names.map((name) => `^(\\.\\./)+${name}(/|$)`)
  return {
    files: [`src/${folder}/**/*.ts`, `src/${folder}/**/*.svelte`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: [...folders, shell].join('|'), message }] }],
    },
  }
}

export default defineConfig(
  { ignores: ['dist', 'src/api/schema.ts', 'canary'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Our own router, not SvelteKit's.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    // An imported component is `any` to typescript-eslint; svelte-check sees its types, and checks them.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['*.mjs', '*.ts', '*.js'], languageOptions: { globals: globals.node } },
  { files: ['*.mjs', '*.js', '*.ts'], extends: [ts.configs.disableTypeChecked] },
  wall('ui', ['[a-z]+'], 'ui imports nothing of ours'),
  wall('api', [...words, 'sync', 'ui', 'sw'], 'api imports no word'),
  wall('sync', words, 'sync imports no word'),
  wall('figures', words, 'figures imports no word'),
  ...words.map((word) => wall(word, words, 'words import neither each other nor the shell')),
)
