import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverSchema } from '../../src/project/discover.ts'
import { prismaPackages } from '../../src/orms/prisma/find.ts'
import { schemaInConfig } from '../../src/orms/prisma/config.ts'
import { loadProgram } from '../../src/project/modules.ts'
import { hasPackage, installedMajor } from '../../src/project/package-version.ts'
import { schemaFilesAround } from '../../src/project/lone-schema.ts'
import type { OpenSchema } from '../../src/project/open-catalog.ts'
import { loadSchema, schemaFor } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { lint } from '../support/run-rule.ts'
import { makeRepository, table } from './temp-project.ts'

const source = 'datasource db {\n  provider = "postgresql"\n}\n'
const model = (name: string): string => `model ${name} {\n  id Int @id\n}\n`
const shop = (more: object = {}): string => JSON.stringify({ name: 'shop', dependencies: { '@prisma/client': '^7.0.0' }, ...more })

function sourcesOf(files: Readonly<Record<string, string>>): string[] {
  const root = makeRepository({ 'package.json': shop(), ...files })
  return discoverSchema(join(root, 'src/x.ts'), root).sources.map(({ path, reader }) => `${reader} ${relative(root, path)}`)
}

const config = (body: string): string => `import { defineConfig } from 'prisma/config'\nimport path from 'node:path'\n${body}\n`

describe('the Prisma schema of a package', () => {
  it.each([
    ['schema.prisma', { 'schema.prisma': source }, ['schema.prisma']],
    ['prisma/schema.prisma', { 'prisma/schema.prisma': source, 'prisma/other.prisma': '' }, ['prisma/schema.prisma']],
    [
      'a folder',
      { 'prisma/schema/a.prisma': source, 'prisma/schema/b/c.prisma': '' },
      ['prisma/schema/a.prisma', 'prisma/schema/b/c.prisma'],
    ],
    [
      'what package.json says',
      { 'package.json': shop({ prisma: { schema: './db/main.prisma' } }), 'db/main.prisma': source, 'schema.prisma': source },
      ['db/main.prisma'],
    ],
    [
      'a folder that the configuration says',
      { 'prisma.config.ts': config("export default defineConfig({ schema: 'db' })"), 'db/a.prisma': source, 'db/b.prisma': '' },
      ['db/a.prisma', 'db/b.prisma'],
    ],
    [
      'what a script says',
      {
        'package.json': shop({ scripts: { generate: 'prisma generate --schema ./libs/db/schema.prisma && echo' } }),
        'libs/db/schema.prisma': source,
        'prisma/schema.prisma': source,
      },
      ['libs/db/schema.prisma'],
    ],
    [
      'of what scripts say the one for Postgres',
      {
        'package.json': shop({
          scripts: {
            'db:push:mysql': 'prisma db push --schema mysql/schema.prisma',
            'db:migrate': 'prisma migrate dev --create-only --schema postgresql/schema.prisma',
          },
        }),
        'mysql/schema.prisma': source.replace('postgresql', 'mysql'),
        'postgresql/schema.prisma': source,
      },
      ['postgresql/schema.prisma'],
    ],
    [
      'a place that is not there',
      { 'package.json': shop({ prisma: { schema: 'nowhere.prisma' } }), 'schema.prisma': source },
      ['schema.prisma'],
    ],
  ])('is %s', (_, files, expected) => {
    expect(sourcesOf(files)).toEqual(expected.map((path) => `prisma ${path}`))
  })

  it('comes after migrations in SQL', () => {
    expect(sourcesOf({ 'schema.prisma': source, 'prisma/migrations/1_a/migration.sql': table('a') })).toEqual([
      'sql prisma/migrations/1_a/migration.sql',
      'prisma schema.prisma',
    ])
  })

  it('is not looked for without Prisma, where there is another schema', () => {
    const files = { 'package.json': '{"name":"shop"}', 'schema.prisma': source, 'migrations/1.sql': 'create table a (id int);' }
    expect(sourcesOf(files)).toEqual(['sql migrations/1.sql'])
  })

  it('is left out where it is of another database', () => {
    const root = makeRepository({ 'package.json': shop(), 'schema.prisma': source.replace('postgresql', 'mysql') })
    const { sources, leftOut } = discoverSchema(join(root, 'src/x.ts'), root)
    expect([sources, leftOut]).toEqual([[], [{ path: join(root, 'schema.prisma'), reason: 'is for mysql' }]])
  })

  it('is not looked for outside of the repository', () => {
    expect(sourcesOf({ 'package.json': shop({ prisma: { schema: '../../etc' } }) })).toEqual([])
  })
})

