import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { beforeAll, describe, expect, it } from 'vitest'
import { entityStatements } from '../../../src/orms/typeorm/schema.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { schemas } from './schemas/index.ts'

/** What `synchronize` of that version sends; the slow tests record it anew, and compare. */
const recorded = (major: number, name: string): string => readFileSync(new URL(`recorded/${major}/${name}.sql`, import.meta.url), 'utf8')

/** What is there before TypeORM makes its tables. */
const before = 'CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION citext; CREATE SCHEMA other; CREATE SCHEMA sales;'
const parsed = libpgQuery.parse(before)
const beforehand = parsed.ok ? parsed.value.map(({ changes }) => ({ file: 'before.sql', changes })) : []

describe('entities give the catalog of the database that TypeORM makes of them', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { citext, uuid_ossp } })
  })

  it.each(schemas.flatMap(({ name, files }) => [0, 1].map((major) => ({ name, major, files }))))(
    '$name, major $major',
    async ({ name, major, files }) => {
      const statements = entityStatements(textsOf(files), virtualWorld(files, { typeorm: major }))
      expect(await differences(db, before + recorded(major, name), [...beforehand, ...statements])).toEqual([])
    },
  )
})
