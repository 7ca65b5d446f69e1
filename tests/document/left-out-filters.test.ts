import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null, note text);
`

const knex = `import { knex } from 'knex'\nexport const db = knex({})\n`
const one = "export const find = (id: string, org?: string) => db('orders').where({ id, ...(org ? { organization_id: org } : {}) }).first()"
const all =
  "export async function find(status: string, org?: string) { const where: any = { status }; if (org) where.organization_id = org; return await db('orders').where(where) }"

/** What is told of a program that calls `find` of `dal.ts`. */
function told(dal: string, program: string): string[] {
  return verdictsOf(`import { db, find } from './dal'\n${program}`, schema, { 'dal.ts': `${knex}${dal}` })
}

describe('a filter on the tenant that a function has', () => {
  it.each([
    ['a key', one, 'export const f = (req: any) => find(req.params.id)', 'by-key'],
    ['a key, and nothing is said instead', one, 'export const f = (req: any) => find(req.params.id, undefined)', 'by-key'],
    ['a key, and null instead', one, 'export const f = (req: any) => find(req.params.id, null)', 'by-key'],
    ['a key, and the row is only shown', one, 'export const f = async (req: any) => (await find(req.params.id))?.note', 'by-key'],
    [
      'a key in an object',
      "export const find = ({ id, org }: { id: string; org?: string }) => db('orders').where({ id, ...(org && { organization_id: org }) }).first()",
      'export const f = (req: any) => find({ id: req.params.id })',
      'by-key',
    ],
    ['something else', all, 'export const f = (status: string) => find(status)', 'unscoped'],
    [
      'something else, where a modifier asks',
      "export async function find(status: string, org?: string) { return await db('orders').where({ status }).modify((query) => { if (org) query.where('organization_id', org) }) }",
      'export const f = (status: string) => find(status)',
      'unscoped',
    ],
    [
      'a key, where a modifier asks in its short form',
      "export const find = (id: string, filter: { org?: string }) => db('orders').where({ id }).modify((query) => filter.org && query.where('organization_id', filter.org)).first()",
      'export const f = (req: any) => find(req.params.id, {})',
      'by-key',
    ],
    [
      'something else, where a modifier goes back',
      "export async function find(status: string, org?: string) { return await db('orders').where({ status }).modify((query) => { if (!org) return; query.where('organization_id', org) }) }",
      'export const f = (status: string) => find(status)',
      'unscoped',
    ],
    [
      'nothing at all',
      "export const find = async (org?: string) => await db('orders').where({ ...(org ? { organization_id: org } : {}) })",
      'export const f = () => find()',
      'unscoped',
    ],
    [
      'nothing at all, where an object stands instead',
      "export const find = async (where: Filter = {}) => await db('orders').where(where)",
      'export const f = () => find()',
      'unscoped',
    ],
    [
      'something undefined, where an object stands instead',
      "export const find = async (where: Filter = {}) => await db('orders').where(where)",
      'export const f = () => find(undefined)',
      'unscoped',
    ],
    [
      'nothing at all, where a part of an object stands instead',
      "export const find = async ({ org }: { org?: string } = {}) => await db('orders').where({ ...(org ? { organization_id: org } : {}) })",
      'export const f = () => find()',
      'unscoped',
    ],
    [
      'something else, by what calls it',
      `${all.replace('find', 'own')}\nexport const find = (status: string, org?: string) => own(status, org)`,
      'export const f = (status: string) => find(status)',
      'unscoped',
    ],
    [
      'that it is not to be asked for',
      "export async function find(org: string, onlyOwn: boolean) { let where: any = {}; if (onlyOwn) where = { ...where, organization_id: org }; return await db('orders').where(where) }",
      'export const f = (req: any) => find(req.org, false)',
      'unscoped',
    ],
    [
      'that all are to be found',
      "export async function find(org: string, all: boolean) { const query = db('orders').select('id'); if (!all) query.where({ organization_id: org }); return query }",
      'export const f = (req: any) => find(req.org, true)',
      'unscoped',
    ],
  ])('is left out by a call that gives %s', (_, dal, program, verdict) => {
    expect(told(dal, program)).toEqual([`orders: ${verdict}`])
    expect(verdictsOf(`${knex}${dal}\n${program}`, schema)).toEqual(['orders: dynamic', `orders: ${verdict}`])
  })

  it.each([
    ['is given', one, 'export const f = (req: any) => find(req.params.id, req.org)'],
    [
      'is given to a modifier',
      "export async function find(status: string, org?: string) { return await db('orders').where({ status }).modify((query) => { if (org) query.where('organization_id', org) }) }",
      'export const f = (req: any) => find(req.params.status, req.org)',
    ],
    [
      'is left out by a modifier for those who may see more',
      "export async function find(status: string, org: string, isAdmin?: boolean) { return await db('orders').where({ status }).modify((query) => { if (!isAdmin) query.where('organization_id', org) }) }",
      'export const f = (req: any) => find(req.params.status, req.org, req.user.isAdmin)',
    ],
    [
      'is made good by what the program asks of the row',
      one,
      'export async function f(req: any) { const row = await find(req.params.id); if (row.organization_id !== req.org) throw new Error(); return row }',
    ],
    [
      'is made good by what was asked about the key before',
      one,
      'export async function f(req: any) { if (!(await canRead(req.user, req.params.id))) throw new Error(); return find(req.params.id) }',
    ],
    [
      'is left out for those who may see more',
      "export const find = (id: string, isAdmin?: boolean, org?: string) => db('orders').where({ id, ...(isAdmin ? {} : { organization_id: org }) }).first()",
      'export const f = (req: any) => find(req.params.id, true)',
    ],
    [
      'is left out for those who may see more, of several rows',
      "export async function find(org: string, isAdmin: boolean) { const query = db('orders').select('id'); if (!isAdmin) query.where({ organization_id: org }); return query }",
      'export const f = (req: any) => find(req.org, true)',
    ],
    [
      'is to be asked for',
      "export async function find(org: string, all: boolean) { const query = db('orders').select('id'); if (!all) query.where({ organization_id: org }); return query }",
      'export const f = (req: any) => find(req.org, false)',
    ],
    [
      'stands beside something else that is left out',
      "export const find = (org: string, note?: string) => db('orders').where({ organization_id: org, ...(note ? { note } : {}) })",
      'export const f = (org: string) => find(org)',
    ],
    [
      'is asked of the row by the function',
      "export async function find(id: string, org?: string) { const row = await db('orders').where({ id, ...(org ? { organization_id: org } : {}) }).first(); if (row.organization_id !== current()) throw new Error(); return row }",
      'export const f = (req: any) => find(req.params.id)',
    ],
  ])('is nothing to tell of where it %s', (_, dal, program) => {
    expect(told(dal, program)).toEqual([])
  })

  it('is left out by a call of a model of Objection, too', () => {
    const model = "import { Model } from 'objection'\nexport class Order extends Model { static tableName = 'orders' }\n"
    const dal =
      "export const find = async (id: string, org?: string) => await Order.query().findById(id).modify((query) => { if (org) query.where('organization_id', org) })\n"
    expect(verdictsOf(`${model}${dal}export const f = (req: any) => find(req.params.id)`, schema)).toEqual([
      'orders: dynamic',
      'orders: by-key',
    ])
    expect(verdictsOf(`${model}${dal}export const f = (req: any) => find(req.params.id, req.org)`, schema)).toEqual(['orders: dynamic'])
  })

  it.each([
    [
      'Prisma',
      {
        'package.json': '{"dependencies":{"@prisma/client":"6"}}',
        'prisma/schema.prisma':
          'datasource db {\n  provider = "postgresql"\n}\nmodel Order {\n  id String @id\n  status String\n  organizationId String\n}',
        'src/dal.ts': `import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
