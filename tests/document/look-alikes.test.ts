import { join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { makeRepository } from '../project/temp-project.ts'
import { shop } from '../support/shop.ts'

const cwd = makeRepository({ 'migrations/0001_init.sql': shop })
const linter = new Linter({ configType: 'flat', cwd })

/** What the strictest preset says of a program, in a project whose tables it may be about. */
function saidOf(program: string): string[] {
  const file = /<\/|\/>/.test(program) ? 'case.tsx' : 'case.ts'
  return linter
    .verify(program, plugin.configs.strict, { filename: join(cwd, file) })
    .map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`)
}

describe('what only looks like SQL', () => {
  it.each([
    `alert('Select an option')`,
    `toast('Delete from cart')`,
    `const label = 'Update orders set aside for you'`,
    `console.log('select * from events')`,
    'console.error(`delete from events failed for ${id}`)',
    `logger.info('update events set title: done')`,
    `throw new Error('select from events failed')`,
    'throw new TypeError(`insert into events (id) values (${id}) failed`)',
    `reject(new DatabaseError('delete from tickets failed'))`,
    `it('select id from events works', () => {})`,
    `test('delete from events', () => {})`,
    `describe('update events set title', () => {})`,
    `it.each([1])('select id from events %s', () => {})`,
    'test.skip(`delete from tickets where id = 1`, () => {})',
    `expect(mock).toHaveBeenCalledWith('select id from events')`,
    `expect(text).toBe('delete from tickets')`,
    'expect(query.text).toMatchInlineSnapshot(`select id from events`)',
    'client.query({ query: gql`query { events { id } }` })',
    'client.query({ query: gql`select from events` })',
    `axios.get('/select')`,
    `api.delete('orders')`,
    `fetch('/delete from events')`,
    `parts.push(query(quoted('title'), 'DROP NOT NULL'), query(quoted('title'), 'DROP DEFAULT'), query('ALTER COLUMN title'))`,
    `const changes = { dropped: ['DROP COLUMN title', 'DROP CONSTRAINT events_pkey', 'DROP IDENTITY IF EXISTS'] }`,
    `http.post('update', { events: 1 })`,
    `items.delete('events'); map.delete('select'); set.delete('delete from events')`,
    `const found = events.find((e) => e.id === 'select')`,
    `cache.get('select id from events')`,
    `cache.set('select id from events', 1)`,
    `import mysql from 'mysql2/promise'
connection.query('select * from events')`,
    `import Database from 'better-sqlite3'
db.prepare('select * from events').all()`,
    `import { BigQuery } from '@google-cloud/bigquery'
bigquery.query('select * from events')`,
    `const mysql = require('mysql2'); connection.query('select * from events')`,
    `const { Client } = require('@elastic/elasticsearch'); client.search({ query: { match: { title: 'select id from events' } } })`,
    `import neo4j from 'neo4j-driver'
session.run('delete from events')`,
    `db.collection('events').find({ select: 'id from events' })`,
    `collection.updateOne({ _id: 1 }, { $set: { title: 'update events' } })`,
    `program.command('select <id>').description('select id from events').action(() => {})`,
    `program.command('delete from events')`,
    `yargs.command('update', 'update events set aside', () => {})`,
    `t('select id from events')`,
    `i18n.t('delete from tickets')`,
    `const messages = { en: { pick: 'Select id from events', drop: 'Delete from tickets' } }`,
    `export const en = { 'select id from events': 'Pick' }`,
    'const re = /select id from events/',
    `new RegExp('select id from events')`,
    'const styles = css`select { from: events; }`',
    'styled.select`with: 1`',
    'const q = cypher`match (n) delete n`',
    `// db.query('select * from events')`,
    '/* delete from events */ const a = 1',
    `const a = { 'delete from events': 1 }; a['delete from events']`,
    `type A = 'select * from events'`,
    `import x from 'select * from events'`,
    'const Component = () => <select title="select id from events">select id from events</select>',
    `const Component = () => <p>{'Select from events'}</p>`,
    'const Component = () => <Trans>delete from events</Trans>',
    `router.delete('/delete from events', handler)`,
    `if (kind === 'select id from events') go()`,
    `switch (a) { case 'delete from events': break }`,
    `const path = 'update/events/set'`,
    'const title = `Select ${count} from events`',
    'const text = `Delete ${name} from events?`',
    `const s = 'with events'`,
    'const s = `create table of events`',
    `const s = 'call events'`,
    `const s = 'do something with events'`,
    `const s = 'Please select * from events where possible'`,
    `el.setAttribute('title', 'delete from events')`,
    `document.querySelector('select')`,
    `button.textContent = 'Delete from events'`,
    `$('select').on('update events', () => {})`,
    `queryClient.invalidateQueries({ queryKey: ['select id from events'] })`,
    `posthog.capture('delete from events')`,
    `const span = tracer.startSpan('select id from events')`,
    `debug('select id from events')`,
    `winston.debug('delete from events where id = %s', id)`,
    'const doc = graphql(`query { delete from events }`)',
    `emitter.emit('delete from events')`,
    `process.on('update events', f)`,
    `assert.equal(sql, 'select id from events')`,
    `assert(ok, 'delete from events')`,
    'invariant(ok, `select id from events: ${id}`)',
    `@Entity('select id from events') class A {}`,
    `@ApiOperation({ summary: 'delete from events' }) class A {}`,
    `const d = z.string().describe('select id from events')`,
    `spinner.start('delete from events')`,
    `const s = 'Lock events'`,
    `const s = 'Grant select on events to everyone'`,
    `const a = cond ? 'Select from events' : 'Delete from events'`,
    `app.get('/select from events', (req, res) => res.send('Delete from events'))`,
    `client.search({ index: 'events', body: { query: 'select id from events' } })`,
    `const el = <input placeholder="select id from events" aria-label={'delete from tickets'} />`,
    'const q = sparql`select ?id from events`',
    `import { Client } from 'cassandra-driver'
client.execute('select * from events')`,
    `import { createClient } from '@libsql/client'
client.execute('select * from events where id = ?')`,
    `const q = gql\`
  query { select from events }
\``,
    `useQuery(['select id from events'], f)`,
    `const name = events.map((e) => \`update \${e.name}\`).join(' and ')`,
    'element.innerHTML = `<select>${options}</select>`',
    `const rule = { pattern: 'select id from events', message: 'delete from events' }`,
    `throw Object.assign(new Error('x'), { message: 'delete from events' })`,
    `await page.click('text=Delete from events')`,
    `await page.getByText('Update events set').click()`,
    `const a = [1].includes('delete from events')`,
    `text.startsWith('select id from events')`,
    `sqlText.replace('select id from events', '')`,
    `const events = 'with', set = \`update\``,
    `expect(() => run('select')).toThrow('delete from events')`,
    `export const select = (events) => events.filter((e) => e.type === 'delete')`,
    `dispatch({ type: 'delete from events' })`,
  ])('%s', (program) => {
    expect(saidOf(program)).toEqual([])
  })
})

