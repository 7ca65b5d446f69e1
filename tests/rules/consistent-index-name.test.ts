import { testRule, type Case } from '../support/lint.ts'

const tickets = `create table tickets (id bigint primary key, organization_id bigint, event_id bigint, barcode text, status text, deleted_at timestamptz);`
const named = (index: string): string => `${tickets}\ncreate index ${index}`
const right = (name: string, index: string, more: Partial<Case> = {}): Case => ({ name, sql: named(index), expect: [], ...more })

const wrong = (name: string, index: string, wanted: string, more: Partial<Case> = {}): Case => {
  const [old = ''] = index.split(' ')
  const renamed = `${named(index)};\nALTER INDEX ${old} RENAME TO ${wanted}`
  return {
    name,
    sql: named(index),
    expect: [
      {
        messageId: 'unnamed',
        at: old,
        data: { name: old, table: 'tickets', wanted },
        suggestions: [{ messageId: 'rename', output: renamed }],
      },
    ],
    ...more,
  }
}

const cases: Case[] = [
  right('the pattern', 'idx_tickets_organization_id_status on tickets (organization_id, status)', { serves: ['S0-38', 'S1-29'] }),
  right('the pattern with a kind', 'idx_tickets_barcode_trgm on tickets (barcode text_pattern_ops)', { serves: 'S0-38' }),
  right('the table in the singular', 'idx_ticket_barcode on tickets (barcode)', { serves: 'S0-38' }),
  right('keys without _id', 'idx_tickets_organization_event on tickets (organization_id, event_id)', { serves: 'S1-29' }),
  right('a condition', 'idx_tickets_barcode_active on tickets (barcode) where deleted_at is null', { serves: 'S2-28' }),
  right('the name that Postgres makes up', 'on tickets (organization_id, status)'),
  right('the name of Rails and Prisma', 'index_tickets_on_barcode on tickets (barcode)'),
  right('a hash of TypeORM', '"IDX_0123456789abcdef0123456789" on tickets (barcode)'),
  right('an abbreviation', 'idx_tickets_org_ev on tickets (organization_id, event_id)', {
    options: [{ abbreviations: { organization: 'org', event: 'ev' } }],
    serves: 'S0-38',
  }),
  right('a purpose', 'idx_tickets_gate on tickets (organization_id, barcode)', { options: [{ purposes: ['gate'] }], serves: 'S2-28' }),
  right('another pattern', 'tickets__barcode on tickets (barcode)', { options: [{ patterns: ['{table}__{columns}'] }] }),
  { name: 'a constraint', sql: `${tickets}\nalter table tickets add constraint once unique (barcode)`, expect: [] },
  wrong('no table', 'idx_barcode on tickets (barcode)', 'idx_tickets_barcode', { serves: 'S0-38' }),
  wrong('other columns', 'idx_tickets_status on tickets (barcode)', 'idx_tickets_barcode', { serves: 'S1-29' }),
  wrong('columns in another order', 'idx_tickets_status_event on tickets (event_id, status)', 'idx_tickets_event_id_status', {
    serves: 'S2-28',
  }),
  wrong('a name of its own', 'fast_lookup on tickets (organization_id, status)', 'idx_tickets_organization_id_status'),
  wrong('a default that is not allowed', 'tickets_barcode_idx on tickets (barcode)', 'idx_tickets_barcode', {
    options: [{ allowDefaults: false }],
  }),
  {
    name: 'a table that is called as the index would be',
    sql: `${tickets}\ncreate table idx_tickets_barcode (id bigint primary key);\ncreate index a on tickets (barcode)`,
    expect: [{ messageId: 'unnamed', at: 'a', data: { name: 'a', table: 'tickets', wanted: 'idx_tickets_barcode_2' } }],
  },
  {
    name: 'two of one file',
    sql: `${tickets}\ncreate index a on tickets (barcode);\ncreate index b on tickets (status)`,
    expect: ['unnamed', 'unnamed'],
  },
  {
    name: 'one that another statement names in other case',
    sql: `${tickets}\ncreate index quick on tickets (barcode);\ncomment on index QUICK is 'x'`,
    expect: [{ messageId: 'unnamed', at: 'quick', suggestions: [] }],
  },
  {
    name: 'quotes and capitals',
    sql: `create table "OrderItem" (id bigint primary key, "orderId" bigint);\ncreate index "Foo" on "OrderItem" ("orderId")`,
    expect: [
      {
        messageId: 'unnamed',
        at: '"Foo"',
        data: { name: 'Foo', wanted: 'idx_order_item_order_id' },
      },
    ],
  },
  right('an expression', 'idx_tickets_lower_barcode on tickets (lower(barcode))'),
  { name: 'an expression that no name is known for', sql: named('whatever on tickets (lower(barcode))'), expect: [] },
]

const schemas: Case[] = [
  {
    name: 'a schema of Prisma',
    prisma: `model Ticket {\n  id String @id\n  barcode String\n\n  @@index([barcode], map: "fast")\n}\n`,
    expect: [{ messageId: 'unnamed', at: '@@index([barcode], map: "fast")', data: { name: 'fast', wanted: 'idx_ticket_barcode' } }],
  },
]

testRule('consistent-index-name', cases, { onPostgres: true })
testRule('consistent-index-name', schemas, { onPrisma: true })
