import { describe, expect, it } from 'vitest'
import { orderMigrations } from '../../src/project/migrations/index.ts'
import { table } from './temp-project.ts'

const root = '/project'

interface Found {
  tools: string[]
  ordered: string[]
  leftOut: Record<string, string>
}

/** Orders the SQL files among these; the others are there to be read. */
function order(files: Readonly<Record<string, string>>): Found {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]))
  const { ordered, leftOut } = orderMigrations(
    [...texts.keys()].filter((path) => path.endsWith('.sql')),
    (path) => texts.get(path),
  )
  const short = (path: string): string => path.slice(root.length + 1)
  return {
    tools: [...new Set(ordered.map(({ tool }) => tool))],
    ordered: ordered.map(({ path }) => short(path)),
    leftOut: Object.fromEntries(leftOut.map(({ path, reason }) => [short(path), reason])),
  }
}

function named(folder: string, names: readonly string[], text = table('a')): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, text]))
}

it('files of a folder of the schema come before or after the others where they say so', () => {
  const names = ['_after_all.sql', '_before_all.sql', 'after_tables.sql', 'afternoons.sql', 'orders.sql']
  const found = order(named('db/tables', names, 'create table a (id int);'))
  expect(found.tools).toEqual(['schema-folder'])
  expect(found.ordered.map((path) => path.slice('db/tables/'.length))).toEqual([
    '_before_all.sql',
    'afternoons.sql',
    'orders.sql',
    '_after_all.sql',
    'after_tables.sql',
  ])
})

describe('plain folders', () => {
  it.each([
    ['counters without noughts', ['1_a.sql', '2_b.sql', '10_c.sql']],
    ['counters with noughts', ['0001_a.sql', '002_b.sql', '10.sql']],
    ['timestamps', ['20230101120000_b.sql', '20240101120000_a.sql']],
    [
      'dates among timestamps',
      ['20240101120000_a.sql', '20240102_b.sql', '20240102080000_c.sql', '202401030900_d.sql', '20240103100000_e.sql'],
    ],
    ['a day with several steps', ['20240101_2_b.sql', '20240101_10_a.sql', '20240102_1_a.sql']],
    ['dates in parts', ['2023_12_31_235959_a.sql', '2024-01-01-000000_b.sql']],
    ['counters before timestamps', ['0007_a.sql', '1699999999999_b.sql', '20240101120000_c.sql']],
    ['versions', ['v1.2.sql', 'v1.2.1.sql', 'v1.10.sql', 'V2.sql']],
    ['a beginning without a number', ['init.sql', '001_a.sql', 'zz_views.sql']],
    ['names alone', ['a.sql', 'b.sql', 'c.sql']],
    ['the same number twice', ['003_a.sql', '003_b.sql', '004_a.sql']],
    ['a rest that is a number too', ['001_2fa.sql', '002_1st.sql']],
  ])('%s', (_, names) => {
    expect(order(named('migrations', [...names].reverse()))).toEqual({
      tools: ['plain'],
      ordered: names.map((name) => `migrations/${name}`),
      leftOut: {},
    })
  })

  it('folders of dates', () => {
    const files = ['2023/12/01_z.sql', '2024/01/02_b.sql', '2024/01/10_a.sql', '2024/2/01_a.sql', '2024/11/01_a.sql']
    expect(order(named('db/migrations', [...files].reverse())).ordered).toEqual(files.map((file) => `db/migrations/${file}`))
  })

  it('numbers of any length', () => {
    const long = `1${'0'.repeat(200)}_z.sql`
    expect(order(named('migrations', [long, '99_a.sql', '00000000000000000000000100_b.sql'])).ordered).toEqual([
      'migrations/99_a.sql',
      'migrations/00000000000000000000000100_b.sql',
      `migrations/${long}`,
    ])
  })

  it('nothing at all', () => {
    expect(order({})).toEqual({ tools: [], ordered: [], leftOut: {} })
  })

  it('files that cannot be read', () => {
    const { ordered } = orderMigrations(['/a/2.sql', '/a/1.sql'], () => undefined)
    expect(ordered.map(({ path }) => path)).toEqual(['/a/1.sql', '/a/2.sql'])
  })

  it('names that mean something to a pattern, a shell or JavaScript', () => {
    const names = ['001_(a).sql', '002_[b]*.sql', '003_ü 🙂.sql', '004_$&.sql', '005___proto__.sql']
    expect(order(named('migrations', names)).ordered).toEqual(names.map((name) => `migrations/${name}`))
  })
})

