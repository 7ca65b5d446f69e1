import { describe, expect, it } from 'vitest'
import { filesOf, lint, type Files } from '../support/run-rule.ts'

interface Library {
  readonly name: string
  readonly schema: Files
  readonly text: string
  /** What the program calls the column. */
  readonly property: string
}

const packages = (dependencies: object): string => JSON.stringify({ name: 'shop', dependencies })

const libraries: Library[] = [
  {
    name: 'Prisma',
    property: 'organizationId',
    schema: {
      'package.json': packages({ '@prisma/client': '7.0.0' }),
      'prisma/schema.prisma': `datasource db { provider = "postgresql" }
model Order {
  id Int @id
  organizationId Int @map("organization_id")
  price Int
  @@map("orders")
}
`,
    },
    text: `import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
export const all = () => prisma.order.findMany({ where: { price: 1 } })
export const one = (id: number) => prisma.order.findUnique({ where: { id } })
export const add = (id: number) => prisma.order.create({ data: { id, price: 2 } })
`,
  },
  {
    name: 'Drizzle',
    property: 'organizationId',
    schema: {
      'package.json': packages({ 'drizzle-orm': '0.44.0', 'drizzle-kit': '0.31.0' }),
      'drizzle.config.ts': `export default { schema: './schema.ts', dialect: 'postgresql' }\n`,
      'schema.ts': `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  price: integer('price'),
})
`,
    },
    text: `import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { orders } from './schema.ts'
const db = drizzle('')
export const all = () => db.select().from(orders).where(eq(orders.price, 1))
export const one = (id: number) => db.select().from(orders).where(eq(orders.id, id))
export const add = (id: number) => db.insert(orders).values({ id, price: 2 })
`,
  },
  {
    name: 'TypeORM',
    property: 'organizationId',
    schema: {
      'package.json': packages({ typeorm: '0.3.20' }),
      'order.entity.ts': `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('orders')
export class Order {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
  @Column('int') price: number
}
`,
      'data-source.ts': `import { DataSource } from 'typeorm'
import { Order } from './order.entity'
export const source = new DataSource({ type: 'postgres', entities: [Order] })
`,
    },
    text: `import { Repository } from 'typeorm'
import { Order } from './order.entity'
export const all = (repo: Repository<Order>) => repo.find({ where: { price: 1 } })
export const one = (repo: Repository<Order>, id: number) => repo.findOne({ where: { id } })
export const add = (repo: Repository<Order>, id: number) => repo.insert({ id, price: 2 })
`,
  },
  {
    name: 'Sequelize',
    property: 'organizationId',
    schema: {
      'package.json': packages({ sequelize: '6.37.0' }),
      'models/order.ts': `import { DataTypes, Model, Sequelize } from 'sequelize'
const sequelize = new Sequelize('postgres://localhost/shop')
export class Order extends Model {}
Order.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    organizationId: { type: DataTypes.INTEGER, field: 'organization_id', allowNull: false },
    price: DataTypes.INTEGER,
  },
  { sequelize, tableName: 'orders', timestamps: false },
)
`,
    },
    text: `import { Order } from './models/order'
export const all = () => Order.findAll({ where: { price: 1 } })
export const one = (id: number) => Order.findOne({ where: { id } })
export const add = (id: number) => Order.create({ id, price: 2 })
`,
  },
  {
    name: 'Kysely with CamelCasePlugin',
    property: 'organizationId',
    schema: {
      'package.json': packages({ kysely: '0.28.0' }),
      'db/schema.sql': 'create table orders (id int primary key, organization_id int not null, price int, deleted_at timestamptz);',
    },
    text: `import { CamelCasePlugin, Kysely } from 'kysely'
const db = new Kysely<any>({ plugins: [new CamelCasePlugin()] })
export const all = () => db.selectFrom('orders').selectAll().where('price', '=', 1).execute()
export const one = (id: number) => db.selectFrom('orders').selectAll().where('id', '=', id).execute()
export const add = (id: number) => db.insertInto('orders').values({ id, price: 2 }).execute()
`,
  },
  {
    name: 'MikroORM',
    property: 'organization',
    schema: {
      'package.json': packages({ '@mikro-orm/core': '6.4.0', '@mikro-orm/postgresql': '6.4.0' }),
      'mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/postgresql'
import { Order, Organization } from './order.entity'
export default defineConfig({ entities: [Order, Organization] })
`,
      'order.entity.ts': `import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'organizations' })
export class Organization {
  @PrimaryKey({ type: 'int' }) id!: number
}
@Entity({ tableName: 'orders' })
export class Order {
  @PrimaryKey({ type: 'int' }) id!: number
  @ManyToOne(() => Organization) organization!: Organization
  @Property({ type: 'int' }) price!: number
}
`,
    },
    text: `import { EntityManager } from '@mikro-orm/postgresql'
import { Order } from './order.entity'
export const all = (em: EntityManager) => em.find(Order, { price: 1 })
export const one = (em: EntityManager, id: number) => em.findOne(Order, { id })
export const add = (em: EntityManager, id: number) => em.insert(Order, { id, price: 2 })
`,
  },
]

const told = ({ text, schema }: Library, rule: string): string[] =>
  lint(text, { rule, schema, file: 'service.ts' }).map(({ message }) => message)

describe.each(libraries)('what is said of calls of $name', (library) => {
  const { property } = library

  it('names what to write in a condition', () => {
    const [message, ...more] = told(library, 'require-tenant-filter')
    expect(message).toContain(`nothing limits ${property} to one value, so`)
    expect(message).toContain(`Compare orders.${property} with the tenant`)
    expect(message).not.toContain('organization_id')
    expect(more).toEqual([])
  })

  it('names what to write beside a key', () => {
    const [message, ...more] = told(library, 'require-tenant-with-key')
    expect(message).toContain(`Compare orders.${property} with the tenant`)
    expect(more).toEqual([])
  })

  it('names what to set in a row', () => {
    const [message, ...more] = told(library, 'require-tenant-on-insert')
    expect(message).toContain(`Give ${property} a value`)
    expect(message).not.toContain('organization_id')
    expect(more).toEqual([])
  })
})

it('names what leaves deleted rows out as the program does', () => {
  const library = libraries.find(({ name }) => name.startsWith('Kysely'))
  if (!library) throw new Error('there is none')
  const [message] = told(library, 'require-soft-delete-filter')
  expect(message).toContain("marked by deletedAt, and nothing leaves them out. Add `.where('deletedAt', 'is', null)`")
  const [written] = told({ ...library, text: library.text.replace('plugins: [new CamelCasePlugin()]', '') }, 'require-soft-delete-filter')
  expect(written).toContain("marked by deleted_at, and nothing leaves them out. Add `.where('deleted_at', 'is', null)`")
})

it('names what to write for a reference, too', () => {
  const library = libraries[1]
  if (!library) throw new Error('there is none')
  const schema = {
    ...filesOf(library.schema),
    'schema.ts': `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const buyers = pgTable('buyers', { id: integer('id').primaryKey(), organizationId: integer('organization_id').notNull() })
export const orders = pgTable('orders', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  buyerId: integer('buyer_id').references(() => buyers.id),
})
`,
  }
  const text = library.text.replace('eq(orders.id, id)', 'eq(orders.buyerId, id)')
  expect(told({ ...library, schema, text }, 'require-tenant-with-key')[0]).toContain('only buyerId is fixed, so')
})

it.each([
  { value: 'ctx.org', hint: ' Another query of this function compares it with `ctx.org`.' },
  { value: 'all.filter((one) => one.open).map((one) => one.id)', hint: '' },
  { value: '[]', hint: '' },
  { value: "sql.placeholder('org')", hint: '' },
])('names $value of another query where that can be written again', ({ value, hint }) => {
  const [, library] = libraries
  if (!library) throw new Error('there is none')
  const [head] = library.text.split('export const all')
  const text = `${head}
