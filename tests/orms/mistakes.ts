/** A mistake as it stands in one notation, with what its report must point at; and the same done right. */
export interface Told {
  readonly file: string
  readonly wrong: string
  readonly right: string
  readonly at: string
  /** How many reports there are, where that is more than one. */
  readonly reports?: number
}

/** A notation, with what else its project holds. */
export interface Notation {
  readonly name: string
  readonly packages: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
  /** A foreign key that no index serves. */
  readonly unindexed: Told
  /** A unique key in which deleted rows keep their place. */
  readonly holdsDeleted?: Told
  /** A name that Postgres cuts. */
  readonly tooLong: Told
}

const long = 'orders_of_an_organization_that_were_paid_and_then_refunded_in_part'
const short = 'orders_of_an_organization_that_were_refunded'

function told(file: string, wrong: string, right: string, at: string): Told {
  return { file, wrong, right, at }
}

const prisma = (body: string): string => `datasource db {
  provider = "postgresql"
}
generator client {
  provider = "prisma-client-js"
  previewFeatures = ["partialIndexes"]
}
model User {
  id Int @id
  orders Order[]
}
model Order {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
  email String
  deletedAt DateTime? @map("deleted_at")
${body}
}
`

const drizzle = (extra: string): string => `import { index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { isNull } from 'drizzle-orm'
import { users } from './users'

export const orders = pgTable('orders', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').notNull().references(() => users.id),
  email: text('email').notNull(),
  deletedAt: timestamp('deleted_at'),
}, (table) => [${extra}])
`
const drizzleIndex = "index('orders_user').on(table.userId)"

const typeorm = (
  body: string,
  name = 'orders',
): string => `import { Column, DeleteDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
import { User } from './user.entity'

@Entity('${name}')
${body}export class Order {
  @PrimaryColumn() id!: number
  @Column() userId!: number
  @ManyToOne(() => User)
  @JoinColumn({ name: 'userId' })
  user!: User
  @Column() email!: string
  @DeleteDateColumn() deletedAt!: Date | null
}
`
const typeormIndex = "@Index(['userId'])\n"

const sequelize = (indexes: string, name = 'orders'): string => `const { Model, DataTypes } = require('sequelize')
module.exports = (sequelize) => {
  class Order extends Model {}
  Order.init({
    id: { type: DataTypes.INTEGER, primaryKey: true },
    userId: { type: DataTypes.INTEGER, allowNull: false, references: { model: 'users', key: 'id' } },
    email: { type: DataTypes.STRING, allowNull: false },
  }, { sequelize, tableName: '${name}', underscored: true, paranoid: true, indexes: [${indexes}] })
  return Order
}
`
const sequelizeIndex = "{ fields: ['user_id'] }"

const mikroOrm = (
  body: string,
  name = 'orders',
): string => `import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/core'
import { User } from './user'

@Entity({ tableName: '${name}' })
${body}export class Order {
  @PrimaryKey() id!: number
  @ManyToOne(() => User) user!: User
  @Property() email!: string
  @Property({ nullable: true }) deletedAt?: Date
}
`
const byUser = `create index orders_user on orders (user_id)`

const knex = (body: string, name = 'orders'): string => `exports.up = async function (knex) {
  await knex.schema.createTable('users', (table) => { table.increments('id') })
  await knex.schema.createTable('${name}', (table) => {
    table.increments('id')
    table.integer('user_id').notNullable().references('id').inTable('users')
    table.string('email').notNullable()
    table.timestamp('deleted_at')
${body}
  })
}
exports.down = async (knex) => { await knex.schema.dropTable('${name}') }
`
const knexIndex = "    table.index(['user_id'])\n"

const kysely = (body: string, name = 'orders'): string => `import { type Kysely, sql } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.createTable('users').addColumn('id', 'integer', (col) => col.primaryKey()).execute()
  await db.schema.createTable('${name}')
    .addColumn('id', 'integer', (col) => col.primaryKey())
    .addColumn('user_id', 'integer', (col) => col.notNull())
    .addColumn('email', 'text', (col) => col.notNull())
    .addColumn('deleted_at', 'timestamptz')
    .addForeignKeyConstraint('orders_users', ['user_id'], 'users', ['id'])
    .execute()
${body}
}
`
const kyselyIndex = "  await db.schema.createIndex('orders_user').on('orders').column('user_id').execute()\n"

