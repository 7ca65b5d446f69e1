import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fanOutsIn } from '../../src/proofs/fanout.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { newPostgres } from './tenant/support/experiment.ts'
import { queryOf, schemaOf } from './tenant/support/schema.ts'

const ddl = `
create table events (id int primary key, name text not null);
create table orders (id int primary key, event_id int not null references events, total numeric not null, unique (event_id, id));
create table tickets (id int primary key, order_id int not null references orders, seat text, price numeric not null, unique (order_id, seat));
create table receipts (id int primary key, order_id int not null unique references orders, amount numeric not null);
`
const rows = `
insert into events values (1, 'a'), (2, 'b');
insert into orders values (1, 1, 10), (2, 1, 30), (3, 2, 50);
insert into tickets values (1, 1, 'A', 5), (2, 1, 'B', 5), (3, 2, 'A', 30), (4, 3, 'A', 50);
insert into receipts values (1, 1, 10), (2, 2, 30), (3, 3, 50);
`
const aggregates = ['sum(o.total)', 'avg(o.total)', 'count(o.id)', 'max(o.total)', 'count(distinct o.id)', 'sum(o.id)'] as const
const joins = [
  'join tickets t on t.order_id = o.id',
  'left join tickets t on o.id = t.order_id',
  "join tickets t on t.order_id = o.id and t.seat = 'A'",
  'join receipts t on t.order_id = o.id',
  'join (select distinct order_id from tickets) t on t.order_id = o.id',
  'join lateral (select * from tickets x where x.order_id = o.id limit 1) t on true',
] as const
const others = ['', ' join events e on e.id = o.event_id', ' left join receipts r on r.order_id = o.id'] as const
const wheres = ['', ' where o.total > 0', ' where o.event_id = 1'] as const
const groups = ['', ' group by o.event_id', ' group by o.id'] as const

describe('aggregates over multiplied rows, held against Postgres', () => {
  const { catalog, settings } = schemaOf('shop', ddl)
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
    await db.exec(ddl + rows)
  })
  afterAll(() => db.close())

  async function answers(sql: string): Promise<{ before: string; after: string }> {
    const ask = async (): Promise<string> => JSON.stringify((await db.query(sql)).rows)
    const before = await ask()
    await db.exec('begin')
    await db.exec("insert into tickets values (9, 1, 'Z', 7), (10, 2, 'Z', 9)")
    const after = await ask()
    await db.exec('rollback')
    return { before, after }
  }

  it('reports what a further row of the other table changes, and nothing else', async () => {
    const random = randomNumbers(7)
    const counts = { reported: 0, silent: 0 }
    for (let i = 0; i < 150; i++) {
      const [aggregate, group] = [pick(random, aggregates), pick(random, groups)]
      const from = `orders o ${pick(random, joins)}${pick(random, others)}${pick(random, wheres)}`
      const sql = `select ${aggregate} from ${from}${group} order by 1`
      const isReported = fanOutsIn(queryOf(sql), catalog, settings).length > 0
      const { before, after } = await answers(sql)
      // An average over groups of one value stays what it is, whatever its weights.
      if (aggregate !== 'avg(o.total)' || group !== ' group by o.id')
        expect({ sql, isReported }).toEqual({ sql, isReported: before !== after })
      counts[isReported ? 'reported' : 'silent']++
    }
    expect(counts.reported).toBeGreaterThan(20)
    expect(counts.silent).toBeGreaterThan(40)
  })
})
