import { describe, expect, it } from 'vitest'
import { parseForESLint } from '@typescript-eslint/parser'
import { documentOf } from '../../../src/document/document-of.ts'
import { nothingAround } from '../../../src/orms/query-reader.ts'
import { Judge } from '../../../src/proofs/tenant/judge.ts'
import { accessesOf } from '../../../src/rule/accesses.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { catalogOf } from '../../support/catalog.ts'
import { virtualModules } from '../../support/virtual-modules.ts'

const catalog = catalogOf({
  'schema.sql': `create table organizations (id uuid primary key);
create table customers (id uuid primary key, organization_id uuid not null references organizations, name text);
create table orders (id uuid primary key, organization_id uuid not null references organizations, customer_id uuid references customers, status text, total int);
create table items (id uuid primary key, organization_id uuid not null, order_id uuid not null references orders, product text);`,
})

const schema = `import { integer, pgTable, pgTableCreator, text, uuid } from 'drizzle-orm/pg-core'
import { relations } from 'drizzle-orm'
export const customers = pgTable('customers', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), name: text('name') })
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), customerId: uuid('customer_id'), status: text('status'), total: integer('total') })
export const items = pgTable('items', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull(), orderId: uuid('order_id').notNull(), product: text('product') })
export const orderRelations = relations(orders, ({ one, many }) => ({
  customer: one(customers, { fields: [orders.customerId], references: [customers.id] }),
  items: many(items),
}))
export const itemRelations = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.orderId], references: [orders.id] }) }))
`

const shared = {
  'schema.ts': schema,
  'barrel.ts': `export * from './schema'`,
  'client.ts': `import { drizzle } from 'drizzle-orm/node-postgres'
import * as schema from './schema'
export const db = drizzle(pool, { schema })
export type Database = typeof db
`,
  'conditions.ts': `import { and, eq } from 'drizzle-orm'
import { orders } from './barrel'
export const ofOrganization = (organizationId: string) => eq(orders.organizationId, organizationId)
`,
}

const imports = `import { and, eq, exists, getTableColumns, inArray, or, sql } from 'drizzle-orm'
import { customers, items, orders } from './barrel'
import { db, type Database } from './client'
import { ofOrganization } from './conditions'
`

interface Around {
  readonly files?: Readonly<Record<string, string>>
  readonly head?: string
  readonly major?: number
  /** What is installed besides. */
  readonly packages?: readonly string[]
}

/** What is found in a program: each reference to a table of tenants with its verdict, and why it cannot be seen. */
function foundIn(body: string, { files = {}, head = imports, major = 0, packages = [] }: Around = {}): string {
  const text = `${head}${body}`
  const all = { ...shared, ...files, 'case.ts': text }
  const around = {
    ...nothingAround,
    major: (names: readonly string[]) => (names.includes('drizzle-orm') ? major : undefined),
    has: (names: readonly string[]) => names.some((name) => packages.includes(name)),
    schemaFiles: () => [{ file: 'schema.ts', text: schema }],
    nearest: (names: readonly string[], from = 'case.ts') => {
      const folder = from.replace(/[^/]*$/, '')
      return names.map((name) => `${folder}${name}`).find((file) => file in all)
    },
  }
  const { ast } = parseForESLint(text, { range: true, filePath: 'case.ts' })
  const document = documentOf({ text, ast }, defaultSettings, { file: 'case.ts', modules: virtualModules(all), around })
  const judge = new Judge(catalog, defaultSettings)
  const inserts = document.statements.flatMap(({ statement, source }) =>
    statement?.query ? judge.inserts(statement.query).map((one) => ({ ...one, place: source.hostRange(one.access.range).join() })) : [],
  )
  return accessesOf(document, () => catalog, defaultSettings)
    .flat()
    .map((access) => ({
      ...access,
      ...(access.does === 'insert' && inserts.find(({ place }) => place === access.range.join())),
      table: access.table,
    }))
    .map(({ table, does, verdict, reason }) => {
      const why = verdict === 'dynamic' ? ` (${reason})` : ''
      return `${table}${does === 'read' ? '' : `.${does}`}:${verdict}${why}`
    })
    .join(', ')
}

