import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null, note text);
`

/** What is told of a class whose method goes on with what another one of it has begun. */
function told(base: string, goesOn: string): string[] {
  return verdictsOf(
    `import type { Knex } from 'knex'
export class Orders {
  constructor(private readonly db: Knex) {}
  async find(org: string, given: any) { ${goesOn} }
  private base(given: any): Knex.QueryBuilder { ${base} }
}`,
    schema,
  )
}

const begun = [
  ["return this.db('orders').select('id')"],
  ["const query = this.db('orders').select('id'); return query"],
  ["const query = this.db('orders'); query.where({ note: given.note }); return query"],
  ["let query = this.db('orders'); query = query.where({ note: given.note }); return query"],
  ["const query = this.db('orders'); if (given.note) query.where({ note: given.note }); return query"],
  [
    "const query = this.db('orders'); if (given.note) query.where({ note: given.note }); if (given.status) query.where({ status: given.status }); return query",
  ],
]

describe('a query that a function only begins', () => {
  it.each(begun)('is read where another one ends it: %s', (base) => {
    expect(told(base, 'return await this.base(given).where({ organization_id: org })')).toEqual(['orders: scoped'])
  })

  it.each(begun)('is told once where that leaves the tenant out: %s', (base) => {
    expect(told(base, "return await this.base(given).where({ note: 'x' })")).toEqual(['orders: unscoped'])
  })

  it.each([
    ["const query = this.db('orders').select('id'); return query", 'return 1'],
    [
      "const query = this.db('orders').select('id'); if (given) return query; const own = query.where({ note: 'x' }); return own",
      'return 1',
    ],
  ])('is told where nobody in sight goes on with it: %s', (base, goesOn) => {
    expect(told(base, goesOn)).toContain('orders: unscoped')
  })

  it('is told where the function that begins it sends it itself', () => {
    const own = "const query = this.db('orders').select('id'); await query; return this.db('orders')"
    expect(told(own, 'return await this.base(given).where({ organization_id: org })')).toContain('orders: unscoped')
  })
})
