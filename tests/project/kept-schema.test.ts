import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { tenancy } from '../cli/run.ts'
import { makeRepository, table } from './temp-project.ts'

const cacheOf = (root: string): string => join(root, 'node_modules/.cache/eslint-plugin-tenancy')
const plugin = new URL('../../dist/index.js', import.meta.url).href
const configuration = (settings: object): string =>
  `import tenancy from ${JSON.stringify(plugin)}\nexport default [...tenancy.configs.recommended, { settings: { tenancy: ${JSON.stringify(settings)} } }]\n`

/** A project in which packages can be installed. */
function makeApplication(files: Readonly<Record<string, string>>): string {
  return makeRepository({ 'package.json': '{ "name": "shop" }', 'node_modules/.package-lock.json': '{}', ...files })
}

/** One whose schema imports the name of its table. */
function makeDrizzle(names: string): string {
  return makeApplication({
    'package.json': '{ "name": "shop", "dependencies": { "drizzle-orm": "^0.45.0" } }',
    [names]: "export const name = 'orders'\n",
    'src/schema.ts':
      "import { pgTable, integer } from 'drizzle-orm/pg-core'\nimport { name } from './names'\nexport const orders = pgTable(name, { id: integer() })\n",
  })
}

/** The tables that a process of its own finds. */
function tablesOf(root: string, ...args: string[]): string[] {
  const { out, errors, code } = tenancy(root, 'catalog', '--format', 'sql', ...args)
  expect(code, errors).toBe(0)
  return [...out.matchAll(/^CREATE TABLE "?(\w+)"?/gm)].map((found) => found[1] ?? '').sort()
}

/** Renames the table in what was kept: who then tells of it has read nothing else. */
function falsify(root: string, from: string, to: string): void {
  for (const name of readdirSync(cacheOf(root))) {
    const file = join(cacheOf(root), name)
    const kept = deserialize(readFileSync(file)) as { parts: { tables: { name: string }[] } }
    for (const one of kept.parts.tables) if (one.name === from) one.name = to
    writeFileSync(file, serialize(kept))
  }
}

function later(path: string): void {
  const time = Date.now() / 1000 + 60
  utimesSync(path, time, time)
}

