import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null, note text);
create table currencies (id uuid primary key, code text not null);
`

const knex = `import { knex } from 'knex'\nexport const db = knex({})\n`

/** What is told of a program that calls functions of `dal.ts`. */
function told(dal: string, program: string): string[] {
  const names = [...dal.matchAll(/export (?:async )?(?:function|const|class) (\w+)/g)].map(([, name]) => name)
  return verdictsOf(`import { ${names.join(', ')} } from './dal'\n${program}`, schema, { 'dal.ts': `${knex}${dal}` })
}

const find = `export const find = (where: object) => db('orders').where(where)`
const unscoped = ['orders: unscoped']

describe('what a function asks with the conditions of a call', () => {
  it.each([
    ['a list', find, `export const f = (status: string) => find({ status })`],
    [
      'a list, of what is called a log',
      `export const log = { find: (where: object) => db('orders').where(where) }`,
      `export const f = (status: string) => log.find({ status })`,
    ],
    [
      'what is awaited',
      `export async function find(where: object) { return await db('orders').where(where) }`,
      `export const f = async (status: string) => (await find({ status })).length`,
    ],
    [
      'rows that are kept in a variable',
      `export async function find(where: object) { const rows = await db('orders').where(where); return rows }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'conditions of both',
      `export const find = (where: object) => db('orders').where(where).where('note', 'x')`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'conditions that are spread',
      `export const find = (where: object) => db('orders').where({ ...where, note: 'x' })`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'one of several arguments',
      `export const find = (limit: number, where: object) => db('orders').where(where).limit(limit)`,
      `export const f = (status: string) => find(3, { status })`,
    ],
    [
      'a property of the argument',
      `export const find = ({ where, limit }: any) => db('orders').where(where).limit(limit)`,
      `export const f = (status: string) => find({ where: { status }, limit: 3 })`,
    ],
    [
      'what changes rows',
      `export const update = (where: object, values: object) => db('orders').where(where).update(values)`,
      `export const f = (status: string) => update({ status }, { note: 'x' })`,
    ],
    [
      'what goes',
      `export const remove = (where: object) => db('orders').where(where).delete()`,
      `export const f = (status: string) => remove({ status })`,
    ],
    [
      'what goes, and of which nothing is given back',
      `export async function remove(where: object) { await db('orders').where(where).delete() }`,
      `export const f = (status: string) => remove({ status })`,
    ],
    [
      'a method of a class',
      `export class Orders { list(where: object) { return db('orders').where(where) } }`,
      `const orders = new Orders()\nexport const f = (status: string) => orders.list({ status })`,
    ],
    [
      'a method of what a class is given',
      `export class Orders { list(where: object) { return db('orders').where(where) } }`,
      `export class Service { constructor(private readonly orders: Orders) {} f(status: string) { return this.orders.list({ status }) } }`,
    ],
    [
      'a method that a class inherits, of what a class is given',
      `export class Base { constructor(protected readonly table: string) {} list(where: object) { return db(this.table).where(where) } }\nexport class Orders extends Base { constructor() { super('orders') } }`,
      `export class Service { constructor(private readonly orders: Orders) {} f(status: string) { return this.orders.list({ status }) } }`,
    ],
    [
      'a function of what a function makes',
      `export const of = (table: string) => ({ list: (where: object) => db(table).where(where) })`,
      `const orders = of('orders')\nexport const f = (status: string) => orders.list({ status })`,
    ],
    ['a function in a list', find, `const all = [find]\nexport const f = (status: string) => all[0]!({ status })`],
    [
      'a function that is kept by React',
      `import { cache } from 'react'\nasync function own(where: object) { return db('orders').where(where) }\nexport const find = cache(own)`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a function that is kept by Next',
      `import { unstable_cache } from 'next/cache'\nexport const find = unstable_cache(async (where: object) => db('orders').where(where), ['orders'])`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a function that is kept by Next while another one runs',
      `import * as cache from 'next/cache'\nexport const find = (where: object) => cache.unstable_cache(async () => db('orders').where(where), ['orders'])()`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a function behind another one',
      `const inner = (where: object) => db('orders').where(where)\nexport const find = (where: object) => inner(where)`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'what is asked for only where it is given',
      `export const find = (by: any) => { const where: any = {}; if (by.status) where.status = by.status; if (by.mine) where.organization_id = by.mine; return db('orders').where(where) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a tenant that is left out',
      `export const find = ({ status, mine }: any) => db('orders').where({ status, ...(mine && { organization_id: mine }) })`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a row of those that are found',
      `export async function find(where: object) { const [row] = await db('orders').where(where); return row }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'the first row',
      `export async function find(where: object) { const rows = await db('orders').where(where); return rows[0] }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a page of them',
      `export async function find(where: object) { const items = await db('orders').where(where); return { items, more: items.length > 10 } }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a page of them and of what there is, asked at once',
      `export async function find(where: object) { const [items, [{ n }]] = await Promise.all([db('orders').where(where), db('orders').where(where).count('* as n')]); return { items, total: Number(n) } }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a page, waited for where it is given',
      `export async function find(where: object) { return { items: await db('orders').where(where), page: 1 } }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'rows beside their number',
      `export async function find(where: object) { const items = await db('orders').where(where); return [items, items.length] }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'rows beside something else, at once',
      `export const find = (where: object) => Promise.all([db('orders').where(where), load()])`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'rows that are made into others',
      `export async function find(where: object) { const rows = await db('orders').where(where); return rows.filter(Boolean).map((row) => ({ ...row })) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a page of rows that are made into others',
      `export async function find(where: object) { const rows = await db('orders').where(where); return { items: rows.map((row) => row.note), next: rows.at(-1)?.id } }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'how many there are',
      `export async function find(where: object) { const row = await db('orders').where(where).count().first(); return Number(row?.count ?? 0) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'how many there are, by a promise',
      `export async function find(where: object) { return await db('orders').where(where).count('* as all').first().then((row) => Number(row.all)) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'how many there are, of one of two',
      `export async function find(where: object) { const [row] = await db('orders').where(where).count(); return parseInt(row.count, 10) || 0 }`,
      `export const f = (status: string) => find({ status })`,
    ],
  ])('is told there: %s', (_, dal, program) => {
    expect(told(dal, program)).toEqual(unscoped)
  })

  it.each([
    [
      'what is asked for where it is given, as it is',
      `export const find = (by: any) => { const where: any = {}; if (by.status) where.status = by.status; if (by.mine) where.organization_id = by.mine; return db('orders').where(where) }`,
      `export const f = (mine: string, status: string) => find({ mine, status })`,
    ],
    [
      'a tenant that is given',
      `export const find = ({ status, mine }: any) => db('orders').where({ status, ...(mine && { organization_id: mine }) })`,
      `export const f = (status: string, mine: string) => find({ status, mine })`,
    ],
    [
      'a row that the program asks whose it is',
      `export async function find(where: object) { const [row] = await db('orders').where(where); return row }`,
      `export async function f(status: string, mine: string) { const row = await find({ status }); if (row.organization_id !== mine) throw new Error('no'); return row }`,
    ],
    [
      'what is made of a row that was loaded before, which is told there',
      `export const rate = async (id: string) => (await db('orders').where({ status: id }).first())
export async function find({ mine, unit }: { mine: string; unit?: string }) { const rows = await db('orders').where({ organization_id: mine }); return { rows: rows.map((row) => row.id), unit: unit ?? 'none' } }`,
      `export async function f(id: string, mine: string) { const row = await rate(id); return find({ mine, unit: row.note }) }`,
    ],
    [
      'a page of rows of which the function keeps those of the tenant',
      `export async function find(where: object, mine: string) { const rows = await db('orders').where(where); return { items: rows.filter((row) => row.organization_id === mine) } }`,
      `export const f = (status: string, mine: string) => find({ status }, mine)`,
    ],
    [
      'a page of which the program keeps the rows of the tenant',
      `export async function find(where: object) { const items = await db('orders').where(where); return { items } }`,
      `export async function f(status: string, mine: string) { const { items } = await find({ status }); return items.filter((row) => row.organization_id === mine) }`,
    ],
    [
      'a page of which the program asks whose the rows are',
      `export async function find(where: object) { const items = await db('orders').where(where); return { items } }`,
      `export async function f(status: string, mine: string) { const page = await find({ status }); if (page.items.some((row) => row.organization_id !== mine)) throw new Error('no'); return page }`,
    ],
    [
      'a page of rows that are held to the tenant',
      `export async function find(where: object) { const [items, [{ n }]] = await Promise.all([db('orders').where(where), db('orders').where(where).count('* as n')]); return { items, n } }`,
      `export const f = (status: string, organization_id: string) => find({ status, organization_id })`,
    ],
    [
      'a row that the function asks whose it is',
      `export async function find(where: object, mine: string) { const [row] = await db('orders').where(where); if (row.organization_id !== mine) throw new Error('no'); return row }`,
      `export const f = (status: string, mine: string) => find({ status }, mine)`,
    ],
    ['held to the tenant', find, `export const f = (organization_id: string) => find({ organization_id })`],
    [
      'held to it by the function',
      `export const find = (where: object, organization_id: string) => db('orders').where({ ...where, organization_id })`,
      `export const f = (status: string, mine: string) => find({ status }, mine)`,
    ],
    [
      'a row by its key, with which the function does more',
      `export async function find(where: object) { const row = await db('orders').where(where).first(); show(row); return row }`,
      `export const f = (id: string) => find({ id })`,
    ],
    [
      'what the function asks of the rows',
      `export async function find(where: object, mine: string) { const rows = await db('orders').where(where); for (const row of rows) if (row.organization_id !== mine) throw new Error('no'); return rows }`,
      `export const f = (status: string, mine: string) => find({ status }, mine)`,
    ],
    [
      'what the function leaves of the rows',
      `export async function find(where: object, mine: string) { const rows = await db('orders').where(where); return rows.filter((row) => row.organization_id === mine) }`,
      `export const f = (status: string, mine: string) => find({ status }, mine)`,
    ],
    [
      'of no tenant',
      `export const find = (where: object) => db('currencies').where(where)`,
      `export const f = (code: string) => find({ code })`,
    ],
    ['conditions that are not seen', find, `export const f = (status: string, more: object) => find({ status, ...more })`],
    [
      'conditions that the function changes',
      `export const find = (where: any) => { where.organization_id = tenant(); return db('orders').where(where) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'conditions that the function puts in by Object.assign',
      `export const find = (where: object) => { Object.assign(where, { organization_id: tenant() }); return db('orders').where(where) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'conditions that another function changes, of the same file',
      `function narrow(where: any) { where.organization_id = tenant() }\nexport const find = (where: object) => { narrow(where); return db('orders').where(where) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'a part of what is given that another function changes',
      `function narrow(args: any) { args.where ??= {}; args.where.organization_id = tenant() }\nexport const find = (args: any) => { narrow(args); return db('orders').where(args.where) }`,
      `export const f = (status: string) => find({ where: { status } })`,
    ],
    [
      'a part of what is given that another function is given',
      `import { narrow } from 'narrow'\nexport const find = (args: any) => { narrow(args.where); return db('orders').where(args.where) }`,
      `export const f = (status: string) => find({ where: { status } })`,
    ],
    [
      'what another function returns when it is done',
      `import { narrow } from 'narrow'\nexport const find = async (where: any) => { const isOpen = await narrow(where); return db('orders').where(where).limit(isOpen ? 1 : 2) }`,
      `export const f = (status: string) => find({ status })`,
    ],
    [
      'conditions that are changed by another name',
      `export const find = (args: any) => { const where = args.where; where.organization_id = tenant(); return db('orders').where(args.where) }`,
      `export const f = (status: string) => find({ where: { status } })`,
    ],
    ['a function that nobody knows', find, `export const f = (status: string, find: any) => find({ status })`],
  ])('is not told: %s', (_, dal, program) => {
    expect(told(dal, program)).toEqual([])
  })

  it('is told at the query alone where the call gives nothing but values', () => {
    const dal = `export const find = ({ status }: { status: string }) => db('orders').where({ status })`
    expect(told(dal, `export const f = (status: string) => find({ status })`)).toEqual([])
    expect(verdictsOf(`${knex}${dal}\nexport const f = (status: string) => find({ status })`, schema)).toEqual(unscoped)
  })

  it.each([
    [
      'the values of rows',
      `export const close = (values: object) => db('orders').where({ status: 'x' }).update(values)`,
      `export const f = (note: string) => close({ note })`,
    ],
    [
      'how many',
      `export const find = (more: any) => db('orders').where({ status: 'x' }).limit(more.limit)`,
      `export const f = () => find({ limit: 3, by: {} })`,
    ],
    [
      'their order',
      `export const find = ({ order }: any) => db('orders').where({ status: 'x' }).orderBy(order)`,
      `export const f = () => find({ order: [{ column: 'id' }] })`,
    ],
  ])('is told at the query alone where the call gives %s', (_, dal, program) => {
    expect(told(dal, program)).toEqual([])
    expect(verdictsOf(`${knex}${dal}\n${program}`, schema)).toEqual(unscoped)
  })

  it('is told once where the call sends it itself', () => {
    const dal = `export const orders = { where: (where: object) => db('orders').where(where) }`
    expect(told(dal, `export const f = (status: string) => orders.where({ status }).first()`)).toEqual(unscoped)
  })

  it('is told of each call, and in the file of the function', () => {
    const program = `${knex}${find}\nexport const f = (status: string) => find({ status })\nexport const g = (note: string) => find({ note })\nexport const h = (organization_id: string) => find({ organization_id })`
    expect(verdictsOf(program, schema)).toEqual(['orders: dynamic', ...unscoped, ...unscoped])
  })
})

