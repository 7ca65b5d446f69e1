import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { drizzle } from '../../../src/orms/drizzle/index.ts'
import type { Statement } from '../../../src/orms/orm.ts'
import { pgsqlAstParser } from '../../../src/sql/pgsql-ast-parser/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { cases } from './support/cases.ts'

describe('a Drizzle schema gives the catalog of the database that drizzle-kit makes of it', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
    await db.exec('create role authenticated')
  })

  it.each(cases)('$name, Drizzle $major', async ({ programs, major, ddl }) => {
    const statements = drizzle.statements(textsOf(programs, ['schema.ts']), virtualWorld(programs, { 'drizzle-orm': major }))
    // Several statements at once are a transaction.
    expect(await differences(db, ddl.replaceAll('CONCURRENTLY ', ''), statements)).toEqual([])
  })
})

describe('the other parser of SQL tells the same tables, indexes and keys', () => {
  it.each(cases)('$name, Drizzle $major', ({ programs, major }) => {
    const world = virtualWorld(programs, { 'drizzle-orm': major })
    const kinds = (statements: readonly Statement[]): string[] =>
      statements.flatMap(({ changes }) => changes.flatMap(({ kind }) => (kind === 'create view' || kind === 'unread' ? [] : [kind])))
    const texts = textsOf(programs, ['schema.ts'])
    expect(kinds(drizzle.statements(texts, { ...world, engine: pgsqlAstParser }))).toEqual(kinds(drizzle.statements(texts, world)))
  })
})