export const notations: readonly Notation[] = [
  {
    name: 'SQL',
    packages: {},
    files: {},
    unindexed: told(
      'migrations/0001_a.sql',
      'create table users (id int primary key); create table orders (id int primary key, user_id int references users);',
      `create table users (id int primary key); create table orders (id int primary key, user_id int references users); ${byUser};`,
      'user_id int references users',
    ),
    tooLong: told('migrations/0001_a.sql', `create table ${long} (id int);`, `create table ${short} (id int);`, long),
  },
  {
    name: 'Prisma',
    packages: { prisma: '7.0.0' },
    files: {},
    unindexed: told('prisma/schema.prisma', prisma(''), prisma('  @@index([userId])'), '@relation(fields: [userId], references: [id])'),
    holdsDeleted: told(
      'prisma/schema.prisma',
      prisma('  @@index([userId])\n  @@unique([email])'),
      prisma('  @@index([userId])\n  @@unique([email], where: { deletedAt: null })'),
      '@@unique([email])',
    ),
    tooLong: told(
      'prisma/schema.prisma',
      prisma(`  @@index([userId])\n  @@map("${long}")`),
      prisma(`  @@index([userId])\n  @@map("${short}")`),
      long,
    ),
  },
  {
    name: 'Drizzle',
    packages: { 'drizzle-orm': '0.45.4' },
    files: {
      'src/db/users.ts':
        "import { integer, pgTable } from 'drizzle-orm/pg-core'\nexport const users = pgTable('users', { id: integer('id').primaryKey() })\n",
    },
    unindexed: told('src/db/orders.ts', drizzle(''), drizzle(drizzleIndex), 'references'),
    holdsDeleted: told(
      'src/db/orders.ts',
      drizzle(`${drizzleIndex}, uniqueIndex('orders_email').on(table.email)`),
      drizzle(`${drizzleIndex}, uniqueIndex('orders_email').on(table.email).where(isNull(table.deletedAt))`),
      'orders_email',
    ),
    tooLong: told('src/db/orders.ts', drizzle(`index('${long}').on(table.userId)`), drizzle(`index('${short}').on(table.userId)`), long),
  },
  {
    name: 'TypeORM',
    packages: { typeorm: '0.3.31' },
    files: {
      'src/user.entity.ts':
        "import { Entity, PrimaryColumn } from 'typeorm'\n@Entity('users')\nexport class User {\n  @PrimaryColumn() id!: number\n}\n",
    },
    unindexed: told('src/order.entity.ts', typeorm(''), typeorm(typeormIndex), 'ManyToOne'),
    holdsDeleted: told(
      'src/order.entity.ts',
      typeorm(`${typeormIndex}@Index(['email'], { unique: true })\n`),
      typeorm(`${typeormIndex}@Index(['email'], { unique: true, where: '"deletedAt" IS NULL' })\n`),
      "@Index(['email'], { unique: true })",
    ),
    tooLong: told('src/order.entity.ts', typeorm(typeormIndex, long), typeorm(typeormIndex, short), long),
  },
  {
    name: 'Sequelize',
    packages: { sequelize: '6.37.8' },
    files: {
      'src/models/user.js':
        "const { DataTypes } = require('sequelize')\nmodule.exports = (sequelize) => sequelize.define('User', { id: { type: DataTypes.INTEGER, primaryKey: true } }, { tableName: 'users' })\n",
    },
    unindexed: told('src/models/order.js', sequelize(''), sequelize(sequelizeIndex), 'references'),
    holdsDeleted: told(
      'src/models/order.js',
      sequelize(`${sequelizeIndex}, { unique: true, fields: ['email'] }`),
      sequelize(`${sequelizeIndex}, { unique: true, fields: ['email'], where: { deleted_at: null } }`),
      "{ unique: true, fields: ['email'] }",
    ),
    tooLong: told('src/models/order.js', sequelize(sequelizeIndex, long), sequelize(sequelizeIndex, short), long),
  },
  {
    name: 'MikroORM',
    packages: { '@mikro-orm/core': '6.6.16', '@mikro-orm/postgresql': '6.6.16' },
    files: {
      'src/user.ts':
        "import { Entity, PrimaryKey } from '@mikro-orm/core'\n@Entity({ tableName: 'users' })\nexport class User {\n  @PrimaryKey() id!: number\n}\n",
    },
    unindexed: told(
      'src/order.ts',
      mikroOrm("@Index({ properties: ['email'] })\n"),
      mikroOrm("@Index({ properties: ['user'] })\n"),
      'ManyToOne',
    ),
    holdsDeleted: told(
      'src/order.ts',
      mikroOrm("@Index({ properties: ['user'] })\n@Unique({ properties: ['email'] })\n"),
      mikroOrm(
        "@Index({ properties: ['user'] })\n@Index({ name: 'orders_email', expression: 'create unique index orders_email on orders (email) where deleted_at is null' })\n",
      ),
      "@Unique({ properties: ['email'] })",
    ),
    tooLong: told(
      'src/order.ts',
      mikroOrm("@Index({ properties: ['user'] })\n", long),
      mikroOrm("@Index({ properties: ['user'] })\n", short),
      long,
    ),
  },
  {
    name: 'Knex',
    packages: { knex: '3.3.0' },
    files: {},
    unindexed: told('migrations/20240101000000_a.js', knex(''), knex(knexIndex), 'references'),
    holdsDeleted: told(
      'migrations/20240101000000_a.js',
      knex(`${knexIndex}    table.unique(['email'])\n`),
      knex(`${knexIndex}    table.unique(['email'], { predicate: knex.whereNull('deleted_at') })\n`),
      "unique(['email'])",
    ),
    tooLong: { ...told('migrations/20240101000000_a.js', knex(knexIndex, long), knex(knexIndex, short), long), reports: 2 },
  },
  {
    name: 'Kysely',
    packages: { kysely: '0.28.18' },
    files: {},
    unindexed: told('migrations/0001_a.ts', kysely(''), kysely(kyselyIndex), 'orders_users'),
    holdsDeleted: told(
      'migrations/0001_a.ts',
      kysely(`${kyselyIndex}  await db.schema.createIndex('orders_email').unique().on('orders').column('email').execute()\n`),
      kysely(
        `${kyselyIndex}  await db.schema.createIndex('orders_email').unique().on('orders').column('email').where('deleted_at', 'is', null).execute()\n`,
      ),
      'orders_email',
    ),
    tooLong: told('migrations/0001_a.ts', kysely('', long), kysely('', short), long),
  },
]