describe('a configuration of Prisma', () => {
  it.each([
    ["export default { schema: 'a.prisma' }", 'a.prisma'],
    ["export default defineConfig({ earlyAccess: true, schema: 'a.prisma' })", 'a.prisma'],
    ['export default defineConfig({ ...other, schema: `a` } satisfies PrismaConfig)', 'a'],
    ["const folder = 'db'\nconst config = { schema: path.join(folder, 'schema') }\nexport default config", join('db', 'schema')],
    ["export default defineConfig({ schema: path.join(__dirname, 'prisma', 'schema') })", join('prisma', 'schema')],
    ["export default defineConfig({ schema: path.resolve(import.meta.dirname, 'a.prisma') })", 'a.prisma'],
    ["export default defineConfig({ schema: path.join(process.cwd(), 'a.prisma') })", 'a.prisma'],
    ['export default defineConfig({ schema: process.env.SCHEMA })', undefined],
    ['export default defineConfig({ schema: path.join(folderOf(), "a") })', undefined],
    ['export default defineConfig({})', undefined],
    ['export default (', undefined],
  ])('is read without running it: %s', (body, expected) => {
    const root = makeRepository({ 'prisma.config.ts': config(body) })
    const program = loadProgram(join(root, 'prisma.config.ts'))
    expect(program && schemaInConfig(program)).toBe(expected)
  })
})

describe('the major version of Prisma', () => {
  const asked = (version: string): string => JSON.stringify({ name: 'a', devDependencies: { prisma: version } })
  it.each([
    [{ 'package.json': asked('^5.22.0') }, 5],
    [{ 'package.json': asked('6.1.0') }, 6],
    [{ 'package.json': asked('>=4') }, 4],
    [{ 'package.json': asked('latest') }, undefined],
    [{ 'package.json': asked('^5.22.0'), 'node_modules/prisma/package.json': '{"version":"6.0.1"}' }, 6],
    [{ 'package.json': asked('catalog:'), 'node_modules/@prisma/client/package.json': '{"version": "5.1.0"}' }, 5],
  ])('is the one that is installed, or asked for: %j', (files, expected) => {
    expect(installedMajor(join(makeRepository(files), 'prisma/schema.prisma'), prismaPackages)).toBe(expected)
  })

  it.each(['*', 'latest', 'workspace:*', 'catalog:', 'github:prisma/prisma'])('need not be known for it to be there: %s', (version) => {
    const file = join(makeRepository({ 'package.json': asked(version) }), 'prisma/schema.prisma')
    expect([hasPackage(file, prismaPackages), hasPackage(file, ['knex'])]).toEqual([true, false])
  })
})

describe('the catalog of Prisma schemas', () => {
  const tablesOf = (root: string, schema: string[] = []): string[] => {
    const { catalog } = loadSchema(join(root, 'src/x.ts'), { ...defaultSettings, schema }, root)
    return [...catalog.tables.map(({ name }) => name), ...catalog.parts.unread.map(({ reason }) => reason)]
  }

  it('is that of all of its files', () => {
    const root = makeRepository({
      'package.json': shop(),
      'prisma/schema/a.prisma': 'model A {\n  id Int @id\n  bs B[]\n}\n',
      'prisma/schema/b.prisma': 'model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n',
      'prisma/schema/main.prisma': source,
    })
    expect(tablesOf(root)).toEqual(['A', 'B'])
    expect(tablesOf(root, ['prisma/schema/*.prisma'])).toEqual(['A', 'B'])
  })

  it('is made with the version that is installed', () => {
    const models = 'model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n'
    const root = makeRepository({ 'package.json': shop({ dependencies: { prisma: '5.0.0' } }), 'schema.prisma': source + models })
    const { catalog } = loadSchema(join(root, 'x.ts'), { ...defaultSettings }, root)
    expect(catalog.table(undefined, '_AToB')?.indexes.map(({ name }) => name)).toEqual(['_AToB_AB_unique', '_AToB_B_index'])
  })

  it('of two databases is that of both', () => {
    const root = makeRepository({
      'one/schema.prisma': source + model('A'),
      'one/more/b.prisma': model('B'),
      'two/schema.prisma': source.replace('postgresql', 'mysql') + model('C'),
      'two/d.prisma': model('D'),
    })
    expect(tablesOf(root, ['**/*.prisma'])).toEqual(['A', 'B', 'it is of another database: mysql'])
  })

  it('is read again when a file changes', () => {
    const root = makeRepository({ 'schema.prisma': source + model('A') })
    const settings = { ...defaultSettings, schema: ['schema.prisma'] }
    const tables = (): string[] => loadSchema(join(root, 'x.ts'), settings, root).catalog.tables.map(({ name }) => name)
    expect(tables()).toEqual(['A'])
    writeFileSync(join(root, 'schema.prisma'), source + model('A') + model('B'))
    expect(loadSchema(join(root, 'x.ts'), { ...settings }, root).catalog.tables.map(({ name }) => name)).toEqual(['A', 'B'])
  })
})

