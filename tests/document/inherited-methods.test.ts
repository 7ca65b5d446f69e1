import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table currencies (id uuid primary key, code text not null);
`

const entities = `
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column({ name: 'organization_id' }) organizationId: string
  @Column() status: string
}
@Entity('currencies')
export class Currency {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column() code: string
}`

const base = `
import { FindOptionsWhere, Repository } from 'typeorm'
export abstract class BaseService<T extends { id: string }> {
  constructor(protected readonly repository: Repository<T>) {}
  findOfTenant(id: string, organizationId: string) {
    return this.repository.findOneOrFail({ where: { id, organizationId } as FindOptionsWhere<T> })
  }
  findAny(id: string) {
    return this.repository.findOneOrFail({ where: { id } as FindOptionsWhere<T> })
  }
  async load(id: string, organizationId: string) {
    return await this.findOfTenant(id, organizationId)
  }
}`

function service(body: string, entity = 'Order'): string {
  return `
import { Repository } from 'typeorm'
import { BaseService } from './base'
import { Currency, Order } from './entities'
export class OrdersService extends BaseService<${entity}> {
  constructor(private readonly orders: Repository<Order>, own: Repository<${entity}>) { super(own) }
  async run(id: string, org: string, input: any) {
${body}
  }
}`
}

function lastIn(program: string, beside: Record<string, string> = {}): string {
  return (
    verdictsOf(program, schema, { 'entities.ts': entities, 'base.ts': base, ...beside })
      .at(-1)
      ?.replace(/.*: /, '') ?? ''
  )
}

const change = `await this.orders.update(order.id, { status: 'sent' })`

describe('rows that a method of a generic class gives', () => {
  it.each([
    ['of the tenant', `const order = await this.findOfTenant(id, org)\n${change}`],
    ['by way of another method', `const order = await this.load(id, org)\n${change}`],
    ['of what it is above', `const order = await super.findOfTenant(id, org)\n${change}`],
    ['asked for before', `await this.findOfTenant(id, org)\n${change.replace('order.id', 'id')}`],
  ])('are those of the class that it is called on: %s', (_, body) => {
    expect(lastIn(service(body))).toBe('by-row')
  })

  it.each([
    ['of whoever', `const order = await this.findAny(id)\n${change}`],
    ['of no tenant', `await this.findOfTenant(id, undefined)\n${change.replace('order.id', 'id')}`],
    ['of another table', `const order = await this.findOfTenant(id, org)\n${change}`, 'Currency'],
  ])('hold nothing: %s', (_, body, entity = 'Order') => {
    expect(lastIn(service(body, entity))).toBe('by-key')
  })
})

const entity = `
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity('orders') export class Order { @PrimaryGeneratedColumn('uuid') id: string; @Column({ name: 'organization_id' }) organizationId: string; @Column() status: string }`

/** A program that changes a row which a method of `b.ts` gives, and what it imports. */
const cases: Record<string, [string, Record<string, string>]> = {
  'same file typeorm': [
    `
import { Repository } from 'typeorm'
import { Order } from './ent'
class Base<T> { constructor(protected readonly repository: Repository<T>) {}
 load(id: string, organizationId: string) { return this.repository.findOneOrFail({ where: { id, organizationId } as any }) } }
export class S extends Base<Order> { constructor(r: Repository<Order>) { super(r) }
 async run(id: string, org: string) { const o = await this.load(id, org); await this.repository.update(o.id, { status: 'x' }) } }`,
    { 'ent.ts': entity },
  ],
  injected: [
    `
import { Repository } from 'typeorm'
import { Order } from './ent'
import { S } from './s'
export class C { constructor(private readonly s: S, private readonly orders: Repository<Order>) {}
 async run(id: string, org: string) { const o = await this.s.load(id, org); await this.orders.update(o.id, { status: 'x' }) } }`,
    {
      'ent.ts': entity,
      's.ts': `
import { Repository } from 'typeorm'
import { Order } from './ent'
import { Base } from './b'
export class S extends Base<Order> { constructor(r: Repository<Order>) { super(r) } }`,
      'b.ts': `
