import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexUse, type IndexUse } from '../../../src/proofs/index-use/index-use.ts'
import { queryOf, schemaOf } from '../tenant/support/schema.ts'

const table = `create extension btree_gist; create extension pg_trgm;
create table t (id bigint, a int, b int, c int, nn int not null, s text, n text collate "C", ch char(3), v varchar(20), num numeric, f float8,
  ok boolean, d date, tz timestamptz, p jsonb, ts tsvector, tags text[], ints int[], deleted_at timestamptz);`

/** Each: whether an index serves, the index, and what is asked; `~` where Postgres uses it all the same, and that is not told. */
const served = `
yes     | (a)                                | a = 1
yes     | (a)                                | 1 = a
yes     | (a)                                | a = $1
yes     | (a)                                | a in (1, 2)
yes     | (a)                                | a = any($1)
yes     | (a)                                | a > 1
yes     | (a)                                | not a > 1
yes     | (a)                                | a between 1 and 2
yes     | (a)                                | a is null
yes     | (a)                                | a is not null
no      | (a)                                | b = 1
no      | (a)                                | a <> 1
no      | (a)                                | a not in (1, 2)
no      | (a)                                | not a = any($1)
no      | (a)                                | a > all($1)
no      | (a)                                | a + 1 = 2
no      | (a)                                | a = b
no      | (a)                                | a = random()
no      | (a)                                | a is distinct from 1
yes     | (a)                                | a = 1 or a = 2
no      | (a)                                | a = 1 or b = 2
yes     | (a, b)                             | a = 1 and b > 2
yes     | (a, b)                             | (a, b) = (1, 2)
yes     | (a, b)                             | (a, b) > (1, 2)
yes     | (a, b)                             | (a, b) in ((1, 2), (3, 4))
yes     | (b)                                | (a, b) = (1, 2)
yes     | (ok)                               | ok
yes     | (ok)                               | not ok
yes     | (ok)                               | ok = false
no      | (a)                                | a = 1.5::float8
no      | (a)                                | a = $1::numeric
no      | (a)                                | a = 1.0
no      | (a)                                | a > -1.0
no      | (a)                                | a = 1e0
no      | (a)                                | a = 99999999999999999999
yes     | (a)                                | a = 3000000000
no      | (a)                                | a in (1, 2.0)
no      | (a)                                | a in (1, 2.5)
no      | (a)                                | a in (2.5, 1)
yes     | (num)                              | num = 1
yes     | (num)                              | num = 1.0
yes     | (num)                              | num in (1, 2.5)
no      | (num)                              | num = $1::float8
yes     | (f)                                | f = 1
yes     | (d)                                | d > now()
yes     | (tz)                               | tz > current_timestamp
yes     | (tz)                               | tz > '2024-01-01'::date
yes     | (ints)                             | ints = '{1}'
no      | (ch)                               | ch = $1::text
yes     | (ch)                               | ch = $1
yes     | (v)                                | v = $1::text
yes     | (v)                                | v::text = $1
no      | (ch)                               | ch::text = $1
no      | (a)                                | a::text = $1
yes     | (s)                                | s::varchar = $1
no      | (s)                                | s::varchar(3) = $1
yes     | (s)                                | s = 'x'
perhaps | (s)                                | s like 'x%'
perhaps | (s)                                | s like $1
perhaps | (s)                                | s like 'x' || $1
yes     | (s)                                | s like 'x'
no      | (s)                                | s like '%x'
no      | (s)                                | s like '_x'
no      | (s)                                | s not like 'x%'
perhaps | (s)                                | s ^@ 'x'
perhaps | (s)                                | starts_with(s, 'x')
perhaps | (s)                                | s ~ '^x'
no      | (s)                                | s ~ 'x'
no      | (s)                                | s ilike 'x%'
perhaps | (s)                                | s ilike '1%'
yes     | (s text_pattern_ops)               | s like 'x%'
yes     | (s text_pattern_ops)               | s ~~ 'x%'
yes     | (s text_pattern_ops)               | s ~ '^x'
yes     | (s text_pattern_ops)               | s = 'x'
no      | (s text_pattern_ops)               | s > 'x'
no      | (s text_pattern_ops)               | s like '%x'
yes     | (s collate "C")                    | s like 'x%'
yes     | (s collate "POSIX")                | s like 'x%'
yes     | (s collate ucs_basic)              | s like 'x%'
yes     | (n)                                | n like 'x%'
yes     | (n)                                | n like 'x'
yes     | (n)                                | n ~ '^x'
yes     | (n)                                | n = 'x'
yes     | (n)                                | n = 'x' collate "C"
yes     | (s text_pattern_ops)               | s like 'x%'::text
yes     | (s text_pattern_ops)               | s like ('x%' collate "default")
yes     | (s text_pattern_ops)               | s like 'x'::text
perhaps | (s text_pattern_ops)               | s like concat('x', $1)
no      | (s text_pattern_ops)               | s like '%' || $1
no      | (s text_pattern_ops)               | s like concat('%', $1)
perhaps | (s text_pattern_ops)               | s like '' || $1
perhaps | (s text_pattern_ops)               | s like lower('%x')
perhaps | (s text_pattern_ops)               | s like $1::text
perhaps | (s text_pattern_ops)               | s like ''
perhaps | (s text_pattern_ops)               | s ~ ''
perhaps | (s text_pattern_ops)               | s ~ '^'
perhaps | (s text_pattern_ops)               | s ~ '^[xy]'
no      | (s text_pattern_ops)               | s ~ 'x^'
perhaps | (s text_pattern_ops)               | s ~* ''
no      | (s text_pattern_ops)               | s ~* '^x'
no      | (s text_pattern_ops)               | s ~~* 'x%'
perhaps | (s text_pattern_ops)               | s ilike ''
perhaps | (s text_pattern_ops)               | s ilike $1
no      | (s collate "C")                    | s = 'x'
no      | (s collate "C")                    | s > 'x'
yes     | (s collate "C")                    | s = 'x' collate "C"
yes     | (s collate "C")                    | s collate "C" = 'x'
no      | (s)                                | s = 'x' collate "C"
no      | (s)                                | s collate "C" > 'x'
no      | (n collate "default")              | n = 'x'
~ no    | (n collate "default")              | n like 'x%'
yes     | (lower(s))                         | lower(s) = 'x'
no      | (lower(s))                         | s = 'x'
yes     | (lower(s) text_pattern_ops)        | lower(s) like 'x%'
yes     | (lower(s) collate "C")             | lower(s) like 'x%'
yes     | (lower(s) collate "C")             | lower(s) = 'x' collate "C"
yes     | using hash (a)                     | a = 1
yes     | using hash (a)                     | a in (1, 2)
yes     | using hash (s)                     | s like 'x'
no      | using hash (a)                     | a > 1
no      | using hash (a)                     | a is null
yes     | using brin (a)                     | a = 1
yes     | using brin (a)                     | a > 1
yes     | using brin (a)                     | a is null
yes     | using brin (a)                     | a is not null
yes     | using brin (a, b)                  | b = 1
no      | using brin (a)                     | b = 1
yes     | using gin (p)                      | p @> '{}'
yes     | using gin (p)                      | p ? 'x'
no      | using gin (p)                      | p = '{}'
no      | using gin (p)                      | p is null
no      | using gin (p)                      | p is not null
yes     | using gin (p jsonb_path_ops)       | p @> '{}'
no      | using gin (p jsonb_path_ops)       | p ? 'x'
yes     | using gin (ts)                     | ts @@ to_tsquery('x')
no      | using gin (ts)                     | ts = ''
yes     | using gin (tags)                   | tags @> '{x}'
yes     | using gin (tags)                   | tags && '{x}'
perhaps | using gin (tags)                   | tags = '{x}'
perhaps | using gin (tags)                   | tags > '{x}'
no      | using gin (tags)                   | 'x' = any(tags)
yes     | using gin (s gin_trgm_ops)         | s like '%xyz%'
yes     | using gin (s gin_trgm_ops)         | s ilike 'xyz%'
yes     | using gin (s gin_trgm_ops)         | s ~ 'xyz'
yes     | using gin (s gin_trgm_ops)         | s like $1
yes     | using gin (s gin_trgm_ops)         | s % 'xyz'
perhaps | using gin (s gin_trgm_ops)         | s = 'xyz'
no      | using gin (s gin_trgm_ops)         | s is null
yes     | using gist (s gist_trgm_ops)       | s like '%xyz%'
perhaps | using gist (a)                     | a = 1
yes     | (c) where a = 1                    | a = 1
perhaps | (c) where a = 1                    | a = $1
no      | (c) where a = 1                    | a = 2
no      | (c) where a = 1                    | a = 2 and c = 1
yes     | (c) where a is null                | a is null
~ no    | (c) where a is not null            | a = 1
~ no    | (c) where deleted_at is null       | deleted_at is null
no      | (c) where true                     | a = 1
yes     | (c) where deleted_at is null and a = 1 | deleted_at is null and a = 1
yes     | (c) where deleted_at < tz          | deleted_at < tz
yes     | (c) where deleted_at is null       | deleted_at is null and c = 1
perhaps | (c) where a = 1                    | a = $1 and c = 1
`

