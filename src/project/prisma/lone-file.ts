import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Change, Written } from '../../catalog/change.ts'
import type { Step } from '../../catalog/fold.ts'
import { cutName } from '../../catalog/names.ts'
import { prismaStatements, type PrismaFile } from '../../orms/prisma/schema.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { loadTextFile } from '../text-files.ts'
import { prismaMajor } from './major.ts'
import { hasDatasource, schemasAmong } from './steps.ts'

/** How far above a file its datasource may lie, and how far below that other files. */
const farthest = 3

/** The files that are one schema with a file, it included with its text as it stands. */
export function schemaFilesAround(file: string, text: string): readonly PrismaFile[] {
  const own = { path: file, text, problem: undefined }
  const others = (folder: string, deep: number): string[] =>
    globSync('**/*.prisma', { cwd: folder, absolute: true, deep, followSymbolicLinks: false, ignore: ['**/node_modules/**'] })
  const load = (paths: readonly string[]): (typeof own | ReturnType<typeof loadTextFile>)[] => [
    ...paths.filter((path) => resolve(path) !== resolve(file)).map(loadTextFile),
    own,
  ]
  const home = homeOf(file, text, (folder) => load(others(folder, 0)))
  const schema = schemasAmong(load(home === undefined ? [] : others(home, farthest).sort())).find((files) => files.includes(own))
  return (schema ?? [own]).flatMap((one) => (one.text === undefined ? [] : [{ file: one.path, text: one.text }]))
}

/** The nearest folder with a datasource; none for what stands within a file, such as a block of Markdown. */
function homeOf(
  file: string,
  text: string,
  list: (folder: string) => readonly { readonly text: string | undefined }[],
): string | undefined {
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) return undefined
  if (hasDatasource(text)) return dirname(file)
  let folder = dirname(file)
  for (let up = 0; up <= farthest; up++) {
    if (list(folder).some((one) => hasDatasource(one.text))) return folder
    if (isEnd(folder)) return undefined
    folder = dirname(folder)
  }
  return undefined
}

/** The folder of a package or a repository. */
function isEnd(folder: string): boolean {
  return dirname(folder) === folder || ['package.json', '.git'].some((name) => existsSync(join(folder, name)))
}

/**
 * What the schema of a file that discovery did not choose adds to the database: migrations are what it was made from, or are made from
 * it, so that a key or an index of the same columns is the same, whatever it is called there.
 */
export function stepsBesideCatalog(file: string, text: string, catalog: Catalog, engine: SqlEngine): Step[] {
  const statements = prismaStatements(schemaFilesAround(file, text), engine, prismaMajor(file))
  return statements.flatMap(({ file: from, changes }) => {
    const added = changes.flatMap((change) => additionsOf(change, catalog))
    return added.length > 0 ? [{ file: from, changes: added, place: (range) => ({ file: from, range }) }] : []
  })
}

function additionsOf(change: Change, catalog: Catalog): Change[] {
  if (change.kind === 'create table') {
    const table = catalog.table(change.name.schema, change.name.name.text)
    return table ? newColumns(change, table) : [change]
  }
  if (change.kind === 'create index') {
    const table = catalog.table(change.table.schema, change.table.name.text)
    const columns = change.keys.flatMap(({ column }) => column ?? [])
    return table?.indexes.some(
      (index) =>
        index.unique === change.unique &&
        isOf(
          index.keys.map((key) => key.column),
          columns,
        ),
    )
      ? []
      : [change]
  }
  if (change.kind === 'add constraint' && change.constraint.kind === 'foreign key') {
    const table = catalog.table(change.table.schema, change.table.name.text)
    const { columns } = change.constraint
    return table?.foreignKeys.some((key) => isOf(key.columns, columns)) ? [] : [change]
  }
  return [change]
}

function newColumns({ name, elements }: Extract<Change, { kind: 'create table' }>, table: Table): Change[] {
  return elements.flatMap((element): Change[] => {
    if (element.kind !== 'column' || table.columns.some((column) => column.name === cutName(element.column.name.text))) return []
    const { column } = element
    return [{ kind: 'add column', range: column.range, table: name, ifExists: false, only: false, column, ifNotExists: false }]
  })
}

function isOf(columns: readonly (string | undefined)[], written: readonly Written[]): boolean {
  return columns.length === written.length && written.every(({ text }, i) => columns[i] === cutName(text))
}