describe('conditions of Drizzle are followed', () => {
  it.each<[body: string, found: string]>([
    ['const where = eq(orders.organizationId, org)\nawait db.select().from(orders).where(where)', 'orders:scoped'],
    [
      'const parts = [eq(orders.organizationId, org)]\nparts.push(eq(orders.id, id))\nawait db.select().from(orders).where(and(...parts))',
      'orders:scoped',
    ],
    [
      `async function list(org: string, status?: string) {
  const parts = [ofOrganization(org)]
  if (status) parts.push(eq(orders.status, status))
  return db.select().from(orders).where(and(...parts.filter(Boolean)))
}`,
      'orders:scoped',
    ],
    [
      `async function list(org?: string) {
  const parts = []
  if (org) parts.push(eq(orders.organizationId, org))
  return db.select().from(orders).where(and(...parts))
}`,
      'orders:dynamic (`org` decides whether it is held to a tenant)',
    ],
    [
      `async function list(org?: string) {
  return db.select().from(orders).where(org ? eq(orders.organizationId, org) : undefined)
}`,
      'orders:dynamic (`org` decides whether it is held to a tenant)',
    ],
    ...['input.mine', 'req.query.mine === "1"', '!ctx.params.foreign'].map((test): [string, string] => [
      `async function list({ ctx, input, req }) {
  const parts = []
  if (${test}) parts.push(eq(orders.organizationId, ctx.org))
  if (input.status) parts.push(eq(orders.status, input.status))
  return db.select().from(orders).where(and(...parts))
}`,
      'orders:unscoped',
    ]),
    ...['ctx.user.mine', 'input.mine && ctx.own', 'input.asAdmin', 'mine'].map((test): [string, string] => [
      `async function list({ ctx, input, mine }) {
  return db.select().from(orders).where(${test} ? eq(orders.organizationId, ctx.org) : undefined)
}`,
      `orders:dynamic (\`${test}\` decides whether it is held to a tenant)`,
    ]),
    [
      `async function list(org: string, status?: string) {
  return db.select().from(orders).where(and(eq(orders.organizationId, org), status ? eq(orders.status, status) : undefined))
}`,
      'orders:scoped',
    ],
    [
      `async function list(org: string, a?: string, b?: string) {
  return db.select().from(orders).where(or(eq(orders.organizationId, org), and(a ? eq(orders.status, a) : undefined, undefined)))
}`,
      'orders:vacuous',
    ],
    [
      'await db.select().from(orders).where(sql`${orders.organizationId} = ${org}`.if(isGuest))',
      'orders:dynamic (`isGuest` decides whether it is held to a tenant)',
    ],
  ])('%s', (body, found) => {
    expect(foundIn(body)).toBe(found)
  })

  it('is through barrels and helpers of other files', () => {
    expect(foundIn('await db.select().from(orders).where(ofOrganization(org))')).toBe('orders:scoped')
  })

  it.each([
    ['all of Drizzle', "export * from 'drizzle-orm'"],
    ['a part of it', "export * from 'drizzle-orm/sql'"],
    ['what cannot be read besides', "export * from './generated'\nexport * from 'zod'\nexport * from 'drizzle-orm'"],
    ['all of it through another', "export * from './all'"],
  ])('is by operators of a module that passes on %s', (_, db) => {
    const files = { 'db.ts': `${db}\nexport * as schema from './schema'`, 'all.ts': "export * from 'drizzle-orm'" }
    const head = "import { and, eq, schema } from './db'\nimport { db } from './client'\n"
    const asked = (column: string) => `await db.select().from(schema.orders).where(and(eq(schema.orders.${column}, x)))`
    expect(foundIn(asked('status'), { files, head })).toBe('orders:unscoped')
    expect(foundIn(asked('organizationId'), { files, head })).toBe('orders:scoped')
  })
})

describe('conditions that a class makes', () => {
  it.each<[name: string, member: string, asked: string, found: string]>([
    ['a getter', 'get own() { return eq(orders.organizationId, this.org) }', 'this.own', 'orders:scoped'],
    ['a getter that is not the tenant’s', "get own() { return eq(orders.status, 'open') }", 'this.own', 'orders:unscoped'],
    ['a function', 'private own = (id: string) => eq(orders.organizationId, this.org)', 'this.own(id)', 'orders:scoped'],
    ['a property', 'readonly own = eq(orders.organizationId, this.org)', 'this.own', 'orders:scoped'],
    [
      'a property that others may set',
      'own = eq(orders.organizationId, this.org)',
      'this.own',
      'orders:dynamic (what `this.own` stands for cannot be seen)',
    ],
    [
      'a property that is set again',
      "private own = eq(orders.status, 'open')\n  narrow() { this.own = eq(orders.organizationId, this.org) }",
      'this.own',
      'orders:dynamic (what `this.own` stands for cannot be seen)',
    ],
    [
      'properties of each other',
      'private own = this.other\n  private other = this.own',
      'this.own',
      'orders:dynamic (what `this.own` stands for cannot be seen)',
    ],
    ['a getter of itself', 'get own() { return this.own }', 'this.own', 'orders:dynamic (what `this.own` stands for cannot be seen)'],
  ])('%s', (_, member, asked, found) => {
    const held = `constructor(protected db: Database, protected org: string) {}\n  ${member}`
    const asks = `all(id: string) { return this.db.select().from(orders).where(and(${asked}, eq(orders.status, id))) }`
    expect(foundIn(`class Orders {\n  ${held}\n  ${asks}\n}`)).toBe(found)
    expect(foundIn(`abstract class Base {\n  ${held}\n}\nclass Orders extends Base {\n  ${asks}\n}`)).toBe(found)
  })

  it.each([
    ['where its class is abstract', 'abstract ', ''],
    ['where a derived class has another that is not followed', '', 'get own(): any { return build() }'],
    ['where a derived class is given another', '', 'constructor(protected readonly own: any) { super() }'],
  ])('is not taken for what it makes %s', (_, abstract, derived) => {
    const own = 'protected db: Database; protected org: string; get own() { return eq(orders.organizationId, this.org) }'
    const asks = 'all() { return this.db.select().from(orders).where(this.own) }'
    const body =
      derived === ''
        ? `${abstract}class Base {\n${own}\n${asks}\n}`
        : `class Base {\n${own}\n}\nclass Orders extends Base {\n${derived}\n${asks}\n}`
    expect(foundIn(body)).toBe('orders:dynamic (what `this.own` stands for cannot be seen)')
  })
})

