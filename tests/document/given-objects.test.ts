import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table currencies (id uuid primary key, code text not null);
`

const tables = `import { relations } from 'drizzle-orm'
import { pgTable, uuid, text } from 'drizzle-orm/pg-core'
export const ordersRelations = relations(orders, () => ({}))
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), status: text('status') })
export const currencies = pgTable('currencies', { id: uuid('id').primaryKey(), code: text('code') })
`
const drizzle = `import { drizzle } from 'drizzle-orm/node-postgres'
import { and, eq } from 'drizzle-orm'
import { currencies, orders } from './tables'
export const db = drizzle('')
`
const home = `${drizzle}
export async function remove(table: any, id: string) { await db.delete(table).where(eq(table.id, id)) }
export const outer = (table: any, id: string) => remove(table, id)
export const all = (table: any) => db.select().from(table)
export async function byId(table: any, id: string) { const [row] = await db.select().from(table).where(eq(table.id, id)); return row }
export async function purge(tables: any[]) { for (const table of tables) await db.delete(table) }
export const own = (table: any, id: string, org: string) => db.delete(table).where(and(eq(table.id, id), eq(table.organizationId, org)))
export async function compared(table: any, id: string, org: string) {
  const [row] = await db.select().from(table).where(eq(table.id, id))
  if (row.organizationId !== org) throw new Error()
  await db.delete(table).where(eq(table.id, id))
}
export async function found(table: any, id: string, org: string) {
  const [row] = await db.select().from(table).where(and(eq(table.id, id), eq(table.organizationId, org)))
  if (!row) throw new Error()
  await db.delete(table).where(eq(table.id, id))
}
export async function unfound(table: any, id: string, other: string, org: string) {
  const [row] = await db.select().from(table).where(and(eq(table.id, id), eq(table.organizationId, org)))
  if (!row) throw new Error()
  await db.delete(table).where(eq(table.id, other))
}
`
const names = [...home.matchAll(/export (?:async )?(?:function|const) (\w+)/g)].map(([, name]) => name).join(', ')

/** What is told of a program that gives tables of Drizzle to functions, be they in the same file or in another one. */
function told(program: string): string[] {
  const imported = `import { and, eq } from 'drizzle-orm'\nimport { currencies, orders } from './tables'\nimport { ${names} } from './helpers'\n${program}`
  const found = verdictsOf(imported, schema, { 'tables.ts': tables, 'helpers.ts': home })
  expect(verdictsOf(home + program, schema, { 'tables.ts': tables })).toEqual(found)
  return found.filter((one) => !one.endsWith('scoped') || one.endsWith('unscoped'))
}

describe('a function that is given a table of Drizzle', () => {
  it.each([
    ['by a key', 'remove(orders, id)', 'by-key'],
    ['by a key, which is passed on', 'outer(orders, id)', 'by-key'],
    ['all', 'all(orders)', 'unscoped'],
    ['a row', 'byId(orders, id)', 'by-key'],
    ['all of some', 'purge([orders, currencies])', 'unscoped'],
    ['by a key of which it has not looked at the row', 'unfound(orders, id, other, org)', 'by-key'],
  ])('is told where it is called: %s', (_, call, verdict) => {
    expect(told(`export const f = (id: string, other: string, org: string) => ${call}`)).toEqual([`orders: ${verdict}`])
  })

  it.each([
    'export const f = (id: string, org: string) => own(orders, id, org)',
    'export const f = (id: string) => [remove(currencies, id), all(currencies)]',
    'export const f = (table: any, id: string) => remove(table, id)',
    'export const f = (id: string, org: string) => compared(orders, id, org)',
    'export const f = (id: string, org: string) => found(orders, id, org)',
    'export async function f(id: string, org: string) { const row = await byId(orders, id); if (row.organizationId !== org) throw new Error(); return row }',
    'export async function f(id: string, org: string) { const [row] = await db.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org))); if (!row) return; await remove(orders, id) }',
  ])('is not: %s', (program) => {
    expect(told(program)).toEqual([])
  })
})

describe('a loop through tables', () => {
  const loops = (program: string): string[] => verdictsOf(drizzle + program, schema, { 'tables.ts': tables })
  const remove = 'db.delete(table).where(eq(table.id, id))'

  it.each([
    `export async function f(id: string) { for (const table of [orders, currencies]) await ${remove} }`,
    `const all = [currencies, orders]\nexport async function f(id: string) { for (const table of all) { await ${remove} } }`,
    `const all = [currencies, orders]\nexport const f = (id: string) => Promise.all(all.map((table) => ${remove}))`,
    `export const f = (id: string) => Promise.all([orders].map(async (table) => { await ${remove} }))`,
    `export async function f(id: string) { for (const [name, table] of Object.entries({ currencies, orders })) { log(name); await ${remove} } }`,
    `import { knex } from 'knex'\nconst trx = knex({})\nexport async function f(id: string) { for (const name of ['orders', 'currencies']) await trx(name).where({ id }).delete() }`,
    `import { Kysely } from 'kysely'\nconst own = new Kysely<any>({} as any)\nexport async function f(id: string) { for (const name of ['orders', 'currencies'] as const) await own.deleteFrom(name).where('id', '=', id).execute() }`,
  ])('is told of each: %s', (program) => {
    expect(loops(program)).toEqual(['orders: by-key'])
  })

  it.each([
    'export async function f(org: string) { for (const table of [orders]) await db.delete(table).where(eq(table.organizationId, org)) }',
    `export async function f(id: string) { for (const table of [currencies]) await ${remove} }`,
    `export async function f(id: string, more: any[]) { for (const table of more) await ${remove} }`,
  ])('is not: %s', (program) => {
    expect(loops(program).filter((one) => one !== 'orders: scoped')).toEqual([])
  })
})

const knex = "import { knex } from 'knex'\nconst db = knex({})\n"
const kysely = "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({} as any)\n"
const typeorm = `import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm'
const source = new DataSource({ type: 'postgres' })
@Entity('orders') export class Order { @PrimaryGeneratedColumn('uuid') id!: string; @Column({ name: 'organization_id' }) organizationId!: string }
@Entity('currencies') export class Currency { @PrimaryGeneratedColumn('uuid') id!: string }
`
const sequelize = `import { DataTypes, Model, Sequelize } from 'sequelize'
const sequelize = new Sequelize('postgres://')
const id = { type: DataTypes.UUID, primaryKey: true }
export class Order extends Model {}
Order.init({ id, organizationId: { type: DataTypes.UUID, field: 'organization_id' } }, { sequelize, tableName: 'orders', timestamps: false })
export class Currency extends Model {}
Currency.init({ id }, { sequelize, tableName: 'currencies', timestamps: false })
`
const mikroOrm = `import { Entity, EntityManager, PrimaryKey, Property } from '@mikro-orm/postgresql'
const em = {} as EntityManager
@Entity({ tableName: 'orders' }) export class Order { @PrimaryKey({ type: 'uuid' }) id!: string; @Property({ fieldName: 'organization_id', type: 'uuid' }) organizationId!: string }
@Entity({ tableName: 'currencies' }) export class Currency { @PrimaryKey({ type: 'uuid' }) id!: string }
`

describe.each([
  ['a table of Knex by its name', knex, 'db(of).where(WHERE).delete()', ["'orders'", "'currencies'"], 'organization_id'],
  ['a table of Knex by its name, in from', knex, 'db.from(of).where(WHERE).select()', ["'orders'", "'currencies'"], 'organization_id'],
  [
    'a table of Kysely by its name',
    kysely,
    'db.deleteFrom(of).where((eb) => eb.and(WHERE)).execute()',
    ["'orders'", "'currencies'"],
    'organization_id',
  ],
  ['an entity of TypeORM', typeorm, 'source.getRepository(of).findOneBy(WHERE)', ['Order', 'Currency'], 'organizationId'],
  ['an entity of TypeORM, through the manager', typeorm, 'source.manager.delete(of, WHERE)', ['Order', 'Currency'], 'organizationId'],
  ['a model of Sequelize', sequelize, 'of.destroy({ where: WHERE })', ['Order', 'Currency'], 'organizationId'],
  ['an entity of MikroORM', mikroOrm, 'em.nativeDelete(of, WHERE)', ['Order', 'Currency'], 'organizationId'],
] as const)('a function that is given %s', (_, begin, query, [orders, currencies], column) => {
  const asking = (where: string): string => query.replace('WHERE', where)
  const home = `${begin}
