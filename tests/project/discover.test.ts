import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverSchema, filesWith, SchemaDiscovery } from '../../src/project/discover.ts'
import { makeProject, makeRepository, table } from './temp-project.ts'

interface Found {
  sources: string[]
  looked: string[]
  reason: string | undefined
}

function discover(root: string, file: string, cwd = root): Found {
  const { sources, looked, reason } = discoverSchema(join(root, file), cwd)
  return {
    sources: sources.map(({ path, tool }) => `${tool} ${relative(root, path)}`),
    looked: looked.map((folder) => relative(root, folder) || '.'),
    reason,
  }
}

/** The sources of a repository with these files. */
const sourcesOf = (files: Readonly<Record<string, string>>): string[] => discover(makeRepository(files), 'src/x.ts').sources

const named = (name: string, ...dependencies: string[]): string =>
  JSON.stringify({ name, dependencies: Object.fromEntries(dependencies.map((one) => [one, '*'])) })

describe('in a package', () => {
  it.each([
    [
      'prisma',
      { 'prisma/migrations/1_a/migration.sql': table('a'), 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"' },
      ['prisma prisma/migrations/1_a/migration.sql'],
    ],
    [
      'drizzle',
      { 'drizzle/0000_a.sql': table('a'), 'drizzle/meta/_journal.json': '{"dialect":"postgresql","entries":[{"tag":"0000_a"}]}' },
      ['drizzle drizzle/0000_a.sql'],
    ],
    [
      'supabase',
      { 'supabase/migrations/2024_a.sql': table('a'), 'supabase/seed.sql': table('s'), 'supabase/schemas/a.sql': table('a') },
      ['supabase supabase/migrations/2024_a.sql'],
    ],
    ['goose', { 'db/1_a.sql': `-- +goose Up\n${table('a')}` }, ['goose db/1_a.sql']],
    ['dbmate', { 'db/migrations/1_a.sql': `-- migrate:up\n${table('a')}`, 'db/schema.sql': table('a') }, ['dbmate db/migrations/1_a.sql']],
    ['golang-migrate', { 'store/1_a.up.sql': table('a'), 'store/1_a.down.sql': 'drop table a;' }, ['golang-migrate store/1_a.up.sql']],
    ['hasura', { 'migrations/default/1_a/up.sql': table('a') }, ['hasura migrations/default/1_a/up.sql']],
    ['diesel', { 'migrations/2024-01-01-000000_a/up.sql': table('a') }, ['diesel migrations/2024-01-01-000000_a/up.sql']],
    ['flyway', { 'src/main/resources/db/migration/V1__a.sql': table('a') }, ['flyway src/main/resources/db/migration/V1__a.sql']],
    ['sqitch', { 'sqitch.plan': 'a 2024 A <a@b>', 'deploy/a.sql': table('a'), 'revert/a.sql': 'drop table a;' }, ['sqitch deploy/a.sql']],
    ['graphile-migrate', { '.gmrc': '{}', 'migrations/current.sql': table('a') }, ['graphile-migrate migrations/current.sql']],
    [
      'numbers',
      { 'server/migrations/001.sql': 'insert into a values (1);', 'server/migrations/2.sql': '' },
      ['plain server/migrations/001.sql', 'plain server/migrations/2.sql'],
    ],
    ['DDL', { 'db/migrate/a.sql': table('a'), 'db/migrate/b.sql': table('b') }, ['plain db/migrate/a.sql', 'plain db/migrate/b.sql']],
    [
      'a folder of DDL',
      { 'sql/tables/a.sql': table('a'), 'sql/views/b.sql': 'create view b as select 1;' },
      ['schema-folder sql/tables/a.sql', 'schema-folder sql/views/b.sql'],
    ],
    ['structure.sql', { 'db/structure.sql': table('a'), 'db/migrate/1_a.rb': '' }, ['dump db/structure.sql']],
    ['schema.sql', { 'schema.sql': '-- PostgreSQL database dump\n' }, ['dump schema.sql']],
  ])('%s', (_, files, expected) => {
    expect(sourcesOf({ 'package.json': named('shop'), ...files })).toEqual(expected)
  })

  it.each([
    ['queries', { 'src/queries/a.sql': 'select 1;', 'src/queries/b.sql': 'create table b ();' }],
    ['queries beside nothing else', { 'sql/01_report.sql': 'select 1;', 'sql/02_report.sql': 'select 2;' }],
    ['a dump of rows', { 'dump.sql': 'insert into a values (1);' }],
    ['migrations that are neither counted nor DDL', { 'data-migrations/fill.sql': 'update a set b = 1;' }],
    [
      'MySQL by its provider',
      { 'prisma/migrations/1_a/migration.sql': table('a'), 'prisma/migrations/migration_lock.toml': 'provider = "mysql"' },
    ],
    [
      'MySQL by its text',
      { 'migrations/1_a.sql': 'create table `a` (`id` int unsigned);', 'schema.sql': 'create table `a` (`id` int unsigned);' },
    ],
    ['ClickHouse by its folder', { 'db/clickhouse/migrations/1_a.sql': table('a'), 'db/clickhouse/schema.sql': table('a') }],
    ['tests', { 'test/migrations/1_a.sql': table('a'), 'examples/schema.sql': table('a') }],
    ['what was archived', { 'db/archive/migrations/1_a.sql': table('a') }],
    ['nothing', {}],
  ])('not: %s', (_, files: Record<string, string>) => {
    expect(sourcesOf({ 'package.json': named('shop'), ...files })).toEqual([])
  })

  const prisma = { 'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel Task {\n  id String @id\n}\n' }
  const drizzle = {
    'src/schema.ts': "import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const a = pgTable('a', { id: text() })\n",
  }
  const typeorm = {
    'src/a.ts': "import { Entity, PrimaryColumn } from 'typeorm'\n@Entity() export class A { @PrimaryColumn() id: string }\n",
  }

  it.each([
    ['a schema of Prisma', prisma, ['prisma prisma/schema.prisma']],
    ['tables of Drizzle', drizzle, ['drizzle src/schema.ts']],
    ['entities of TypeORM', typeorm, ['typeorm src/a.ts']],
    [
      'a schema of Prisma for another database',
      { 'prisma/schema.prisma': prisma['prisma/schema.prisma'].replace('postgresql', 'sqlite') },
      [],
    ],
    ['migrations, which come first', { ...drizzle, 'migrations/1.sql': table('a') }, ['plain migrations/1.sql']],
  ])('where nothing says what it depends on, by its files and what they import: %s', (_, files, expected) => {
    expect(sourcesOf(files)).toEqual(expected)
    expect(sourcesOf({ 'package.json': named('trial', 'eslint'), ...files })).toEqual(expected)
  })

  it('not so of an application of many files, or beside what it says that it depends on', () => {
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`src/pages/p${i}.ts`, 'export {}']))
    expect(sourcesOf({ ...drizzle, ...many })).toEqual([])
    expect(sourcesOf({ 'package.json': named('shop', 'typeorm'), ...typeorm, ...drizzle })).toEqual(['typeorm src/a.ts'])
  })

  it('migrations win over a dump, unless they lead on from it', () => {
    const dump = { 'db/schema.sql': table('a') }
    expect(sourcesOf({ ...dump, 'db/migrations/1.sql': table('a') })).toEqual(['plain db/migrations/1.sql'])
    expect(sourcesOf({ ...dump, 'db/migrations/2.sql': 'alter table a add b int;' })).toEqual([
      'dump db/schema.sql',
      'plain db/migrations/2.sql',
    ])
  })

  it('functions and policies beside migrations come after them', () => {
    const files = { 'database/policies.sql': 'create policy p on a;', 'prisma/migrations/1_a/migration.sql': table('a') }
    expect(sourcesOf(files)).toEqual(['prisma prisma/migrations/1_a/migration.sql', 'schema-folder database/policies.sql'])
  })

  it('of several sets, those of the tools in use', () => {
    const files = {
      'a/migrations/1.sql': table('a'),
      'prisma/migrations/1_a/migration.sql': table('a'),
      'supabase/migrations/1_a.sql': table('a'),
    }
    expect(sourcesOf({ ...files, 'package.json': named('shop', '@prisma/client') })).toEqual(['prisma prisma/migrations/1_a/migration.sql'])
    expect(sourcesOf({ ...files, 'package.json': named('shop', 'prisma', 'supabase') })).toHaveLength(2)
    expect(sourcesOf({ ...files, 'package.json': named('shop') })).toEqual([
      'plain a/migrations/1.sql',
      'prisma prisma/migrations/1_a/migration.sql',
      'supabase supabase/migrations/1_a.sql',
    ])
  })

  it('two databases of one tool', () => {
    const files = { 'db/one/migrations/1.sql': table('a'), 'db/two/migrations/1.sql': table('b') }
    expect(sourcesOf(files)).toEqual(['plain db/one/migrations/1.sql', 'plain db/two/migrations/1.sql'])
  })
})