describe('what a function asks that is handed around by its type', () => {
  const dal = `const ormify = (db: any, table: string) => ({
  find: async (filter: any, tx?: any) => { const rows = await (tx || db)(table).where(filter); return rows },
  findById: (id: string) => db(table).where({ id }).first(),
})
export const ordersFactory = (db: any) => {
  const orm = ormify(db, 'orders')
  const list = async (where: object) => { return await db('orders').where(where) }
  return { ...orm, list, within: ormify(db, 'orders') }
}
export const orders = ordersFactory(db)
export const makeOrders = async () => ordersFactory(db)
export type Orders = ReturnType<typeof ordersFactory>
export interface Deps { readonly orders: Pick<Orders, 'find' | 'list'>; readonly more: { orders?: Orders } }`
  const types = `import type { Deps, Orders } from './dal'\n`
  const given = (parameter: string, call: string): string =>
    `${types}export const service = (${parameter}) => ({ f: (status: string, organization_id: string) => ${call} })`

  it.each([
    ['a type of what a function gives back', 'orders: Orders', 'orders.find'],
    ['what is picked of it', `orders: Pick<Orders, 'find' | 'list'>`, 'orders.find'],
    ['what is left of it', `orders: Readonly<Omit<Orders, 'list'>>`, 'orders.find'],
    ['a part of what is given', `{ orders }: { orders: Orders }`, 'orders.find'],
    ['a part under another name', `{ orders: dal }: { orders: Orders }`, 'dal.find'],
    ['a part of a type that is elsewhere', '{ orders }: Deps', 'orders.find'],
    ['a part of what is picked of it', `{ orders }: Pick<Deps, 'orders'>`, 'orders.find'],
    ['one that may be left out', 'deps: Deps', 'deps.more.orders?.find'],
    ['an intersection', 'orders: Orders & { close(): void }', 'orders.find'],
    ['a union with nothing', 'orders: Orders | undefined', 'orders!.find'],
    ['a type of a type', `orders: Deps['orders']`, 'orders.find'],
    ['a function of its own', 'orders: Orders', 'orders.list'],
    ['what something of it has', 'orders: Orders', 'orders.within.find'],
    ['what a promise is of', 'orders: Awaited<ReturnType<typeof makeOrders>>', 'orders.find'],
    ['something by its name', 'dal: typeof orders', 'dal.find'],
    ['one that is picked of by its name', `dal: Pick<typeof orders, 'find'>`, 'dal.find'],
  ])('is told at the call: %s', (_, parameter, callee) => {
    expect(told(dal, given(parameter, `${callee}({ status })`))).toEqual(unscoped)
    expect(told(dal, given(parameter, `${callee}({ status, organization_id })`))).toEqual([])
  })

  it('is told for what a class is given', () => {
    const service = (call: string): string =>
      `${types}export class Service { constructor(private readonly orders: Orders) {} f(status: string, organization_id: string) { return ${call} } }`
    expect(told(dal, service('this.orders.find({ status })'))).toEqual(unscoped)
    expect(told(dal, service('this.orders.find({ status, organization_id })'))).toEqual([])
  })

  it('is told for what a name is taken out of', () => {
    const program = `const { find } = ordersFactory(knex)\nexport const f = (status: string) => find({ status })`
    expect(told(dal, program)).toEqual(unscoped)
  })

  it('holds a row that the program asks whose it is', () => {
    const of = (check: string): string =>
      given('orders: Orders', `orders.find({ status }).then((rows) => { for (const row of rows) { ${check} } return rows })`)
    expect(told(dal, of('if (row.organization_id !== organization_id) throw new Error()'))).toEqual([])
    expect(told(dal, of('if (row.status !== status) throw new Error()'))).toEqual(unscoped)
  })

  it.each([
    ['what a package gives back', `orders: ReturnType<typeof elsewhere>`],
    ['one of several', 'orders: Orders | Other'],
    ['a type that nobody knows', 'orders: Elsewhere'],
    ['a type that leads back to itself', 'orders: Circle', 'type Circle = Circle\n'],
  ])('is not told: %s', (_, parameter, before = '') => {
    expect(told(dal, `${before}${given(parameter, 'orders.find({ status })')}`)).toEqual([])
  })
})

