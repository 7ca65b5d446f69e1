import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, number text);
`

const own = `import { Knex, knex } from 'knex'
knex.QueryBuilder.extend('forTenant', function (this: Knex.QueryBuilder, id: string) { return this.where('organization_id', id) })
knex.QueryBuilder.extend('numbered', function (this: Knex.QueryBuilder, number: string) { return this.where('number', number) })
export const db = knex({})
`
const begin = `import type { Knex } from 'knex'\n`
const inProperty = (body: string): string =>
  `${begin}export class Orders { constructor(private readonly db: Knex) {} async run(org: string) { return await ${body} } }`
const inParameter = (body: string): string =>
  `${begin}export async function run(db: Knex, org: string) { return await ${body.replace('this.db', 'db')} }`

describe.each([
  ['a property', inProperty],
  ['a parameter', inParameter],
])('methods that builders were extended by in another file, on an instance in %s', (_, program) => {
  it.each([
    [`this.db('orders').forTenant(org)`, 'scoped'],
    [`this.db('orders').where('number', 'x').forTenant(org).first()`, 'scoped'],
    [`this.db('orders').numbered('x').first()`, 'unscoped'],
    [`this.db('orders').forSome(org)`, 'dynamic'],
  ])('are followed: %s', (body, verdict) => {
    expect(verdictsOf(program(body), schema, { 'own.ts': own })).toEqual([`orders: ${verdict}`])
  })

  it('are not where two files make one of the name', () => {
    const other = own.replace("where('organization_id', id)", "where('number', id)")
    const files = { 'own.ts': own, 'other.ts': other }
    expect(verdictsOf(program(`this.db('orders').forTenant(org)`), schema, files)).toEqual(['orders: dynamic'])
  })
})
