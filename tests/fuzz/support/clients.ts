/** Lines, of which each holds what the line before gives. */
export type Step = (i: number) => string

export const lines = (count: number, step: Step): string => Array.from({ length: count }, (_, i) => step(i)).join('\n')
export const ifs = (count: number, step: Step): string => lines(count, (i) => `  if (x.a${i}) ${step(i)}`)

/** A client of each library, and a model of its own where it has some. */
export const drizzle = `
  import { drizzle } from 'drizzle-orm/node-postgres'
  import { and, eq, inArray, not, or, sql } from 'drizzle-orm'
  import { integer, pgTable } from 'drizzle-orm/pg-core'
  const orders = pgTable('orders', { id: integer().primaryKey(), organizationId: integer('organization_id').notNull(), n: integer() })
  const db = drizzle({ schema: { orders } })`
export const prisma = "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()"
export const kysely = "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({})"
export const knex = "import knex from 'knex'\nconst db = knex({ client: 'pg' })"
export const typeorm = `
  import { And, Brackets, Column, DataSource, Entity, Equal, Not, PrimaryColumn } from 'typeorm'
  @Entity('orders') class Order { @PrimaryColumn() id: number; @Column({ name: 'organization_id' }) organizationId: number; @Column() n: number }
  const db = new DataSource({ type: 'postgres' })`
export const sequelize = `
  import { DataTypes, Op, Sequelize } from 'sequelize'
  export const sequelize = new Sequelize('postgres://x')
  const Order = sequelize.define('orders', { n: DataTypes.INTEGER, organizationId: { type: DataTypes.INTEGER, field: 'organization_id' } })`
export const mikroOrm = `
  import { EntitySchema, MikroORM } from '@mikro-orm/core'
  const Order = new EntitySchema({ name: 'Order', tableName: 'orders', properties: {
    id: { type: 'number', primary: true }, n: { type: 'number' }, organizationId: { type: 'number', fieldName: 'organization_id' } } })
  const orm = await MikroORM.init({})
  const em = orm.em.fork()`
export const objection = "import { Model } from 'objection'\nclass Order extends Model { static tableName = 'orders' }"
export const supabase = "import { createClient } from '@supabase/supabase-js'\nconst db = createClient('a', 'b')"
export const pg = "import { Pool } from 'pg'\nconst db = new Pool()"
