import { describe, expect, it } from 'vitest'
import { verdictsIn } from '../orms/prisma/support/read-calls.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name text, parent_id uuid REFERENCES orders);
`

const drizzle = `import { and, eq } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/node-postgres'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id'), name: text('name'), parentId: uuid('parent_id') })
`
const pg = `import { Pool } from 'pg'\nconst pool = new Pool()\n`

const find = "pool.query('select * from orders where id = $1 and organization_id = $2', [id, org])"
const findAny = "pool.query('select * from orders where id = $1', [id])"
const use = (key: string): string => `return pool.query('delete from orders where id = $1', [${key}])`

const lastIn = (head: string, body: string): string | undefined =>
  verdictsOf(`${head}export async function run(id: string, org: string, q: boolean) { ${body} }`, schema).at(-1)

describe('a row that a function found which something else runs', () => {
  it.each([
    ['a retry', `const { rows: [row] } = await retry(() => ${find}); ${use('row.id')}`],
    ['a retry, awaited inside', `const found = await withRetry(async () => await ${find}, { times: 3 }); ${use('found.rows[0].id')}`],
    [
      'a transaction',
      `const row = await inTransaction(async (tx) => { const { rows } = await ${find}; return rows[0] }); ${use('row.id')}`,
    ],
    ['a step', `const row = await step.run('load', async () => { const { rows } = await ${find}; return rows[0] }); ${use('row.id')}`],
    [
      'a step of a name',
      `const row = await step.run(\`load-\${id}\`, async () => { const { rows } = await ${find}; return rows[0] }); ${use('row.id')}`,
    ],
    [
      'a span',
      `const row = await tracer.startActiveSpan('find', async (span) => { try { const { rows } = await ${find}; return rows[0] } finally { span.end() } }); ${use('row.id')}`,
    ],
    ['then', `const row = await ${find}.then((found) => found.rows[0]); ${use('row.id')}`],
    ['then, taken apart', `const row = await ${find}.then(({ rows }) => rows[0]); ${use('row.id')}`],
    ['a part', `const { id: own } = await retry(async () => { const { rows: [row] } = await ${find}; return row }); ${use('own')}`],
    [
      'ends of two',
      `const row = await retry(async () => { const { rows: [row] } = await ${find}; if (!row) return null; return row }); if (!row) throw new Error(); ${use('row.id')}`,
    ],
    [
      'one within another',
      `const row = await retry(() => timed('find', async () => { const { rows } = await ${find}; return rows[0] })); ${use('row.id')}`,
    ],
    ['a list', `const { rows } = await retry(() => ${find}); for (const row of rows) { ${use('row.id')} }`],
    [
      'keys of a list',
      `const { rows } = await retry(() => ${find}); return pool.query('delete from orders where id = any($1)', [rows.map((row) => row.id)])`,
    ],
    [
      'a function for itself',
      `const load = async () => { const { rows } = await ${find}; return rows[0] }; const row = await load(); ${use('row.id')}`,
    ],
  ])('%s', (_, body) => {
    expect(lastIn(pg, body)).toBe('orders: by-row')
  })

  it.each([
    [
      'a transaction of Drizzle',
      `const row = await db.transaction(async (tx) => { const [found] = await tx.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org))); return found }); return db.delete(orders).where(eq(orders.id, row.id))`,
    ],
    [
      'one of a list',
      `const [row] = await db.transaction((tx) => tx.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org)))); return db.delete(orders).where(eq(orders.id, row.id))`,
    ],
    [
      'what is put in',
      `const [row] = await retry(() => db.insert(orders).values({ id, organizationId: org }).returning()); return db.update(orders).set({ name: 'x' }).where(eq(orders.id, row.id))`,
    ],
  ])('%s', (_, body) => {
    expect(lastIn(drizzle, body)).toBe('orders: by-row')
  })

  it.each([
    ['a row of any tenant', `const { rows: [row] } = await retry(() => ${findAny}); ${use('row.id')}`],
    [
      'of any tenant on one way',
      `const row = await retry(async () => { const { rows } = await ${find}; if (q) { const { rows: [any] } = await ${findAny}; return any } return rows[0] }); ${use('row.id')}`,
    ],
  ])('is told where it is found: %s', (_, body) => {
    expect(lastIn(pg, body)).toBe('orders: dynamic')
  })

  it.each([
    [
      'another if it fails',
      `const row = await findAny(id).catch(async () => { const { rows } = await ${find}; return rows[0] }); ${use('row.id')}`,
    ],
    ['with another beside', `const row = await race(() => ${find}, () => ${findAny}); ${use('row.rows[0].id')}`],
    [
      'changed afterwards',
      `const row = await retry(async () => { const { rows } = await ${find}; return rows[0] }); row.id = id; ${use('row.id')}`,
    ],
    [
      'for a text that is run',
      `const row = await db.run('select now()', async () => { const { rows } = await ${find}; return rows[0] }); ${use('row.id')}`,
    ],
    ['a builder', `const row = await db('x').where((qb) => ${find}); ${use('row.id')}`],
  ])('is not looked at where it is %s', (_, body) => {
    expect(lastIn(pg, body)).toBe('orders: by-key')
  })

  it.each([
    ['taken apart', `const { rows: [row] } = await retry(() => ${find}); if (!row) throw new Error(); ${use('id')}`],
    ['by its place', `const { rows } = await retry(() => ${find}); if (!rows[0]) throw new Error(); ${use('id')}`],
    ['counted', `const { rows } = await retry(async () => ${find}); if (rows.length === 0) throw new Error(); ${use('id')}`],
    [
      'given by a transaction',
      `const row = await inTransaction(async (tx) => { const { rows } = await ${find}; return rows[0] }); if (!row) throw new Error(); ${use('id')}`,
    ],
    [
      'given by a transaction or nothing',
      `const row = await inTransaction(async (tx) => { const { rows } = await ${find}; return rows[0] ?? null }); if (row === null) throw new Error(); ${use('id')}`,
    ],
  ])('answers for the same key where it is asked for: %s', (_, body) => {
    expect(lastIn(pg, body)).toBe('orders: by-row')
  })

  it.each([
    ['itself', 'await prisma.project.findFirst({ where: { id, organizationId } })'],
    ['findFirst', 'await retry(() => prisma.project.findFirst({ where: { id, organizationId } }))'],
    ['findFirst, awaited', 'await retry(async () => { return await prisma.project.findFirst({ where: { id, organizationId } }) })'],
    [
      'a transaction',
      'await prisma.$transaction(async (tx) => { const found = await tx.project.findFirst({ where: { id, organizationId } }); return found })',
    ],
    [
      'a transaction that may give nothing',
      'await prisma.$transaction(async (tx) => { if (q) return null; return tx.project.findFirst({ where: { id, organizationId } }) })',
    ],
  ])('answers for the same key in Prisma: %s', (_, gave) => {
    const body = `export async function remove(id: string, organizationId: string, q: boolean) { const row = ${gave}; if (!row) throw new Error(); await prisma.project.delete({ where: { id } }) }`
    expect(verdictsIn(body).at(-1)).toBe('delete projects: by-row')
  })

  const cb = `async () => { const { rows } = await ${find}; return rows[0] }`
  it.each([
    ['put off', `const job = await queue.add(${cb}); if (!job) throw 1; ${use('id')}`],
    ['a timer', `const timer = setTimeout(${cb}, 10); if (!timer) throw 1; ${use('id')}`],
    ['a timer, looked into', `const timer = setTimeout(() => ${find}, 10); if (!timer.rows[0]) throw 1; ${use('id')}`],
    ['a function', `const load = useCallback(${cb}); if (!load) throw 1; ${use('id')}`],
    ['a promise', `const row = retry(${cb}); if (!row) throw 1; ${use('id')}`],
    ['a result', `const res = await safe(${cb}); if (res) { ${use('id')} }`],
    [
      'a pair',
      `const [rows, err] = await to(async () => { const { rows } = await ${find}; return rows }); if (!rows) throw 1; ${use('id')}`,
    ],
  ])('says nothing by being there where it is %s', (_, body) => {
    expect(lastIn(pg, body)).toBe('orders: by-key')
  })

  it('is not given by a function in sight that gives something else', () => {
    const log = 'async function log(f) { await f(); return input }\n'
    const orElse = `async function orElse(key, f) { const { rows } = await pool.query('select * from orders where id = $1', [key]); return rows[0] ?? f() }\n`
    expect(lastIn(pg + log, `const row = await log(${cb}); ${use('row.id')}`)).toBe('orders: by-key')
    expect(lastIn(pg + orElse, `const row = await orElse(input.id, ${cb}); ${use('row.id')}`)).toBe('orders: by-key')
  })

  it.each([
    ['async function again(f) { return f() }'],
    ['async function again(f) { for (let i = 0; i < 3; i++) { try { return await f() } catch (error) { if (i === 2) throw error } } }'],
    ['const again = async (f) => { const gave = await f(); log(gave); return gave }'],
    ['async function again(f) { return pRetry(() => f(), { retries: 3 }) }'],
    [
      'async function again(f) { const { gave } = await pool.connect(async (client) => { const gave = await f(client); return { gave, client } }); return gave }',
    ],
    ['async function again(f) { return pRetry(f) }'],
  ])('is given by a function in sight that does: %s', (own) => {
    expect(lastIn(`${pg}${own}\n`, `const row = await again(${cb}); ${use('row.id')}`)).toBe('orders: by-row')
    expect(lastIn(`${pg}${own}\n`, `const row = await again(${cb}); if (!row) throw 1; ${use('id')}`)).toBe('orders: by-row')
  })

  it.each([
    [
      `const row = await db.selectFrom('orders').selectAll().where('id', '=', id).where('organization_id', '=', org).executeTakeFirstOrThrow(() => new Error('x')); await db.deleteFrom('orders').where('id', '=', row.id).execute()`,
      `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({ dialect })\n`,
    ],
    [
      `const [row] = await db('orders').where({ id, organization_id: org }).whereExists(function () { return this.select('*').from('items').where('order_id', id) }); await db('orders').where({ id: row.id }).del()`,
      `import knex from 'knex'\nconst db = knex({ client: 'pg' })\n`,
    ],
    [
      `const [row] = await db('orders').where({ organization_id: org }).where(function () { return this.where('name', 'x').orWhere('name', 'y') }); await db('orders').where({ id: row.id }).del()`,
      `import knex from 'knex'\nconst db = knex({ client: 'pg' })\n`,
    ],
    [
      `const [row] = await db.select().from(orders).where(eq(orders.organizationId, org)).orderBy(() => orders.name); await db.delete(orders).where(eq(orders.id, row.id))`,
      drizzle,
    ],
    [
      `const { rows: [row] } = await pool.query('select * from orders where id = $1 and organization_id = $2', [id, org], async () => input); ${use('row.id')}`,
      pg,
    ],
  ])('is no builder that a query is given: %s', (body, head) => {
    expect(lastIn(head, body)).toBe('orders: by-row')
  })
})
