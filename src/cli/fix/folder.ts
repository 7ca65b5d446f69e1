import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { schemaReader } from '../../orms/index.ts'
import { isMigration } from '../../project/migration.ts'
import type { Schema } from '../../project/project.ts'
import type { SourceFile } from '../../project/source-file.ts'
import { isInside } from '../../project/workspace.ts'
import { UsageError } from '../given-settings.ts'
import { shownPath } from '../places.ts'

/** Where the new migration goes. */
export interface MigrationFolder {
  /** Absolute. */
  readonly path: string
  /** What runs the files there. */
  readonly tool: string
  /** The files and folders in it. */
  readonly names: readonly string[]
  /** The source that the migration follows. */
  readonly after: SourceFile
  /** The migrations of the schema are programs. */
  readonly holdsPrograms: boolean
}

/** The folder that was typed, or the one that the schema is from. */
export function migrationFolder(typed: string | true | undefined, { sources }: Schema, cwd: string, command: string): MigrationFolder {
  const steps = sources.filter(isMigration)
  const after = steps.at(-1)
  if (!after) throw new UsageError(noSteps(sources, cwd, command))
  const path = typeof typed === 'string' ? resolve(cwd, typed) : onlyFolder(steps, cwd, command)
  const stat = existsSync(path) ? statSync(path) : undefined
  if (stat && !stat.isDirectory())
    throw new UsageError(
      `${shownPath(path, cwd)} is a file. Name its folder: tenancy ${command} --migration ${shownPath(dirname(path), cwd) || '.'}`,
    )
  const inside = steps.filter((source) => isInside(path, source.path))
  const last = inside.at(-1)
  const names = stat ? readdirSync(path) : []
  if (!last && (!stat || names.some((name) => !name.startsWith('.'))))
    throw new UsageError(`None of the project's migrations is in ${shownPath(path, cwd)}. They are in: ${foldersOf(steps, cwd).join(', ')}`)
  return {
    path,
    tool: (last ?? after).tool,
    names,
    after: last ?? after,
    holdsPrograms: (last ?? after).reader !== 'sql',
  }
}

function noSteps(sources: readonly SourceFile[], cwd: string, command: string): string {
  if (sources.length === 0) return `No schema was found. Name its files: tenancy ${command} --migration DIR --schema 'db/**/*.sql'`
  const first = sources[0]
  const what = first && schemaReader(first.reader) ? 'a model' : 'the schema as it stands'
  return `No migration of the project was found: ${first ? shownPath(first.path, cwd) : ''} is ${what}, and is mended there. Name the migrations, too: tenancy ${command} --migration DIR --schema 'migrations/**/*.sql'`
}

function onlyFolder(steps: readonly SourceFile[], cwd: string, command: string): string {
  const folders = foldersOf(steps, cwd)
  const [only, ...more] = folders
  if (only === undefined || more.length > 0)
    throw new UsageError(`The migrations lie in several folders. Name one: tenancy ${command} --migration ${folders.join(' or ')}`)
  return resolve(cwd, only)
}

/** Some tools give each migration a folder of its own. */
function foldersOf(steps: readonly SourceFile[], cwd: string): string[] {
  return [...new Set(steps.map(({ path }) => shownPath(homeOf(path), cwd)))]
}

function homeOf(path: string): string {
  const folder = dirname(path)
  return /[\\/](?:migration|up)\.sql$/.test(path) ? dirname(folder) : folder
}

/** What the files of the folder are called, those below it by the folder that they are in. */
export function namesOfMigrations({ path, names }: MigrationFolder, { sources }: Schema): string[] {
  const own = sources
    .filter((source) => isMigration(source) && isInside(path, source.path))
    .map((source) => relative(path, source.path).split(sep)[0] ?? '')
  const sql = names.filter(
    (name) => name.endsWith('.sql') || existsSync(join(path, name, 'migration.sql')) || existsSync(join(path, name, 'up.sql')),
  )
  return [...new Set([...own, ...sql])]
}
