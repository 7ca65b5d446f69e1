import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { matcher } from '../../../src/orms/drizzle/glob.ts'
import { isConfig } from '../../../src/orms/drizzle/config.ts'
import { discoverSchema } from '../../../src/project/discover.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'

const manifest = '{"name":"shop","dependencies":{"drizzle-orm":"^0.45.0"}}'
const table = (name: string): string =>
  `import { pgTable, uuid } from 'drizzle-orm/pg-core'\nexport const ${name} = pgTable('${name}', { orgId: uuid() })\n`
const config = (body: string): string => `import { defineConfig } from 'drizzle-kit'\nexport default defineConfig(${body})\n`

function found(files: Readonly<Record<string, string>>): { sources: string[]; leftOut: string[] } {
  const root = makeRepository({ 'package.json': manifest, ...files })
  const { sources, leftOut } = discoverSchema(join(root, 'src/x.ts'), root)
  return {
    sources: sources.map(({ path, reader }) => `${reader} ${relative(root, path)}`),
    leftOut: leftOut.map(({ path, reason }) => `${relative(root, path)} ${reason}`),
  }
}

describe('the Drizzle schema of a package', () => {
  const files = {
    'src/db/a.ts': table('a'),
    'src/db/b.ts': table('b'),
    'src/db/index.ts': "export * from './a'\nexport { b } from './b.js'\n",
    'src/db/deep/c.ts': table('c'),
    'src/db/notes.md': '',
  }
  it.each([
    ['a file', "{ dialect: 'postgresql', schema: './src/db/a.ts' }", ['src/db/a.ts']],
    ['files', "{ dialect: 'postgresql', schema: ['./src/db/b.ts', 'src/db/a.ts'] }", ['src/db/b.ts', 'src/db/a.ts']],
    ['a folder', "{ dialect: 'postgresql', schema: './src/db' }", ['src/db/a.ts', 'src/db/b.ts', 'src/db/index.ts']],
    ['a pattern', "{ dialect: 'postgresql', schema: './src/db/**/{a,c}.ts' }", ['src/db/a.ts', 'src/db/deep/c.ts']],
    [
      'a file and what it passes on',
      "{ dialect: 'postgresql', schema: 'src/db/index.ts' }",
      ['src/db/index.ts', 'src/db/a.ts', 'src/db/b.ts'],
    ],
    ['a path that is put together', "{ dialect: 'postgresql', schema: `./${'src/db'}/a.ts` }", ['src/db/a.ts']],
    [
      'what imports tell where the config does not',
      "{ dialect: 'postgresql', schema: process.env.SCHEMA }",
      ['src/db/a.ts', 'src/db/b.ts', 'src/db/deep/c.ts'],
    ],
  ])('is %s', (_, body, expected) => {
    const { sources } = found({ ...files, 'drizzle.config.ts': config(body) })
    expect(sources).toEqual(expected.map((path) => `drizzle ${path}`))
  })

  it('is what several configs name together, but for those of tests', () => {
    const { sources, leftOut } = found({
      ...files,
      'drizzle.config.ts': config("{ dialect: 'postgresql', schema: 'src/db/a.ts' }"),
      'drizzle.auth.config.mjs': "export default { dialect: 'postgresql', schema: 'src/db/b.ts' }",
      'drizzle.config.test.ts': config("{ dialect: 'postgresql', schema: 'src/db/deep/c.ts' }"),
      'drizzle.lite.config.ts': config("{ dialect: 'sqlite', schema: 'src/db/deep/c.ts' }"),
    })
    expect(sources).toEqual(['drizzle src/db/b.ts', 'drizzle src/db/a.ts'])
    expect(leftOut).toEqual(['src/db/deep/c.ts is for sqlite'])
  })

  it('is named in JSON, too', () => {
    const { sources } = found({ ...files, 'drizzle.config.json': '{ "dialect": "postgresql", "schema": ["./src/db/a.ts"] }' })
    expect(sources).toEqual(['drizzle src/db/a.ts'])
  })

  it('is told by imports without a config: not by tests, queries and types', () => {
    const { sources, leftOut } = found({
      'src/schema.ts': table('a'),
      'src/all.ts': "import * as t from 'drizzle-orm/pg-core'\nexport const a = t.pgTable('a', {})\n",
      'src/creator.ts': "import { text } from 'drizzle-orm/pg-core'\nimport { createTable } from './schema'\n",
      'src/query.ts': "import { alias } from 'drizzle-orm/pg-core'\nimport type { PgTable } from 'drizzle-orm/pg-core'\n",
      'src/types.ts': "import { type AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core'\n",
      'src/schema.test.ts': table('b'),
      'src/lite.ts': "import { sqliteTable } from 'drizzle-orm/sqlite-core'\n",
      'src/mysql.ts': "import { mysqlTable } from 'drizzle-orm/mysql-core'\n",
    })
    expect(sources).toEqual(['drizzle src/all.ts', 'drizzle src/creator.ts', 'drizzle src/schema.ts'])
    expect(leftOut).toEqual(['src/lite.ts is for sqlite', 'src/mysql.ts is for mysql'])
  })

  it('is not looked for without Drizzle, where there is another schema', () => {
    const files = { 'package.json': '{"name":"shop"}', 'src/schema.ts': table('a'), 'schema.sql': 'create table a (id int);' }
    expect(found(files).sources).toEqual(['sql schema.sql'])
  })

  it.each([
    ['the config', { 'drizzle.config.ts': config("{ dialect: 'postgresql', schema: 'src/schema.ts', casing: 'snake_case' }") }],
    [
      'the call that opens the database',
      {
        'src/db.ts':
          "import { drizzle } from 'drizzle-orm/node-postgres'\nexport const open = (url: string) => {\n  return drizzle(url, { casing: 'snake_case' })\n}\n",
      },
    ],
  ])('has the names that %s says', (_, files) => {
    const root = makeRepository({ 'package.json': manifest, 'src/schema.ts': table('a'), ...files })
    const { catalog } = loadSchema(join(root, 'src/x.ts'), defaultSettings, root)
    expect(catalog.table(undefined, 'a')?.columns.map(({ name }) => name)).toEqual(['org_id'])
  })

  it('has the names that the call sends where the config says nothing: else the application would not run', () => {
    const root = makeRepository({
      'package.json': manifest,
      'src/schema.ts': table('a'),
      'drizzle.config.ts': config("{ dialect: 'postgresql', schema: 'src/schema.ts' }"),
      'src/db.ts': "import { drizzle } from 'drizzle-orm/node-postgres'\nexport const db = drizzle('', { casing: 'snake_case' })\n",
    })
    const { catalog } = loadSchema(join(root, 'src/x.ts'), defaultSettings, root)
    expect(catalog.table(undefined, 'a')?.columns.map(({ name }) => name)).toEqual(['org_id'])
  })

  it.each([
    [
      'a casing in drizzle.config.json is not seen',
      'drizzle.config.json',
      '{ "dialect": "postgresql", "schema": "src/schema.ts", "casing": "snake_case" }',
    ],
    [
      'a casing in a config of another name is not seen',
      'drizzle.own.config.ts',
      config("{ dialect: 'postgresql', schema: 'src/schema.ts', casing: 'snake_case' }"),
    ],
    [
      'tablesFilter, schemaFilter and extensionsFilters are not heeded',
      'drizzle.config.ts',
      config(
        "{ dialect: 'postgresql', schema: 'src/schema.ts', tablesFilter: ['b_*'], schemaFilter: ['b'], extensionsFilters: ['postgis'] }",
      ),
    ],
  ])('%s', (_, name, text) => {
    const root = makeRepository({ 'package.json': manifest, 'src/schema.ts': table('a'), [name]: text })
    const { catalog } = loadSchema(join(root, 'src/x.ts'), defaultSettings, root)
    expect(catalog.table(undefined, 'a')?.columns.map((column) => column.name)).toEqual(['orgId'])
  })

  it('a file that does not parse tells nothing', () => {
    const root = makeRepository({ 'package.json': manifest, 'src/a.ts': `${table('a')}const (`, 'src/b.ts': table('b') })
    const { catalog } = loadSchema(join(root, 'src/x.ts'), defaultSettings, root)
    expect(catalog.tables.map(({ name }) => name)).toEqual(['b'])
  })

  it('is where the settings say, whatever else there is', () => {
    const root = makeRepository({ 'package.json': manifest, 'src/schema.ts': table('a'), 'db/one.ts': table('b'), 'db/two.ts': table('c') })
    const settings = { ...defaultSettings, schema: [{ reader: 'drizzle' as const, files: ['db/*.ts'] }] }
    const { catalog } = loadSchema(join(root, 'src/x.ts'), settings, root)
    expect(catalog.tables.map(({ name }) => name)).toEqual(['b', 'c'])
  })

  it('is that of another package, where the config names it', () => {
    const root = makeRepository({
      'package.json': '{"name":"all","workspaces":["packages/*"]}',
      'packages/db/package.json': '{"name":"@shop/db"}',
      'packages/db/src/a.ts': table('a'),
      'packages/db/src/deep/b.ts': table('b'),
      'packages/app/package.json': manifest,
      'packages/app/drizzle.config.ts': config(
        "{ dialect: 'postgresql', schema: ['../db/src/a.ts', '../db/src/*/*.ts', '../../../other/*.ts'] }",
      ),
    })
    const { sources } = discoverSchema(join(root, 'packages/app/src/x.ts'), root)
    expect(sources.map(({ path }) => relative(root, path))).toEqual(['packages/db/src/a.ts', 'packages/db/src/deep/b.ts'])
  })

  it('has the names of each package', () => {
    const root = makeRepository({
      'package.json': '{"name":"all","workspaces":["packages/*"]}',
      'packages/one/package.json': '{"name":"one","dependencies":{"drizzle-orm":"^0.45.0"}}',
      'packages/app/package.json': '{"name":"app","dependencies":{"one":"*","two":"*"}}',
      'packages/one/drizzle.config.ts': config("{ dialect: 'postgresql', schema: 'schema.ts' }"),
      'packages/one/schema.ts': table('a'),
      'packages/two/package.json': '{"name":"two","dependencies":{"drizzle-orm":"^0.45.0"}}',
      'packages/two/drizzle.config.ts': config("{ dialect: 'postgresql', schema: 'schema.ts', casing: 'snake_case' }"),
      'packages/two/schema.ts': table('b'),
    })
    const { catalog } = loadSchema(join(root, 'packages/app/x.ts'), defaultSettings, root)
    expect(catalog.tables.flatMap(({ columns }) => columns.map(({ name }) => name)).sort()).toEqual(['orgId', 'org_id'])
  })

  it('is put together of packages of the workspace', () => {
    const root = makeRepository({
      'package.json': '{"name":"all","workspaces":["packages/*"]}',
      'tsconfig.json': '{"compilerOptions":{"paths":{"@shop/columns":["./packages/columns/index.ts"]}}}',
      'packages/columns/package.json': '{"name":"@shop/columns"}',
      'packages/columns/index.ts':
        "import { timestamp } from 'drizzle-orm/pg-core'\nexport const stamps = () => ({ deletedAt: timestamp('deleted_at') })\n",
      'packages/db/package.json': '{"name":"@shop/db","dependencies":{"drizzle-orm":"0.45.4","@shop/columns":"*"}}',
      'packages/db/tsconfig.json': '{"extends":"../../tsconfig.json"}',
      'packages/db/drizzle.config.ts': config("{ dialect: 'postgresql', schema: './src/schema.ts' }"),
      'packages/db/src/schema.ts':
        "import { stamps } from '@shop/columns'\nimport { pgTable, uuid } from 'drizzle-orm/pg-core'\nexport const a = pgTable('a', { id: uuid(), ...stamps() })\n",
    })
    const { catalog } = loadSchema(join(root, 'packages/db/src/x.ts'), defaultSettings, root)
    expect(catalog.table(undefined, 'a')?.columns.map(({ name }) => name)).toEqual(['id', 'deleted_at'])
  })
})

