import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { drizzle } from '../../src/orms/drizzle/index.ts'
import { mikroOrm } from '../../src/orms/mikro-orm/index.ts'
import type { SchemaReader } from '../../src/orms/orm.ts'
import { prisma } from '../../src/orms/prisma/index.ts'
import { typeorm } from '../../src/orms/typeorm/index.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'
import { foldOf, textsOf, virtualWorld } from './support/conform.ts'

type Files = Readonly<Record<string, string>>

function catalogOf(orm: SchemaReader, files: Files, majors: Readonly<Record<string, number>> = {}): Catalog {
  const { state, unread } = foldOf(orm.statements(textsOf(files), virtualWorld(files, majors)))
  expect(unread.map(({ reason }) => reason)).toEqual([])
  return readState(state, [])
}

/** What leads where, and whether the database knows. */
function references({ tables }: Catalog): string[] {
  return tables.flatMap(({ name, foreignKeys, relations = [] }) => [
    ...foreignKeys.map(({ columns, references: to }) => `${name}(${columns.join()}) → ${to.table}(${to.columns.join()}), kept`),
    ...relations.map(({ columns, references: to }) => `${name}(${columns.join()}) → ${to.table}(${to.columns.join()})`),
  ])
}

function verdicts(catalog: Catalog, sql: string): string[] {
  const parsed = libpgQuery.parse(sql)
  const query = parsed.ok ? parsed.value[0]?.query : undefined
  return query ? new Judge(catalog, defaultSettings).judgeAll(query).map(({ access, verdict }) => `${access.name}: ${verdict}`) : []
}

const drizzleTables = `import { relations, defineRelations } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
export const organizations = pgTable('organizations', { id: uuid().primaryKey() })
export const orders = pgTable('orders', { id: uuid().primaryKey(), organizationId: uuid('organization_id').notNull() })
export const items = pgTable('items', { id: uuid().primaryKey(), organizationId: uuid('organization_id').notNull(), orderId: uuid('order_id').notNull(), note: text() })
`

const prismaModels = (mode: string): string => `datasource db {
  provider = "postgresql"
  relationMode = "${mode}"
}
model Organization {
  id     String  @id
  orders Order[]
}
model Order {
  id             String       @id
  organizationId String       @map("organization_id")
  organization   Organization @relation(fields: [organizationId], references: [id])
  items          Item[]
  tags           Tag[]
}
model Item {
  id             String @id
  organizationId String @map("organization_id")
  orderId        String @map("order_id")
  order          Order  @relation(fields: [orderId], references: [id])
}
model Tag {
  id     String  @id
  orders Order[]
}
`

const typeormEntities = (option: string): string => `import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
@Entity('orders')
export class Order { @PrimaryGeneratedColumn('uuid') id: string; @Column('uuid') organization_id: string }
@Entity('items')
export class Item {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid') organization_id: string
  @ManyToOne(() => Order, { nullable: false${option} }) @JoinColumn({ name: 'order_id' }) order: Order
}
`

const mikroEntities = (option: string): string => `import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'orders' })
export class Order { @PrimaryKey({ type: 'uuid' }) id!: string; @Property({ type: 'uuid' }) organization_id!: string }
@Entity({ tableName: 'items' })
export class Item {
  @PrimaryKey({ type: 'uuid' }) id!: string
  @Property({ type: 'uuid' }) organization_id!: string
  @ManyToOne({ entity: () => Order, fieldName: 'order_id'${option} }) order!: Order
}
`

const itemsOfOrders = 'select * from items join orders on items.order_id = orders.id where orders.organization_id = $1'

