import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { possibleUse } from '../../../src/proofs/index-use/possible-use.ts'
import { queryOf, schemaOf } from '../tenant/support/schema.ts'

const table = `create table t (id bigint, a int, b int, s text, v varchar(20), n text collate "C", ok boolean, at timestamp, tz timestamptz,
  p jsonb, c int, deleted_at timestamptz, kind text not null default 'x');`

/** Each: an index, and a query of its table; `~` where Postgres cannot use the one for the other, and that is not told. */
const cases = `
((deleted_at is null))            | select id from t where deleted_at is null
((deleted_at is null))            | select id from t where not deleted_at is not null
((deleted_at is null), a)         | select id from t where deleted_at is null and a = 1
((deleted_at is null))            | select id from t where deleted_at is not null
((deleted_at is null))            | select id from t where a = 1
((a = 1))                         | select id from t where a = 1
((a = 1))                         | select id from t where a = 2
~ ((a > 1 and ok))                  | select id from t where (a > 1 and ok) = true
(date(at))                        | select id from t where at::date = '2024-01-01'
((at::date))                      | select id from t where date(at) = '2024-01-01'
(date(at))                        | select id from t where date(at) > '2024-01-01'
(date(at))                        | select id from t where at = '2024-01-01'
(s)                               | select id from t where s::varchar = $1
(s)                               | select id from t where s::varchar(3) = $1
(s)                               | select id from t where s::name = $1
(v)                               | select id from t where v::text = $1
(v)                               | select id from t where v::varchar = $1
(lower(s))                        | select id from t where lower(s)::varchar = $1
(lower(s))                        | select id from t where lower(s::varchar) = $1
((p #>> '{a,b}'))                 | select id from t where p #>> array['a','b'] = $1
((p #>> array['a','b']))          | select id from t where p #>> '{a,b}' = $1
((p #>> '{a,b}'))                 | select id from t where p #>> array['a','c'] = $1
((p #>> '{a, b}'))                | select id from t where p #>> '{a,b}' = $1
((p ->> 'a'))                     | select id from t where p ->> 'a' = $1
((p ->> 'a'))                     | select id from t where p ->> 'b' = $1
(b) where a = 1 and b = 2 or a = 3 and b = 4 | select id from t where (a, b) in ((1, 2), (3, 4))
(c) where a = 1 or a = 3          | select id from t where (a, b) in ((1, 2), (3, 4)) and c = 1
(c) where a = 1 or a = 5          | select id from t where (a, b) in ((1, 2), (3, 4)) and c = 1
(c) where a = 1 or b = 4          | select id from t where (a, b) in ((1, 2), (3, 4)) and c = 1
(c) where a in (1, 3)             | select id from t where (a, b) in ((1, 2), (3, 4)) and c = 1
(c) where a = 1 and b = 2         | select id from t where (a, b) = (1, 2) and c = 1
(c) where a = 1 or a = 3          | select id from t where a in (1, 3) and c = 1
~ (c) where a = 1 or a = 3          | select id from t where a in (1, 4) and c = 1
~ ((a = 1))                         | select id from t where 1 = a
(b)                               | select id from t where a = b order by a
(b)                               | select id from t where a = b order by a limit 5
(b, c)                            | select id from t where a = b order by a, c
(c)                               | select id from t where a = b order by a
(b)                               | select max(a) from t where a = b
(a) where not (p ? 'a')           | select id from t where not (p ? 'a') and a = 1
(a) where not (p ? 'a')           | select id from t where not p ? 'a' and a = 1
(a) where not (p ? 'a')           | select id from t where p ? 'a' and a = 1
(a) where not (p ? 'a')           | select id from t where not (p ? 'b') and a = 1
(a) where (p->>'x')::boolean      | select id from t where (p->>'x')::boolean = true and a = 1
~ (a) where (p->>'x')::boolean      | select id from t where (p->>'x')::boolean is true and a = 1
(a) where (p->>'x')::boolean = true | select id from t where (p->>'x')::boolean and a = 1
(a) where not (p->>'x')::boolean  | select id from t where (p->>'x')::boolean = false and a = 1
(a) where not (p->>'x')::boolean  | select id from t where not (p->>'x')::boolean and a = 1
(a) where (p->>'x')::boolean      | select id from t where (p->>'x')::boolean = false and a = 1
(a) where (p->>'x')::boolean      | select id from t where (p->>'y')::boolean = true and a = 1
(c) where c is not null           | select max(c) from t
(c) where c is not null           | select min(c) from t
(c) where c is not null           | select max(c) from t where a = 1
(c) where c is not null           | select sum(c) from t
(c) where c is not null           | select max(a) from t
(a, c) where c is not null        | select max(c) from t where a = 1
(c) where c is not null           | select max(c), count(*) from t
((s || v))                        | select id from t where s || v = $1
(coalesce(s, ''))                 | select id from t where coalesce(s, '') = $1
((ok is true))                    | select id from t where ok is true
((a is not null))                 | select id from t where a is not null
((not ok))                        | select id from t where not ok
((s = 'x' or s = 'y'))            | select id from t where s = 'x' or s = 'y'
((case when ok then a end))       | select id from t where case when ok then a end = 1
(date_trunc('day', at))           | select id from t where date_trunc('day', at) = $1
(extract(year from at))           | select id from t where extract(year from at) = 2024
(extract(year from at))           | select id from t where date_part('year', at) = 2024
(upper(s) text_pattern_ops)       | select id from t where upper(s) like 'A%'
((a + b))                         | select id from t where a + b = 3
((b + a))                         | select id from t where a + b = 3
((a + b))                         | select id from t where a + b > 3
((a + b))                         | select id from t order by a + b limit 5
(timezone('UTC', tz))             | select id from t where tz at time zone 'UTC' > '2024-01-01'
((tz at time zone 'UTC'))         | select id from t where timezone('UTC', tz) > '2024-01-01'
(((tz at time zone 'UTC')::date)) | select id from t where date(tz at time zone 'UTC') = '2024-01-01'
(substring(s, 1, 3))              | select id from t where substring(s from 1 for 3) = 'abc'
(char_length(s))                  | select id from t where length(s) = 3
((p -> 'a' ->> 'b'))              | select id from t where (p -> 'a') ->> 'b' = $1
((p['a']))                        | select id from t where p['a'] = '1'
(((p ->> 'a')::int))              | select id from t where (p ->> 'a')::int = 1
(((p ->> 'a')::int))              | select id from t where (p ->> 'a')::integer > 1
(cast(a as text))                 | select id from t where a::text = $1
(a) where kind <> 'x'             | select id from t where kind != 'x' and a = 1
~ (a) where deleted_at is null and (ok is true) | select id from t where deleted_at is null and ok and a = 1
(a) where ok is not false         | select id from t where ok and a = 1
(a) where s is not null           | select id from t where lower(s) = 'x' and a = 1
(a) where s is not null           | select id from t where s like 'x%' and a = 1
(a) where p is not null           | select id from t where p ->> 'a' = 'x' and a = 1
(a) where length(s) > 3           | select id from t where length(s) > 3 and a = 1
(a) where length(s) > 3           | select id from t where length(s) > 5 and a = 1
(a) where lower(s) = 'x'          | select id from t where lower(s) = 'x' and a = 1
(a) where lower(s) = 'x'          | select id from t where 'x' = lower(s) and a = 1
`

