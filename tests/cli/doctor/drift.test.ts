import { describe, expect, it } from 'vitest'
import { makeRepository } from '../../project/temp-project.ts'
import { shop } from '../../support/shop.ts'
import type { PlainDatabase, PlainTable } from '../../../src/cli/doctor/database/plain.ts'
import { connectionTo, doctor, lines, postgres } from './run.ts'

const init = `create table organizations (id bigint primary key);
create type status as enum ('open', 'paid');
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  status status not null default 'open',
  total int check (total > 0),
  note text
);
create index orders_organization_id_idx on orders (organization_id, lower(note) desc) where note is not null;
alter table orders enable row level security;
create policy own on orders to current_user using (organization_id = current_setting('app.organization')::bigint);
create view open_orders as select id from orders where status = 'open';
`

async function driftOf(files: string, database: string): Promise<string[]> {
  const db = await postgres(database)
  const found = await doctor(makeRepository({ 'migrations/0001_init.sql': files }), db)
  return lines(found, 'drift')
}

describe('what the files and the database do not have alike', () => {
  it.each([
    ['the same', init, init],
    ['the shop', shop, shop],
    ['an index by another name', init, init.replace('orders_organization_id_idx', 'another')],
    ['a unique index for a constraint', 'create table a (b int unique);', 'create table a (b int); create unique index c on a (b);'],
    ...[
      "at >= '2026-01-01' and at < '2027-01-01 10:00'",
      "at > '2026-01-01T00:00:00Z'",
      "at <> '2026-01-01 02:00+02'",
      "day = '2026-01-01'",
      "at::time >= '09:00'",
      "at - day > '90 min'",
      'extract(dow from day) <> 0',
      "position('a' in note) > 1",
      "note similar to 'a%'",
      "note not similar to 'a%' escape '!'",
      "note in ('a')",
      "note not in ('a')",
    ].map((check): [string, string, string] => {
      const table = `create table a (at timestamptz, day date, note text, check (${check}));`
      return [`a check as Postgres writes it: ${check}`, table, table]
    }),
    ['tables of migration tools', init, `${init} create table knex_migrations (id int); create table _prisma_migrations (id text);`],
    ['another schema, which the files do not know', init, `${init} create schema jobs; create table jobs.queue (id int);`],
    [
      'partitions that a job makes',
      'create table a (at date) partition by range (at);',
      "create table a (at date) partition by range (at); create table a_1 partition of a for values from ('2020-01-01') to ('2021-01-01');",
    ],
  ])('nothing: %s', async (_, files, database) => {
    expect(await driftOf(files, database)).toEqual([])
  })

  it.each([
    ['create table more (id int);', '- by-hand more -'],
    ['create view more as select 1 as one;', '- by-hand more -'],
    ['alter table orders add extra int;', '- by-hand orders extra'],
    ['create index more on orders (total);', '- by-hand orders more'],
    ['alter table orders add constraint more check (total < 9);', '- by-hand orders more'],
    ['alter table orders add constraint more foreign key (id) references organizations;', '- by-hand orders more'],
    ['alter table orders add constraint more unique (note);', '- by-hand orders more'],
    ['create policy more on orders using (true);', '- by-hand orders more'],
    ['alter table orders alter total type bigint;', 'migrations/0001_init.sql:7 differs orders total'],
    ['alter table orders alter total set not null;', 'migrations/0001_init.sql:7 differs orders total'],
    ['alter table orders alter total set default 1;', 'migrations/0001_init.sql:7 differs orders total'],
    ['drop index orders_organization_id_idx;', 'migrations/0001_init.sql:10 not-migrated orders orders_organization_id_idx'],
    [
      'drop index orders_organization_id_idx; create index orders_organization_id_idx on orders (organization_id);',
      'migrations/0001_init.sql:10 differs orders orders_organization_id_idx',
    ],
    ['alter table orders drop constraint orders_total_check;', 'migrations/0001_init.sql:7 not-migrated orders orders_total_check'],
    [
      'alter table orders drop constraint orders_organization_id_fkey;',
      'migrations/0001_init.sql:5 not-migrated orders orders_organization_id_fkey',
    ],
    ['alter table orders drop constraint orders_pkey;', 'migrations/0001_init.sql:4 not-migrated orders -'],
    ['drop policy own on orders;', 'migrations/0001_init.sql:12 not-migrated orders own'],
    ['alter policy own on orders using (true);', 'migrations/0001_init.sql:12 differs orders own'],
    ['alter table orders disable row level security;', 'migrations/0001_init.sql:3 differs orders -'],
    ['drop view open_orders;', 'migrations/0001_init.sql:13 not-migrated open_orders -'],
    ["alter type status add value 'void';", 'migrations/0001_init.sql:2 differs - status'],
  ])('%s', async (change, expected) => {
    expect(await driftOf(init, `${init}${change}`)).toEqual([expected])
  })

  it('nothing: an identity that partitions do not have before version 17', async () => {
    const files = `create table a (id bigint generated always as identity, at date) partition by range (at);
      create table a_1 partition of a for values from ('2020-01-01') to ('2021-01-01');`
    const connection = connectionTo(await postgres(files))
    const asBefore = async (text: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
      const rows = await connection.query(text)
      const { database } = (rows[0] ?? {}) as { readonly database?: PlainDatabase }
      if (!database) return rows
      const before = (table: PlainTable): PlainTable =>
        table.name === 'public.a_1'
          ? { ...table, columns: table.columns.map((column) => ({ ...column, identity: null, hasDefault: false })) }
          : table
      return [{ database: { ...database, tables: database.tables.map(before) } }]
    }
    const found = await doctor(makeRepository({ 'migrations/0001_init.sql': files }), { ...connection, query: asBefore })
    expect(lines(found, 'drift')).toEqual([])
  })

  it('nothing: types of a schema that the user may not use', async () => {
    const db = await postgres(`${init} revoke all on schema public from public; set role app`)
    const files = init.replace('to current_user', 'to postgres')
    expect(lines(await doctor(makeRepository({ 'migrations/0001_init.sql': files }), db), 'drift')).toEqual([])
  })

  it('of a column that is not there, and a table, each where the files have it', async () => {
    const found = await driftOf(`${init}create table late (id int);\nalter table orders add late int;`, init)
    expect(found).toEqual(['migrations/0001_init.sql:14 not-migrated late -', 'migrations/0001_init.sql:15 not-migrated orders late'])
  })

  it('is one finding where nothing of the files is there', async () => {
    expect(await driftOf(init, 'create table others (id int)')).toEqual(['migrations/0001_init.sql:1 not-migrated - -'])
  })

  it('says what is so where', async () => {
    const db = await postgres(`${init}alter table orders alter total type bigint, alter total set not null;`)
    const { findings } = await doctor(makeRepository({ 'migrations/0001_init.sql': init }), db)
    expect(findings.find(({ kind }) => kind === 'differs')?.message).toBe(
      'The column total of orders is bigint, NOT NULL in the database, and integer, nullable in the files. Run the migrations, or write the one that is missing.',
    )
  })

  it.each([
    ["at > '2026-01-01'", "at > '2026-01-02'"],
    ["at > '2026-01-01 01:00'", "at > '2026-01-01 01:00+01'"],
    ["at - day > '90 min'", "at - day > '90 sec'"],
    ["note similar to 'a%'", "note like 'a%'"],
    ["note in ('a')", "note in ('a', 'b')"],
    ['extract(dow from day) <> 0', 'extract(doy from day) <> 0'],
  ])('differs: %s and %s', async (files, database) => {
    const table = (check: string): string => `create table a (at timestamptz, day date, note text, constraint c check (${check}));`
    expect(await driftOf(table(files), table(database))).toEqual(['migrations/0001_init.sql:1 differs a c'])
  })

  it.each([
    ['drop index orders_organization_id_idx', '(organization_id, lower(note) desc where note IS NOT NULL)'],
    ['alter table orders drop constraint orders_total_check', "(total > '0')"],
    ['drop policy own on orders', "using (organization_id = current_setting('app.organization'))"],
  ])('says what is lacking as people write it: %s', async (change, told) => {
    const { findings } = await doctor(makeRepository({ 'migrations/0001_init.sql': init }), await postgres(`${init}${change}`))
    expect(findings.find(({ kind }) => kind === 'not-migrated')?.message).toContain(told)
  })

  it('goes by the roles of policies, whoever asks', async () => {
    const policies = 'create table a (b int); create policy p on a to app, postgres using (true);'
    expect(await driftOf(policies, policies)).toEqual([])
  })
})
