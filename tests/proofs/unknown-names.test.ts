import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unknownNames } from '../../src/proofs/unknown-names.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { groups } from './tenant/cases/index.ts'
import { Dice } from './tenant/support/dice.ts'
import { print } from './tenant/support/doc.ts'
import { newPostgres } from './tenant/support/experiment.ts'
import { withNumbers } from './tenant/support/parameters.ts'
import { randomQuery } from './tenant/support/random-query.ts'
import { randomSchema } from './tenant/support/random-schema.ts'
import { queryOf, schemaOf, type Schema } from './tenant/support/schema.ts'

const schemas = Number(process.env['UNKNOWN_NAMES_SCHEMAS'] ?? 6)
const queriesOfSchema = 60
const mistakesOfQuery = 3

/** A table, a column or an alias that is not there. */
const unknown: ReadonlySet<string> = new Set(['42P01', '42703'])

function namesIn(sql: string, { judge, catalog }: Schema): string[] {
  return unknownNames(queryOf(sql), judge, catalog).map(({ name }) => name)
}

const words = /(?<!['$\w])[a-z_]{2,}\b(?!['(])/g
const keywords =
  /^(?:select|from|where|and|or|not|in|is|null|true|false|as|on|join|left|right|full|inner|outer|cross|lateral|natural|using|with|recursive|union|intersect|except|all|any|some|exists|case|when|then|else|end|distinct|group|by|having|order|limit|offset|fetch|first|next|rows?|only|ties|asc|desc|nulls|last|insert|into|values|default|on|conflict|do|nothing|update|set|delete|merge|matched|target|source|returning|for|between|like|over|partition|filter|rollup|cube|grouping|sets|materialized|window|text|uuid|bigint|int|integer|boolean|interval|date|timestamptz|unknown|array|row|cast|skip|locked|share|key|no|of|ordinality|excluded|old|new)$/

/** The query with one of its names changed to one that nothing has. */
function mistaken(sql: string, random: () => number): string | undefined {
  const places = [...sql.matchAll(words)].filter(([word]) => !keywords.test(word))
  const [first, ...others] = places
  if (!first) return undefined
  const { index, 0: word } = pick(random, [first, ...others])
  return `${sql.slice(0, index)}${word}_zz${sql.slice(index + word.length)}`
}

describe('unknown names, held against Postgres', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })
  afterAll(() => db.close())

  async function refusalOf(sql: string): Promise<string | undefined> {
    await db.exec('savepoint one')
    try {
      await db.describeQuery(sql)
      return undefined
    } catch (error) {
      return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'other'
    } finally {
      await db.exec('rollback to one')
    }
  }

  async function within(schema: Schema, run: () => Promise<void>): Promise<void> {
    await db.exec('begin')
    try {
      await db.exec(schema.ddl)
      await run()
    } finally {
      await db.exec('rollback')
    }
  }

  it('reports none in the cases of the tenant proof that Postgres takes', async () => {
    let accepted = 0
    for (const { schema, cases } of groups.filter((group) => group.schema.ddl !== '' && !group.schema.client))
      await within(schema, async () => {
        for (const sql of cases.map(([, one]) => withNumbers(one))) {
          if ((await refusalOf(sql)) !== undefined) continue
          accepted++
          expect({ sql, names: namesIn(sql, schema) }).toEqual({ sql, names: [] })
        }
      })
    expect(accepted).toBeGreaterThan(300)
  })

  it(
    'reports what Postgres does not find, and nothing else',
    async () => {
      const counts = { accepted: 0, refused: 0, found: 0 }
      for (let seed = 1; seed <= schemas; seed++) {
        const dice = new Dice(seed)
        const random = randomNumbers(seed)
        const made = randomSchema('any', dice)
        const schema = schemaOf('any', made.schema.ddl, made.schema.settings)
        const right = Array.from({ length: queriesOfSchema }, () => withNumbers(print(randomQuery(made, dice))))
        const wrong = right.flatMap((sql) => Array.from({ length: mistakesOfQuery }, () => mistaken(sql, random) ?? sql))
        await within(schema, async () => {
          for (const sql of [...right, ...wrong]) {
            const code = await refusalOf(sql)
            if (code !== undefined && !unknown.has(code)) continue
            const names = namesIn(sql, schema)
            if (code === undefined) expect({ sql, names }).toEqual({ sql, names: [] })
            counts[code === undefined ? 'accepted' : 'refused']++
            if (code !== undefined && names.length > 0) counts.found++
          }
        })
      }
      expect(counts.accepted).toBeGreaterThan(100)
      expect(counts.found / counts.refused).toBeGreaterThan(0.85)
      if (process.env['UNKNOWN_NAMES_SCHEMAS'] !== undefined) console.log(counts)
    },
    120_000 + schemas * 20_000,
  )
})
