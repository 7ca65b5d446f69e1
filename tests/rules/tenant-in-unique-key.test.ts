import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { refusalOf } from '../support/postgres.ts'

const rule = 'tenant-in-unique-key'
const tenants = 'create table organizations (id bigint primary key); create table users (id bigint primary key, email text);'
const tags = (parts: string, ...more: string[]): string =>
  [`create table tags (id bigint primary key, organization_id bigint not null, ${parts})`, ...more].join(';\n')

const keys: Case[] = [
  {
    name: 'of a column',
    sql: tags('name text unique'),
    expect: [
      {
        messageId: 'shared',
        at: 'unique',
        data: { table: 'tags', columns: 'name', index: 'tags_name_key', column: 'organization_id', wanted: 'organization_id, name' },
        suggestions: [
          {
            messageId: 'addTenant',
            output: `${tags('name text unique')};\nALTER TABLE tags DROP CONSTRAINT tags_name_key;\nCREATE UNIQUE INDEX tags_name_key ON tags (organization_id, name)`,
          },
        ],
      },
    ],
  },
  {
    name: 'of an index',
    sql: tags('name text', 'create unique index one_name on tags (lower(name)) where name <> $$$$'),
    expect: [
      {
        messageId: 'shared',
        at: 'one_name',
        data: { columns: 'lower(name)' },
        suggestions: [
          {
            messageId: 'addTenant',
            output: tags('name text', "CREATE UNIQUE INDEX one_name ON tags (organization_id, (lower(name))) WHERE name <> ''"),
          },
        ],
      },
    ],
  },
  {
    name: 'of several columns',
    sql: tags('kind text, number int, unique (kind, number)'),
    serves: 'S4-6',
    expect: [{ messageId: 'shared', at: 'unique (kind, number)', data: { wanted: 'organization_id, kind, number' } }],
  },
  {
    name: 'two of one table',
    sql: tags('name text unique, number int unique'),
    expect: [
      { messageId: 'shared', at: 'unique', data: { columns: 'name' } },
      { messageId: 'shared', at: 'unique', data: { columns: 'number' } },
    ],
  },
  {
    name: 'with names that are quoted, and in upper case',
    sql: 'CREATE TABLE "Tags" (ID bigint PRIMARY KEY, "organizationId" bigint NOT NULL, "Name" text UNIQUE)',
    expect: [{ messageId: 'shared', at: 'UNIQUE', data: { table: 'Tags', columns: 'Name', column: 'organizationId' } }],
  },
  {
    name: 'with a column that only rides along',
    sql: tags('name text, unique (name) include (organization_id)'),
    expect: ['shared'],
  },
  {
    name: 'with a reference to what all tenants share',
    sql: tags('country text references countries', '')
      .replace(/^/, 'create table countries (code text primary key);')
      .replace('references countries', 'references countries unique'),
    expect: ['shared'],
  },
  { name: 'of a name that the option leaves', options: [{ globalColumns: ['name'] }], sql: tags('name text unique'), expect: [] },
  {
    name: 'of an address, where the option has none',
    options: [{ globalColumns: [] }],
    sql: tags('email text unique'),
    expect: ['shared'],
  },
]

