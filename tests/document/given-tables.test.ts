import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table items (id uuid primary key, order_id uuid not null references orders);
create table currencies (id uuid primary key, code text not null);
`

/** The same functions, which run texts of a table that is called \`table\` in them. */
function methodsOf(table: string, run: string, isOfClass: boolean): string {
  const methods = [
    ['byId(id: string)', `return (await ${run}(\`SELECT * FROM \${${table}} WHERE id = $1\`, [id])).rows[0]`],
    [
      'find(id: string, org: string)',
      `const { rows } = await ${run}(\`SELECT * FROM \${${table}} WHERE id = $1 AND organization_id = $2\`, [id, org]); return rows[0]`,
    ],
    ['list(org: string)', `const { rows } = await ${run}(\`SELECT * FROM \${${table}} WHERE organization_id = $1\`, [org]); return rows`],
    ['all()', `const { rows } = await ${run}('SELECT * FROM "' + ${table} + '" ORDER BY id'); return rows`],
    ['remove(id: string)', `await ${run}(\`DELETE FROM \${${table}} WHERE id = $1\`, [id])`],
    ['add(values: any)', `await ${run}(\`INSERT INTO \${${table}} (id) VALUES ($1)\`, [values.id])`],
    [
      'dropOwn(id: string, org: string)',
      `const { rows } = await ${run}(\`SELECT 1 FROM \${${table}} WHERE id = $1 AND organization_id = $2\`, [id, org]); if (rows.length === 0) throw new Error(); await ${run}(\`DELETE FROM \${${table}} WHERE id = $1\`, [id])`,
    ],
    [
      'own(id: string, org: string)',
      `const { rows: [row] } = await ${run}(\`SELECT * FROM \${${table}} WHERE id = $1\`, [id]); if (row.organization_id !== org) throw new Error(); return row`,
    ],
  ]
  return methods.map(([head, body]) => `async ${String(head)} { ${String(body)} }`).join(isOfClass ? '\n' : ',\n')
}

const pg = "import { Pool } from 'pg'\nexport const pool = new Pool()\n"
const factory = `${pg}export function createRepository(table: string) { return { ${methodsOf('table', 'pool.query', false)} } }`
const ofOptions = `${pg}function made({ name }: { name: string }) { return { ${methodsOf('name', 'pool.query', false)} } }
export const createRepository = (name: string) => made({ name })`
const store = `${pg}export class Store { constructor(private readonly db: Pool, private readonly table: string) {} ${methodsOf('this.table', 'this.db.query', true)} }
export const createRepository = (table: string) => new Store(pool, table)`
const ofHeir = `${pg}class Base { constructor(protected readonly tableName: string) {} ${methodsOf('this.tableName', 'this.run', true)}
  private async run(text: string, values: unknown[] = []) { return pool.query(text, values) } }
class Store extends Base {}
export const createRepository = (table: string) => new Store(table)`
const made = `
export const orders = createRepository('orders')
export const currencies = createRepository('currencies')
export const tables = { orders: createRepository('orders') }`

describe.each([
  ['a function that is made for a table', factory],
  ['a function that is made for the table of its options', ofOptions],
  ['a method of what is made for a table', store],
  ['a method of what extends a class that is made for a table', ofHeir],
])('what %s runs', (_, home) => {
  const told = (program: string): string[] =>
    verdictsOf(`import { createRepository, currencies, pool, orders, tables } from './dal'\n${program}`, schema, { 'dal.ts': home + made })

  it.each([
    ['by a key', 'export const f = (id: string) => orders.byId(id)', ['orders: by-key']],
    ['by a key that it removes', 'export const f = (id: string) => orders.remove(id)', ['orders: by-key']],
    ['all', 'export const f = async () => await orders.all()', ['orders: unscoped']],
    ['of an object', 'export const f = (id: string) => tables.orders.byId(id)', ['orders: by-key']],
    ['made here', "const own = createRepository('orders')\nexport const f = (id: string) => own.byId(id)", ['orders: by-key']],
    [
      'and compares nothing',
      'export async function f(id: string, org: string) { const row = await orders.byId(id); log(org); return row }',
      ['orders: by-key'],
    ],
    [
      'by a key that nothing has found',
      'export async function f(id: string, org: string) { const rows = await orders.list(org); await orders.remove(id) }',
      ['orders: by-key'],
    ],
  ])('is told where it is called: %s', (__, program, verdicts) => {
    expect(told(program)).toEqual(verdicts)
  })

  it.each([
    ['for the tenant', 'export const f = (id: string, org: string) => orders.find(id, org)'],
    ['for the tenant alone', 'export const f = (org: string) => orders.list(org)'],
    ['for the tenant before', 'export const f = (id: string, org: string) => orders.dropOwn(id, org)'],
    ['for what all share', 'export const f = (id: string) => [currencies.byId(id), currencies.all()]'],
    ['and compares what it has found', 'export const f = (id: string, org: string) => orders.own(id, org)'],
    [
      'and its caller compares the row',
      'export async function f(id: string, org: string) { const row = await orders.byId(id); if (row.organization_id !== org) throw new Error(); return row }',
    ],
    [
      'by what was found before',
      'export async function f(id: string, org: string) { const row = await orders.find(id, org); if (!row) return; await orders.remove(row.id) }',
    ],
    [
      'by a row that was found before',
      "export async function f(id: string, org: string) { const { rows: [row] } = await pool.query('select id from orders where id = $1 and organization_id = $2', [id, org]); if (!row) return; await orders.remove(row.id) }",
    ],
  ])('is not: %s', (__, program) => {
    expect(told(program).filter((one) => one !== 'orders: scoped')).toEqual([])
  })
})