export async function find(status: string, organizationId?: string) {
  const where: any = { status }
  if (organizationId) where.organizationId = organizationId
  return await prisma.order.findMany({ where })
}`,
      },
    ],
    [
      'TypeORM',
      {
        'package.json': '{"dependencies":{"typeorm":"0.3.20"}}',
        'src/order.ts': `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity()
export class Order {
  @PrimaryColumn() id: string
  @Column() status: string
  @Column() organizationId: string
}`,
        'src/dal.ts': `import { DataSource } from 'typeorm'
import { Order } from './order'
const db = new DataSource({ type: 'postgres' })
export async function find(status: string, organizationId?: string) {
  const where: any = { status }
  if (organizationId) where.organizationId = organizationId
  return await db.getRepository(Order).find({ where })
}`,
      },
    ],
  ])('is left out by a call where the function sets it under its name: %s', (_, schema) => {
    const found = (call: string): readonly unknown[] =>
      lint(`import { find } from './dal'\nexport const f = (req: any) => ${call}`, {
        rule: 'require-tenant-filter',
        schema,
        file: 'src/case.ts',
      }).map(({ message }) => message)
    expect(found('find(req.status)')).toEqual([expect.stringContaining('as it is called here')])
    expect(found('find(req.status, req.org)')).toEqual([])
  })

  it('is held by a row of the tenant that the program loaded before', () => {
    const load = "const own = await db('orders').where({ id: req.id, organization_id: req.org }).first(); if (!own) throw new Error()"
    expect(told(one, `export async function f(req: any) { ${load}; return find(own.id) }`)).toEqual(['orders: scoped'])
  })

  it('is told once where the function lacks it whatever it is given', () => {
    const dal = "export const find = (id?: string, status?: string) => db('orders').where(id ? { note: id } : { status })"
    expect(told(dal, 'export const f = (id: string) => find(id)')).toEqual([])
    expect(verdictsOf(`${knex}${dal}\nexport const f = (id: string) => find(id)`, schema)).toEqual(['orders: unscoped'])
  })
})

describe('a filter on the tenant that stands beside another one that a condition decides', () => {
  const schemaOfCustomers = `${schema.replace('note text', 'note text, customer_id uuid references customers')}create table customers (id uuid primary key, organization_id uuid not null references organizations);`
  const supabase = "import { createClient } from '@supabase/supabase-js'\nexport const db = createClient('', '')\n"
  const find = `${supabase}export async function find({ org, customer }: { org?: string; customer?: string }) {
    let query = db.from('orders').select('id')
    if (org) query = query.eq('organization_id', org)
    if (customer) query = query.eq('customer_id', customer)
    const { data } = await query
    return data
  }`
  const toldOf = (program: string): string[] =>
    verdictsOf(`import { find } from './dal'\n${program}`, schemaOfCustomers, { 'dal.ts': find })

  it.each([
    ['nothing', 'export const f = () => find({})', 'unscoped'],
    ['what is known', "export const f = () => find({ customer: 'x' })", 'by-reference'],
    ['what may be there', 'export const f = (customer?: string) => find({ customer })', 'unscoped'],
  ])('is left out by a call that gives %s', (_, program, verdict) => {
    expect(toldOf(program)).toEqual([`orders: ${verdict}`])
  })

  it.each([
    ['is given', 'export const f = (org: string, customer?: string) => find({ org, customer })'],
    ['may be given', 'export const f = (org?: string, customer?: string) => find({ org, customer })'],
  ])('is nothing to tell of where it %s', (_, program) => {
    expect(toldOf(program)).toEqual([])
  })
})