describe('builders in variables', () => {
  it.each<[name: string, body: string, found: string]>([
    [
      'what a condition adds narrows only',
      `async function list(org: string, status?: string) {
  let query = db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic()
  if (status) query = query.limit(5)
  return query
}`,
      'orders:scoped',
    ],
    [
      'a second where replaces the first',
      `async function list(org: string, status?: string) {
  let query = db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic()
  if (status) query = query.where(eq(orders.status, status))
  return query
}`,
      'orders:unscoped',
    ],
    [
      'a second where may be meant to let one see more',
      `async function list(org: string, isAdmin: boolean) {
  let query = db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic()
  if (isAdmin) query = query.where(eq(orders.status, 'open'))
  return query
}`,
      'orders:dynamic (`isAdmin` decides whether it is held to a tenant)',
    ],
    [
      'a second where that holds it too',
      `async function list(org: string, status?: string) {
  let query = db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic()
  if (status) query = query.where(and(eq(orders.organizationId, org), eq(orders.status, status)))
  return query
}`,
      'orders:scoped',
    ],
    [
      'a second where that is empty',
      `async function list(org: string) {
  const query = db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic()
  return query.where(undefined)
}`,
      'orders:unscoped',
    ],
    [
      'a call whose result is dropped counts',
      `async function list(org: string) {
  const query = db.select().from(orders)
  query.where(eq(orders.organizationId, org))
  return await query.limit(5)
}`,
      'orders:scoped',
    ],
    [
      'also as a side of a condition',
      `async function list(org: string, up: boolean) {
  const query = db.select().from(orders).where(eq(orders.organizationId, org))
  up ? query.orderBy(orders.id) : query.orderBy(orders.status)
  const rows = await query
  return rows
}`,
      'orders:scoped',
    ],
    [
      'one of two builders',
      `async function list(org: string, all: boolean) {
  const query = all ? db.select().from(orders) : db.select().from(orders).where(eq(orders.organizationId, org))
  return query
}`,
      'orders:unscoped, orders:scoped',
    ],
    [
      'a query that is put into another is told once',
      `async function drop(org: string) {
  const own = db.select({ id: orders.id }).from(orders).where(eq(orders.organizationId, org))
  await db.delete(items).where(inArray(items.orderId, own))
}`,
      'orders:scoped, items.delete:by-parent',
    ],
    [
      'a query with a name, that several others are of',
      `const old = db.select({ id: orders.id, organizationId: orders.organizationId }).from(orders).where(eq(orders.status, 'old')).as('old')
export const ofOne = (org: string) => db.select().from(old).where(eq(old.organizationId, org))
export const ofAll = () => db.select().from(old)`,
      'orders:scoped, orders:unscoped',
    ],
    [
      'a prepared query that functions run',
      `const open = db.select().from(orders).where(eq(orders.status, sql.placeholder('status'))).prepare('open')
const own = db.select().from(orders).where(eq(orders.organizationId, sql.placeholder('org'))).prepare('own')
export const openOnes = (status: string) => open.execute({ status })
export async function ownOnes(org: string) {
  return own.execute({ org })
}`,
      'orders:unscoped, orders:scoped',
    ],
    [
      'rows of a prepared query are those that it is run for',
      `const own = db.select().from(orders).where(eq(orders.organizationId, sql.placeholder('org'))).prepare('own')
async function drop(org: string) {
  const [order] = await own.execute({ org })
  await db.delete(items).where(eq(items.orderId, order.id))
}`,
      'orders:scoped, items.delete:by-row',
    ],
    [
      'rows that were awaited are values',
      `async function drop(org: string) {
  const own = await db.select({ id: orders.id }).from(orders).where(eq(orders.organizationId, org))
  await db.delete(items).where(inArray(items.orderId, own.map((one) => one.id)))
}`,
      'orders:scoped, items.delete:by-row',
    ],
    [
      'a value of a row that was awaited, which queries before are given',
      `async function drop(org: string) {
  const own = await db.select({ id: orders.id }).from(orders).where(eq(orders.organizationId, org))
  const id = own.find((one) => one.id)?.id
  await db.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org)))
  await db.delete(items).where(eq(items.orderId, id))
}`,
      'orders:scoped, orders:scoped, items.delete:by-row',
    ],
    [
      'what a list of rows that was awaited shows of one',
      `async function drop(org: string) {
  const [own] = await db.select({ id: orders.id }).from(orders).where(eq(orders.organizationId, org))
  const id = own?.id
  await db.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org)))
  await db.delete(items).where(eq(items.orderId, id))
}`,
      'orders:scoped, orders:scoped, items.delete:by-row',
    ],
    [
      'a builder that functions of the program send',
      `async function paginate(query, page: number) { return query.limit(10).offset(page * 10) }
async function counted(query) { const rows = await query.limit(10); return { rows, count: rows.length } }
export const page = (status: string) => paginate(db.select().from(orders).where(eq(orders.status, status)).$dynamic(), 1)
export const ownPage = (org: string) => paginate(db.select().from(orders).where(eq(orders.organizationId, org)).$dynamic(), 1)
export async function count(status: string) {
  const query = db.select().from(orders).where(eq(orders.status, status)).$dynamic()
  return counted(query)
}`,
      'orders:unscoped, orders:scoped, orders:unscoped',
    ],
    [
      'a builder that a function of the program gives and sends',
      `const all = () => db.select().from(orders).$dynamic()
async function open() { return all().where(eq(orders.status, 'open')) }
export const some = async () => { const rows = await open(); return rows.filter(Boolean) }`,
      'orders:unscoped',
    ],
    [
      'a row that the program compares itself',
      `async function drop(org: string, id: string) {
  const [own] = await db.select().from(orders).where(eq(orders.id, id)).limit(1)
  if (!own || own.organizationId !== org) return
  await db.delete(items).where(eq(items.orderId, own.id))
}`,
      'orders:by-guard, items.delete:by-row',
    ],
    [
      'a row of some columns that the program compares itself',
      `async function drop(org: string, id: string) {
  const [own] = await db.select({ of: orders.organizationId, state: orders.state }).from(orders).where(eq(orders.id, id)).limit(1)
  if (own?.of !== org) return
  await db.delete(items).where(eq(items.orderId, id))
}`,
      'orders:by-guard, items.delete:by-row',
    ],
    [
      'a key that was found for the tenant before',
      `async function drop(org: string, id: string) {
  const [own] = await db.select({ code: orders.code }).from(orders).where(and(eq(orders.organizationId, org), eq(orders.id, id))).limit(1)
  if (!own) return
  await db.delete(items).where(eq(items.orderId, id))
}`,
      'orders:scoped, items.delete:by-row',
    ],
  ])('%s', (_, body, found) => {
    expect(foundIn(body)).toBe(found)
  })
})

