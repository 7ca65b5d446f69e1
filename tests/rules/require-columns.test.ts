import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'require-columns'
const organizations = 'create table organizations (id uuid primary key);'
const only = (...names: string[]): object[] => [
  { tenantNotNull: [], softDeleteShape: [], ...Object.fromEntries(names.map((name) => [name, ['*']])) },
]
/** One column of a table, with its fault. */
const column = (definition: string): string => `create table tickets (id uuid primary key, ${definition})`

const shapes: Case[] = [
  {
    name: 'a tenant that may be NULL',
    serves: 'S0-24',
    sql: column('organization_id uuid'),
    expect: [{ messageId: 'nullableTenant', at: 'organization_id', data: { table: 'tickets', column: 'organization_id' } }],
  },
  {
    name: 'in two tables, in upper case and in quotes',
    sql: 'CREATE TABLE A (ORGANIZATION_ID UUID); create table "B" ("tenantId" uuid)',
    expect: [
      { messageId: 'nullableTenant', at: 'ORGANIZATION_ID' },
      { messageId: 'nullableTenant', at: '"tenantId"', data: { table: 'B' } },
    ],
  },
  {
    name: 'a tenant that is added later',
    schema: 'create table tickets (id uuid primary key)',
    sql: 'alter table tickets add column organization_id uuid',
    expect: [{ messageId: 'nullableTenant', at: 'organization_id' }],
  },
  {
    name: 'a tenant that is never missing',
    serves: 'S0-24',
    sql: `${column('organization_id uuid')}; alter table tickets alter column organization_id set not null`,
    expect: [],
  },
  {
    name: 'rows that all share',
    serves: 'S0-24',
    sql: `${column('organization_id uuid, name text')}; create unique index on tickets (name) where organization_id is null`,
    expect: [],
  },
  {
    name: 'a row of a tenant or of a person',
    sql: column('organization_id uuid, user_id uuid, check (num_nonnulls(organization_id, user_id) = 1)'),
    expect: [],
  },
  {
    name: 'a policy that knows rows of nobody',
    sql: `${column('organization_id uuid')}; create policy p on tickets using (organization_id is null)`,
    expect: [],
  },
  {
    name: 'a tenant that may leave',
    sql: `${organizations} ${column('organization_id uuid references organizations on delete set null')}`,
    expect: [],
  },
  { name: 'a tenant of another level', sql: column('organization_id uuid not null, workspace_id uuid'), expect: [] },
  {
    name: 'tables that are excluded',
    serves: 'S0-24',
    options: [{ tenantNotNull: ['*', '!tick*'] }],
    sql: column('organization_id uuid'),
    expect: [],
  },
  {
    name: 'a flag that may be NULL',
    serves: ['S2-5', 'S2-4'],
    sql: column('deleted boolean default false'),
    expect: [{ messageId: 'nullableFlag', at: 'deleted', data: { table: 'tickets', column: 'deleted' } }],
  },
  { name: 'a flag without a default', serves: 'S2-5', sql: column('deleted boolean not null'), expect: ['flagWithoutDefault'] },
  {
    name: 'rows that are deleted from the beginning',
    sql: column('deleted_at timestamptz default now()'),
    expect: [{ messageId: 'bornDeleted', at: 'deleted_at' }],
  },
  { name: 'the same by a flag', sql: column('is_deleted boolean not null default true'), expect: ['bornDeleted'] },
  {
    name: 'rows that are never alive',
    sql: column('deleted_at timestamptz not null'),
    expect: [{ messageId: 'neverAlive', at: 'deleted_at' }],
  },
  { name: 'a flag as it should be', serves: 'S2-5', sql: column('deleted boolean not null default false'), expect: [] },
  { name: 'a moment as it should be', sql: column('deleted_at timestamptz'), expect: [] },
  { name: 'a moment with a value for living rows', sql: column("deleted_at timestamptz not null default 'infinity'"), expect: [] },
  { name: 'a count of what was deleted', sql: column('deleted integer not null'), expect: [] },
  {
    name: 'a view, a materialized view and a partition',
    schema: 'create table a (organization_id uuid not null) partition by list (organization_id)',
    sql: 'create view v as select * from a; create materialized view m as select * from a; create table a_1 partition of a default',
    expect: [],
  },
  { name: 'a foreign table', sql: 'create foreign table a (organization_id uuid) server s', expect: [] },
  { name: 'a table in a hole', ts: 'db.query(`create table ${name} (organization_id uuid)`)', expect: [] },
]

