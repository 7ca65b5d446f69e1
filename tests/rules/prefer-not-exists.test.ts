import { describe, expect, it } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'
import { rowsOf } from '../support/rows.ts'

const schema = `create table organizations (id bigint primary key, "Code" text);
create table orders (id bigint primary key, organization_id bigint, customer_id bigint not null, paid_at date);
create view paid as select organization_id from orders;`

const silent = (name: string, sql: string): Case => ({ name, schema, sql, expect: [] })

const nullable: Case[] = [
  {
    name: 'a column that may be NULL',
    serves: 'S2-14',
    schema,
    sql: 'select id from organizations where id not in (select organization_id from orders)',
    expect: [
      {
        messageId: 'nullable',
        at: 'id not in (select organization_id from orders)',
        data: { table: 'orders', column: 'organization_id' },
      },
    ],
  },
  {
    name: 'two in one file, one that deletes',
    schema,
    sql: 'delete from organizations where not id = any (select o.organization_id from orders o where o.customer_id = 1); select 1 from orders where "customer_id"::text NOT IN (SELECT C."Code" FROM Organizations C)',
    expect: [
      'nullable',
      { messageId: 'nullable', at: '"customer_id"::text NOT IN (SELECT C."Code" FROM Organizations C)', data: { column: 'Code' } },
    ],
  },
  {
    name: 'of itself',
    schema,
    sql: 'select id from orders o where id not in (select organization_id from orders i where i.id <> o.id)',
    expect: ['nullable'],
  },
  {
    name: 'one of two queries',
    schema,
    sql: 'select 1 from orders where id not in (select id from organizations union select organization_id from orders)',
    expect: ['nullable'],
  },
  {
    name: 'a row that may be missing',
    schema,
    sql: 'select 1 from orders where id not in (select g.id from orders o left join organizations g on g.id = o.organization_id)',
    expect: [
      {
        messageId: 'missing',
        at: 'id not in (select g.id from orders o left join organizations g on g.id = o.organization_id)',
        data: { table: 'organizations' },
      },
    ],
  },
  {
    name: 'NULL in one of two ways',
    schema,
    sql: 'select 1 from orders where id not in (select organization_id from orders where organization_id > 1 or paid_at is null)',
    expect: ['nullable'],
  },
  silent('NOT NULL', 'select id from organizations where id not in (select customer_id from orders)'),
  silent(
    'a condition leaves NULL out',
    'select id from organizations where id not in (select organization_id from orders where organization_id is not null)',
  ),
  silent(
    'another condition leaves NULL out',
    'select id from organizations where id not in (select organization_id from orders where organization_id > 7)',
  ),
  silent(
    'a join leaves NULL out',
    'select 1 from orders where id not in (select o.organization_id from orders o join organizations g on g.id = o.organization_id)',
  ),
  silent('IN', 'select id from organizations where id in (select organization_id from orders)'),
  silent('not known', 'select id from organizations where id not in (select thing from elsewhere)'),
  silent('a view', 'select id from organizations where id not in (select organization_id from paid)'),
  silent('computed', 'select id from organizations where id not in (select coalesce(organization_id, 0) from orders)'),
  {
    name: 'a condition that cannot be seen',
    schema,
    ts: 'db.query(sql`select id from organizations where id not in (select organization_id from orders where ${more})`)',
    expect: [],
  },
]

const checkJoins = [{ checkJoins: true }]
const joined: Case[] = [
  {
    name: 'a join to find what is missing',
    serves: 'S2-14',
    schema,
    options: checkJoins,
    sql: 'select g.id from organizations g left join orders o on o.organization_id = g.id where o.id is null',
    expect: [{ messageId: 'joined', at: 'o.id is null', data: { table: 'orders' } }],
  },
  ...[
    'select g.id, o.paid_at from organizations g left join orders o on o.organization_id = g.id where o.id is null',
    'select * from organizations g left join orders o on o.organization_id = g.id where o.id is null',
    'select g.id from organizations g left join orders o on o.organization_id = g.id where o.paid_at is null',
    'select g.id from organizations g left join orders o on o.organization_id = g.id where o.id is null or g.id = 1',
    'select g.id from organizations g left join orders o on o.organization_id = g.id where o.id is null and not exists (select from orders x where x.id = o.customer_id)',
  ].map((sql) => ({ ...silent(sql, sql), options: checkJoins })),
  silent('without the option', 'select g.id from organizations g left join orders o on o.organization_id = g.id where o.id is null'),
]

testRule('prefer-not-exists', [...nullable, ...joined])

describe('of libraries', () => {
  const withParents = ({ schema: files, ...rest }: ReturnType<typeof inNotation>): Pick<Case, 'ts' | 'file' | 'schema'> => ({
    ...rest,
    schema: { ...(typeof files === 'object' && files), 'migrations/0002_more.sql': 'alter table projects add column parent_id uuid;' },
  })
  testRule('prefer-not-exists', [
    {
      name: 'Kysely',
      ...withParents(
        inNotation(
          'kysely',
          "await db.selectFrom('projects').selectAll().where('id', 'not in', db.selectFrom('projects').select('parent_id')).execute()",
        ),
      ),
      expect: ['nullable'],
    },
    {
      name: 'Knex',
      ...withParents(inNotation('knex', "await db('projects').whereNotIn('id', db('projects').select('parent_id'))")),
      expect: ['nullable'],
    },
  ])
})

describe('Postgres', () => {
  it('finds nothing once there is a NULL', async () => {
    const query = 'select id from organizations where id not in (select organization_id from orders)'
    const rows = 'insert into organizations values (1), (2); insert into orders values (1, 1, 1);'
    expect(await rowsOf(query, schema, rows)).toEqual([{ id: 2 }])
    expect(await rowsOf(query, schema, rows, 'insert into orders values (2, null, 1)')).toEqual([])
  })
})