describe('what lies among migrations and is none', () => {
  it.each([
    ['001_a.down.sql', 'undoes a migration'],
    ['001_a-down.sql', 'undoes a migration'],
    ['001_a_down.sql', 'undoes a migration'],
    ['001.undo.a.sql', 'undoes a migration'],
    ['001_a_rollback.sql', 'undoes a migration'],
    ['001_a.rollback.sql', 'undoes a migration'],
    ['down_001_a.sql', 'undoes a migration'],
    ['rollback/001_a.sql', 'undoes a migration'],
    ['undo/001_a.sql', 'undoes a migration'],
    ['001_a.test.sql', 'is a test'],
    ['orders_test.sql', 'is a test'],
    ['tests/001_a.sql', 'is a test'],
    ['seed.sql', 'fills in data'],
    ['seeds/001_a.sql', 'fills in data'],
    ['demo.seed.sql', 'fills in data'],
    ['archive/000_a.sql', 'is kept for the record'],
    ['queries/001_a.sql', 'is a query'],
    ['mysql/001_a.sql', 'is for another database'],
    ['001_a.sqlite.sql', 'is for another database'],
  ])('%s %s', (name, reason) => {
    expect(order(named('migrations', ['001_a.sql', '002_b.sql', name]))).toEqual({
      tools: ['plain'],
      ordered: ['migrations/001_a.sql', 'migrations/002_b.sql'],
      leftOut: { [`migrations/${name}`]: reason },
    })
  })

  it.each([
    '003_add_rollback.sql',
    '003_down_payments.sql',
    '003_add_test.sql',
    '003_seed_roles.sql',
    '003_revert_rename.sql',
    'down_payments.sql',
  ])('%s is a migration', (name) => {
    expect(order(named('migrations', ['001_a.sql', name]))).toMatchObject({ leftOut: {} })
  })

  it('a name that may undo does when its text begins by dropping', () => {
    const text = '-- back to before\nbegin;\ndrop table a;\ncommit;\n'
    expect(order({ 'db/up_1.sql': table('a'), 'db/rollback_all.sql': text }).leftOut).toEqual({
      'db/rollback_all.sql': 'undoes a migration',
    })
  })

  it('pairs in the way of db-migrate and of postgrator', () => {
    const pairs = order(named('migrations/sqls', ['2024-a-up.sql', '2024-a-down.sql', '2023-b-up.sql', '2023-b-down.sql']))
    expect(pairs.ordered).toEqual(['migrations/sqls/2023-b-up.sql', 'migrations/sqls/2024-a-up.sql'])
    const actions = order(named('migrations', ['1.do.a.sql', '1.undo.a.sql', '10.do.c.sql', '2.do.b.sql', '2.undo.b.sql']))
    expect(actions.ordered).toEqual(['migrations/1.do.a.sql', 'migrations/2.do.b.sql', 'migrations/10.do.c.sql'])
  })

  it('the name of the folder that is given says nothing', () => {
    expect(order(named('tests/mysql/seeds', ['1.sql', '2.sql'])).ordered).toHaveLength(2)
  })
})