describe('what an ORM relates without a foreign key', () => {
  it.each<{ name: string; orm: SchemaReader; files: Files; majors?: Readonly<Record<string, number>>; expected: readonly string[] }>([
    {
      name: 'relations of Drizzle',
      orm: drizzle,
      files: {
        'schema.ts': `${drizzleTables}
export const ofItems = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.orderId], references: [orders.id] }) }))
export const ofOrders = relations(orders, ({ one, many }) => ({
  organization: one(organizations, { fields: [orders.organizationId], references: [organizations.id] }),
  items: many(items),
}))`,
      },
      expected: ['orders(organization_id) → organizations(id)', 'items(order_id) → orders(id)'],
    },
    {
      name: 'defineRelations of Drizzle',
      orm: drizzle,
      majors: { 'drizzle-orm': 1 },
      files: {
        'schema.ts': drizzleTables,
        'relations.ts': `import { defineRelations } from 'drizzle-orm'
import * as schema from './schema'
export const relations = defineRelations(schema, (r) => ({
  items: { order: r.one.orders({ from: r.items.orderId, to: r.orders.id }) },
  orders: { items: r.many.items() },
}))`,
      },
      expected: ['items(order_id) → orders(id)'],
    },
    {
      name: 'a relation of Drizzle beside its foreign key',
      orm: drizzle,
      files: {
        'schema.ts': `${drizzleTables.replace("uuid('order_id').notNull()", "uuid('order_id').notNull().references(() => orders.id)")}
export const ofItems = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.orderId], references: [orders.id] }) }))`,
      },
      expected: ['items(order_id) → orders(id), kept'],
    },
    {
      name: 'the other end of a relation of Drizzle, and what is not unique there',
      orm: drizzle,
      files: {
        'schema.ts': `${drizzleTables}
export const ofOrders = relations(orders, ({ one }) => ({ item: one(items, { fields: [orders.id], references: [items.orderId] }) }))
export const ofItems = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.organizationId], references: [orders.organizationId] }) }))`,
      },
      expected: [],
    },
    {
      name: 'a column of Drizzle that leads to several tables',
      orm: drizzle,
      files: {
        'schema.ts': `${drizzleTables}
export const comments = pgTable('comments', { id: uuid().primaryKey(), kind: text(), subjectId: uuid('subject_id') })
export const ofComments = relations(comments, ({ one }) => ({
  order: one(orders, { fields: [comments.subjectId], references: [orders.id] }),
  item: one(items, { fields: [comments.subjectId], references: [items.id] }),
}))`,
      },
      expected: [],
    },
    {
      name: 'relations of Prisma in the client',
      orm: prisma,
      files: { 'schema.prisma': prismaModels('prisma') },
      expected: [
        'Order(organization_id) → Organization(id)',
        'Item(order_id) → Order(id)',
        '_OrderToTag(A) → Order(id)',
        '_OrderToTag(B) → Tag(id)',
      ],
    },
    {
      name: 'a relation of Prisma in the client whose field is not there yet',
      orm: prisma,
      files: { 'schema.prisma': prismaModels('prisma').replace('fields: [orderId]', 'fields: [orderNumber]') },
      expected: ['Order(organization_id) → Organization(id)', '_OrderToTag(A) → Order(id)', '_OrderToTag(B) → Tag(id)'],
    },
    {
      name: 'relations of Prisma in the database',
      orm: prisma,
      files: { 'schema.prisma': prismaModels('foreignKeys') },
      expected: [
        'Order(organization_id) → Organization(id), kept',
        'Item(order_id) → Order(id), kept',
        '_OrderToTag(A) → Order(id), kept',
        '_OrderToTag(B) → Tag(id), kept',
      ],
    },
    {
      name: 'TypeORM without constraints',
      orm: typeorm,
      files: { 'entities.ts': typeormEntities(', createForeignKeyConstraints: false') },
      expected: ['items(order_id) → orders(id)'],
    },
    { name: 'TypeORM', orm: typeorm, files: { 'entities.ts': typeormEntities('') }, expected: ['items(order_id) → orders(id), kept'] },
    {
      name: 'MikroORM without constraints',
      orm: mikroOrm,
      files: { 'entities.ts': mikroEntities(', createForeignKeyConstraint: false') },
      expected: ['items(order_id) → orders(id)'],
    },
    { name: 'MikroORM', orm: mikroOrm, files: { 'entities.ts': mikroEntities('') }, expected: ['items(order_id) → orders(id), kept'] },
  ])('$name', ({ orm, files, majors, expected }) => {
    expect(references(catalogOf(orm, files, majors))).toEqual(expected)
  })

  it('leads from a row of the tenant to what hangs on it', () => {
    const related = `${drizzleTables}
export const ofItems = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.orderId], references: [orders.id] }) }))`
    expect(verdicts(catalogOf(drizzle, { 'schema.ts': related }), itemsOfOrders)).toEqual(['items: by-parent', 'orders: scoped'])
    expect(verdicts(catalogOf(drizzle, { 'schema.ts': drizzleTables }), itemsOfOrders)).toEqual(['items: unscoped', 'orders: scoped'])
  })

  it('follows names that migrations change, and goes with a column', () => {
    const related = `${drizzleTables}
export const ofItems = relations(items, ({ one }) => ({ order: one(orders, { fields: [items.orderId], references: [orders.id] }) }))`
    const files = { 'schema.ts': related }
    const after = (sql: string): string[] => {
      const parsed = libpgQuery.parse(sql)
      const steps = parsed.ok ? parsed.value.map(({ changes }) => ({ file: 'later.sql', changes })) : []
      return references(readState(foldOf([...drizzle.statements(textsOf(files), virtualWorld(files)), ...steps]).state, []))
    }
    expect(after('alter table orders rename to purchases; alter table items rename order_id to purchase_id')).toEqual([
      'items(purchase_id) → purchases(id)',
    ])
    expect(after('alter table items drop order_id')).toEqual([])
    expect(after('drop table orders')).toEqual([])
    expect(after('alter table items add foreign key (order_id) references orders')).toEqual(['items(order_id) → orders(id), kept'])
  })
})
