import { describe } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'require-soft-delete-filter'

const schema = `create table orders (id bigint primary key, number int unique, organization_id bigint, status text, total int, deleted_at timestamptz);
create table items (id bigint primary key, order_id bigint not null references orders, name text, deleted boolean not null default false);
create table notes (id bigint primary key, order_id bigint references orders, body text, is_deleted boolean);
create table plans (id bigint primary key, name text, deleted_at timestamptz not null default 'infinity');
create table sheets (id bigint primary key, title text, deleted boolean not null default false, deleted_at timestamptz);
create table logs (id bigint primary key, order_id bigint references orders);
create view live_orders as select * from orders where deleted_at is null;
create view all_orders as select id, status from orders;`

const all = [{ checkKeys: true, checkJoinedRows: true }]

const reported: Case[] = [
  {
    name: 'a list',
    serves: ['S0-30', 'S2-6'],
    schema,
    sql: 'select * from orders where organization_id = $1',
    expect: [
      {
        messageId: 'open',
        at: 'orders',
        data: { deed: 'reads', table: 'orders', marker: 'deleted_at', predicate: 'deleted_at IS NULL', where: '' },
      },
    ],
  },
  {
    name: 'a flag',
    serves: 'S2-6',
    schema,
    sql: 'select name from items',
    expect: [{ messageId: 'open', at: 'items', data: { predicate: 'deleted = false' } }],
  },
  {
    name: 'a flag, in the words of the library that sends the query',
    schema: {
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n}\n\nmodel Item {\n  id Int @id\n  name String\n  isDeleted Boolean @default(false) @map("deleted")\n}\n',
      'package.json': '{ "dependencies": { "@prisma/client": "6.19.0" } }',
    },
    ts: "await prisma.item.findMany({ where: { name: 'a' } })",
    expect: [{ messageId: 'open', at: 'item', data: { marker: 'isDeleted', predicate: '`isDeleted: false`' } }],
  },
  {
    name: 'a flag and when it was set, with neither',
    schema,
    sql: 'select title from sheets',
    expect: [{ messageId: 'open', at: 'sheets', data: { marker: 'deleted_at' } }],
  },
  {
    name: 'a flag that may be NULL',
    schema,
    sql: 'select body from notes',
    expect: [{ messageId: 'open', at: 'notes', data: { predicate: 'is_deleted IS NOT TRUE' } }],
  },
  {
    name: 'a value for living rows',
    schema,
    sql: 'select name from plans',
    expect: [{ messageId: 'open', at: 'plans', data: { predicate: "deleted_at = 'infinity'" } }],
  },
  {
    name: 'an update of many',
    schema,
    sql: "update orders set status = 'late' where status = 'new'",
    expect: [{ messageId: 'open', at: 'orders', data: { deed: 'changes' } }],
  },
  {
    name: 'two in one file, in upper case and in quotes',
    schema,
    sql: 'SELECT * FROM ORDERS; select * from "orders" as "O"',
    expect: [
      { messageId: 'open', at: 'ORDERS' },
      { messageId: 'open', at: '"orders"' },
    ],
  },
  { name: 'a count, and a sum', schema, sql: 'select count(*), sum(total) from orders group by status', expect: ['open'] },
  { name: 'what EXISTS looks for', schema, sql: 'select exists (select 1 from orders where status = $1)', expect: ['open'] },
  {
    name: 'both sides of a join with itself',
    schema,
    sql: 'select * from orders a join orders b on b.status = a.status',
    expect: ['open', 'open'],
  },
  {
    name: 'one side of a join with itself',
    schema,
    sql: 'select * from orders a join orders b on b.status = a.status where a.deleted_at is null',
    expect: [{ messageId: 'open', at: 'orders' }],
  },
  {
    name: 'children of a living parent',
    serves: 'S3-38',
    schema,
    sql: 'select * from orders o join items i on i.order_id = o.id where o.deleted_at is null',
    expect: [{ messageId: 'open', at: 'items' }],
  },
  {
    name: 'what a list is of, although its children refer to it',
    schema,
    sql: 'select * from orders o join logs l on l.order_id = o.id where o.organization_id = $1',
    expect: [{ messageId: 'open', at: 'orders' }],
  },
  {
    name: 'children that need not be there',
    serves: 'S2-6',
    schema,
    sql: 'select * from logs l left join items i on i.order_id = l.order_id',
    expect: [{ messageId: 'open', at: 'items', data: { where: ' to the condition of its join' } }],
  },
  {
    name: 'one arm of a union',
    schema,
    sql: 'select id from orders where deleted_at is null union select id from orders where status = $1',
    expect: [{ messageId: 'open', at: 'orders' }],
  },
  {
    name: 'a query with a name, used twice',
    schema,
    sql: 'with o as (select * from orders) select * from o where deleted_at is null union all select * from o where status = $1',
    expect: ['open'],
  },
  {
    name: 'a branch of an OR',
    schema,
    sql: "select * from orders where status = 'new' or status = 'paid' and deleted_at is null",
    expect: [{ messageId: 'branch', at: 'orders', data: { predicate: 'deleted_at IS NULL' } }],
  },
  {
    name: 'an order by the mark, and the mark itself',
    schema,
    sql: 'select id, deleted_at from orders order by deleted_at',
    expect: ['open'],
  },
  {
    name: 'through a view that shows all',
    schema,
    sql: 'select * from all_orders',
    expect: [{ messageId: 'open', at: 'all_orders', data: { table: 'orders' } }],
  },
  {
    name: 'through a view that calls the mark otherwise',
    schema: `${schema} create view sales (number, gone_at) as select id, deleted_at from orders;`,
    sql: 'select number from sales',
    expect: [{ messageId: 'open', at: 'sales', data: { table: 'sales', marker: 'gone_at', predicate: 'gone_at IS NULL' } }],
  },
  {
    name: 'each way in which a text goes on',
    schema,
    ts: "db.query(`select * from orders where ${late ? \"status = 'late'\" : 'true'}`)",
    expect: ['open'],
  },
  {
    name: 'the row that a row of another table refers to',
    schema,
    options: all,
    ts: `export async function pay(id: string) {
  const [log] = await sql\`select order_id from logs where id = \${id}\`
  await sql\`update orders set status = 'paid' where id = \${log.order_id}\`
}`,
    expect: ['byKey'],
  },
  {
    name: 'a row by a key that comes from one of another table',
    schema: `${schema}create table profiles (user_id bigint primary key references orders, name text, deleted_at timestamptz); create table shipments (id bigint primary key, user_id bigint);`,
    options: all,
    ts: `export async function nameOf(id: string) {
  const [shipment] = await sql\`select user_id from shipments where id = \${id}\`
  return sql\`select name from profiles where user_id = \${shipment.user_id}\`
}`,
    expect: ['byKey'],
  },
  {
    name: 'a row by its key',
    schema,
    options: [{ checkKeys: true }],
    sql: 'select * from orders where id = $1; select * from orders where number = $1; update orders set total = 0 where id = $1',
    expect: [
      { messageId: 'byKey', at: 'orders', data: { deed: 'reads' } },
      'byKey',
      { messageId: 'byKey', at: 'orders', data: { deed: 'changes' } },
    ],
  },
  {
    name: 'a parent that children refer to',
    schema,
    options: [{ checkJoinedRows: true }],
    sql: 'select * from items i join orders o on o.id = i.order_id where i.deleted = false; select * from logs l left join orders o on o.id = l.order_id',
    expect: [
      { messageId: 'byReference', at: 'orders', data: { where: '' } },
      { messageId: 'byReference', at: 'orders', data: { where: ' to the condition of its join' } },
    ],
  },
]

