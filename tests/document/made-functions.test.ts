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

const classes = `import { knex } from 'knex'
export const db = knex({})
export class Store {
  constructor(private readonly table: string) {}
  byId(id: string) { return db(this.table).where({ id }).first() }
  find(id: string, organization_id: string) { return db(this.table).where({ id, organization_id }).first() }
  list(organization_id: string) { return db(this.table).where({ organization_id }) }
  with(where: object) { return db(this.table).where(where) }
  async all() { return await db(this.table).select('id') }
  remove(id: string) { return db(this.table).where({ id }).del() }
  async drop(id: string) { await db(this.table).where({ id }).del() }
  async dropOwn(id: string, organization_id: string) {
    const row = await db(this.table).where({ id, organization_id }).first()
    if (!row) throw new Error()
    await db(this.table).where({ id }).del()
  }
  async own(id: string, organization_id: string) {
    const row = await db(this.table).where({ id }).first()
    if (row.organization_id !== organization_id) throw new Error()
    return row
  }
}
export const createRepository = (table: string) => new Store(table)
export const orders = new Store('orders')
export const currencies = new Store('currencies')
export const tables = { orders: new Store('orders') }
`

describe.each([
  ['a function that another one makes of what it is given', dal],
  ['a method of what a class makes of what it is given', classes],
])('%s', (_, home) => {
  const told = (program: string): string[] =>
    verdictsOf(`import { createRepository, currencies, db, orders, tables } from './dal'\n${program}`, schema, { 'dal.ts': home })

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
})

describe('a function that asks the same whatever it was made for', () => {
  it('is told where it stands', () => {
    const own = `import { knex } from 'knex'\nexport const createOrders = (db: any) => ({ byId: (id: string) => db('orders').where({ id }).first(), all: () => db('orders').select('id') })\nexport const orders = createOrders(knex({}))\n`
    const program = `import { orders } from './own'\nexport const f = (id: string) => [orders.byId(id), orders.all()]`
    expect(verdictsOf(program, schema, { 'own.ts': own })).toEqual([])
    expect(verdictsOf(own, schema)).toEqual(['orders: by-key', 'orders: unscoped'])
  })
})

describe('a function that is taken out of what another one makes', () => {
  const crud = `import { knex } from 'knex'
const db = knex({})
export const crud = (table: string) => ({ byId: (id: string) => db(table).where({ id }).first(), find: (id: string, organization_id: string) => db(table).where({ id, organization_id }).first() })
export const { byId: orderById, find } = crud('orders')
export const { byId: currencyById } = crud('currencies')
export const orders = { ...crud('orders'), open: () => db('orders').where({ status: 'open' }) }
`
  const told = (program: string): string[] => verdictsOf(program, schema, { 'dal.ts': crud })
  it.each([
    ["import { crud } from './dal'\nconst { byId } = crud('orders')\nexport const f = (id: string) => byId(id)", ['orders: by-key']],
    ["import { crud } from './dal'\nconst { find } = crud('orders')\nexport const f = (id: string, org: string) => find(id, org)", []],
    ["import { orderById } from './dal'\nexport const f = (id: string) => orderById(id)", ['orders: by-key']],
    ["import { find } from './dal'\nexport const f = (id: string, org: string) => find(id, org)", []],
    ["import { currencyById } from './dal'\nexport const f = (id: string) => currencyById(id)", []],
    ["import { orders } from './dal'\nexport const f = (id: string) => orders.byId(id)", ['orders: by-key']],
    ["import { orders } from './dal'\nexport const f = (id: string, org: string) => orders.find(id, org)", []],
  ])('is told where it is called: %s', (program, verdicts) => {
    expect(told(program)).toEqual(verdicts)
  })
})

