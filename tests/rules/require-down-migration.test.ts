import { inMigration } from '../support/in-migration.ts'
import { testRule, type Case } from '../support/lint.ts'

const up = 'create table orders (id int);'
const inFile = (
  name: string,
  file: string,
  sql: string,
  expect: Case['expect'],
  files: Record<string, string> = {},
  more: Partial<Case> = {},
): Case => ({
  name,
  sqlFile: sql,
  file,
  schema: { ...files, [file]: sql },
  expect,
  ...more,
})
const sql = (
  name: string,
  text: string,
  down: string | undefined,
  expect: Case['expect'],
  serves: string | readonly string[] = 'S2-41',
): Case =>
  inFile(name, 'migrations/000001_init.up.sql', text, expect, down === undefined ? {} : { 'migrations/000001_init.down.sql': down }, {
    serves,
  })

const program = (name: string, text: string, expect: Case['expect'], dependency = 'knex'): Case => ({
  name,
  ts: text,
  file: 'migrations/0001_init.ts',
  schema: { 'package.json': JSON.stringify({ dependencies: { [dependency]: '3.0.0' } }), 'migrations/0001_init.ts': text },
  expect,
  serves: 'S0-39',
})
const make = "export async function up(knex) { await knex.schema.createTable('orders', (t) => { t.increments() }) }\n"

testRule('require-down-migration', [
  sql(
    'no other file',
    up,
    undefined,
    [{ messageId: 'missing', at: 'orders', data: { where: 'in 000001_init.down.sql beside it' } }],
    ['S2-41', 'S0-39'],
  ),
  sql('another file that does nothing', up, '-- later\nbegin; commit;', [{ messageId: 'empty', at: 'orders' }]),
  sql('another file', up, 'drop table if exists "Orders";', []),
  sql('one who says that there is none', up, '-- irreversible: the old values are gone', []),
  sql(
    'what is forgotten',
    'create table orders (id int, a int); create index by_a on orders (a); create table lines (id int); alter table users add "Age" int; create index ages on users (id);',
    'drop table orders;',
    [
      { messageId: 'forgotten', at: 'lines', data: { name: 'lines' } },
      { messageId: 'forgotten', at: '"Age"' },
      { messageId: 'forgotten', at: 'ages' },
    ],
  ),
  sql(
    'what goes with something else',
    `create table logs (id int, at date) partition by range (at); create table logs_1 partition of logs default;
create materialized view counts as select count(*) as n from orders; create unique index counts_n on counts (n);
alter table users add age int; create index ages on users (age);
create unique index users_pk2 on users (id); alter table users add constraint users_id_key unique using index users_pk2;`,
    'alter table users drop constraint users_id_key, drop column age; drop materialized view counts; drop table logs;',
    [],
  ),
  {
    ...sql('what is not asked for', 'create table orders (id int); create table lines (id int);', 'drop table orders;', []),
    options: [{ checkContent: false }],
  },
  inFile('pairs with an underscore', 'db/migrations/001_init_up.sql', up, ['missing'], {}, { serves: 'S2-41' }),
  inFile(
    'pairs with an underscore, both',
    'db/migrations/001_init_up.sql',
    up,
    [],
    { 'db/migrations/001_init_down.sql': 'drop table orders;' },
    { serves: 'S2-41' },
  ),
  inFile(
    'others have one',
    'migrations/002_more.sql',
    up,
    [{ messageId: 'missing', at: 'orders', data: { where: 'in 002_more.down.sql beside it' } }],
    {
      'migrations/001_init.sql': 'create table a (id int);',
      'migrations/001_init.down.sql': 'drop table a;',
    },
  ),
  inFile('none has one', 'migrations/002_more.sql', up, [], { 'migrations/001_init.sql': 'create table a (id int);' }),
  inFile('dbmate', 'db/migrations/001_init.sql', `-- migrate:up\n${up}\n\n-- migrate:down\n`, [
    { messageId: 'empty', at: 'orders', data: { where: 'under `-- migrate:down`' } },
  ]),
  inFile('dbmate, both', 'db/migrations/001_init.sql', `-- migrate:up\n${up}\n\n-- migrate:down\ndrop table orders;\n`, []),
  inFile('goose', 'migrations/001_init.sql', `-- +goose Up\n${up}\n`, ['missing']),
  inFile('Prisma, which has none', 'prisma/migrations/20240101000000_init/migration.sql', up, [], {
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
  }),
  program('none that is exported', make, [{ messageId: 'missing', at: "'orders'" }]),
  program('one that does nothing', `${make}export async function down(knex) {\n  // later\n}\n`, ['empty']),
  program('one that does something', `${make}export async function down(knex) { await knex.schema.dropTable('orders') }\n`, []),
  program('one that fails on purpose', `${make}export async function down() { throw new Error('no') }\n`, []),
  program('one that is turned round', "exports.up = (pgm) => { pgm.createTable('orders', { id: 'id' }) }\n", [], 'node-pg-migrate'),
  program(
    'one that is none on purpose',
    "exports.up = (pgm) => { pgm.sql('create table orders (id int)') }\nexports.down = false\n",
    [],
    'node-pg-migrate',
  ),
  program(
    'one that cannot be turned round',
    "exports.up = (pgm) => { pgm.sql('create table orders (id int)') }\n",
    ['missing'],
    'node-pg-migrate',
  ),
  {
    name: 'of Sequelize',
    ...inMigration(
      'sequelize',
      "await queryInterface.createTable('a', { id: Sequelize.BIGINT })",
      "await queryInterface.createTable('orders', { id: Sequelize.BIGINT })",
    ),
    expect: ['missing'],
    serves: 'S0-39',
  },
  {
    name: 'of Kysely',
    ...inMigration(
      'kysely',
      "await db.schema.createTable('a').addColumn('id', 'int8').execute()",
      "await db.schema.createTable('b').addColumn('id', 'int8').execute()",
    ),
    expect: ['missing'],
    serves: 'S0-39',
  },
])
