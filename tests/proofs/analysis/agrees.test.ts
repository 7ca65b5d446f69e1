import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { randomNumbers } from '../../support/random.ts'
import { groups } from '../tenant/cases/index.ts'
import { Dice } from '../tenant/support/dice.ts'
import { print } from '../tenant/support/doc.ts'
import { newPostgres } from '../tenant/support/experiment.ts'
import { withNumbers } from '../tenant/support/parameters.ts'
import { randomQuery } from '../tenant/support/random-query.ts'
import { randomSchema } from '../tenant/support/random-schema.ts'
import { catalogOf } from '../../support/catalog.ts'
import { schemaOf } from '../tenant/support/schema.ts'
import { accepted, ddl, refused } from './cases.ts'
import { mutated } from './mutate.ts'
import { codeOf, codes, faultsIn, ofRows } from './refused.ts'

const schemas = Number(process.env['FAULTS_SCHEMAS'] ?? 4)
const queriesOfSchema = 40
const mutantsOfQuery = 5

/** What is not looked for: names that are not there, types that do not fit. */
const others: ReadonlySet<string> = new Set(['42P01', '42703', '42883', '42804', '42725', '42P18', '22P02', '42846'])

describe('what Postgres refuses, held against Postgres', () => {
  const schema = schemaOf('shop', ddl)
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
    await db.exec('begin')
    await db.exec(ddl)
  })
  afterAll(() => db.close())

  it.each(refused.map(([sql, ...ids]) => ({ sql, ids })))('tells why it refuses: $sql', async ({ sql, ids }) => {
    expect(faultsIn(sql, schema).map(({ id }) => id)).toEqual(ids)
    const [id] = ids
    if (id) expect(codes[id]).toContain(await codeOf(db, sql, ofRows.has(id) ? 'run' : 'plan'))
  })

  it.each(accepted)('tells nothing of what it takes: %s', async (sql) => {
    expect(await codeOf(db, sql)).toBeUndefined()
    expect(faultsIn(sql, schema)).toEqual([])
  })

  it('tells nothing of the cases of the tenant proof that Postgres takes', async () => {
    let taken = 0
    await db.exec('rollback')
    for (const { schema: one, cases } of groups.filter((group) => group.schema.ddl !== '' && !group.schema.client)) {
      await db.exec('begin')
      await db.exec(one.ddl)
      for (const sql of cases.map(([, text]) => withNumbers(text))) {
        if ((await codeOf(db, sql)) !== undefined) continue
        taken++
        const found = [...faultsIn(sql, one), ...faultsIn(sql, { ...one, catalog: catalogOf({}) }, false)]
        expect({ sql, found: found.filter(({ id }) => !ofRows.has(id)) }).toEqual({ sql, found: [] })
      }
      await db.exec('rollback')
    }
    await db.exec('begin')
    expect(taken).toBeGreaterThan(300)
  })

  it(
    'tells nothing of random statements that Postgres takes, and why it refuses others',
    async () => {
      await db.exec('rollback')
      const counts = { accepted: 0, told: 0, asExpected: 0 }
      const missed = new Map<string, string[]>()
      for (let seed = 1; seed <= schemas; seed++) {
        const dice = new Dice(seed)
        const random = randomNumbers(seed)
        const made = randomSchema('any', dice)
        const schemaMade = schemaOf('any', made.schema.ddl, made.schema.settings)
        await db.exec('begin')
        await db.exec(made.schema.ddl)
        for (let i = 0; i < queriesOfSchema; i++) {
          const right = withNumbers(print(randomQuery(made, dice)))
          for (let j = 0; j < mutantsOfQuery; j++) {
            const sql = j === 0 ? right : mutated(right, random)
            if (!libpgQuery.parse(sql).ok) continue
            const faults = faultsIn(sql, schemaMade).filter(({ id }) => !ofRows.has(id))
            const blind = faultsIn(sql, { ...schemaMade, catalog: catalogOf({}) }, false)
            const code = await codeOf(db, sql)
            const ids = [...new Set([...faults, ...blind].map(({ id }) => id))]
            if (code === undefined) {
              counts.accepted++
              expect({ sql, ids }).toEqual({ sql, ids: [] })
            } else if (ids.length > 0) {
              counts.told++
              // Of several mistakes, Postgres tells the first that it comes upon.
              if (others.has(code)) counts.told--
              else if (ids.some((id) => codes[id].includes(code))) counts.asExpected++
              else if (process.env['FAULTS_SCHEMAS'] !== undefined) console.log('otherwise', code, ids, sql)
            } else missed.set(code, [...(missed.get(code) ?? []), sql])
          }
        }
        await db.exec('rollback')
      }
      expect(counts.accepted).toBeGreaterThan(schemas * 20)
      expect(counts.told).toBeGreaterThan(schemas * 10)
      expect(counts.asExpected / counts.told).toBeGreaterThan(0.9)
      if (process.env['FAULTS_SCHEMAS'] !== undefined) {
        console.log(counts, Object.fromEntries([...missed].map(([code, texts]) => [code, texts.length])))
        for (const [code, texts] of missed) if (!others.has(code)) console.log(code, texts.slice(0, 4))
      }
      await db.exec('begin')
    },
    60_000 + schemas * 20_000,
  )
})
