import { describe, expect, it } from 'vitest'
import type { QueryJson } from '../../src/cli/queries.ts'
import { makeRepository } from '../project/temp-project.ts'
import { shop } from '../support/shop.ts'
import { tenancy } from './run.ts'

const queries = `select 1 from tickets t join events e on e.id = t.event_id;
select relname from pg_class, information_schema.tables, pg_catalog.pg_index;
insert into events (id) values ($1);
copy tickets (id) to stdout;
`

describe('the index of an access', () => {
  const cwd = makeRepository({
    'migrations/0001_init.sql':
      'create table orders (id bigint primary key, organization_id bigint not null, status text, placed_at date, note text);\n' +
      'create index by_org on orders (organization_id, placed_at);\ncreate index open_orders on orders (status) where status = $$open$$;\n',
    'queries.sql': [
      'select * from orders where organization_id = 1 and placed_at > now();',
      'select * from orders where id = 1 and organization_id = 2;',
      'select * from orders where organization_id = 1 or id = 2;',
      'select * from orders where note = $1;',
      'select * from orders o join orders p on p.id = o.id where o.organization_id = $1;',
      'insert into orders (id, organization_id) values (1, 2);',
      'delete from orders whre id = 1;',
    ].join('\n'),
    'a.ts': 'db.query(`select * from orders where organization_id = ${org} ${more}`)\n',
  })

  it('is that which serves it, and null where none or no single one does', () => {
    const { out } = tenancy(cwd, 'queries', '--format', 'json', '--no-config', 'queries.sql')
    const found = (JSON.parse(out) as QueryJson[]).map(({ accesses }) => accesses.map(({ indexedBy }) => indexedBy))
    expect(found).toEqual([['by_org'], ['orders_pkey'], [null], [null], ['by_org', 'orders_pkey'], [null]])
  })

  it('stands in the table, with a summary below', () => {
    const { out } = tenancy(cwd, 'queries', '--no-config')
    expect(out).toContain('orders: scoped (organization_id is fixed), by index by_org\n')
    expect(out).toMatch(/\n\n8 queries: 6 read wholly, 1 in part, 1 not\n8 accesses: \d+ scoped, .*\d+ unscoped\n$/)
  })
})

