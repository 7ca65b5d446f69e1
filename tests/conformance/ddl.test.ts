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
const files = readdirSync(folder).map((file) => ({ file, cases: readCases(readFileSync(new URL(file, folder), 'utf8')) }))

describe('after each statement the catalog is what Postgres has', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { btree_gist, citext, hstore, pg_trgm } })
  })

  describe.each(files)('$file', ({ cases }) => {
    it.each(cases)('$name', async ({ statements }) => {
      await resetPostgres(db)
      const both = new Both(db)
      for (const { sql, refused } of statements) {
        expect([sql, ...(await both.apply(sql)), ...(await both.compare())]).toEqual([sql])
        expect([sql, both.outcome]).toEqual([sql, refused])
      }
    })
  })
})
