import { readFileSync } from 'node:fs'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import type { PlainDatabase } from '../../../src/cli/doctor/database/plain.ts'
import { readingSql } from '../../../src/cli/doctor/database/reading.ts'

/** As a function, it shows names as under the usual search path, whatever the session's own is. */
const reading = `create schema conformance;
create function conformance.database() returns json language sql stable set search_path = public as $$ ${readingSql(180_000, 'conformance')} $$;`

const others = readFileSync(new URL('functions.sql', import.meta.url), 'utf8')

/** A Postgres in process, with roles that policies may name. */
export async function newPostgres(options: PGliteOptions = {}): Promise<PGlite> {
  const db = await PGlite.create(options)
  await db.exec(
    `${reading}${others}; create role app; create role "Reader"; create foreign data wrapper none; create server nowhere foreign data wrapper none`,
  )
  return db
}

export async function readPostgres(db: PGlite): Promise<PlainDatabase> {
  const { rows } = await db.query<{ database: PlainDatabase }>('select conformance.database()')
  const [row] = rows
  if (!row) throw new Error('Postgres said nothing')
  return row.database
}

/** Everything as it was before the first statement. */
export async function resetPostgres(db: PGlite): Promise<void> {
  await db.exec('rollback')
  await db.exec('discard all')
  const { rows } = await db.query<{ drop: string }>('select conformance.drops() as drop')
  for (const { drop } of rows) await db.exec(drop)
  await db.exec('create schema public')
}