export async function get(id: number, ctx: Context, all: One[]) {
  await db.select().from(orders).where(eq(orders.organizationId, ${value}))
  return db.select().from(orders).where(eq(orders.id, id))
}
`
  const [message] = told({ ...library, text }, 'require-tenant-with-key')
  expect(message?.split(' as well.')[1]).toBe(hint)
})

it.each([
  ['if (order.organizationId !== ctx.org) throw new Error()', ' Another query of this function compares it with `ctx.org`.'],
  ['await assertMember(order.organizationId)', ''],
])('names what the program compares the row of another query with, and no function that it asks about it: %s', (check, hint) => {
  const [, library] = libraries
  if (!library) throw new Error('there is none')
  const [head] = library.text.split('export const all')
  const text = `${head}
export async function get(id: number, other: number, ctx: Context) {
  const [order] = await db.select().from(orders).where(eq(orders.id, id))
  ${check}
  return [order, await db.select().from(orders).where(eq(orders.id, other))]
}
`
  const [message] = told({ ...library, text }, 'require-tenant-with-key')
  expect(message?.split(' as well.')[1]).toBe(hint)
})

it('names no row that is changed by its own key', () => {
  const library = libraries.find(({ name }) => name === 'Sequelize')
  if (!library) throw new Error('there is none')
  const schema = {
    ...filesOf(library.schema),
    'models/organization.ts': `import { DataTypes, Model, Sequelize } from 'sequelize'
import { Order } from './order'
const sequelize = new Sequelize('postgres://localhost/shop')
export class Organization extends Model {}
Organization.init({ id: { type: DataTypes.INTEGER, primaryKey: true }, name: DataTypes.TEXT }, { sequelize, tableName: 'organizations', timestamps: false })
Order.belongsTo(Organization, { foreignKey: 'organizationId', as: 'organization' })
`,
  }
  const text = `import { Order } from './models/order'