describe('a function of an object into which its maker spreads what it is given', () => {
  const made = (parameter: string, spread: string): string => `import { knex } from 'knex'
const db = knex({})
export const ormify = (table: string, ${parameter}) => ({ findById: async (id: string) => { const row = await db(table).where({ id }).first(); return row }, ...${spread} })
`
  const ways = [
    ['own?: any', '(own || {})'],
    ['own?: any', '(own ?? {})'],
    ['own?: any', 'own'],
    ['own: any = {}', 'own'],
  ] as const
  const service = `import { ormify } from './dal'
const ordersFactory = () => { const orm = ormify('orders' MORE); return { ...orm, open: () => 1 } }
export const service = ({ orders }: { orders: Pick<ReturnType<typeof ordersFactory>, 'findById'> }) => ({ get: async (id: string) => { const row = await orders.findById(id); return row } })`

  it.each(ways)('is told where it is called, where that leaves it out: %s … %s', (parameter, spread) => {
    expect(verdictsOf(service.replace('MORE', ''), schema, { 'dal.ts': made(parameter, spread) })).toEqual(['orders: by-key'])
  })
  it.each(ways)('or gives it others: %s … %s', (parameter, spread) => {
    expect(verdictsOf(service.replace('MORE', ', { all: () => 1 }'), schema, { 'dal.ts': made(parameter, spread) })).toEqual([
      'orders: by-key',
    ])
  })
  it.each(ways)('is not, where it gives one of the same name: %s … %s', (parameter, spread) => {
    expect(
      verdictsOf(service.replace('MORE', ', { findById: (id: string) => cache.get(id) }'), schema, { 'dal.ts': made(parameter, spread) }),
    ).toEqual([])
  })
  it.each(ways)('nor where it gives what cannot be seen: %s … %s', (parameter, spread) => {
    expect(verdictsOf(service.replace('MORE', ', ...more'), schema, { 'dal.ts': made(parameter, spread) })).toEqual([])
    expect(verdictsOf(service.replace('MORE', ', more'), schema, { 'dal.ts': made(parameter, spread) })).toEqual([])
  })
})

