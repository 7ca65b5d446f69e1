import { testRule, type Case } from '../support/lint.ts'

const init = 'create table orders (id bigint primary key, at date);\ncreate index orders_at_idx on orders (at);\n'
const apart = 'create index concurrently one on orders (at)'

/** A file that is linted as it lies in a project. */
function inFile(name: string, file: string, text: string, expect: Case['expect'], files: Readonly<Record<string, string>> = {}): Case {
  const schema = { 'migrations/0001_init.sql': init, ...files, [file]: text }
  return { name, serves: 'S3-33', schema, file, ...(file.endsWith('.sql') ? { sqlFile: text } : { ts: text }), expect }
}

const knex = (body: string, config = ''): string =>
  `import type { Knex } from 'knex'\n${config}export async function up(knex: Knex) {\n  ${body}\n}\n`
const knexProject = {
  'package.json': '{ "dependencies": { "knex": "3" } }',
  'migrations/0001_init.sql': '',
  'migrations/20240101_init.ts': knex("await knex.schema.createTable('orders', (t) => { t.bigIncrements('id'); t.date('at') })"),
}
const typeorm = (body: string, field = ''): string =>
  `import type { MigrationInterface, QueryRunner } from 'typeorm'\nexport class More1700000000001 implements MigrationInterface {\n  ${field}\n  async up(queryRunner: QueryRunner) {\n    await queryRunner.query(\`${body}\`)\n  }\n  async down() {}\n}\n`
const typeormProject = {
  'package.json': '{ "dependencies": { "typeorm": "0.3.20", "pg": "8" } }',
  'migrations/0001_init.sql': '',
  'src/migrations/1700000000000-init.ts': typeorm(init.trim()).replace('More1700000000001', 'Init1700000000000'),
}

