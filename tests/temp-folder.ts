import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests make their folders; it goes away after all of them. */
    readonly tempFolder: string
  }
}

export default function setup(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tenancy-')))
  project.provide('tempFolder', folder)
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