const exempt: Case[] = [
  { name: 'with the tenant', sql: tags('name text, unique (organization_id, name)'), serves: ['S0-52', 'S0-54', 'S1-7'], expect: [] },
  { name: 'with the tenant behind', sql: tags('name text, unique (name, organization_id)'), expect: [] },
  { name: 'a primary key', sql: 'create table tags (name text primary key, organization_id bigint not null)', expect: [] },
  { name: 'with the primary key', sql: tags('name text, unique (id, name)'), expect: [] },
  {
    name: 'with a row of the tenant',
    sql: `create table events (id bigint primary key, organization_id bigint not null); ${tags('event bigint references events, code text, unique (event, code)')}`,
    serves: ['S0-56', 'S0-58', 'S2-10'],
    expect: [],
  },
  {
    name: 'with a person',
    schema: `${tenants} create table members (organization_id bigint, person bigint references users, primary key (organization_id, person));`,
    sql: tags('person bigint references users unique'),
    serves: 'S0-52',
    expect: [],
  },
  {
    name: 'with the id of something',
    sql: tags('event_id bigint, barcode text, unique (event_id, barcode)'),
    serves: ['S0-59', 'S0-56'],
    expect: [],
  },
  ...[
    'email',
    'billing_email',
    'slug',
    'domain',
    'hostname',
    'username',
    'phone',
    'payment_reference',
    'stripe_charge',
    'external_number',
  ].map((name): Case => ({
    name: `of ${name}, which is one of a kind in the world`,
    sql: tags(`${name} text unique`),
    serves: ['S0-2', 'S0-51', 'S0-64'],
    expect: [],
  })),
  { name: 'of a secret', sql: tags('token_hash text unique'), expect: [] },
  { name: 'of a secret of the team’s own', settings: { secretColumns: ['pass_phrase'] }, sql: tags('pass_phrase text unique'), expect: [] },
  {
    name: 'of a table that is looked up by secrets',
    sql: 'create table link_tokens (organization_id bigint not null, code text unique)',
    expect: [],
  },
  {
    name: 'of a table whose rows are tenants',
    sql: 'create table teams (organization_id bigint primary key, title text unique)',
    expect: [],
  },
  { name: 'of a request', sql: tags('idempotency_key text unique'), serves: 'S0-64', expect: [] },
  { name: 'of what is drawn', sql: tags('code text default md5(random()::text) unique'), expect: [] },
  { name: 'of a uuid', sql: tags('code uuid unique'), expect: [] },
  { name: 'of what is counted', sql: tags('number int generated always as identity unique'), expect: [] },
  {
    name: 'to which a foreign key refers',
    sql: tags('name text unique', 'create table uses (tag text references tags (name))'),
    expect: [],
  },
  { name: 'of a table of everybody', sql: 'create table plans (id int primary key, name text unique)', expect: [] },
  { name: 'of a table that the settings share', settings: { globalTables: ['tags'] }, sql: tags('name text unique'), expect: [] },
  {
    name: 'of the tenants themselves',
    sql: `create table organizations (id bigint primary key, name text unique); create table a (organization_id bigint references organizations)`,
    serves: 'S0-53',
    expect: [],
  },
  { name: 'of rows that may be everybody’s', sql: 'create table tags (organization_id bigint, name text unique)', expect: [] },
  { name: 'that is not unique', sql: tags('name text', 'create index on tags (name)'), expect: [] },
  {
    name: 'of a materialized view',
    sql: tags('name text', 'create materialized view m as select organization_id, name from tags; create unique index on m (name)'),
    serves: 'S1-26',
    expect: [],
  },
  {
    name: 'of a partition, which has it from its table',
    schema: 'create table tags (id bigint, organization_id bigint not null, name text, unique (id, name)) partition by list (id);',
    sql: 'create table tags_1 partition of tags for values in (1)',
    expect: [],
  },
  { name: 'that is dropped again', sql: tags('name text unique', 'alter table tags drop constraint tags_name_key'), expect: [] },
]

describe('unique keys', () => {
  testRule(rule, keys, { onPostgres: true })
})

describe('exempt', () => {
  testRule(rule, exempt, { onPostgres: true })
})

describe('on Postgres', () => {
  it('one tenant’s value keeps another from it, which the key that is told does not', async () => {
    const rows = "insert into tags values (1, 1, 'a'), (2, 2, 'a');"
    expect(await refusalOf(`${tags('name text unique')};`, rows)).toContain('duplicate key')
    expect(await refusalOf(`${tags('name text, unique (organization_id, name)')};`, rows)).toBeUndefined()
  })
})

const model = (name: string, more = ''): string =>
  `datasource db {
  provider = "postgresql"
}
model Tag {
  id             Int    @id
  organizationId Int    @map("organization_id")
  name           String ${name}${more}
}
`.replace(/ +$/gm, '')
const drizzle = `import { integer, pgTable, text } from 'drizzle-orm/pg-core'
export const tags = pgTable('tags', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  name: text('name').unique(),
})
`
const typeorm = `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('tags')
export class Tag {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
  @Column({ type: 'text', unique: true }) name: string
}
`
/** A project whose schema is the linted file. */
const told = (orm: string, version: string, file: string, ts: string): Pick<Case, 'file' | 'schema' | 'ts'> => ({
  file,
  ts,
  schema: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { [orm]: version } }), [file]: ts },
})

describe('notations', () => {
  testRule(
    rule,
    [
      {
        name: 'Prisma',
        prisma: model('@unique'),
        expect: [
          {
            messageId: 'shared',
            at: '@unique',
            data: { columns: 'name', column: 'organization_id' },
            suggestions: [{ messageId: 'addTenant', output: model('', '\n\n  @@unique([organizationId, name])') }],
          },
        ],
      },
      { name: 'Prisma, with the tenant', prisma: model('', '\n  @@unique([organizationId, name])'), expect: [] },
      { name: 'Drizzle', ...told('drizzle-orm', '^0.44.0', 'src/schema.ts', drizzle), expect: [{ messageId: 'shared', at: 'unique()' }] },
      {
        name: 'TypeORM',
        ...told('typeorm', '^0.3.20', 'src/entities.ts', typeorm),
        expect: [{ messageId: 'shared', at: "@Column({ type: 'text', unique: true }) name: string" }],
      },
    ],
    { onPrisma: true },
  )
})
