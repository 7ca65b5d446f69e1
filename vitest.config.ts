import { defineConfig } from 'vitest/config'

/** No test is timed: this is for one that hangs. */
const hangs = 300_000

/** What changes modules for all that run after it, is about memory, or takes much of it. */
const alone = [
  'tests/hostile/files.test.ts',
  'tests/project/{never-stale,recently-used,ticking-clock}.test.ts',
  'tests/proofs/tenant/mutants.test.ts',
  'tests/proofs/**/{agrees,engines-agree,held,known-objects,unknown-names}.test.ts',
  'tests/{conformance,fuzz}/**/*.test.ts',
  'tests/**/non-interference/**/*.test.ts',
  'tests/**/non-interference.test.ts',
]

const slow = 'tests/e2e/**'

const common = { globalSetup: ['tests/temp-folder.ts'], testTimeout: hangs, hookTimeout: hangs }

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      // The modules of a worker are loaded once for all of its files.
      {
        test: {
          ...common,
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [slow, ...alone],
          isolate: false,
        },
      },
      { test: { ...common, name: 'alone', include: alone, exclude: [slow] } },
    ],
  },
})