describe('Prisma', () => {
  const lock = (provider: string): string => `# Please do not edit this file manually\nprovider = "${provider}"\n`
  const steps = named('prisma/migrations', ['20240101_b/migration.sql', '0_init/migration.sql', '202310122339_a/migration.sql'])

  it('sorts folders by name', () => {
    const files = {
      ...steps,
      'prisma/migrations/migration_lock.toml': lock('postgresql'),
      'prisma/migrations/0_init/down.sql': 'drop table a;',
    }
    expect(order(files)).toEqual({
      tools: ['prisma'],
      ordered: ['0_init', '202310122339_a', '20240101_b'].map((name) => `prisma/migrations/${name}/migration.sql`),
      leftOut: { 'prisma/migrations/0_init/down.sql': 'is not the migration.sql of a folder' },
    })
  })

  it('knows CockroachDB, and does without a lock', () => {
    expect(order({ ...steps, 'prisma/migrations/migration_lock.toml': lock('cockroachdb') }).ordered).toHaveLength(3)
    expect(order(steps).tools).toEqual(['prisma'])
    expect(order({ 'prisma/migrations/1_a/migration.sql': table('a') }).tools).toEqual(['prisma'])
  })

  it.each(['mysql', 'sqlite', 'sqlserver'])('leaves %s alone', (provider) => {
    const { ordered, leftOut } = order({ ...steps, 'prisma/migrations/migration_lock.toml': lock(provider) })
    expect([ordered, new Set(Object.values(leftOut))]).toEqual([[], new Set([`is for ${provider}`])])
  })

  it('takes the provider from the schema where there is no lock', () => {
    const schema = 'generator client { provider = "prisma-client-js" }\ndatasource db {\n  provider = "mysql"\n}\n'
    expect(order({ ...steps, 'prisma/schema.prisma': schema }).ordered).toEqual([])
  })
})

describe('Drizzle', () => {
  const journal = (tags: string[], dialect = 'postgresql'): string =>
    JSON.stringify({ version: '7', dialect, entries: tags.map((tag, idx) => ({ idx, version: '7', when: 1, tag, breakpoints: true })) })

  it('takes order and membership from the journal', () => {
    const files = named('drizzle', ['0000_a.sql', '0001_b.sql', '0001_c.sql', '0002_rollback.sql', 'old.sql'])
    expect(
      order({ ...files, 'drizzle/meta/_journal.json': journal(['0000_a', '0001_c', '0001_b', '0002_rollback', '0003_gone']) }),
    ).toEqual({
      tools: ['drizzle'],
      ordered: ['drizzle/0000_a.sql', 'drizzle/0001_c.sql', 'drizzle/0001_b.sql', 'drizzle/0002_rollback.sql'],
      leftOut: { 'drizzle/old.sql': 'is not in the journal' },
    })
  })

  it.each(['mysql', 'sqlite', 'turso', 'singlestore'])('leaves %s alone', (dialect) => {
    expect(order({ 'drizzle/0000_a.sql': table('a'), 'drizzle/meta/_journal.json': journal(['0000_a'], dialect) })).toEqual({
      tools: [],
      ordered: [],
      leftOut: { 'drizzle/0000_a.sql': `is for ${dialect}` },
    })
  })

  it('knows the name that older versions give Postgres', () => {
    expect(order({ 'drizzle/0000_a.sql': table('a'), 'drizzle/meta/_journal.json': journal(['0000_a'], 'pg') }).ordered).toHaveLength(1)
  })

  it.each(['<<<<<<< HEAD\n{', '', '[]', 'null', '{"entries": {}}', '{"entries": [null, 1, {"tag": 2}]}', journal(['0000_else'])])(
    'goes by numbers when the journal says nothing: %s',
    (text) => {
      const files = named('drizzle', ['0001_b.sql', '0000_a.sql'])
      // Its migrator runs what the journal names, and no more.
      expect(order({ ...files, 'drizzle/meta/_journal.json': text })).toMatchObject({
        tools: ['plain'],
        ordered: ['drizzle/0000_a.sql', 'drizzle/0001_b.sql'],
      })
    },
  )

  it('reads a folder for each migration', () => {
    const files = (dialect: string): Record<string, string> => ({
      ...named('drizzle', ['20250102000000_b/migration.sql', '20250101000000_a/migration.sql']),
      'drizzle/20250101000000_a/snapshot.json': `{"version":"8","dialect":"${dialect}"}`,
      'drizzle/20250102000000_b/snapshot.json': `{"version":"8","dialect":"${dialect}"}`,
    })
    expect(order(files('postgres'))).toEqual({
      tools: ['drizzle'],
      ordered: ['drizzle/20250101000000_a/migration.sql', 'drizzle/20250102000000_b/migration.sql'],
      leftOut: {},
    })
    expect(order(files('sqlite')).ordered).toEqual([])
  })
})