describe('a config of drizzle-kit', () => {
  it.each([
    'drizzle.config.ts',
    'drizzle.config.js',
    'drizzle.config.mjs',
    'drizzle.auth.config.ts',
    'drizzle-auth.config.ts',
    'drizzle.config.auth.ts',
    'drizzle-config.ts',
  ])('is %s', (name) => {
    expect(isConfig(name)).toBe(true)
  })
  it.each(['drizzle.ts', 'config.ts', 'drizzle.config.test.ts', 'my-drizzle.config.ts', 'drizzle.config.json'])('is not %s', (name) => {
    expect(isConfig(name)).toBe(false)
  })
})

describe('a pattern', () => {
  it.each([
    ['/a/*.ts', '/a/b.ts', true],
    ['/a/*.ts', '/a/b/c.ts', false],
    ['/a/**/*.ts', '/a/b/c/d.ts', true],
    ['/a/**/*.ts', '/a/d.ts', true],
    ['/a/{x,y*}/?.ts', '/a/yes/d.ts', true],
    ['/a/[ab].ts', '/a/b.ts', true],
    ['/a/[!ab].ts', '/a/b.ts', false],
    ['/a.b/*.ts', '/aXb/c.ts', false],
    ['/a/{*.ts', '/a/{c.ts', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matcher(pattern)(path)).toBe(expected)
  })
})
