import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/orms/knex/index.ts'
import { readSteps, sourcesOf } from '../support/steps.ts'

const up = (body: string): Readonly<Record<string, string>> => ({ 'm.ts': `export async function up(knex) {${body}}` })

describe('what is not known of a migration', () => {
  it.each([
    [
      "await knex.schema.createTable('t', (t) => { t.increments(); t.string(name).index(); t.specificType('x', y()) })",
      ['t: id'],
      [
        't.string(name).index() | the name or the type of this column is not known',
        "t.specificType('x', y()) | the name or the type of this column is not known",
        't.string(name).index() | a part of what this says is not known',
      ],
    ],
    ["await knex.schema.createTable(name, (t) => { t.increments() })", [], ['knex.schema.createTable(name, (t) => { t.increments() }) | which table this is about is not known']], // prettier-ignore
    [
      "await knex.schema.createTable('t', columns)",
      ['t: '],
      ["knex.schema.createTable('t', columns) | what is done to this table is not known"],
    ],
    ["await knex.schema.createTable('t', (t) => { t.increments(); helper(t); t.money('x') })", ['t: id'], ['helper(t) | what this does to the table is not known', "t.money('x') | what this does to the table is not known"]], // prettier-ignore
    ["await knex.schema.createTable('t', (t) => { t.string('a').defaultTo(now).checkIn(list) })", ['t: a?'], ["t.string('a').defaultTo(now).checkIn(list) | what this checks is not known"]], // prettier-ignore
    ['await later(knex)', [], ['later(knex) | what this does is not known']],
    ['await knex.raw(`create table ${name} (id int)`)', [], ['create table ${name} (id int) | a part of its text is not known']],
    ["if (process.env.X) await knex.schema.createTable('t', (t) => t.increments())", ['t: id'], ['process.env.X | what this depends on is not known; it is taken to happen']], // prettier-ignore
    ["await knex.schema.createTable('t', (t) => { t.increments(); if (x) t.string('a') })", ['t: id, a?'], ['x | what this depends on is not known; it is taken to happen']], // prettier-ignore
    ["await knex.schema.createView('v', (v) => v.as(knex('t').select('a')))", ['v: '], ["knex.schema.createView('v', (v) => v.as(knex('t').select('a'))) | what this view shows is not known"]], // prettier-ignore
  ])('%s', (body, tables, unread) => {
    const read = readSteps(knex, up(body))
    expect(read.unread).toEqual(unread)
    expect(read.tables).toEqual(tables)
  })

  it('is told of a loop that may shape the schema', () => {
    const loop = (body: string): readonly string[] => readSteps(knex, up(`for (const row of await knex('t')) { ${body} }`)).unread
    expect(loop("await knex('t').update({ a: row.b })")).toEqual([])
    expect(loop('await knex.schema.dropTable(row.name)')).toEqual(["await knex('t') | what this goes over is not known"])
  })

  it('is not all of it, and data is nothing', () => {
    expect(readSteps(knex, up("await knex('t').insert({ a: 1 }); const n = await knex.select('a').from('t').where({ b: 2 })"))).toEqual({
      tables: [],
      indexes: [],
      unread: [],
      places: [],
    })
    for (const text of [
      '',
      'export function up(knex) { while (true) knex.transaction((t) => up(t)) }',
      'exports.up = up',
      'export default {}',
    ])
      expect(() => readSteps(knex, { 'm.ts': text })).not.toThrow()
  })
})

it('follows promises that are put one behind another', () => {
  const body =
    "return ['a', 'b'].reduce((done, name) => done.then(() => knex.schema.createTable(name, (t) => t.increments())), Promise.resolve())"
  expect(readSteps(knex, up(body))).toMatchObject({ tables: ['a: id', 'b: id'], unread: [] })
})

