import { defineConfig } from 'vitest/config'

/** No test is timed: this is for one that hangs. */
const hangs = 300_000

export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], testTimeout: hangs, hookTimeout: hangs, maxWorkers: '100%' },
})
