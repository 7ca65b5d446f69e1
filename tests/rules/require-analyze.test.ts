import { testRule, type Case } from '../support/lint.ts'

const schema = 'create table orders (id int primary key, city text, zip text); create table "Old" (id int primary key, city text);'
const file = 'migrations/0002_more.sql'
const statistics = 'create statistics by_city (dependencies) on city, zip from orders'
const statisticsMissing = [{ messageId: 'statistics', at: 'orders', data: { table: 'orders' } }]

testRule('require-analyze', [
  { name: 'new statistics', serves: 'S3-24', schema, sql: statistics, expect: statisticsMissing },
  ...['analyze orders', 'analyze', 'ANALYZE (verbose) public.orders (city), "Old"', 'vacuum analyze orders', 'vacuum (analyze) orders'].map(
    (analyze): Case => ({ name: `then ${analyze}`, serves: 'S3-24', schema, sqlFile: `${statistics}; ${analyze};`, expect: [] }),
  ),
  ...['vacuum orders', 'analyze "Old"', 'vacuum (analyze false) orders'].map((other): Case => ({
    name: `then ${other}`,
    schema,
    sqlFile: `${statistics}; ${other};`,
    expect: statisticsMissing,
  })),
  { name: 'ANALYZE before it', schema, sqlFile: `analyze orders; ${statistics}`, expect: statisticsMissing },
  {
    name: 'rows of another table, and all rows changed',
    serves: 'S3-42',
    schema,
    file,
    sqlFile: `insert into "Old" select id, city from orders; update orders set zip = '';`,
    expect: [
      { messageId: 'loaded', at: '"Old"', data: { table: 'Old', tableSql: '"Old"' } },
      { messageId: 'loaded', at: 'orders', data: { table: 'orders' } },
    ],
  },
  { name: 'COPY', serves: 'S3-42', schema, file, sqlFile: 'copy orders (id) from stdin;\n1\n\\.\n', expect: ['loaded'] },
  {
    name: 'the last of two loads',
    schema,
    file,
    sqlFile: `update orders set zip = ''; analyze orders; UPDATE ORDERS SET CITY = zip;`,
    expect: [{ messageId: 'loaded', at: 'ORDERS' }],
  },
  {
    name: 'analyzed behind it',
    serves: 'S3-42',
    schema,
    file,
    sqlFile: `insert into "Old" select id, city from orders; analyze "Old"`,
    expect: [],
  },
  {
    name: 'few rows, and a temporary table',
    schema,
    file,
    sqlFile: `insert into orders values (1); insert into orders select 2; insert into orders select id from "Old" limit 1; update orders set zip = '' where id = 1;
create temporary table t (id int); insert into t select id from orders; copy orders to stdout;`,
    expect: [],
  },
  { name: 'itself copied', schema, file, sqlFile: 'insert into orders select id + 100, city from orders', expect: ['loaded'] },
  { name: 'outside a migration', schema, sql: `update orders set zip = ''`, expect: [] },
  {
    name: 'a table of the program',
    schema,
    ts: 'db.query(`create statistics s on a, b from ${table}`); db.query(`analyze ${table}`)',
    expect: [],
  },
])