describe('what is made of a class', () => {
  const told = (program: string, home: string): string[] =>
    verdictsOf(`import { Store } from './dal'\n${program}`, schema, { 'dal.ts': home })
  const knex = "import { knex } from 'knex'\nconst db = knex({})\n"
  const named = `${knex}export class Store { constructor(private readonly table: string) {} byId(id: string) { return db(this.table).where({ id }).first() } }`
  const optional = `${knex}export class Store { constructor(readonly options: { table: string }) {} byId(id: string) { return db(this.options.table).where({ id }).first() } }`
  const apart = (given: string, kept = 'table'): string =>
    `${knex}export class Store { private readonly table: string; constructor(${given}: any) { this.table = ${kept} } byId(id: string) { return db(this.table).where({ id }).first() } }`
  const handedUp = `${knex}class Base { protected table: string; constructor(table: string) { this.table = table } byId(id: string) { return db(this.table).where({ id }).first() } }
export class Store extends Base { constructor(name: string, readonly isLogged: boolean) { super(name) } }`
  const ofModels = `import { drizzle } from 'drizzle-orm/node-postgres'
import { eq } from 'drizzle-orm'
const db = drizzle({})
export class Store { constructor(private readonly table: any) {} byId(id: string) { return db.select().from(this.table).where(eq(this.table.id, id)) } }`
  const model = `import { pgTable, uuid } from 'drizzle-orm/pg-core'
const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() })
`
  it.each([
    ['options', optional, "const s = new Store({ table: 'orders' })\nexport const f = (id: string) => s.byId(id)"],
    [
      'options that it takes apart',
      apart('{ table }'),
      "const s = new Store({ table: 'orders' })\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'options that it takes apart by another name',
      apart('{ name: table }'),
      "const s = new Store({ name: 'orders', table: 'currencies' })\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'a part of its options',
      apart('options', 'options.table'),
      "const s = new Store({ table: 'orders' })\nexport const f = (id: string) => s.byId(id)",
    ],
    ['what it hands up', handedUp, "const s = new Store('orders', true)\nexport const f = (id: string) => s.byId(id)"],
    ['a table of an ORM', ofModels, `${model}const s = new Store(orders)\nexport const f = (id: string) => s.byId(id)`],
    ['a name, on the spot', named, "export const f = (id: string) => new Store('orders').byId(id)"],
    [
      'a name, by a function',
      named,
      "const make = (table: string) => new Store(table)\nconst s = make('orders')\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'a name, for a property',
      named,
      "export class Orders { private readonly s = new Store('orders')\n get(id: string) { return this.s.byId(id) } }",
    ],
    [
      'a name, for a property that a constructor sets',
      named,
      "export class Orders { private readonly s: Store\n constructor() { this.s = new Store('orders') }\n get(id: string) { return this.s.byId(id) } }",
    ],
    [
      'a name, for a private field that a constructor sets',
      named,
      "export class Orders { #s: Store\n constructor() { this.#s = new Store('orders') }\n get(id: string) { return this.#s.byId(id) } }",
    ],
  ])('is told by %s', (_, home, program) => {
    expect(told(program, home)).toEqual(['orders: by-key'])
  })
  it.each([
    [
      'another table',
      named,
      "const s = new Store('currencies')\nconst other = new Store('orders')\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'other options',
      apart('{ name: table }'),
      "const s = new Store({ table: 'orders', name: 'currencies' })\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'options that others may change',
      apart('{ table }'),
      "const s = new Store({ table: 'orders', ...given })\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'a name that is set before it is kept',
      apart('{ table }', 'table; table = other'),
      "const s = new Store({ table: 'orders' })\nexport const f = (id: string) => s.byId(id)",
    ],
    ['what nobody knows', named, 'export const f = (table: string, id: string) => new Store(table).byId(id)'],
    [
      'a name that a function chooses',
      named,
      "const make = (table: string, other = 'orders') => new Store(other)\nconst s = make('orders', name)\nexport const f = (id: string) => s.byId(id)",
    ],
    [
      'a name, for a property that is set again',
      named,
      "export class Orders { s: Store\n constructor() { this.s = new Store('orders') }\n get(id: string) { return this.s.byId(id) }\n choose(table: string) { this.s = new Store(table) } }",
    ],
    [
      'a name, for another property of that name',
      named,
      "export class Orders { s: Store; #s: Store\n constructor(s: Store) { this.#s = s; this.s = new Store('orders') }\n get(id: string) { return this.#s.byId(id) } }",
    ],
  ])('is not by %s', (_, home, program) => {
    expect(told(program, home)).toEqual([])
  })
})

describe('what is made of a class in many places', () => {
  const home = `import { knex } from 'knex'
const db = knex({})
export class Store { constructor(private readonly table: string, readonly isLogged = false) {} byId(id: string) { return db(this.table).where({ id }).first() } }
export const tables = { orders: 'orders' }`
  const told = (making: string): string[] => {
    const calls = Array.from(
      { length: 30 },
      (_, i) => `export const f${String(i)} = (id: string, ${making.includes('given') ? 'given: string' : ''}) => ${making}.byId(id)`,
    )
    return verdictsOf(`import { Store, tables } from './dal'\nconst name = 'orders'\n${calls.join('\n')}`, schema, { 'dal.ts': home })
  }
  it.each(["new Store('orders')", "new Store('orders', true)", 'new Store(name)'])('is told of all of them: %s', (making) => {
    expect(told(making)).toEqual(Array.from({ length: 30 }, () => 'orders: by-key'))
  })
  it.each(["new Store('currencies')", 'new Store(given)'])('is not: %s', (making) => {
    expect(told(making)).toEqual([])
  })
  it('is told from what is made of something else', () => {
    const program = `import { Store } from './dal'
export const f = (id: string) => { const name = 'orders'; return new Store(name).byId(id) }
export const g = (id: string) => { const name = 'currencies'; return new Store(name).byId(id) }
export const h = (id: string) => { const name = 'orders'; return new Store(name).byId(id) }`
    expect(verdictsOf(program, schema, { 'dal.ts': home })).toEqual(['orders: by-key', 'orders: by-key'])
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