import { Repository } from 'typeorm'
export class Base<T> { constructor(protected readonly repository: Repository<T>) {}
 load(id: string, organizationId: string) { return this.repository.findOneOrFail({ where: { id, organizationId } as any }) } }`,
    },
  ],
  'what extends a repository': [
    `
import { Order } from './ent'
import { Base } from './b'
export class OrderRepository extends Base<Order> {
 async run(id: string, org: string) { const o = await this.load(id, org); await this.update(o.id, { status: 'x' }) } }`,
    {
      'ent.ts': entity,
      'b.ts': `
import { Repository } from 'typeorm'
export class Base<T> extends Repository<T> {
 load(id: string, organizationId: string) { return this.findOneOrFail({ where: { id, organizationId } as any }) } }`,
    },
  ],
  'typeorm super(Order)': [
    `
import { DataSource } from 'typeorm'
import { Order } from './ent'
import { Base } from './b'
export class S extends Base<Order> { constructor(ds: DataSource) { super(Order, ds) }
 async run(id: string, org: string) { const o = await this.load(id, org); await this.repository.update(o.id, { status: 'x' }) } }`,
    {
      'ent.ts': entity,
      'b.ts': `
import { DataSource, EntityTarget, Repository } from 'typeorm'
export class Base<T> { protected readonly repository: Repository<T>
 constructor(entity: EntityTarget<T>, ds: DataSource) { this.repository = ds.getRepository(entity) }
 load(id: string, organizationId: string) { return this.repository.findOneOrFail({ where: { id, organizationId } as any }) } }`,
    },
  ],
  'knex abstract': [
    `
import { Base } from './b'
export class S extends Base { protected readonly table = 'orders'
 async run(id: string, org: string) { const o = await this.load(id, org); await this.knex('orders').where({ id: o.id }).update({ status: 'x' }) } }`,
    {
      'b.ts': `
import { Knex } from 'knex'
export abstract class Base { constructor(protected readonly knex: Knex) {}
 protected abstract readonly table: string
 async load(id: string, organizationId: string) { const row = await this.knex(this.table).where({ id, organization_id: organizationId }).first(); if (!row) throw new Error(); return row } }`,
    },
  ],
  'knex super': [
    `
import { Knex } from 'knex'
import { Base } from './b'
export class S extends Base { constructor(knex: Knex) { super(knex, 'orders') }
 async run(id: string, org: string) { const o = await this.load(id, org); await this.knex(this.table).where({ id: o.id }).update({ status: 'x' }) } }`,
    {
      'b.ts': `
import { Knex } from 'knex'
export abstract class Base { constructor(protected readonly knex: Knex, protected readonly table: string) {}
 async load(id: string, organizationId: string) { const row = await this.knex(this.table).where({ id, organization_id: organizationId }).first(); if (!row) throw new Error(); return row } }`,
    },
  ],
  'sql text': [
    `
import { Pool } from 'pg'
import { Base } from './b'
export class S extends Base { get table() { return 'orders' }
 async run(id: string, org: string) { const o = await this.load(id, org); await this.pool.query('update orders set status = $2 where id = $1', [o.id, 'x']) } }`,
    {
      'b.ts': `