describe('a row by the key of a call', () => {
  it.each([
    ['as it is', find],
    [
      'if there is one',
      `export async function find(where: object) { const rows = await db('orders').where(where); if (!rows) throw new Error(); return rows }`,
    ],
  ])('is told where the function gives it: %s', (_, dal) => {
    expect(told(dal, `export const f = (id: string) => find({ id })`)).toEqual(['orders: by-key'])
  })

  it.each([
    [
      'one that it has loaded',
      `const [row] = await find({ id, organization_id: mine }); return find({ id: row.id })`,
      ['orders: scoped', 'orders: by-row'],
    ],
    [
      'whose it is, it asks',
      `const [row] = await find({ id }); if (row.organization_id !== mine) throw new Error('no'); return row`,
      ['orders: by-guard'],
    ],
  ])('is not: %s', (_, body, verdicts) => {
    expect(told(find, `export async function f(id: string, mine: string) { ${body} }`)).toEqual(verdicts)
  })
})

describe('what a method asks that a class inherits', () => {
  const dal = `import { Entity, PrimaryColumn, Column, Repository, FindOptionsWhere } from 'typeorm'
@Entity('orders')
export class Order { @PrimaryColumn() id: string; @Column({ name: 'organization_id' }) organizationId: string; @Column() status: string }
@Entity('currencies')
export class Currency { @PrimaryColumn() id: string; @Column() code: string }
export abstract class Base<T> {
  protected constructor(protected readonly repository: Repository<T>) {}
  count(where: FindOptionsWhere<T>) { return this.repository.count({ where }) }
  countIn(organizationId: string, where: FindOptionsWhere<T>) { return this.repository.count({ where: { ...where, organizationId } as FindOptionsWhere<T> }) }
}
export class Orders extends Base<Order> { constructor(repository: Repository<Order>) { super(repository) } }
export class Currencies extends Base<Currency> { constructor(repository: Repository<Currency>) { super(repository) } }
`
  const toldOf = (call: string): string[] =>
    verdictsOf(
      `import { Currencies, Orders } from './dal'\nexport class Service { constructor(private readonly orders: Orders, private readonly currencies: Currencies) {}\nf(status: string, organizationId: string) { return ${call} } }`,
      schema,
      { 'dal.ts': dal },
    )

  it('is told of the table of that class', () => {
    expect(toldOf('this.orders.count({ status })')).toEqual(unscoped)
  })

  it.each([
    'this.orders.count({ status, organizationId })',
    'this.orders.countIn(organizationId, { status })',
    'this.currencies.count({ code: status })',
  ])('is none of all tenants: %s', (call) => {
    expect(toldOf(call).filter((one) => !/scoped|global/.test(one) || one.includes('unscoped'))).toEqual([])
  })
})

