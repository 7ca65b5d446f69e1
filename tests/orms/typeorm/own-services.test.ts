import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
`

const beside = {
  'order.ts': `
import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('orders')
export class Order {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @Column() status: string
}`,
  'order.repository.ts': `
import { DataSource, Repository } from 'typeorm'
import { Order } from './order'
export class OrderRepository extends Repository<Order> {
  constructor(source: DataSource) { super(Order, source.manager) }
  open() { return [] }
}`,
  'connection.ts': `
import { DataSource, type ObjectType, type Repository } from 'typeorm'
import { Context } from './context'
export class TenantConnection {
  constructor(private source: DataSource) {}
  getRepository<T>(target: ObjectType<T>): Repository<T>
  getRepository<T>(context: Context | undefined, target: ObjectType<T>): Repository<T>
  getRepository<T>(contextOrTarget: Context | ObjectType<T> | undefined, target?: ObjectType<T>): Repository<T> {
    const manager = contextOrTarget instanceof Context ? contextOrTarget.manager : undefined
    return manager ? manager.getRepository(target) : this.source.getRepository(target)
  }
}`,
  'context.ts': `export class Context { manager: any; organizationId: string }`,
  'lists.ts': `
import type { ObjectType } from 'typeorm'
import { TenantConnection } from './connection'
import type { Context } from './context'
interface Asked { context?: Context; where?: object }
export class Lists {
  constructor(private connection: TenantConnection) {}
  build<T>(entity: ObjectType<T>, take: number, asked: Asked = {}) {
    const alias = entity.name.toLowerCase()
    const builder = asked.context
      ? this.connection.getRepository(asked.context, entity).createQueryBuilder(alias)
      : this.connection.getRepository(entity).createQueryBuilder(alias)
    builder.setFindOptions({ take, where: asked.where ?? {} })
    return builder
  }
  async sent<T>(entity: ObjectType<T>) {
    return this.connection.getRepository(entity).createQueryBuilder('order').getMany()
  }
  again<T>(entity: ObjectType<T>) {
    return this.again(entity).andWhere('order.status = 1')
  }
}`,
}

function verdictsIn(method: string): string[] {
  const program = `
import { EntitySchema } from 'typeorm'
import { Container } from 'typedi'
import { OrderRepository } from './order.repository'
import { TenantConnection } from './connection'
import { Context } from './context'
import { Lists } from './lists'
import { Order } from './order'
const OrderSchema = new EntitySchema({ name: 'Order', tableName: 'orders', columns: { id: { type: 'uuid', primary: true }, organizationId: { type: 'uuid', name: 'organization_id' } } })
export class Orders {
  constructor(private connection: TenantConnection, private lists: Lists) {}
  ${method}
}`
  return verdictsOf(program, schema, beside)
}

describe('a service of the program that gives repositories', () => {
  it.each([
    ['run(context: Context) { return this.connection.getRepository(context, Order).find({ where: { status: "open" } }) }', 'unscoped'],
    [
      'run(context: Context) { return this.connection.getRepository(context, Order).find({ where: { organizationId: context.organizationId } }) }',
      'scoped',
    ],
    ['run(context: Context) { return this.connection.getRepository(context, OrderSchema).find() }', 'unscoped'],
    [
      'run(context: Context) { return this.connection.getRepository(context, Order).createQueryBuilder("order").where("order.organizationId = :id", { id: context.organizationId }).getMany() }',
      'scoped',
    ],
    ['run() { return this.connection.getRepository(Order).find() }', 'unscoped'],
  ])('is asked by the entity among what it is given: %s', (method, verdict) => {
    expect(verdictsIn(method)).toEqual([`orders: ${verdict}`])
  })
})

describe('a container that is asked by a class', () => {
  it.each([
    ['find() { return Container.get(OrderRepository).find({ where: { status: "open" } }) }', ['orders: unscoped']],
    ['find(org: string) { return Container.get(OrderRepository).find({ where: { organizationId: org } }) }', ['orders: scoped']],
    [
      'async find() { const orders = this.modules.resolve(OrderRepository); return orders.findBy({ status: "open" }) }',
      ['orders: unscoped'],
    ],
    ['find() { return Container.get(Context).find({ where: { status: "open" } }) }', []],
    ['find() { return Container.get(OrderRepository).open() }', []],
  ])('gives the repository: %s', (method, verdicts) => {
    expect(verdictsIn(method)).toEqual(verdicts)
  })
})

describe('a service of the program that gives builders', () => {
  const own = '{ context, where: { organizationId: context.organizationId } }'

  it.each([
    [`run(context: Context) { return this.lists.build(Order, 10, ${own}).getMany() }`, 'scoped'],
    ['run(context: Context) { return this.lists.build(Order, 10, { context }).getMany() }', 'unscoped'],
    ['run(context: Context) { return this.lists.build(Order, 10).getManyAndCount() }', 'unscoped'],
    [
      `run(context: Context) { return this.lists.build(Order, 10, ${own}).andWhere('order.status = :status', { status: 'open' }).getMany() }`,
      'scoped',
    ],
    [
      `run(context: Context) { return this.lists.build(Order, 10, ${own}).where('order.id = :id', { id }).orWhere('order.status = :status', { status: 'open' }).getMany() }`,
      'scoped',
    ],
    [
      "run(context: Context) { return this.lists.build(Order, 10, { context }).where('order.organizationId = :id', context).orWhere('order.status = :status', { status: 'open' }).getMany() }",
      'vacuous',
    ],
    [
      `run(context: Context) { const all = this.lists.build(Order, 10, { context }); all.andWhere('order.organizationId = :id', { id: context.organizationId }); return all.getMany() }`,
      'scoped',
    ],
  ])('is followed into another file: %s', (method, verdict) => {
    expect(verdictsIn(method)).toEqual([`orders: ${verdict}`])
  })

  it('what it never gives is none', () => {
    expect(verdictsIn('run() { return this.lists.again(Order).getMany() }')).toEqual([])
  })

  it('what it has sent itself is told where it is given the entity', () => {
    expect(verdictsIn('async run() { return (await this.lists.sent(Order)).find((order) => order.id) }')).toEqual(['orders: unscoped'])
  })
})

describe('a function that keeps how repositories are got', () => {
  const files = {
    ...beside,
    'factory.ts': `
