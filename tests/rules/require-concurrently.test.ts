import { testRule, type Case } from '../support/lint.ts'

const init = `create table orders (id bigint primary key, at date);
create index orders_at_idx on orders (at);
create table parts (id bigint, at date) partition by range (at);
create table parts_1 partition of parts for values from ('2020-01-01') to ('2021-01-01');
create materialized view totals as select at, count(*) as n from orders group by at;
create materialized view days as select at, count(*) as n from orders group by at;
create unique index days_at_key on days (at);
create materialized view part as select at, count(*) as n from orders group by at;
create unique index part_at_key on part (at) where n > 1;
create unique index part_next_key on part ((n + 1));
`
const edited = (statement: string): { messageId: string; output: string } => ({ messageId: 'add', output: statement })

function more(
  name: string,
  text: string,
  expect: Case['expect'],
  serves: Case['serves'] = 'S0-40',
  file = 'migrations/0002_more.sql',
): Case {
  const schema = { 'migrations/0001_init.sql': init, [file]: text }
  return { name, schema, file, sqlFile: text, expect, ...(serves && { serves }) }
}

const knexFile = 'migrations/20240102_more.ts'
function inKnex(name: string, body: string, expect: Case['expect'], config = ''): Case {
  const program = (text: string): string =>
    `import type { Knex } from 'knex'\n${config}export async function up(knex: Knex) {\n  ${text}\n}\n`
  const ts = program(body)
  const schema = {
    'package.json': '{ "dependencies": { "knex": "3" } }',
    'migrations/0001_init.sql': '',
    'migrations/20240101_init.ts': program("await knex.schema.createTable('orders', (t) => { t.bigIncrements('id'); t.date('at') })"),
    [knexFile]: ts,
  }
  return { name, serves: 'S3-28', schema, file: knexFile, ts, expect }
}