import { Pool } from 'pg'
export abstract class Base { constructor(protected readonly pool: Pool) {}
 abstract get table(): string
 async load(id: string, org: string) { const { rows: [row] } = await this.pool.query(\`select * from \${this.table} where id = $1 and organization_id = $2\`, [id, org]); if (!row) throw new Error(); return row } }`,
    },
  ],
  'sequelize static': [
    `
import { Order } from './ent'
export async function run(id: string, org: string) { const o = await Order.load(id, org); await Order.update({ status: 'x' }, { where: { id: o.id } }) }`,
    {
      'b.ts': `
import { Model } from 'sequelize'
export class Base extends Model { static async load(id: string, org: string) { const row = await this.findOne({ where: { id, organizationId: org } }); if (!row) throw new Error(); return row } }`,
      'ent.ts': `
import { DataTypes } from 'sequelize'
import { Base } from './b'
import { sequelize } from './db'
export class Order extends Base {}
Order.init({ id: { type: DataTypes.UUID, primaryKey: true }, organizationId: { type: DataTypes.UUID, field: 'organization_id' }, status: DataTypes.TEXT }, { sequelize, tableName: 'orders' })`,
    },
  ],
  'objection static': [
    `
import { Order } from './ent'
export async function run(id: string, org: string) { const o = await Order.load(id, org); await Order.query().findById(o.id).patch({ status: 'x' }) }`,
    {
      'b.ts': `
import { Model } from 'objection'
export class Base extends Model { static async load(id: string, org: string) { const row = await this.query().findOne({ id, organization_id: org }); if (!row) throw new Error(); return row } }`,
      'ent.ts': `
import { Base } from './b'
export class Order extends Base { static tableName = 'orders' }`,
    },
  ],
  mikro: [
    `
import { Order } from './ent'
import { Base } from './b'
export class OrderRepo extends Base<Order> {
 async run(id: string, org: string) { const o = await this.load(id, org); await this.nativeUpdate({ id: o.id }, { status: 'x' }) } }`,
    {
      'ent.ts': `
import { Entity, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'orders' }) export class Order { @PrimaryKey() id: string; @Property() organizationId: string; @Property() status: string }`,
      'b.ts': `
import { EntityRepository } from '@mikro-orm/core'
export class Base<T extends object> extends EntityRepository<T> {
 load(id: string, organizationId: string) { return this.findOneOrFail({ id, organizationId } as any) } }`,
    },
  ],
  kysely: [
    `
import { Base } from './b'
export class S extends Base { table = 'orders' as const
 async run(id: string, org: string) { const o = await this.load(id, org); await this.db.updateTable('orders').set({ status: 'x' }).where('id', '=', o.id).execute() } }`,
    {
      'b.ts': `
import { Kysely } from 'kysely'
export abstract class Base { constructor(protected readonly db: Kysely<any>) {}
 protected abstract readonly table: 'orders'
 load(id: string, org: string) { return this.db.selectFrom(this.table).selectAll().where('id', '=', id).where('organization_id', '=', org).executeTakeFirstOrThrow() } }`,
    },
  ],
  'drizzle super': [
    `
import { eq } from 'drizzle-orm'
import { orders } from './ent'
import { Base } from './b'
export class S extends Base { constructor(db) { super(db, orders) }
 async run(id: string, org: string) { const o = await this.load(id, org); await this.db.update(orders).set({ status: 'x' }).where(eq(orders.id, o.id)) } }`,
    {
      'ent.ts': `
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), status: text('status') })`,
      'b.ts': `
import { and, eq } from 'drizzle-orm'
import { NodePgDatabase } from 'drizzle-orm/node-postgres'
export abstract class Base { constructor(protected readonly db: NodePgDatabase, protected readonly table: any) {}
 async load(id: string, org: string) { const [row] = await this.db.select().from(this.table).where(and(eq(this.table.id, id), eq(this.table.organizationId, org))); if (!row) throw new Error(); return row } }`,
    },
  ],
}

describe('what a class that is extended asks for', () => {
  it.each(Object.entries(cases))('is that of the class that it is called on: %s', (_, [program, files]) => {
    expect(verdictsOf(program, schema, files)).toEqual(['orders: by-row'])
  })

  it.each(Object.entries(cases))('holds nothing where it asks for no tenant: %s', (name, [program, files]) => {
    const without = (text: string): string =>
      text.replace(
        /, organizationId(?= \}(?: as any)?[ )])|, organization(?:_i|I)d: (?:org|organizationId)(?= \})| and organization_id = \$2|\.where\('organization_id', '=', org\)|, eq\(this\.table\.organizationId, org\)/,
        '',
      )
    const beside = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, without(text)]))
    // A row of Sequelize goes by what loaded it, which is told of the class that inherits that.
    const verdict = name === 'sequelize static' ? 'dynamic' : 'by-key'
    expect(new Set(verdictsOf(without(program), schema, beside))).toEqual(new Set([`orders: ${verdict}`]))
  })
})

const loading = `async load(id: string, org: string) { const row = await this.knex(this.table).where({ id, organization_id: org }).first(); if (!row) throw new Error(); return row }`
const finding = `protected of(org: string) { return this.knex('orders').where({ organization_id: org }) }
 async load(id: string, org: string) { const row = await this.of(org).where({ id }).first(); if (!row) throw new Error(); return row }`
