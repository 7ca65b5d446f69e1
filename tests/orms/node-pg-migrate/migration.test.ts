import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareMigrations } from '../../../src/orms/node-pg-migrate/find.ts'
import { nodePgMigrate } from '../../../src/orms/node-pg-migrate/index.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { readSteps, sourcesOf } from '../support/steps.ts'

const up = (body: string): Readonly<Record<string, string>> => ({ 'm.js': `exports.up = (pgm) => {${body}}` })

describe('what is not known of a migration', () => {
  it.each([
    ["pgm.createTable('t', { id: 'id', a: type, ...more })", ['t: id'], ['a: type | the name or the type of this column is not known', "pgm.createTable('t', { id: 'id', a: type, ...more }) | not all of its columns are known"]], // prettier-ignore
    ["pgm.createTable('t', { a: { type: 'text', notNull: true, default: x } })", ['t: a'], []],
    ["pgm.createTable(name, {})", [], ['pgm.createTable(name, {}) | which table this is about is not known']], // prettier-ignore
    ["pgm.createTable('t', { a: 'int' }); pgm.createIndex('t', columns)", ['t: a?'], ["pgm.createIndex('t', columns) | a part of what this says is not known"]], // prettier-ignore
    ['later(pgm)', [], ['later(pgm) | what this does is not known']],
    ["pgm.sql(`alter table ${x} add a int`)", [], ['alter table ${x} add a int | a part of its text is not known']], // prettier-ignore
    ["pgm.createEverything('t')", [], ["pgm.createEverything('t') | what this does is not known"]],
    ["pgm.grantOnTables({ privileges: 'ALL', tables: 't', roles: 'r' }); pgm.db.query('select 1')", [], []],
  ])('%s', (body, tables, unread) => {
    const read = readSteps(nodePgMigrate, up(body))
    expect(read.unread).toEqual(unread)
    expect(read.tables).toEqual(tables)
  })
})

it('each change is at what says it', () => {
  const read = readSteps(nodePgMigrate, {
    'm.js': `const { stamps } = require('./stamps')
      exports.up = (pgm) => {
        pgm.createTable('t', { id: 'id', ...stamps }, { constraints: { unique: 'at' } })
        pgm.createIndex('t', 'id', { name: 'by_id' })
        pgm.createIndex('t', 'at')
      }`,
    'stamps.js': "exports.stamps = { at: { type: 'timestamptz', notNull: true } }",
  })
  expect(read.tables).toEqual(['t: id, at'])
  expect(read.indexes).toEqual(['by_id', 't_at_index', 't_pkey', 't_uniq_at'])
  expect(read.places).toEqual(["create table: 't'", "create index: 'by_id'", "create index: pgm.createIndex('t', 'at')"])
})

it('migrations are sorted by the moment that they begin with', () => {
  const names = ['1700000000000_b.js', '20200101000000000_z.js', '1700000000000_a.js', '2_x.js']
  expect([...names].sort(compareMigrations)).toEqual(['2_x.js', '20200101000000000_z.js', '1700000000000_a.js', '1700000000000_b.js'])
})

describe('shorthands', () => {
  const shorthands = (of: string): string =>
    `exports.shorthands = { ${of} }; exports.up = (pgm) => { pgm.createTable('first', { id: 'key' }) }`
  const later = "exports.up = (pgm) => { pgm.createTable('t', { id: 'key', at: 'moment', by: 'text' }) }"
  const columnsIn = (files: Readonly<Record<string, string>>): string[] => {
    const root = makeRepository({ 'package.json': JSON.stringify({ name: 'a', dependencies: { 'node-pg-migrate': '8.0.0' } }), ...files })
    const { catalog } = loadSchema(join(root, 'x.ts'), defaultSettings, root)
    return [...catalog.tables].flatMap(({ name, columns }) =>
      name === 't' ? columns.map((one) => `${one.name} ${one.type?.name ?? ''}`) : [],
    )
  }
  const known = "key: { type: 'uuid', primaryKey: true }, moment: { type: 'timestamptz' }"

  it('are known in all migrations behind the one that makes them', () => {
    expect(columnsIn({ 'migrations/1_a.js': shorthands(known), 'migrations/2_b.js': later })).toEqual([
      'id uuid',
      'at timestamp with time zone',
      'by text',
    ])
  })
  it('are those that were made last', () => {
    const files = {
      'migrations/1_a.js': shorthands(known),
      'migrations/2_b.js': shorthands("key: { type: 'bigint' }"),
      'migrations/3_c.js': later,
    }
    expect(columnsIn(files)).toEqual(['id bigint', 'at timestamp with time zone', 'by text'])
  })
  it.each(['exports.shorthands = undefined;', 'export const shorthands: ColumnDefinitions | undefined = undefined;'])(
    'lead to no other migration where there are none: %s',
    (text) => {
      expect(nodePgMigrate.leadsOn?.test(text)).toBe(false)
    },
  )
  it('are not known before', () => {
    expect(columnsIn({ 'migrations/1_b.js': later, 'migrations/2_a.js': shorthands(known) })).toEqual(['id key', 'at moment', 'by text'])
  })
})

it('migrations are found where the tool is in use', () => {
  const one = "exports.up = (pgm) => { pgm.createTable('t', { id: 'id' }) }"
  expect(sourcesOf(['node-pg-migrate'], { 'migrations/2_b.js': one, 'migrations/1_a.ts': one })).toEqual([
    'node-pg-migrate migrations/1_a.ts',
    'node-pg-migrate migrations/2_b.js',
  ])
  const scripts = { scripts: { migrate: 'node-pg-migrate -m db/steps' } }
  expect(sourcesOf(['node-pg-migrate'], { 'db/steps/1_a.js': one, 'migrations/1_a.js': one }, scripts)).toEqual(['node-pg-migrate db/steps/1_a.js']) // prettier-ignore
  expect(sourcesOf(['pg'], { 'migrations/1_a.js': one })).toEqual([])
})
