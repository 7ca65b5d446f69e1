import { describe } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const schema = `
create table events (id bigint primary key, name text not null);
create table orders (id bigint primary key, event_id bigint not null references events, total numeric not null, status text not null);
create table tickets (id bigint primary key, order_id bigint not null references orders, seat text, price numeric not null, deleted_at timestamptz, unique (order_id, seat));
create table receipts (id bigint primary key, order_id bigint not null unique references orders, amount numeric not null);
`

const wrong: Case[] = [
  {
    name: 'a sum over the one side of a join',
    serves: 'S2-32',
    sql: 'SELECT o.event_id, SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id GROUP BY o.event_id',
    schema,
    expect: [{ messageId: 'multiplied', at: 'SUM(o.total)', data: { aggregate: 'sum(o.total)', one: 'orders', many: 'tickets' } }],
  },
  {
    name: 'the statistics of a view',
    serves: 'S2-32',
    sqlFile: `${schema}
create view event_stats as
select e.id, sum(o.total) as gross_revenue, count(distinct o.id) as orders, count(t.id) as tickets
from events e left join orders o on o.event_id = e.id left join tickets t on t.order_id = o.id group by e.id;`,
    file: 'migrations/0001_init.sql',
    expect: [{ messageId: 'multipliedInView', at: 'event_stats', data: { aggregate: 'sum(o.total)', one: 'orders', many: 'tickets' } }],
  },
  {
    name: 'two tables that have several rows for one of a third',
    sql: 'SELECT o.id, sum(t.price), sum(p.amount) FROM orders o LEFT JOIN tickets t ON t.order_id = o.id LEFT JOIN payments p ON p.order_id = o.id GROUP BY o.id',
    schema: `${schema}create table payments (id bigint primary key, order_id bigint not null references orders, amount numeric not null);`,
    expect: [
      { messageId: 'multiplied', at: 'sum(t.price)', data: { one: 'tickets', many: 'payments' } },
      { messageId: 'multiplied', at: 'sum(p.amount)', data: { one: 'payments', many: 'tickets' } },
    ],
  },
  {
    name: 'an average, and a count of keys',
    sql: 'SELECT AVG(total), COUNT(o.id) FROM orders o, tickets t WHERE t.order_id = o.id',
    schema,
    expect: ['multiplied', 'multiplied'],
  },
  {
    name: 'rows that are not deleted are several, too',
    sql: "SELECT sum(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id WHERE t.deleted_at IS NULL AND o.status = 'paid'",
    schema,
    expect: ['multiplied'],
  },
  {
    name: 'in a call of Knex',
    serves: 'S2-32',
    ...inNotation(
      'knex',
      "await db('projects as p').join('tasks as t', 't.project_id', 'p.id').where('p.organization_id', org).count('p.id')",
    ),
    expect: ['multiplied'],
  },
]

const right: Case[] = [
  'SELECT o.event_id, COUNT(DISTINCT o.id), max(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id GROUP BY o.event_id',
  'SELECT o.id, SUM(t.price), count(*), count(t.id) FROM orders o JOIN tickets t ON t.order_id = o.id GROUP BY o.id',
  'SELECT SUM(o.total) FROM orders o JOIN receipts r ON r.order_id = o.id',
  'SELECT SUM(t.price) FROM tickets t JOIN orders o ON o.id = t.order_id LEFT JOIN events e ON e.id = o.event_id GROUP BY o.id',
  'SELECT t.id, SUM(x.price) FROM orders o JOIN tickets x ON x.order_id = o.id JOIN tickets t ON t.order_id = o.id GROUP BY t.id',
  'SELECT SUM(t.price) FROM tickets t JOIN orders o ON o.id = t.order_id JOIN receipts r ON r.order_id = o.id',
  'SELECT SUM(o.total) FROM orders o JOIN events e ON e.id = o.event_id',
  "SELECT SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id AND t.seat = 'A1'",
  'SELECT t.id, SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id GROUP BY t.id',
  'SELECT SUM(o.total) FROM orders o WHERE EXISTS (SELECT 1 FROM tickets t WHERE t.order_id = o.id)',
  'SELECT SUM(o.total) FROM orders o JOIN (SELECT order_id, count(*) FROM tickets GROUP BY order_id) t ON t.order_id = o.id',
  'SELECT SUM(o.total) FROM orders o LEFT JOIN LATERAL (SELECT * FROM tickets t WHERE t.order_id = o.id LIMIT 1) t ON true',
  'SELECT SUM(o.total) FROM orders o JOIN tickets t ON t.id = (SELECT min(x.id) FROM tickets x WHERE x.order_id = o.id) AND t.order_id = o.id',
  'SELECT SUM(o.total * t.price) FROM orders o JOIN tickets t ON t.order_id = o.id',
  'SELECT SUM(o.total) / count(t.id) FROM orders o JOIN tickets t ON t.order_id = o.id',
  'WITH tickets AS (SELECT DISTINCT order_id FROM tickets) SELECT SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id',
].map((sql): Case => ({ name: sql, sql, schema, expect: [] }))

const unknown: Case[] = [
  { name: 'without a schema', sql: 'SELECT SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id', expect: [] },
  {
    name: 'with a schema of which not all is known',
    sql: 'SELECT SUM(o.total) FROM orders o JOIN tickets t ON t.order_id = o.id',
    schema: `${schema}; create tabel more ();`,
    expect: [],
  },
]

describe.each(Object.entries({ wrong, right, unknown }))('%s', (_, cases) => {
  testRule('no-ambiguous-join-fanout', cases)
})
