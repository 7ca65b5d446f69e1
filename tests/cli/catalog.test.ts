import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CatalogJson } from '../../src/cli/catalog-json.ts'
import { makeRepository } from '../project/temp-project.ts'
import { rowsOf } from '../support/markdown.ts'
import { tenancy } from './run.ts'

const plugin = new URL('../../dist/index.js', import.meta.url).href
const organizations = 'create table organizations (id bigint primary key);\n'
const orders = `create table orders (
  id bigint generated always as identity primary key,
  organization_id bigint not null references organizations on delete cascade,
  "buyerId" bigint references users (id),
  total numeric(10, 2) default 0,
  deleted_at timestamptz,
  unique (organization_id, id)
);
create index orders_buyer on orders ("buyerId", lower(total::text)) include (total) where deleted_at is null;
`

const shop = {
  'migrations/0001_init.sql': `${organizations}create table users (id bigint primary key);\n${orders}`,
  'migrations/0002_more.sql': `alter table orders enable row level security;
alter table orders force row level security;
create policy own on orders as restrictive for select to app using (organization_id = current_setting('app.organization')::bigint);
create view open_orders as select id, total from orders where deleted_at is null;
create materialized view totals as select organization_id, sum(total) as total from orders group by 1;
create unique index totals_organization on totals (organization_id);
create table broken (;
`,
}

/** The catalog of a folder, without asking for a configuration. */
function catalogOf(cwd: string, ...args: string[]): CatalogJson {
  const { code, out, errors } = tenancy(cwd, 'catalog', '--format', 'json', '--no-config', ...args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return JSON.parse(out) as CatalogJson
}

/** A configuration as a project has it, with the plugin of this tree. */
const configWith = (settings: string): string =>
  `import tenancy from ${JSON.stringify(plugin)}\nexport default [...tenancy.configs.recommended, { settings: { tenancy: ${settings} } }]\n`

/** The paths of all values in a piece of JSON; a place is one of them. */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : value.flatMap((item: unknown) => pathsIn(item, `${path}[]`))
  if (typeof value !== 'object' || value === null || path.endsWith('place')) return [path]
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => pathsIn(item, path === '' ? key : `${path}.${key}`))
}

describe('tenancy catalog --format json', () => {
  const catalog = catalogOf(makeRepository(shop))
  const table = (name: string): CatalogJson['tables'][number] | undefined => catalog.tables.find((one) => one.name === name)

  it('has these parts', () => {
    expect(Object.keys(catalog)).toEqual(['sources', 'unread', 'differences', 'tables', 'views'])
  })

  it('names the files in the order in which they apply', () => {
    expect(catalog.sources).toEqual([
      { file: 'migrations/0001_init.sql', reader: 'sql' },
      { file: 'migrations/0002_more.sql', reader: 'sql' },
    ])
  })

  it('says what could not be read, where and why', () => {
    expect(catalog.unread).toEqual([
      { place: { file: 'migrations/0002_more.sql', line: 7, column: 22 }, reason: expect.stringContaining('syntax error') as string },
    ])
  })

  it('has the tables by name', () => {
    expect(catalog.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['public.orders', 'public.organizations', 'public.users'])
  })

  it('has a table with its place, its tenant column and its mark', () => {
    expect(table('orders')).toMatchObject({
      schema: 'public',
      place: { file: 'migrations/0001_init.sql', line: 3, column: 14 },
      tenantColumn: 'organization_id',
      softDeleteColumn: 'deleted_at',
      primaryKey: { name: 'orders_pkey', columns: ['id'] },
    })
    expect(table('users')).toMatchObject({ tenantColumn: null, softDeleteColumn: null, foreignKeys: [] })
  })

  it('has the columns with their types', () => {
    expect(table('orders')?.columns).toEqual([
      { name: 'id', type: 'bigint', nullable: false, hasDefault: true },
      { name: 'organization_id', type: 'bigint', nullable: false, hasDefault: false },
      { name: 'buyerId', type: 'bigint', nullable: true, hasDefault: false },
      { name: 'total', type: 'numeric(10,2)', nullable: true, hasDefault: true },
      { name: 'deleted_at', type: 'timestamp with time zone', nullable: true, hasDefault: false },
    ])
  })

  it('has the foreign keys with the index that serves each', () => {
    expect(table('orders')?.foreignKeys).toEqual([
      {
        name: 'orders_organization_id_fkey',
        columns: ['organization_id'],
        references: { schema: 'public', table: 'organizations', columns: ['id'] },
        onDelete: 'cascade',
        indexedBy: 'orders_organization_id_id_key',
        partiallyIndexedBy: null,
      },
      {
        name: 'orders_buyerId_fkey',
        columns: ['buyerId'],
        references: { schema: 'public', table: 'users', columns: ['id'] },
        onDelete: 'no action',
        indexedBy: null,
        partiallyIndexedBy: 'orders_buyer',
      },
    ])
  })

  it('has the indexes, those of constraints among them', () => {
    expect(table('orders')?.indexes.map(({ name, constraint }) => [name, constraint])).toEqual([
      ['orders_pkey', 'orders_pkey'],
      ['orders_organization_id_id_key', 'orders_organization_id_id_key'],
      ['orders_buyer', null],
    ])
    expect(table('orders')?.indexes.at(-1)).toEqual({
      name: 'orders_buyer',
      method: 'btree',
      unique: false,
      columns: ['buyerId', 'lower(total::text)'],
      include: ['total'],
      predicate: 'deleted_at IS NULL',
      constraint: null,
      place: { file: 'migrations/0001_init.sql', line: 11, column: 14 },
    })
  })

  it('has row security with its policies', () => {
    expect(table('orders')?.rowSecurity).toEqual({
      enabled: true,
      forced: true,
      policies: [
        {
          name: 'own',
          permissive: false,
          command: 'select',
          roles: ['app'],
          using: "organization_id = current_setting('app.organization')::bigint",
          withCheck: null,
        },
      ],
    })
    expect(table('users')?.rowSecurity).toEqual({ enabled: false, forced: false, policies: [] })
  })

  it('has views apart', () => {
    expect(catalog.views).toMatchObject([
      { schema: 'public', name: 'open_orders', materialized: false, place: { line: 4, column: 13 }, indexes: [] },
      { name: 'totals', materialized: true, indexes: [{ name: 'totals_organization', unique: true, columns: ['organization_id'] }] },
    ])
    expect(catalog.views[0]?.columns.map(({ name, type }) => `${name} ${type ?? '?'}`)).toEqual(['id bigint', 'total numeric(10,2)'])
  })

  it('has the fields that the page has', () => {
    const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
    const told = rowsOf(page).flatMap(([field = '']) => /^`((?:sources|unread|tables|views)\b.*)`$/.exec(field)?.[1] ?? [])
    const isToldWhole = (path: string): string => path.replace(/^(views\[\]\.(?:columns|indexes)\[\]).*/, '$1')
    const found = new Set([...pathsIn(catalog).map(isToldWhole), 'tables[].primaryKey'])
    expect(told.sort()).toEqual([...found].sort())
  })

  it('is empty where there is nothing', () => {
    expect(catalogOf(makeRepository({}))).toEqual({ sources: [], unread: [], differences: [], tables: [], views: [] })
  })
})

