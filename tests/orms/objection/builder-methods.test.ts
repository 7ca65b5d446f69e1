import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations (id), status text, deleted_at timestamptz);
create table items (id uuid primary key, order_id uuid not null references orders (id), organization_id uuid not null references organizations (id));`

const builders = `import { Model, QueryBuilder } from 'objection'
export class OwnBuilder extends QueryBuilder {
  of(org: string): this { return this.where('organization_id', org) }
  ofTable(org: string): this { return this.where(\`\${this.modelClass().tableName}.organization_id\`, org) }
  maybeOf(org?: string): this { return org ? this.where('organization_id', org) : this }
  perhapsOf(org?: string): this { if (!org) return this; return this.where('organization_id', org) }
  anyOf(orgs: string[]): this { return this.whereIn('organization_id', orgs) }
  ownById(id: string, org: string): this { return this.findById(id).of(org) }
  newest(): this { return this.orderBy('id', 'desc') }
  live(): this { this.whereNull('deleted_at'); return this }
  opened(): this { return this.orWhere('status', 'open') }
  ofItems(org: string): this { return this.joinRelated('items').where('items.organization_id', org) }
  async countOf(org: string) { return await this.where('organization_id', org).resultSize() }
  filtered(filter: object): this { return this.where(filter) }
  applied(): this { return applied(this) }
  isOpen(): boolean { return this.where('status', 'open').hasWheres() }
  same(): this { return this.same() }
  where(...args: any[]): this { return super.where(...args) }
  delete(): this { return this.patch({ deleted_at: new Date() }) }
}
`

const heir = `export class HeirBuilder extends OwnBuilder { oldest() { return this.orderBy('id') } }`

const item = `
export class Item extends Base { static tableName = 'items' }`
const order = `
export class Order extends Base {
  static tableName = 'orders'
  static relationMappings = { items: { relation: Model.HasManyRelation, modelClass: Item, join: { from: 'orders.id', to: 'items.order_id' } } }
}`

const ways: readonly (readonly [string, string])[] = [
  ['a property', 'static QueryBuilder = OwnBuilder'],
  ['a getter', 'static get QueryBuilder() { return OwnBuilder }'],
  ['a class that extends another one', 'static QueryBuilder = HeirBuilder'],
]

/** What is told of a query of a model whose builders are of a class of the program. */
function told(query: string, own = ways[0]?.[1] ?? ''): string[] {
  const models = `import { Model } from 'objection'\nimport { HeirBuilder, OwnBuilder } from './builders'\nclass Base extends Model { ${own} }${item}${order}`
  const program = `import { Order, Item } from './models'\nexport async function f(org: string, id: string, orgs: string[], filter: any) { ${query} }`
  return verdictsOf(program, schema, { 'builders.ts': builders + heir, 'models.ts': models })
}

describe.each(ways)('methods of a class of builders that a model has by %s', (_, own) => {
  it.each([
    ["await Order.query().of(org).where('status', 'open')", ['orders: scoped']],
    ['await Order.query().ofTable(org)', ['orders: scoped']],
    ['await Order.query().newest().limit(5)', ['orders: unscoped']],
    ['await Order.query().findById(id).newest()', ['orders: by-key']],
    ['await Order.query().newest().of(org)', ['orders: scoped']],
    ['await Order.query().anyOf(orgs)', ['orders: scoped']],
    ['await Order.query().ownById(id, org)', ['orders: scoped']],
    ['await Order.query().findById(id).live()', ['orders: by-key']],
    ['await Order.query().of(org).opened()', ['orders: vacuous']],
    ['await Order.query().findById(id).delete()', ['orders: by-key']],
    ['await Order.query().of(org).delete()', ['orders: scoped']],
    ['await Order.query().findById(id).modify((query) => query.of(org))', ['orders: scoped']],
    ['const query = Order.query().findById(id); query.of(org); return await query', ['orders: scoped']],
    ['const query = Order.query().findById(id); query.newest(); return await query', ['orders: by-key']],
  ])('are followed: %s', (query, verdicts) => {
    expect(told(query, own)).toEqual(verdicts)
  })
})

describe('what a method of builders does on a way', () => {
  it.each([
    ['await Order.query().findById(id).maybeOf(org)', 'dynamic'],
    ['await Order.query().findById(id).maybeOf()', 'by-key'],
    ['await Order.query().findById(id).perhapsOf(org)', 'dynamic'],
    ['await Order.query().findById(id).perhapsOf(undefined)', 'by-key'],
  ])('%s', (query, verdict) => {
    expect(told(query)).toEqual([`orders: ${verdict}`])
  })
})

describe('nobody knows', () => {
  it.each([
    ['what a method asks that is not there', 'await Order.query().findById(id).elsewhere()'],
    ['what a method asks that waits', 'await Order.query().findById(id).countOf(org)'],
    ['what a condition asks that a method is given', 'await Order.query().findById(id).filtered(filter)'],
    ['what a function asks that a method gives the builder to', 'await Order.query().findById(id).applied()'],
    ['what a method gives that is no builder', 'await Order.query().findById(id).isOpen()'],
    ['what a method asks that leads back to itself', 'await Order.query().findById(id).same()'],
  ])('%s', (_, query) => {
    expect(told(query)).toEqual(['orders: dynamic'])
  })

  it('what methods ask of a class that is not in sight', () => {
    const own = "static QueryBuilder = require('own-builders')(OwnBuilder)"
    expect(told('await Order.query().newest()', own)).toEqual(['orders: dynamic'])
  })
})

it('a method that stands for one of Objection and calls that is as that', () => {
  expect(told("await Order.query().where('organization_id', org)")).toEqual(['orders: scoped'])
  expect(told("await Order.query().where('status', org)")).toEqual(['orders: unscoped'])
})

it('a method may ask about related rows', () => {
  expect(told('await Order.query().ofItems(org)')).toEqual(['orders: by-parent', 'items: scoped'])
})