import { Organization } from './models/organization'
export const one = async (id: number, name: string) => {
  const order = await Order.findOne({ where: { id }, include: [{ model: Organization, as: 'organization' }] })
  await order.organization.update({ name })
  return order
}
`
  const [message] = told({ ...library, schema, text }, 'require-tenant-with-key')
  expect(message?.split(' as well.')[1]).toBe('')
})

it('names no value that another column is compared with', () => {
  const [, library] = libraries
  if (!library) throw new Error('there is none')
  const [head] = library.text.split('export const all')
  const schema = {
    'schema.ts': `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: integer('id').primaryKey(), organizationId: integer('organization_id').notNull() })
export const tasks = pgTable('tasks', { id: integer('id').primaryKey(), workspaceId: integer('workspace_id').notNull() })
`,
  }
  const text = `${head?.replace('orders }', 'orders, tasks }')}
export async function get(id: number, ctx: Context) {
  await db.select().from(tasks).where(eq(tasks.workspaceId, ctx.workspace))
  return db.select().from(orders).where(eq(orders.id, id))
}
`
  const [message] = told({ ...library, schema: { ...filesOf(library.schema), ...schema }, text }, 'require-tenant-with-key')
  expect(message?.split(' as well.')[1]).toBe('')
})

it('names the column in SQL, whoever sends it', () => {
  const [, drizzle] = libraries
  if (!drizzle) throw new Error('there is none')
  const text = `import { sql } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'
export const all = () => drizzle('').execute(sql\`select price from orders where price = 1\`)\n`
  expect(told({ ...drizzle, text }, 'require-tenant-filter')[0]).toContain('Compare orders.organization_id with the tenant')
})

it('names what is asked for before what is loaded with it', () => {
  const library = libraries.find(({ name }) => name === 'TypeORM')
  if (!library) throw new Error('there is none')
  const schema = {
    ...filesOf(library.schema),
    'order.entity.ts': `import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
@Entity('buyers')
export class Buyer {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
}
@Entity('orders')
export class Order {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
  @Column('int') price: number
  @ManyToOne(() => Buyer, { eager: true }) @JoinColumn({ name: 'buyer_id' }) buyer: Buyer
}
`,
    'data-source.ts': `import { DataSource } from 'typeorm'
import { Buyer, Order } from './order.entity'
export const source = new DataSource({ type: 'postgres', entities: [Buyer, Order] })
`,
  }
  const [message] = told({ ...library, schema }, 'require-tenant-filter')
  expect(message).toContain('This query reads orders (and the table joined to it: buyers)')
})

it('names what is asked for before what is included, which stands first in the SQL', () => {
  const library = libraries.find(({ name }) => name === 'Prisma')
  if (!library) throw new Error('there is none')
  const schema = {
    ...filesOf(library.schema),
    'prisma/schema.prisma': `datasource db { provider = "postgresql" }
model Order {
  id Int @id
  organizationId Int @map("organization_id")
  items Item[]
  @@map("orders")
}
model Item {
  id Int @id
  organizationId Int @map("organization_id")
  orderId Int
  order Order @relation(fields: [orderId], references: [id])
  @@map("items")
}
`,
  }
  const text = library.text.replace('where: { price: 1 }', 'include: { items: true }')
  const [message] = told({ ...library, schema, text }, 'require-tenant-filter')
  expect(message).toContain('This query reads orders (and the table joined to it: items)')
})

describe('a call that sends two queries', () => {
  it.each(['findAndCount(Order, { price: 1 })', "findAndCount(Order, { price: 1 }, { populate: ['customer'] })"])(
    'is told once: %s',
    (call) => {
      const schema = {
        'package.json': packages({ '@mikro-orm/core': '6.4.0', '@mikro-orm/postgresql': '6.4.0' }),
        'entities.ts': `import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'organizations' })
export class Organization { @PrimaryKey({ type: 'int' }) id!: number }
@Entity({ tableName: 'customers' })
export class Customer { @PrimaryKey({ type: 'int' }) id!: number; @ManyToOne(() => Organization) organization!: Organization }
@Entity({ tableName: 'orders' })
export class Order {
  @PrimaryKey({ type: 'int' }) id!: number
  @ManyToOne(() => Organization) organization!: Organization
  @ManyToOne(() => Customer) customer!: Customer
  @Property({ type: 'int' }) price!: number
}
`,
      }
      const text = `import { EntityManager } from '@mikro-orm/postgresql'\nimport { Order } from './entities'\nexport const page = (em: EntityManager) => em.${call}\n`
      const found = lint(text, { rule: 'require-tenant-filter', schema, file: 'service.ts' })
      expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('orders')])
    },
  )
})
