import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table invoices (id uuid primary key, organization_id uuid not null references organizations, total int);
`

const callers = {
  loaded:
    'export async function loaded(id, org) { const row = await db.maybeOne(sql`select id from invoices where id = ${id} and organization_id = ${org}`); if (!row) return; await change(ROW) }',
  brought: 'export async function brought(request, reply) { await change(REQUEST) }',
  sent: 'export async function sent(request, reply) { await change(BODY) }',
  typed: 'export async function typed(invoice: Invoice) { await change(TYPED) }',
}

const byKey = 'async function change(id) { await db.query(sql`update invoices set total = 9 where id = ${id}`) }'
const byRow = 'async function change(row) { await db.query(sql`update invoices set total = 9 where id = ${row.id}`) }'

/** The verdict on what they all call, which is given a key, or a row. */
function calledBy(names: readonly (keyof typeof callers)[], callee: string): string | undefined {
  const key = callee === byKey ? '.id' : ''
  const written = names.map((name) =>
    callers[name]
      .replace('ROW', `row${key}`)
      .replace('REQUEST', `request.invoice${key}`)
      .replace('BODY', `request.body${key}`)
      .replace('TYPED', `invoice${key}`),
  )
  return verdictsOf(`import { db, sql } from './db'\ninterface Invoice { id: string }\n${[...written, callee].join('\n')}\n`, schema).at(-1)
}

describe.each([
  ['a key', byKey],
  ['a row', byRow],
])('what is given %s', (_, callee) => {
  it.each([
    [['loaded'], 'by-row'],
    [['brought'], 'dynamic'],
    [['loaded', 'brought'], 'dynamic'],
    [['brought', 'loaded'], 'dynamic'],
    [['typed', 'brought'], 'dynamic'],
    [['loaded', 'typed', 'brought'], 'dynamic'],
    [['sent'], 'by-key'],
    [['loaded', 'sent'], 'by-key'],
    [['brought', 'sent'], 'by-key'],
    [['loaded', 'brought', 'sent'], 'by-key'],
  ] as const)('by those that are %j', (names, verdict) => {
    expect(calledBy(names, callee)).toBe(`invoices: ${verdict}`)
  })
})
