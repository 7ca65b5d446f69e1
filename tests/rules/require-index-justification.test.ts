import { testRule } from '../support/lint.ts'

const tables = `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, status text, number text unique, placed_at timestamptz, deleted_at timestamptz, payload jsonb);
`
const file = 'migrations/0001_init.sql'
const asks = (sql: string): Record<string, string> => ({ 'src/orders.sql': sql })
const byTenant = "select * from orders where organization_id = $1 and status = 'paid' order by placed_at;"

testRule('require-index-justification', [
  {
    name: 'an index that no query can use',
    sqlFile: `${tables}create index by_status on orders (deleted_at);`,
    file,
    schema: asks(byTenant),
    isWhole: true,
    serves: ['S1-22', 'S1-23', 'S0-42', 'S3-19'],
    expect: [{ messageId: 'unused', at: 'by_status', data: { table: 'orders', columns: 'deleted_at' } }],
  },
  {
    name: 'two of them, one with a quoted name, and a self-join',
    sqlFile: `${tables}create index "By Status" on "orders" (deleted_at); CREATE INDEX B ON ORDERS (payload);`,
    file,
    schema: asks('select 1 from orders a join orders b on a.id = b.id where a.status = $1;'),
    isWhole: true,
    expect: [
      { messageId: 'unused', at: '"By Status"' },
      { messageId: 'unused', at: 'B' },
    ],
  },
  ...[
    ['looks rows up by it', "select * from orders where deleted_at > now() - interval '1 day';"],
    ['sorts by it', 'select * from orders order by deleted_at;'],
    ['sorts by its alias', 'select o.deleted_at as d from orders o order by d;'],
    ['groups by it', 'select deleted_at, count(*) from orders group by 1;'],
    ['asks for its largest value', 'select max(deleted_at) from orders;'],
    ['joins by it', 'select 1 from orders a join orders b on a.deleted_at = b.placed_at;'],
    ['updates by it', 'update orders set status = null where deleted_at is not null;'],
    ['cannot be read', 'select * from orders whre id = 1;'],
    ['has it behind COALESCE', 'select * from orders where deleted_at = coalesce($1, deleted_at);'],
    ['has it behind CASE', 'select * from orders where case when $1 then deleted_at > now() else true end;'],
    ['sorts by the name of a part', 'select * from (select deleted_at as gone from orders) o order by gone limit 1;'],
    ['sorts what it combines', 'select deleted_at from orders union all select placed_at from orders order by 1;'],
    ['combines it', 'select deleted_at from orders union select placed_at from orders;'],
    ['asks for groups by its largest value', 'select 1 from orders having max(deleted_at) > now();'],
    ['has it in a view', 'create view gone as select * from orders where deleted_at is not null;'],
  ].map(([what = '', sql = '']) => ({
    name: `an index where a query ${what}`,
    sqlFile: `${tables}create index by_deletion on orders (deleted_at);`,
    file,
    schema: asks(`${byTenant}\n${sql}`),
    isWhole: true as const,
    expect: [],
  })),
  ...[
    'db.query(`select * from orders order by ${column} limit 10`)',
    'db.query(`select status, count(*) from orders group by ${column}`)',
  ].map((ts) => ({
    name: `an index where a program decides by what is sorted: ${ts}`,
    sqlFile: `${tables}create index by_deletion on orders (deleted_at);`,
    file,
    schema: { ...asks(byTenant), 'src/a.ts': ts },
    isWhole: true as const,
    expect: [],
  })),
  ...[
    ['using gist (body gist_trgm_ops)', 'select * from orders order by body <-> $1 limit 5;'],
    ['using hnsw (place vector_cosine_ops)', 'select id, place <=> $1 as distance from orders order by distance limit 5;'],
    [
      "using gin (to_tsvector('english'::regconfig, body))",
      "select 1 from orders where to_tsvector('english', body) @@ plainto_tsquery($1);",
    ],
    ["((payload #>> '{a,b}'::text[]))", "select 1 from orders where payload #>> '{a,b}' = $1;"],
    ['using gin (tags)', 'select 1 from orders where tags = $1;'],
  ].map(([index = '', sql = '']) => ({
    name: `an index ${index} where a query can use it`,
    sqlFile: `create table orders (id bigint primary key, body text, place vector(3), payload jsonb, tags text[]);\ncreate index i on orders ${index};`,
    file,
    schema: asks(sql),
    isWhole: true as const,
    expect: [],
  })),
  ...['orderBy: { [column]: "desc" }, take: 3', 'where: { id: 1 }, orderBy: { number: "asc" }'].map((args) => ({
    name: `in a schema of Prisma, where a call sorts: ${args}`,
    prisma: `datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n\nmodel Order {\n  id     Int    @id\n  number String\n\n  @@index([number])\n}\n`,
    file: 'prisma/schema.prisma',
    schema: {
      ...asks('select * from "Order" where id = $1;'),
      'src/a.ts': `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport const f = (column: string) => prisma.order.findMany({ ${args} })`,
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
    },
    isWhole: true as const,
    expect: [],
  })),
  ...[
    'alter table orders cluster on by_deletion',
    'cluster orders using by_deletion',
    'cluster orders using by_deletion; alter table orders cluster on "By Deletion"; cluster orders using by_deletion',
  ].map((sql) => ({
    name: `an index that CLUSTER goes by: ${sql}`,
    sqlFile: `${tables}create index by_deletion on orders (deleted_at); create index "By Deletion" on orders (organization_id, deleted_at);\n${sql};`,
    file,
    schema: asks(byTenant),
    isWhole: true as const,
    expect: [],
  })),
  {
    name: 'an index that CLUSTER went by before another',
    sqlFile: `${tables}create index by_deletion on orders (deleted_at); create index other on orders (deleted_at);\ncluster orders using by_deletion; cluster orders using other;`,
    file,
    schema: asks(byTenant),
    isWhole: true,
    expect: [{ messageId: 'unused', at: 'by_deletion' }],
  },
  {
    name: 'an index of a table of which no query is known',
    sqlFile: `${tables}create index by_deletion on orders (deleted_at);`,
    file,
    schema: asks('select 1 from organizations where id = $1;'),
    isWhole: true,
    expect: [],
  },
  {
    name: 'nothing where the files are not known to be all',
    sqlFile: `${tables}create index by_deletion on orders (deleted_at);`,
    file,
    schema: asks(byTenant),
    expect: [],
  },
  {
    name: 'indexes that keys need',
    sqlFile: `${tables}create index by_org on orders (organization_id); create unique index one on orders (deleted_at);`,
    file,
    schema: asks('select * from orders where id = $1;'),
    isWhole: true,
    expect: [],
  },
  {
    name: 'GIN on jsonb of which no query asks what is inside by an operator',
    sqlFile: `${tables}create index by_payload on orders using gin (payload);`,
    file,
    schema: asks("select * from orders where payload->>'source' = 'shop';"),
    isWhole: true,
    serves: 'S1-20',
    expect: [{ messageId: 'unused', at: 'by_payload' }],
  },
  {
    name: 'GIN on jsonb with a query that does',
    sqlFile: `${tables}create index by_payload on orders using gin (payload);`,
    file,
    schema: asks(`select * from orders where payload @> '{"source":"shop"}';`),
    isWhole: true,
    expect: [],
  },
  ...[
    '-- serves: the export of finance\ncreate index by_deletion on orders (deleted_at);',
    '/* serves: the export of finance */\ncreate index by_deletion\n  on orders (deleted_at);',
    'create index by_deletion on orders (deleted_at); -- serves: the export of finance',
    "create index by_deletion on orders (deleted_at);\ncomment on index by_deletion is 'serves: the export of finance';",
  ].map((sql) => ({
    name: `an index that is justified: ${sql}`,
    sqlFile: tables + sql,
    file,
    schema: asks(byTenant),
    isWhole: true as const,
    expect: [],
  })),
  {
    name: 'a comment that says nothing of what it serves',
    sqlFile: `${tables}-- by deletion\ncreate index by_deletion on orders (deleted_at);`,
    file,
    schema: asks(byTenant),
    isWhole: true,
    expect: ['unused'],
  },
  {
    name: 'an index that serves a future feature',
    sqlFile: `${tables}-- serves: session lookup (future feature)\ncreate index by_deletion on orders (deleted_at);`,
    file,
    serves: ['S1-10', 'S1-2'],
    expect: [{ messageId: 'speculative', at: 'by_deletion', data: { words: 'future feature' } }],
  },
  {
    name: 'an index that serves queries about the future',
    sqlFile: `${tables}-- serves: GET /events, the future ones first\ncreate index by_deletion on orders (deleted_at);`,
    file,
    expect: [],
  },
  {
    name: 'in a schema of Prisma',
    prisma: `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model Order {
  id     Int     @id
  number String
  note   String?

  // serves: the export of finance
  @@index([number])
  @@index([note])
}
`,
    file: 'prisma/schema.prisma',
    schema: { ...asks('select * from "Order" where id = $1;'), 'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }' },
    isWhole: true,
    expect: [{ messageId: 'unused', at: '@@index([note])' }],
  },
  {
    name: 'indexes without a comment, where each needs one',
    sqlFile: `${tables}create index a on orders (status);

-- dashboards
create index b on orders (placed_at);
create index c on orders
  (deleted_at);

create index d on orders (payload);
create unique index e on orders (status);`,
    options: [{ requireComment: true }],
    serves: ['S0-20', 'S3-45'],
    expect: [
      { messageId: 'unexplained', at: 'a' },
      { messageId: 'unexplained', at: 'd' },
    ],
  },
  {
    name: 'a comment of a tool is none',
    sqlFile: `${tables}-- CreateIndex\ncreate index a on orders (status);\n--> statement-breakpoint\ncreate index b on orders (placed_at);`,
    options: [{ requireComment: true }],
    expect: ['unexplained', 'unexplained'],
  },
  {
    name: 'COMMENT ON INDEX in another migration',
    sqlFile: `${tables}create index a on orders (status);`,
    file,
    schema: { 'migrations/0002_more.sql': "comment on index public.a is 'dashboards';" },
    options: [{ requireComment: true }],
    expect: [],
  },
  {
    name: 'comments in a schema of Drizzle',
    ts: `import { pgTable, bigint, text, index } from 'drizzle-orm/pg-core'

export const orders = pgTable('orders', { id: bigint('id', { mode: 'number' }).primaryKey(), status: text('status'), note: text('note') }, (t) => [
  // the dashboard of orders
  index('by_status').on(t.status),

  index('by_note').on(t.note),
])
`,
    file: 'src/schema.ts',
    schema: {
      'package.json': '{ "dependencies": { "drizzle-orm": "0.44.0" } }',
      'drizzle.config.ts': "export default { schema: './src/schema.ts', dialect: 'postgresql' }",
    },
    isWhole: true,
    options: [{ requireComment: true }],
    expect: [{ messageId: 'unexplained', at: "index('by_note').on(t.note)" }],
  },
  {
    name: 'a comment above a program’s statement',
    ts: "// dashboards\nawait db.query('create index a on orders (status)')\n\nawait db.query(`\n  create index b on orders (placed_at)\n`)\n",
    schema: tables,
    options: [{ requireComment: true }],
    expect: [{ messageId: 'unexplained', at: 'b' }],
  },
  {
    name: 'a comment with a query that the index does not begin with',
    sqlFile: `${tables}-- Pattern: WHERE status = X ORDER BY placed_at DESC\ncreate index a on orders (organization_id, status, placed_at);`,
    file,
    serves: 'S0-74',
    expect: [{ messageId: 'otherColumns', at: 'a', data: { wanted: 'status' } }],
  },
  {
    name: 'a comment with a query of rows that the index leaves out',
    sqlFile: `${tables}-- Voided (Query: WHERE deleted_at IS NULL AND status = 'voided')
create index a on orders (organization_id, status) where deleted_at is not null;
-- Pattern: WHERE status = 'paid'
create index b on orders (status) where status = 'open';`,
    file,
    serves: ['S0-74', 'S0-21'],
    expect: [
      { messageId: 'contradicted', at: 'a', data: { condition: 'deleted_at IS NOT NULL' } },
      { messageId: 'contradicted', at: 'b' },
    ],
  },
  {
    name: 'comments with queries that agree',
    sqlFile: `${tables}-- Pattern: WHERE organization_id = X AND status IN (...)
create index a on orders (status, organization_id, placed_at);
-- Query: select * from orders where status = :status and deleted_at is null
create index b on orders (status) where deleted_at is null;
-- Pattern: organization_id = X AND placed_at >= date ORDER BY placed_at
create index c on orders (organization_id, placed_at);
-- Pattern: whatever people look for
create index d on orders (placed_at);
-- Pattern: WHERE status = 'open'
create index e on orders (placed_at) where status = 'open';`,
    file,
    expect: [],
  },
  {
    name: 'a catalogue that lacks an index, and lists others than there are',
    sqlFile: `${tables}create index idx_orders_status on orders (status);
create index idx_orders_placed on orders (placed_at, status);
create index idx_orders_number on orders (number);
create index idx_orders_payload on orders using gin (payload);`,
    file,
    schema: {
      'docs/indexes.md': `# Indexes

### orders

#### idx_orders_status

**Table**: \`orders\`
**Columns**: \`(status)\`
**Query Path**: \`GET /orders\`

| Index | Columns |
|---|---|
| idx_orders_placed | \`placed_at DESC, organization_id\` |
| **emails_stats** | \`organization_id, template\` |

#### idx_orders_payload

**Query Path**: search in payloads (future feature)

### Others

- Index on \`(id,status)\` on orders table
- \`organizations.name\` - for search
- \`orders.number\` and \`unknown.thing\`

\`\`\`sql
CREATE INDEX idx_orders_code ON orders (number);
\`\`\`
`,
    },
    options: [{ catalogue: ['docs/indexes.md'] }],
    serves: ['S0-66', 'S1-30', 'S2-16', 'S4-1', 'S1-1'],
    expect: [
      { messageId: 'unfounded', at: 'organizations', data: { entry: 'the index emails_stats' } },
      { messageId: 'unfounded', at: 'organizations', data: { entry: 'an index on organizations (name)' } },
      { messageId: 'unfounded', at: 'orders', data: { entry: 'an index on orders (id, status)' } },
      { messageId: 'differs', at: 'idx_orders_placed', data: { documented: 'placed_at, organization_id' } },
      { messageId: 'speculative', at: 'idx_orders_payload' },
    ],
  },
  {
    name: 'an index that no catalogue lists',
    sqlFile: `${tables}create index idx_orders_status on orders (status);`,
    file,
    schema: { 'docs/indexes.md': 'None yet.' },
    options: [{ catalogue: ['docs/indexes.md'] }],
    serves: ['S0-20', 'S1-1'],
    expect: [{ messageId: 'undocumented', at: 'idx_orders_status', data: { catalogue: 'docs/indexes.md' } }],
  },
  {
    name: 'a catalogue against a schema of Prisma',
    prisma: 'model User {\n  id    Int    @id\n  email String\n  name  String\n\n  @@index([name])\n}\n',
    file: 'prisma/schema.prisma',
    schema: { 'docs/indexes.md': '- `users.email` - PRIMARY KEY (implicit)\n- `users.id` - for lookups\n' },
    options: [{ catalogue: ['docs/indexes.md'] }],
    serves: 'S4-1',
    expect: [{ messageId: 'unfounded', at: 'User' }, 'undocumented'],
  },
  {
    name: 'a catalogue that is not there',
    sqlFile: tables,
    file,
    options: [{ catalogue: ['docs/none.md'] }],
    expect: [{ messageId: 'unreadable', at: 'organizations' }],
  },
])
