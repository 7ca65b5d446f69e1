import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null, note text);
`

const postgresJs = "import postgres from 'postgres'\nexport const sql = postgres()\n"
const pg = "import { Pool } from 'pg'\nexport const pool = new Pool()\n"
const slonik = "import { createPool, sql } from 'slonik'\nexport const pool = await createPool('')\nexport { sql }\n"

const byStatus: readonly (readonly [string, string])[] = [
  [
    'a fragment that a condition chooses',
    `${postgresJs}export const find = (status: string, org?: string) => sql\`SELECT id FROM orders WHERE status = \${status} \${org ? sql\`AND organization_id = \${org}\` : sql\`\`}\``,
  ],
  [
    'a fragment that has a name',
    `${postgresJs}export async function find(status: string, org?: string) { const own = org !== undefined ? sql\`AND organization_id = \${org}\` : sql\`\`; return sql\`SELECT id FROM orders WHERE status = \${status} \${own}\` }`,
  ],
  [
    'a fragment that is set later',
    `${postgresJs}export async function find(status: string, org?: string) { let own = sql\`\`; if (org) own = sql\`AND organization_id = \${org}\`; const [row] = await sql\`SELECT id FROM orders WHERE status = \${status} \${own}\`; return row ?? null }`,
  ],
  [
    'a fragment of a parameter that is nothing by default',
    `${postgresJs}export const find = (status: string, org: string | undefined = undefined) => sql\`SELECT id FROM orders WHERE status = \${status} \${org == null ? sql\`\` : sql\`AND organization_id = \${org}\`}\``,
  ],
  [
    'a fragment that a function makes',
    `${postgresJs}const own = (org?: string) => { if (!org) return sql\`\`; return sql\`AND organization_id = \${org}\` }\nexport const find = (status: string, org?: string) => sql\`SELECT id FROM orders WHERE status = \${status} \${own(org)}\``,
  ],
  [
    'a fragment on whatever client it is given',
    `${postgresJs}export async function find(status: string, org?: string, db: typeof sql = sql) { return db\`SELECT id FROM orders WHERE status = \${status} \${org ? db\`AND organization_id = \${org}\` : db\`\`}\` }`,
  ],
  [
    'a list of fragments',
    `${slonik}export async function find(status: string, org?: string) { const all = [sql.fragment\`status = \${status}\`]; if (org) all.push(sql.fragment\`organization_id = \${org}\`); return pool.any(sql.unsafe\`SELECT id FROM orders WHERE \${sql.join(all, sql.fragment\` AND \`)}\`) }`,
  ],
  [
    'a text that is added to',
    `${pg}export async function find(status: string, org?: string) { const values: unknown[] = [status]; let text = 'SELECT id FROM orders WHERE status = $1'; if (org) { values.push(org); text += \` AND organization_id = $\${values.length}\` } return (await pool.query(text, values)).rows }`,
  ],
]

/** What is told of a program that calls \`find\` of another file, and of its own file. */
function told(dal: string, program: string): string[] {
  const imported = verdictsOf(`import { find } from './dal'\n${program}`, schema, { 'dal.ts': dal })
  const [own, ...calls] = verdictsOf(`${dal}\n${program}`, schema)
  expect(own).toBe('orders: dynamic')
  expect(calls).toEqual(imported)
  const asMember = program.replaceAll('find(', 'dal.find(')
  expect(verdictsOf(`import * as dal from './dal'\n${asMember}`, schema, { 'dal.ts': dal })).toEqual(imported)
  return imported
}

describe.each(byStatus)('a filter on the tenant in a text, by %s,', (_, dal) => {
  it.each([
    ['leaves it out', 'export const f = (status: string) => find(status)'],
    ['says nothing instead', 'export const f = (status: string) => find(status, undefined)'],
    ['waits for it', 'export async function f(status: string) { const rows = await find(status); return rows }'],
  ])('is told of a call that %s', (__, program) => {
    expect(told(dal, program)).toEqual(['orders: unscoped'])
  })

  it.each([
    ['gives it', 'export const f = (status: string, org: string) => find(status, org)'],
    ['may give it', 'export const f = (status: string, org?: string) => find(status, org)'],
    ['gives a part of the request', 'export const f = (req: any) => find(req.query.status, req.org.id)'],
    ['gives all that it was given', 'export const f = (...all: [string, string?]) => find(...all)'],
  ])('is not told of a call that %s', (__, program) => {
    expect(told(dal, program)).toEqual([])
  })
})

