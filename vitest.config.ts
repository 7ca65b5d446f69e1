import { defineConfig } from 'vitest/config'

/** No test is timed: this is for one that hangs. */
const hangs = 300_000

/** What changes modules for all that run after it, or is about memory. */
const changing = 'tests/project/{never-stale,recently-used,ticking-clock}.test.ts'

/** What neither changes modules nor takes much memory. */
const light = ['tests/{catalog,document,javascript,languages,project,rules,settings,sql}/**/*.test.ts']

const common = { globalSetup: ['tests/temp-folder.ts'], setupFiles: ['tests/mishaps.ts'], testTimeout: hangs, hookTimeout: hangs }

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      // The modules of a worker are loaded once for all of its files.
      { test: { ...common, name: 'together', include: light, exclude: [changing], isolate: false } },
      { test: { ...common, name: 'alone', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', ...light] } },
      { test: { ...common, name: 'changing', include: [changing] } },
    ],
  },
})