describe('what a function asks each library', () => {
  it.each([
    [
      'Sequelize',
      `import { Sequelize, DataTypes, Model } from 'sequelize'
export class Order extends Model {}
Order.init({ id: { type: DataTypes.UUID, primaryKey: true }, organization_id: DataTypes.UUID, status: DataTypes.TEXT }, { sequelize: new Sequelize(''), tableName: 'orders' })
export const find = (where: object) => Order.findAll({ where })`,
    ],
    [
      'supabase-js',
      `import { createClient } from '@supabase/supabase-js'
const db = createClient('', '')
export async function find(by: object) { const { data } = await db.from('orders').select('*').match(by); return data }`,
    ],
    [
      'Kysely',
      `import { Kysely } from 'kysely'
const db = new Kysely<any>({})
export const find = (by: any) => db.selectFrom('orders').selectAll().where((eb) => eb.and(by)).execute()`,
    ],
    [
      'Objection',
      `import { Model } from 'objection'
class Order extends Model { static tableName = 'orders' }
export const find = (where: object) => Order.query().where(where)`,
    ],
  ])('%s', (_, dal) => {
    const told = (call: string): string[] =>
      verdictsOf(`import { find } from './dal'\nexport const f = (status: string, organization_id: string) => ${call}`, schema, {
        'dal.ts': dal,
      })
    expect(told('find({ status })')).toEqual(unscoped)
    expect(told('find({ status, organization_id })')).toEqual([])
  })
})