describe('in a working directory within the package', () => {
  const root = makeRepository({
    'package.json': named('shop'),
    'migrations/1.sql': table('a'),
    'examples/one/migrations/1.sql': table('a'),
    'examples/two/x.ts': '',
  })

  it('what lies there comes first', () => {
    expect(discover(root, 'examples/one/src/x.ts', join(root, 'examples/one')).sources).toEqual(['plain examples/one/migrations/1.sql'])
    expect(discover(root, 'examples/one/src/x.ts').sources).toEqual(['plain migrations/1.sql'])
  })

  it('then the package', () => {
    expect(discover(root, 'examples/two/x.ts', join(root, 'examples/two'))).toMatchObject({
      sources: ['plain migrations/1.sql'],
      looked: ['examples/two', '.'],
    })
    expect(discover(root, 'x.ts', join(root, 'examples/one')).sources).toEqual(['plain migrations/1.sql'])
  })
})

describe('in a workspace', () => {
  const base = {
    'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - packages/*\n',
    'package.json': named('all'),
    'apps/api/package.json': named('api', 'trpc'),
    'apps/web/package.json': named('web'),
    'packages/trpc/package.json': named('trpc', 'db', 'api'),
    'packages/db/package.json': named('db'),
  }
  const migration = 'packages/db/migrations/1_a.sql'

  it('the package itself, before those that it depends on', () => {
    const root = makeRepository({
      ...base,
      [migration]: table('a'),
      'apps/api/migrations/1.sql': table('b'),
      'apps/api/package.json': named('api', 'db'),
    })
    expect(discover(root, 'apps/api/src/x.ts')).toEqual({
      sources: ['plain apps/api/migrations/1.sql'],
      looked: ['apps/api'],
      reason: undefined,
    })
  })

  it('a dependency of a dependency, though they depend on each other', () => {
    const root = makeRepository({ ...base, [migration]: table('a') })
    expect(discover(root, 'apps/api/src/x.ts')).toEqual({
      sources: [`plain ${migration}`],
      looked: ['apps/api', 'packages/trpc', 'packages/db'],
      reason: undefined,
    })
  })

  it('all dependencies that are equally near', () => {
    const root = makeRepository({
      ...base,
      'apps/api/package.json': named('api', 'db', 'auth'),
      'packages/auth/package.json': named('auth'),
      'packages/auth/schema.sql': table('b'),
      [migration]: table('a'),
    })
    expect(discover(root, 'apps/api/x.ts').sources).toEqual(['dump packages/auth/schema.sql', `plain ${migration}`])
  })

  it('the packages to whose tables its own refer, before it', () => {
    const tableOf = (name: string, more = ''): string =>
      `import { pgTable, text, uuid } from 'drizzle-orm/pg-core'\n${more}export const ${name} = pgTable('${name}', { id: uuid('id').primaryKey()`
    const refers = (name: string, to: string, from: string): string =>
      `${tableOf(name, `import { ${to} } from '${from}'\n`)}, of: uuid('of').references(() => ${to}.id) })\n`
    const files = {
      ...base,
      'apps/api/package.json': named('api', '@a/billing'),
      'packages/billing/package.json': named('@a/billing', 'drizzle-orm', '@a/db', '@a/columns'),
      'packages/billing/src/schema.ts': refers('invoices', 'organizations', '@a/db/schema'),
      'packages/columns/package.json': named('@a/columns', 'drizzle-orm'),
      'packages/columns/src/schema.ts': `${tableOf('stamps')} })\n`,
      'packages/db/package.json': named('@a/db', 'drizzle-orm', '@a/people'),
      'packages/db/src/schema.ts': refers('organizations', 'users', '@a/people'),
      'packages/people/package.json': named('@a/people', 'drizzle-orm'),
      'packages/people/src/schema.ts': `${tableOf('users')} })\n`,
    }
    const all = ['people', 'db', 'billing'].map((name) => `drizzle packages/${name}/src/schema.ts`)
    const root = makeRepository(files)
    expect(discover(root, 'packages/billing/src/x.ts').sources).toEqual(all)
    expect(discover(root, 'apps/api/src/x.ts').sources).toEqual(all)
    expect(discover(root, 'packages/db/src/x.ts').sources).toEqual(all.slice(0, 2))
    const helping = {
      ...files,
      'packages/billing/src/schema.ts': `${tableOf('invoices', "import { stamps } from '@a/columns'\n")}, ...stamps })\n`,
    }
    expect(discover(makeRepository(helping), 'packages/billing/src/x.ts').sources).toEqual(all.slice(2))
  })

  it('the root, without its packages', () => {
    const root = makeRepository({ ...base, 'supabase/migrations/1_a.sql': table('a'), 'apps/web/migrations/1.sql': table('b') })
    expect(discover(root, 'apps/api/x.ts').sources).toEqual(['supabase supabase/migrations/1_a.sql'])
    expect(discover(root, 'scripts/x.ts')).toMatchObject({ sources: ['supabase supabase/migrations/1_a.sql'], looked: ['.'] })
  })

  it('the only package that has one', () => {
    const root = makeRepository({ ...base, [migration]: table('a') })
    expect(discover(root, 'apps/web/x.ts')).toEqual({
      sources: [`plain ${migration}`],
      looked: ['apps/web', '.', 'apps/api', 'packages/db', 'packages/trpc'],
      reason: undefined,
    })
  })

  it('none where several have one', () => {
    const root = makeRepository({ ...base, [migration]: table('a'), 'packages/trpc/schema.sql': table('b') })
    expect(discover(root, 'apps/web/x.ts')).toMatchObject({
      sources: [],
      reason: 'several packages have a schema: packages/db, packages/trpc',
    })
  })

  it('none for a package that has a schema of another database', () => {
    const sqlite = {
      'packages/cache/package.json': named('cache', 'kysely', 'better-sqlite3'),
      'packages/cache/src/migrations/1.ts': "import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) {}",
      'packages/cache/src/migrations/2.ts': "import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) {}",
    }
    const root = makeRepository({ ...base, ...sqlite, [migration]: table('a') })
    expect(discover(root, 'packages/cache/src/x.ts')).toEqual({
      sources: [],
      looked: ['packages/cache', '.'],
      reason: 'packages/cache/src/migrations/1.ts is for sqlite, and so is 1 file more',
    })
    const alone = makeRepository({ 'package.json': named('a', 'mysql2'), 'db/mysql/migrations/1.sql': table('a') })
    expect(discover(alone, 'x.ts')).toMatchObject({ sources: [], reason: 'db/mysql/migrations/1.sql is for another database' })
    const unsure = makeRepository({ ...base, 'apps/web/db/mysql/migrations/1.sql': table('b'), [migration]: table('a') })
    expect(discover(unsure, 'apps/web/x.ts').sources).toEqual([`plain ${migration}`])
    const linked = makeRepository({ ...base, ...sqlite, 'packages/cache/package.json': named('cache', 'kysely', 'better-sqlite3', 'db'), [migration]: table('a') }) // prettier-ignore
    expect(discover(linked, 'packages/cache/src/x.ts').sources).toEqual([`plain ${migration}`])
  })

  it('the only one that is no example', () => {
    const example = { 'examples/a/package.json': named('a'), 'examples/a/schema.sql': table('a') }
    const root = makeRepository({
      ...base,
      ...example,
      'pnpm-workspace.yaml': 'packages: [apps/*, packages/*, examples/*]',
      [migration]: table('a'),
    })
    expect(discover(root, 'apps/web/x.ts').sources).toEqual([`plain ${migration}`])
    expect(discover(root, 'examples/a/x.ts').sources).toEqual(['dump examples/a/schema.sql'])
  })

  it('packages that nobody declared', () => {
    const root = makeRepository({
      'backend/package.json': named('b'),
      'backend/db/schema.sql': table('a'),
      'web/package.json': named('w'),
      'web/x.ts': '',
    })
    expect(discover(root, 'web/x.ts')).toMatchObject({ sources: ['dump backend/db/schema.sql'], looked: ['web', '.', 'backend'] })
    expect(discover(root, 'tools/x.py').sources).toEqual(['dump backend/db/schema.sql'])
  })

  it('packages that link to each other', () => {
    const root = makeRepository({ 'a/package.json': named('a'), 'b/package.json': named('b'), 'c/package.json': named('c') })
    symlinkSync('../b', join(root, 'a/b'))
    symlinkSync('../a', join(root, 'b/a'))
    symlinkSync('..', join(root, 'b/all'))
    expect(discover(root, 'c/x.ts')).toEqual({ sources: [], looked: ['c', '.', 'a', 'b'], reason: undefined })
  })

  it('a folder that a link puts into the package', () => {
    const root = makeRepository({ ...base, 'database/migrations/1.sql': table('a') })
    symlinkSync('../../database', join(root, 'apps/web/database'))
    expect(discover(root, 'apps/web/x.ts')).toMatchObject({ sources: ['plain database/migrations/1.sql'], looked: ['apps/web'] })
  })

  it('a repository without packages, and a folder without a repository', () => {
    expect(discover(makeRepository({ 'db/structure.sql': table('a') }), 'app/models/x.ts').sources).toEqual(['dump db/structure.sql'])
    expect(discover(makeProject({ 'migrations/1.sql': table('a') }), 'x.ts').sources).toEqual(['plain migrations/1.sql'])
    expect(discover(makeProject({}), 'x.ts')).toEqual({ sources: [], looked: ['.'], reason: undefined })
  })
})

