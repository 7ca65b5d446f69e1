import { join } from 'node:path'
import { readState } from '../../../src/catalog/read-state.ts'
import type { SchemaReader } from '../../../src/orms/orm.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { foldOf, virtualWorld } from './conform.ts'

export interface ReadSteps {
  /** `table: column, column?`, in the order of names. */
  readonly tables: readonly string[]
  readonly indexes: readonly string[]
  /** What was not read: the text that it is about, and why. */
  readonly unread: readonly string[]
  /** The text that wrote each change. */
  readonly places: readonly string[]
}

/** What a reader reads of the first of some files, or of those that are named. */
export function readSteps(
  reader: SchemaReader,
  files: Readonly<Record<string, string>>,
  names = Object.keys(files).slice(0, 1),
): ReadSteps {
  const world = virtualWorld(files)
  const statements = names.flatMap((file) => reader.statements([{ file, text: files[file] ?? '' }], world))
  const fold = foldOf(statements)
  const tables = [...readState(fold.state, []).tables]
  const text = (file: string, [from, to]: readonly [number, number]): string => (files[file] ?? '').slice(from, to).replace(/\s+/g, ' ')
  return {
    tables: tables.map(({ name, columns }) => `${name}: ${columns.map((c) => `${c.name}${c.nullable ? '?' : ''}`).join(', ')}`).sort(), // prettier-ignore
    indexes: tables.flatMap(({ indexes }) => indexes.map(({ name }) => name)).sort(), // prettier-ignore
    unread: fold.unread.map(({ place, reason }) => `${text(place.file, place.range)} | ${reason}`),
    places: statements.flatMap(({ file, changes }) => changes.map(({ kind, range }) => `${kind}: ${text(file, range)}`)),
  }
}

/** The sources that are found in a package, as `reader path`. */
export function sourcesOf(dependencies: readonly string[], files: Readonly<Record<string, string>>, manifest: object = {}): string[] {
  const all = Object.fromEntries(dependencies.map((name) => [name, '1.0.0']))
  const root = makeRepository({ 'package.json': JSON.stringify({ name: 'a', dependencies: all, ...manifest }), ...files })
  const { sources } = loadSchema(join(root, 'x.ts'), defaultSettings, root)
  return sources.map(({ path, reader }) => `${reader} ${path.slice(root.length + 1)}`)
}
