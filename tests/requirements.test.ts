import { describe, expect, it } from 'vitest'
import { refusalsOf, startPostgres } from '../scripts/requirements/database.ts'
import { readDocument } from '../scripts/requirements/document.ts'
import { outcomesOf } from '../scripts/requirements/judging.ts'
import { findingsOf } from '../scripts/requirements/linting.ts'
import { pageOf, rulesOf } from '../scripts/requirements/page.ts'
import { unitsOf } from '../scripts/requirements/units.ts'

const page = pageOf(`
| here | rule of this project |
|---|---|
| tenant-leads, other | \`tenant-column-first\`, an option of \`require-limit\` |

| id | file | rule | good (lines) | bad (lines) | lint rule |
|---|---|---|---|---|---|
| S9-1 | 009 | Tenants lead | 5, 8 (the same) | 4 (42703, no tenant), 6/12 | \`tenant-leads (exception)\` |
| S9-2 | 009 | Nothing is said | — | 4: must not be flagged | \`require-limit\` |
`)

const fence = '```'
const document = `# Orders

${fence}sql
CREATE INDEX orders_by_status ON orders (status);
CREATE INDEX orders_by_tenant ON orders (organization_id, status);
SELECT total FROM orders WHERE organization_id = :tenant;

Query: SELECT id FROM orders WHERE status = 'paid'
Plan:
  Seq Scan on orders
${fence}

Run \`VACUUM orders;\` each night.

${fence}elixir
table "orders"
index [:status], where: "status = 'open'", name: "by_open"
execute("DROP INDEX by_open")
# Query: WHERE status = X
index [:status
${fence}
`

const schema = 'create table orders (id bigint primary key, organization_id bigint not null, status text not null);'
const plan = { schema, builds: [], buildsFirst: false, alone: [], bare: '' }

describe('requirements', () => {
  it('reads the rows of a page, and what their words stand for', () => {
    const [first, second] = page.requirements
    expect(first?.good.map(({ from }) => from)).toEqual([5, 8])
    expect(first?.bad.map(({ from }) => from)).toEqual([4, 6, 12])
    expect(second).toMatchObject({ good: [{ from: 4, to: 4 }], bad: [] })
    const existing = new Set(['tenant-column-first', 'require-limit'])
    expect(first && rulesOf(first, new Map([...page.vocabulary, ['tenant-leads', ['tenant-column-first']]]), existing)).toEqual([
      'tenant-column-first',
    ])
  })

  it('takes the SQL out of a document, line by line', () => {
    const { blocks, skipped } = readDocument(document)
    expect(blocks.flatMap(({ sql }) => [...sql].filter(([, row]) => row !== ''))).toEqual([
      [4, 'CREATE INDEX orders_by_status ON orders (status);'],
      [5, 'CREATE INDEX orders_by_tenant ON orders (organization_id, status);'],
      [6, 'SELECT total FROM orders WHERE organization_id = :tenant;'],
      [8, "SELECT id FROM orders WHERE status = 'paid';"],
      [13, 'VACUUM orders;'],
      [17, "create index by_open on orders (status) where status = 'open';"],
      [18, 'DROP INDEX by_open;'],
      [19, '-- Query: WHERE status = X'],
    ])
    expect(skipped).toBe(3)
  })

  it('holds the findings against the page and Postgres', async () => {
    const units = unitsOf(readDocument(document).blocks, plan)
    expect(units.map(({ kind, statements }) => `${kind} ${statements.map(({ from }) => from).join()}`)).toEqual([
      'migration 4,5',
      'queries 6,8',
      'upkeep 13',
      'migration 17,18',
    ])
    const db = await startPostgres()
    const judged = []
    for (const unit of units) judged.push({ unit, findings: findingsOf(unit, {}, {}), refusals: await refusalsOf(db, unit) })
    await db.close()
    expect(judged.flatMap(({ refusals }) => [...refusals].map(([{ from }, { code }]) => [from, code]))).toEqual([[6, '42703']])
    const [first] = page.requirements
    const outcomes = first ? outcomesOf(first, ['tenant-column-first'], judged) : []
    expect(outcomes.map(({ lines, verdict }) => `${lines.from} ${verdict}`)).toEqual([
      '4 found',
      '6 missed',
      '12 no SQL',
      '5 silent',
      '8 silent',
    ])
  })
})