describe('rows of several tables', () => {
  const own = 'and(eq(orders.id, id), eq(orders.organizationId, org))'
  const joined = `.from(orders).leftJoin(items, eq(items.orderId, orders.id)).where(${own})`
  const before = 'orders:scoped, items:by-parent, '

  it.each<[rows: string, value: string, verdict: string]>([
    [`const [row] = await db.select({ order: orders, item: items.id })${joined}`, 'row.order.id', 'by-row'],
    [`const [row] = await db.select({ order: orders, item: items.id })${joined}`, 'row!.order!.id', 'by-row'],
    [`const [row] = await db.select({ order: orders, item: items })${joined}`, 'row.order.id', 'by-row'],
    [`const [row] = await db.select({ id: orders.id, item: items })${joined}`, 'row.id', 'by-row'],
    [`const [row] = await db.select(getTableColumns(orders))${joined}`, 'row.id', 'by-row'],
    [`const [row] = await db.select(getTableColumns(orders))${joined}`, 'row.customerId', 'by-reference'],
    [`const [row] = await db.select(getTableColumns(items))${joined}`, 'row.orderId', 'by-row'],
    [`const [row] = await db.select({ order: getTableColumns(orders), item: items.id })${joined}`, 'row.order.id', 'by-row'],
    [`const [row] = await db.selectDistinctOn([orders.id], getTableColumns(orders))${joined}`, 'row.id', 'by-row'],
    [`const [row] = await db.select({ order: { id: orders.id, of: orders.customerId } })${joined}`, 'row.order.id', 'by-row'],
    [`const [row] = await db.select({ order: { id: orders.id, of: orders.customerId } })${joined}`, 'row.order.of', 'by-reference'],
    [`const [row] = await db.select({ order: { id: sql\`\${id}\` } })${joined}`, 'row.order.id', 'by-reference'],
    [`const [row] = await db.select()${joined}`, 'row.orders.id', 'by-row'],
    [`const [row] = await db.select()${joined}`, 'row.id', 'by-reference'],
    [`const [{ orders: own }] = await db.select()${joined}`, 'own.id', 'by-row'],
    [`const order = await db.select({ order: orders })${joined}.then((rows) => rows[0]?.order)`, 'order.id', 'by-row'],
    [`const order = await db.select({ order: orders })${joined}.then(([row]) => row?.order ?? null)`, 'order.id', 'by-row'],
    [`const order = await db.select({ order: orders })${joined}.then(([row]) => row?.order ?? input)`, 'order.id', 'by-reference'],
    [`const rows = await db.select({ order: orders })${joined}\nfor (const { order } of rows)`, 'order.id', 'by-row'],
    [`const rows = await db.select({ order: orders })${joined}\nfor (const row of rows)`, 'row.order.id', 'by-row'],
    [`const rows = await db.select({ order: orders })${joined}\nconst [{ order }] = rows`, 'order.id', 'by-row'],
  ])('%s: %s', (rows, value, verdict) => {
    const found = foundIn(
      `async function run(org: string, id: string) {\n${rows}\nawait db.delete(items).where(eq(items.orderId, ${value}))\n}`,
    )
    expect(found.replace(before, '')).toBe(`items.delete:${verdict}`)
  })

  it.each<[other: string, then: string, verdict: string]>([
    [own, '', 'by-row'],
    ['eq(orders.id, given)', '', 'dynamic (the query that loaded its row before does not ask for the tenant)'],
    [own, 'row.order = input', 'by-reference'],
    [own, 'row.order.id = given', 'by-reference'],
    [own, 'row = input', 'by-reference'],
    [own, 'row[given] = input', 'by-reference'],
  ])('a part of one row or of another, which is held by %s: %s', (other, then, verdict) => {
    const read = (where: string): string => `await db.select({ order: { id: orders.id }, code: orders.code }).from(orders).where(${where})`
    const found = foundIn(`async function run(org: string, id: string, given: string, input: any) {
  const [found] = ${read(own)}
  if (!found) return
  let row = found
  if (found.code) {
    const [other] = ${read(other)}
    if (other) row = other
  }
  ${then}
  await db.delete(items).where(eq(items.orderId, row.order.id))
}`)
    expect(found.split(', ').at(-1)).toBe(`items.delete:${verdict}`)
  })

  it.each([
    ['{ order: orders, item: items.id }', 'row.order.organizationId'],
    ['{ order: { of: orders.organizationId } }', 'row.order.of'],
    ['getTableColumns(orders)', 'row.organizationId'],
    ['{ order: getTableColumns(orders), item: items.id }', 'row.order.organizationId'],
    ['', 'row.orders.organizationId'],
    ['', 'row.items.organizationId'],
  ])('are those that the program compares itself: %s', (fields, value) => {
    const asked = `db.select(${fields}).from(orders).leftJoin(items, eq(items.orderId, orders.id)).where(eq(orders.id, id))`
    const found = foundIn(
      `async function run(org: string, id: string) {\nconst [row] = await ${asked}\nif (!row || ${value} !== org) throw new Error()\nreturn row\n}`,
    )
    expect(found).toBe('orders:by-guard, items:by-guard')
  })
})