const checking = `async check(id: string, org: string) { const row = await this.knex('orders').where({ id, organization_id: org }).first(); if (!row) throw new Error() }
 async load(id: string, org: string) { await this.check(id, org); const row = await this.knex('orders').where({ id }).first(); if (!row) throw new Error(); return row }`
const taken = 'constructor(protected readonly knex: Knex) {}'
const kept = 'constructor(protected readonly knex: Knex, protected table: string) {}'
const handed = `constructor(knex: Knex) { super(knex, 'orders') }`

/** What a class that extends another one says of a row that its `load` gives. */
function heirOf(base: string, own: string, between?: string): string {
  const program = `
import { Knex } from 'knex'
import { Base } from './${between === undefined ? 'b' : 'm'}'
export class S extends Base { ${own}
 async run(id: string, org: string) { const o = await this.load(id, org); await this.knex('orders').where({ id: o.id }).update({ status: 'x' }) } }`
  const files = {
    'b.ts': `import { Knex } from 'knex'\nexport class Base { ${base} }`,
    'm.ts': `import { Knex } from 'knex'\nimport { Base as Root } from './b'\nexport class Base extends Root { ${between ?? ''} }`,
  }
  return verdictsOf(program, schema, files).at(-1) ?? ''
}

describe('what classes say that others extend', () => {
  it.each([
    ['a table that is handed up', `${kept} ${loading}`, handed],
    ['through a class without a constructor', `${kept} ${loading}`, handed, ''],
    ['through the constructor between', `${kept} ${loading}`, handed, 'constructor(knex: Knex, name: string) { super(knex, name) }'],
    ['a method that is theirs alone', `${taken} ${finding}`, ''],
    ['beside a static one of the same name', `${taken} ${finding}`, `static of() { return {} }`],
    ['a name that a symbol has', `${taken} ${finding}`, `*[Symbol.iterator]() {}`],
  ])('is followed: %s', (_, base, own, between?: string) => {
    expect(heirOf(base, own, between)).toBe('orders: by-row')
  })

  it.each([
    [
      'a table that is set after it was handed up',
      `${kept} ${loading}`,
      `constructor(knex: Knex) { super(knex, 'orders'); this.table = 'currencies' }`,
    ],
    ['by its name in brackets', `${kept} ${loading}`, `constructor(knex: Knex) { super(knex, 'orders'); this['table'] = 'currencies' }`],
    ['out of an object', `${kept} ${loading}`, `constructor(knex: Knex, o: any) { super(knex, 'orders'); ({ table: this.table } = o) }`],
    ['whatever its type', `${kept} ${loading}`, `constructor(knex: Knex) { super(knex, 'orders'); (this as any).table = 'currencies' }`],
    [
      'a default that the heir sets',
      `protected table = 'orders'; ${taken} ${loading}`,
      `constructor(knex: Knex) { super(knex); this.table = 'currencies' }`,
    ],
    [
      'a parameter that is set again',
      `table: string; constructor(protected knex: Knex, table: string) { table = 'currencies'; this.table = table } ${loading}`,
      handed,
    ],
    [
      'a parameter of a block that has another',
      `table: string; constructor(protected knex: Knex, table: string) { { const table = 'currencies'; this.table = table } } ${loading}`,
      handed,
    ],
    [
      'a parameter that is kept at times',
      `table = 'currencies'; constructor(protected knex: Knex, table: string, own = false) { if (own) this.table = table } ${loading}`,
      handed,
    ],
    ['a property that others set', `${kept} ${loading} static move(one: Base, to: string) { one.table = to }`, handed],
    [
      'the `super` of a class within',
      `${kept} ${loading}`,
      `constructor(knex: Knex) { class Other extends Base { constructor() { super(knex, 'orders') } } super(knex, 'currencies') }`,
    ],
    [
      'one `super` of two',
      `${kept} ${loading}`,
      `constructor(knex: Knex, own: boolean) { if (own) super(knex, 'orders'); else super(knex, 'currencies') }`,
    ],
    [
      'what the constructor between makes of it',
      `${kept} ${loading}`,
      handed,
      `constructor(knex: Knex, name: string) { super(knex, 'old_' + name) }`,
    ],
    ['a decorated property', `${taken} ${loading}`, `@Named() readonly table = 'orders'`],
    ['a method of the heir', `${taken} ${finding}`, `protected of() { return this.knex('orders') }`],
    ['a method between', `${taken} ${finding}`, '', `protected of() { return this.knex('orders') }`],
    ['a method that is named by a text', `${taken} ${finding}`, `async ['load'](id: string) { return { id } }`],
    ['a quoted method', `${taken} ${finding}`, `async 'load'(id: string) { return { id } }`],
    ['a method of a name that is worked out', `${taken} ${finding}`, `async [method](id: string) { return { id } }`],
    [
      'a private table of the heir that the base has, too',
      `#table = 'currencies'; ${taken} ${loading.replace('this.table', 'this.#table')}`,
      `#table = 'orders'`,
    ],
    [
      'a method that is called by another name of `this`',
      `${taken} ${checking.replace('await this.check', 'const self = this; await self.check')}`,
      `async check() {}`,
    ],
    ['a check of the heir', `${taken} ${checking}`, `async check() {}`],
  ])('is not what the heir does otherwise: %s', (_, base, own, between?: string) => {
    expect(heirOf(base, own, between)).toBe('orders: by-key')
  })

  it('is that of each class, also of two that stand in one file', () => {
    const find = loading.replace('load', 'find')
    const program = `
import { Base } from './b'
export class S extends Base { readonly table = 'currencies'
 async run(id: string, org: string) {
  const a = await this.load(id, org); await this.knex('orders').where({ id: a.id }).update({ status: 'x' })
  const b = await this.find(id, org); await this.knex('orders').where({ id: b.id }).update({ status: 'x' }) } }`
    const beside = `import { Knex } from 'knex'\nclass Root { ${taken} ${loading} }\nexport class Base extends Root { readonly table = 'orders'; ${find} }`
    expect(verdictsOf(program, schema, { 'b.ts': beside })).toEqual(['orders: by-key', 'orders: by-key'])
  })

  it('is what the base has for itself, where that is private', () => {
    const of = (where: string): string => `#of(id: string, org: string) { return this.knex('orders').where({ ${where} }).first() }`
    const load = `async load(id: string, org: string) { const row = await this.#of(id, org); if (!row) throw new Error(); return row }`
    expect(heirOf(`${taken} ${of('id')} ${load}`, of('id, organization_id: org'))).toBe('orders: by-key')
  })

  it('is not known where a class of the same file does otherwise, be it by way of another one', () => {
    const program = `
import { Knex } from 'knex'
class Base { ${taken} ${finding}
 async run(id: string, org: string) { const o = await this.load(id, org); await this.knex('orders').where({ id: o.id }).update({ status: 'x' }) } }
class Between extends Base {}
export class S extends Between { async load(id: string) { return { id } } }`
    expect(verdictsOf(program, schema).at(-1)).toBe('orders: by-key')
  })
})

