import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { newPostgres } from '../../proofs/tenant/support/experiment.ts'
import { knexCalls } from './knex.ts'
import { expectSilenceToHold, schemasOf } from './support/run.ts'

describe('calls of Knex', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  }, 120_000)
  afterAll(() => db.close())

  const schemas = schemasOf(8)

  it('show nothing of others where nothing is said of them', () => expectSilenceToHold(db, knexCalls, schemas), schemas.timeout)
})