const live: Case[] = [
  { name: 'a flag, beside when it was set', schema, sql: 'select title from sheets where not deleted', expect: [] },
  { name: 'when it was set, beside a flag', schema, sql: 'select title from sheets where deleted_at is null', expect: [] },
  {
    name: 'a flag of a row that is found by its key',
    schema,
    sql: 'select title from sheets where id = $1 and deleted = false',
    expect: [],
  },
  {
    name: 'the condition',
    serves: ['S0-30', 'S2-6'],
    schema,
    sql: 'select * from orders where status = $1 and deleted_at is null; select * from items where deleted = false; select * from items where not deleted; select * from items where deleted is false; select * from notes where is_deleted is not true',
    expect: [],
  },
  { name: 'the condition on a value', schema, sql: "select * from plans where deleted_at = 'infinity'", expect: [] },
  {
    name: 'the condition in each branch',
    schema,
    sql: 'select * from orders where (status = $1 and deleted_at is null) or (deleted_at is null and total > 1)',
    expect: [],
  },
  {
    name: 'the condition beside an OR',
    schema,
    sql: 'select * from orders where (status = $1 or total > 1) and deleted_at is null',
    expect: [],
  },
  {
    name: 'the condition in a join',
    serves: 'S2-6',
    schema,
    sql: 'select * from logs l left join items i on i.order_id = l.order_id and not i.deleted',
    expect: [],
  },
  { name: 'the condition from outside', schema, sql: 'select * from (select * from orders) o where o.deleted_at is null', expect: [] },
  { name: 'the condition of a view', serves: 'S0-30', schema, sql: 'select * from live_orders where status = $1', expect: [] },
  {
    name: 'rows that a living query found',
    schema,
    sql: "update orders set status = 'x' where id in (select id from orders where deleted_at is null limit 10)",
    expect: [],
  },
  {
    name: 'a branch that no row can meet',
    schema,
    sql: 'select * from orders where deleted_at is null or (id is null and status = $1)',
    expect: [],
  },
]

