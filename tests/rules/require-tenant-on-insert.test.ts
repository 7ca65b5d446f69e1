import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { shop } from '../support/shop.ts'

const rule = 'require-tenant-on-insert'
const schema = `${shop}
create table notes (id bigint primary key, organization_id bigint not null default current_setting('app.organization')::bigint, body text);
create table colors (id bigint primary key, organization_id bigint not null default 1, name text);
`

const rows: Case[] = [
  {
    name: 'to which row the new one refers, which is not asked',
    sql: 'insert into tickets (id, organization_id, event_id) values ($1, $2, $3)',
    expect: [],
  },
  {
    name: 'without the column',
    serves: 'S0-26',
    sql: 'insert into events (id, title) values ($1, $2)',
    expect: [{ messageId: 'unset', at: 'events', data: { table: 'events', column: 'organization_id', note: '' } }],
  },
  {
    name: 'through a view that calls the column otherwise',
    schema: `${schema} create view titles (number, org_id, words) as select id, organization_id, title from events;`,
    sql: 'insert into titles (number, words) values ($1, $2)',
    expect: [
      {
        messageId: 'unset',
        at: 'titles',
        data: { table: 'titles', owner: 'events', column: 'org_id', reason: 'org_id is not among the columns' },
      },
    ],
  },
  {
    name: 'through such a view by a merge',
    schema: `${schema} create view titles (number, org_id, words) as select id, organization_id, title from events;`,
    sql: 'merge into titles t using plans p on t.number = p.id and t.org_id = 1 when not matched then insert (number, words) values (p.id, p.name)',
    expect: [{ messageId: 'unset', at: 'titles', data: { table: 'titles', column: 'org_id' } }],
  },
  { name: 'with the column', sql: 'insert into events (id, organization_id, title) values ($1, $2, $3)', expect: [] },
  { name: 'with all columns by their place', sql: 'insert into events values ($1, $2, $3)', expect: [] },
  { name: 'with DEFAULT', sql: 'insert into events (id, organization_id) values ($1, default)', expect: ['unset'] },
  { name: 'with NULL', sql: 'insert into events (id, organization_id) values ($1, null)', expect: ['unset'] },
  {
    name: 'with NULL in the second row',
    sql: 'insert into templates (id, organization_id) values ($1, $2), ($3, null)',
    expect: ['unset'],
  },
  { name: 'with DEFAULT VALUES', sql: 'explain insert into events default values', expect: ['unset'] },
  {
    name: 'two in one file',
    sql: 'insert into events (id, title) values ($1, $2); insert into tickets (id, event_id) values ($1, $2)',
    expect: [
      { messageId: 'unset', at: 'events' },
      { messageId: 'unset', at: 'tickets' },
    ],
  },
  {
    name: 'read from a table',
    sql: 'insert into events (id, title) select id + 1000, title from events where organization_id = $1',
    expect: ['unset'],
  },
  {
    name: 'read from a table with its tenant',
    sql: 'insert into events (id, organization_id, title) select id + 1000, organization_id, title from events where organization_id = $1',
    expect: [],
  },
  {
    name: 'for every tenant',
    sql: 'insert into events (id, organization_id) select id + 1000, id from organizations',
    expect: [{ messageId: 'everybody', at: 'events', data: { table: 'events', column: 'organization_id', note: '' } }],
  },
  {
    name: 'for one tenant by its name',
    sql: 'insert into events (id, organization_id) select id + 1000, id from organizations where slug = $1',
    expect: [],
  },
  {
    name: 'for every tenant, by MERGE',
    sql: 'merge into events e using organizations o on e.organization_id = o.id when not matched then insert (id, organization_id) values (o.id, o.id)',
    expect: [{ messageId: 'everybody', at: 'events' }],
  },
  { name: 'of everybody', sql: 'insert into plans (id, name) values ($1, $2)', expect: [] },
  { name: 'of tenants', sql: 'insert into organizations (id, slug) values ($1, $2)', expect: [] },
  { name: 'of people', sql: 'insert into users (id, email) values ($1, $2)', expect: [] },
  { name: 'filled by a setting of the session', sql: 'insert into notes (id, body) values ($1, $2)', expect: [] },
  { name: 'filled by a constant', sql: 'insert into colors (id, name) values ($1, $2)', expect: ['unset'] },
  {
    name: 'filled by a trigger',
    sql: 'insert into events (id, title) values ($1, $2)',
    settings: { filledByTrigger: ['events'] },
    expect: [],
  },
  {
    name: 'in a common table expression',
    sql: 'with e as (insert into events (id, title) values ($1, $2) returning id) select id from e',
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  {
    name: 'by MERGE',
    sql: 'merge into events e using plans p on e.id = p.id and e.organization_id = 1 when not matched then insert (id, title) values (p.id, p.name)',
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  {
    name: 'in quotes and upper case',
    sql: 'INSERT INTO "events" ("id", TITLE) VALUES ($1, $2)',
    expect: [{ messageId: 'unset', at: '"events"' }],
  },
  { name: 'an update', sql: 'update events set title = $1', expect: [] },
]

const files: Case[] = [
  {
    name: 'one of two statements that a condition chooses',
    ts: "export const add = (all: boolean) => db.query(all ? 'insert into events (id, organization_id) values ($1, $2)' : 'insert into events (id) values ($1)')\n",
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  { name: 'a migration', sqlFile: "insert into events (id, title) values (1, 'a');", file: 'migrations/0002_seed.sql', expect: [] },
  {
    name: 'a migration, with migrations.queries',
    sqlFile: "insert into events (id, title) values (1, 'a');",
    file: 'migrations/0002_seed.sql',
    settings: { migrations: { queries: true } },
    expect: ['unset'],
  },
  { name: 'a placeholder', sqlFile: 'insert into events (id, title) values (:id, :title)', expect: [{ messageId: 'unset', at: 'events' }] },
  ...[
    'insert into events (id, title) values ${rows.map((row) => `(${row.id}, ${row.title})`).join()}',
    'insert into events (id, title) values ${marks} on conflict (id) do nothing returning id',
    'insert into events (id, title) ${more}',
    'insert into events (id, title) select * from unnest($1::bigint[], $2::text[])',
  ].map((text): Case => ({
    name: `rows that cannot be seen, without the column: ${text}`,
    ts: `export const add = (rows: Row[]) => db.query(\`${text}\`)`,
    expect: [{ messageId: 'unset', at: 'events' }],
  })),
  {
    name: 'rows that a parameter stands for',
    sqlFile:
      '/* @name a */\ninsert into events (id, title) values :rows;\n/* @name b */\ninsert into events (id, organization_id) values :rows;\n',
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  {
    name: 'rows of pgTyped, whose keys the text names',
    ts: `import { sql } from '@pgtyped/runtime'
export const one = sql<IOne>\`insert into events (id, title) values $event(id!, title)\`
export const many = sql<IMany>\`insert into events (id, organization_id) values $$events(id!, organizationId!)\`
`,
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  ...[
    'insert into events (id, organization_id) values ${marks}',
    'insert into events (id, ${columns}) values ${marks}',
    'insert into events (${columns}) values ${marks}',
    'insert into events values ${marks}',
    'insert into events ${rows}',
    'insert into notes (id, body) values ${marks}',
  ].map((text): Case => ({
    name: `rows that cannot be seen, which may have the column: ${text}`,
    ts: `export const add = (marks: string, columns: string) => db.query(\`${text}\`)`,
    expect: [],
  })),
  {
    name: 'a program',
    ts: 'export const add = (db: Db) => db.query("insert into events (id, title) values ($1, $2)", [1, "a"])\n',
    expect: [{ messageId: 'unset', at: 'events' }],
  },
  {
    name: 'a template with holes, which is passed over',
    ts: 'export const add = (list: string) => db.query(`insert into events (${list}) values (1)`)\n',
    expect: [],
  },
]

const withoutSchema: Case[] = [
  {
    name: 'a table is taken to belong to tenants',
    sql: 'insert into events (id, title) values ($1, $2)',
    expect: [{ messageId: 'unset', at: 'events', data: { note: ' No schema was found, so events is taken to belong to tenants.' } }],
  },
  { name: 'with the tenant', sql: 'insert into events (id, tenant_id) values ($1, $2)', expect: [] },
  { name: 'with columns that are not told', sql: 'insert into events values ($1, $2)', expect: [] },
]

describe('rows', () => {
  testRule(
    rule,
    rows.map((one) => ({ schema, ...one })),
    { onPostgres: true },
  )
})

describe('files', () => {
  testRule(
    rule,
    files.map((one) => ({ schema, ...one })),
  )
})

describe('where no schema was found', () => {
  testRule(rule, withoutSchema)
})
