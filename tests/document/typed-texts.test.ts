import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, status text, name text);
CREATE TABLE invoices (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, status text);
CREATE TABLE countries (id bigint PRIMARY KEY, status text);
`
const head = "import { Pool } from 'pg'\nconst pool = new Pool()\n"
const purge = '{ await pool.query(`UPDATE ${table} SET status = NULL WHERE status = $1`, [status]) }'

describe('a table that is one of some by its type', () => {
  it.each([
    [
      'a union',
      `export async function purge(table: 'orders' | 'invoices', status: string) ${purge}`,
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    ['a single one', `export async function purge(table: 'orders', status: string) ${purge}`, ['orders: unscoped']],
    ['one that has no tenant', `export async function purge(table: 'countries' | 'orders', status: string) ${purge}`, ['orders: unscoped']],
    [
      'a name of a union',
      `type Table = 'orders' | 'invoices'\nexport async function purge(table: Table, status: string) ${purge}`,
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    [
      'what is in a list',
      `const tables = ['orders', 'invoices'] as const\nexport async function purge(table: (typeof tables)[number], status: string) ${purge}`,
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    [
      'the keys of an object',
      `const labels = { orders: 'Orders', invoices: 'Invoices' }\nexport async function purge(table: keyof typeof labels, status: string) ${purge}`,
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    [
      'taken out of an object',
      `export async function purge({ table, status }: { table: 'orders' | 'invoices'; status: string }) ${purge}`,
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    [
      'a property',
      "export async function purge(options: { table: 'orders' | 'invoices' }) { await pool.query(`DELETE FROM ${options.table} WHERE id > 1`) }",
      ['orders: unscoped', 'invoices: unscoped'],
    ],
    [
      'held to the tenant',
      "export async function purge(table: 'orders' | 'invoices', id: number) { await pool.query(`DELETE FROM ${table} WHERE organization_id = $1`, [id]) }",
      ['orders: scoped', 'invoices: scoped'],
    ],
    ['any text', `export async function purge(table: string, status: string) ${purge}`, []],
    ['a union with any text', `export async function purge(table: 'orders' | string, status: string) ${purge}`, []],
    [
      'a type of elsewhere',
      `import type { Table } from 'elsewhere'\nexport async function purge(table: Table, status: string) ${purge}`,
      [],
    ],
    ['a type of a parameter', `export async function purge<T extends 'orders'>(table: T, status: string) ${purge}`, []],
    [
      'more than can be told apart',
      `export async function purge(table: ${Array.from({ length: 20 }, (_, i) => `'t${String(i)}'`).join(' | ')}, status: string) ${purge}`,
      [],
    ],
    [
      'set again',
      `export async function purge(table: 'orders' | 'invoices', status: string) { table = other(); await pool.query(\`DELETE FROM \${table}\`) }`,
      [],
    ],
  ])('%s', (_, program, expected) => {
    expect(verdictsOf(head + program, schema).filter((one) => !one.includes('${'))).toEqual(expected)
  })

  it('is the type that another module writes', () => {
    const program = `import type { Table } from './tables'\nexport async function purge(table: Table, status: string) ${purge}`
    expect(verdictsOf(head + program, schema, { 'tables.ts': "export type Table = 'orders' | 'invoices'" })).toEqual([
      'orders: unscoped',
      'invoices: unscoped',
    ])
  })

  it.each([
    ['a column of which nobody tells whether it goes with it', 'table: "orders" | "countries", column: "name" | "id"', '', 'column'],
    [
      'a column that a test of it decides',
      'table: "orders" | "countries"',
      "const column = table === 'orders' ? 'name' : 'status'",
      'column',
    ],
    [
      'a column that is looked up by it',
      'table: "orders" | "countries"',
      "const column = { orders: 'name', countries: 'status' }[table]",
      'column',
    ],
    ['a column that a function gives for it', 'table: "orders" | "countries"', 'const column = columnOf(table)', 'column'],
  ])('is left open beside %s', (_, parameters, before, column) => {
    const own = "const columnOf = (table) => (table === 'orders' ? 'name' : 'status')\n"
    const ts = `${head}${own}export async function find(${parameters}) { ${before}; return pool.query(\`SELECT \${${column}} FROM \${table} WHERE id = 1\`) }`
    expect(lint(ts, { rule: 'no-unknown-object', file: 'find.ts', schema: { 'migrations/0001.sql': schema } })).toEqual([])
  })

  it('is told where Postgres refuses one of the tables', () => {
    const ts = `${head}export async function find(table: 'orders' | 'countries') { return pool.query(\`SELECT name FROM \${table} WHERE id = 1\`) }`
    const found = lint(ts, { rule: 'no-unknown-object', file: 'find.ts', schema: { 'migrations/0001.sql': schema } })
    expect(found.map(({ message }) => message)).toEqual(['There is no column name in countries, so Postgres refuses this statement.'])
  })
})