describe('tools with a folder of their own', () => {
  it('Supabase runs only what has a version', () => {
    expect(order(named('supabase/migrations', ['20240102000000_b.sql', '20240101000000_a.sql', 'notes.sql']))).toEqual({
      tools: ['supabase'],
      ordered: ['supabase/migrations/20240101000000_a.sql', 'supabase/migrations/20240102000000_b.sql'],
      leftOut: { 'supabase/migrations/notes.sql': 'has no version in its name' },
    })
    const elsewhere = { ...named('backend/migrations', ['1_a.sql']), 'backend/config.toml': 'project_id = "shop"\n' }
    expect(order(elsewhere).tools).toEqual(['supabase'])
  })

  it('Hasura goes by the numbers of folders', () => {
    expect(order(named('hasura/migrations/default', ['1700000000000_b/up.sql', '1700000000000_b/down.sql', '900_a/up.sql']))).toEqual({
      tools: ['hasura'],
      ordered: ['hasura/migrations/default/900_a/up.sql', 'hasura/migrations/default/1700000000000_b/up.sql'],
      leftOut: { 'hasura/migrations/default/1700000000000_b/down.sql': 'undoes a migration' },
    })
  })

  it('Diesel goes by the dates of folders', () => {
    const names = ['00000000000000_diesel_initial_setup/up.sql', '2023-01-01-000000_z/up.sql', '2023-01-01-000001_a/up.sql']
    const found = order(named('migrations', [...names, '2023-01-01-000000_z/down.sql', '2023-01-01-000000_z/notes.sql'].reverse()))
    expect(found.tools).toEqual(['diesel'])
    expect(found.ordered).toEqual(names.map((name) => `migrations/${name}`))
    expect(Object.values(found.leftOut).sort()).toEqual(['is not the up.sql of a folder', 'undoes a migration'])
  })

  it('golang-migrate and sqlx go by numbers and run only the up files', () => {
    expect(order(named('db', ['10_c.up.sql', '2_b.up.sql', '2_b.down.sql', '1_a.up.sql', '1_a.down.sql', 'x.up.sql']))).toEqual({
      tools: ['golang-migrate'],
      ordered: ['db/1_a.up.sql', 'db/2_b.up.sql', 'db/10_c.up.sql'],
      leftOut: {
        'db/1_a.down.sql': 'undoes a migration',
        'db/2_b.down.sql': 'undoes a migration',
        'db/x.up.sql': 'has no version in its name',
      },
    })
  })

  it('graphile-migrate runs what is committed, then what is current', () => {
    const committed = '--! Previous: -\n--! Hash: sha1:00\n\ncreate table a (id int);\n'
    const files = {
      ...named('migrations/committed', ['000002-b.sql', '000001.sql', '000010.sql'], committed),
      'migrations/current.sql': table('z'),
    }
    expect(order({ ...files, 'migrations/afterReset.sql': 'create extension citext;' })).toEqual({
      tools: ['graphile-migrate'],
      ordered: ['committed/000001.sql', 'committed/000002-b.sql', 'committed/000010.sql', 'current.sql'].map(
        (name) => `migrations/${name}`,
      ),
      leftOut: { 'migrations/afterReset.sql': 'is neither committed nor current' },
    })
    const fresh = { '.gmrc': '{}', ...named('migrations/current', ['2-b.sql', '1-a.sql']) }
    expect(order(fresh)).toMatchObject({
      tools: ['graphile-migrate'],
      ordered: ['migrations/current/1-a.sql', 'migrations/current/2-b.sql'],
    })
  })

  it('Limit: files that the current migration includes are not read', () => {
    const files = {
      '.gmrc': '{}',
      'migrations/current.sql': '--!include functions/f.sql\n',
      'migrations/fixtures/functions/f.sql': table('a'),
    }
    expect(order(files).ordered).toEqual(['migrations/current.sql'])
  })

  it('Flyway goes by versions, then by the descriptions of what is repeatable', () => {
    const names = ['V1__a.sql', 'V1.2__b.sql', 'V1_10__c.sql', 'V2.0.1__d.sql', 'V10__e.sql', 'R__a_view.sql', 'R__b_view.sql']
    const files = named('src/main/resources/db/migration', [...names, 'U10__e.sql', 'afterMigrate.sql'].reverse())
    expect(order(files)).toEqual({
      tools: ['flyway'],
      ordered: names.map((name) => `src/main/resources/db/migration/${name}`),
      leftOut: {
        'src/main/resources/db/migration/U10__e.sql': 'undoes a migration',
        'src/main/resources/db/migration/afterMigrate.sql': 'has no version in its name',
      },
    })
  })

  it('Flyway begins at the last baseline, and looks into folders', () => {
    const names = ['B1__old.sql', 'B3__base.sql', 'V2__a.sql', 'V3__b.sql', 'postgresql/V4__c.sql', 'h2/V4__c.sql', '2024/V5__d.sql']
    const found = order(named('db/migration', names))
    expect(found.ordered).toEqual(['db/migration/B3__base.sql', 'db/migration/postgresql/V4__c.sql', 'db/migration/2024/V5__d.sql'])
    expect(found.leftOut['db/migration/V3__b.sql']).toBe('is older than the baseline')
    expect(found.leftOut['db/migration/h2/V4__c.sql']).toBe('is for another database')
  })
})