describe('tenancy catalog', () => {
  it('prints a table by default', () => {
    const { code, out, errors } = tenancy(makeRepository(shop), 'catalog', '--no-config')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toMatchSnapshot()
  })

  it('reads the files that --schema names, in their order', () => {
    const cwd = makeRepository({ ...shop, 'db/b.sql': organizations, 'db/a.sql': 'drop table organizations;\n' })
    expect(catalogOf(cwd, '--schema', 'db/b.sql').tables.map(({ name }) => name)).toEqual(['organizations'])
    expect(catalogOf(cwd, '--schema', 'db/b.sql', 'db/a.sql').tables).toEqual([])
  })

  it('says which pattern of --schema finds nothing', () => {
    const { code, out, errors } = tenancy(makeRepository(shop), 'catalog', '--no-config', '--schema', 'sql/*.sql')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(errors).toMatch(/^sql\/\*\.sql: finds no file from .+\n$/)
  })

  it('takes settings from a file', () => {
    const cwd = makeRepository({ ...shop, 'tenancy.json': '{ "tenantColumns": ["buyer_id"], "softDeleteColumns": [] }' })
    expect(catalogOf(cwd, '--settings', 'tenancy.json').tables[0]).toMatchObject({ tenantColumn: 'buyerId', softDeleteColumn: null })
  })

  it('takes --schema before the settings', () => {
    const cwd = makeRepository({ ...shop, 'db/b.sql': organizations, 'tenancy.json': '{ "schema": ["migrations/*.sql"] }' })
    expect(catalogOf(cwd, '--settings', 'tenancy.json', '--schema', 'db/b.sql').sources).toEqual([{ file: 'db/b.sql', reader: 'sql' }])
  })

  it('takes settings from the configuration', () => {
    const cwd = makeRepository({ ...shop, 'eslint.config.mjs': configWith("{ tenantColumns: ['buyer_id'] }") })
    const { code, out, errors } = tenancy(cwd, 'catalog', '--format', 'json')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect((JSON.parse(out) as CatalogJson).tables[0]?.tenantColumn).toBe('buyerId')
    expect(catalogOf(cwd).tables[0]?.tenantColumn).toBe('organization_id')
  })

  it('runs in a folder below that of the configuration', () => {
    const cwd = makeRepository({
      'eslint.config.mjs': configWith("{ tenantColumns: ['id'] }"),
      'package.json': '{ "name": "root", "workspaces": ["api"] }',
      'api/package.json': '{ "name": "api" }',
      'api/migrations/0001.sql': organizations,
    })
    const { out } = tenancy(join(cwd, 'api'), 'catalog', '--format', 'json')
    expect(JSON.parse(out)).toMatchObject({ sources: [{ file: 'migrations/0001.sql' }], tables: [{ tenantColumn: 'id' }] })
  })

  it.each([
    ['misspelt', '{ "tenantColumn": ["a"] }', "The setting tenancy.tenantColumn is not known here (did you mean 'tenantColumns'?).\n"],
    [
      'of the wrong type',
      '{ "tenantColumns": "a" }',
      expect.stringMatching(/^The setting tenancy\.tenantColumns must be .+, not 'a'\.\n$/) as string,
    ],
    ['no JSON', '{ tenantColumns: [] }', expect.stringMatching(/^.+tenancy\.json cannot be read as JSON: .+\n$/) as string],
  ])('ends with one line where a setting is %s', (_, text, errors) => {
    const cwd = makeRepository({ ...shop, 'tenancy.json': text })
    expect(tenancy(cwd, 'catalog', '--settings', 'tenancy.json')).toEqual({ code: 2, out: '', errors })
  })

  it('ends with one line where the configuration has a misspelt setting', () => {
    const cwd = makeRepository({ ...shop, 'eslint.config.mjs': configWith('{ schemas: [] }') })
    const { code, out, errors } = tenancy(cwd, 'catalog')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(errors).toMatch(/^The setting tenancy\.schemas .+\n$/)
  })

  it('says where it looked and what to type where there is nothing', () => {
    const cwd = makeRepository({ 'package.json': '{ "name": "empty" }' })
    const { code, out } = tenancy(cwd, 'catalog', '--no-config')
    expect(code).toBe(0)
    expect(out).toBe(`No schema was found. Looked in: ${cwd}. Name its files: tenancy catalog --schema 'db/**/*.sql'\n`)
  })

  it('says why it chose nothing where there is too much', () => {
    const cwd = makeRepository({
      'package.json': '{ "name": "root", "workspaces": ["a", "b"] }',
      'a/package.json': '{ "name": "a" }',
      'a/migrations/1.sql': organizations,
      'b/package.json': '{ "name": "b" }',
      'b/migrations/1.sql': organizations,
    })
    const { code, out } = tenancy(cwd, 'catalog', '--no-config')
    expect(code).toBe(0)
    expect(out).toContain('No schema was found: several packages have a schema: a, b.')
  })

  it('says which packages have another schema than that of the root', () => {
    const cwd = makeRepository({
      'package.json': '{ "name": "root", "workspaces": ["a", "b", "c"], "devDependencies": { "a": "*" } }',
      'a/package.json': '{ "name": "a" }',
      'a/migrations/1.sql': organizations,
      'b/package.json': '{ "name": "b" }',
      'b/migrations/1.sql': organizations,
      'c/package.json': '{ "name": "c" }',
    })
    const note = 'Other packages have a schema, too; run the command there to see it: b'
    expect(tenancy(cwd, 'catalog', '--no-config').out).toMatch(new RegExp(`^1 table from 1 file\n[^]*\n${note}\n$`))
    expect(tenancy(join(cwd, 'a'), 'catalog', '--no-config').out).not.toContain('Other packages')
    expect(tenancy(cwd, 'catalog', '--no-config', '--schema', 'a/migrations/*.sql').out).not.toContain('Other packages')
  })

  it('says so where the schema is that of another database', () => {
    const cwd = makeRepository({
      'package.json': '{ "name": "a", "dependencies": { "kysely": "1", "better-sqlite3": "9" } }',
      'migrations/1.ts': 'export async function up(db: Kysely<any>) {}',
    })
    expect(tenancy(cwd, 'catalog', '--no-config').out).toContain('No schema was found: migrations/1.ts is for sqlite. Looked in: ')
  })
})

describe('tenancy', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  const cwd = makeRepository({})

  it('tells its version', () => {
    expect(tenancy(cwd, '--version')).toEqual({ code: 0, out: `${version}\n`, errors: '' })
  })

  it.each([['catalog'], ['queries']])('has help with an example for %s', (command) => {
    const { code, out } = tenancy(cwd, command, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`Example:\n {2}tenancy ${command} `))
  })

  it.each([['--format'], ['catalog', '--format', 'yaml'], ['catalog', '--schemas', 'a'], ['catalogue']])('refuses %s %s %s', (...args) => {
    const { code, out, errors } = tenancy(cwd, ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(errors).toMatch(/^error: .+/)
  })
})
