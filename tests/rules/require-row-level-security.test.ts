import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const parents = 'create table organizations (id uuid primary key);'
/** A table that shows that the schema uses row security. */
const used = `${parents}
  create table notes (id int primary key, organization_id uuid not null references organizations);
  alter table notes enable row level security;
  create policy own on notes using (organization_id = (select nullif(current_setting('app.org', true), '')::uuid));`

const orders = (...more: string[]): string =>
  ['create table orders (id int primary key, organization_id uuid not null references organizations)', ...more].join(';\n')
const on = (column: string): string => `${column} = (SELECT nullif(current_setting('app.org', true), '')::uuid)`
const policy = `CREATE POLICY tenant_isolation ON orders USING (${on('organization_id')}) WITH CHECK (${on('organization_id')})`
const enable = 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY'
const force = 'ALTER TABLE orders FORCE ROW LEVEL SECURITY'
const silent = (name: string, sql: string, more: Partial<Case> = {}): Case => ({ name, schema: used, sql, ...more, expect: [] })

const cases: Case[] = [
  {
    name: 'a table of tenants without it',
    serves: 'S2-47',
    schema: used,
    sql: orders(),
    expect: [
      {
        messageId: 'notEnabled',
        at: 'orders',
        data: { table: 'orders' },
        suggestions: [{ messageId: 'write', output: orders(enable, force, policy) }],
      },
    ],
  },
  {
    name: 'two in one file, of which one is all there',
    serves: 'S2-47',
    schema: used,
    sql: `${orders(enable, force, policy)}; create table "Tags" (id int primary key, organization_id uuid)`,
    expect: [{ messageId: 'notEnabled', at: '"Tags"', data: { table: 'Tags' } }],
  },
  {
    name: 'behind the statement that gave it its column',
    schema: used,
    sql: `create table orders (id int primary key);\nalter table orders add organization_id uuid;\nselect 1`,
    settings: { clientRole: 'app' },
    expect: [
      {
        messageId: 'notEnabled',
        at: 'orders',
        suggestions: [
          {
            messageId: 'write',
            output: `create table orders (id int primary key);\nalter table orders add organization_id uuid;\n${enable};\n${policy};\nselect 1`,
          },
        ],
      },
    ],
  },
  {
    name: 'no policy',
    serves: 'S2-47',
    schema: used,
    sql: orders(enable),
    expect: [
      {
        messageId: 'noPolicies',
        at: 'orders',
        suggestions: [{ messageId: 'write', output: orders(enable, force, policy) }],
      },
    ],
  },
  {
    name: 'not forced, and nothing says that users are not the owner',
    serves: 'S2-47',
    schema: used,
    sql: orders(enable, policy),
    expect: [{ messageId: 'notForced', at: 'orders', suggestions: [{ messageId: 'write', output: orders(enable, force, policy) }] }],
  },
  {
    name: 'other types, and a setting',
    schema: parents,
    sql: `create table texts (organization_id varchar(20)); create table numbers ("tenantId" bigint)`,
    settings: { tenantColumns: ['organization_id', 'tenantId'] },
    options: [{ evenIfUnused: true, requireForce: false, setting: 'my.tenant' }],
    expect: [
      {
        messageId: 'notEnabled',
        at: 'texts',
        suggestions: [
          {
            messageId: 'write',
            output: `create table texts (organization_id varchar(20));\nALTER TABLE texts ENABLE ROW LEVEL SECURITY;\nCREATE POLICY tenant_isolation ON texts USING (organization_id = (SELECT nullif(current_setting('my.tenant', true), ''))) WITH CHECK (organization_id = (SELECT nullif(current_setting('my.tenant', true), ''))); create table numbers ("tenantId" bigint)`,
          },
        ],
      },
      {
        messageId: 'notEnabled',
        at: 'numbers',
        suggestions: [
          {
            messageId: 'write',
            output: `create table texts (organization_id varchar(20)); create table numbers ("tenantId" bigint);\nALTER TABLE numbers ENABLE ROW LEVEL SECURITY;\nCREATE POLICY tenant_isolation ON numbers USING ("tenantId" = (SELECT nullif(current_setting('my.tenant', true), '')::bigint)) WITH CHECK ("tenantId" = (SELECT nullif(current_setting('my.tenant', true), '')::bigint))`,
          },
        ],
      },
    ],
  },
  silent('all there', orders(enable, force, policy), { serves: 'S2-47' }),
  silent('the role of users is known', orders(enable, policy), { settings: { clientRole: 'app' } }),
  silent('owners are let be', orders(enable, policy), { options: [{ requireForce: false }] }),
  silent('no table of tenants', 'create table countries (code text primary key)', { serves: 'S2-47' }),
  silent('the tenants themselves', 'create table organizations2 (id int primary key)'),
  silent('told to be shared', orders(), { settings: { globalTables: ['orders'] } }),
  silent(
    'a partition',
    `create table parts (id int, organization_id uuid) partition by list (id); alter table parts enable row level security; alter table parts force row level security; ${policy.replace('orders', 'parts')}; create table part partition of parts for values in (1)`,
  ),
  silent('a view', 'create view seen as select * from notes', { serves: 'S2-47' }),
  silent('a policy that is there for nothing', orders(policy)),
  silent(
    'a loop that cannot be followed',
    `${orders()}; do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'public' loop execute format('alter table %I enable row level security', r.tablename); end loop; end $$`,
  ),
]

testRule('require-row-level-security', cases, { onPostgres: true })

describe('where a schema has none', () => {
  testRule(
    'require-row-level-security',
    [
      { name: 'nothing is said of all its tables', schema: parents, sql: orders(), expect: [] },
      { name: 'by option', serves: 'S2-47', schema: parents, sql: orders(), options: [{ evenIfUnused: true }], expect: ['notEnabled'] },
      {
        name: 'where policies are trusted',
        serves: 'S2-47',
        schema: parents,
        sql: orders(),
        settings: { rowLevelSecurity: 'trust' },
        expect: ['notEnabled'],
      },
    ],
    { onPostgres: true },
  )
})

const drizzle = (tables: string): Pick<Case, 'ts' | 'file' | 'schema'> => {
  const ts = `import { sql } from 'drizzle-orm'\nimport { integer, pgPolicy, pgTable } from 'drizzle-orm/pg-core'\nconst own = () => pgPolicy('own', { using: sql\`organization_id = current_setting('app.org')::int\` })\n${tables}`
  const file = 'src/schema.ts'
  return { ts, file, schema: { 'package.json': '{ "dependencies": { "drizzle-orm": "^0.44.0" } }', [file]: ts } }
}
const table = (name: string, more = ''): string =>
  `export const ${name} = pgTable('${name}', { id: integer().primaryKey(), organizationId: integer('organization_id').notNull() }${more})\n`

describe('other notations', () => {
  testRule('require-row-level-security', [
    {
      name: 'Drizzle',
      serves: 'S2-47',
      ...drizzle(table('orders') + table('notes', ', () => [own()]') + `${table('tags').trimEnd()}.enableRLS()\n`),
      settings: { clientRole: 'app' },
      expect: [
        { messageId: 'notEnabled', at: "'orders'" },
        { messageId: 'noPolicies', at: "'tags'" },
      ],
    },
    {
      name: 'a migration of Knex',
      ts: `export const up = (knex) => knex.raw(\`create table orders (id int primary key, organization_id uuid)\`)`,
      schema: used,
      file: 'migrations/0002_orders.ts',
      expect: [{ messageId: 'notEnabled', at: 'orders' }],
    },
  ])
})
