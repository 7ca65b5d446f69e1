import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Index, Table } from '../../../src/catalog/catalog.ts'
import { isNeeded, possibleUse, type Possible } from '../../../src/proofs/index-use/possible-use.ts'
import { queryOf, schemaOf, type Schema } from '../tenant/support/schema.ts'

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
(a)                               | insert into t (a) values (1)
(a)                               | insert into t (a) values (1) on conflict do nothing
(a)                               | update t set b = 2 where a = 1
(a)                               | delete from t where a = 1
(a)                               | delete from t where b = 1
(a)                               | insert into t (a) values (1); select id from t where a = 1
(a)                               | select id from t where b = 1; select id from t where a = 1
(a) where b = 1                   | select id from t where a = 1 and b = 2; select id from t where a = 1 and b = 1
(a)                               | select id from t where a = coalesce($1, a)
(a)                               | select id from t where a = coalesce($1, b)
(c)                               | select id from t where a = coalesce($1, a)
(a)                               | select id from t where a = case when $1 > 0 then 1 else a end
(c)                               | select id from t where a = case when $1 > 0 then 1 else a end
(c) where a = 1                   | select id from t where a = coalesce($1, a) and c = 1
~ (a)                               | select id from t where a = 1 or b = coalesce($1, b)
(lower(s))                        | select id from t where lower(s) = coalesce($1, lower(s))
(lower(s))                        | select id from t where lower(n) = coalesce($1, lower(n))
(b, a)                            | select id from t where a = 1
(b, a)                            | select id from t where a in (1, 2)
(b, a)                            | select t.id from t join t o on o.id = t.a
(b, a)                            | select id from t where a <> 1
using brin (b, a)                 | select id from t where a = 1
using hash (b)                    | select id from t where a = 1
((a = 1 or b = 2))                | select id from t where a = 1
((a = 1 or b = 2))                | select id from t where a = 1 or b = 2
((not (a = 1 and b = 2)))         | select id from t where not (a = 1 and b = 2)
((not (a = 1 and b = 2)))         | select id from t where a = 1
~ ((a = 1 and b = 2))               | select id from t where a = 1 and b = 2
(c) where c is not null           | select a, max(c) from t group by a
(c) where c is not null           | select max(c), min(c) from t
~ (c) where c is not null           | select max(c), max(a) from t
(c) where c is not null           | select max(c) over () from t
(c) where c is not null           | select id from t order by max(c) over ()
(c) where c is not null and a = 1 | select max(c) from t where a = 1
(c) where c is not null and a = 1 | select max(c) from t where a = 2
(b) where c is not null           | select max(c) from t
(b) where c is not null           | select max(c) from t where b = 1
using hash (c) where c is not null | select max(c) from t
(c)                               | select id from t where b = (select max(o.c) from t o)
using hash (a)                    | select id from t order by a limit 5
using brin (a)                    | select id from t order by a limit 5
using gin (p)                     | select id from t order by p limit 5
(a)                               | select id from (select id, a from t) o order by a limit 5
(a)                               | select id from t where id in (select id from t order by a limit 5)
(a)                               | select t.id from t join t o on o.b = t.a order by o.b limit 5
(a)                               | select distinct on (a) id from t
(a)                               | select distinct a from t
(a)                               | select a, count(*) from t group by a
(a)                               | select rank() over (order by a) from t
(b)                               | select rank() over (order by a) from t
(a) where deleted_at is null      | select id from t where a = 1; select id from t where deleted_at is not null
(a) where kind = 'x'              | select id from t where a = 1 and kind = 'y'
(a) where kind = 'x'              | select id from t where a = 1 and kind = 'x'; select id from t where kind = 'y'
`

/** Each: an index, a policy of its table, and a query. */
const underPolicies = `
(a)            | using (a = 1)                         | select id from t where b = 2
(lower(s))     | using (lower(s) = 'x')                | select id from t where b = 2
(b)            | using (a = 1)                         | select id from t where c = 2
~ (a)            | for select using (a = 1)              | delete from t where b = 2
(c) where a = 1 | using (a = 1)                        | select id from t where c = 2
(b, a)         | using (a = 1)                         | select id from t
~ (c)            | for insert with check (c = 1)         | select id from t where b = 2
`

/** Each: what is told of an index, the index, and all that is asked. */
const told = `
yes      | (a)                          |
no       | (a)                          | truncate t
no       | (a)                          | copy t to stdout
no       | (a)                          | copy t (a) from stdin
no       | (a)                          | select id from t where b = 1
no       | (a) where b = 1              | truncate t
excluded | (a) where b = 1              | select id from t where a = 1 and b = 2
excluded | (a) where b = 1              | select id from t where a = 1; select id from t where a = 1 and b = 2
no       | (a) where deleted_at is null | select id from t where deleted_at is not null; select id from t where deleted_at is null and b = 1
yes      | (a) where b = 1              | select id from t where a = 1; select id from t where a = 1 and b = 1
yes      | (a) where deleted_at is null | select id from t where a = 1
yes      | (a) where deleted_at is null | select id from t where a = 1; select id from t where b = 1
excluded | (a) where deleted_at is null | select id from t where a = 1; select id from t where deleted_at is not null
yes      | (a) where b = 1 and deleted_at is null | select id, deleted_at from t where a = 1
`

const linesOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(/ \|(?: |$)/).map((part) => part.trim()))

/** What is told of the index `i` of `t`, by all queries of an application. */
function possible({ catalog, judge, settings }: Schema, queries: readonly string[]): Possible {
  const { index, table: own } = indexIn(catalog)
  const uses = queries.map(queryOf).flatMap((asked) => judge.uses(asked).map((use) => ({ use, queries: [asked] })))
  return possibleUse(index, own, uses, settings)
}

function indexIn({ tables }: Schema['catalog']): { readonly index: Index; readonly table: Table } {
  const own = tables.find(({ name }) => name === 't')
  const index = own?.indexes.find(({ name }) => name === 'i')
  if (!own || !index) throw new Error('no index')
  return { index, table: own }
}

describe('an index that a query can use', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(`set enable_seqscan = off; set enable_sort = off; set enable_hashagg = off; ${table}`)
  })
  afterAll(() => db.close())

  async function planOf(query: string): Promise<string> {
    const [result] = await db.exec(`explain (generic_plan, costs off) ${query}`)
    return (result?.rows ?? []).map((row) => Object.values(row as object).join('')).join('\n')
  }

  /** Whether an index finds or sorts rows, or is partial and holds all that are asked for. */
  async function isServed(on: string, query: string): Promise<boolean> {
    for (const bitmap of ['on', 'off']) {
      await db.exec(`set enable_bitmapscan = ${bitmap}`)
      const plan = await planOf(query)
      const isOrdered = /order by|max|min|distinct|group by/.test(query) && !plan.includes('Sort')
      if (/\b(?:on|using) i\b/.test(plan) && (plan.includes('Index Cond') || on.includes('where') || isOrdered)) return true
    }
    return false
  }

  it.each(linesOf(cases))('%s: %s', async (given = '', query = '') => {
    const on = given.replace(/^~ /, '')
    const ddl = `create index i on t ${on};`
    await db.exec(`drop index if exists i; ${ddl}`)
    const queries = query.split('; ')
    let served = false
    // What a parameter leaves of CASE and COALESCE is known once it is given.
    for (const one of queries) served ||= await isServed(on, /coalesce|case when \$1/.test(one) ? one.replaceAll('$1', "'1'") : one)
    const said = possible(schemaOf('', table + ddl), queries) === 'yes'
    expect({ served, said }).toEqual(given === on ? { served, said: served } : { served: false, said: true })
  })

  it.each(linesOf(underPolicies))('%s, %s: %s', async (given = '', policy = '', query = '') => {
    const on = given.replace(/^~ /, '')
    const ddl = `create index i on t ${on}; create policy p on t ${policy};`
    await db.exec(
      `drop index if exists i; ${ddl} alter table t enable row level security; create role app; grant all on t to app; set role app;`,
    )
    const served = await isServed(on, query)
    await db.exec('reset role; drop owned by app; drop role app; alter table t disable row level security; drop policy p on t;')
    const said = possible(schemaOf('', table + ddl), [query]) === 'yes'
    expect({ served, said }).toEqual(given === on ? { served, said: served } : { served: false, said: true })
  })
})

describe('what is told of an index', () => {
  it.each(linesOf(told))('%s: %s: %s', (expected, on, queries = '') => {
    const schema = schemaOf('', `${table} create index i on t ${on};`)
    expect(possible(schema, queries.split('; ').filter(Boolean))).toBe(expected)
  })

  it.each([
    ['create index i on t (a)', false],
    ['create unique index i on t (a)', true],
    ['alter table t add constraint i unique (a)', true],
    ['alter table t add constraint i exclude using gist (at with =)', true],
    ['create index i on t (a); alter table t cluster on i', true],
    ['create table o (id int primary key); alter table t add foreign key (a) references o; create index i on t (a)', true],
    ['create table o (id int primary key); alter table t add foreign key (b) references o; create index i on t (a)', false],
    ['create table o (id int primary key); alter table t add foreign key (a) references o; create index i on t (b, a)', false],
  ])('%s: needed whatever is asked: %s', (ddl, expected) => {
    const { catalog } = schemaOf('', `${table} ${ddl};`)
    const { index, table: own } = indexIn(catalog)
    expect(isNeeded(index, own, catalog)).toBe(expected)
  })

  it('is needed where it is a part of the index of a partitioned table', () => {
    const { catalog } = schemaOf(
      '',
      'create table p (a int) partition by list (a); create table t partition of p for values in (1); create index i on p (a);',
    )
    const own = catalog.tables.find(({ name }) => name === 't')
    expect(own?.indexes.map((index) => isNeeded(index, own, catalog))).toEqual([true])
  })
})
