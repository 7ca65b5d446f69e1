import { expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

const entities = `
import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/core'
import { OrderRepository } from './repositories'
@Entity() export class Organization { @PrimaryKey() id!: number }
@Entity({ repository: () => OrderRepository })
export class Order { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization }
@Entity() export class Item {
  @PrimaryKey() id!: number
  @ManyToOne(() => Organization) organization!: Organization
  @ManyToOne(() => Order) order!: Order
}`

const repositories = `
import { EntityRepository } from '@mikro-orm/postgresql'
import type { Order } from './entities'
export class ScopedRepository<T extends object> extends EntityRepository<T> {
  one(organization: number, id: number) { return this.findOneOrFail({ id, organization } as never) }
}
export class OrderRepository extends ScopedRepository<Order> {
  own(organization: number, id: number) { return this.findOneOrFail({ id, organization }) }
  any(id: number) { return this.findOneOrFail({ id }) }
}`

it.each([
  ['this.em.getRepository(Order).own(org, id)', 'by-row'],
  ['this.em.fork().getRepository(Order).own(org, id)', 'by-row'],
  ['this.em.getRepository(Order).one(org, id)', 'by-row'],
  ['this.em.getRepository(Order).any(id)', 'by-reference'],
  ['this.em.getRepository(Item).own(org, id)', 'by-reference'],
])('what a repository of an entity loads, asked for by it: %s', (loaded, verdict) => {
  const verdicts = verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { '@mikro-orm/postgresql': '6.4.0' } }),
    'entities.ts': entities,
    'repositories.ts': repositories,
    'app.ts': `
import { EntityManager } from '@mikro-orm/postgresql'
import { Item, Order } from './entities'
export class Items {
  constructor(private em: EntityManager) {}
  async remove(id: number, org: number) {
    const order = await ${loaded}
    return this.em.nativeDelete(Item, { order: order.id })
  }
}`,
  })
  expect(verdicts).toEqual([verdict])
})