describe('rows that are nested under the names of relations', () => {
  const files = {
    'schema.ts': schema.replace('items: many(items)', 'parts: many(items)').replace('customer: one(customers', 'buyer: one(customers'),
  }

  it.each<[value: string, verdict: string]>([
    ['own.parts.map((part) => part.id)', 'by-row'],
    ['own.parts.map((part) => part.product)', 'by-key'],
    ['own.buyer.id', 'by-key'],
    ['own.others.map((part) => part.id)', 'by-key'],
  ])('%s', (value, verdict) => {
    const found = foundIn(
      `async function run(org: string, id: string) {
  const own = await db.query.orders.findFirst({ where: and(eq(orders.id, id), eq(orders.organizationId, org)), with: { parts: true, buyer: true } })
  if (!own) return
  await db.delete(items).where(inArray(items.id, ${value}))
}`,
      { files },
    )
    expect(found).toBe(`orders:scoped, items:by-parent, customers:by-parent, items.delete:${verdict}`)
  })
})

describe('texts that name tables of the schema', () => {
  it.each<[body: string, found: string]>([
    ['await db.execute(sql`select ${orders.id} from ${orders} where ${orders.status} = ${status}`)', 'orders:unscoped'],
    [
      'await db.execute(sql`select * from ${orders} where ${orders.organizationId} = ${org} and ${orders.status} = ${status}`)',
      'orders:scoped',
    ],
    ['await db.execute(sql`select * from ${orders} where ${orders.organizationId} = ${org} or status = ${status}`)', 'orders:vacuous'],
    ['await db.execute(sql`select * from ${orders} where ${orders.id} = ${id}`)', 'orders:by-key'],
    ['await db.execute(sql`delete from ${orders} where ${eq(orders.organizationId, org)}`)', 'orders.delete:scoped'],
    ['const all = sql`select * from ${orders}`\nawait db.execute(all)', 'orders:unscoped'],
    ['await db.execute(sql`select * from orders where organization_id = ${org}`)', 'orders:scoped'],
    ['await db.execute(sql`select * from ${table} where organization_id = ${org}`)', ''],
    [
      'await db.transaction(async (tx) => { await tx.execute(sql`update ${orders} set status = ${status} where ${orders.status} is null`) })',
      'orders.update:unscoped',
    ],
    [
      'await db.execute(sql`select * from ${orders} where ${orders.organizationId} = ${org}${status ? sql` and ${orders.status} = ${status}` : sql``}`)',
      'orders:scoped',
    ],
    [
      'await db.execute(sql`select * from ${orders} where ${orders.status} = ${status}${org ? sql` and ${orders.organizationId} = ${org}` : sql``}`)',
      'orders:dynamic (`org` decides whether it is held to a tenant)',
    ],
    [
      'await db.select({ n: sql`(select count(*) from items where items.order_id = orders.id)` }).from(orders).where(eq(orders.id, id))',
      'items:by-reference, orders:by-key',
    ],
    [
      'await db.select({ n: sql`(select count(*) from ${items} where ${items.orderId} = ${orders.id})` }).from(orders).where(eq(orders.id, id))',
      'items:by-reference, orders:by-key',
    ],
    [
      'const n = sql`(select max(id) from items where product = ${product})`\nawait db.select({ n, id: orders.id }).from(orders).where(eq(orders.organizationId, org))',
      'items:unscoped, orders:scoped',
    ],
    [
      'await db.select().from(orders).where(and(eq(orders.organizationId, org), status ? sql`${orders.id} in (select order_id from items)` : undefined))',
      'orders:scoped, items:by-parent',
    ],
    [
      'const all = sql`select * from items`\nawait db.execute(all)\nawait db.select().from(orders).where(sql`exists (${all})`)',
      'items:unscoped, items:unscoped, orders:unscoped',
    ],
    [
      `async function itemsOf(id: string, org: string) {
  const [own] = await db.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org)))
  if (!own) return []
  return db.execute(sql\`select * from \${items} where \${items.orderId} = \${own.id}\`)
}`,
      'orders:scoped, items:by-row',
    ],
  ])('%s', (body, found) => {
    expect(foundIn(body)).toBe(found)
  })
})