/** Each: how far an index gives an order, the index, and the query of its table. */
const sorted = `
whole | (a)                         | order by a limit 5
whole | (a)                         | order by a desc limit 5
whole | (a)                         | order by 1 limit 5
whole | (a)                         | order by t.a limit 5
none  | (b)                         | order by 1 limit 5
none  | (a)                         | order by b limit 5
begun | (a)                         | order by a, b limit 5
none  | (b)                         | order by a, b limit 5
whole | (a, b)                      | order by a, b limit 5
whole | (a, b)                      | order by a limit 5
whole | (a, b)                      | order by a desc, b desc limit 5
begun | (a, b)                      | order by a, b desc limit 5
whole | (a, b desc)                 | order by a, b desc limit 5
whole | (a desc, b)                 | order by a, b desc limit 5
none  | (a)                         | order by a nulls first limit 5
whole | (a nulls first)             | order by a nulls first limit 5
none  | (a nulls first)             | order by a desc limit 5
whole | (a nulls first)             | order by a desc nulls last limit 5
whole | (a desc nulls last)         | order by a desc nulls last limit 5
none  | (a)                         | order by a desc nulls last limit 5
whole | (nn)                        | order by nn desc limit 5
none  | (nn)                        | order by nn nulls first limit 5
none  | (nn)                        | order by nn desc nulls last limit 5
whole | (nn desc nulls last)        | order by nn desc nulls last limit 5
begun | (a, b nulls first)          | order by a, b limit 5
whole | (a, b)                      | where a = 1 order by b limit 5
whole | (b)                         | where a = 1 order by a, b limit 5
whole | (a, b)                      | where b = 1 order by a, b limit 5
whole | (a, b, c)                   | where b = 1 order by a, c limit 5
begun | (a, b, c)                   | order by a, c limit 5
none  | (b)                         | where a = 1 or b = 2 order by a limit 5
whole | (b)                         | where a = b order by a limit 5
none  | (b)                         | where a = b or c = 1 order by a limit 5
none  | (c)                         | where a = 1 order by a limit 5
none  | (s text_pattern_ops)        | order by s limit 5
none  | using brin (a)              | order by a limit 5
none  | using hash (a)              | order by a limit 5
whole | (lower(s))                  | order by lower(s) limit 5
none  | (lower(s))                  | order by upper(s) limit 5
none  | (lower(s))                  | order by s limit 5
begun | (lower(s))                  | order by lower(s), a limit 5
whole | (a) where b = 1             | where b = 1 order by a limit 5
none  | (a) where b = 1             | where b = 2 order by a limit 5
none  | (a) where b = 1             | where b = 1 or c = 1 order by a limit 5
none  | (s collate "C")             | order by s limit 5
whole | (s)                         | order by s limit 5
whole | (n)                         | order by n limit 5
none  | (lower(s) collate "C")      | order by lower(s) limit 5
whole | (a, s)                      | where a = 1 order by s limit 5
begun | (a, s collate "C")          | order by a, s limit 5
`

