import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../support/app-verdicts.ts'

const schema = `
  CREATE TABLE organizations (id bigint PRIMARY KEY);
  CREATE TABLE countries (id bigint PRIMARY KEY, name text);
  CREATE TABLE categories (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, name text);
  CREATE TABLE orders (
    id bigint PRIMARY KEY,
    organization_id bigint NOT NULL REFERENCES organizations,
    category_id bigint REFERENCES categories,
    country_id bigint REFERENCES countries,
    total int
  );
  CREATE TABLE order_lines (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, order_id bigint NOT NULL REFERENCES orders);`

const types = `
  export interface Order { id: string; categoryId: string; lines: OrderLine[] }
  export interface OrderLine { id: string; orderId: string }
  export type Category = { id: string }
  export interface Country { id: string }
  export type OrderRow = Readonly<Order>
  export type OrderWithLines = Order & { lines: OrderLine[] }
  export interface OrderInput { id: string }
  export type Orders = readonly Order[]
  export type Sent = z.infer<typeof orderSchema>
  export interface Job { order: Order; body: Order }`

/** What a function is given, what it asks by, and of which table. */
const cases: readonly (readonly [given: string, asked: string, verdict: string])[] = [
  ['order: Order', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'dynamic'],
  ['order: Order | null', 'UPDATE orders SET total = 0 WHERE id = ${order?.id}', 'dynamic'],
  ['order: OrderRow', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'dynamic'],
  ['order: OrderWithLines', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'dynamic'],
  ["order: Pick<Order, 'id'>", 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'dynamic'],
  ['{ id }: Order', 'UPDATE orders SET total = 0 WHERE id = ${id}', 'dynamic'],
  ['{ order }: { order: Order }', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'dynamic'],
  ['job: Job', 'UPDATE orders SET total = 0 WHERE id = ${job.order.id}', 'dynamic'],
  ['order: Order', 'SELECT id FROM order_lines WHERE order_id = ${order.id}', 'dynamic'],
  ['order: Order', 'SELECT id FROM categories WHERE id = ${order.categoryId}', 'dynamic'],
  ['category: Category', 'UPDATE categories SET name = null WHERE id = ${category.id}', 'dynamic'],
  ['orders: Order[]', 'UPDATE orders SET total = 0 WHERE id = ANY(${orders.map((order) => order.id)})', 'dynamic'],
  ['orders: Orders', 'UPDATE orders SET total = 0 WHERE id = ANY(${orders.map((order) => order.id)})', 'dynamic'],
  ['order: Order', 'DELETE FROM order_lines WHERE id = ANY(${order.lines.map((line) => line.id)})', 'dynamic'],
  ['order: OrderInput', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['order: Partial<Order>', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['order: Sent', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['order: Missing', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['order: { id: string }', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['order: any', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['body: Order', 'UPDATE orders SET total = 0 WHERE id = ${body.id}', 'by-key'],
  ['job: Job', 'UPDATE orders SET total = 0 WHERE id = ${job.body.id}', 'by-key'],
  ['@Body() order: Order', 'UPDATE orders SET total = 0 WHERE id = ${order.id}', 'by-key'],
  ['country: Country', 'UPDATE orders SET total = 0 WHERE id = ${country.id}', 'by-key'],
]

const ofTypes =
  "import { sql } from 'postgres'\nimport type { Category, Country, Job, Order, OrderInput, OrderLine, OrderRow, Orders, OrderWithLines, Sent } from './types'\n"

function verdictOf(program: string): readonly string[] {
  return verdictsOfApp({
    'package.json': '{ "dependencies": { "postgres": "3.4.0" } }',
    'schema.sql': schema,
    'types.ts': types,
    'app.ts': ofTypes + program,
  })
}

describe('a key of a row that a function is given, by its type', () => {
  it.each(cases)('%s: %s is %s', (given, asked, verdict) => {
    expect(verdictOf(`export class Shop { run(${given}) { return sql\`${asked}\` } }`)).toEqual([verdict])
  })

  const run = 'return sql`DELETE FROM orders WHERE id = ${order.id}`'
  const asClass = (handler: string, call: string, helper = 'private save(order: Order)'): string =>
    `export class Shop { ${handler} { return ${call} }\n ${helper} { ${run} } }`
  const asFunctions = (handler: string, call: string): string => `${handler} { return ${call} }\nfunction save(order: Order) { ${run} }`

  it.each([
    [asClass('@Post() add(@Body() dto: Order)', 'this.save(dto)'), 'by-key'],
    [asClass('@Post() add(@Body() dto: Order)', 'this.save({ ...dto, paid: true })'), 'by-key'],
    [asClass('@Post() add(@Body() dto: Order)', 'this.save(dto)', 'save(order: Order)'), 'by-key'],
    [asClass('@Post() add(@Body() dto: Order)', 'this.save({ ...dto, id: 1 })'), 'dynamic'],
    [asClass('@Post() add(@Body() dto: Job)', 'this.save(dto.order)'), 'by-key'],
    [asClass('@Post() add(@Body() dto: Order, order: Order)', 'this.save(order)'), 'dynamic'],
    [asClass('@Post() add(@Body() dto: Order)', 'this.load(dto)'), 'dynamic'],
    [asClass('add(order: Order)', 'this.save(order)'), 'dynamic'],
    [asFunctions('export function add(req: Request)', 'save(req.body as Order)'), 'by-key'],
    [asFunctions('export async function add(req: Request)', 'save(await req.json())'), 'by-key'],
    [
      asFunctions('export const add = (req: Request) =>', 'save(req.body)').replace('{ return save(req.body) }', 'save(req.body)'),
      'by-key',
    ],
    [asFunctions('export function add(req: Request)', 'save(req.order)'), 'dynamic'],
    [asFunctions('export function add(job: Job)', 'save(job.data)'), 'dynamic'],
    [asFunctions('export async function add(id: string)', 'save(await load(id))'), 'dynamic'],
    [
      `export class Shop { add(@Body() dto: Order) { return this.check(dto) }\n private check(one: Order) { return this.save(one) }\n private save(order: Order) { ${run} } }`,
      'by-key',
    ],
    [`function save(order: Order, again = false) { if (again) save(order)\n ${run} }\nexport const all = [save]`, 'dynamic'],
  ])('goes by what the function is given: %s is %s', (program, verdict) => {
    expect(verdictOf(program)).toEqual([verdict])
  })

  const shop = `export class Shop { save(order: Order) { ${run} } }`
  const controller = (handler: string): string =>
    `import { Shop } from './app'\nimport type { Order } from './types'\nexport class Orders { constructor(private readonly shop: Shop) {}\n ${handler} }`
  const plain = `export function save(order: Order) { ${run} }`
  const route = (handler: string): string => `import { save } from './app'\n${handler}`

  it.each([
    [shop, controller('@Put() update(@Body() order: Order) { return this.shop.save(order) }'), 'by-key'],
    [shop, controller('update(req: any) { return this.shop.save(req.body) }'), 'by-key'],
    [shop, controller('update(req: any) { return this.shop.save(req.body as Order) }'), 'by-key'],
    [shop, controller('async update(req: Request) { return this.shop.save(await req.json()) }'), 'by-key'],
    [shop, controller('update(req: any) { const order = req.body; return this.shop.save(order) }'), 'by-key'],
    [shop, controller("@Mutation() update(@Args('order') order: Order) { return this.shop.save(order) }"), 'by-key'],
    [shop, controller('async update(req: any, row: Order) { await this.shop.save(row); return this.shop.save(req.body) }'), 'by-key'],
    [shop, controller('update(order: Order) { return this.shop.save(order) }'), 'dynamic'],
    [shop, controller('async update(id: string) { return this.shop.save(await this.shop.find(id)) }'), 'dynamic'],
    [shop, controller('update(@Body() order: Order, other: Store) { return other.save(order) }'), 'dynamic'],
    [plain, route('export const update = (req: any) => save(req.body)'), 'by-key'],
    [plain, route('export async function PUT(req: Request) { const order = (await req.json()) as Order; return save(order) }'), 'by-key'],
    [
      plain,
      route(
        'const save = (order: any) => order\nexport const update = (req: any) => save(req.body)'.replace('const', 'export const'),
      ).replace(/^import.*\n/, ''),
      'dynamic',
    ],
    [
      `${shop}\nexport class Till { constructor(private readonly shop: Shop) {} pay(order: Order) { return this.shop.save(order) } }`,
      controller('')
        .replace('Shop }', 'Till }')
        .replace(': Shop', ': Till')
        .replace(/\n \s*}$/, '\n update(@Body() order: Order) { return this.shop.pay(order) } }'),
      'by-key',
    ],
  ])('goes by what any other file gives it that is seen to: %s, %s is %s', (program, caller, verdict) => {
    expect(
      verdictsOfApp({
        'package.json': '{ "dependencies": { "postgres": "3.4.0" } }',
        'schema.sql': schema,
        'types.ts': types,
        'app.ts': ofTypes + program,
        'controller.ts': caller,
      }),
    ).toEqual([verdict])
  })

  it('is nothing of a row that may not be there yet', () => {
    const upsert = 'INSERT INTO orders (id, organization_id) VALUES (${order.id}, ${org}) ON CONFLICT (id) DO UPDATE SET total = 0'
    expect(verdictOf(`export const run = (org: string, order: Order) => sql\`${upsert}\``)).toEqual(['scoped', 'by-key'])
  })

  it('is so where no schema tells of the table', () => {
    const program = "import { sql } from 'postgres'\ninterface Order { id: string }\ninterface Other { id: string }\n"
    const run = (type: string): string => `export const run = (order: ${type}) => sql\`DELETE FROM orders WHERE id = \${order.id}\``
    const verdict = (type: string): readonly string[] =>
      verdictsOfApp({ 'package.json': '{ "dependencies": { "postgres": "3.4.0" } }', 'app.ts': `${program}${run(type)}` })
    expect(verdict('Other')).toEqual(['by-key'])
    expect(verdict('Order')).toEqual(['dynamic'])
  })

  it.each([
    ['export default class Order { id: string }', "import Order from './order'", 'Order'],
    ['class Order { id: string }\nexport default Order', "import type Order from './order'", 'Order'],
    ['export default interface Order { id: string }', "import Model from './order'", 'Model'],
    ['interface Order { id: string }\nexport default Order', "import { Order } from './index'", 'Order'],
    ['interface Other { id: string }\nexport default Other', "import Order from './order'", 'Order', 'by-key'],
  ])('is what a module shows by no name: %s, %s', (own, imported, type, verdict = 'dynamic') => {
    const app = `import { sql } from 'postgres'\n${imported}\nexport const run = (all: ${type}[]) => sql\`DELETE FROM orders WHERE id = ANY(\${all.map((one) => one.id)})\``
    const beside = { 'order.ts': own, 'index.ts': "export { default as Order } from './order'" }
    expect(
      verdictsOfApp({ 'package.json': '{ "dependencies": { "postgres": "3.4.0" } }', 'schema.sql': schema, ...beside, 'app.ts': app }),
    ).toEqual([verdict])
  })

  it('is one of a list that is gone through', () => {
    const program = `export async function run(orders: Order[]) {
      for (const order of orders) await sql\`UPDATE orders SET total = 0 WHERE id = \${order.id}\`
      await Promise.all(orders.map(async (order) => { await sql\`DELETE FROM orders WHERE id = \${order.id}\` }))
    }`
    expect(verdictOf(program)).toEqual(['dynamic', 'dynamic'])
  })

  it('is told by all that call a function which has the key alone', () => {
    const clear =
      'async function clear({ orderId }: { orderId: string }) { await sql`DELETE FROM order_lines WHERE order_id = ${orderId}` }\n'
    const one = 'export async function run(order: Order) { const { id: orderId } = order; await clear({ orderId }) }\n'
    const other = 'export async function sent(orderId: string) { await clear({ orderId }) }\n'
    expect(verdictOf(clear + one)).toEqual(['dynamic'])
    expect(verdictOf(clear + one + other)).toEqual(['by-reference'])
  })

  it('is told by nothing where clients may call the function, or it gets another one', () => {
    const body = 'await sql`UPDATE orders SET total = 0 WHERE id = ${order.id}`'
    expect(verdictOf(`export async function run(order: Order) { 'use server'; ${body} }`)).toEqual(['by-key'])
    expect(verdictOf(`export async function run(order: Order, id: string) { order.id = id; ${body} }`)).toEqual(['by-key'])
    expect(verdictOf(`export async function run(order: Order, sent: Order) { order = sent; ${body} }`)).toEqual(['by-key'])
    expect(verdictOf(`export async function run(order: Order, sent: object) { Object.assign(order, sent); ${body} }`)).toEqual(['by-key'])
    const action = verdictsOfApp({
      'package.json': '{ "dependencies": { "postgres": "3.4.0" } }',
      'schema.sql': schema,
      'types.ts': types,
      'app.ts': `'use server'\n${ofTypes}export async function run(order: Order) { ${body} }`,
    })
    expect(action).toEqual(['by-key'])
  })

  const prisma = `
    datasource db { 
      provider = "postgresql" 
    }
    generator client { 
      provider = "prisma-client-js" 
    }
    model Organization { 
      id String @id
      orders Order[] 
    }
    model Order {
      id String @id
      organizationId String @map("organization_id")
      total Int
      organization Organization @relation(fields: [organizationId], references: [id])
      @@map("purchases")
    }`

  it.each([
    ["import { PrismaClient, type Order } from '@prisma/client'", 'order: Order', 'dynamic'],
    [
      "import { PrismaClient } from '@prisma/client'\nimport type { Order as Row } from '../generated/prisma/client'",
      'order: Row',
      'dynamic',
    ],
    ["import { PrismaClient, Prisma } from '@prisma/client'", 'order: Prisma.OrderGetPayload<{ include: { lines: true } }>', 'dynamic'],
    ["import { PrismaClient, Prisma } from '@prisma/client'", 'order: Prisma.OrderUpdateInput', 'by-key'],
    ["import { PrismaClient } from '@prisma/client'\nimport type { Prisma } from './types'", 'order: Prisma.Purchase', 'dynamic'],
  ])('of Prisma: %s, %s', (imports, given, verdict) => {
    const program = `${imports}\nconst prisma = new PrismaClient()\nexport const run = (${given}) => prisma.order.update({ where: { id: order.id }, data: { total: 0 } })`
    const found = verdictsOfApp({
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
      'prisma/schema.prisma': prisma,
      'app.ts': program,
    })
    expect(found).toEqual([verdict])
  })

  it.each([
    ['Prisma.LineGetPayload<{ include: { order: true } }>', 'given.order.id', 'dynamic'],
    ['Prisma.OrganizationGetPayload<{ include: { orders: true } }>', 'given.orders[0].id', 'by-key'],
    ['Prisma.LineGetPayload<{ include: { order: true } }>', 'given.note.id', 'by-key'],
    ['Prisma.LineCreateInput', 'given.order.id', 'by-key'],
    ['Line', 'given.order.id', 'by-key'],
  ])('of Prisma, behind another row: %s, %s', (type, key, verdict) => {
    const lines = `
      model Line {
        id String @id
        organizationId String @map("organization_id")
        organization Organization @relation(fields: [organizationId], references: [id])
        orderId String
        order Order @relation(fields: [orderId], references: [id])
        note Json
      }`
    const program = `import { PrismaClient, Prisma, type Line } from '@prisma/client'
      const prisma = new PrismaClient()
      export const run = (given: ${type}) => prisma.order.update({ where: { id: ${key} }, data: { total: 0 } })`
    const found = verdictsOfApp({
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
      'prisma/schema.prisma':
        prisma.replace('orders Order[]', 'orders Order[]\nlines Line[]').replace('total Int', 'total Int\nlines Line[]') + lines,
      'app.ts': program,
    })
    expect(found).toEqual([verdict])
  })

  it('of Prisma, each behind one that is gone through', () => {
    const program = `import { PrismaClient, Prisma } from '@prisma/client'
      const prisma = new PrismaClient()
      export async function run(order: Prisma.OrderGetPayload<{ include: { lines: true } }>) {
        for (const line of order.lines) await prisma.order.update({ where: { id: line.orderId }, data: { total: 0 } })
      }`
    const found = verdictsOfApp({
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
      'prisma/schema.prisma': prisma,
      'app.ts': program,
    })
    expect(found).toEqual(['dynamic'])
  })

  it.each([
    ['typeof purchases.$inferSelect', 'dynamic'],
    ["(typeof purchases)['$inferSelect']", 'dynamic'],
    ['InferSelectModel<typeof purchases>', 'dynamic'],
    ['Purchase', 'dynamic'],
    ['typeof purchases.$inferInsert', 'by-key'],
  ])('of Drizzle: %s', (type, verdict) => {
    const tables = `import { bigint, integer, pgTable } from 'drizzle-orm/pg-core'
      export const organizations = pgTable('organizations', { id: bigint('id', { mode: 'number' }).primaryKey() })
      export const purchases = pgTable('orders', {
        id: bigint('id', { mode: 'number' }).primaryKey(),
        organizationId: bigint('organization_id', { mode: 'number' }).notNull().references(() => organizations.id),
        total: integer('total'),
      })
      export type Purchase = typeof purchases.$inferSelect`
    const program = `import { eq, type InferSelectModel } from 'drizzle-orm'
      import { drizzle } from 'drizzle-orm/node-postgres'
      import { purchases, type Purchase } from './schema'
      const db = drizzle(process.env.URL!)
      export const run = (order: ${type}) => db.update(purchases).set({ total: 0 }).where(eq(purchases.id, order.id))`
    expect(
      verdictsOfApp({ 'package.json': '{ "dependencies": { "drizzle-orm": "0.44.0" } }', 'schema.ts': tables, 'app.ts': program }),
    ).toEqual([verdict])
  })

  it.each([
    ['kysely', 'order: Selectable<OrderTable>', 'dynamic'],
    ['kysely', 'order: Updateable<OrderTable>', 'by-key'],
    ['kysely', "order: Selectable<Database['orders']>", 'dynamic'],
    ['@supabase/supabase-js', "order: Tables<'orders'>", 'dynamic'],
    ['@supabase/supabase-js', "order: Database['public']['Tables']['orders']['Row']", 'dynamic'],
    ['@supabase/supabase-js', "order: Database['public']['Tables']['orders']['Update']", 'by-key'],
    ['@supabase/supabase-js', "order: TablesUpdate<'orders'>", 'by-key'],
  ])('of %s: %s', (library, given, verdict) => {
    const call =
      library === 'kysely'
        ? "import { Kysely, type Selectable, type Updateable } from 'kysely'\nimport type { Database, OrderTable } from './types'\nconst db = new Kysely<Database>({} as never)\nexport const run = (GIVEN) => db.updateTable('orders').set({ total: 0 }).where('id', '=', order.id).execute()"
        : "import { createClient } from '@supabase/supabase-js'\nimport type { Database, Tables, TablesUpdate } from './database.types'\nconst supabase = createClient<Database>('', '')\nexport const run = async (GIVEN) => { await supabase.from('orders').update({ total: 0 }).eq('id', order.id) }"
    const program = call.replace('GIVEN', given)
    const found = verdictsOfApp({
      'package.json': `{ "dependencies": { "${library}": "2.0.0" } }`,
      'schema.sql': schema,
      'app.ts': program,
    })
    expect(found).toEqual([verdict])
  })
})

describe('a property of what is typed as a row, where one of its name is set elsewhere', () => {
  const run = (body = ''): string =>
    `export async function run(orders: Order[], id: string) { ${body}\nawait sql\`DELETE FROM orders WHERE id = ANY(\${orders.map((order) => order.id)})\` }\n`
  const one = 'export async function one(order: Order) { await sql`DELETE FROM orders WHERE id = ${order.id}` }\n'

  it.each([
    'export const callbacks = { session({ session, token }) { session.user.id = token.sub; return session } }',
    'export function shown(row) { row.id = String(row.id); return row }',
  ])('is that of the row: %s', (elsewhere) => {
    expect(verdictOf(run() + elsewhere)).toEqual(['dynamic'])
    expect(verdictOf(one + elsewhere)).toEqual(['dynamic'])
  })

  it.each([
    [run('orders.forEach((order) => fix(order, id))'), 'function fix(it, id) { it.id = id }'],
    [run('orders.forEach((order) => more(order, id))'), 'const more = (it, id) => fix(it, id)\nfunction fix(it, id) { it.id = id }'],
    [one.replace('{', '{ fix(order);'), 'function fix(it) { it.id = other }'],
    [one, 'export async function all(order: Order, id: string) { order.id = id; await one(order) }'],
    [one, 'export async function all(order: Order, id: string) { fix(order, id); await one(order) }\nfunction fix(it, id) { it.id = id }'],
  ])('may be another one: %s%s', (program, elsewhere) => {
    expect(verdictOf(program + elsewhere)).toEqual(['by-key'])
  })
})