describe('rows that heirs load', () => {
  const taken = 'constructor(protected readonly knex: Knex) {}'
  const load =
    'async load(id, org) { const row = await this.knex(this.table).where({ id, organization_id: org }).first(); if (!row) throw new Error(); return row }'
  const change = `await this.knex('orders').where({ id: o.id }).update({ status: 'x' })`
  const run = `async run(id, org) { const o = await this.load(id, org); ${change} }`
  const knex = `import { Knex } from 'knex'\n`

  /** The verdict of the last query of a program. */
  const last = (program: string, beside: string): string | undefined =>
    verdictsOf(`${knex}import { Base } from './b'\n${program}`, schema, { 'b.ts': knex + beside })
      .at(-1)
      ?.replace(/.*: /, '')

  const abstract = `export abstract class Base { ${taken} protected abstract readonly table: string\n${load} }`

  it.each([
    ['one way or another', 'if (flag) return this.a.load(id, org); return this.b.load(id, org)'],
    ['by a condition', 'return flag ? this.a.load(id, org) : this.b.load(id, org)'],
  ])('two heirs of one class are two: %s', (_, body) => {
    const classes = `class A extends Base { readonly table = 'orders' }\nclass B extends Base { readonly table = 'currencies' }`
    const service = (text: string): string => `${classes}
class C { constructor(private a: A, private b: B, private knex: Knex) {}
  async get(id, org, flag) { ${text} }
  async run(id, org, flag) { const o = await this.get(id, org, flag); ${change} } }`
    expect(last(service(body), abstract)).toBe('by-key')
    expect(last(service(body.replaceAll('this.b', 'this.a')), abstract)).toBe('by-row')
  })

  it('what is private is of the class that it is written in', () => {
    const program = `import { Repository } from 'typeorm'
import { Currency, Order } from './entities'
import { Base } from './base'
export class S extends Base<Currency> { #repo: Repository<Order>
  async run(id: string, org: string) { const o = await this.load(id, org); await this.#repo.update(o.id, { status: 'x' }) } }`
    const beside = `import { Repository } from 'typeorm'
export abstract class Base<T extends { id: string }> { #repo: Repository<T>
  load(id: string, organizationId: string) { return this.#repo.findOneOrFail({ where: { id, organizationId } as any }) } }`
    expect(verdictsOf(program, schema, { 'base.ts': beside, 'entities.ts': entities })).toEqual(['orders: by-key'])
  })

  it.each([
    ['R extends Mid<Currency, Order>', 'class Mid<A, B> extends Base<B> {}', 'by-row'],
    ['R extends Mid<Order, Currency>', 'class Mid<A, B> extends Base<B> {}', 'by-key'],
    ['R extends Mid<Order>', 'class Mid<X> extends Base<Currency> {}', 'by-key'],
  ])('the entity is the one that is handed on: %s, %s', (heir, between, verdict) => {
    const mikro = `import { EntityRepository } from '@mikro-orm/core'\nimport { Order, Currency } from './ent'`
    const found = verdictsOf(
      `${mikro}\nimport { Base } from './b'\n${between}
class ${heir} { async run(id: string, org: string) { const o = await this.load(id, org); await this.em.nativeUpdate(Order, { id: o.id }, { status: 'x' }) } }`,
      schema,
      {
        'b.ts': `${mikro}\nexport class Base<T extends object> extends EntityRepository<T> {
  load(id: string, organizationId: string) { return this.findOneOrFail({ id, organizationId } as any) } }`,
        'ent.ts': `import { Entity, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'orders' }) export class Order { @PrimaryKey() id: string; @Property() organizationId: string; @Property() status: string }
@Entity({ tableName: 'currencies' }) export class Currency { @PrimaryKey() id: string; @Property() code: string; @Property() organizationId: string }`,
      },
    )
    expect(found.at(-1)).toBe(`orders: ${verdict}`)
  })

  it.each([
    ['const self = this; self.table = "currencies" }'],
    ['} static make(knex) { const made = new S(knex); made.table = "currencies"; return made }'],
  ])('a table that is set by another name is none: %s', (sets) => {
    const base = `export class Base { constructor(protected readonly knex: Knex, protected table: string) {}\n${load} }`
    const heir = (text: string): string => `class S extends Base { constructor(knex) { super(knex, 'orders'); ${text} ${run} }`
    expect([last(heir(sets), base), last(heir('}'), base)]).toEqual(['by-key', 'by-row'])
  })

  it.each([
    ['the method', "const row = await this.knex('orders').where({ id }).first(); if (!row) throw new Error(); return row"],
    ['its row', "const p = await this.check(id, org); return await this.knex('orders').where({ id: p.id }).first()"],
  ])('a method of the class above may go by another one: %s', (_, body) => {
    const check = (text: string): string =>
      `async check(id, org) { const row = await this.knex('orders').where({ ${text} }).first(); if (!row) throw new Error(); return row }`
    const base = (text: string): string =>
      `export class Base { ${taken}\n${check(text)}\nasync load(id, org) { await this.check(id, org); ${body} } }`
    const heir = `class S extends Base { ${run} }`
    expect([last(heir, base('id, organization_id: org')), last(heir, base('id'))]).toEqual(['by-row', 'by-key'])
  })

  it('methods of heirs that call each other come to an end', () => {
    const base = `export class Base { ${taken}\nasync load(id, org) { const o = await this.other(id, org); return o }\nasync other(id, org) { const o = await this.load(id, org); return o } }`
    expect(last(`class S extends Base { ${run} }`, base)).toBe('by-key')
  })
})