const rows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' | ').map((part) => part.trim()))

describe('what an index does for a query', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create({ extensions: { btree_gist, pg_trgm } })
    await db.exec(`set enable_seqscan = off; set enable_sort = off; ${table}`)
  })
  afterAll(() => db.close())

  /** The plans of a query, with and without bitmaps. */
  async function plansOf(query: string): Promise<string[]> {
    const plans: string[] = []
    for (const bitmap of ['on', 'off']) {
      await db.exec(`set enable_bitmapscan = ${bitmap}`)
      const [result] = await db.exec(`explain (generic_plan, costs off) ${query}`)
      plans.push((result?.rows ?? []).map((row) => Object.values(row as object).join('')).join('\n'))
    }
    return plans
  }

  async function useOf(on: string, query: string): Promise<IndexUse> {
    const ddl = `create index i on t ${on};`
    await db.exec(`drop index if exists i; ${ddl}`)
    const { judge, settings } = schemaOf('', table + ddl)
    const [use] = judge.uses(queryOf(query))
    if (!use) throw new Error('no use')
    return indexUse(use, settings)
  }

  it.each(rows(served))('%s: %s for %s', async (given = '', on = '', condition = '') => {
    const query = `select id from t where ${condition}`
    const { serves } = await useOf(on, query)
    const isUsed = (await plansOf(query)).some(
      (plan) => /\b(?:on|using) i\b/.test(plan) && (plan.includes('Index Cond') || on.includes('where')),
    )
    expect(serves).toBe(given.replace(/^~ /, ''))
    if (given !== 'perhaps') expect(isUsed).toBe(given !== 'no')
  })

  it.each(rows(sorted))('the order is %s: %s for %s', async (given = '', on = '', rest = '') => {
    const query = `select a from t ${rest}`
    const { delivery } = await useOf(on, query)
    const isUsed = (plan: string): boolean => /\busing i\b/.test(plan)
    const hows = (await plansOf(query)).map((plan) =>
      !isUsed(plan) || /(?<!Incremental )Sort\n|(?<!Incremental )Sort$/.test(plan)
        ? 'none'
        : plan.includes('Incremental Sort')
          ? 'begun'
          : 'whole',
    )
    expect({ said: delivery.how, is: (['whole', 'begun'] as const).find((how) => hows.includes(how)) ?? 'none' }).toEqual({
      said: given,
      is: given,
    })
  })
})