import type { EntityManager, EntitySchema, ObjectLiteral, Repository } from 'typeorm'
import { source } from './source'
type Getter<T extends ObjectLiteral> = (manager?: EntityManager) => Repository<T>
const known = new Map<EntitySchema, unknown>()
export const repoFactory = <T extends ObjectLiteral>(entity: EntitySchema<T>): Getter<T> => {
  if (known.has(entity)) return known.get(entity) as Getter<T>
  const made: Getter<T> = (manager?: EntityManager): Repository<T> => manager?.getRepository(entity) ?? source().getRepository(entity)
  known.set(entity, made)
  return made
}`,
    'source.ts': `
import { DataSource } from 'typeorm'
let kept: DataSource | null = null
export const source = (): DataSource => { if (kept === null) kept = new DataSource({ type: 'postgres' }); return kept }`,
  }
  const asked = (call: string): string[] =>
    verdictsOf(
      `
import { EntitySchema, type EntityManager } from 'typeorm'
import { repoFactory } from './factory'
const OrderEntity = new EntitySchema({ name: 'order', tableName: 'orders', columns: { id: { type: 'uuid', primary: true }, organizationId: { type: 'uuid', name: 'organization_id' }, status: { type: String } } })
const orderRepo = repoFactory(OrderEntity)
export const run = (manager: EntityManager, organizationId: string, id: string) => ${call}`,
      schema,
      files,
    )

  it.each([
    ["orderRepo().findBy({ status: 'open' })", 'unscoped'],
    ["orderRepo(manager).findBy({ organizationId, status: 'open' })", 'scoped'],
    ['orderRepo().findOneBy({ id })', 'by-key'],
    ["orderRepo().createQueryBuilder('o').where({ organizationId }).andWhere('o.status = 1').getMany()", 'scoped'],
    ["orderRepo().createQueryBuilder('o').where('o.status = 1').getMany()", 'unscoped'],
  ])('is called for one: %s', (call, verdict) => {
    expect(asked(call)).toEqual([`orders: ${verdict}`])
  })

  const kept = `
import { EntitySchema } from 'typeorm'
import { repoFactory } from './factory'
const OrderEntity = new EntitySchema({ name: 'order', tableName: 'orders', columns: { id: { type: 'uuid', primary: true }, organizationId: { type: 'uuid', name: 'organization_id' }, status: { type: String } } })
export const orderRepo = repoFactory(OrderEntity)
export const orders = orderRepo()`

  it.each([
    ['export const run = (id: string) => orderRepo().delete(id)', 'by-key'],
    ['export const run = (id: string) => orderRepo().find()', 'unscoped'],
    ['const repo = orderRepo(); export const run = () => repo.count()', 'unscoped'],
    ['export const run = (id: string) => orders.findOneBy({ id })', 'by-key'],
    ['export const run = (status: string) => orders.findBy({ status })', 'unscoped'],
    ["export const run = () => orders.createQueryBuilder('o').getMany()", 'unscoped'],
    ['export const run = (organizationId: string) => orders.countBy({ organizationId })', 'scoped'],
  ])('is asked in a file that says nothing of the library: %s', (text, verdict) => {
    const made = verdictsOf(`import { orderRepo, orders } from './kept'\n${text}`, schema, { ...files, 'kept.ts': kept })
    expect(made).toEqual([`orders: ${verdict}`])
  })
})
