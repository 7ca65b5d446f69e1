import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { Both } from './support/both.ts'
import { newPostgres, resetPostgres } from './support/postgres.ts'

const types = [
  ...['smallint', 'int', 'bigint', 'numeric', 'numeric(10, 2)', 'real', 'float8'],
  ...[
    'text',
    'varchar',
    'varchar(10)',
    'char(3)',
    'uuid',
    'boolean',
    'bytea',
    'jsonb',
    'date',
    'timestamp',
    'timestamptz',
    'text[]',
    'varchar[]',
    'int[]',
    'bigint[]',
  ],
]

describe('a foreign key between columns of two types', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it.each(types)('is taken or refused as Postgres does, to a column of %s', async (referenced) => {
    await resetPostgres(db)
    const both = new Both(db)
    expect(await both.apply(`create table r (x ${referenced} unique)`)).toEqual([])
    for (const [i, type] of types.entries())
      expect([type, ...(await both.apply(`create table t${i} (y ${type} references r (x))`))]).toEqual([type])
  })
})
