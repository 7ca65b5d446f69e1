import { describe, expect, it } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'
import { rowsOf } from '../support/rows.ts'

const schema = `create table customers (id int primary key, "Name" text, referrer_id int);
create table orders (id int primary key, customer_id int, status text, paid boolean, lines int[]);`
const joined = 'select c.id, o.id as of from customers c left join orders o on o.customer_id = c.id'

/** Conditions under which no customer is left that has no order. */
const refusing = [
  "o.status = 'open'",
  "o.status <> 'open'",
  "o.status in ('open', 'paid')",
  'o.id is not null',
  'o.id > 3',
  "o.status like 'o%'",
  'o.paid',
  'not o.paid',
  'o.id between 1 and 9',
  "(o.status = 'open' or o.id = 1)",
  'o.customer_id = c.id',
  'o.id + 1 > 2',
]
/** Conditions that such a customer may meet. */
const allowing = [
  'o.id is null',
  "coalesce(o.status, 'open') = 'open'",
  "(o.status = 'open' or o.id is null)",
  "(o.status = 'open' or c.id = 1)",
  'o.paid is not true',
  "o.status is distinct from 'open'",
  'c.id = 1',
  "case when o.id is null then true else o.status = 'open' end",
  'o.lines || 1 = array[1]',
  'exists (select from orders x where x.customer_id = c.id)',
]

testRule('no-outer-join-where', [
  ...refusing.map((condition): Case => ({
    name: condition,
    serves: 'S2-19',
    schema,
    sql: `${joined} where c.id < 10 and ${condition}`,
    expect: [{ messageId: 'undone', at: condition.replace(/^\((.*)\)$|(?<=')\)$/, '$1'), data: { source: 'o' } }],
  })),
  ...allowing.map((condition): Case => ({ name: condition, serves: 'S2-19', schema, sql: `${joined} where ${condition}`, expect: [] })),
  {
    name: 'a right join, a full one, and names in quotes, two in one file',
    schema,
    sql: `select 1 from customers right join orders on customer_id = customers.id where "Name" = 'a'; select 1 from CUSTOMERS C full join orders o on true where C."Name" = $1 and o.id = 1`,
    expect: [{ messageId: 'undone', at: `"Name" = 'a'`, data: { source: 'customers' } }, 'undone', 'undone'],
  },
  {
    name: 'itself joined',
    schema,
    sql: 'select 1 from customers c left join customers r on r.id = c.referrer_id where r."Name" = $1',
    expect: [{ messageId: 'undone', at: 'r."Name" = $1', data: { source: 'r' } }],
  },
  {
    name: 'in a subquery',
    schema,
    sql: `select 1 from customers where id in (${joined.replace(', o.id as of', '')} where o.id = 1)`,
    expect: ['undone'],
  },
  {
    name: 'a derived table',
    schema,
    sql: 'select 1 from customers c left join (select id as i from orders) o on o.i = c.id where o.i = 1',
    expect: ['undone'],
  },
  {
    name: 'in ON, and in FILTER',
    schema,
    sql: `select count(*) filter (where o.status = 'a') from customers c left join orders o on o.customer_id = c.id and o.status = 'b'`,
    expect: [],
  },
  { name: 'in HAVING', schema, sql: `${joined} group by c.id, o.id having count(o.id) > 1`, expect: [] },
  { name: 'an inner join', schema, sql: 'select 1 from customers c join orders o on o.customer_id = c.id where o.id = 1', expect: [] },
  {
    name: 'a condition that cannot be seen',
    schema,
    ts: 'db.query(sql`select 1 from customers c left join orders o on o.customer_id = c.id where ${more}`)',
    expect: [],
  },
])

describe('of libraries', () => {
  testRule('no-outer-join-where', [
    {
      name: 'Drizzle',
      ...inNotation(
        'drizzle',
        'await db.select().from(projects).leftJoin(tasks, eq(tasks.projectId, projects.id)).where(eq(tasks.done, true))',
      ),
      expect: [{ messageId: 'undone', at: 'done, true' }],
    },
    {
      name: 'Knex',
      ...inNotation('knex', "await db('projects').leftJoin('tasks', 'tasks.project_id', 'projects.id').where('tasks.done', true)"),
      expect: ['undone'],
    },
    { name: 'what Prisma joins', ...inNotation('prisma', "await prisma.task.findMany({ where: { project: { name: 'a' } } })"), expect: [] },
  ])
})

describe('Postgres', () => {
  const rows =
    "insert into customers values (1, 'a'), (2, 'b'); insert into orders values (5, 2, 'open', true, '{1}'), (6, 2, 'paid', false, null);"
  const lonely = async (condition: string): Promise<unknown> => rowsOf(`${joined} where c.id = 1 and ${condition}`, schema, rows)

  it.each(refusing)('leaves out who has none: %s', async (condition) => {
    expect(await lonely(condition)).toEqual([])
  })

  it.each(allowing.filter((condition) => !condition.startsWith('exists')))('keeps who has none: %s', async (condition) => {
    expect(await lonely(condition)).toEqual([{ id: 1, of: null }])
  })
})
