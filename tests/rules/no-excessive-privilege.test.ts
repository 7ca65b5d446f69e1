import { testRule, type Case } from '../support/lint.ts'

const powers = [
  'create role app superuser',
  'alter role app with login bypassrls',
  'CREATE USER "app" CREATEDB SUPERUSER',
  'create group app bypassrls',
]

testRule('no-excessive-privilege', [
  ...powers.map((sql): Case => ({
    name: sql,
    serves: 'S2-48',
    sql,
    expect: [{ messageId: 'power', at: /superuser|bypassrls/i.exec(sql)?.[0] ?? '', data: { role: 'app' } }],
  })),
  { name: 'both powers', sql: 'create role app superuser bypassrls', expect: ['power', 'power'] },
  {
    name: 'all privileges',
    serves: 'S2-48',
    sql: 'grant all privileges on all tables in schema public to app, web',
    expect: [{ messageId: 'all', at: 'all', data: { object: 'all tables in schema public' } }],
  },
  {
    name: 'by default',
    sql: 'alter default privileges in schema public grant all on tables to app',
    expect: [{ messageId: 'all', at: 'all' }],
  },
  {
    name: 'what is in a schema or a database',
    sqlFile: 'grant all on schema public to app; grant all on database shop to app; alter default privileges grant all on schemas to app;',
    expect: [
      { messageId: 'makes', at: 'all', data: { object: 'schema public', makes: 'tables and functions', enough: 'USAGE' } },
      { messageId: 'makes', at: 'all', data: { object: 'database shop', makes: 'schemas and temporary tables', enough: 'CONNECT' } },
      { messageId: 'makes', at: 'all', data: { object: 'schemas', enough: 'USAGE' } },
    ],
  },
  {
    name: 'tables that are called as other objects are',
    sqlFile: 'grant all on kinds to app; grant all on table schema to app; grant all on parameter work_mem to app;',
    expect: ['all', 'all', 'all'],
  },
  {
    name: 'all of what there is no less of',
    sqlFile: `grant all on function pay (bigint) to app; grant all on all functions in schema public to app; grant all on sequence orders_id_seq to app;
alter default privileges in schema public grant all on functions to app; alter default privileges grant all on sequences to app; grant all on type mood to app;`,
    expect: [],
  },
  {
    name: 'to everybody',
    serves: 'S2-48',
    sql: 'grant select, update (note) on orders to app, PUBLIC',
    expect: [{ messageId: 'public', at: 'PUBLIC', data: { object: 'orders' } }],
  },
  {
    name: 'a mighty role',
    sql: 'grant pg_read_all_data to app',
    expect: [{ messageId: 'member', at: 'pg_read_all_data', data: { role: 'app' } }],
  },
  {
    name: 'two in one file',
    sqlFile: 'GRANT ALL ON "Orders" TO GROUP "App" WITH GRANT OPTION; grant all on schema public to public;',
    expect: ['all', 'public'],
  },
  {
    name: 'an address with the user postgres',
    serves: 'S2-48',
    ts: 'export const pool = new Pool({ connectionString: `postgres://postgres:${password}@db.shop.eu/shop` })',
    expect: [{ messageId: 'superuser', at: 'postgres://postgres:${password}@db.shop.eu/shop', data: { host: 'db.shop.eu' } }],
  },
  {
    name: 'what a role needs, and what is taken away',
    sqlFile: `create role app login nosuperuser nobypassrls; alter role app set search_path = public; grant select, insert on orders to app;
grant readers to app; revoke all on schema public from public; grant all on orders to postgres; create role "superuser"; alter role app rename to web;`,
    expect: [],
  },
  {
    name: 'a role that may',
    options: [{ allowedRoles: ['migrator'] }],
    sql: 'grant all on orders to migrator; alter role migrator bypassrls',
    expect: [],
  },
  {
    name: 'a role of the program, which has no name to tell',
    ts: "db.query(`create role ${role} with login password '${password}' superuser`); db.query(`grant all on ${table} to ${role}`)",
    expect: [
      { messageId: 'power', at: 'superuser', data: { role: '${…}' } },
      { messageId: 'all', at: 'all', data: { role: '${…}', object: '${…}' } },
    ],
  },
  { name: 'a role of the program', ts: 'db.query(`grant select on orders to ${role}`)', expect: [] },
  { name: 'this machine', ts: "export const url = 'postgres://postgres:postgres@localhost:5432/shop'", expect: [] },
])
