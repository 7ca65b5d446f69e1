import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexUse } from '../../../src/proofs/index-use/index-use.ts'
import { randomNumbers } from '../../support/random.ts'
import { queryOf, schemaOf } from '../tenant/support/schema.ts'
import { Oracle } from './oracle.ts'
import { randomIndex, randomQuery, tables } from './random-use.ts'

/** Random sets of indexes to try, the queries of each, and the first one's seed: `INDEX_USE_SCHEMAS=1000 npx vitest run …`. */
const schemas = Number(process.env['INDEX_USE_SCHEMAS'] ?? 12)
const queries = Number(process.env['INDEX_USE_QUERIES'] ?? 20)
const firstSeed = Number(process.env['INDEX_USE_SEED'] ?? 1)

describe('index use', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(
      'set enable_seqscan = off; set enable_sort = off; set enable_hashjoin = off; set enable_mergejoin = off; set enable_material = off; set enable_memoize = off',
    )
  })
  afterAll(() => db.close())

  it(
    'is what Postgres can do',
    async () => {
      const counts = { yes: 0, no: 0, perhaps: 0, missed: 0, refused: 0 }
      const alarms: string[] = []
      const missed: string[] = []
      for (let seed = firstSeed; seed < firstSeed + schemas; seed++) {
        const random = randomNumbers(seed)
        const indexes = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, i) => randomIndex(random, `i${i}`))
        const ddl = `${tables}${indexes.join(';\n')};`
        const schema = schemaOf(`seed ${seed}`, ddl)
        await db.exec('drop table if exists t, r')
        await db.exec(ddl)
        const oracle = new Oracle(db, schema.catalog.tables)
        for (let i = 0; i < queries; i++) {
          const sql = randomQuery(random)
          let served
          try {
            served = await oracle.served(sql)
          } catch (error) {
            counts.refused++
            if (process.env['INDEX_USE_TELL'] !== undefined) console.log(String(error), sql)
            continue
          }
          const uses = schema.judge.uses(queryOf(sql))
          for (const name of ['t', 'r']) {
            const ofTable = uses.filter(({ table }) => table.name === name).map((use) => indexUse(use, schema.settings))
            if (ofTable.length !== 1) continue
            const [use] = ofTable
            if (!use || use.ways.length === 0) continue
            counts[use.serves]++
            const tellIndexes = indexes.filter((one) => one.includes(` on ${name} `)).join('; ')
            if (use.serves === 'no' && served.has(name)) alarms.push(`seed ${seed}: ${name} in ${sql} [${tellIndexes}]`)
            if (use.serves === 'yes' && !served.has(name)) missed.push(`seed ${seed}: ${name} in ${sql} [${tellIndexes}]`)
          }
        }
      }
      console.log(counts, `${missed.length} taken to be served that are not`)
      if (process.env['INDEX_USE_TELL'] !== undefined) console.log(missed.slice(0, 25).join('\n'))
      expect(alarms).toEqual([])
      expect(missed.length).toBeLessThan((counts.yes + counts.no) * 0.05)
    },
    Math.max(120_000, schemas * 5_000),
  )
})
