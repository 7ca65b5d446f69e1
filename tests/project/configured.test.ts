import { symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configuredSources, findConfiguredSources } from '../../src/project/configured.ts'
import { makeProject, makeRepository, table } from './temp-project.ts'

function find(root: string, schema: Parameters<typeof findConfiguredSources>[0], cwd = root): { sources: string[]; problems: string[] } {
  const { sources, problems } = findConfiguredSources(schema, cwd)
  return {
    sources: sources.map(({ path, reader, tool }) => `${reader} ${tool} ${relative(root, path)}`),
    problems: problems.map(({ entry, reason }) => `${entry} ${reason.replaceAll(root, '<root>')}`),
  }
}

const files = {
  'db/migrations/10_c.sql': table('c'),
  'db/migrations/2_b.sql': table('b'),
  'db/migrations/1_a.sql': table('a'),
  'db/migrations/1_a.down.sql': 'drop table a;',
  'db/migrations/README.md': '',
  'db/schema.sql': table('a'),
  'prisma/schema.prisma': '',
  'src/schema.ts': '',
}
const migrations = ['1_a', '2_b', '10_c'].map((name) => `sql plain db/migrations/${name}.sql`)

describe('a program that passes on what others declare', () => {
  const drizzle = (name: string): string =>
    `import { pgTable, uuid } from 'drizzle-orm/pg-core'\nexport const ${name} = pgTable('${name}', { id: uuid('id').primaryKey() })`
  const root = makeRepository({
    'package.json': '{"dependencies":{"drizzle-orm":"1"}}',
    'src/schema/index.ts': "export * from './orders.js'\nexport { users } from './people'",
    'src/schema/orders.ts': drizzle('orders'),
    'src/schema/people/index.ts': "export * from './users'",
    'src/schema/people/users.ts': drizzle('users'),
    'src/other/index.ts': "export * from './names'\nexport * from './index'",
    'src/other/names.ts': "export const names = ['a']",
  })

  it.each<[Parameters<typeof findConfiguredSources>[0], string[]]>([
    [['src/schema/*.ts'], ['drizzle drizzle src/schema/index.ts', 'drizzle drizzle src/schema/orders.ts']],
    [['src/schema/index.ts'], ['drizzle drizzle src/schema/index.ts']],
    [['src/schema/people/index.ts'], ['drizzle drizzle src/schema/people/index.ts']],
    [['src/other/*.ts'], ['code code src/other/index.ts', 'code code src/other/names.ts']],
  ])('%j', (schema, sources) => {
    expect(find(root, schema)).toEqual({ sources, problems: [] })
  })
})

describe('entries', () => {
  const root = makeRepository(files)

  it.each<[Parameters<typeof findConfiguredSources>[0], string[]]>([
    [[], []],
    [['db/migrations/*.sql'], migrations],
    [['db/migrations'], migrations],
    [['./db/migrations/'], migrations],
    [['db'], ['sql dump db/schema.sql', ...migrations]],
    [['db/migrations/**'], migrations],
    [
      ['db/schema.sql', 'db/migrations/2_b.sql', 'db/migrations/1_a.sql'],
      ['sql dump db/schema.sql', migrations[1] ?? '', migrations[0] ?? ''],
    ],
    [
      ['db/migrations/2_b.sql', 'db/migrations'],
      [migrations[1] ?? '', migrations[0] ?? '', migrations[2] ?? ''],
    ],
    [['db/migrations/*.sql', '!db/migrations/10*'], migrations.slice(0, 2)],
    [['db', '!db/migrations'], ['sql dump db/schema.sql']],
    [['db/{schema,missing}.sql'], ['sql dump db/schema.sql']],
    [['db/migrations/1_a.down.sql'], ['sql plain db/migrations/1_a.down.sql']],
    [
      ['prisma/schema.prisma', 'src/*.ts'],
      ['prisma prisma prisma/schema.prisma', 'code code src/schema.ts'],
    ],
    [[{ reader: 'drizzle', files: 'src/schema.ts' }], ['drizzle drizzle src/schema.ts']],
    [[{ reader: 'sql', files: ['db/migrations/README.md'] }], ['sql plain db/migrations/README.md']],
    [[{ reader: 'sql', files: ['db/**/*.sql', '!**/2_*'] }], ['sql dump db/schema.sql', migrations[0] ?? '', migrations[2] ?? '']],
  ])('%j', (schema, sources) => {
    expect(find(root, schema)).toEqual({ sources, problems: [] })
  })

  it('lead from the working directory, and upwards as far as the root', () => {
    expect(find(root, ['../db/schema.sql', '../db/migrations/*.sql', join(root, 'db/*.sql')], join(root, 'src'))).toEqual({
      sources: ['sql dump db/schema.sql', ...migrations],
      problems: [],
    })
  })

  it('may be names that look like patterns', () => {
    const names = ['app/(shop)/[id]/schema.sql', 'app/{a}/1_*.sql', 'app/!x.sql', 'app/ü 🙂.sql']
    const odd = makeRepository(Object.fromEntries(names.map((name) => [name, table('a')])))
    expect(find(odd, names).sources.map((source) => source.slice(source.indexOf('app')))).toEqual(names)
    expect(find(odd, ['app/(shop)']).sources).toEqual(['sql dump app/(shop)/[id]/schema.sql'])
  })

  it('do not see what is installed, unless they say so', () => {
    const installed = makeRepository({ 'a/schema.sql': table('a'), 'node_modules/b/schema.sql': table('b') })
    expect(find(installed, ['**/schema.sql']).sources).toEqual(['sql dump a/schema.sql'])
    expect(find(installed, ['node_modules/b/*.sql']).sources).toEqual(['sql dump node_modules/b/schema.sql'])
  })
})

