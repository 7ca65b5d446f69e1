import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { mikroOrmStatements } from '../../../src/orms/mikro-orm/schema.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { schemas } from './schemas.ts'
import { mikroOrmDdl } from './support/ddl.ts'

describe('entities give the catalog of the database that MikroORM 6 makes of them', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  }, 60_000)

  it.each(Object.entries(schemas))('%s', { timeout: 60_000 }, async (_, files) => {
    const world = virtualWorld(files, { '@mikro-orm/core': 6 })
    expect(await differences(db, await mikroOrmDdl(files), mikroOrmStatements(textsOf(files), world))).toEqual([])
  })
})
