import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { beforeAll, describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import type { PlainDatabase } from '../../../src/cli/doctor/database/plain.ts'
import { compareDatabases } from '../../conformance/support/compare.ts'
import { plainDatabase } from '../../conformance/support/plain.ts'
import { newPostgres, readPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import type { SourceText } from '../../../src/orms/orm.ts'
import { foldOf } from './support/catalog.ts'
import { prismaDdl } from './support/prisma-ddl.ts'

const folder = new URL('schemas/', import.meta.url)
const schemas = readdirSync(folder, { withFileTypes: true }).map((entry) => ({
  name: entry.name,
  files: entry.isDirectory()
    ? readdirSync(new URL(`${entry.name}/`, folder)).map((file) => read(`${entry.name}/${file}`))
    : [read(entry.name)],
}))

function read(file: string): SourceText {
  return { file, text: readFileSync(new URL(file, folder), 'utf8') }
}

/** Postgres writes a moment in a form of its own. */
function withoutMoments(database: PlainDatabase): PlainDatabase {
  const hide = (text: string | null): string | null => text?.replace(/\d{4}-\d\d-\d\d[^']*/g, 'moment') ?? null
  const tables = database.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, default: hide(column.default) })),
  }))
  return { ...database, tables }
}

describe('a Prisma schema gives the catalog of the database that Prisma makes of it', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { citext, hstore, pg_trgm, uuid_ossp } })
  })

  it.each(schemas)('$name', async ({ files }) => {
    await resetPostgres(db)
    await db.exec(await prismaDdl(files))
    const fold = foldOf(files)
    const ours = withoutMoments(plainDatabase(readState(fold.state, []), fold.state))
    expect([...compareDatabases(ours, withoutMoments(await readPostgres(db))), ...fold.unread.map(({ reason }) => reason)]).toEqual([])
  })
})
