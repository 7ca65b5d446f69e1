import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const sql = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
`

const drizzle = {
  imports: `import { drizzle } from 'drizzle-orm/node-postgres'
import { eq } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
const db = drizzle('postgres://x')
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organization_id: uuid('organization_id').notNull(), status: text('status').notNull() })
`,
  all: 'db.select().from(orders)',
  where: (column: string) => `.where(eq(orders.${column}, ${column}))`,
  also: "import { eq } from 'drizzle-orm'\n",
}

const knex = {
  imports: `import knex from 'knex'
const db = knex({ client: 'pg' })
export const orders = 'orders'
`,
  all: "db('orders').select('*')",
  where: (column: string) => `.where({ ${column} })`,
  also: '',
}

const objection = {
  imports: `import { Model } from 'objection'
class Order extends Model { static tableName = 'orders' }
export const orders = Order
`,
  all: "Order.query().select('*')",
  where: (column: string) => `.where({ ${column} })`,
  also: '',
}

describe.each([
  ['Drizzle', drizzle],
  ['Knex', knex],
  ['Objection', objection],
])('a query that a function gives, of %s', (_, { imports, all, where, also }) => {
  const scoped = where('organization_id')
  const base = `${imports}export const ordersQuery = () => ${all}\n`

  it('is read where it is gone on with, in its file', () => {
    expect(verdictsOf(`${base}export const list = (organization_id) => ordersQuery()${scoped}`, sql)).toEqual(['orders: scoped'])
  })

  it('is told where it is sent as it is, too', () => {
    const both = `${base}export const list = (organization_id) => ordersQuery()${scoped}
export const all = async () => { const rows = await ordersQuery(); return rows }`
    expect(verdictsOf(both, sql).toSorted()).toEqual(['orders: scoped', 'orders: unscoped'])
  })

  const imported = `import { orders, ordersQuery } from './base'\n${also}`

  it.each([
    [`export const list = (organization_id) => ordersQuery()${scoped}`, 'scoped'],
    [`export const list = async (organization_id) => { const query = ordersQuery(); return await query${scoped} }`, 'scoped'],
    [`export const one = (id) => ordersQuery()${where('id')}`, 'by-key'],
  ])('is gone on with in another file: %s', (text, verdict) => {
    expect(verdictsOf(imported + text, sql, { 'base.ts': base })).toEqual([`orders: ${verdict}`])
  })

  it.each([
    ['all go on with it', `export const list = (organization_id) => ordersQuery()${scoped}`, []],
    ['one sends it as it is', `export const list = async (organization_id) => [await ordersQuery()${scoped}, await ordersQuery()]`, ['orders: unscoped']], // prettier-ignore
    ['one hands the function on', `export const list = (organization_id) => [ordersQuery()${scoped}, page(ordersQuery)]`, ['orders: unscoped']], // prettier-ignore
    ['nobody calls it', 'export const none = orders', ['orders: unscoped']],
  ])('is told where it is written unless others go on with it: %s', (_, text, told) => {
    expect(verdictsOf(base, sql, { 'other.ts': `import { orders, ordersQuery } from './case'\n${also}${text}` })).toEqual(told)
  })

  it.each([
    ['in a variable', `export const list = async () => { const query = ordersQuery(); return await query }`],
    ['among others', 'export const list = () => Promise.all([ordersQuery()])'],
    ['one way', `export const list = async (organization_id, all) => { const query = ordersQuery(); if (all) return await query; return await query${scoped} }`], // prettier-ignore
    ['loaded later', `export const list = async () => { const { ordersQuery } = await import('./case'); return await ordersQuery() }`],
  ])('is told where it is written if it is sent %s', (_, text) => {
    const imported = `import { orders, ordersQuery } from './case'\n${also}`
    const files = {
      'good.ts': `${imported}export const mine = (organization_id) => ordersQuery()${scoped}`,
      'bad.ts': text.includes('import(') ? text : imported + text,
    }
    expect(verdictsOf(base, sql, files)).toEqual(['orders: unscoped'])
  })

  it('is told where it is written if it goes by a variable', () => {
    const held = `${imports}function ordersQuery() { const query = ${all}; return query }
export const mine = async (organization_id) => await ordersQuery()${scoped}
export const list = async () => await ordersQuery()`
    expect(verdictsOf(held, sql).toSorted()).toEqual(['orders: scoped', 'orders: unscoped'])
  })

  it('is told where it is written if a method of what a class is given gives it', () => {
    const repository = `${imports}export class Orders { ordersQuery() { return ${all} } }`
    const service = `import { Orders } from './case'\n${also}export class Service { constructor(private orders: Orders) {}\n async one(id) { return await this.orders.ordersQuery()${where('id')} } }`
    expect(verdictsOf(repository, sql, { 'service.ts': service })).toEqual(['orders: unscoped'])
  })

  it('is told where it is written if another file sends it as it is that its own goes on with', () => {
    const other = `import { ordersQuery } from './case'\nexport const all = async () => { return await ordersQuery() }`
    const own = `${base}export const list = (organization_id) => ordersQuery()${scoped}`
    expect(verdictsOf(own, sql, { 'other.ts': other }).toSorted()).toEqual(['orders: scoped', 'orders: unscoped'])
  })
})

describe('a model’s query of which a function has asked nothing yet', () => {
  const base = `${objection.imports}export const ordersQuery = () => Order.query()\n`

  it.each([
    ['sent as it is', 'export const all = async () => await ordersQuery()', ['orders: unscoped']],
    ['given back by a function that is waited for', 'export const all = async () => ordersQuery()', ['orders: unscoped']],
    ['handed on to whoever asks', 'export const all = () => ordersQuery()', ['orders: dynamic']],
    ['gone on with', 'export const all = (organization_id) => ordersQuery().where({ organization_id })', ['orders: scoped']],
  ])('is %s', (_, text, verdicts) => {
    expect(verdictsOf(base + text, sql)).toEqual(verdicts)
  })

  it('is sent as it is in another file', () => {
    const other = "import { ordersQuery } from './case'\nexport const all = async () => await ordersQuery()"
    expect(verdictsOf(base, sql, { 'other.ts': other })).toEqual(['orders: unscoped'])
  })
})