describe('what a call is made on', () => {
  it.each<[name: string, body: string, found: string]>([
    ['a transaction', 'await db.transaction(async (tx) => { await tx.delete(orders).where(eq(orders.id, id)) })', 'orders.delete:by-key'],
    ['tables of a transaction', 'await db.transaction(async (tx) => tx.query.orders.findMany())', 'orders:unscoped'],
    [
      'a parameter',
      'export const find = (db: Database) => db.query.orders.findFirst({ where: eq(orders.organizationId, org) })',
      'orders:scoped',
    ],
    ['a parameter of no type', 'export const find = (db) => db.query.orders.findMany()', 'orders:unscoped'],
    [
      'an injected database',
      `class Orders {
  constructor(private readonly database: Database) {}
  all() {
    return this.database.select().from(orders)
  }
  of(org: string) {
    return this.database.query.orders.findMany({ where: (table, { eq }) => eq(table.organizationId, org), with: { items: true } })
  }
}`,
      'orders:unscoped, orders:scoped, items:by-parent',
    ],
    ['a destructured database', 'const { db: own } = context\nawait own.update(orders).set({ status: null })', 'orders.update:unscoped'],
    ['one of two databases', 'await (tx ?? db).select().from(orders)', 'orders:unscoped'],
  ])('%s', (_, body, found) => {
    expect(foundIn(body)).toBe(found)
  })

  it('is no query where it is something else', () => {
    const bodies = [
      'const map = new Map()\nmap.delete(orders)',
      'cache.delete(id)',
      'http.delete("/orders")',
      'const rows = Array.from(list)',
      'other.select().from(unknownTable).where(eq(orders.id, id))',
      'other.query.nothing.findMany()',
      'const [orders2] = [1].values()',
      'store.update({ id })',
      'knex.select().from("orders")',
      'const orders3 = { id: 1 }\nawait db.select().from(orders3)',
    ]
    for (const body of bodies) expect([body, foundIn(body)]).toEqual([body, ''])
  })

  it('is no query of a table of another database', () => {
    const files = {
      'mine.ts': `import { mysqlTable, int } from 'drizzle-orm/mysql-core'\nexport const orders = mysqlTable('orders', { id: int('id') })`,
    }
    expect(foundIn('await db.select().from(orders)', { files, head: `import { orders } from './mine'\n` })).toBe('')
  })

  it('is of a creator of tables', () => {
    const files = {
      'mine.ts': `import { pgTableCreator, uuid } from 'drizzle-orm/pg-core'
const table = pgTableCreator((name) => \`\${name}s\`)
export const order = table('order', { id: uuid('id'), organizationId: uuid('organization_id') })`,
    }
    const head = `import { eq } from 'drizzle-orm'\nimport { order } from './mine'\n`
    expect(foundIn('await db.select().from(order).where(eq(order.organizationId, org))', { files, head })).toBe('orders:scoped')
  })

  it('is each of a schema that the same file makes, whatever is installed besides', () => {
    const files = {
      'mine.ts': `import { pgSchema, uuid } from 'drizzle-orm/pg-core'
const shop = pgSchema('public')
export const organizations = shop.table('organizations', { id: uuid('id') })
export const orders = shop.table('orders', { id: uuid('id'), organizationId: uuid('organization_id') })`,
    }
    const head = `import { orders } from './mine'\n`
    expect(foundIn('await db.select().from(orders)', { files, head, packages: ['knex'] })).toBe('orders:unscoped')
  })
})

