import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { beforeAll, describe, expect, it } from 'vitest'
import { Both } from './support/both.ts'
import { readCases } from './support/cases.ts'
import { newPostgres, resetPostgres } from './support/postgres.ts'

const folder = new URL('ddl/', import.meta.url)
const files = readdirSync(folder).map((name) => ({ name, cases: readCases(readFileSync(new URL(name, folder), 'utf8')) }))

describe.each(files)('$name does to the catalog what it does to Postgres', ({ cases }) => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { citext, btree_gist, hstore, pg_trgm } })
  }, 60_000)

  it.each(cases)('$name', async ({ statements }) => {
    await resetPostgres(db)
    const both = new Both(db)
    for (const { sql, refused } of statements) {
      expect([sql, ...(await both.apply(sql)), ...(await both.compare())]).toEqual([sql])
      expect([sql, both.outcome]).toEqual([sql, refused])
    }
  })
})