describe('what a schema comes to', () => {
  it('is kept for the next process', () => {
    const root = makeApplication({ 'migrations/0001_init.sql': table('orders') })
    expect(tablesOf(root)).toEqual(['orders'])
    expect(readdirSync(cacheOf(root))).toHaveLength(1)
    falsify(root, 'orders', 'kept_orders')
    expect(tablesOf(root)).toEqual(['kept_orders'])
  })

  it('is kept where files are copied to later, as pipelines do', () => {
    const root = makeApplication({ 'migrations/0001_init.sql': table('orders') })
    tablesOf(root)
    falsify(root, 'orders', 'kept_orders')
    later(join(root, 'migrations/0001_init.sql'))
    expect(tablesOf(root)).toEqual(['kept_orders'])
  })

  const changes: Readonly<Record<string, (root: string) => void>> = {
    'a file changes': (root) => appendFileSync(join(root, 'migrations/0001_init.sql'), table('items')),
    'a file is added': (root) => writeFileSync(join(root, 'migrations/0002_more.sql'), table('items')),
    'a file is another of the same size': (root) => writeFileSync(join(root, 'migrations/0001_init.sql'), table('crates')),
    'a file goes': (root) => rmSync(join(root, 'migrations/0001_init.sql')),
    'the settings change': (root) => writeFileSync(join(root, 'eslint.config.mjs'), configuration({ schema: ['other.sql'] })),
    'nothing is to be kept': (root) => writeFileSync(join(root, 'eslint.config.mjs'), configuration({ cache: false })),
    'what is kept is no schema': (root) => {
      for (const name of readdirSync(cacheOf(root))) writeFileSync(join(cacheOf(root), name), 'nothing')
    },
  }

  it.each(Object.entries(changes).map(([name, change]) => ({ name, change })))('is read again where $name', ({ change }) => {
    const files = { 'migrations/0001_init.sql': table('orders'), 'migrations/0000_first.sql': table('a'), 'other.sql': table('b') }
    const root = makeApplication({ ...files, 'eslint.config.mjs': configuration({}) })
    tablesOf(root)
    falsify(root, 'orders', 'kept_orders')
    change(root)
    const found = tablesOf(root)
    expect(found).not.toContain('kept_orders')
    rmSync(cacheOf(root), { recursive: true })
    expect(found).toEqual(tablesOf(root))
  })

  it('is read again where a module changes that a program of the schema imports', () => {
    const root = makeDrizzle('src/names.ts')
    expect(tablesOf(root)).toEqual(['orders'])
    falsify(root, 'orders', 'kept_orders')
    expect(tablesOf(root)).toEqual(['kept_orders'])
    writeFileSync(join(root, 'src/names.ts'), "export const name = 'items'\n")
    expect(tablesOf(root)).toEqual(['items'])
  })

  it('is read again where another module takes the place of one', () => {
    const root = makeDrizzle('src/names/index.ts')
    tablesOf(root)
    writeFileSync(join(root, 'src/names.ts'), "export const name = 'items'\n")
    expect(tablesOf(root)).toEqual(['items'])
  })

  it('is kept of few', () => {
    const root = makeApplication({ 'migrations/0001_init.sql': table('orders') })
    for (let i = 0; i < 22; i++) {
      writeFileSync(join(root, 'eslint.config.mjs'), configuration({ smallTables: [`t${i}`] }))
      tablesOf(root)
    }
    expect(readdirSync(cacheOf(root))).toHaveLength(20)
  })

  it('is kept nowhere but in a folder of packages, and beyond no link', () => {
    const none = makeRepository({ 'package.json': '{}', 'migrations/0001_init.sql': table('orders') })
    tablesOf(none)
    expect(readdirSync(none).sort()).toEqual(['.git', 'migrations', 'package.json'])
    const elsewhere = makeRepository({})
    for (const link of ['node_modules', 'node_modules/.cache', 'node_modules/.cache/eslint-plugin-tenancy']) {
      const root = makeRepository({ 'package.json': '{}', 'migrations/0001_init.sql': table('orders') })
      mkdirSync(join(root, link, '..'), { recursive: true })
      symlinkSync(elsewhere, join(root, link))
      expect(tablesOf(root)).toEqual(['orders'])
    }
    expect(readdirSync(elsewhere)).toEqual(['.git'])
  })

  it('is nothing to keep where there is none', () => {
    const root = makeApplication({})
    tenancy(root, 'catalog')
    expect(readdirSync(join(root, 'node_modules'))).toEqual(['.package-lock.json'])
  })

  it('is not kept, and not taken from what was, where no configuration is trusted', () => {
    const root = makeApplication({ 'migrations/0001_init.sql': table('orders') })
    tablesOf(root, '--no-config')
    expect(readdirSync(join(root, 'node_modules'))).toEqual(['.package-lock.json'])
    tablesOf(root)
    falsify(root, 'orders', 'kept_orders')
    expect(tablesOf(root, '--no-config')).toEqual(['orders'])
  })

  it('is not missed where it cannot be kept', () => {
    const root = makeApplication({ 'migrations/0001_init.sql': table('orders'), 'node_modules/.cache': 'a file' })
    expect(tablesOf(root)).toEqual(['orders'])
  })

  it('tells of each step all the same', () => {
    const root = makeApplication({
      'migrations/0001_init.sql': 'create table orders (id bigint primary key, n int);\n',
      'migrations/0002_drop.sql': 'alter table orders drop column n;\n',
    })
    const check = (): string => tenancy(root, 'check', '--preset', 'all', '--format', 'json', 'migrations/0002_drop.sql').out
    const first = check()
    expect(first).toContain('no-destructive-migration')
    expect(check()).toBe(first)
  })
})