describe('what tenancy queries cannot read', () => {
  const files = {
    'migrations/0001_init.sql': shop,
    'a.ts': 'export const all = (table) => db.query(`select * from ${table}`)\n',
    'b.sql': 'select id from tickets;\ndelete from events whre id = 1;\n',
  }
  const { out } = tenancy(makeRepository(files), 'queries', '--no-config')

  it('is named with its place and the reason', () => {
    expect(out).toContain('\n\nNot read:\n  b.sql:2:1  syntax error at or near "id"\n\n3 queries: ')
  })

  it('is a text of a program, in which nothing of ours is shown', () => {
    const text = 'export const f = (a, b) => db.query(`select id from tickets where true ${a}${b} wher`)\n'
    const told = tenancy(makeRepository({ ...files, 'a.ts': text }), 'queries', 'a.ts', '--no-config')
    expect(told.out).toMatch(/\nNot read:\n {2}a\.ts:1:\d+ {2}syntax error at or near "[^\n]+\n/)
    expect(told.out).not.toContain('__hole')
  })

  it('is a file that is no text, or a program that cannot be parsed', () => {
    const told = tenancy(makeRepository({ 'a.js': 'const (', 'b.sql': '\ufffd\0s\0e\0l\0' }), 'queries', '--no-config')
    expect(told.out).toBe(
      '\nNot read:\n  a.js  cannot be parsed\n  b.sql  it is no text in UTF-8\n\n0 queries: 0 read wholly, 0 in part, 0 not\n',
    )
  })

  it('is a table that the program names: its query is read in part', () => {
    expect(out).toContain('  ${table}: global (which table it is cannot be seen)\n')
    expect(out).toContain('\n3 queries: 1 read wholly, 1 in part, 1 not\n')
  })
})

describe('tenancy queries without a tenant', () => {
  const table = 'create table notes (id int primary key, club_id int);'
  const run = (...args: string[]): string =>
    tenancy(makeRepository({ 'migrations/1.sql': table, 'q.sql': 'select id from notes;' }), 'queries', ...args).out

  it('says that no table is known to be one’s, and what to type', () => {
    expect(run('--no-config')).toMatch(/\n1 access: 1 global\n\nNo table is taken for a tenant’s, .*tenantColumns: \['team_id'\]/)
  })

  it('leaves the data of programs alone', () => {
    expect(JSON.parse(run('--no-config', '--format', 'json'))).toHaveLength(1)
  })
})

describe('tenancy queries --format json', () => {
  const cwd = makeRepository({ 'migrations/0001_init.sql': shop, 'queries.sql': queries })
  const { code, out, errors } = tenancy(cwd, 'queries', '--format', 'json', '--no-config', 'queries.sql')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const [tied, ofPostgres, insert, copy] = (JSON.parse(out) as QueryJson[]).map(({ kind, sql, accesses }) => ({
    kind,
    sql,
    accesses: accesses.map(({ table, verdict }) => `${table}: ${verdict}`),
  }))

  it('lists each table by itself, tied or not', () => {
    expect(tied?.accesses).toEqual(['tickets: unscoped', 'events: unscoped'])
  })

  it('lists no tables of Postgres', () => {
    expect(ofPostgres).toMatchObject({ kind: 'select', accesses: [] })
  })

  it('says whether inserted rows say whose they are', () => {
    expect(insert?.accesses).toEqual(['events: unscoped'])
  })

  it('prints COPY of a table', () => {
    expect(copy).toEqual({ kind: 'copy', sql: 'COPY tickets (id) TO …', accesses: ['tickets: unscoped'] })
  })
})

describe('what a call gives a function to ask', () => {
  const cwd = makeRepository({
    'package.json': '{"dependencies":{"knex":"3"}}',
    'db/schema.sql': 'create table orders (id bigint primary key, organization_id bigint not null, status text);',
    'db/store.ts': [
      "import { db } from './knex'",
      'export const remove = (table: string, id: string) => db(table).where({ id }).delete()',
      "export const find = (where: object) => db('orders').where(where)",
    ].join('\n'),
    'db/knex.ts': "import knex from 'knex'\nexport const db = knex({ client: 'pg' })",
    'src/a.ts': [
      "import { find, remove } from '../db/store'",
      "export const gone = (id: string) => remove('orders', id)",
      "export const open = (organizationId: string) => find({ organization_id: organizationId, status: 'open' })",
      "export const all = () => find({ status: 'open' })",
    ].join('\n'),
  })

  it('is listed where it is called, with the function', () => {
    const { out } = tenancy(cwd, 'queries', '--no-config', 'src/a.ts')
    expect(out).toBe(
      [
        'src/a.ts:2:37  DELETE FROM orders WHERE id = ${id}',
        '  asked by remove() of db/store.ts',
        '  orders: by-key (only a key finds the row), by index orders_pkey',
        "src/a.ts:3:49  SELECT * FROM orders WHERE organization_id = ${organizationId} AND status = 'open'",
        '  asked by find() of db/store.ts',
        '  orders: scoped (organization_id is fixed)',
        "src/a.ts:4:26  SELECT * FROM orders WHERE status = 'open'",
        '  asked by find() of db/store.ts',
        '  orders: unscoped (nothing limits organization_id to one value)',
        '',
        '3 queries: 3 read wholly, 0 in part, 0 not',
        '3 accesses: 1 scoped, 1 by-key, 1 unscoped',
        '',
      ].join('\n'),
    )
  })

  it('is said in JSON; null where the query stands there itself', () => {
    const { out } = tenancy(cwd, 'queries', '--no-config', '--format', 'json')
    const found = (JSON.parse(out) as QueryJson[]).map(({ file, askedBy }) => `${file} ${askedBy?.name ?? 'none'}`)
    expect(found).toEqual(['db/store.ts none', 'db/store.ts none', 'src/a.ts remove', 'src/a.ts find', 'src/a.ts find'])
  })
})