describe('names of columns', () => {
  const files = {
    'mine.ts': `import { pgTable, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid(), organizationId: uuid() })`,
    'own.ts': `import { drizzle } from 'drizzle-orm/postgres-js'
export const db = drizzle(sql, { casing: 'snake_case' })`,
  }

  it('are as the database that is called has them', () => {
    const head = `import { eq } from 'drizzle-orm'\nimport { orders } from './mine'\nimport { db } from './own'\n`
    expect(foundIn('await db.select().from(orders).where(eq(orders.organizationId, org))', { files, head })).toBe('orders:scoped')
    expect(
      foundIn('await db.transaction(async (tx) => tx.select().from(orders).where(eq(orders.organizationId, org)))', { files, head }),
    ).toBe('orders:scoped')
  })
})

describe('names of columns where the database that is called is not in sight', () => {
  it.each([
    ['data/drizzle.config.ts', 'data/mine', 'orders:scoped'],
    ['drizzle.config.ts', 'data/mine', 'orders:scoped'],
    ['other/drizzle.config.ts', 'data/mine', 'orders:unscoped'],
  ])('are as %s says for %s', (config, module, found) => {
    const files = {
      [`${module}.ts`]: `import { pgTable, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid(), organizationId: uuid() })`,
      [config]: "export default { casing: 'snake_case' }",
    }
    const head = `import { eq } from 'drizzle-orm'\nimport { orders } from './${module}'\n`
    const body = 'export const all = ({ ctx, org }) => ctx.db.select().from(orders).where(eq(orders.organizationId, org))'
    expect(foundIn(body, { files, head })).toBe(found)
  })

  it.each([
    ['snake_case', 'orders:scoped'],
    ['camelCase', 'orders:unscoped'],
  ])('are as a call that opens one beside them says: %s', (casing, found) => {
    const files = {
      'data/mine.ts': `import { pgTable, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid(), organizationId: uuid() })`,
      'data/index.ts': `import { drizzle } from 'drizzle-orm/postgres-js'
export const db = drizzle(sql, { casing: '${casing}' })
export type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0]`,
    }
    const head = `import { eq } from 'drizzle-orm'\nimport { orders } from './data/mine'\nimport type { Tx } from './data'\n`
    const body = 'export const all = (tx: Tx, org: string) => tx.select().from(orders).where(eq(orders.organizationId, org))'
    expect(foundIn(body, { files, head })).toBe(found)
  })
})

describe('what cannot be seen', () => {
  it.each<[body: string, found: string]>([
    ['export const find = (where) => db.select().from(orders).where(where)', 'orders:dynamic (`where` is a parameter)'],
    ['export const find = (where) => db.select().from(orders).where(and(eq(orders.organizationId, org), where))', 'orders:scoped'],
    ['export const find = (more) => db.select().from(orders).where(and(...more))', 'orders:dynamic (`more` is a parameter)'],
    ['export const find = (more) => db.select().from(orders).where(and(eq(orders.organizationId, org), ...more))', 'orders:scoped'],
    [
      'export const find = (column) => db.select().from(orders).where(eq(column, org))',
      'orders:dynamic (what `eq(column, org)` gives cannot be seen)',
    ],
    ['export const find = (config) => db.query.orders.findMany(config)', 'orders:dynamic (`config` is a parameter)'],
    ['export const find = (data) => db.insert(orders).values(data)', 'orders.insert:dynamic (its columns are not known)'],
    ['export const find = (data) => db.insert(orders).values({ ...data, organizationId: org })', 'orders.insert:scoped'],
    [
      'export const find = (data) => db.insert(orders).values(data.map((one) => ({ ...one, organizationId: org })))',
      'orders.insert:scoped',
    ],
    ['export const find = (data) => db.insert(orders).values(data.map((one) => ({ status: one.status })))', 'orders.insert:unscoped'],
    ['export const find = (data) => db.update(orders).set(data).where(eq(orders.organizationId, org))', 'orders.update:scoped'],
    [
      'export const find = (text) => db.select().from(orders).where(and(eq(orders.organizationId, org), sql.raw(text)))',
      'orders:dynamic (`text` is a parameter)',
    ],
    ['export const find = (table) => db.select().from(table)', ''],
  ])('%s', (body, found) => {
    expect(foundIn(body)).toBe(found)
  })

  it('of 1.0 stands in parentheses', () => {
    const body = 'export const find = (text) => db.select().from(orders).where(and(eq(orders.organizationId, org), sql.raw(text)))'
    expect(foundIn(body, { major: 1 })).toBe('orders:scoped')
  })

  it('of a list that nobody knows stands in parentheses since 1.0 as well', () => {
    const body =
      'export const find = (names) => db.select().from(orders).where(and(eq(orders.organizationId, org), sql.join(names.map((name) => eq(orders.status, name)), sql` or `)))'
    expect([foundIn(body), foundIn(body, { major: 1 })]).toEqual(['orders:vacuous', 'orders:scoped'])
  })
})