const deliberate: Case[] = [
  {
    name: 'what asks for deleted rows',
    serves: 'S0-30',
    schema,
    sql: "select * from orders where deleted_at is not null; select * from orders where deleted_at > now() - interval '1 day'; select * from items where deleted",
    expect: [],
  },
  {
    name: 'a trash that is asked for',
    schema,
    sql: 'select * from orders where ($1 or deleted_at is null); select * from items where deleted = $1',
    expect: [],
  },
  {
    name: 'a mark that is set, and taken back',
    serves: 'S0-30',
    schema,
    sql: 'update orders set deleted_at = now() where status = $1; update orders set deleted_at = null where status = $1',
    expect: [],
  },
  {
    name: 'a count of both kinds',
    serves: 'S0-30',
    schema,
    sql: 'select count(*) filter (where deleted_at is null) as live, count(*) from orders; select case when deleted_at is null then 1 end from orders',
    expect: [],
  },
  {
    name: 'a count of both kinds, by the mark',
    schema,
    sql: 'select deleted_at is null as live, count(*) from orders group by 1',
    expect: [],
  },
  { name: 'the next number', schema, sql: 'select coalesce(max(number), 0) + 1 from orders', expect: [] },
  { name: 'what clears away', schema, sql: 'delete from logs where order_id in (select id from orders where status = $1)', expect: [] },
  {
    name: 'a condition that is chosen',
    schema,
    ts: "db.query(`select * from orders where status = 'new' ${trash ? '' : 'and deleted_at is null'}`)",
    expect: [],
  },
  { name: 'a condition that is hidden', schema, ts: 'db.query(`select * from orders where ${condition}`)', expect: [] },
  { name: 'a tail that is hidden', schema, ts: 'db.query("select * from orders where status = 1 " + tail)', expect: [] },
  { name: 'a table that is hidden', schema, ts: 'db.query(`select * from ${table}`)', expect: [] },
  {
    name: 'a row by its key',
    schema,
    sql: 'select * from orders where id = $1; select * from orders where id = any ($1); select * from orders where number = 5',
    expect: [],
  },
  { name: 'a parent that children refer to', schema, sql: 'select * from logs l join orders o on o.id = l.order_id', expect: [] },
  {
    name: 'the row that an earlier query gave, which is asked in its place',
    schema,
    options: all,
    ts: `export async function pay(id: string) {
  const [order] = await sql\`select id, total from orders where organization_id = \${id} and deleted_at is null\`
  await sql\`update orders set status = 'paid' where id = \${order.id}\`
}`,
    expect: [],
  },
  {
    name: 'rows that are added, copied or deleted',
    schema,
    sql: 'insert into orders (id) values (1); copy orders to stdout; delete from orders where status = $1; truncate orders',
    expect: [],
  },
  {
    name: 'an upsert',
    schema,
    options: all,
    sql: 'insert into orders (id, total) values (1, 2) on conflict (id) do update set total = 2',
    expect: [],
  },
  { name: 'a table without a mark', serves: 'S0-30', schema, sql: 'select * from logs', expect: [] },
  { name: 'a migration', sqlFile: `${schema} update orders set total = 0;`, file: 'migrations/0001_init.sql', expect: [] },
  { name: 'no schema', sql: 'select * from orders', expect: [] },
  { name: 'a table of another schema', schema, sql: 'select * from other.orders', expect: [] },
  { name: 'a name that a WITH query takes', schema, sql: 'with orders as (select 1 as id) select * from orders', expect: [] },
]