const ofOptions = `${postgresJs}export async function find({ org, status }: { org?: string; status?: string }) { return sql\`SELECT id FROM orders WHERE true \${org ? sql\`AND organization_id = \${org}\` : sql\`\`} \${status ? sql\`AND status = \${status}\` : sql\`\`}\` }`
const ofWholeOptions = `${postgresJs}export async function find(options: { org?: string; status?: string } = {}) { const { org } = options; return sql\`SELECT id FROM orders WHERE true \${org ? sql\`AND organization_id = \${org}\` : sql\`\`} \${options.status ? sql\`AND status = \${options.status}\` : sql\`\`}\` }`

describe.each([
  ['that a function takes apart', ofOptions],
  ['that a function is given whole', ofWholeOptions],
])('a filter on the tenant in options %s', (_, dal) => {
  it.each([
    ['has another one', 'export const f = () => find({ status: "open" })'],
    ['may have another one', 'export const f = (status?: string) => find({ status })'],
    ['is empty', 'export const f = () => find({})'],
  ])('is told of a call whose object %s', (__, program) => {
    expect(told(dal, program)).toEqual(['orders: unscoped'])
  })

  it.each([
    ['has it', 'export const f = (org: string) => find({ org })'],
    ['may have it', 'export const f = (org?: string) => find({ org, status: "open" })'],
    ['has what is spread into it', 'export const f = (query: any) => find({ ...query, status: "open" })'],
    ['was made elsewhere', 'export const f = (query: any) => find(query)'],
  ])('is not told of a call whose object %s', (__, program) => {
    expect(told(dal, program)).toEqual([])
  })
})

const byKey = `${postgresJs}export async function find(id: string, org?: string) { const [row] = await sql\`SELECT * FROM orders WHERE id = \${id} \${org ? sql\`AND organization_id = \${org}\` : sql\`\`}\`; return row ?? null }`

describe('a filter on the tenant in a text by a key', () => {
  it('is told of a call that leaves it out', () => {
    expect(told(byKey, 'export const f = (req: any) => find(req.params.id)')).toEqual(['orders: by-key'])
  })

  it.each([
    [
      'is made good by what the program asks of the row',
      byKey,
      'export async function f(req: any) { const row = await find(req.params.id); if (row.organization_id !== req.org) throw new Error(); return row }',
    ],
    [
      'is asked of the row by the function',
      byKey.replace('return row ?? null', 'if (row.organization_id !== current()) throw new Error(); return row'),
      'export const f = (req: any) => find(req.params.id)',
    ],
    [
      'is left out for those who may see more',
      byKey.replaceAll('org?: string', 'isAdmin?: boolean, org?: string').replace('${org ? ', '${!isAdmin ? '),
      'export const f = (req: any) => find(req.params.id, true)',
    ],
    [
      'stands beside something else that is left out',
      `${postgresJs}export const find = (org: string, note?: string) => sql\`SELECT * FROM orders WHERE organization_id = \${org} \${note ? sql\`AND note = \${note}\` : sql\`\`}\``,
      'export const f = (org: string) => find(org)',
    ],
    [
      'is made up for by the function',
      byKey.replace('const [row]', 'org ??= current(); const [row]'),
      'export const f = (req: any) => find(req.params.id)',
    ],
    [
      'is there by default',
      byKey.replace('org?: string', 'org: string | undefined = current()'),
      'export const f = (req: any) => find(req.params.id)',
    ],
  ])('is nothing to tell of where it %s', (_, dal, program) => {
    expect(verdictsOf(`import { find } from './dal'\n${program}`, schema, { 'dal.ts': dal })).toEqual([])
  })

  it('is held by a row of the tenant that the program loaded before', () => {
    const load =
      'const [own] = await sql`SELECT id FROM orders WHERE id = ${req.id} AND organization_id = ${req.org}`; if (!own) throw new Error()'
    const program = `import { find, sql } from './dal'\nexport async function f(req: any) { ${load}; return find(own.id) }`
    expect(verdictsOf(program, schema, { 'dal.ts': byKey })).toEqual(['orders: scoped'])
  })
})
