import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { givenRun } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
const { folder } = givenRun()
const hangs = 100_000_000

/** Modules with their mutants for those without, and caches that forget what they got from a mutant. */
const mutants = {
  name: 'mutants',
  enforce: 'pre' as const,
  resolveId: (id: string, importer?: string) =>
    id === '@electric-sql/pglite' && importer?.startsWith(`${root}tests/`) ? here('pglite.ts') : undefined,
  load(id: string) {
    const [file = ''] = id.split('?')
    if (!file.startsWith(`${root}src/`)) return undefined
    const copy = `${folder}/${file.slice(root.length)}`
    return readFileSync(existsSync(copy) ? copy : file, 'utf8').replace(/\bnew WeakMap\b/g, 'new globalThis.__WeakMap')
  },
}

export default defineConfig({
  root,
  plugins: [mutants],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/temp-folder.ts'],
    setupFiles: [here('setup.ts'), 'tests/mishaps.ts'],
    runner: here('runner.ts'),
    testTimeout: hangs,
    hookTimeout: hangs,
    isolate: false,
    maxWorkers: 1,
  },
})
