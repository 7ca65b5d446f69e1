import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { sequelizeMigrations } from '../../../src/orms/sequelize/index.ts'
import { newPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { migrations } from './migrations.ts'
import { ddlOfMigrations } from './support/run-sequelize.ts'

describe('migrations of Sequelize give the catalog of the database on which they ran', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it.each(Object.entries(migrations))('%s', async (_, files) => {
    const names = Object.keys(files).filter((name) => /^\d/.test(name))
    await resetPostgres(db)
    const ddl = await ddlOfMigrations(files, names, db)
    const statements = sequelizeMigrations.statements(textsOf(files, names), virtualWorld(files))
    expect(await differences(db, ddl.replaceAll(' CONCURRENTLY', ''), statements)).toEqual([])
  })
})
