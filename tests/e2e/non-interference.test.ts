import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { drizzleCalls } from '../orms/non-interference/drizzle.ts'
import { kyselyCalls } from '../orms/non-interference/kysely.ts'
import { mikroOrmCalls } from '../orms/non-interference/mikro-orm.ts'
import { objectionCalls } from '../orms/non-interference/objection.ts'
import { prismaCalls } from '../orms/non-interference/prisma.ts'
import { sequelizeCalls } from '../orms/non-interference/sequelize.ts'
import { typeormCalls } from '../orms/non-interference/typeorm.ts'
import type { Library } from '../orms/non-interference/support/library.ts'
import { expectToBeFound, type Mutant } from '../orms/non-interference/support/mutants.ts'
import { expectSilenceToHold, schemasOf } from '../orms/non-interference/support/run.ts'
import { newPostgres } from '../proofs/tenant/support/experiment.ts'
import { install } from './support/install.ts'
import { libraries } from './support/libraries.ts'

interface Case {
  readonly name: string
  readonly open: () => Promise<Library> | Library
  readonly mutants: readonly Mutant[]
}

const cases: readonly Case[] = [
  {
    name: 'Prisma',
    open: async () => prismaCalls((await install('prisma-7', libraries.prisma(7))).root),
    mutants: [
      ['OR is taken for AND', /\bOR: \[/g, 'AND: ['],
      ['undefined is taken for a value', /: undefined\b/g, ': 1'],
    ],
  },
  {
    name: 'Drizzle',
    open: async () => drizzleCalls((await install('drizzle-0', libraries.drizzle[0])).root),
    mutants: [
      ['OR is taken for AND', /\bor\(/g, 'and('],
      ['outer joins are taken for inner ones', /\b(?:left|right|full)Join\(/g, 'innerJoin('],
    ],
  },
  {
    name: 'TypeORM',
    open: async () => typeormCalls((await install('typeorm-0', libraries.typeorm('0.3.31'))).root),
    mutants: [
      ['OR is taken for AND', /\borWhere\(/g, 'andWhere('],
      ['NOT is not seen', /\bNot\(/g, 'Equal('],
      ['undefined is taken for a value', /: (?:undefined|null)\b/g, ': 1'],
    ],
  },
  {
    name: 'Kysely',
    open: () => kyselyCalls,
    mutants: [
      ['OR is taken for AND', /\bor\(\[/g, 'and(['],
      ['NOT is not seen', /\bnot\(/g, 'parens('],
      ['outer joins are taken for inner ones', /\b(?:left|right|full)Join\(/g, 'innerJoin('],
      ['text is taken to stand in parentheses', /sql`([^`]* or [^`]*)`/g, 'sql`($1)`'],
      ['undefined is taken for a value', /: missing\b/g, ': 1'],
      ['what is not put into the variable counts', /; q\./g, '; q = q.'],
    ],
  },
  {
    name: 'MikroORM',
    open: () => mikroOrmCalls,
    mutants: [
      ['OR is taken for AND', /\$or\b/g, '$and'],
      ['another one is taken for the same', /\$ne\b/g, '$eq'],
      ['a second `where` is taken for one more', /\.where\((.*)\.where\(/g, '.where($1.andWhere('],
    ],
  },
  {
    name: 'Objection',
    open: () => objectionCalls,
    mutants: [
      ['OR is taken for AND', /\borWhere/g, 'where'],
      ['rows that come along are not seen', /\.withGraph(?:Fetched|Joined)\('[^']+'\)/g, ''],
    ],
  },
  {
    name: 'Sequelize',
    open: () => sequelizeCalls,
    mutants: [
      ['OR is taken for AND', /\bOp\.or\b/g, 'Op.and'],
      ['NOT is not seen', /\[Op\.not\]: (?=[[{])/g, '[Op.and]: '],
      ['what is asked of an include leaves out rows', /\brequired: false\b/g, 'required: true'],
      ['what is deleted stays', /\bdelete asked\.\w+; /g, ''],
      ['SQL is taken to stand in parentheses', /\bliteral\(`(?!\()([^`]* or [^`]*)`\)/g, 'literal(`($1)`)'],
    ],
  },
]

describe.each(cases)('calls of $name', { concurrent: false }, ({ open, mutants }) => {
  let db: PGlite
  let library: Library
  beforeAll(async () => {
    db = await newPostgres()
    library = await open()
  })
  afterAll(() => db.close())

  const schemas = schemasOf(3)

  it('show nothing of others where nothing is said of them', () => expectSilenceToHold(db, library, schemas), schemas.timeout)

  it.each(mutants.map((mutant) => ({ mistake: mutant[0], mutant })))('show something of others where $mistake', ({ mutant }) =>
    expectToBeFound(db, library, mutant),
  )
})
