import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { medusaStatements } from '../../../src/orms/medusa/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'
import { files } from './schema.ts'

/** Medusa brings hundreds of packages: its DDL was made once, by @medusajs/framework 2.21.2 with MikroORM 6.6.16. */
it('models give the catalog of the database that Medusa made of them', async () => {
  const ddl = readFileSync(new URL('ddl.sql', import.meta.url), 'utf8')
  expect(await differences(await newPostgres(), ddl, medusaStatements(textsOf(files), virtualWorld(files)))).toEqual([])
})
