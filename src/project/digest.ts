import { createHash } from 'node:crypto'
import { join, relative } from 'node:path'
import { readSettings } from '../settings/read.ts'
import { configuredSources } from './configured.ts'
import { discoverSchema } from './discover.ts'
import { readFile } from './read-file.ts'
import { findRoot, listWorkspacePackages } from './workspace.ts'

/**
 * A short word for the contents of the schema's files: ESLint's cache asks for it and lints again when it changes.
 * Limit: where nothing is configured, it is the schema that is found from the directory in which ESLint runs.
 */
export function schemaDigest(given: unknown, cwd: string): string {
  const { settings } = readSettings(given)
  const files = settings.schema.length > 0 ? configuredSources(settings.schema, cwd).sources.map(({ path }) => path) : discoveredFiles(cwd)
  const hash = createHash('sha256')
  for (const file of files) hash.update(relative(cwd, file)).update('\0').update(contents(file)).update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** The schemas of all packages: which of the files that are linted belong to which is not known here. */
function discoveredFiles(cwd: string): string[] {
  const root = findRoot(cwd) ?? cwd
  const folders = [cwd, ...listWorkspacePackages(root).map(({ folder }) => folder)]
  const files = folders.flatMap((folder) => discoverSchema(join(folder, 'package.json'), cwd).sources.map(({ path }) => path))
  return [...new Set(files)].sort()
}

function contents(file: string): string | Buffer {
  try {
    return readFile(file)
  } catch {
    return 'unreadable'
  }
}