testRule('no-concurrently-in-transaction', [
  {
    name: 'behind a BEGIN',
    serves: 'S3-33',
    sqlFile: `begin;\n${apart};\ncommit;`,
    expect: [{ messageId: 'begun', at: 'one', data: { what: 'CREATE INDEX CONCURRENTLY' } }],
  },
  ...(
    [
      ['drop index concurrently orders_at_idx', 'orders_at_idx', 'DROP INDEX CONCURRENTLY'],
      ['reindex table concurrently orders', 'orders', 'REINDEX CONCURRENTLY'],
      ['reindex (concurrently) index orders_at_idx', 'orders_at_idx', 'REINDEX CONCURRENTLY'],
      ['reindex schema public', 'public', 'REINDEX SCHEMA'],
      ['vacuum analyze orders', 'vacuum', 'VACUUM'],
      ['vacuum', 'vacuum', 'VACUUM'],
      ['create database other', 'create', 'CREATE DATABASE'],
      ['alter table orders detach partition orders_1 concurrently', 'orders_1', 'DETACH PARTITION CONCURRENTLY'],
    ] as const
  ).map(([statement, at, what]): Case => ({
    name: statement,
    serves: ['S0-46', 'S0-48'],
    sqlFile: `begin;\n${statement};\ncommit;`,
    expect: [{ messageId: 'begun', at, data: { what } }],
  })),
  {
    name: 'what Postgres runs in a transaction',
    serves: 'S3-33',
    sqlFile: 'begin; create index two on orders (at); refresh materialized view concurrently v; reindex table orders; analyze; commit;',
    expect: [],
  },
  {
    name: 'before and behind it',
    serves: 'S3-33',
    sqlFile: `begin;\nselect 1;\ncommit;\n${apart};\nbegin;\nrollback;\nvacuum;`,
    expect: [],
  },
  {
    name: 'a block that commits',
    sqlFile: `begin;
do $$ begin loop update orders set at = now() where at is null; exit when not found; commit; end loop; end $$;
do $$ begin rollback; end $$;
do $$ declare commit int; begin commit := 1; perform 'commit'; update orders set at = now() where id = commit; end $$;
commit;
do $$ begin commit; end $$;`,
    expect: [
      { messageId: 'begun', at: 'commit', data: { what: 'COMMIT in a DO block' } },
      { messageId: 'begun', at: 'rollback' },
    ],
  },
  inFile(
    'goose: a block that commits',
    'sql/2_b.sql',
    '-- +goose Up\n-- +goose StatementBegin\ndo $$ begin commit; end $$;\n-- +goose StatementEnd\n',
    ['tool'],
    {
      'migrations/0001_init.sql': '',
      'sql/1_a.sql': `-- +goose Up\n${init}`,
    },
  ),
  { name: 'a savepoint is not the end', sqlFile: `begin;\nsavepoint a;\nrelease a;\n${apart};`, expect: ['begun'] },
  inFile('a tool that is not known', 'migrations/0002_more.sql', `${apart};`, []),
  inFile('Prisma: alone', 'prisma/migrations/2_b/migration.sql', `-- more\n${apart};`, [], {
    'migrations/0001_init.sql': '',
    'prisma/migrations/1_a/migration.sql': init,
  }),
  inFile('Prisma: with another', 'prisma/migrations/2_b/migration.sql', `${apart};\nselect 1;`, ['file'], {
    'migrations/0001_init.sql': '',
    'prisma/migrations/1_a/migration.sql': init,
  }),
  inFile(
    'dbmate: one statement of each side',
    'db/2_b.sql',
    `-- migrate:up transaction:false\n${apart};\n-- migrate:down\ndrop index one;\n`,
    [],
    { 'migrations/0001_init.sql': '', 'db/1_a.sql': `-- migrate:up\n${init}` },
  ),
  inFile('dbmate: two statements', 'db/2_b.sql', `-- migrate:up transaction:false\n${apart};\nselect 1;\n`, ['file'], {
    'migrations/0001_init.sql': '',
    'db/1_a.sql': `-- migrate:up\n${init}`,
  }),
  inFile('goose', 'sql/2_b.sql', `-- +goose Up\n${apart};\n`, ['tool'], {
    'migrations/0001_init.sql': '',
    'sql/1_a.sql': `-- +goose Up\n${init}`,
  }),
  inFile('goose without', 'sql/2_b.sql', `-- +goose NO TRANSACTION\n-- +goose Up\n${apart};\n`, [], {
    'migrations/0001_init.sql': '',
    'sql/1_a.sql': `-- +goose Up\n${init}`,
  }),
  inFile('Knex', 'migrations/20240102_more.ts', knex(`await knex.raw('${apart}')`), [{ messageId: 'tool', at: 'one' }], knexProject),
  inFile(
    'Knex without',
    'migrations/20240102_more.ts',
    knex(`await knex.raw('${apart}')`, 'export const config = { transaction: false }\n'),
    [],
    knexProject,
  ),
  inFile(
    'Knex without, two in one text',
    'migrations/20240102_more.ts',
    knex(`await knex.raw('select 1; ${apart}; select 2; vacuum')`, 'export const config = { transaction: false }\n'),
    ['together', 'together'],
    knexProject,
  ),
  inFile('TypeORM', 'src/migrations/1700000000001-more.ts', typeorm(apart), [{ messageId: 'tool', at: 'one' }], typeormProject),
  inFile('TypeORM without', 'src/migrations/1700000000001-more.ts', typeorm(apart, 'transaction = false as const'), [], typeormProject),
  {
    ...inFile('the settings say so', 'migrations/0002_more.sql', `${apart};`, ['tool']),
    settings: { migrations: { transactions: true } },
  },
  {
    ...inFile('the settings say not', 'migrations/20240102_more.ts', knex(`await knex.raw('${apart}')`), [], knexProject),
    settings: { migrations: { transactions: false } },
  },
  {
    ...inFile('the settings name the tool', 'migrations/0002_more.sql', `${apart};`, ['tool']),
    settings: { migrations: { tool: 'dbmate' } },
  },
  {
    ...inFile('run long ago', 'migrations/20240102_more.ts', knex(`await knex.raw('${apart}')`), [], knexProject),
    settings: { migrations: { after: '20240102_more' } },
  },
  {
    ...inFile('run since', 'migrations/20240102_more.ts', knex(`await knex.raw('${apart}')`), ['tool'], knexProject),
    settings: { migrations: { after: '20240101' } },
  },
  ...(
    [
      [
        'in one string of a program',
        "await client.query('create table t (id int); create index concurrently one on orders (at)')",
        ['together'],
      ],
      ['alone', "await client.query('create index concurrently one on orders (at)'); await client.query('vacuum orders')", []],
      [
        'behind a BEGIN of its client',
        "await client.query('begin'); await client.query('create index concurrently one on orders (at)'); await client.query('commit')",
        ['begun'],
      ],
      [
        'behind its COMMIT',
        "await client.query('begin'); await client.query('create table t (id int)'); await client.query('commit'); await client.query('create index concurrently one on orders (at)')",
        [],
      ],
      ['of another client', "await client.query('begin'); await other.query('create index concurrently one on orders (at)')", []],
      ['of a pool', "await pool.query('begin'); await pool.query('create index concurrently one on orders (at)')", []],
      ['on a condition', "if (all) await client.query('begin'); await client.query('create index concurrently one on orders (at)')", []],
      [
        'in a block before',
        "for (const one of all) { await client.query('begin') } await client.query('create index concurrently one on orders (at)')",
        [],
      ],
    ] as const
  ).map(([name, body, expect]): Case => ({
    name: `${name}, which is no migration`,
    schema: init,
    file: 'src/more.ts',
    ts: `import { Client, Pool } from 'pg'\nexport async function more(client: Client, other: Client, pool: Pool, all: string[]) {\n  ${body}\n}\n`,
    expect: [...expect],
  })),
])
