import { describe } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const schema = `create table orders (id bigint primary key, status text, "Kind" text, paid_at date, organization_id bigint not null);
create view open as select * from orders where status = null;`
const checkColumns = [{ checkColumns: true }]

const withNull: Case[] = [
  {
    name: 'a comparison with NULL',
    serves: 'S0-43',
    schema,
    sql: 'select id from orders where paid_at = null',
    expect: [{ messageId: 'unknown', at: 'paid_at = null', data: { written: 'paid_at = NULL', instead: 'paid_at IS NULL' } }],
  },
  {
    name: 'two in one file, one of them of no table that is known',
    schema,
    sqlFile: 'select id from orders where status <> null; delete from others where NULL::text != a.b',
    expect: [
      { messageId: 'unknown', at: 'status <> null', data: { instead: 'status IS NOT NULL' } },
      { messageId: 'unknown', at: 'NULL::text != a.b', data: { instead: 'a.b IS NOT NULL' } },
    ],
  },
  {
    name: 'deep in a join',
    schema,
    sql: 'select 1 from orders a join orders b on a.id = b.id and (b.status = null or a.id = 1)',
    expect: ['unknown'],
  },
  {
    name: 'in a subquery',
    schema,
    sql: 'select 1 from orders where id in (select id from orders where "Kind" = NULL)',
    expect: ['unknown'],
  },
  {
    name: 'in a CASE',
    schema,
    sql: "select case status when null then 'none' else status end from orders",
    expect: [{ messageId: 'branch', at: 'null' }],
  },
  { name: 'NOT IN a list with NULL', schema, sql: "select id from orders where status not in ('a', null)", expect: ['noRow'] },
  { name: 'NOT around it', schema, sql: "select id from orders where not (status in ('a', null))", expect: ['noRow'] },
  { name: 'IN a list with NULL', schema, sql: "select id from orders where status in ('a', null)", expect: ['unmatched'] },
  {
    name: 'IS NULL, and what is given NULL',
    schema,
    sql: 'update orders set paid_at = null, status = coalesce(status, null) where paid_at is null and status is distinct from null',
    expect: [],
  },
  {
    name: 'a parameter and a hole',
    schema,
    ts: 'db.query(`select id from orders where status = $1 and paid_at = ${day}`, [null])',
    expect: [],
  },
  { name: 'a view is told where it is made', schema, sql: 'select id from open', expect: [] },
]

const withLiterals: Case[] = [
  {
    name: 'another value than a literal',
    serves: 'S0-43',
    schema,
    options: checkColumns,
    sql: "select id from orders where organization_id = 1 and status <> 'paid'",
    expect: [{ messageId: 'vanishing', at: "status <> 'paid'", data: { table: 'orders', column: 'status' } }],
  },
  {
    name: 'of none of a list',
    schema,
    options: checkColumns,
    sql: "delete from orders o where o.status not in ('a', 'b')",
    expect: ['vanishing'],
  },
  {
    name: 'NOT before it',
    schema,
    options: checkColumns,
    sql: "update orders set status = 'x' where not (\"Kind\" = 'b')",
    expect: ['vanishing'],
  },
  {
    name: 'the literal comes first',
    schema,
    options: checkColumns,
    sql: "select id from orders where 'b' != STATUS",
    expect: ['vanishing'],
  },
  {
    name: 'itself joined, where the other one is tested',
    schema,
    options: checkColumns,
    sql: "select 1 from orders a join orders b on a.id = b.id where a.status <> 'x' and b.status is not null",
    expect: ['vanishing'],
  },
  ...[
    "status <> 'paid' and status is not null",
    "status <> 'paid' or status is null",
    "status is distinct from 'paid'",
    "coalesce(status, '') <> 'paid'",
    'organization_id <> 1',
    'status <> $1',
    "status = 'paid'",
    "elsewhere <> 'paid'",
  ].map((condition): Case => ({
    name: condition,
    schema,
    options: checkColumns,
    sql: `select id from orders where ${condition}`,
    expect: [],
  })),
  { name: 'without the option', schema, sql: "select id from orders where status <> 'paid'", expect: [] },
]

testRule('no-nullable-comparison', [...withNull, ...withLiterals])

describe('of libraries', () => {
  testRule('no-nullable-comparison', [
    {
      name: 'Sequelize, a list that may be empty',
      ...inNotation('sequelize', 'const ids: string[] = []; await Project.findAll({ where: { id: ids } })'),
      expect: [],
    },
    {
      name: 'Sequelize, a list that may be empty beside a null of another condition',
      ...inNotation('sequelize', 'const ids: string[] = []; await Project.findAll({ where: { id: ids, deletedAt: null } })'),
      expect: [],
    },
    {
      name: 'Kysely, a variable that is nothing at first',
      ...inNotation(
        'kysely',
        "let last = null; do { const rows = await (last ? db.selectFrom('projects').selectAll().where('id', '<', last).execute() : []); last = rows.at(-1)?.id } while (last)",
      ),
      expect: [],
    },
    {
      name: 'Drizzle',
      ...inNotation('drizzle', 'await db.select().from(projects).where(eq(projects.deletedAt, null))'),
      expect: [{ messageId: 'unknown', at: 'deletedAt, null' }],
    },
    {
      name: 'Kysely',
      ...inNotation('kysely', "await db.selectFrom('projects').selectAll().where('deleted_at', '=', null).execute()"),
      expect: ['unknown'],
    },
    {
      name: 'Prisma, a list',
      ...inNotation('prisma', 'await prisma.project.findMany({ where: { id: { notIn: [id, null] } } })'),
      expect: [{ messageId: 'noRow', at: 'id: { notIn: [id, null' }],
    },
    { name: 'Knex', ...inNotation('knex', "await db('projects').where('deleted_at', null)"), expect: [] },
    { name: 'Prisma', ...inNotation('prisma', 'await prisma.project.findMany({ where: { deletedAt: null } })'), expect: [] },
  ])
})
