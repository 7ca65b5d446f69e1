import { expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

const entities = `
import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/core'
@Entity() export class Organization { @PrimaryKey() id!: number }
@Entity() export class Order { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization }
@Entity() export class Item {
  @PrimaryKey() id!: number
  @ManyToOne(() => Organization) organization!: Organization
  @ManyToOne(() => Order) order!: Order
}`

const service = `
import { EntityManager } from '@mikro-orm/postgresql'
import { Item, Order } from './entities'
export class OrdersService {
  constructor(private em: EntityManager) {}
  async find(id: number, organization: number) {
    const order = await this.em.findOne(Order, { id, organization })
    if (!order) throw new Error()
    return order
  }
  unheld(id: number) { return this.em.findOneOrFail(Order, { id }) }
  list(organization: number) { return this.em.find(Order, { organization }) }
  item(id: number, organization: number) { return this.em.findOneOrFail(Item, { id, organization }) }
  async both(id: number, organization: number) {
    const order = await this.em.findOneOrFail(Order, { id, organization })
    return { order, organization }
  }
}`

const cases: readonly (readonly [body: string, verdict: string])[] = [
  ['const order = await this.orders.find(id, org); return this.em.find(Item, { order })', 'by-row'],
  ['const order = await this.orders.find(id, org); return this.em.find(Item, { order: { $in: [order] } })', 'by-row'],
  ['const order = await this.orders.find(id, org); return this.em.find(Item, { order: order.id })', 'by-row'],
  ['const order = await this.orders.unheld(id); return this.em.find(Item, { order })', 'by-reference'],
  ['const { order } = await this.orders.both(id, org); return this.em.find(Item, { order })', 'by-row'],
  ['const both = await this.orders.both(id, org); return this.em.find(Item, { order: both.order })', 'by-row'],
  ['const item = await this.orders.item(id, org); return this.em.find(Item, { order: item.order })', 'by-row'],
  ['const orders = await this.orders.list(org); return this.em.find(Item, { order: { $in: orders } })', 'by-row'],
  ['const orders = await this.orders.list(org); for (const order of orders) await this.em.find(Item, { order })', 'by-row'],
  ['const orders = await this.orders.list(org); return Promise.all(orders.map((order) => this.em.find(Item, { order })))', 'by-row'],
  [
    'const orders = await this.orders.list(org); for (const id of orders.map((one) => one.id)) await this.em.find(Item, { order: id })',
    'by-row',
  ],
  ['for (const order of given) await this.em.find(Item, { order })', 'by-reference'],
  ['const order = await this.orders.find(id, org); change(order); return this.em.find(Item, { order })', 'by-reference'],
]

it('what a row that was loaded elsewhere is asked for by stands for its key', () => {
  const methods = cases.map(([body], i) => `async m${String(i)}(id: number, org: number, given: any) { ${body} }`)
  const verdicts = verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { '@mikro-orm/postgresql': '6.0.0' } }),
    'entities.ts': entities,
    'orders.ts': service,
    'change.ts': 'export const change = (one) => { const changed = one; changed.id = 2 }',
    'app.ts': `
import { EntityManager } from '@mikro-orm/postgresql'
import { Item } from './entities'
import { OrdersService } from './orders'
import { change } from './change'
export class Items {
  constructor(private em: EntityManager, private orders: OrdersService) {}
  ${methods.join('\n  ')}
}`,
  })
  expect(cases.map(([body], i) => [body, verdicts[i]])).toEqual(cases)
})

it.each([
  ['item.order.organization', 'by-guard'],
  ['item.order.organization.id', 'by-guard'],
  ['item.order.other', 'by-key'],
])('what is asked for the person about the tenant of what a row hangs on: %s', (asked, verdict) => {
  const verdicts = verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { '@mikro-orm/postgresql': '6.0.0' } }),
    'entities.ts': `
import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/core'
@Entity() export class Organization { @PrimaryKey() id!: number }
@Entity() export class User { @PrimaryKey() id!: number }
@Entity() export class Member { @ManyToOne({ entity: () => Organization, primary: true }) organization!: Organization; @ManyToOne({ entity: () => User, primary: true }) user!: User }
@Entity() export class Order { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization; @ManyToOne(() => Organization) other!: Organization }
@Entity() export class Item { @PrimaryKey() id!: number; @ManyToOne(() => Order) order!: Order }`,
    'app.ts': `
import { EntityManager } from '@mikro-orm/postgresql'
import { Item, Member } from './entities'
export async function itemOf(em: EntityManager, id: number, user: any) {
  const item = await em.findOneOrFail(Item, { id }, { populate: ['order'] })
  const member = await em.findOne(Member, { user: user.id, organization: ${asked} })
  if (!member) throw new Error()
  return item
}`,
  })
  expect(verdicts.filter((one) => one.startsWith('by-'))).toEqual([verdict])
})
