import type { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { beforeAll, describe, expect, it } from 'vitest'
import { sequelize } from '../../../src/orms/sequelize/index.ts'
import { newPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { schemas } from './schemas.ts'
import { ddlOfSync } from './support/run-sequelize.ts'

const majors = { sequelize: 6 }

describe('models of Sequelize give the catalog of the database that it makes of them', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { citext, hstore, pg_trgm, uuid_ossp } })
  })

  it.each(Object.entries(schemas))('%s', async (_, { files, before = '' }) => {
    await resetPostgres(db)
    await db.exec(before)
    const ddl = (await ddlOfSync(files, 'index.ts', db)).replaceAll(' CONCURRENTLY', '')
    const world = virtualWorld(files, majors)
    const statements = sequelize.statements(textsOf(files), world)
    expect(await differences(db, `${before};${ddl}`, [...beforeStatements(before), ...statements])).toEqual([])
  })
})

function beforeStatements(sql: string): ReturnType<typeof sequelize.statements> {
  if (sql === '') return []
  const parsed = virtualWorld({}).engine.parse(sql)
  return parsed.ok ? parsed.value.map(({ changes }) => ({ file: 'before.sql', changes })) : []
}