describe('hostile files', () => {
  it.each([
    ['a lock', { 'migrations/1_a/migration.sql': table('a'), 'migrations/migration_lock.toml': '\0'.repeat(10_000) }],
    ['a plan', { 'sqitch.plan': '@\n%\n[[[\n+ \n-x\n', 'deploy/a.sql': table('a') }],
    ['a journal', { 'drizzle/meta/_journal.json': '{"entries":[{"tag":"../../x"},{"tag":"__proto__"}]}', 'drizzle/1_a.sql': table('a') }],
    ['SQL', { 'migrations/1.sql': "'".repeat(5000), 'migrations/2.sql': '(('.repeat(2000), 'schema.sql': '$$' }],
    ['a package.json', { 'package.json': '{"name": 1, "dependencies": [1], "workspaces": {"packages": 5}}' }],
    ['a workspace', { 'pnpm-workspace.yaml': 'packages:\n  - "**"\n  - "{a,b"\n  - "[!"\n  - "../../*"\n' }],
  ])('%s', (_, files: Record<string, string>) => {
    const root = makeRepository(files)
    const { sources } = discover(root, 'src/x.ts')
    expect(sources.every((source) => !source.includes('..'))).toBe(true)
  })

  it('folders in place of files', () => {
    const root = makeRepository({})
    for (const name of ['package.json', 'pnpm-workspace.yaml', 'schema.sql', 'migrations/1.sql', 'migrations/migration_lock.toml'])
      mkdirSync(join(root, name), { recursive: true })
    expect(discover(root, 'x.ts').sources).toEqual([])
  })

  it.each(['<input>', '', '\0', 'a\0b.sql', '../../../..', 'x'.repeat(5000)])('a file called %j', (file) => {
    const cwd = makeRepository({ 'schema.sql': table('a') })
    expect(Array.isArray(discoverSchema(file, cwd).sources)).toBe(true)
  })
})

