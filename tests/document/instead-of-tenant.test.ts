import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id text primary key);
create table users (id text primary key, email text);
create table customers (id text primary key, organization_id text not null references organizations, name text);
create table plans (id text primary key, name text);
create table invoices (id text primary key, organization_id text not null references organizations, customer_id text references customers, user_id text references users, author_id text references users, plan_id text references plans, status text);
`
const models = `import { pgTable, text } from 'drizzle-orm/pg-core'
export const invoices = pgTable('invoices', { id: text('id').primaryKey(), organizationId: text('organization_id'), customerId: text('customer_id'), userId: text('user_id'), authorId: text('author_id'), planId: text('plan_id'), status: text('status') })`

const org = 'eq(invoices.organizationId, organizationId)'

function verdict(where: string): string | undefined {
  const program = `import { eq, inArray, or } from 'drizzle-orm'
import { invoices } from './schema'
export const list = (organizationId: string, customerId?: string, ids?: string[], f?: any, userId?: string, isAdmin?: boolean, planId?: string, status?: string) =>
  db.select().from(invoices).where(${where})`
  return verdictsOf(program, schema, { 'schema.ts': models })[0]?.replace('invoices: ', '')
}

describe('what is asked for in the place of the tenant', () => {
  it.each([
    [`customerId ? eq(invoices.customerId, customerId) : ${org}`, 'by-reference'],
    [`ids ? inArray(invoices.id, ids) : ${org}`, 'by-key'],
    [`ids?.length ? inArray(invoices.id, ids) : ${org}`, 'by-key'],
    [`ids && ids.length > 0 ? inArray(invoices.id, ids) : ${org}`, 'by-key'],
    [`Array.isArray(ids) ? inArray(invoices.id, ids) : ${org}`, 'by-key'],
    [`customerId ? inArray(invoices.customerId, [customerId]) : ${org}`, 'by-reference'],
    [`customerId ? eq(invoices.customerId, String(customerId)) : ${org}`, 'by-reference'],
    [`typeof f.customerId === 'string' ? eq(invoices.customerId, f.customerId) : ${org}`, 'by-reference'],
    [`'customerId' in f ? eq(invoices.customerId, f.customerId) : ${org}`, 'by-reference'],
    [`planId ? eq(invoices.planId, planId) : ${org}`, 'unscoped'],
    // What may be meant.
    [`userId ? eq(invoices.authorId, userId) : ${org}`, 'dynamic'],
    [`status ? eq(invoices.status, status) : ${org}`, 'dynamic'],
    [`isAdmin ? inArray(invoices.id, ids) : ${org}`, 'dynamic'],
    [`f.other ? inArray(invoices.id, ids) : ${org}`, 'dynamic'],
    [`userId ? eq(invoices.userId, String(userId)) : ${org}`, 'dynamic'],
    [`organizationId ? ${org} : undefined`, 'dynamic'],
    [`organizationId ? ${org} : inArray(invoices.id, ids)`, 'dynamic'],
  ])('%s: %s', (where, expected) => {
    expect(verdict(where)).toBe(expected)
  })
})

describe('what a condition of the program adds beside the tenant to an OR', () => {
  it.each([
    ['customerId ? eq(invoices.customerId, customerId) : undefined', 'by-reference'],
    ['...(customerId ? [eq(invoices.customerId, customerId)] : [])', 'by-reference'],
    ['...(ids ? [inArray(invoices.id, ids)] : [])', 'by-key'],
    ['...(customerId ? [eq(invoices.status, customerId)] : [])', 'vacuous'],
    ['...(userId ? [eq(invoices.userId, userId)] : [])', 'dynamic'],
    ['...(isAdmin ? [eq(invoices.customerId, customerId)] : [])', 'dynamic'],
    ['...(ids ? [inArray(invoices.organizationId, ids)] : [])', 'scoped'],
  ])('%s: %s', (added, expected) => {
    expect(verdict(`or(${org}, ${added})`)).toBe(expected)
  })
})
