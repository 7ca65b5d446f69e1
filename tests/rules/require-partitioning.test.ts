import { testRule } from '../support/lint.ts'

const options = [{ tables: ['events', 'audit_*', '!audit_settings', 'Log'] }]

const drizzle = `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const events = pgTable('events', { id: integer('id').primaryKey() })
`

testRule('require-partitioning', [
  {
    name: 'one table, two in one file',
    serves: 'S3-43',
    options,
    sql: 'create table events (id bigint, at timestamptz); create table AUDIT_ROWS (id bigint)',
    expect: [{ messageId: 'missing', at: 'events', data: { table: 'events' } }, 'missing'],
  },
  {
    name: 'partitioned, and its partitions',
    serves: 'S3-43',
    options,
    sql: `create table events (id bigint, at timestamptz) partition by range (at);
create table audit_rows_2024 (id bigint, at timestamptz);
create table audit_rows (id bigint, at timestamptz) partition by range (at);
alter table audit_rows attach partition audit_rows_2024 for values from ('2024-01-01') to ('2025-01-01');
create table audit_rows_2025 partition of audit_rows for values from ('2025-01-01') to ('2026-01-01');`,
    expect: [],
  },
  { name: 'a name in quotes', options, sql: 'create table "Log" (id bigint)', expect: [{ messageId: 'missing', at: '"Log"' }] },
  {
    name: 'other tables, and views',
    options,
    sql: 'create table audit_settings (id bigint); create view audit_view as select 1; create table orders (id bigint)',
    expect: [],
  },
  { name: 'without a list', sql: 'create table events (id bigint)', expect: [] },
  {
    name: 'a schema of Prisma',
    options,
    prisma: 'datasource db {\n  provider = "postgresql"\n}\nmodel Event {\n  id Int @id\n  @@map("events")\n}\n',
    expect: ['missing'],
  },
  {
    name: 'a schema of Drizzle',
    options,
    ts: drizzle,
    file: 'src/schema.ts',
    schema: { 'src/schema.ts': drizzle },
    settings: { schema: [{ reader: 'drizzle', files: 'src/schema.ts' }] },
    expect: ['missing'],
  },
])
