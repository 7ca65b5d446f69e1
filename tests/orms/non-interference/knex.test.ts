import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { newPostgres } from '../../proofs/tenant/support/experiment.ts'
import { knexCalls } from './knex.ts'
import { expectToBeFound, type Mutant } from './support/mutants.ts'
import { expectSilenceToHold, schemasOf } from './support/run.ts'

const mutants: readonly Mutant[] = [
  ['OR is taken for AND', /\borWhere/g, 'where'],
  ['NOT is not seen', /\bwhereNot\(/g, 'where('],
  ['outer joins are taken for inner ones', /\b(?:left|right|fullOuter)Join\(/g, 'join('],
  ['text is taken to stand in parentheses', /Raw\('([^']+)'/g, "Raw('($1)'"],
  ['OR in ON is taken for AND', /\borOn/g, 'on'],
]

describe('calls of Knex', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })
  afterAll(() => db.close())

  const schemas = schemasOf(4)

  it('show nothing of others where nothing is said of them', () => expectSilenceToHold(db, knexCalls, schemas), schemas.timeout)

  it.each(mutants.map((mutant) => ({ mistake: mutant[0], mutant })))(
    'show something of others where $mistake',
    ({ mutant }) => expectToBeFound(db, knexCalls, mutant),
    120_000,
  )
})
