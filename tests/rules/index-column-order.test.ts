import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const schema = `create table jobs (
  id bigint primary key, organization_id bigint not null, state text not null, priority integer not null, done boolean not null, run_at timestamptz not null, made_at timestamptz not null
);
create index jobs_run_idx on jobs (organization_id, run_at, state);
create index jobs_made_idx on jobs (made_at, priority);
create table other (id bigint primary key, a integer not null, b integer not null);
create index other_idx on other (a, b);`

const wrong = (sql: string, messageId: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  schema,
  expect: [{ messageId, at: sql.includes('other') ? 'other' : 'jobs' }],
  ...more,
})
const right = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, schema, expect: [], ...more })

testRule('index-column-order', [
  {
    name: 'a range before what is equal',
    sql: 'select id from jobs where organization_id = $1 and state = $2 and run_at > $3',
    schema,
    serves: 'S0-9',
    expect: [
      {
        messageId: 'range',
        at: 'jobs',
        data: { index: 'jobs_run_idx', early: 'run_at', late: 'state', columns: 'organization_id, state, run_at' },
      },
    ],
  },
  wrong('select id from jobs where organization_id = $1 and state = $2 order by run_at limit 5', 'sort', { serves: 'S0-9' }),
  wrong('delete from jobs where made_at < now() and priority = 3', 'range'),
  {
    name: 'directions',
    sql: 'select id from other order by a, b desc limit 5',
    schema,
    serves: 'S0-10',
    expect: [{ messageId: 'direction', at: 'other', data: { index: 'other_idx', early: 'a', late: 'b', columns: 'a, b DESC' } }],
  },
  {
    name: 'two in one file',
    sql: 'select id from other order by a desc, b limit 5; select id from other order by a, b desc limit 5',
    schema,
    expect: ['direction', 'direction'],
  },
  wrong('select "ID" from "Other" where "A" > $1 and "B" = $2', 'range', {
    schema: 'create table "Other" ("ID" bigint primary key, "A" integer, "B" integer); create index "byA" on "Other" ("A", "B")',
    expect: ['range'],
  }),
  {
    name: 'a queue by its most pressing first',
    sql: 'select id from runs where status = $1 order by priority desc, queued_at limit 5',
    schema:
      'create table runs (id bigint primary key, status text not null, priority integer not null, queued_at timestamptz not null); create index runs_queue_idx on runs (status, priority, queued_at)',
    serves: ['S3-3', 'S3-17'],
    expect: [{ messageId: 'direction', at: 'runs', data: { index: 'runs_queue_idx', columns: 'status, priority DESC, queued_at' } }],
  },
  right('select id from runs where status = $1 order by priority desc, queued_at limit 5', {
    name: 'a queue in the order of its index',
    schema:
      'create table runs (id bigint primary key, status text not null, priority integer not null, queued_at timestamptz not null); create index runs_queue_idx on runs (status, priority desc, queued_at)',
    serves: ['S3-3', 'S3-17'],
  }),
  right("select id from jobs where organization_id = $1 and state = 'new'", {
    name: 'the tenant first, though it tells fewer rows apart than what is behind it',
    schema:
      'create table jobs (id bigint primary key, organization_id bigint not null, state text not null, code text not null); create index on jobs (organization_id, state, code)',
    serves: 'S3-2',
  }),
  right('select id from jobs where organization_id = $1 and state = $2 and code = $3', {
    name: 'a state first, where all are compared by equality',
    schema:
      'create table jobs (id bigint primary key, organization_id bigint not null, state text not null, code text not null); create index on jobs (organization_id, state, code)',
    serves: 'S3-2',
  }),
  right('select id from other order by a, b limit 5'),
  right('select id from other order by a desc, b desc limit 5', { serves: 'S0-10' }),
  right('select id from other order by a limit 5', { serves: 'S0-10' }),
  right('select id from jobs where organization_id = $1 and run_at > $2'),
  right('select id from jobs where organization_id = $1 and state = $2', { name: 'a column that is not asked for between' }),
  right('select id from jobs where organization_id = $1 and run_at = $2 and state = $3'),
  right('select id from jobs where id = $1 and organization_id = $2 and state = $3 and run_at > $4', { name: 'one row' }),
  right('select id from jobs where organization_id = $1 and state in ($2, $3) order by run_at limit 5', { serves: 'S2-25' }),
  right('select a.id from other a join other b on b.id = a.id where a.a > 1', { name: 'a self-join' }),
  right('select id from jobs where organization_id = $1 and state = $2 and run_at > $3', {
    name: 'another index has them in this order',
    schema: `${schema}\ncreate index on jobs (organization_id, state, run_at);`,
  }),
  right('select id from jobs where organization_id = $1 and state = $2 and run_at > $3', {
    name: 'a small table',
    settings: { smallTables: ['jobs'] },
  }),
  { name: 'what cannot be seen', ts: 'db.query(`select id from other where a > $1 and b = $2 and ${more}`)', schema, expect: [] },
])

const runs = (index: string): string =>
  `create table runs (id bigint primary key, org bigint not null, status text not null, priority integer not null, queued_at timestamptz not null); create index runs_queue_idx on runs ${index}`
const queue = "select id from runs where status in ('QUEUED', 'PENDING') order by priority desc, queued_at limit 10"
const ofQueue = "where status in ('QUEUED', 'PENDING')"

testRule('index-column-order', [
  {
    name: 'a list of values that the condition of the index has, before what is sorted by',
    sql: queue,
    schema: runs(`(status, priority, queued_at) ${ofQueue}`),
    serves: ['S3-2', 'S3-3', 'S3-17'],
    expect: [
      {
        messageId: 'listed',
        at: 'runs',
        data: { index: 'runs_queue_idx', early: 'status', late: 'priority', columns: 'priority DESC, queued_at' },
      },
    ],
  },
  {
    name: 'the same behind a tenant',
    sql: queue.replace('where', 'where org = $1 and'),
    schema: runs(`(org, status, priority, queued_at) ${ofQueue}`),
    expect: [{ messageId: 'listed', at: 'runs', data: { columns: 'org, priority DESC, queued_at' } }],
  },
  right(queue, { name: 'the index mended', schema: runs(`(priority desc, queued_at) ${ofQueue}`) }),
  right(queue, { name: 'without the condition', schema: runs('(status, priority, queued_at)') }),
  right(queue, { name: 'a longer list', schema: runs("(status, priority, queued_at) where status in ('QUEUED', 'PENDING', 'LATE')") }),
  right(queue.replace(' limit 10', ''), { name: 'all of them', schema: runs(`(status, priority, queued_at) ${ofQueue}`) }),
  right(queue, {
    name: 'another index has the order',
    schema: `${runs(`(status, priority, queued_at) ${ofQueue}`)}; create index on runs (priority desc, queued_at)`,
  }),
])

describe('a list of values before what is sorted by', () => {
  it.each([
    ['(status, priority, queued_at)', true],
    ['(status, priority desc, queued_at)', true],
    ['(priority desc, queued_at)', false],
  ])('the index %s leaves the sorting to Postgres: %s', async (keys, sorts) => {
    const db = await PGlite.create()
    await db.exec(`${runs(`${keys} ${ofQueue}`)}; set enable_seqscan = off; set enable_sort = off`)
    const [plan] = await db.exec(`explain (costs off) ${queue}`)
    expect(JSON.stringify(plan?.rows).includes('Sort')).toBe(sorts)
    await db.close()
  })
})
