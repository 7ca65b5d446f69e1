import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../support/app-verdicts.ts'

/** The verdicts of the queries of a program, beside its entities. */
function verdictsIn(library: string, entities: string, program: string): readonly string[] {
  return verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { [library]: '1.0.0', pg: '8.0.0' } }),
    'entities.ts': entities,
    'app.ts': program,
  })
}

const cases: readonly (readonly [given: string, key: string, verdict: string])[] = [
  ['order: Order', 'order.id', 'dynamic'],
  ['order: Order', 'order', 'dynamic'],
  ['@Parent() order: Order', 'order.id', 'dynamic'],
  ['@Body() order: Order', 'order.id', 'by-reference'],
  ['@nest.Args("order") order: Order', 'order.id', 'by-reference'],
  ['order: Partial<Order>', 'order.id', 'by-reference'],
  ['order: OrderInput', 'order.id', 'by-reference'],
  ['input: { order: Order }', 'input.order.id', 'by-reference'],
  ['order: any', 'order.id', 'by-reference'],
  ['order: Order | null', 'order!.id', 'dynamic'],
  ['order: Order | Id', 'order', 'by-reference'],
]

describe('a key of what a parameter is by its type', () => {
  it.each(cases)('of MikroORM, as %s: %s', (given, key, verdict) => {
    const entities = `
      import { Entity, PrimaryKey, Property, ManyToOne } from '@mikro-orm/core'
      @Entity() export class Organization { @PrimaryKey() id!: number; @Property() name!: string }
      @Entity() export class Order { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization }
      @Entity() export class Item { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization; @ManyToOne(() => Order) order!: Order }`
    const program = `
      import { EntityManager } from '@mikro-orm/postgresql'
      import { Item, Order } from './entities'
      type Id = string
      export class Items {
        constructor(private em: EntityManager) {}
        of(${given}) { return this.em.find(Item, { order: ${key} }) }
      }`
    expect(verdictsIn('@mikro-orm/postgresql', entities, program)).toEqual([verdict])
  })

  it.each(cases.filter(([, key]) => key !== 'order'))('of TypeORM, as %s: %s', (given, key, verdict) => {
    const entities = `
      import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
      @Entity() export class Organization { @PrimaryGeneratedColumn() id!: number }
      @Entity() export class Order { @PrimaryGeneratedColumn() id!: number; @Column() organizationId!: number; @ManyToOne(() => Organization) organization!: Organization }
      @Entity() export class Item {
        @PrimaryGeneratedColumn() id!: number
        @Column() organizationId!: number
        @ManyToOne(() => Organization) organization!: Organization
        @Column() orderId!: number
        @ManyToOne(() => Order) order!: Order
      }`
    const program = `
      import { Repository } from 'typeorm'
      import { Item, Order } from './entities'
      type Id = string
      export class Items {
        constructor(private items: Repository<Item>) {}
        of(${given}) { return this.items.find({ where: { orderId: ${key} } }) }
      }`
    expect(verdictsIn('typeorm', entities, program)).toEqual([verdict])
  })

  it.each([
    ['@Body() order: Order', 'by-reference'],
    ['@Parent() order: Order', 'dynamic'],
  ])('of MikroORM, where a private method is given %s: %s', (given, verdict) => {
    const entities = `
      import { Entity, PrimaryKey, ManyToOne } from '@mikro-orm/core'
      @Entity() export class Organization { @PrimaryKey() id!: number }
      @Entity() export class Order { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization }
      @Entity() export class Item { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization; @ManyToOne(() => Order) order!: Order }`
    const program = `
      import { EntityManager } from '@mikro-orm/postgresql'
      import { Item, Order } from './entities'
      export class Items {
        constructor(private em: EntityManager) {}
        all(${given}) { return this.of(order) }
        private of(one: Order) { return this.em.find(Item, { order: one.id }) }
      }`
    expect(verdictsIn('@mikro-orm/postgresql', entities, program)).toEqual([verdict])
  })
})

describe('what hangs on an entity, and rows that are asked for themselves', () => {
  const asked: readonly (readonly [given: string, call: string, verdict: string])[] = [
    ["order: Loaded<Order, 'buyer'>", 'em.find(Item, { order })', 'dynamic'],
    ['order: Ref<Order>', 'em.find(Item, { order })', 'dynamic'],
    ['order: Rel<Order>', 'em.find(Item, { order: order.id })', 'dynamic'],
    ['orders: Order[]', 'Promise.all(orders.map((order) => em.find(Item, { order })))', 'dynamic'],
    ['orders: Order[]', 'em.find(Item, { order: { $in: orders.map((order) => order.id) } })', 'dynamic'],
    ['item: Item', 'em.find(Item, { order: item.order.id })', 'dynamic'],
    ["item: Loaded<Item, 'order'>", 'em.findOne(Order, item.order.id)', 'dynamic'],
    ['@Body() item: Item', 'em.find(Item, { order: item.order.id })', 'by-reference'],
    ['order: Order', 'em.find(Item, { order: order.meta.id })', 'by-reference'],
    ['orders: string[]', 'Promise.all(orders.map((order) => em.find(Item, { order })))', 'by-reference'],
    ['order: EntityDTO<Order>', 'em.find(Item, { order: order.id })', 'by-reference'],
  ]

  it('of MikroORM', () => {
    const entities = `
      import { Entity, PrimaryKey, Property, ManyToOne } from '@mikro-orm/core'
      @Entity() export class Organization { @PrimaryKey() id!: number }
      @Entity() export class Order {
        @PrimaryKey() id!: number
        @ManyToOne(() => Organization) organization!: Organization
        @Property({ type: 'json' }) meta!: any
      }
      @Entity() export class Item { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization; @ManyToOne(() => Order) order!: Order }`
    const program = `
      import { EntityManager, type EntityDTO, type Loaded, type Ref, type Rel } from '@mikro-orm/postgresql'
      import { Item, Order } from './entities'
      export class Items {
        constructor(private em: EntityManager) {}
        ${asked.map(([given, call], i) => `m${String(i)}(${given}) { const { em } = this; return ${call} }`).join('\n')}
      }`
    const verdicts = verdictsIn('@mikro-orm/postgresql', entities, program)
    expect(asked.map(([given, call], i) => [given, call, verdicts[i]])).toEqual(asked)
  })
})
