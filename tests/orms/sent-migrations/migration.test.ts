import { describe, expect, it } from 'vitest'
import { sentMigrations } from '../../../src/orms/sent-migrations/index.ts'
import { readSteps, sourcesOf } from '../support/steps.ts'

const create = 'create table t (a int not null)'

describe('what a migration sends by its client', () => {
  it.each([
    ['a callback of db-migrate', `exports.up = function (db, cb) { db.runSql(\`${create};\`, cb) }`],
    ['a promise of db-migrate', `exports.up = (db) => db.runSql('${create}').then(() => db.runSql('select 1'))`],
    ['a client', `export async function up(client) { await client.query('${create}') }`],
    ['a query with its text', `export async function up(client) { await client.query({ text: '${create}' }) }`],
    ['the context of umzug', `export const up = async ({ context: db }) => { await db.query('${create}') }`],
    ['a tag', `module.exports = { up: async (sql) => { await sql\`${create}\` } }`],
    [
      'a part of a tag',
      `export async function up(sql) { const columns = sql\`a int not null\`; await sql\`create table t (\${columns})\` }`,
    ],
    ['a name', `export async function up(sql) { await sql\`create table \${sql('t')} (a int not null)\` }`],
    ['a transaction', `export async function up(sql) { await sql.begin(async (tx) => { await tx\`${create}\` }) }`],
    ['a connection', `export async function up(pool) { const one = await pool.connect(); await one.query('${create}'); one.release() }`],
    [
      'a tag of Slonik',
      `import { sql } from 'slonik'\nexport const up = async (pool) => { await pool.query(sql.unsafe\`create table \${sql.identifier(['t'])} (a int not null)\`) }`,
    ],
    ['a client that is imported', `import { pool } from '../db'\nexport async function up() { await pool.query('${create}') }`],
    ['a helper', `const make = (db, name) => db.runSql(\`create table \${name} (a int not null)\`)\nexports.up = (db) => make(db, 't')`],
  ])('%s', (_, text) => {
    expect(readSteps(sentMigrations, { 'm.js': text })).toMatchObject({ tables: ['t: a'], unread: [] })
  })

  it.each([
    ["db.createTable('t', { a: 'int' })", "db.createTable('t', { a: 'int' }) | what this does is not known"],
    ['db.runSql(text)', 'text | a part of its text is not known'],
    ['elsewhere(db)', 'elsewhere(db) | what this does is not known'],
  ])('%s is told as not read', (body, unread) => {
    expect(readSteps(sentMigrations, { 'm.js': `exports.up = (db) => { ${body} }` })).toMatchObject({ tables: [], unread: [unread] })
  })

  it('is read of the way up alone', () => {
    const text = `exports.up = (db) => db.runSql('${create}')\nexports.down = (db) => db.runSql('drop table t')`
    expect(readSteps(sentMigrations, { 'm.js': text }).tables).toEqual(['t: a'])
  })
})

describe('the migrations that a package has', () => {
  const up = `exports.up = (db) => db.runSql('${create}')`

  it('are those in folders of the name, in the order of their numbers', () => {
    const files = { 'db/migrations/10-b.js': up, 'db/migrations/9-a.js': up, 'db/migrations/helper.js': 'exports.one = 1', 'src/x.js': up }
    expect(sourcesOf(['db-migrate'], files)).toEqual(['sent-migrations db/migrations/9-a.js', 'sent-migrations db/migrations/10-b.js'])
    expect(sourcesOf(['pg'], files)).toHaveLength(2)
    expect(sourcesOf(['mysql2'], files)).toEqual([])
  })

  it('are not those of another tool', () => {
    const files = {
      'migrations/1.js': 'exports.up = (pgm) => { pgm.sql(`select 1`); pgm.db.query(`select 2`) }',
      'migrations/2.js': 'exports.up = (knex) => knex.raw(`select 1`)',
      'migrations/3.js': 'module.exports = { up: (queryInterface) => queryInterface.sequelize.query(`select 1`) }',
    }
    expect(sourcesOf(['pg'], files)).toEqual([])
  })
})