const chosen: Case[] = [
  {
    name: 'audit columns that are not there',
    serves: ['S2-7', 'S0-69'],
    options: only('audit'),
    sql: column('name text'),
    expect: [
      { messageId: 'createdMissing', at: 'tickets', data: { table: 'tickets', column: 'created_at' } },
      { messageId: 'updatedMissing', at: 'tickets', data: { column: 'updated_at' } },
    ],
  },
  {
    name: 'audit columns that may be NULL, or have no default',
    serves: ['S2-7', 'S2-9'],
    options: only('audit'),
    sqlFile: column('created_at timestamptz default now(), updated_at timestamptz not null'),
    expect: [
      { messageId: 'nullableAudit', at: 'created_at' },
      { messageId: 'auditWithoutDefault', at: 'updated_at' },
    ],
  },
  {
    name: 'audit columns as they should be',
    serves: 'S2-7',
    options: only('audit'),
    sql: column('created_at timestamptz not null default now(), updated_at timestamptz not null default now()'),
    expect: [],
  },
  {
    name: 'another name than that of most tables',
    serves: 'S0-69',
    options: [{ audit: ['c'] }],
    sql: 'create table a (inserted_at date, updated_at date); create table b (inserted_at date); create table c (id int, created_at date not null default now(), updated_at date not null default now())',
    expect: [{ messageId: 'otherName', at: 'created_at', data: { table: 'c', own: 'created_at', column: 'inserted_at' } }],
  },
  {
    name: 'audit columns of views and of what a tool keeps',
    serves: 'S2-7',
    options: only('audit'),
    sql: 'create view v as select 1 as a; create materialized view m as select 1 as a; create table schema_migrations (version text)',
    expect: [],
  },
  {
    name: 'a key that counts',
    serves: ['S0-68', 'S2-2', 'S2-3'],
    options: only('uuidKeys'),
    sql: 'create table a (id bigserial primary key); create table b (id int generated always as identity primary key)',
    expect: [
      { messageId: 'countedKey', at: 'id', data: { table: 'a', column: 'id', type: 'bigint' } },
      { messageId: 'countedKey', at: 'id' },
    ],
  },
  {
    name: 'a key that does not',
    serves: ['S2-2', 'S2-3', 'S2-51'],
    options: only('uuidKeys'),
    sql: 'create table a (id uuid primary key, number bigserial); create table b (x int, y int, primary key (x, y)); create table c (code text primary key)',
    expect: [],
  },
  {
    name: 'a moment without a zone',
    serves: 'S2-8',
    options: only('timestamptz'),
    sql: column('at timestamp(3)'),
    expect: [{ messageId: 'zoneless', at: 'at' }],
  },
  {
    name: 'a moment with one, and a day',
    serves: 'S2-8',
    options: only('timestamptz'),
    sql: column('at timestamptz, day date'),
    expect: [],
  },
  {
    name: 'a state that may be anything',
    serves: ['S0-70', 'S2-13'],
    options: only('closedSets'),
    sql: column('status text not null'),
    expect: [{ messageId: 'openSet', at: 'status', data: { table: 'tickets', column: 'status' } }],
  },
  {
    name: 'a state that is limited',
    serves: ['S0-70', 'S2-13'],
    options: only('closedSets'),
    sql: `create type status as enum ('new'); create table states (id text primary key); ${column("status status, state text check (state in ('a', 'b'))")}; create table b (status text references states)`,
    expect: [],
  },
  {
    name: 'text without end',
    serves: 'S0-73',
    options: only('limitedText'),
    sql: column('barcode text'),
    expect: [{ messageId: 'unlimited', at: 'barcode' }],
  },
  {
    name: 'text with one',
    serves: 'S0-73',
    options: only('limitedText'),
    sql: column('a varchar(50), b text check (length(b) between 6 and 50), c char(3)'),
    expect: [],
  },
  {
    name: 'what nobody should read',
    serves: ['S2-46', 'S3-15'],
    options: only('sensitive'),
    sql: column('password text, ssn text, "apiKey" varchar(40)'),
    expect: [
      { messageId: 'plain', at: 'password' },
      { messageId: 'plain', at: 'ssn' },
      { messageId: 'plain', at: '"apiKey"' },
    ],
  },
  {
    name: 'what cannot be read',
    serves: ['S2-46', 'S3-15'],
    options: only('sensitive'),
    sql: column('password_hash text, ssn_encrypted text, card_number bytea, token_count int, public_token text'),
    expect: [],
  },
  {
    name: 'a table of nobody',
    options: only('tenant'),
    sql: `${organizations} create table plans (id int); create table orders (organization_id uuid not null references organizations); create table notes (id int)`,
    settings: { globalTables: ['plans'] },
    expect: [{ messageId: 'noTenant', at: 'notes', data: { table: 'notes', column: 'organization_id' } }],
  },
  {
    name: 'a materialized view that loses its tenants',
    serves: ['S2-33', 'S1-27'],
    options: only('tenantInViews'),
    schema: column('organization_id uuid not null'),
    sql: 'create materialized view totals as select count(*) as n from tickets',
    expect: [{ messageId: 'lostTenant', at: 'totals', data: { table: 'totals', column: 'organization_id' } }],
  },
  {
    name: 'one that keeps them, one for the whole platform, and one of nobody',
    serves: ['S2-33', 'S1-27'],
    options: [{ tenantInViews: ['*', '!platform_*'] }],
    schema: `create table plans (id int); ${column('organization_id uuid not null')}`,
    sql: 'create materialized view a as select organization_id, count(*) from tickets group by 1; create materialized view platform_b as select count(*) from tickets; create materialized view c as select id from plans',
    expect: [],
  },
  {
    name: 'a column that a team wants',
    options: [{ columns: [{ tables: ['tick*'], names: ['created_by'] }] }],
    sql: `${column('name text')}; create table other (id int); create table ticket_notes ("createdBy" uuid)`,
    expect: [{ messageId: 'missing', at: 'tickets', data: { table: 'tickets', column: 'created_by' } }],
  },
]