describe('what is SQL all the same', () => {
  it.each([
    "run('select id from events')",
    "export const list = 'select id from events'",
    "cache.get(key, () => db.query('select id from events'))",
    "it('lists events', async () => { await db.query('select id from events') })",
    "console.log(await db.query('select id from events'))",
    "db.get('select id from events')",
    "logger.info({ rows: await pool.query('select id from events') })",
    'const queries = { title: sql`select id from events` }',
    "@Injectable() class A { list() { return this.db.query('select id from events') } }",
    "const { Pool } = require('pg'); const mysql = require('mysql2'); pool.query('select id from events')",
    "const A = () => { const rows = use(db.query('select id from events')); return <p>{rows}</p> }",
    "const f = () => log(/* sql */ 'select id from events')",
  ])('%s', (program) => {
    expect(saidOf(program)).toEqual([expect.stringContaining('tenancy/require-tenant-filter: This query reads events')])
  })
})

describe('what a program for several databases sends to another one', () => {
  const leak = "db.query('select id from events')"

  it.each([
    `function mysqlUp(db) { ${leak} }`,
    `class Runs { async sqliteDown(db) { ${leak} } }`,
    `const onMysql = (db) => ${leak}`,
    `const steps = { mysql: (db) => ${leak} }`,
    `class MysqlEvents { find(db) { return ${leak} } }`,
    `if (options.type === Database.mysql) ${leak}`,
    `if (isSqlite() || isBetterSqlite3()) { ${leak} } else { go() }`,
    `if (type !== 'postgres') ${leak}`,
    `if (isPostgres()) { go() } else { ${leak} }`,
    `type === 'mysql' ? ${leak} : go()`,
    `switch (type) { case Database.sqlite: case Database.betterSqlite3: ${leak}; break }`,
    "if (type === Database.mysql) db.query('update `events` set `title` = 1')",
    "let text; if (type === Database.mysql) text = 'update `events` set `title` = 1'; else text = other(); db.query(text)",
    "let text; if (type === Database.mysql) text = 'update `events` set `title` = 1;'; else text = other('update events set title = 1 where organization_id = $1'); await db.query(text, [1])",
    "db.query(type === 'mysql' ? 'update `events` set `title` = 1' : other())",
    "const text = isPostgres() ? other() : 'update `events` set `title` = 1'; db.query(text)",
  ])('is left alone: %s', (program) => {
    expect(saidOf(program)).toEqual([])
  })

  it.each([
    `function postgresUp(db) { ${leak} }`,
    `function mysqlOrPostgres(db) { ${leak} }`,
    `if (type === Database.mysql) { go() } else { ${leak} }`,
    `if (type === 'mysql' || isLocal) ${leak}`,
    `if (type !== 'mysql') ${leak}`,
    `if (!isMysql && isLocal) ${leak}`,
    `if (isPostgres() && isLocal) { go() } else { ${leak} }`,
    `if (isPostgres()) { ${leak} }`,
    `switch (type) { case Database.mysql: case Database.postgres: ${leak} }`,
    `switch (type) { case Database.mysql: go(); break; default: ${leak} }`,
    `if (${leak}.mysql) go()`,
  ])('and what Postgres may get is not: %s', (program) => {
    expect(saidOf(program).join()).toContain('tenancy/require-tenant-filter')
  })
})