describe('reported', () => testRule(rule, reported))
describe('live', () =>
  testRule(
    rule,
    live.map((one) => ({ options: all, ...one })),
  ))
describe('deliberate', () => testRule(rule, deliberate))

const lists = [
  ['prisma', 'await db.project.findMany({ where: { organizationId: org } })', 'project'],
  ['prisma', "await db.project.updateMany({ where: { organizationId: org }, data: { name: 'a' } })", 'project'],
  ['prisma', 'await db.project.count()', 'project'],
  ['drizzle', 'await db.select().from(projects).where(eq(projects.organizationId, org))', 'projects'],
  ['drizzle', 'await db.query.projects.findMany()', 'projects'],
  ['typeorm', 'await db.getRepository(Project).find({ where: { organizationId: org } })', 'find'],
  ['sequelize', 'await Project.findAll({ where: { organizationId: org } })', 'Project'],
  ['mikro-orm', 'await db.find(Project, { organizationId: org })', 'Project'],
  ['knex', "await db('projects').where({ organization_id: org })", 'projects'],
  ['kysely', "await db.selectFrom('projects').selectAll().where('organization_id', '=', org).execute()", 'projects'],
  ['supabase', "await db.from('projects').select().eq('organization_id', org)", "'projects'"],
] as const

const words = {
  prisma: '`deletedAt: null`',
  drizzle: '`isNull(projects.deletedAt)`',
  typeorm: '`deletedAt: IsNull()`',
  sequelize: '`deletedAt: null`',
  'mikro-orm': '`deletedAt: null`',
  knex: "`.whereNull('deleted_at')`",
  kysely: "`.where('deleted_at', 'is', null)`",
  supabase: "`.is('deleted_at', null)`",
} as const

const filtered = [
  ['prisma', 'await db.project.findMany({ where: { organizationId: org, deletedAt: null } })'],
  ['prisma', 'await db.project.findMany({ where: filters })'],
  ['prisma', 'await db.project.findUnique({ where: { id } })'],
  ['prisma', 'await db.task.findMany({ include: { project: true } })'],
  ['prisma', 'await db.project.updateMany({ where: { organizationId: org }, data: filters })'],
  ['drizzle', 'await db.select().from(projects).where(and(eq(projects.organizationId, org), isNull(projects.deletedAt)))'],
  ['typeorm', 'await db.getRepository(Project).find({ where: { organizationId: org, deletedAt: IsNull() } })'],
  ['sequelize', 'await Project.findAll({ where: { organizationId: org, deletedAt: null } })'],
  ['sequelize', 'await Project.findAll({ where: { organizationId: org }, paranoid: false })'],
  ['typeorm', 'await db.getRepository(Project).find({ withDeleted: true })'],
  ['mikro-orm', 'await db.find(Project, { organizationId: org }, { filters: false })'],
  ['mikro-orm', 'await db.find(Project, { organizationId: org, deletedAt: null })'],
  ['knex', "await db('projects').where({ organization_id: org }).whereNull('deleted_at')"],
  ['kysely', "await db.selectFrom('projects').selectAll().where('deleted_at', 'is', null).execute()"],
  ['supabase', "await db.from('projects').select().is('deleted_at', null)"],
] as const

const notations: Case[] = [
  ...lists.map(([name, call, at]): Case => ({
    name: `${name}: ${call}`,
    serves: 'S0-30',
    ...inNotation(name, call),
    expect: [
      {
        messageId: 'open',
        at,
        data: { table: 'projects', marker: words[name].includes('deletedAt') ? 'deletedAt' : 'deleted_at', predicate: words[name] },
      },
    ],
  })),
  ...filtered.map(([name, call]): Case => ({ name: `${name}: ${call}`, ...inNotation(name, call), expect: [] })),
]

describe('notations', () => testRule(rule, notations))

const pair = `create table parcels (id int primary key, depot_id int, deleted_at timestamptz);
create table depots (id int primary key, deleted_at timestamptz);
create view tracking as select d.id from depots d left join parcels p on p.depot_id = d.id;
create view live_parcels as select id, deleted_at as gone from parcels;`