describe('the message', () => {
  const beside = {
    'package.json': '{"dependencies":{"@prisma/client":"6"}}',
    'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}
model Order {
  id             String @id
  organizationId String
  status         String
}
model Draft {
  id             String  @id
  organizationId String?
  status         String
}`,
    'src/order.repository.ts': `import { PrismaClient, type Prisma } from '@prisma/client'
export class OrderRepository {
  constructor(private readonly prisma: PrismaClient) {}
  create(data: Prisma.OrderUncheckedCreateInput) { return this.prisma.order.create({ data }) }
  createAll(data: Prisma.OrderCreateManyInput[]) { return this.prisma.order.createMany({ data }) }
  createDraft(data: Prisma.DraftUncheckedCreateInput) { return this.prisma.draft.create({ data }) }
  async listMine(where: Prisma.OrderWhereInput) { return await this.prisma.order.findMany({ where: { ...where, organizationId: tenantOfRequest() } }) }
  async list(where: Prisma.OrderWhereInput) { return await this.prisma.order.findMany({ where }) }
  async page(where: Prisma.OrderWhereInput, page: number) {
    const [items, total] = await Promise.all([this.prisma.order.findMany({ where, skip: page * 10, take: 10 }), this.prisma.order.count({ where })])
    return { items, total, pages: Math.ceil(total / 10) }
  }
  async pageAtOnce(where: Prisma.OrderWhereInput) {
    const [items, total] = await this.prisma.$transaction([this.prisma.order.findMany({ where }), this.prisma.order.count({ where })])
    return { items, total }
  }
}`,
  }
  const service = (call: string): string => `import { OrderRepository } from './order.repository'
export class OrderService {
  constructor(private readonly orders: OrderRepository) {}
  f(status: string, organizationId: string) { return ${call} }
}`
  const messages = (call: string, rule = 'require-tenant-filter'): string[] =>
    lint(service(call), { rule, schema: beside, file: 'src/order.service.ts' }).map(({ line, message }) => `${String(line)} ${message}`)

  it('names the function and its file, at the call', () => {
    expect(messages('this.orders.list({ status })')).toEqual([
      expect.stringMatching(
        /^4 `list\(\)` \(src\/order\.repository\.ts\), as it is called here, reads Order without keeping to one tenant/,
      ),
    ])
    expect(messages('this.orders.list({ status, organizationId })')).toEqual([])
  })

  it('names a method of what is made at the call', () => {
    const [told] = messages('new OrderRepository(this.prisma).list({ status })')
    expect(told).toMatch(/^4 `list\(\)` \(src\/order\.repository\.ts\), as it is called here, reads Order/)
  })

  it.each(['this.orders.list({ status, organizationId: undefined })', 'this.orders.list({})'])('is there for %s', (call) => {
    expect(messages(call)).toHaveLength(1)
  })

  it.each(['page', 'pageAtOnce'])('is there once for a page and how many there are: %s', (name) => {
    const told = messages(`this.orders.${name}({ status })`)
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^4 \`${name}\\(\\)\` \\(src/order\\.repository\\.ts\\), as it is called here, reads Order`)),
    ])
    expect(messages(`this.orders.${name}({ status, organizationId })`)).toEqual([])
  })

  it('names no value of the function: it has none of that name', () => {
    const [first] = messages(`[this.orders.list({ status }), this.orders.listMine({ status })]`)
    expect(first).not.toContain('tenantOfRequest')
  })

  it('is there for rows that are added without a tenant', () => {
    const added = (call: string): string[] => messages(call, 'require-tenant-on-insert')
    expect(added(`this.orders.create({ id: 'a', status })`)).toEqual([
      expect.stringMatching(/^4 Rows are added to Order without a tenant.* `create\(\)` \(src\/order\.repository\.ts\) does so, as it is/),
    ])
    expect(added(`this.orders.create({ id: 'a', status, organizationId })`)).toEqual([])
    expect(added(`this.orders.createDraft({ id: 'a', status })`)).toEqual([])
  })

  it.each([
    ["[{ id: 'a', status }, { id: 'b', status }]", "[{ id: 'a', status, organizationId }, { id: 'b', status, organizationId }]"],
    ["['a', 'b'].map((id) => ({ id, status }))", "['a', 'b'].map((id) => ({ id, status, organizationId }))"],
    ["[...['a', 'b'].map((id) => ({ id, status }))]", "[...['a', 'b'].map((id) => ({ id, status, organizationId }))]"],
  ])('is there for several rows: %s', (without, within) => {
    const added = (rows: string): string[] => messages(`this.orders.createAll(${rows})`, 'require-tenant-on-insert')
    expect(added(without)).toEqual([expect.stringContaining('`createAll()` (src/order.repository.ts) does so, as it is called here')])
    expect(added(within)).toEqual([])
  })
})

it('is held by what the program asks of the rows', () => {
  const mine = `export const f = async (status: string, mine: string) => (await find({ status })).filter((row) => row.organization_id === mine)`
  expect(told(find, mine)).toEqual(['orders: by-guard'])
})

it.each([
  ['./orders', "import { db } from './knex'\nexport const list = (where: object) => db('orders').where(where)", unscoped],
  ['./index', "import { db } from './knex'\nexport const list = (where: object) => db('orders').where(where)", unscoped],
  ['./orders', 'export const list = (where: object) => where', []],
])('a call of what %s shows, where the name of no module tells that it asks a database', (from, orders, expected) => {
  const files = { 'orders.ts': orders, 'knex.ts': knex, 'index.ts': "export * from './orders'" }
  expect(verdictsOf(`import { list } from '${from}'\nexport const f = (status: string) => list({ status })`, schema, files)).toEqual(
    expected,
  )
})