describe('sqitch', () => {
  const plan = `%syntax-version=1.0.0
%project=shop

schema 2024-01-01T00:00:00Z A <a@b> # first
users [schema] 2024-01-02T00:00:00Z A <a@b>
nested/orders [users] 2024-01-03T00:00:00Z A <a@b>
@v1.0 2024-01-04T00:00:00Z A <a@b> # release

audit 2024-01-04T00:00:00Z A <a@b>
@v1.1 2024-01-04T00:00:00Z A <a@b>
users [users@v1.0] 2024-01-05T00:00:00Z A <a@b> # rework
`
  const files = {
    'sqitch.plan': plan,
    ...named('deploy', ['users.sql', 'users@v1.0.sql', 'schema.sql', 'nested/orders.sql', 'audit.sql', 'unplanned.sql']),
    ...named('revert', ['users.sql'], 'drop table users;'),
    'verify/users.sql': 'select 1;',
  }

  it('goes by the plan, each change as it was then', () => {
    const found = order(files)
    expect(found.tools).toEqual(['sqitch'])
    expect(found.ordered).toEqual([
      'deploy/schema.sql',
      'deploy/users@v1.0.sql',
      'deploy/nested/orders.sql',
      'deploy/audit.sql',
      'deploy/users.sql',
    ])
    expect(found.leftOut).toEqual({
      'deploy/unplanned.sql': 'is not in the plan',
      'revert/users.sql': 'undoes a migration',
      'verify/users.sql': 'is not deployed',
    })
  })

  it.each([
    ['pg', 5],
    ['cockroach', 5],
    ['mysql', 0],
    ['sqlite', 0],
  ])('engine %s', (engine, count) => {
    expect(order({ ...files, 'sqitch.conf': `[core]\n\tengine = ${engine}\n\t# plan_file = sqitch.plan\n` }).ordered).toHaveLength(count)
  })

  it('deploys from the folder that is configured', () => {
    const moved = { 'sqitch.plan': 'a 2024 A <a@b>\n', 'sqitch.conf': '[core]\n  engine = pg\n  deploy_dir = up\n', 'up/a.sql': table('a') }
    expect(order(moved).ordered).toEqual(['up/a.sql'])
  })
})