describe('a function that is given a table', () => {
  const told = (home: string, program: string): string[] =>
    verdictsOf(`import { run } from './helpers'\n${program}`, schema, { 'helpers.ts': home })
  const callers = "export const f = (id: string, org: string) => run('orders', id, org)"

  it.each([
    ['for pg', `${pg}export const run = (table: string, id: string) => pool.query(\`SELECT * FROM \${table} WHERE id = $1\`, [id])`],
    [
      'for pg, in quotes',
      `${pg}export async function run(table: string, id: string) { return await pool.query(\`SELECT * FROM public."\${table}" WHERE id = $1\`, [id]) }`,
    ],
    [
      'for pg, as a sum',
      `${pg}export async function run(table: string, id: string) { return await pool.query('DELETE FROM ' + table + ' WHERE id = $1', [id]) }`,
    ],
    [
      'for pg, escaped',
      `${pg}import { escapeIdentifier } from 'pg'\nexport const run = (table: string, id: string) => pool.query(\`SELECT * FROM \${escapeIdentifier(table)} WHERE id = $1\`, [id])`,
    ],
    [
      'for pg, under a name',
      `${pg}export async function run(table: string, id: string) { const text = \`UPDATE \${table} SET status = 'x' WHERE id = $1\`; const { rowCount } = await pool.query(text, [id]); return rowCount }`,
    ],
    [
      'for pg, on a connection',
      `${pg}export async function run(table: string, id: string) { return withClient(async (client) => client.query(\`SELECT * FROM \${table} WHERE id = $1\`, [id])) }`,
    ],
    [
      'for pg, by another one',
      `${pg}const one = async (table: string, column: string, value: string) => (await pool.query(\`SELECT * FROM \${table} WHERE \${column} = $1\`, [value])).rows[0]\nexport const run = (table: string, id: string) => one(table, 'id', id)`,
    ],
    [
      'for postgres.js',
      "import postgres from 'postgres'\nconst sql = postgres()\nexport const run = (table: string, id: string) => sql`SELECT * FROM ${sql(table)} WHERE id = ${id}`",
    ],
    [
      'for slonik',
      "import { createPool, sql } from 'slonik'\nconst pool = createPool('')\nexport const run = (table: string, id: string) => pool.maybeOne(sql.unsafe`SELECT * FROM ${sql.identifier([table])} WHERE id = ${id}`)",
    ],
    [
      'for pg-promise',
      "import pgPromise from 'pg-promise'\nconst db = pgPromise()('')\nexport const run = (table: string, id: string) => db.oneOrNone('SELECT * FROM $1:name WHERE id = $2', [table, id])",
    ],
    [
      'for Prisma',
      "import { Prisma, PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport const run = (table: string, id: string) => prisma.$queryRaw`SELECT * FROM ${Prisma.raw(table)} WHERE id = ${id}`",
    ],
  ])('is told where it is called, %s', (_, home) => {
    expect(told(home, callers)).toEqual(['orders: by-key'])
  })

  const one = (body: string): string => `${pg}export async function run(table: string, id: string, org: string) { ${body} }`
  const row = 'const { rows: [row] } = await pool.query(`SELECT * FROM ${table} WHERE id = $1`, [id]);'

  it.each([
    ['asks for the tenant, too', 'return pool.query(`SELECT * FROM ${table} WHERE id = $1 AND organization_id = $2`, [id, org])'],
    ['compares the row', `${row} if (row.organization_id !== org) throw new Error(); return row`],
    ['tells whether it is the row of a tenant', `${row} return row?.organization_id === org`],
    ['has it checked', 'await assertMember(id, org); return pool.query(`SELECT * FROM ${table} WHERE id = $1`, [id])'],
  ])('is not, if it %s', (_, body) => {
    expect(told(one(body), callers)).toEqual([])
  })

  it.each([
    ["export const f = (id: string) => run('currencies', id)", []],
    ['export const f = (table: string, id: string) => run(table, id)', []],
    ["const table = 'orders'\nexport const f = (id: string) => [run(table, id), run('currencies', id)]", ['orders: by-key']],
    [
      "export const f = async (id: string, org: string) => { const { rows: [row] } = await run('orders', id); if (row.organization_id !== org) throw new Error(); return row }",
      [],
    ],
    ["export const f = (id: string) => other.run('orders', id)", []],
  ])('is told of the table that it is given: %s', (program, verdicts) => {
    expect(told(one('return pool.query(`SELECT * FROM ${table} WHERE id = $1`, [id])'), program)).toEqual(verdicts)
  })
})
