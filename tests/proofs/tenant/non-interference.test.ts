import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PGlite } from '@electric-sql/pglite'
import { newPostgres } from './support/experiment.ts'
import { Search, told, usualPlan } from './support/search.ts'

/** Random schemas to try, and the first one's seed: `NON_INTERFERENCE_SCHEMAS=2000 NON_INTERFERENCE_SEED=5000 npx vitest run …`. */
const schemas = Number(process.env['NON_INTERFERENCE_SCHEMAS'] ?? 90)
const firstSeed = Number(process.env['NON_INTERFERENCE_SEED'] ?? 1)
/** How many queries each of them gets: the more, the less time goes to tables and rows. */
const queriesPerSchema = Number(process.env['NON_INTERFERENCE_QUERIES'] ?? usualPlan.queriesPerSchema)

describe('non-interference', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })
  afterAll(() => db.close())

  it(
    'other tenants’ rows make no difference to what is silent',
    async () => {
      const search = new Search(db, { ...usualPlan, queriesPerSchema, reportedPerSchema: 20 })
      for (let seed = firstSeed; seed < firstSeed + schemas; seed++) expect((await search.seed(seed)).map(told), `seed ${seed}`).toEqual([])
      const { silent, silentThatRan, reported, reportedThatRan, reportedThatLeaked } = search.counts
      console.log(
        `${silentThatRan} of ${silent} silent queries ran and leaked nothing; of ${reported} reported ones ${reportedThatRan} ran and ${reportedThatLeaked} leaked.`,
      )
      expect(silentThatRan).toBeGreaterThan(silent * 0.95)
      expect(silentThatRan).toBeGreaterThan(schemas * 50)
    },
    Math.max(300_000, schemas * queriesPerSchema * 150),
  )
})
