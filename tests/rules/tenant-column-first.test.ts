import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'tenant-column-first'
const tenants = 'create table organizations (id bigint primary key, slug text unique); create table users (id bigint primary key);'
const orders = `${tenants}
create table events (id bigint primary key, organization_id bigint not null);
create table orders (
  id bigint primary key, organization_id bigint not null references organizations, event_id bigint references events,
  user_id bigint references users, status text, email text, title text, total int, deleted_at timestamptz, created_at timestamptz
);`

const indexes: Case[] = [
  {
    name: 'of another column',
    sql: 'create index orders_status_idx on orders (status, created_at desc)',
    serves: ['S0-2', 'S0-9', 'S1-5'],
    expect: [
      {
        messageId: 'scattered',
        at: 'orders_status_idx',
        data: {
          index: 'orders_status_idx',
          table: 'orders',
          columns: 'status, created_at',
          column: 'organization_id',
          wanted: 'organization_id, status, created_at',
        },
        suggestions: [
          { messageId: 'leadWithTenant', output: 'CREATE INDEX orders_status_idx ON orders (organization_id, status, created_at DESC)' },
        ],
      },
    ],
  },
  {
    name: 'with the tenant behind',
    sql: 'create index by_status on orders (status, organization_id) include (total)',
    serves: 'S0-2',
    expect: [
      {
        messageId: 'scattered',
        at: 'by_status',
        data: { wanted: 'organization_id, status' },
        suggestions: [
          { messageId: 'leadWithTenant', output: 'CREATE INDEX by_status ON orders (organization_id, status) INCLUDE (total)' },
        ],
      },
    ],
  },
  {
    name: 'with the tenant riding along',
    sql: 'create index by_status on orders (status) include (organization_id, total)',
    expect: [
      {
        messageId: 'scattered',
        at: 'by_status',
        suggestions: [
          { messageId: 'leadWithTenant', output: 'CREATE INDEX by_status ON orders (organization_id, status) INCLUDE (total)' },
        ],
      },
    ],
  },
  {
    name: 'of rows that are not deleted',
    sql: 'create index by_status on orders (status) where deleted_at is null',
    serves: 'S0-2',
    expect: [
      {
        messageId: 'scattered',
        at: 'by_status',
        suggestions: [
          { messageId: 'leadWithTenant', output: 'CREATE INDEX by_status ON orders (organization_id, status) WHERE deleted_at IS NULL' },
        ],
      },
    ],
  },
  {
    name: 'of an expression',
    sql: 'create index by_title on orders (lower(title))',
    expect: [{ messageId: 'scattered', at: 'by_title', data: { columns: 'lower(title)', wanted: 'organization_id, lower(title)' } }],
  },
  {
    name: 'a unique key with the tenant behind',
    sql: 'create unique index one_title on orders (title, organization_id)',
    serves: 'S0-2',
    expect: [
      {
        messageId: 'scattered',
        at: 'one_title',
        suggestions: [{ messageId: 'leadWithTenant', output: 'CREATE UNIQUE INDEX one_title ON orders (organization_id, title)' }],
      },
    ],
  },
  {
    name: 'a constraint with the tenant behind',
    sql: 'create table tags (organization_id bigint not null, name text, unique (name, organization_id))',
    expect: [{ messageId: 'scattered', at: 'unique (name, organization_id)' }],
  },
  {
    name: 'two in one file',
    sql: 'create index by_status on orders (status); create index by_total on orders (total)',
    serves: 'S0-65',
    expect: [
      { messageId: 'scattered', at: 'by_status' },
      { messageId: 'scattered', at: 'by_total' },
    ],
  },
  {
    name: 'that another makes needless',
    sql: 'create index of_tenant on orders (organization_id, status, total); create index by_status on orders (status);',
    expect: [
      {
        messageId: 'needless',
        at: 'by_status',
        data: { covering: 'of_tenant' },
        suggestions: [{ messageId: 'drop', output: 'create index of_tenant on orders (organization_id, status, total);' }],
      },
    ],
  },
  {
    name: 'with names that are quoted, and in upper case',
    sql: 'CREATE INDEX "By Status" ON "orders" (STATUS)',
    expect: [
      {
        messageId: 'scattered',
        at: '"By Status"',
        suggestions: [{ messageId: 'leadWithTenant', output: 'CREATE INDEX "By Status" ON orders (organization_id, status)' }],
      },
    ],
  },
  {
    name: 'of a foreign key, where that is asked for',
    options: [{ allowForeignKeyIndexes: false }],
    sql: 'create index of_event on orders (event_id)',
    serves: 'S0-2',
    expect: ['scattered'],
  },
  {
    name: 'of a foreign key whose values are drawn, where that is asked for',
    options: [{ allowForeignKeyIndexes: false }],
    schema: 'create table events (id uuid primary key); create table seats (id uuid primary key, organization_id uuid not null);',
    sql: 'alter table seats add column event_id uuid not null references events; create index of_event on seats (event_id)',
    serves: 'S0-2',
    expect: ['scattered'],
  },
  {
    name: 'of an address, where the option has none',
    options: [{ globalColumns: [] }],
    sql: 'create index by_email on orders (email)',
    expect: ['scattered'],
  },
]

