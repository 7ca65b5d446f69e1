import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { runWell } from './run.ts'

/** The plugin as npm would publish it, from a clone that nobody built. */
export interface Packed {
  readonly tarball: string
  readonly contentHash: string
  /** Where installs and the projects in them are kept. */
  readonly workshop: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed
  }
}

const repository = fileURLToPath(new URL('../../..', import.meta.url))

export default async function setup(project: TestProject): Promise<void> {
  const workshop = process.env['TENANCY_E2E_FOLDER'] ?? join(tmpdir(), 'eslint-plugin-tenancy-e2e')
  const destination = join(workshop, 'packed')
  rmSync(destination, { recursive: true, force: true })
  mkdirSync(destination, { recursive: true })
  rmSync(join(repository, 'dist'), { recursive: true, force: true })
  await runWell('npm', ['pack', '--pack-destination', destination], { cwd: repository })
  const [name, ...others] = readdirSync(destination)
  if (!name || others.length > 0) throw new Error(`npm pack was to leave one file in ${destination}`)
  const tarball = join(destination, name)
  const contentHash = createHash('sha256').update(readFileSync(tarball)).digest('hex')
  project.provide('packed', { tarball, contentHash, workshop })
}
