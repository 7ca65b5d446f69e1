import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'partial-index-on-soft-delete'

/** Tickets that are marked as deleted, with these columns besides; and what follows the table. */
const tickets = (parts: string, ...more: string[]): string =>
  ['create table events (id bigint primary key)', `create table tickets (id bigint primary key, ${parts})`, ...more].join(';\n')
const dated = (...more: string[]): string =>
  tickets('organization_id bigint, event_id bigint references events, status text, barcode text, deleted_at timestamptz', ...more)

const reported: Case[] = [
  {
    name: 'an index without a condition',
    serves: ['S0-4', 'S3-5'],
    sql: dated('create index by_status on tickets (organization_id, status)'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'by_status',
        data: {
          index: 'by_status',
          table: 'tickets',
          columns: 'organization_id, status',
          marker: 'deleted_at',
          predicate: 'deleted_at IS NULL',
          note: '',
        },
        suggestions: [
          {
            messageId: 'makePartial',
            output: dated('create index by_status on tickets (organization_id, status) WHERE deleted_at IS NULL'),
          },
        ],
      },
    ],
  },
  {
    name: 'two of one table',
    sql: dated('create index by_status on tickets (status)', 'create index by_barcode on tickets (barcode)'),
    expect: [
      { messageId: 'holdsDeleted', at: 'by_status' },
      { messageId: 'holdsDeleted', at: 'by_barcode' },
    ],
  },
  {
    name: 'a mark that is a boolean',
    serves: 'S2-23',
    sql: tickets('status text, deleted boolean not null default false', 'create index by_status on tickets (status)'),
    expect: [{ messageId: 'holdsDeleted', at: 'by_status', data: { predicate: 'deleted = false' } }],
  },
  {
    name: 'a mark that is a boolean, or NULL',
    sql: tickets('status text, is_deleted boolean', 'create index by_status on tickets (status)'),
    expect: [{ messageId: 'holdsDeleted', at: 'by_status', data: { predicate: 'is_deleted IS NOT TRUE' } }],
  },
  {
    name: 'a mark that has a value in living rows',
    sql: tickets("status text, deleted_at timestamptz not null default 'infinity'", 'create index by_status on tickets (status)'),
    expect: [{ messageId: 'holdsDeleted', at: 'by_status', data: { predicate: "deleted_at = 'infinity'" } }],
  },
  {
    name: 'names in upper case and in quotes',
    sql: 'create table "Tickets" (id bigint primary key, "Status" text, "deletedAt" timestamptz); CREATE INDEX "By Status" ON "Tickets" ("Status")',
    expect: [{ messageId: 'holdsDeleted', at: '"By Status"', data: { index: 'By Status', predicate: '"deletedAt" IS NULL' } }],
  },
  {
    name: 'an index that has no name',
    sql: dated('create index on tickets (status)'),
    expect: [{ messageId: 'holdsDeleted', at: 'tickets', data: { index: 'tickets_status_idx' } }],
  },
  {
    name: 'an index made before the mark',
    sql: `${tickets('status text', 'create index by_status on tickets (status)')}; alter table tickets add column deleted_at timestamptz`,
    expect: [{ messageId: 'holdsDeleted', at: 'by_status' }],
  },
  {
    name: 'an index with a condition that says nothing of deleted rows',
    sql: dated('create index by_status on tickets (status) where status is not null'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'by_status',
        suggestions: [
          {
            messageId: 'makePartial',
            output: dated('CREATE INDEX by_status ON tickets (status) WHERE status IS NOT NULL AND deleted_at IS NULL'),
          },
        ],
      },
    ],
  },
  {
    name: 'an index of an expression, with what rides along',
    sql: dated('create index by_barcode on tickets (lower(barcode), status desc) include (event_id)'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: 'by_barcode',
        data: { columns: 'lower(barcode), status' },
        suggestions: [
          {
            messageId: 'makePartial',
            output: dated('create index by_barcode on tickets (lower(barcode), status desc) include (event_id) WHERE deleted_at IS NULL'),
          },
        ],
      },
    ],
  },
  {
    name: 'an index for search',
    sql: tickets('words tsvector, deleted_at timestamptz', 'create index by_words on tickets using gin (words)'),
    expect: [{ messageId: 'holdsDeleted', at: 'by_words' }],
  },
  {
    name: 'an index that leads with a foreign key, beside the index of that key',
    sql: dated('create index by_event on tickets (event_id)', 'create index by_event_status on tickets (event_id, status)'),
    expect: [{ messageId: 'holdsDeleted', at: 'by_event_status' }],
  },
  {
    name: 'an index that leads with a foreign key, beside a unique one that stays whole',
    sql: 'create table events (id bigint primary key); create table seats (event_id bigint references events, id bigint, name text, deleted_at timestamptz, primary key (event_id, id)); create index by_name on seats (event_id, name)',
    expect: [{ messageId: 'holdsDeleted', at: 'by_name' }],
  },
  {
    name: 'an index of a partitioned table, once',
    sql: 'create table logs (id bigint, at date, what text, deleted_at timestamptz) partition by range (at); create table logs_1 partition of logs default; create index by_what on logs (what)',
    expect: [{ messageId: 'holdsDeleted', at: 'by_what' }],
  },
]