const exempt: Case[] = [
  {
    name: 'with the tenant in front',
    sql: 'create index on orders (organization_id, status, created_at desc)',
    serves: ['S0-2', 'S1-4', 'S1-16', 'S1-25', 'S0-60', 'S2-26', 'S4-13'],
    expect: [],
  },
  { name: 'of the tenant alone', sql: 'create index on orders (organization_id)', expect: [] },
  { name: 'of a foreign key', sql: 'create index on orders (event_id)', serves: ['S0-2', 'S0-7', 'S1-13', 'S0-55'], expect: [] },
  { name: 'the only one that serves a foreign key', sql: 'create index on orders (event_id, status)', serves: 'S0-2', expect: [] },
  {
    name: 'of a foreign key and more, where another index serves it',
    sql: 'create index of_event on orders (event_id); create index by_event on orders (event_id, status)',
    serves: ['S0-2', 'S0-59', 'S0-62'],
    expect: [],
  },
  {
    name: 'of the time at which a worker comes',
    sql: 'create table a (organization_id bigint not null, expires_at timestamptz); create index on a (expires_at)',
    serves: ['S0-57', 'S0-61'],
    expect: [],
  },
  { name: 'of the mark of deleted rows', sql: 'create index on orders (deleted_at)', expect: [] },
  {
    name: 'of a table that is looked up by secrets',
    sql: 'create table link_tokens (organization_id bigint not null, code text); create index on link_tokens (code)',
    expect: [],
  },
  {
    name: 'of a table whose rows are tenants',
    sql: 'create table teams (organization_id bigint primary key, title text); create index on teams (title)',
    expect: [],
  },
  { name: 'of the id of something', sql: 'create index on orders (user_id)', expect: [] },
  ...['email', 'slug', 'payment_reference', 'token_hash', 'stripe_charge'].map((name): Case => ({
    name: `of ${name}, by which rows are found before their tenant is known`,
    sql: `create table a (organization_id bigint not null, ${name} text); create index on a (${name}); create index on a (lower(${name}), organization_id)`,
    serves: ['S0-2', 'S0-64', 'S0-51'],
    expect: [],
  })),
  {
    name: 'of a column that the option names',
    options: [{ globalColumns: ['sta*'] }],
    sql: 'create index on orders (status)',
    serves: 'S0-2',
    expect: [],
  },
  {
    name: 'for operators',
    options: [{ operatorIndexes: ['*_reaper'] }],
    sql: 'create index orders_reaper on orders (created_at)',
    serves: ['S0-61', 'S0-63', 'S1-5'],
    expect: [],
  },
  {
    name: 'of a worker’s queue',
    sql: `create index on orders (created_at) where status = 'queued'`,
    serves: ['S0-61', 'S1-5', 'S1-18'],
    expect: [],
  },
  {
    name: 'a primary key',
    sql: 'create table a (day date, organization_id bigint not null, primary key (day, organization_id))',
    serves: 'S0-2',
    expect: [],
  },
  { name: 'a unique key without the tenant', sql: 'create unique index on orders (title)', expect: [] },
  { name: 'a unique key with the primary key', sql: 'create unique index on orders (id, organization_id)', serves: 'S0-75', expect: [] },
  {
    name: 'of the person of a membership',
    sql: 'create table members (user_id bigint references users, organization_id bigint references organizations not null, role text, primary key (organization_id, user_id)); create unique index on members (user_id, organization_id)',
    serves: 'S0-52',
    expect: [],
  },
  { name: 'of the tenants', sql: 'create index on organizations (slug)', serves: ['S0-53', 'S1-6', 'S0-2'], expect: [] },
  { name: 'of people', sql: 'create index on users (id)', expect: [] },
  {
    name: 'of a table that the settings share',
    settings: { globalTables: ['orders'] },
    sql: 'create index on orders (status)',
    expect: [],
  },
  ...['gin (to_tsvector($$simple$$, title))', 'brin (created_at)', 'hash (status)', 'gist (to_tsvector($$simple$$, title))'].map(
    (how): Case => ({ name: `using ${how}`, sql: `create index on orders using ${how}`, serves: 'S0-54', expect: [] }),
  ),
  {
    name: 'an exclusion constraint',
    sql: 'create table a (organization_id bigint not null, at int4range, exclude using gist (at with &&))',
    expect: [],
  },
  { name: 'that is dropped again', sql: 'create index by_status on orders (status); drop index by_status', expect: [] },
  {
    name: 'of a partition, which has it from its table',
    schema: 'create table logs (organization_id bigint not null, at date, kind text) partition by list (kind); create index on logs (at);',
    sql: `create table logs_a partition of logs for values in ('a')`,
    expect: [],
  },
]