describe('looking again', () => {
  const add = (root: string, path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  it('is not done within 300 ms, nor within twenty times what the last look took', () => {
    const root = makeRepository({ 'migrations/1.sql': table('a') })
    let time = 0
    let tick = 0
    const discovery = new SchemaDiscovery(() => (time += tick))
    const count = (at: number): number => {
      time = at
      return discovery.discover(join(root, 'x.ts'), root).sources.length
    }
    expect(count(0)).toBe(1)
    add(root, 'migrations/2.sql', table('b'))
    expect([count(299), count(300)]).toEqual([1, 2])
    tick = 100
    add(root, 'migrations/3.sql', table('c'))
    expect(count(1000)).toBe(3)
    tick = 0
    const looked = time
    add(root, 'migrations/4.sql', table('d'))
    expect([count(looked + 1999), count(looked + 100_000)]).toEqual([3, 4])
  })

  it('gives the same object while nothing has changed', () => {
    const root = makeRepository({ 'migrations/1.sql': table('a') })
    let time = 0
    const discovery = new SchemaDiscovery(() => time)
    const first = discovery.discover(join(root, 'x.ts'), root)
    time = 1000
    const again = discovery.discover(join(root, 'deep/y.ts'), root)
    expect(again).toBe(first)
    add(root, 'migrations/2.sql', table('b'))
    time = 2000
    expect(discovery.discover(join(root, 'x.ts'), root)).not.toBe(first)
    rmSync(join(root, 'migrations'), { recursive: true })
    time = 3000
    expect(discovery.discover(join(root, 'x.ts'), root).sources).toEqual([])
  })

  it('depends on what would change the answer', () => {
    const root = makeRepository({
      'package.json': named('shop'),
      'drizzle/1_a.sql': table('a'),
      'drizzle/meta/_journal.json': '{"entries":[{"tag":"1_a"}]}',
    })
    const { dependsOn } = discoverSchema(join(root, 'src/x.ts'), root)
    expect(dependsOn.map((path) => relative(root, path))).toEqual([
      'package.json',
      'pnpm-workspace.yaml',
      'drizzle/meta/_journal.json',
      'drizzle',
    ])
  })
})

describe('programs with something in them', () => {
  it('are those of the package and of those in which the schema is looked for', () => {
    const extending = 'export const own = prisma.$extends({})'
    const root = makeRepository({
      'package.json': JSON.stringify({ name: 'root', workspaces: ['apps/*', 'packages/*'] }),
      'apps/web/package.json': named('web', '@acme/db'),
      'apps/web/src/page.ts': 'export const f = (req) => req.db.order.findMany()',
      'apps/web/src/own.ts': extending,
      'apps/web/tests/own.ts': extending,
      'apps/web/node_modules/x/own.js': extending,
      'packages/db/package.json': named('@acme/db', 'prisma'),
      'packages/db/prisma/schema.prisma': 'datasource db { provider = "postgresql" }\nmodel Order { id String @id }',
      'packages/db/src/client.ts': extending,
      'packages/db/src/none.ts': 'export {}',
      'apps/other/package.json': named('other'),
      'apps/other/src/own.ts': extending,
    })
    const found = filesWith('$extends', join(root, 'apps/web/src/page.ts'), root)
    expect(found.map((path) => relative(root, path))).toEqual(['apps/web/src/own.ts', 'packages/db/src/client.ts'])
  })
})
