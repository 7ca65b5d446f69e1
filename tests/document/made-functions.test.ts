import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table items (id uuid primary key, order_id uuid not null references orders);
create table currencies (id uuid primary key, code text not null);
`

const dal = `import { knex } from 'knex'
export const db = knex({})
export function createRepository(table: string) {
  return {
    byId: (id: string) => db(table).where({ id }).first(),
    findById: (id: string) => db(table).where({ id }).first(),
    find: (id: string, organization_id: string) => db(table).where({ id, organization_id }).first(),
    list: (organization_id: string) => db(table).where({ organization_id }),
    with: (where: object) => db(table).where(where),
    async all() { return await db(table).select('id') },
    remove: (id: string) => db(table).where({ id }).del(),
    async drop(id: string) { await db(table).where({ id }).del() },
    async dropOwn(id: string, organization_id: string) {
      const row = await db(table).where({ id, organization_id }).first()
      if (!row) throw new Error()
      await db(table).where({ id }).del()
    },
    async own(id: string, organization_id: string) {
      const row = await db(table).where({ id }).first()
      if (row.organization_id !== organization_id) throw new Error()
      return row
    },
  }
}
export const orders = createRepository('orders')
export const currencies = createRepository('currencies')
export const tables = { orders: createRepository('orders') }
`

const told = (program: string): string[] =>
  verdictsOf(`import { createRepository, currencies, db, orders, tables } from './dal'\n${program}`, schema, { 'dal.ts': dal })

describe('a function that another one makes of what it is given', () => {
  it.each([
    ['by a key', 'export const f = (id: string) => orders.byId(id)', ['orders: by-key']],
    ['by a key that it removes', 'export const f = (id: string) => orders.remove(id)', ['orders: by-key']],
    ['by a key, and gives nothing', 'export const f = (id: string) => orders.drop(id)', ['orders: by-key']],
    ['all', 'export const f = async () => await orders.all()', ['orders: unscoped']],
    ['with conditions', "export const f = () => orders.with({ status: 'open' })", ['orders: unscoped']],
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
  ])('is told where it is called, if it asks %s', (_, program, verdicts) => {
    expect(told(program)).toEqual(verdicts)
  })
  it.each([
    ['for the tenant', 'export const f = (id: string, org: string) => orders.find(id, org)', []],
    ['for the tenant alone', 'export const f = (org: string) => orders.list(org)', []],
    ['for the tenant before', 'export const f = (id: string, org: string) => orders.dropOwn(id, org)', []],
    ['for what all share', 'export const f = (id: string) => currencies.byId(id)', []],
    ['and compares what it has found', 'export const f = (id: string, org: string) => orders.own(id, org)', []],
    [
      'and its caller compares the row',
      'export async function f(id: string, org: string) { const row = await orders.byId(id); if (row.organization_id !== org) throw new Error(); return row }',
      [],
    ],
    [
      'by what was found before',
      'export async function f(id: string, org: string) { const row = await orders.find(id, org); if (!row) return; await orders.remove(row.id) }',
      [],
    ],
    [
      'by what a query has found before',
      "export async function f(id: string, org: string) { const row = await db('orders').where({ id, organization_id: org }).first(); if (!row) return; await orders.remove(id) }",
      ['orders: scoped'],
    ],
  ])('is not, if it asks %s', (_, program, verdicts) => {
    expect(told(program)).toEqual(verdicts)
  })
  it('is told where it stands, if it asks the same whatever it was made for', () => {
    const own = `import { knex } from 'knex'\nexport const createOrders = (db: any) => ({ byId: (id: string) => db('orders').where({ id }).first(), all: () => db('orders').select('id') })\nexport const orders = createOrders(knex({}))\n`
    const program = `import { orders } from './own'\nexport const f = (id: string) => [orders.byId(id), orders.all()]`
    expect(verdictsOf(program, schema, { 'own.ts': own })).toEqual([])
    expect(verdictsOf(own, schema)).toEqual(['orders: by-key', 'orders: unscoped'])
  })
})

describe('functions that are made of a table, handed around by their types', () => {
  const files = {
    'dal.ts': dal,
    'orders-dal.ts': `import { createRepository } from './dal'
export type OrdersDal = ReturnType<typeof ordersDalFactory>
export const ordersDalFactory = (db: unknown) => { const made = createRepository('orders'); return { ...made, open: () => [] } }`,
  }
  const looking = (check: string): string => `import type { OrdersDal } from './orders-dal'
export type Access = ReturnType<typeof accessFactory>
export const accessFactory = ({ ordersDal }: { ordersDal: Pick<OrdersDal, 'findById'> }) => {
  const look = async ({ id, org }: { id: string; org: string }) => {
    const row = await ordersDal.findById(id)
    if (!row) throw new Error()
    ${check}
    return { may: row.status }
  }
  return { look }
}`
  const toldOf = (body: string, check = ''): string[] =>
    verdictsOf(
      `import type { OrdersDal } from './orders-dal'
import type { Access } from './access'
export const service = ({ ordersDal, access }: { ordersDal: OrdersDal; access: Access }) => {
  const run = async (id: string, org: string, other: string) => { ${body} }
  return { run }
}`,
      schema,
      { ...files, 'access.ts': looking(check) },
    )

  it.each([
    ['return ordersDal.findById(id)', ['orders: by-key']],
    ['return ordersDal.find(id, org)', []],
    ['return ordersDal.open(id)', []],
    ['const row = await ordersDal.findById(id); if (row.organization_id !== org) throw new Error(); return ordersDal.remove(id)', []],
  ])('are told of their calls: %s', (body, verdicts) => {
    expect(toldOf(body)).toEqual(verdicts)
  })

  const compares = 'if (row.organization_id !== org) throw new Error()'

  it.each([
    ['const { may } = await access.look({ id, org }); return ordersDal.remove(id)', compares, []],
    ['const { may } = await access.look({ id, org }); return ordersDal.findById(id)', compares, []],
    ['const { may } = await access.look({ id, org }); return ordersDal.remove(other)', compares, ['orders: by-key']],
    [
      'const { may } = await access.look({ id, org }); return ordersDal.remove(id)',
      'if (row.organization_id !== org) log(row)',
      ['orders: by-key'],
    ],
    ['const { may } = await access.look({ id, org }); return ordersDal.remove(id)', '', ['orders: by-key']],
  ])('are held by what another file has asked with them: %s, %s', (body, check, verdicts) => {
    expect(toldOf(body, check)).toEqual(verdicts)
  })
})
