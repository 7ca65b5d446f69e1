import type { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import type { Judge } from '../../../src/proofs/tenant/judge.ts'
import { isSilent, newPostgres } from './support/experiment.ts'
import { withNumbers } from './support/parameters.ts'
import { queryOf, type Schema } from './support/schema.ts'
import { ownJudging, sqlLanguage, type Judging } from './support/language.ts'
import { Search, usualPlan } from './support/search.ts'

/** How many schemas a mutant may survive. */
const maxSchemas = 80

type Plant = () => Promise<void> | void

const of = {
  sides: '../../../src/query/sides.ts',
  barriers: '../../../src/query/barriers.ts',
  grouping: '../../../src/query/grouping.ts',
  quantifiers: '../../../src/query/quantifiers.ts',
  outputs: '../../../src/query/outputs.ts',
  build: '../../../src/query/build.ts',
  nulls: '../../../src/proofs/tenant/nulls.ts',
  standing: '../../../src/proofs/tenant/standing.ts',
} as const

/** Replaces functions of a module by others, made of the right ones. */
function replace<M extends object>(path: string, change: (real: M) => Partial<M>): Plant {
  return () => {
    vi.doMock(path, async (importReal) => {
      const real = await importReal<M>()
      return { ...real, ...change(real) }
    })
  }
}

type Sides = typeof import('../../../src/query/sides.ts')
type Barriers = typeof import('../../../src/query/barriers.ts')
type Grouping = typeof import('../../../src/query/grouping.ts')
type Quantifiers = typeof import('../../../src/query/quantifiers.ts')
type Outputs = typeof import('../../../src/query/outputs.ts')
type Building = typeof import('../../../src/query/build.ts')
type Nulls = typeof import('../../../src/proofs/tenant/nulls.ts')
type Standing = typeof import('../../../src/proofs/tenant/standing.ts')

const mutants: readonly (readonly [name: string, plant: Plant])[] = [
  [
    'ON holds for the wrong side of an outer join',
    replace<Sides>(of.sides, (real) => ({
      nullableSides: (how) => {
        const { left, right } = real.nullableSides(how)
        return { left: right, right: left }
      },
    })),
  ],
  [
    'ON of FULL holds for both sides',
    replace<Sides>(of.sides, (real) => ({ nullableSides: (how) => real.nullableSides(how === 'full' ? 'inner' : how) })),
  ],
  ['LIMIT is no barrier', replace<Barriers>(of.barriers, () => ({ cutsRows: () => false }))],
  ['DISTINCT ON and windows are no barrier', replace<Barriers>(of.barriers, () => ({ passesOf: () => () => true }))],
  [
    'grouping sets group as GROUP BY does',
    replace<Grouping>(of.grouping, (real) => ({
      groupingOf: ({ groupBy, ...query }, scope) =>
        real.groupingOf(
          {
            ...query,
            groupBy:
              groupBy?.kind === 'sets' ? { kind: 'terms', terms: groupBy.sets.flat(), distinct: false, range: groupBy.range } : groupBy,
          },
          scope,
        ),
    })),
  ],
  [
    'an aggregate that always has a row shows what its rows are',
    replace<Grouping>(of.grouping, (real) => ({
      groupingOf: (query, scope) => ({ ...real.groupingOf(query, scope), shows: (formula) => formula }),
    })),
  ],
  ['IS NULL over a nullable side tests its rows', replace<Sides>(of.sides, () => ({ neededSides: () => [] }))],
  ['siblings meet through NULL keys', replace<Nulls>(of.nulls, () => ({ rejectsNull: () => true }))],
  [
    'NOT IN is an equality',
    replace<Quantifiers>(of.quantifiers, (real) => ({
      isSomeEqual: (op, quantifier, not) =>
        real.isSomeEqual(op, quantifier, not) || real.isSomeEqual(op === '=' ? '<>' : '=', quantifier === 'any' ? 'all' : 'any', not),
    })),
  ],
  [
    'UNION gives what either arm gives',
    replace<Outputs>(of.outputs, (real) => ({
      exported: (relation, operands, how) =>
        real.exported(relation.kind === 'union' ? { ...relation, kind: 'intersect' } : relation, operands, how),
    })),
  ],
  [
    'children of a shared row are the tenant’s',
    async () => {
      const { Standings } = (await import(of.standing)) as Standing
      vi.spyOn(Standings.prototype, 'isSomebodys').mockReturnValue(true)
    },
  ],
  [
    'the equality of a scalar subquery reaches inwards',
    async () => {
      const { Builder } = (await import(of.build)) as Building
      const exists = Reflect.get<InstanceType<Building['Builder']>, 'exists'>(Builder.prototype, 'exists')
      vi.spyOn(Builder.prototype, 'exists').mockImplementation(function (
        this: InstanceType<Building['Builder']>,
        query,
        scope,
        operands,
        reach,
      ) {
        return exists.call(this, query, scope, operands, reach === 'outwards' ? 'both ways' : reach)
      })
    },
  ],
  [
    'NOT EXISTS says of us what its rows say',
    async () => {
      const { Builder } = (await import(of.build)) as Building
      vi.spyOn(Builder.prototype, 'beside').mockImplementation(function (this: InstanceType<Building['Builder']>, query, scope) {
        return this.exists(query, scope, [], 'none')
      })
    },
  ],
]

describe('a mutant of the judge is found', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })
  afterAll(() => db.close())
  afterEach(() => {
    vi.doUnmock(of.sides)
    for (const path of Object.values(of)) vi.doUnmock(path)
    vi.restoreAllMocks()
    vi.resetModules()
  })

  it.each(mutants)(
    '%s',
    async (_, plant) => {
      vi.resetModules()
      await plant()
      const judging = judgingBy((await import('../../../src/proofs/tenant/judge.ts')).Judge)
      const search = new Search(
        db,
        { ...usualPlan, shrinks: false, errorsTell: true, isWorthRunning: ({ schema }, sql) => !isSilent(ownJudging(schema, sql)) },
        sqlLanguage(judging),
      )
      let schemas = 0
      let found = 0
      while (found === 0 && schemas < maxSchemas) found = (await search.seed(10_000 + schemas++)).length
      expect(found).toBeGreaterThan(0)
    },
    180_000,
  )
})

/** Judges by another class of judges, one a schema. */
function judgingBy(Mutant: new (catalog: Catalog, settings: Schema['settings']) => Judge): Judging {
  const judges = new WeakMap<Schema, Judge>()
  return (schema, sql) => {
    const judge = judges.get(schema) ?? new Mutant(schema.catalog, schema.settings)
    judges.set(schema, judge)
    return judge.judge(queryOf(withNumbers(sql)))
  }
}