async function byKey(of: any, id: string) { await ${asking('{ id }')} }
const ofTenant = (of: any, id: string, org: string) => ${asking(`{ id, ${column}: org }`)}`
  const told = (call: string): string[] => verdictsOf(`${home}\nexport const f = (id: string, org: string) => ${call}`, schema)

  it('is told of it where it is called', () => {
    expect(told(`byKey(${orders}, id)`)).toEqual(['orders: by-key'])
  })

  it.each([`ofTenant(${orders}, id, org)`, `byKey(${currencies}, id)`])('is not: %s', (call) => {
    expect(told(call).filter((one) => one !== 'orders: scoped')).toEqual([])
  })
})

it('is none of a column of a row', () => {
  const home = `${knex}const kept = new Map<string, any>()
async function find(id: string, code: string) {
  if (kept.has(code)) return kept.get(code)
  return db('orders').where('event_id', id).first()
}
async function use(id: string, code: string) {
  const order = await find(id, code)
  await db('orders').where({ id: order.id }).increment('uses', 1)
}`
  const call = 'export const f = async (org: string, code: string) => { const event = await load(org); return await use(event.id, code) }'
  expect(verdictsOf(`${home}\n${call}`, schema)).toEqual(['orders: unscoped', 'orders: by-key'])
})

it('is none of what a function is given to write to', () => {
  const home = `${knex}async function load(id: string, logger: any) {
  if (!id) return
  const row = await db('orders').where({ status: id }).first()
  if (!row) { logger.warn('none'); return }
  await keep(row)
}`
  const call = "export const f = async (request: any) => { const logger = request.logger; await load('x', logger) }"
  expect(verdictsOf(`${home}\n${call}`, schema)).toEqual(['orders: unscoped'])
})

it('is told once of what a function asks of other tables besides', () => {
  const own = `${knex}export async function load(of: any, id: string) {
  if (!id) return
  await db(of).where({ id }).delete()
  return await db('orders').where({ status: id }).first()
}`
  expect(verdictsOf(`${own}\nexport const f = () => load('orders', 'x')`, schema)).toEqual(['orders: unscoped', 'orders: by-key'])
})

it.each([
  ['const { id } = req.query', 'id'],
  ['const body = req.body', 'body.id'],
  ['const { id } = req.body.order', 'id'],
])('is none of what was sent: %s', (taken, given) => {
  const home = `${knex}async function own(id: string) {
  const rows = await db('orders').where({ status: 'open' })
  await keep(rows, id)
  return rows
}
async function outer(id: string) { await own(id) }`
  expect(verdictsOf(`${home}\nexport async function f(req: any) { ${taken}; await outer(${given}) }`, schema)).toEqual(['orders: unscoped'])
})
