import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text not null);
create table customers (id uuid primary key, organization_id uuid not null references organizations);
create table orders (id uuid primary key, organization_id uuid not null references organizations, customer_id uuid references customers, user_id uuid references users, status text not null);
`
const knex = "import { knex } from 'knex'\nconst db = knex({})\n"
const postgres = "import postgres from 'postgres'\nconst sql = postgres()\n"

const told = (program: string): string[] => verdictsOf(program, schema)

describe('a filter on something else that stands in the place of one on the tenant', () => {
  it.each([
    [
      'an object that a condition chooses',
      `${knex}export const f = (org: string, args: any) => db('orders').where(args.customer ? { customer_id: args.customer } : { organization_id: org })`,
    ],
    [
      'a condition that sets one or the other, beside another one',
      `${knex}export function f(org: string, customer?: string, status?: string) { const where: any = {}; if (customer) where.customer_id = customer; else where.organization_id = org; if (status) where.status = status; return db('orders').where(where) }`,
    ],
    [
      'a builder',
      `${knex}export function f(org: string, customer?: string) { const query = db('orders'); if (customer) query.where('customer_id', customer); else query.where('organization_id', org); return query }`,
    ],
    [
      'an object that is spread',
      `${knex}export function f(org: string, args: any) { const scope = args.customer ? { customer_id: args.customer } : { organization_id: org }; return db('orders').where({ ...scope, status: 'open' }).update({ status: 'closed' }) }`,
    ],
    [
      'a fragment',
      `${postgres}export const f = (org: string, filter: any) => sql\`SELECT * FROM orders o WHERE \${filter.customer ? sql\`o.customer_id = \${filter.customer}\` : sql\`o.organization_id = \${org}\`}\``,
    ],
    [
      'a fragment, the other way around',
      `${postgres}export const f = (org: string, customer?: string) => sql\`SELECT * FROM orders o WHERE \${customer === undefined ? sql\`o.organization_id = \${org}\` : sql\`o.customer_id = \${customer}\`}\``,
    ],
  ])('is told where it is in %s', (_, program) => {
    expect(told(program)).toEqual(['orders: by-reference'])
  })

  it('is told where it is a key', () => {
    expect(
      told(`${knex}export const f = (org: string, id?: string) => db('orders').where(id ? { id } : { organization_id: org })`),
    ).toEqual(['orders: by-key'])
  })

  it.each([
    [
      'all are meant without a tenant',
      `${knex}export const f = (org?: string) => db('orders').where(org ? { organization_id: org } : {})`,
      'dynamic',
    ],
    [
      'the tenant decides',
      `${knex}export const f = (customer: string, org?: string) => db('orders').where(org ? { organization_id: org } : { customer_id: customer })`,
      'dynamic',
    ],
    [
      'the other filter is there on both ways',
      `${knex}export const f = (customer: string, org?: string) => db('orders').where({ customer_id: customer, ...(org ? { organization_id: org } : {}) })`,
      'dynamic',
    ],
    [
      'both may be there',
      `${knex}export function f(org?: string, customer?: string) { const where: any = {}; if (customer) where.customer_id = customer; if (org) where.organization_id = org; return db('orders').where(where) }`,
      'dynamic',
    ],
    [
      'something else decides',
      `${knex}export const f = (org: string, id: string, isValid: boolean) => db('orders').where(isValid ? { id } : { organization_id: org })`,
      'dynamic',
    ],
    [
      'a person has rows of their own',
      `${knex}export const f = (org: string, user?: string) => db('orders').where(user ? { user_id: user } : { organization_id: org })`,
      'dynamic',
    ],
    [
      'somebody may see more',
      `${knex}export const f = (org: string, args: any) => db('orders').where(args.isAdmin && args.customer ? { customer_id: args.customer } : { organization_id: org })`,
      'dynamic',
    ],
    [
      'both are held to the tenant',
      `${knex}export const f = (org: string, customer?: string) => db('orders').where(customer ? { customer_id: customer, organization_id: org } : { organization_id: org })`,
      'scoped',
    ],
    [
      'the other one is a row of the tenant',
      `${knex}export async function f(org: string, id?: string) { const customer = id ? await db('customers').where({ id, organization_id: org }).first() : undefined; return db('orders').where(customer ? { customer_id: customer.id } : { organization_id: org }) }`,
      'by-row',
    ],
  ])('is not told where %s', (_, program, verdict) => {
    expect(told(program).at(-1)).toBe(`orders: ${verdict}`)
  })
})
