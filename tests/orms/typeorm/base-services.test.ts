import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table lines (id uuid primary key, organization_id uuid not null references organizations, order_id uuid not null references orders);
`

const entities = `
import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('orders')
export class Order {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @Column() status: string
}
@Entity('lines')
export class Line {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @Column('uuid', { name: 'order_id' }) orderId: string
}`

/** The verdicts of a service that extends one of a base, whose `findOne` asks so. */
function verdictsIn(asked: string, own: string): string[] {
  const base = `
import { Repository } from 'typeorm'
export abstract class Base<T> {
  constructor(protected readonly repository: Repository<T>) {}
  protected owned(where) {
    const organizationId = currentOrganization()
    return Array.isArray(where) ? where.map((one) => ({ ...one, organizationId })) : { ...where, organizationId }
  }
  async findAll(options) { return this.repository.find(options) }
  async findOne(id: string, options?: any) {
    const row = await this.repository.findOne(${asked})
    if (!row) throw new Error('none')
    return row
  }
}
export abstract class Owned<T> extends Base<T> {
  constructor(repository: Repository<T>) { super(repository) }
  async findAll(options) { return this.repository.find({ ...options, where: this.owned(options.where) }) }
}`
  const program = `
import { Repository } from 'typeorm'
import { Base, Owned } from './base'
import { Line, Order } from './entities'
export class Orders extends Base<Order> {
  constructor(private orders: Repository<Order>, private lines: Repository<Line>) { super(orders) }
  ${own}
}`
  return verdictsOf(program.replace('extends Base', own.includes('owned') ? 'extends Owned' : 'extends Base'), schema, {
    'entities.ts': entities,
    'base.ts': base,
  })
}

describe('a key that a method of the base has asked for', () => {
  const own = 'async linesOf(id: string) { await this.findOne(id); return this.lines.find({ where: { orderId: id } }) }'

  it.each([
    ['{ where: this.owned({ id }) }', 'by-row'],
    ['{ ...options, where: this.owned({ ...(options?.where ?? {}), id }) }', 'by-row'],
    ['{ where: { ...options?.where, id, organizationId: currentOrganization() } }', 'by-row'],
    ['{ where: { id, organizationId: options?.organizationId } }', 'by-reference'],
    ['{ where: { id, ...{ organizationId: options?.organizationId } } }', 'by-reference'],
    ['{ where: { ...options?.where, id } }', 'by-reference'],
    ['{ where: { id, organizationId: currentOrganization(), ...options?.where } }', 'by-reference'],
  ])('%s', (asked, verdict) => {
    expect(verdictsIn(asked, own)).toEqual([`lines: ${verdict}`])
  })
})

describe('a method of the base that is called by super', () => {
  it.each([
    ["open() { return super.findAll({ where: { status: 'open' } }) }", ['orders: unscoped']],
    ['open(organizationId: string) { return super.findAll({ where: { organizationId } }) }', []],
    ["findAll(options) { return [] } open() { return super.findAll({ where: { status: 'open' } }) }", ['orders: unscoped']],
    ["/* owned */ open() { return super.findAll({ where: { status: 'open' } }) }", []],
  ])('%s', (own, verdicts) => {
    expect(verdictsIn('{ where: this.owned({ id }) }', own)).toEqual(verdicts)
  })
})