const camel = 'create table processes (id uuid primary key, "workspaceId" uuid not null, "processNumber" text, "createdAt" timestamptz);'
const ofSeeds: Case[] = [
  {
    name: 'of the time alone, by which a workspace sorts its rows',
    schema: camel,
    sql: 'create index processes_created_idx on processes ("createdAt")',
    serves: 'S4-5',
    expect: [{ messageId: 'scattered', at: 'processes_created_idx', data: { column: 'workspaceId', wanted: 'workspaceId, createdAt' } }],
  },
  {
    name: 'of the workspace and a number',
    schema: camel,
    sql: 'create index on processes ("workspaceId", "processNumber")',
    serves: 'S4-13',
    expect: [],
  },
  {
    name: 'of organizations that lead, and tables that reach theirs through others',
    schema: `${tenants} create table shows (id bigint primary key, organization_id bigint not null, status text, start_time timestamptz);
create table seats (id bigint primary key, section_id bigint not null, x int, y int);
create table scans (id bigint primary key, ticket_id bigint not null, scanned_at timestamptz);`,
    sql: 'create index on shows (organization_id, status, start_time); create index on seats (section_id, x, y); create index on scans (ticket_id, scanned_at desc); create index on seats (x)',
    serves: ['S2-26', 'S2-11'],
    expect: [],
  },
  {
    name: 'of times in tables that name no tenant',
    sql: 'create table runs (id bigint primary key, user_id bigint, queued_at timestamptz, started_at timestamptz); create index on runs (queued_at); create index on runs (started_at)',
    serves: 'S3-11',
    expect: [],
  },
  {
    name: 'of times where a person is the tenant: what a queue is for stays',
    settings: { tenantColumns: ['user_id'] },
    sql: 'create table runs (id bigint primary key, user_id bigint, uploaded_at timestamptz, scheduled_at timestamptz); create index runs_uploaded_idx on runs (uploaded_at); create index on runs (scheduled_at)',
    serves: 'S3-11',
    expect: [{ messageId: 'scattered', at: 'runs_uploaded_idx', data: { wanted: 'user_id, uploaded_at' } }],
  },
  {
    name: 'of a table that counts calls by their key',
    sql: 'create table rate_limits (key text, reset_time timestamptz, count int); create index on rate_limits (key, reset_time) where count > 0',
    serves: 'S4-15',
    expect: [],
  },
  {
    name: 'of a materialized view, for those who look for what drifts in all tenants',
    options: [{ operatorIndexes: ['*_drift'] }],
    sql: 'create materialized view sums as select organization_id, sum(total) as drift_cents from orders group by 1; create index sums_drift on sums (drift_cents) where drift_cents > 1',
    serves: 'S1-28',
    expect: [],
  },
  {
    name: 'of some rows of a materialized view, which are looked for whosever they are',
    sql: 'create materialized view sums as select organization_id, sum(total) as drift_cents from orders group by 1; create index sums_drift on sums (drift_cents) where drift_cents > 1',
    serves: 'S1-28',
    expect: [],
  },
]