testRule('require-concurrently', [
  more(
    'an index of a table that is there',
    'create index two on orders (at)',
    [
      {
        messageId: 'create',
        at: 'two',
        data: { name: 'orders', note: '' },
        suggestions: [edited('create index CONCURRENTLY two on orders (at)')],
      },
    ],
    ['S0-40', 'S3-28'],
  ),
  more('a unique index', 'create unique index two on orders (at);', [
    { messageId: 'create', at: 'two', suggestions: [edited('create unique index CONCURRENTLY two on orders (at);')] },
  ]),
  more('an index of a materialized view', 'create index two on days (n);', [
    {
      messageId: 'createOnView',
      at: 'two',
      data: { name: 'days' },
      suggestions: [edited('create index CONCURRENTLY two on days (n);')],
    },
  ]),
  more(
    'an index that is dropped',
    'drop index if exists orders_at_idx;',
    [
      {
        messageId: 'drop',
        at: 'orders_at_idx',
        data: { name: 'orders' },
        suggestions: [edited('drop index CONCURRENTLY if exists orders_at_idx;')],
      },
    ],
    'S0-47',
  ),
  more(
    'concurrently',
    'create index concurrently two on orders (at);\ndrop index concurrently orders_at_idx;',
    [],
    ['S0-40', 'S0-47', 'S3-28'],
  ),
  more(
    'a table of the same migration',
    'create table news (id int);\ncreate index on news (id);\ndrop index news_id_idx;',
    [],
    ['S0-40', 'S0-47'],
  ),
  more('a table that goes too', 'drop index orders_at_idx;\ndrop table orders cascade;', [], 'S0-47'),
  more('a partitioned table, of which Postgres makes none concurrently', 'create index on parts (at);', []),
  more('the first migration of all', init, [], 'S0-40', 'migrations/0001_init.sql'),
  more(
    'rebuilt',
    'reindex table orders;\nreindex schema public;',
    [
      { messageId: 'reindex', at: 'orders', data: { name: 'orders' } },
      { messageId: 'reindex', at: 'public', data: { name: 'every table of the schema public' } },
    ],
    ['S0-46', 'S2-29', 'S4-22'],
  ),
  more(
    'one index, rebuilt',
    'reindex index orders_at_idx;',
    [{ messageId: 'reindex', at: 'orders_at_idx', data: { name: 'orders' } }],
    ['S0-46', 'S4-22'],
  ),
  more(
    'rebuilt concurrently, and the system',
    'reindex table concurrently orders;\nreindex (concurrently) index orders_at_idx;\nreindex system db;',
    [],
    ['S0-46', 'S2-29'],
  ),
  more('a partition', 'alter table parts detach partition parts_1;', [{ messageId: 'detach', at: 'parts_1', data: { name: 'parts' } }], ''),
  {
    name: 'a partition beside one for all other rows, which Postgres detaches no other way',
    schema: {
      'migrations/0001_init.sql': `${init}create table parts_else partition of parts default;`,
      'migrations/0002_more.sql': 'alter table parts detach partition parts_1;',
    },
    file: 'migrations/0002_more.sql',
    sqlFile: 'alter table parts detach partition parts_1;',
    expect: [],
  },
  more('a partition, concurrently', 'alter table parts detach partition parts_1 concurrently;', [], ''),
  {
    name: 'a view in a script that is no migration',
    serves: 'S2-31',
    schema: init,
    sqlFile: 'refresh materialized view days;',
    file: 'scripts/nightly.sql',
    expect: [
      { messageId: 'refresh', at: 'days', data: { name: 'days' }, suggestions: [edited('refresh materialized view CONCURRENTLY days;')] },
    ],
  },
  {
    name: 'a view in a program',
    serves: 'S2-31',
    schema: init,
    ts: "await pool.query('refresh materialized view days')\n",
    expect: [{ messageId: 'refresh', at: 'days' }],
  },
  {
    name: 'a view without a unique index',
    serves: 'S2-31',
    schema: init,
    sqlFile: 'refresh materialized view totals;',
    expect: [
      {
        messageId: 'refresh',
        at: 'totals',
        data: { note: ' For that it needs a unique index of plain columns without a condition.' },
        suggestions: [],
      },
    ],
  },
  {
    name: 'an index that a program makes',
    schema: init,
    ts: "await pool.query('create index if not exists orders_at_two on orders (at)')\n",
    expect: [],
  },
  {
    name: 'a view that has no unique index, or one with a condition or an expression',
    serves: ['S2-30', 'S0-67'],
    schema: init,
    sqlFile: 'refresh materialized view concurrently totals;\nrefresh materialized view concurrently part;',
    options: [{ checkRefresh: false }],
    expect: [
      { messageId: 'noUniqueIndex', at: 'totals', data: { name: 'totals' } },
      { messageId: 'noUniqueIndex', at: 'part' },
    ],
  },
  {
    name: 'a view that has one, or gets it here',
    serves: ['S2-30', 'S0-67', 'S2-31'],
    schema: init,
    sqlFile:
      'refresh materialized view concurrently days;\ncreate unique index on totals (at);\nrefresh materialized view concurrently totals;',
    expect: [],
  },
  {
    name: 'a view that is not known',
    serves: 'S2-30',
    schema: 'create table t (id int); create materialized view v as execute x;',
    sqlFile: 'refresh materialized view concurrently elsewhere;\nrefresh materialized view concurrently v;',
    expect: [],
  },
  more(
    'a view of the same migration',
    'create materialized view v as select 1 as a with no data;\nrefresh materialized view v;',
    [],
    'S2-31',
  ),
  more(
    'a view of the same migration that has no unique index, or one that does not do',
    `create materialized view v as select 1 as a;
refresh materialized view concurrently v;
create unique index on v (a) where a > 0;
create unique index on v ((a + 1));
refresh materialized view concurrently v;
create unique index on v (a);
refresh materialized view concurrently v;`,
    [
      { messageId: 'noUniqueIndex', at: 'v' },
      { messageId: 'noUniqueIndex', at: 'v' },
    ],
    'S2-30',
  ),
  more(
    'a view that is made again',
    'drop materialized view totals;\ncreate materialized view totals as select at from orders;\ncreate unique index on totals (at);\nrefresh materialized view totals;',
    [],
    ['S2-31', 'S0-40'],
  ),
  more(
    'a table that takes the name of another',
    'alter table orders rename to old;\nalter table news rename to orders;\ncreate index on orders (at);',
    [],
  ),
  {
    ...more('nothing of it', 'create index two on orders (at);\nreindex table orders;\nrefresh materialized view days;', [], ''),
    options: [{ checkIndexes: false, checkReindex: false, checkRefresh: false, checkPartitions: false }],
  },
  inKnex('Knex: what the tool needs for it', "await knex.schema.alterTable('orders', (t) => { t.index(['at']) })", [
    {
      messageId: 'create',
      at: "t.index(['at'])",
      data: { note: ' Give it a migration of its own with `export const config = { transaction: false }`.' },
      suggestions: [],
    },
  ]),
  inKnex(
    'Knex without a transaction',
    "await knex.raw('create index two on orders (at)')",
    [{ messageId: 'create', at: 'two', data: { note: '' } }],
    'export const config = { transaction: false }\n',
  ),
])