describe('what a migration asks', () => {
  it.each([
    ["if (!(await knex.schema.hasTable('t'))) { await knex.schema.createTable('t', (t) => t.increments()) } else { await knex.schema.dropTable('t') }", ['t: id']], // prettier-ignore
    ["const has = await knex.schema.hasTable('t'); if (has) return; await knex.schema.createTable('t', (t) => t.increments())", ['t: id']],
    [
      "await knex.schema.createTable('t', (t) => t.increments()); if (await knex.schema.hasColumn('t', 'x')) return; await knex.schema.dropTable('t')", // prettier-ignore
      [],
    ],
    ["if (knex.client.config.client === 'mysql2') return; await knex.schema.createTable('t', (t) => t.increments())", ['t: id']],
    ["for (const n of ['a', 'b']) await knex.schema.createTable(n, (t) => { t.integer(`${n}_id`) })", ['a: a_id?', 'b: b_id?']],
    ["const trx = await knex.transaction(); await trx.schema.createTable('t', (t) => t.increments()); await trx.commit()", ['t: id']],
  ])('%s', (body, tables) => {
    const read = readSteps(knex, up(body))
    expect(read.unread).toEqual([])
    expect(read.tables).toEqual(tables)
  })
})

describe('each change is at what says it', () => {
  it('names, columns and calls', () => {
    const read = readSteps(knex, {
      'm.ts': `import { stamps } from './stamps'
        const name = 'users'
        exports.up = (knex) => knex.schema.createTable(name, function (t) {
          t.string('email').notNullable().unique()
          t.integer('org').references('orgs.id')
          t.index(['org'], 'by_org')
          stamps(t)
        })`,
      'stamps.ts': "export const stamps = (t) => { t.timestamp('at').index() }",
    })
    expect(read.places).toEqual([
      "create table: 'users'",
      "add constraint: t.string('email').notNullable().unique()",
      "add constraint: t.integer('org').references('orgs.id')",
      "create index: 'by_org'",
      'create index: stamps(t)',
    ])
    expect(read.indexes).toEqual(['by_org', 'users_at_index', 'users_email_unique'])
  })

  it('in SQL, letter by letter', () => {
    expect(readSteps(knex, up("await knex.raw('create table a (b int); create index on a (b)')")).places).toEqual([
      'create table: a',
      'create index: a',
    ])
  })
})

describe('migrations are found', () => {
  const one = "exports.up = (knex) => knex.schema.createTable('t', (t) => t.increments())"

  it('where the knexfile says', () => {
    expect(
      sourcesOf(['knex'], {
        'knexfile.js': "const path = require('path')\nmodule.exports = { development: { client: 'pg', migrations: { directory: path.join(__dirname, 'db/steps') } } }", // prettier-ignore
        'db/steps/2.js': one,
        'db/steps/1.ts': one,
        'db/steps/help.js': 'exports.x = 1',
        'migrations/9.js': one,
      }),
    ).toEqual(['knex db/steps/1.ts', 'knex db/steps/2.js'])
  })

  it('in several folders, sorted by the names of files, unless each is sorted by itself', () => {
    const files = { 'a/2.js': one, 'b/1.js': one }
    const config = (more: string): string => `export default { client: 'pg', migrations: { directory: ['./a', './b'] ${more} } }`
    expect(sourcesOf(['knex'], { ...files, 'knexfile.ts': config('') })).toEqual(['knex b/1.js', 'knex a/2.js'])
    expect(sourcesOf(['knex'], { ...files, 'knexfile.ts': config(', sortDirsSeparately: true') })).toEqual(['knex a/2.js', 'knex b/1.js'])
  })

  it('in folders of that name', () => {
    expect(sourcesOf(['objection'], { 'src/db/migrations/1.ts': one, 'src/other/1.ts': one })).toEqual(['knex src/db/migrations/1.ts'])
    expect(sourcesOf([], { 'migrations/1.js': one })).toEqual([])
    expect(sourcesOf(['knex'], { 'migrations/1.js': 'module.exports = { async up(queryInterface) {} }' })).toEqual([])
  })

  it('for Postgres alone', () => {
    const config = (client: string): string => `module.exports = { client: '${client}', migrations: { directory: './m' } }`
    expect(sourcesOf(['knex'], { 'knexfile.js': config('mysql2'), 'm/1.js': one })).toEqual([])
    expect(sourcesOf(['knex', 'better-sqlite3'], { 'migrations/1.js': one })).toEqual([])
  })
})
