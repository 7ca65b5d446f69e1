import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
  CREATE TABLE organization (id bigint PRIMARY KEY);
  CREATE TABLE "order" (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organization, total int);`

const own = `
  class Order { id: string; total: number }
  class OrderInput { id: string }
  async function found(id, org) {
    const [row] = await sql\`SELECT * FROM "order" WHERE id = \${id} AND organization_id = \${org}\`
    if (!row) throw new Error('none')
    return row
  }`

/** The last query of a function that is given something, or finds it. */
function verdictOf(given: string, body: string): string | undefined {
  const program = `import { sql } from 'postgres'\n${own}
    export async function run(${given}, id: string, org: string) {
      ${body}
      return sql\`UPDATE "order" SET total = 0 WHERE id = \${order.id}\`
    }`
  return verdictsOf(program, schema).at(-1)?.replace('order: ', '')
}

const here = '(await sql`SELECT * FROM "order" WHERE id = ${id} AND organization_id = ${org}`)[0]'

describe('a row that is given or found', () => {
  it.each([
    ['given: Order | string', 'const order = given instanceof Order ? given : await found(id, org)', 'dynamic'],
    ['given: Order | undefined', 'const order = given ?? (await found(id, org))', 'dynamic'],
    ['given: Order | undefined', `const order = given ?? ${here}`, 'dynamic'],
    ['given: Order | undefined', `const order = given ? given : ${here}`, 'dynamic'],
    ['given: Order | undefined', `let order = given\n if (!order) order = ${here}`, 'dynamic'],
    ['given: Order, other: Order', 'const order = given.total ? given : other', 'dynamic'],
    ['again: boolean', `const order = again ? await found(id, org) : ${here}`, 'by-row'],
    ['given: any', 'const order = given ?? (await found(id, org))', 'by-key'],
    ['given: OrderInput | undefined', 'const order = given ?? (await found(id, org))', 'by-key'],
    ['body: Order | undefined', 'const order = body ?? (await found(id, org))', 'by-key'],
    ['given: Order | undefined, input: any', 'const order = given ?? (await found(id, org))\n order.id = input', 'by-key'],
    ['given: Order | undefined, input: any', 'let order = given ?? (await found(id, org))\n if (input) order = input', 'by-key'],
    ['given: Order | OrderInput', 'const order = given ?? (await found(id, org))', 'by-key'],
  ])('%s: %s is %s', (given, body, verdict) => {
    expect(verdictOf(given, body)).toBe(verdict)
  })

  it('is what callers hand on that have it or find it', () => {
    const program = `import { sql } from 'postgres'\n${own}
      const clear = (order) => sql\`UPDATE "order" SET total = 0 WHERE id = \${order.id}\`
      export async function one(id, org) {
        const order = await found(id, org)
        return clear(order)
      }
      export const other = async (order: Order) => clear(order)`
    expect(verdictsOf(program, schema).at(-1)).toBe('order: dynamic')
    expect(verdictsOf(program.replace('order: Order', 'order: OrderInput'), schema).at(-1)).toBe('order: by-key')
  })

  it('is so in a query of a library', () => {
    const entities = `
      import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
      @Entity() export class Order { @PrimaryGeneratedColumn() id!: number; @Column({ name: 'organization_id' }) organizationId!: number; @Column() total!: number }`
    const service = (type: string): string => `
      import { Repository } from 'typeorm'
      import { Order } from './entities'
      export class Orders {
        constructor(private orders: Repository<Order>) {}
        async findOne(org: number, id: number) { return this.orders.findOneByOrFail({ id, organizationId: org }) }
        async clear(org: number, given: ${type} | number) {
          const order = given instanceof Order ? given : await this.findOne(org, given)
          await this.orders.update({ id: order.id }, { total: 0 })
        }
      }`
    expect(verdictsOf(service('Order'), schema, { 'entities.ts': entities }).at(-1)).toBe('order: dynamic')
    expect(verdictsOf(service('OrderInput'), schema, { 'entities.ts': entities }).at(-1)).toBe('order: by-key')
  })
})