const written = (
  dependencies: Record<string, string>,
  ts: string,
  ...expect: { readonly at: string; readonly data: Record<string, string> }[]
): Case => ({
  name: ts,
  schema: { 'package.json': JSON.stringify({ dependencies }), 'migrations/0001_init.sql': pair },
  file: 'run.ts',
  ts,
  expect: expect.map((one) => ({ messageId: 'open', ...one })),
})
const knexBy = (call: string): string => `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nexport const all = () => ${call}\n`
const kyselyBy = (call: string): string =>
  `import { Kysely } from 'kysely'\nexport const all = (db: Kysely<any>) => ${call}.selectAll().execute()\n`
const ofJoin = ' to the condition of its join'

describe('where the condition stands, and whose column it names', () =>
  testRule(rule, [
    {
      name: 'two tables with the column in SQL',
      schema: pair,
      sql: 'select p.id from parcels p cross join depots d',
      expect: [
        { messageId: 'open', at: 'parcels', data: { table: 'parcels', predicate: 'p.deleted_at IS NULL', where: '' } },
        { messageId: 'open', at: 'depots', data: { table: 'depots', predicate: 'd.deleted_at IS NULL', where: '' } },
      ],
    },
    {
      name: 'a view that does not show the column',
      schema: pair,
      sql: 'select id from tracking',
      expect: [
        { messageId: 'open', at: 'tracking', data: { table: 'depots', predicate: 'deleted_at IS NULL', where: ' to the view tracking' } },
        { messageId: 'open', at: 'tracking', data: { table: 'parcels', where: `${ofJoin} in the view tracking` } },
      ],
    },
    {
      name: 'a view that does',
      schema: pair,
      sql: 'select id from live_parcels',
      expect: [{ messageId: 'open', at: 'live_parcels', data: { table: 'live_parcels', predicate: 'gone IS NULL', where: '' } }],
    },
    written(
      { knex: '3.1.0' },
      knexBy("db('depots as d').leftJoin('parcels as p', 'p.depot_id', 'd.id').select('p.id')"),
      { at: 'depots', data: { table: 'depots', predicate: "`.whereNull('d.deleted_at')`", where: '' } },
      { at: 'parcels', data: { table: 'parcels', predicate: "`.andOnNull('p.deleted_at')`", where: ofJoin } },
    ),
    written(
      { kysely: '0.28.5' },
      kyselyBy("db.selectFrom('depots as d').leftJoin('parcels as p', 'p.depot_id', 'd.id')"),
      { at: 'depots', data: { table: 'depots', predicate: "`.where('d.deleted_at', 'is', null)`", where: '' } },
      { at: 'parcels', data: { table: 'parcels', predicate: "`.on('p.deleted_at', 'is', null)`", where: ofJoin } },
    ),
    written(
      { kysely: '0.28.5' },
      kyselyBy("db.selectFrom('tracking')"),
      { at: 'tracking', data: { where: ' to the view tracking' } },
      { at: 'tracking', data: { where: `${ofJoin} in the view tracking` } },
    ),
    written(
      { objection: '3.1.4' },
      "import { Model } from 'objection'\nclass Parcel extends Model { static tableName = 'parcels' }\nexport const all = async () => await Parcel.query()\n",
      { at: 'Parcel', data: { predicate: "`.whereNull('deleted_at')`", where: '' } },
    ),
  ]))

describe('what supabase-js embeds', () => {
  const embedded = (select: string, expected: Record<string, string>): Case => ({
    name: select,
    schema: {
      'package.json': JSON.stringify({ dependencies: { '@supabase/supabase-js': '2.0.0' } }),
      'migrations/0001_init.sql': `create table orders (id int primary key);
create table items (id int primary key, order_id int not null references orders, deleted_at timestamptz);
create table notes (id int primary key, item_id int not null references items, deleted_at timestamptz);`,
    },
    file: 'run.ts',
    ts: `import { createClient } from '@supabase/supabase-js'
const supabase = createClient('', '')
export const list = () => supabase.from('orders').select('${select}').eq('id', 1)
`,
    expect: Object.entries(expected).map(([table, predicate]) => ({ messageId: 'open', at: `'${select}'`, data: { table, predicate } })),
  })
  testRule(rule, [
    embedded('*, items(*)', { items: "`.is('items.deleted_at', null)`" }),
    embedded('*, lines:items(*, notes(*))', { items: "`.is('lines.deleted_at', null)`", notes: "`.is('lines.notes.deleted_at', null)`" }),
  ])
})
