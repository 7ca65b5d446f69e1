import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { readSettings } from '../settings/read.ts'

/** A short word for the contents of the schema's files: ESLint's cache asks for it and lints again when it changes. */
export function schemaDigest(given: unknown, cwd: string): string {
  const { settings } = readSettings(given)
  const patterns = settings.schema.flatMap((source) => (typeof source === 'string' ? source : source.files))
  const hash = createHash('sha256')
  for (const file of filesOf(patterns, cwd)) {
    hash.update(file).update('\0').update(contents(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function filesOf(patterns: readonly string[], cwd: string): string[] {
  if (patterns.length === 0) return []
  return globSync([...patterns], { cwd, absolute: true, expandDirectories: false, ignore: ['**/node_modules/**'] }).sort()
}

function contents(file: string): string | Buffer {
  try {
    return readFileSync(file)
  } catch {
    return 'unreadable'
  }
}