const inFile = (reader: string, ts: string): Pick<Case, 'ts' | 'file' | 'schema' | 'settings'> => ({
  ts,
  file: 'src/schema.ts',
  schema: { 'src/schema.ts': ts },
  settings: { schema: [{ reader, files: 'src/schema.ts' }] },
})

const notations: Case[] = [
  {
    name: 'in Prisma',
    prisma: 'model Ticket {\n  id Int @id\n  organizationId Int?\n  deleted Boolean?\n}\n',
    expect: [
      { messageId: 'nullableTenant', at: 'organizationId', data: { table: 'Ticket', column: 'organizationId' } },
      { messageId: 'nullableFlag', at: 'deleted' },
    ],
  },
  {
    name: 'the time of a change in Prisma',
    options: only('audit'),
    prisma: 'model Ticket {\n  id Int @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}\n',
    expect: [],
  },
  {
    name: 'in Drizzle',
    ...inFile(
      'drizzle',
      "import { boolean, integer, pgTable } from 'drizzle-orm/pg-core'\nexport const tickets = pgTable('tickets', { id: integer().primaryKey(), organizationId: integer('organization_id'), deleted: boolean() })\n",
    ),
    expect: [{ messageId: 'nullableTenant', at: "'organization_id'" }, 'nullableFlag'],
  },
  {
    name: 'in TypeORM',
    ...inFile(
      'typeorm',
      "import { Column, Entity, PrimaryColumn } from 'typeorm'\n@Entity('tickets')\nexport class Ticket {\n  @PrimaryColumn() id!: number\n  @Column({ nullable: true }) organizationId!: number\n  @Column({ nullable: true }) deleted!: boolean\n}\n",
    ),
    expect: ['nullableTenant', 'nullableFlag'],
  },
]

describe('shapes', () => testRule(rule, shapes))
describe('what is chosen', () => testRule(rule, chosen))
describe('notations', () => testRule(rule, notations))
