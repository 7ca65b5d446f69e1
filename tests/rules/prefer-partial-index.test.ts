import { testRule } from '../support/lint.ts'

const tables = `create type order_status as enum ('open', 'paid', 'void');
create table orders (id bigint primary key, organization_id bigint not null, status order_status not null, paid boolean not null, session_id bigint, placed_at timestamptz not null);
`
const file = 'migrations/0001_init.sql'
const asks = (...sql: string[]): Record<string, string> => ({ 'src/orders.sql': sql.map((one) => `${one};\n`).join('') })
const isWhole = true as const

testRule('prefer-partial-index', [
  {
    name: 'all queries ask for one value',
    sqlFile: `${tables}create index by_status on orders (organization_id, status);`,
    file,
    schema: asks(
      "select * from orders where organization_id = $1 and status = 'void'",
      "update orders set paid = true where organization_id = $1 and status = 'void'",
      "select * from orders where id = $1 and status = 'open'",
    ),
    isWhole,
    serves: 'S0-22',
    expect: [
      {
        messageId: 'oneValue',
        at: 'by_status',
        data: { condition: "status = 'void'", columns: 'organization_id, status' },
        suggestions: [
          { messageId: 'makePartial', output: `${tables}CREATE INDEX by_status ON orders (organization_id) WHERE status = 'void';` },
        ],
      },
    ],
  },
  {
    name: 'an index of nothing else keeps its column',
    sqlFile: `${tables}create index "By paid" on "orders" (paid); create index b on ORDERS (STATUS);`,
    file,
    schema: asks(
      'select * from orders where paid',
      "select 1 from orders a join orders b on a.id = b.id where a.status = 'void' and b.status = 'void'",
    ),
    isWhole,
    expect: [
      { messageId: 'oneValue', at: '"By paid"' },
      { messageId: 'oneValue', at: 'b' },
    ],
  },
  ...[
    ['two values', "select * from orders where organization_id = $1 and status = 'open'"],
    ['a parameter', 'select * from orders where organization_id = $1 and status = $2'],
    ['any value', 'select * from orders where organization_id = $1'],
    ['one of several', "select * from orders where organization_id = $1 and status in ('void', 'paid')"],
    ['what cannot be seen', 'select * from orders whre organization_id = $1'],
  ].map(([what = '', sql = '']) => ({
    name: `queries ask for ${what}`,
    sqlFile: `${tables}create index by_status on orders (organization_id, status);`,
    file,
    schema: asks("select * from orders where organization_id = $1 and status = 'void'", sql),
    isWhole,
    expect: [],
  })),
  {
    name: 'the files are not known to be all',
    sqlFile: `${tables}create index by_status on orders (organization_id, status);`,
    file,
    schema: asks("select * from orders where organization_id = $1 and status = 'void'"),
    expect: [],
  },
  {
    name: 'no query asks for rows without the leading column',
    sqlFile: `${tables}create index by_session on orders (session_id);`,
    file,
    schema: asks(
      'select * from orders where session_id = $1',
      'select * from orders where organization_id = $1 and session_id is null and id = $2',
    ),
    isWhole,
    expect: [],
  },
  {
    name: 'nor by IS NULL',
    sqlFile: `${tables}create index by_session on orders (session_id);`,
    file,
    schema: asks('select * from orders where session_id = $1', 'select * from orders where organization_id = $1'),
    isWhole,
    serves: 'S1-9',
    expect: [
      {
        messageId: 'notNull',
        at: 'by_session',
        suggestions: [
          { messageId: 'makePartial', output: `${tables}create index by_session on orders (session_id) WHERE session_id IS NOT NULL;` },
        ],
      },
    ],
  },
  {
    name: 'rows are sorted by the leading column',
    sqlFile: `${tables}create index by_session on orders (session_id);`,
    file,
    schema: asks('select * from orders where session_id = $1', 'select * from orders order by session_id limit 10'),
    isWhole,
    expect: [],
  },
  {
    name: 'an index of a schema of Drizzle and calls of it',
    ts: `import { pgTable, bigint, boolean, index } from 'drizzle-orm/pg-core'

export const orders = pgTable('orders', { id: bigint('id', { mode: 'number' }).primaryKey(), org: bigint('org', { mode: 'number' }).notNull(), paid: boolean('paid').notNull() }, (t) => [
  index('by_paid').on(t.org, t.paid),
])
`,
    file: 'src/schema.ts',
    schema: {
      'package.json': '{ "dependencies": { "drizzle-orm": "0.44.0" } }',
      'drizzle.config.ts': "export default { schema: './src/schema.ts', dialect: 'postgresql' }",
      'src/run.ts':
        "import { and, eq } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { orders } from './schema'\nconst db = drizzle(url)\nexport const open = (org: number) => db.select().from(orders).where(and(eq(orders.org, org), eq(orders.paid, false)))\n",
    },
    isWhole,
    expect: [{ messageId: 'oneValue', at: "index('by_paid').on(t.org, t.paid)" }],
  },
])