const silent: Case[] = [
  {
    name: 'an index of rows that are not deleted',
    serves: 'S0-4',
    sql: dated('create index by_status on tickets (status) where deleted_at is null'),
    expect: [],
  },
  {
    name: 'the same among other conditions, and in other words',
    sql: tickets(
      'status text, deleted boolean not null default false',
      "create index a on tickets (status) where status = 'open' and not deleted",
      'create index b on tickets (status) where deleted is false',
      'create index c on tickets (status) where deleted is not true',
    ),
    expect: [],
  },
  {
    name: 'an index for deleted rows',
    serves: 'S0-4',
    sql: dated(
      'create index trash on tickets (status) where deleted_at is not null',
      "create index old on tickets (status) where deleted_at < '2020-01-01'",
    ),
    expect: [],
  },
  {
    name: 'an index of a state that deleted rows may not have',
    serves: 'S0-4',
    sql: dated("create index open on tickets (organization_id) where status = 'open'"),
    expect: [],
  },
  {
    name: 'the index of a foreign key, which the server itself needs whole',
    serves: 'S0-4',
    sql: dated('create index by_event on tickets (event_id)'),
    expect: [],
  },
  {
    name: 'the only index that leads with a foreign key',
    sql: dated('create index by_event_status on tickets (event_id, status)'),
    expect: [],
  },
  {
    name: 'the primary key, and unique ones',
    serves: 'S0-4',
    sql: dated('alter table tickets add unique (barcode)', 'create unique index one_barcode on tickets (organization_id, barcode)'),
    expect: [],
  },
  {
    name: 'an index that has the mark',
    sql: dated(
      'create index a on tickets (deleted_at)',
      'create index b on tickets (organization_id, deleted_at)',
      'create index c on tickets (status) include (deleted_at)',
      'create index d on tickets ((deleted_at is null), status)',
    ),
    expect: [],
  },
  {
    name: 'an index of a table without a mark',
    serves: 'S0-4',
    sql: 'create table a (id int, b int); create index c on a (b)',
    expect: [],
  },
  {
    name: 'an index of blocks, which grows with the table anyway',
    sql: tickets('at timestamptz, deleted_at timestamptz', 'create index by_at on tickets using brin (at)'),
    expect: [],
  },
  {
    name: 'an exclusion constraint',
    sql: tickets('during tsrange, deleted_at timestamptz, exclude using gist (during with &&)'),
    expect: [],
  },
  {
    name: 'an index of a materialized view',
    sql: dated('create materialized view shown as select status, deleted_at from tickets', 'create index by_status on shown (status)'),
    expect: [],
  },
  {
    name: 'an index that is dropped again',
    sql: dated('create index by_status on tickets (status)', 'drop index by_status'),
    expect: [],
  },
  {
    name: 'an index of a statement with a hole',
    ts: 'db.query(`create table a (id int, b int, deleted_at timestamptz); create index c on ${table} (b)`)',
    expect: [],
  },
  {
    name: 'the mark of another schema',
    schema: 'create schema x; create table x.a (id int, b int, deleted_at date)',
    sql: 'create table a (id int, b int); create index c on a (b)',
    expect: [],
  },
]

describe('reported', () => testRule(rule, reported, { onPostgres: true }))
describe('silent', () => testRule(rule, silent))

/** A schema in code, as the file that is linted. */
const inFile = (reader: string, ts: string): Pick<Case, 'ts' | 'file' | 'schema' | 'settings'> => ({
  ts,
  file: 'src/schema.ts',
  schema: { 'src/schema.ts': ts },
  settings: { schema: [{ reader, files: 'src/schema.ts' }] },
})

const model = (index: string, features = '["partialIndexes"]'): string => `generator client {
  provider        = "prisma-client"
  previewFeatures = ${features}
}

datasource db {
  provider = "postgresql"
}

model Ticket {
  id        Int       @id
  status    String
  deletedAt DateTime?

  ${index}
}
`

const notations: Case[] = [
  {
    name: 'in Prisma',
    prisma: model('@@index([status])'),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: '@@index([status])',
        data: { index: 'Ticket_status_idx', columns: 'status', marker: 'deletedAt', predicate: '"deletedAt" IS NULL', note: '' },
        suggestions: [{ messageId: 'makePartial', output: model('@@index([status], where: { deletedAt: null })') }],
      },
    ],
  },
  {
    name: 'in Prisma without partial indexes',
    prisma: model('@@index([status])', '[]'),
    expect: [{ messageId: 'holdsDeleted', at: '@@index([status])', suggestions: [] }],
  },
  { name: 'right, in Prisma', prisma: model('@@index([status], where: { deletedAt: null })'), expect: [] },
  {
    name: 'in Drizzle',
    ...inFile(
      'drizzle',
      `import { isNull } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
export const tickets = pgTable('tickets', {
  id: integer().primaryKey(), status: text(), deletedAt: timestamp('deleted_at'),
}, (t) => [index('by_status').on(t.status), index('by_live').on(t.status).where(isNull(t.deletedAt))])
`,
    ),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: "index('by_status').on(t.status)",
        data: { index: 'by_status', columns: 'status', predicate: 'deleted_at IS NULL' },
      },
    ],
  },
  {
    name: 'in TypeORM',
    ...inFile(
      'typeorm',
      `import { Column, DeleteDateColumn, Entity, Index, PrimaryColumn } from 'typeorm'
@Entity('tickets')
@Index('by_live', ['status'], { where: 'deleted_at IS NULL' })
@Index('by_status', ['status'])
export class Ticket {
  @PrimaryColumn() id!: number
  @Column() status!: string
  @DeleteDateColumn({ name: 'deleted_at' }) deletedAt!: Date
}
`,
    ),
    expect: [
      {
        messageId: 'holdsDeleted',
        at: "'by_status'",
        data: { index: 'by_status', columns: 'status', predicate: 'deleted_at IS NULL' },
      },
    ],
  },
]

describe('notations', () => testRule(rule, notations, { onPrisma: true }))
