import { beforeAll, describe, expect, it } from 'vitest'
import type { DoctorJson } from '../../../src/cli/doctor/report.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { connectionTo, doctor, lines, postgres } from './run.ts'

const init = `create table orders (id bigint primary key, organization_id bigint not null, note text);
create index orders_organization_id_idx on orders (organization_id);
`
const fill = "insert into orders select i, i % 100, 'note ' || i from generate_series(1, 20000) i; analyze;"
const queries = `select id from orders where id = $1;
select id from orders where note = :note;
select id from orders limit 10;
update orders set note = $1 where note = $2;
select gone from orders where id = ?;
select * from orders;
`
const program = `export const all = (org: number, column: string, more: string) => [
  db.query(\`select id from orders where organization_id = \${org} and id in (\${ids})\`),
  db.query(\`select id from orders where organization_id = \${org} \${more}\`),
  db.query('explain analyze delete from orders where id = $1'),
]
`
const files = { 'migrations/0001_init.sql': init, 'queries.sql': queries, 'src/a.ts': program }

// `serves` 'S1-3', 'S2-18', 'S2-52', 'S2-55', 'S3-36', 'S3-46': budgets of plans.
describe('the plans of all queries', () => {
  const asked: string[] = []
  let cwd = ''
  let report: DoctorJson
  let count: unknown
  beforeAll(async () => {
    const db = await postgres(init + fill)
    cwd = makeRepository(files)
    report = await doctor(cwd, connectionTo(db, asked), { maxCost: 400, maxRows: 5000 })
    count = (await db.query('select count(*)::int as count from orders')).rows[0]
  })

  it('are held against budgets, at the queries', () => {
    expect(lines(report, 'plans')).toEqual([
      'queries.sql:2 plan-seq-scan orders -',
      'queries.sql:4 plan-seq-scan orders -',
      'queries.sql:6 plan-rows - -',
      'queries.sql:6 plan-seq-scan orders -',
    ])
    expect(report.findings.find(({ place }) => place?.line === 2)?.message).toBe(
      'This query reads all 20,000 rows of orders in a Seq Scan, and takes longer with each further row. No index serves (orders.note = $1).',
    )
  })

  it('are over what they may cost', async () => {
    const db = await postgres(init + fill)
    const { findings } = await doctor(cwd, db, { maxCost: 10, maxSeqScanRows: 1e6 })
    expect(findings.map(({ kind, place }) => `${kind} ${place?.file ?? ''}:${place?.line ?? ''}`)).toEqual([
      'plan-cost queries.sql:2',
      'plan-cost queries.sql:4',
      'plan-cost queries.sql:6',
    ])
  })

  it('are told of where there is none, with the reason', () => {
    const { planned, unplanned } = report.queries
    expect(planned).toBe(7)
    expect(unplanned.map(({ place: { file, line }, reason }) => `${file}:${line} ${reason}`)).toEqual([
      'queries.sql:5 column "gone" does not exist',
      'src/a.ts:3 parts of it cannot be seen',
    ])
  })

  it('are asked for, and nothing is run', () => {
    const others = asked.filter((text) => !/^\s*(?:SAVEPOINT|ROLLBACK|RESET|BEGIN|SET|SHOW|select|with recursive)\b/i.test(text))
    expect(others.length).toBeGreaterThan(20)
    for (const text of others)
      expect(text).toMatch(
        /^(?:PREPARE tenancy_doctor AS (?:select|update|insert|delete)|EXPLAIN \(VERBOSE, FORMAT JSON\) EXECUTE tenancy_doctor|DEALLOCATE tenancy_doctor$)/i,
      )
    expect(count).toEqual({ count: 20_000 })
  })

  it('tell little where tables are empty, which is said', async () => {
    const db = await postgres(init)
    const { notes, findings } = await doctor(cwd, db)
    expect(findings).toEqual([])
    expect(notes).toContain('The tables that queries read hold 0 rows at most: their plans tell little of a database that is in use.')
  })
})

describe('a transaction that only reads', () => {
  it('takes no statement behind another, and nothing that writes', async () => {
    const db = await postgres(init)
    const connection = connectionTo(db)
    await expect(connection.query('select 1; drop table orders')).rejects.toThrow('multiple commands')
  })

  it('says what a user may not see, and goes on', async () => {
    const db = await postgres(`${init} grant usage on schema public to app; set role app`)
    const found = await doctor(makeRepository(files), db)
    expect(found.queries.unplanned.map(({ reason }) => reason)).toContain('permission denied for table orders')
    expect(lines(found, 'drift')).toEqual([])
  })
})