it.each<[condition: string, found: string]>([
  ['sql`${orders.id} in (${sql.join(ids.map((id) => sql`${id}`), sql`, `)})`', 'orders:by-key'],
  ['sql`not (${sql.join(ids.map((id) => sql`${orders.status} = ${id}`), sql` or `)})`', 'orders:unscoped'],
  ['and(eq(orders.organizationId, org), sql`(${sql.join(ids.map((id) => sql`${orders.status} = ${id}`), sql` or `)})`)', 'orders:scoped'],
])('of a list with nothing in it nothing comes back, since Postgres refuses it: %s', (condition, found) => {
  expect(foundIn(`export const find = (ids) => db.select().from(orders).where(${condition})`)).toBe(found)
})

describe('queries that are combined', () => {
  const own = 'db.select({ status: orders.status }).from(orders).where(eq(orders.organizationId, org))'
  const both = 'orders:scoped, orders:scoped, orders:unscoped'
  const others = 'db.select({ status: orders.status }).from(orders)'
  const head = `${imports}import { unionAll } from 'drizzle-orm/pg-core'\n`

  it.each<[body: string, found: string]>([
    [
      `await db.select().from(orders).where(and(eq(orders.organizationId, org), inArray(orders.status, unionAll(${own}, ${others}))))`,
      both,
    ],
    [
      `await db.select().from(orders).where(and(eq(orders.organizationId, org), inArray(orders.status, unionAll(${others}, ${own}))))`,
      'orders:scoped, orders:unscoped, orders:scoped',
    ],
    [`await db.select().from(orders).where(and(eq(orders.organizationId, org), inArray(orders.status, ${own}.unionAll(${others}))))`, both],
    [`await db.select().from(orders).where(and(eq(orders.organizationId, org), exists(${own}.unionAll(${others}))))`, both],
    [`await db.select().from(orders).where(and(eq(orders.organizationId, org), exists(unionAll(${own}, ${others}))))`, both],
    [`await db.select().from(orders).where(and(eq(orders.organizationId, org), eq(orders.status, unionAll(${own}, ${others}))))`, both],
    [
      `await db.select().from(orders).where(and(eq(orders.organizationId, org), sql\`\${orders.status} in \${unionAll(${own}, ${others})}\`))`,
      both,
    ],
  ])('%s', (body, found) => {
    expect(foundIn(body, { head })).toBe(found)
  })
})

describe('queries of views', () => {
  const head = `${imports}import { pgMaterializedView, pgSchema, pgView, QueryBuilder } from 'drizzle-orm/pg-core'\n`

  it.each([
    "export const open = pgView('open').as((qb) => qb.select({ id: orders.id }).from(orders).where(eq(orders.status, 'open')))",
    "export const sums = pgMaterializedView('sums', { n: integer() }).with({ fillfactor: 90 }).as(sql`select count(*)::int as n from orders`)",
    "export const open = pgSchema('s').view('open').as(new QueryBuilder().select().from(orders))",
    `export const open = pgView('open').as((qb) => {
  const ids = qb.$with('ids').as(qb.select({ id: orders.id }).from(orders))
  return qb.with(ids).select().from(ids)
})`,
  ])('are sent by whoever reads the view: %s', (body) => {
    expect(foundIn(body, { head })).toBe('')
  })

  it('are none where something else is called `as`', () => {
    expect(foundIn("await db.select().from(db.select({ id: orders.id }).from(orders).as('open'))", { head })).toBe('orders:unscoped')
  })
})

describe('columns of other tables in an expression of `db.query`', () => {
  it.each<[body: string, found: string]>([
    ['await db.query.orders.findMany({ where: eq(customers.organizationId, org) })', 'orders:scoped'],
    ['await db.query.orders.findMany({ where: () => eq(customers.organizationId, org) })', 'orders:scoped'],
    [
      'await db.query.orders.findMany({ where: sql`exists (select 1 from ${customers} where ${customers.organizationId} = ${org})` })',
      'orders:scoped, customers:unscoped',
    ],
    [
      'await db.query.orders.findMany({ where: inArray(orders.customerId, db.select({ id: customers.id }).from(customers).where(eq(customers.organizationId, org))) })',
      'orders:by-parent, customers:scoped',
    ],
    ['await db.select().from(orders).where(eq(customers.organizationId, org))', 'orders:unscoped'],
  ])('are those of its row: %s', (body, found) => {
    expect(foundIn(body)).toBe(found)
  })
})

describe('filters that ask nothing', () => {
  it.each<[body: string, found: string]>([
    ['await db.select().from(orders).where(and(undefined, undefined))', 'orders:unscoped'],
    ['await db.select().from(orders).where(or(eq(orders.organizationId, org), sql`true`))', 'orders:vacuous'],
    [
      'await db.query.orders.findMany({ with: { customer: { where: eq(customers.organizationId, org) } } })',
      'orders:unscoped, customers:scoped',
    ],
    ['await db.select().from(orders).where(eq(orders.organizationId, undefined))', 'orders:scoped'],
    ['await db.select().from(orders).where(and(eq(orders.organizationId, org), sql`true or ${orders.total} > 1`))', 'orders:vacuous'],
  ])('%s', (body, found) => {
    expect(foundIn(body)).toBe(found)
  })
})