describe('indexes', () => {
  testRule(
    rule,
    indexes.map((one) => ({ schema: orders, ...one })),
    { onPostgres: true },
  )
})

describe('what is meant for all, and what is not', () => {
  testRule(
    rule,
    ofSeeds.map((one) => ({ schema: orders, ...one })),
    { onPostgres: true },
  )
})

describe('exempt', () => {
  testRule(
    rule,
    exempt.map((one) => ({ schema: orders, ...one })),
    { onPostgres: true },
  )
})

const model = (columns: string): string => `datasource db {
  provider = "postgresql"
}
model Order {
  id             Int    @id
  organizationId Int    @map("organization_id")
  status         String

  @@index([${columns}])
}
`
const drizzle = (columns: string): string => `import { index, integer, pgTable, text } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  status: text('status'),
}, (t) => [index('by_status').on(${columns})])
`
const typeorm = (columns: string): string => `import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
@Entity('orders')
@Index('by_status', [${columns}])
export class Order {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
  @Column('text') status: string
}
`
/** A project whose schema is the linted file. */
const told = (orm: string, version: string, file: string, ts: string): Pick<Case, 'file' | 'schema' | 'ts'> => ({
  file,
  ts,
  schema: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { [orm]: version } }), [file]: ts },
})

describe('notations', () => {
  const data = { columns: 'status', column: 'organization_id', wanted: 'organization_id, status' }
  testRule(
    rule,
    [
      {
        name: 'Prisma',
        prisma: model('status'),
        expect: [
          {
            messageId: 'scattered',
            at: '@@index([status])',
            data,
            suggestions: [{ messageId: 'leadWithTenant', output: model('organizationId, status') }],
          },
        ],
      },
      { name: 'Prisma, with the tenant', prisma: model('organizationId, status'), expect: [] },
      {
        name: 'Drizzle',
        ...told('drizzle-orm', '^0.44.0', 'src/schema.ts', drizzle('t.status')),
        expect: [{ messageId: 'scattered', at: "index('by_status').on(t.status)", data }],
      },
      {
        name: 'Drizzle, with the tenant',
        ...told('drizzle-orm', '^0.44.0', 'src/schema.ts', drizzle('t.organizationId, t.status')),
        expect: [],
      },
      {
        name: 'TypeORM',
        ...told('typeorm', '^0.3.20', 'src/entities.ts', typeorm("'status'")),
        expect: [{ messageId: 'scattered', at: "'by_status'", data }],
      },
      {
        name: 'TypeORM, with the tenant',
        ...told('typeorm', '^0.3.20', 'src/entities.ts', typeorm("'organizationId', 'status'")),
        expect: [],
      },
    ],
    { onPrisma: true },
  )
})
