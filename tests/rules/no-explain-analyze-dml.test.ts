import { testRule, type Case } from '../support/lint.ts'

const schema = 'create table orders (id int primary key, status text); create table old (id int primary key)'
const writes: readonly (readonly [explain: string, at: string, kind: string])[] = [
  ["explain analyze update orders set status = 'x'", 'analyze', 'UPDATE'],
  ['explain (analyze, buffers) delete from orders where id = 1', 'analyze', 'DELETE'],
  ['EXPLAIN (BUFFERS, ANALYSE TRUE) INSERT INTO "orders" VALUES (1)', 'ANALYSE TRUE', 'INSERT'],
  ['explain analyze verbose merge into orders o using old on old.id = o.id when matched then delete', 'analyze', 'MERGE'],
  ['explain analyze with gone as (delete from orders returning id) select id from gone', 'analyze', 'DELETE'],
]
const explain = 'explain analyze delete from orders'

testRule('no-explain-analyze-dml', [
  ...writes.map(([sql, at, kind]): Case => ({
    name: sql,
    serves: 'S0-49',
    schema,
    sql,
    expect: [{ messageId: 'runs', at, data: { kind } }],
  })),
  ...[
    'explain delete from orders',
    'explain (analyze false, verbose) delete from orders',
    'explain (analyze off) delete from orders',
    'explain (format json) delete from orders',
    'explain analyze select id from orders',
    'explain analyze select id as analyze from orders where id in (select id from old)',
  ].map((sql): Case => ({ name: sql, serves: 'S0-49', schema, sql, expect: [] })),
  { name: 'it is undone', serves: 'S0-49', schema, sqlFile: `begin; ${explain}; ${explain}; rollback`, expect: [] },
  { name: 'back to a savepoint', schema, sqlFile: `begin; savepoint a; ${explain}; rollback to a; commit`, expect: [] },
  {
    name: 'it is kept, or undone before',
    schema,
    sqlFile: `begin; ${explain}; commit; begin; rollback; ${explain};`,
    expect: ['runs', 'runs'],
  },
  {
    name: 'it is undone by a program',
    schema,
    ts: `client.query('BEGIN'); client.query('${explain}'); client.query('ROLLBACK')`,
    expect: [],
  },
  { name: 'what it explains cannot be seen', schema, ts: 'db.query(`explain analyze ${statement}`)', expect: [] },
])