describe('problems', () => {
  const parent = makeProject({
    'outside/schema.sql': table('x'),
    'shop/.git/HEAD': '',
    'shop/db/schema.sql': table('a'),
    'shop/db/notes.md': '',
    'shop/db/old/1_a.sql': 'create table `a` (`id` int);',
  })
  const root = join(parent, 'shop')

  it.each([
    ['db/migrations/*.sql', 'finds no file from <root> on'],
    ['!db/schema.sql', 'names no files, or only such as are to be left out'],
    ['nowhere', 'finds no file from <root> on'],
    ['', 'is empty'],
    ['db/*.md', 'finds no file of a known kind: say with a reader what <root>/db/notes.md is'],
    ['db/old/*', 'finds no file that shapes the schema: <root>/db/old/1_a.sql is written for another database'],
    ['../outside/schema.sql', 'lies outside of the project, which is <root>'],
    ['../outside/*.sql', 'lies outside of the project, which is <root>'],
    ['db/../../outside/*.sql', 'lies outside of the project, which is <root>'],
    ['..', 'lies outside of the project, which is <root>'],
    ['/etc/*.conf', 'lies outside of the project, which is <root>'],
    [join(parent, 'outside/schema.sql'), 'lies outside of the project, which is <root>'],
    ['*/../../outside/*.sql', "has '..' after a wildcard: only the beginning of a pattern may lead upwards"],
    ['{db,../outside}/*.sql', "has '..' after a wildcard: only the beginning of a pattern may lead upwards"],
    ['db/@(x|..)/*.sql', "has '..' after a wildcard: only the beginning of a pattern may lead upwards"],
  ])('%s', (entry, reason) => {
    const { sources, problems } = find(root, [entry])
    expect([sources, problems[0]]).toEqual([[], expect.stringContaining(`${entry} ${reason}`)])
  })

  it('stand beside what the other entries find', () => {
    expect(find(root, ['nowhere/*.sql', 'db/schema.sql', '/etc'])).toMatchObject({
      sources: ['sql dump db/schema.sql'],
      problems: [expect.stringMatching(/^nowhere/), expect.stringMatching(/^\/etc /)],
    })
  })

  it.each([
    '\0',
    'a\0/*.sql',
    '['.repeat(1000),
    '{'.repeat(1000),
    `${'{a,b}'.repeat(12)}/*.sql`,
    '(((',
    '\\',
    '*'.repeat(500),
    'x'.repeat(10_000),
    `${'a/'.repeat(3000)}*.sql`,
  ])('nothing is thrown for %.20s', (entry) => {
    const { sources, problems } = find(root, [entry, { reader: '', files: [entry] }])
    expect(sources).toEqual([])
    expect(problems.length).toBeGreaterThan(0)
  })
})

describe('links', () => {
  it('within the project are followed, and a file is named once', () => {
    const root = makeRepository(files)
    symlinkSync('db/migrations', join(root, 'linked'))
    symlinkSync('../schema.sql', join(root, 'db/migrations/0_base.sql'))
    expect(find(root, ['linked']).sources).toEqual(['sql dump db/schema.sql', ...migrations])
    expect(find(root, ['linked/*_b.sql', 'db/migrations/2_b.sql'])).toEqual({ sources: [migrations[1]], problems: [] })
  })

  it('that lead out are problems', () => {
    const outside = makeProject({ 'schema.sql': table('secret'), 'deep/1.sql': table('secret') })
    const root = makeRepository({ 'db/1_a.sql': table('a'), 'src/x.ts': '' })
    symlinkSync(outside, join(root, 'out'))
    symlinkSync(outside, join(root, 'db/out'))
    symlinkSync(join(outside, 'schema.sql'), join(root, 'db/2_b.sql'))
    symlinkSync(outside, join(root, 'src/out'))
    expect(find(root, ['out'])).toEqual({ sources: [], problems: ['out leads out of the project by the link out'] })
    expect(find(root, ['out/deep/*.sql']).problems).toEqual(['out/deep/*.sql leads out of the project by the link out'])
    expect(find(root, ['db/2_b.sql']).problems).toEqual(['db/2_b.sql leads out of the project by the link db/2_b.sql'])
    expect(find(root, ['db/**/*.sql'])).toEqual({
      sources: ['sql schema-folder db/1_a.sql'],
      problems: [
        'db/**/*.sql passes over db/out, which leads out of the project',
        'db/**/*.sql passes over db/2_b.sql, which leads out of the project',
      ],
    })
    expect(find(root, ['db/1*.sql', 'src/*.ts']).problems).toEqual([])
  })

  it('in a circle or to nothing end', () => {
    const root = makeRepository({ 'a/1.sql': table('a'), 'b/2.sql': table('b') })
    symlinkSync('../b', join(root, 'a/b'))
    symlinkSync('../a', join(root, 'b/a'))
    symlinkSync('..', join(root, 'a/up'))
    symlinkSync('self', join(root, 'a/self'))
    symlinkSync('nothing', join(root, 'a/3.sql'))
    expect(find(root, ['**/*.sql']).sources).toEqual(['sql plain a/1.sql', 'sql plain b/2.sql'])
    expect(find(root, ['a/self', 'a/3.sql']).problems).toHaveLength(2)
  })
})

it('the answer stays the same object for a while', () => {
  const root = makeRepository(files)
  expect(configuredSources(['db'], root)).toBe(configuredSources(['db'], root))
  expect(configuredSources(['db'], root).sources).toHaveLength(4)
})