describe('the files that are one schema with a file', () => {
  function around(file: string, files: Readonly<Record<string, string>>): string[] {
    const root = makeRepository(files)
    return schemaFilesAround(join(root, file), files[file] ?? '').map((one) => relative(root, one.file))
  }

  it.each<[string, string, Record<string, string>, string[]]>([
    ['itself', 'a.prisma', { 'a.prisma': model('A') }, ['a.prisma']],
    [
      'those below its datasource, whichever of them it is',
      'db/a.prisma',
      { 'db/a.prisma': source, 'db/b.prisma': '', 'db/c/d.prisma': '', 'db/node_modules/x/e.prisma': '' },
      ['db/a.prisma', 'db/b.prisma', 'db/c/d.prisma'],
    ],
    [
      'those around a datasource above',
      'db/c/a.prisma',
      { 'db/main.prisma': source, 'db/c/a.prisma': '' },
      ['db/c/a.prisma', 'db/main.prisma'],
    ],
    [
      'none of a datasource that is nearer to others',
      'a/one.prisma',
      { 'main.prisma': source, 'a/main.prisma': source, 'a/one.prisma': '', 'b.prisma': '' },
      ['a/main.prisma', 'a/one.prisma'],
    ],
    ['none outside of its package', 'db/a.prisma', { 'main.prisma': source, 'db/package.json': '{}', 'db/a.prisma': '' }, ['db/a.prisma']],
    ['none around a block of a page', 'page.md/0.prisma', { 'main.prisma': source, 'page.md': '' }, ['page.md/0.prisma']],
  ])('are %s', (_, file, files, expected) => {
    expect(around(file, files)).toEqual(expected)
  })

  it('are not all looked at again for each of them', () => {
    const root = makeRepository({ 'db/main.prisma': source, 'db/a.prisma': '', 'db/b.prisma': '', 'db/c.prisma': '' })
    const [saved, b] = ['db/a.prisma', 'db/b.prisma'].map((file) => schemaFilesAround(join(root, file), ''))
    expect(saved).toBe(b)
    const edited = schemaFilesAround(join(root, 'db/a.prisma'), ' ')
    expect(edited.map(({ file }) => file)).toEqual(saved?.map(({ file }) => file))
    expect(edited.map((one, i) => one === saved?.[i])).toEqual([false, true, true, true])
  })

  it('add up to one catalog, whichever of them asks, until one has changed', () => {
    const files = { 'package.json': '{}', 'db/main.prisma': source, 'db/a.prisma': model('A'), 'db/b.prisma': model('B') }
    const root = makeRepository(files)
    const open = (file: keyof typeof files, text: string = files[file]): OpenSchema['catalog'] =>
      schemaFor(join(root, file), text, [], defaultSettings, root).catalog
    const first = open('db/a.prisma')
    expect(first.tables.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(open('db/b.prisma')).toBe(first)
    expect(open('db/b.prisma', model('C')).tables.map(({ name }) => name)).toEqual(['A', 'C'])
    expect(open('db/a.prisma').tables.map(({ name }) => name)).toEqual(['A', 'B'])
  })
})

describe('calls of a client whose schema the settings name', () => {
  const order = `${source}model Order {\n  id Int @id\n  tenantId Int\n}\n`
  const schema = { 'package.json': shop(), 'models/orders.prisma': order }
  const found = (settings: object): (string | undefined)[] =>
    lint("import { prisma } from './db'\nexport const all = () => prisma.order.findMany()\n", {
      rule: 'require-tenant-filter',
      settings,
      schema,
      file: 'src/orders.ts',
    }).map(({ messageId }) => messageId)

  it('are read', () => {
    expect(found({ schema: ['models/*.prisma'] })).toHaveLength(1)
    expect(found({ schema: [{ reader: 'prisma', files: 'models/*' }] })).toHaveLength(1)
  })

  it('are not read where nothing leads to it', () => {
    expect(found({})).toEqual([])
  })

  it('are read by the schema that is found where the settings name a dump alone', () => {
    const files = {
      'package.json': shop(),
      'schema.prisma': order,
      'dump.sql': 'CREATE TABLE "Order" (id int PRIMARY KEY, "tenantId" int);',
    }
    const messages = lint('export const all = (prisma: PrismaClient) => prisma.order.findMany()\n', {
      rule: 'require-tenant-filter',
      settings: { schema: ['dump.sql'] },
      schema: files,
      file: 'src/orders.ts',
    })
    expect(messages).toHaveLength(1)
  })
})