const parsed = cases
  .trim()
  .split('\n')
  .map((line) => line.split(' | ').map((part) => part.trim()))

describe('an index that a query can use', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(`set enable_seqscan = off; set enable_sort = off; set enable_hashagg = off; ${table}`)
  })
  afterAll(() => db.close())

  /** Whether an index finds or sorts rows, or is partial and holds all that are asked for. */
  async function isServed(on: string, query: string): Promise<boolean> {
    for (const bitmap of ['on', 'off']) {
      await db.exec(`set enable_bitmapscan = ${bitmap}`)
      const [result] = await db.exec(`explain (generic_plan, costs off) ${query}`)
      const plan = (result?.rows ?? []).map((row) => Object.values(row as object).join('')).join('\n')
      const isRead = /\b(?:on|using) i\b/.test(plan)
      const isOrdered = /order by|max|min/.test(query) && !plan.includes('Sort')
      if (isRead && (plan.includes('Index Cond') || on.includes('where') || isOrdered)) return true
    }
    return false
  }

  it.each(parsed)('%s: %s', async (given = '', query = '') => {
    const on = given.replace(/^~ /, '')
    const ddl = `create index i on t ${on};`
    await db.exec(`drop index if exists i; ${ddl}`)
    const served = await isServed(on, query)
    const { catalog, judge, settings } = schemaOf('', table + ddl)
    const [own] = catalog.tables
    const index = own?.indexes.find(({ name }) => name === 'i')
    if (!own || !index) throw new Error('no index')
    const asked = queryOf(query)
    const uses = judge.uses(asked).map((use) => ({ use, queries: [asked] }))
    const said = possibleUse(index, own, uses, settings) === 'yes'
    expect({ served, said }).toEqual(given === on ? { served, said: served } : { served: false, said: true })
  })
})
