import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { mikroOrmStatements } from '../../../src/orms/mikro-orm/schema.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { schemas, schemasFor } from './schemas.ts'
import { mikroOrmDdl } from './support/ddl.ts'

let db: PGlite
beforeAll(async () => {
  db = await newPostgres()
})

async function compared(files: Readonly<Record<string, string>>, ddl: string, major: number): Promise<string[]> {
  const world = virtualWorld(files, { '@mikro-orm/core': major })
  return await differences(db, ddl, mikroOrmStatements(textsOf(files), world))
}

describe('entities give the catalog of the database that MikroORM 6 makes of them', () => {
  it.each(Object.entries(schemas))('%s', async (_, files) => {
    expect(await compared(files, await mikroOrmDdl(files), 6)).toEqual([])
  })
})

/** MikroORM 5 does not run beside 6, and 7 not on Node 20: their DDL was made once, by 5.9.6 and 7.2.1. */
describe.each([5, 7])('and that MikroORM %i made of them', (major) => {
  it.each(Object.entries(schemasFor(major)))('%s', async (name, files) => {
    const ddl = readFileSync(new URL(`ddl/${String(major)}/${name}.sql`, import.meta.url), 'utf8')
    expect(await compared(files, ddl, major)).toEqual([])
  })
})
