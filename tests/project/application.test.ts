import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { announceApplication, knownApplication } from '../../src/project/application.ts'
import { loadSchema } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { makeRepository } from './temp-project.ts'

const schema = `create table orders (id bigint primary key, status text, deleted_at timestamptz);
create table lines (id bigint primary key, order_id bigint);
`

/** What is known of each table, by how many uses there are. */
function known(files: Readonly<Record<string, string>>, migration = schema): Record<string, number | undefined> {
  const all = { 'migrations/0001_init.sql': migration, ...files }
  const cwd = makeRepository(all)
  const paths = Object.keys(all).map((file) => join(cwd, file))
  announceApplication(paths, cwd)
  const { catalog, sources } = loadSchema(join(cwd, 'a.sql'), defaultSettings, cwd)
  const application = knownApplication(defaultSettings)
  return Object.fromEntries(catalog.tables.map((table) => [table.name, application?.usesOf(table, sources[0]?.path ?? '')?.length]))
}

afterEach(() => {
  announceApplication(undefined)
})

describe('the queries of an application', () => {
  it('are not known where nobody says which files there are', () => {
    expect(knownApplication(defaultSettings)).toBeUndefined()
  })

  it('are those of files of SQL and of programs, but not of migrations', () => {
    const files = {
      'a.sql': 'select * from orders where id = $1;',
      'b.ts': "db.query('select * from orders o join lines i on i.order_id = o.id')",
      'migrations/0002_fill.sql': "update orders set status = 'new';",
    }
    expect(known(files)).toEqual({ orders: 2, lines: 1 })
  })

  it('are those of calls of a library', () => {
    const files = {
      'package.json': '{ "dependencies": { "knex": "3.0.0" } }',
      'a.ts': "import knex from 'knex'\nconst db = knex({ client: 'pg' })\nawait db('orders').where({ id: 1 })",
    }
    expect(known(files)).toEqual({ orders: 1, lines: 0 })
  })

  it.each([
    ['a query that cannot be parsed', 'a.sql', 'select * from lines wher id = 1;'],
    ['a program that cannot be parsed', 'a.ts', 'const lines = [;'],
    ['a program in another language', 'a.py', 'session.query(Line).all()'],
    ['a template', 'a.sql.j2', 'select * from lines where id = {{ id }}'],
    ['a file outside of the folder', '../a.sql', 'select * from lines where id = 1;'],
    ['a query of another schema', 'a.sql', 'select * from tenant_1.lines where id = 1;'],
    ["a query of a tenant's own schema", 'a.ts', 'db.query(`select * from ${tenant}.lines where id = 1`)'],
    ['a block of code', 'a.sql', 'do $$ begin delete from lines; end $$;'],
    ['what a table is made of', 'a.sql', 'create table x as select * from lines where id = 1;'],
    ['a command that sorts it', 'a.sql', 'cluster lines using lines_pkey;'],
    ['a file whose ending is in capitals', 'A.SQL', 'select * from lines where id = 1;'],
  ])('are not known of the table that %s names', (_, file, text) => {
    expect(known({ 'b.sql': 'select * from orders where id = $1;', [file]: text })).toEqual({ orders: 1, lines: undefined })
  })

  it('are not known of the table that a call names which is not read', () => {
    const files = {
      'package.json': '{ "dependencies": { "typeorm": "0.3.0" } }',
      'a.ts': "import { Repository } from 'typeorm'\nexport const f = (x: any) => x.lineRepository.findBy({ id: 1 })",
      'b.sql': 'select * from orders where id = $1;',
    }
    expect(known(files)).toEqual({ orders: 1, lines: undefined })
  })

  it.each([
    ['the table of a query', 'a.ts', 'db.query(`select * from ${table} where id = 1`)'],
    ['a whole text', 'a.ts', 'db.query(build())'],
    ['how a text goes on', 'a.ts', "db.query(withFilters('select * from orders', filters))"],
    ['the tables that a fragment joins', 'a.ts', 'db.query(`select * from orders ${joins} where id = 1`)'],
    [
      'what a function runs',
      'a.sql',
      "create function f(t text) returns void language plpgsql as $$ begin execute 'delete from ' || t; end $$;",
    ],
    ['the table of a query that cannot be parsed', 'a.sql', 'select * from :"table" whre id = 1;'],
  ])('are not known at all where %s cannot be seen', (_, file, text) => {
    expect(known({ 'b.sql': 'select * from orders where id = $1;', [file]: text })).toEqual({ orders: undefined, lines: undefined })
  })

  it('are known where a function runs the text that it is given', () => {
    const files = { 'db.ts': 'export const query = (text: string, values: unknown[]) => pool.query(text, values)' }
    expect(known({ ...files, 'a.ts': "query('select * from orders where id = $1', [1])" })).toEqual({ orders: 1, lines: 0 })
  })

  it('are known where other statements are run', () => {
    const files = { 'a.ts': "db.query('begin'); db.query(`set local app.tenant = '${id}'`); db.query('commit')" }
    expect(known(files)).toEqual({ orders: 0, lines: 0 })
  })

  it('are not known of what a policy reads', () => {
    const policy = `${schema}create policy p on orders using (exists (select 1 from lines i where i.order_id = orders.id));`
    expect(known({ 'a.sql': 'select * from orders where id = $1;' }, policy)).toEqual({
      orders: 1,
      lines: undefined,
    })
  })

  it('are those of views, too', () => {
    const view = `${schema}create view m as select id from orders where status = 'open';`
    expect(known({ 'a.sql': 'select * from lines where id = $1;' }, view)).toEqual({ orders: 1, lines: 1, m: 0 })
  })

  it('are those of materialized views, too', () => {
    const view = `${schema}create materialized view m as select id from orders where status = 'open';`
    expect(known({ 'a.sql': 'select * from lines where id = $1;' }, view)).toEqual({ orders: 1, lines: 1, m: 0 })
  })

  it('are those of partitions, too', () => {
    const parts =
      'create table logs (id bigint, at date) partition by range (at); create table logs_1 partition of logs for values from (1) to (2);'
    expect(known({ 'a.sql': 'select * from logs_1 where id = $1;' }, parts)).toEqual({ logs: 1, logs_1: 1 })
  })

  it('are of one of several databases', () => {
    const cwd = makeRepository({
      'package.json': '{ "workspaces": ["a", "b"] }',
      'a/package.json': '{ "name": "a" }',
      'a/migrations/0001_init.sql': schema,
      'a/q.sql': 'select * from orders where id = $1;',
      'b/package.json': '{ "name": "b" }',
      'b/migrations/0001_init.sql': schema,
      'b/q.sql': 'select * from lines where id = $1;',
    })
    const files = ['a', 'b'].flatMap((folder) => ['migrations/0001_init.sql', 'q.sql'].map((file) => join(cwd, folder, file)))
    announceApplication(files, cwd)
    const counts = ['a', 'b'].map((folder) => {
      const { catalog, sources } = loadSchema(join(cwd, folder, 'q.sql'), defaultSettings, cwd)
      return catalog.tables.map((table) => knownApplication(defaultSettings)?.usesOf(table, sources[0]?.path ?? '')?.length)
    })
    expect(counts).toEqual([
      [1, 0],
      [0, 1],
    ])
  })
})
