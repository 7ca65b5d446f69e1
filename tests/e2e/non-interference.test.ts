import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { drizzleCalls } from '../orms/non-interference/drizzle.ts'
import { kyselyCalls } from '../orms/non-interference/kysely.ts'
import { prismaCalls } from '../orms/non-interference/prisma.ts'
import { typeormCalls } from '../orms/non-interference/typeorm.ts'
import type { Library } from '../orms/non-interference/support/library.ts'
import { expectToBeFound, type Mutant } from '../orms/non-interference/support/mutants.ts'
import { expectSilenceToHold, schemasOf } from '../orms/non-interference/support/run.ts'
import { newPostgres } from '../proofs/tenant/support/experiment.ts'
import { install } from './support/install.ts'
import { libraries } from './support/libraries.ts'

interface Case {
  readonly name: string
  /** What is not installed here. */
  readonly installed?: readonly [name: string, packages: readonly string[]]
  readonly libraryIn: (root: string) => Library
  readonly mutants: readonly Mutant[]
}

const cases: readonly Case[] = [
  {
    name: 'Prisma',
    installed: ['prisma-7', libraries.prisma(7)],
    libraryIn: prismaCalls,
    mutants: [
      ['OR is taken for AND', /\bOR: \[/g, 'AND: ['],
      ['undefined is taken for a value', /: undefined\b/g, ': 1'],
    ],
  },
  {
    name: 'Drizzle',
    installed: ['drizzle-0', libraries.drizzle[0]],
    libraryIn: drizzleCalls,
    mutants: [
      ['OR is taken for AND', /\bor\(/g, 'and('],
      ['outer joins are taken for inner ones', /\b(?:left|right|full)Join\(/g, 'innerJoin('],
    ],
  },
  {
    name: 'TypeORM',
    installed: ['typeorm-0', libraries.typeorm('0.3.31')],
    libraryIn: typeormCalls,
    mutants: [
      ['OR is taken for AND', /\borWhere\(/g, 'andWhere('],
      ['NOT is not seen', /\bNot\(/g, 'Equal('],
      ['undefined is taken for a value', /: (?:undefined|null)\b/g, ': 1'],
    ],
  },
  {
    name: 'Kysely',
    libraryIn: () => kyselyCalls,
    mutants: [
      ['OR is taken for AND', /\bor\(\[/g, 'and(['],
      ['NOT is not seen', /\bnot\(/g, 'parens('],
      ['outer joins are taken for inner ones', /\b(?:left|right|full)Join\(/g, 'innerJoin('],
      ['text is taken to stand in parentheses', /sql`([^`]* or [^`]*)`/g, 'sql`($1)`'],
      ['undefined is taken for a value', /: missing\b/g, ': 1'],
      ['what is not put into the variable counts', /; q\./g, '; q = q.'],
    ],
  },
]

describe.each(cases)('calls of $name', { concurrent: false }, ({ installed, libraryIn, mutants }) => {
  let db: PGlite
  let library: Library
  beforeAll(async () => {
    db = await newPostgres()
    library = libraryIn(installed ? (await install(...installed)).root : '')
  })
  afterAll(() => db.close())

  const schemas = schemasOf(3)

  it('show nothing of others where nothing is said of them', () => expectSilenceToHold(db, library, schemas), schemas.timeout)

  it.each(mutants.map((mutant) => ({ mistake: mutant[0], mutant })))('show something of others where $mistake', ({ mutant }) =>
    expectToBeFound(db, library, mutant),
  )
})
