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
  constructor(private readonly orders: Repository<Order>) { super(orders) }
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

  it.each(Object.entries(cases))('holds nothing where it asks for no tenant: %s', (_, [program, files]) => {
    const without = (text: string): string =>
      text.replace(
        /, organizationId(?= \}(?: as any)?[ )])|, organization(?:_i|I)d: (?:org|organizationId)(?= \})| and organization_id = \$2|\.where\('organization_id', '=', org\)|, eq\(this\.table\.organizationId, org\)/,
        '',
      )
    expect(
      verdictsOf(without(program), schema, Object.fromEntries(Object.entries(files).map(([path, text]) => [path, without(text)]))),
    ).toEqual(['orders: by-key'])
  })
})