describe('tools that put marks into the text', () => {
  it.each([
    ['goose', '-- +goose Up\ncreate table a (id int);\n-- +goose Down\ndrop table a;\n'],
    ['sql-migrate', '-- +migrate Up\ncreate table a (id int);\n-- +migrate Down\ndrop table a;\n'],
    ['dbmate', '-- migrate:up transaction:false\ncreate table a (id int);\n-- migrate:down\ndrop table a;\n'],
    ['node-pg-migrate', '-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;\n'],
    ['tern', 'create table a (id int);\n---- create above / drop below ----\ndrop table a;\n'],
    ['liquibase', '--liquibase formatted sql\n--changeset a:1\ncreate table a (id int);\n--rollback drop table a;\n'],
    ['alembic', 'BEGIN;\n-- Running upgrade  -> 1f2e\ncreate table a (id int);\n'],
  ])('%s', (tool, text) => {
    expect(order(named('sql', ['10_b.sql', '09_a.sql'], text))).toEqual({
      tools: [tool],
      ordered: ['sql/09_a.sql', 'sql/10_b.sql'],
      leftOut: {},
    })
  })

  it('Limit: a master changelog that lists its files in another order than theirs is not read', () => {
    const master = 'databaseChangeLog:\n- include: { file: b.sql }\n- include: { file: a.sql }\n'
    const files = { ...named('changelog', ['a.sql', 'b.sql'], '--liquibase formatted sql\n'), 'changelog/db.changelog-master.yaml': master }
    expect(order(files).ordered).toEqual(['changelog/a.sql', 'changelog/b.sql'])
  })

  it('goose counts, dbmate sorts by name', () => {
    const numbers = ['10_b.sql', '9_a.sql']
    expect(order(named('sql', numbers, '-- +goose Up\nselect 1;')).ordered).toEqual(['sql/9_a.sql', 'sql/10_b.sql'])
    expect(order(named('sql', numbers, '-- migrate:up\nselect 1;')).ordered).toEqual(['sql/10_b.sql', 'sql/9_a.sql'])
  })

  it('a mark in one file of a folder names the tool of all, those below excepted', () => {
    const files = {
      ...named('db', ['1_a.sql', '3_c.sql']),
      'db/2_b.sql': '-- +goose Up\ncreate table b (id int);\n',
      'db/functions/f.sql': 'create function f() returns int return 1;',
    }
    expect(order(files)).toEqual({
      tools: ['goose', 'schema-folder'],
      ordered: ['db/1_a.sql', 'db/2_b.sql', 'db/3_c.sql', 'db/functions/f.sql'],
      leftOut: {},
    })
  })
})

describe('dumps', () => {
  it('come before migrations', () => {
    const files = { 'db/schema.sql': table('a'), ...named('db/migrations', ['002_b.sql', '001_a.sql']) }
    expect(order(files)).toEqual({
      tools: ['dump', 'plain'],
      ordered: ['db/schema.sql', 'db/migrations/001_a.sql', 'db/migrations/002_b.sql'],
      leftOut: {},
    })
  })

  it.each(['structure.sql', 'schema.sql', 'dump.sql', 'shop.dump.sql', 'cache_structure.sql'])('%s', (name) => {
    expect(order({ [`db/${name}`]: '-- PostgreSQL database dump\n\nCREATE TABLE public.a (\n id bigint\n);\n' }).tools).toEqual(['dump'])
  })
})

describe('other databases', () => {
  it.each([
    ['MySQL', 'create table `a` (`id` int unsigned not null auto_increment, primary key (`id`)) engine=InnoDB;'],
    ['SQLite', 'create table a (id integer primary key autoincrement);'],
    ['SQL Server', 'create table [dbo].[a] ([id] int identity(1,1));\ngo\n'],
    ['ClickHouse', 'create table a (id UInt64) engine = MergeTree order by id;'],
  ])('%s is left alone', (_, text) => {
    const { ordered, leftOut } = order({
      'migrations/001_a.sql': text,
      'migrations/002_b.sql': 'alter table a add column b int;',
      'migrations/003_c.sql': text,
    })
    expect([ordered, new Set(Object.values(leftOut))]).toEqual([[], new Set(['is written for another database'])])
  })

  it('one odd file is not', () => {
    const files = {
      ...named('migrations', ['001_a.sql', '003_c.sql'], 'create table a (id uuid, at timestamptz);'),
      'migrations/002_b.sql': 'alter table {{ schema }}.a add b int;',
    }
    expect(order(files).ordered).toHaveLength(3)
  })

  it('what Postgres accepts is Postgres', () => {
    expect(order({ 'migrations/001_a.sql': 'create table a (engine memory, auto_increment int);' }).ordered).toHaveLength(1)
  })
})
