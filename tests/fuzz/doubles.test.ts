import { describe, expect, it } from 'vitest'
import { manifestOf } from './support/libraries.ts'
import { Project } from './support/lint.ts'

const project = new Project({
  'package.json': manifestOf('doubles'),
  'migrations/0001_init.sql': 'create table orders (id bigint primary key, organization_id bigint not null, n int, note text);',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nmodel Order {\n  id Int @id\n  organizationId Int @map("organization_id")\n  n Int\n  @@map("orders")\n}\n',
  'src/open.ts': '',
})

/** Lines, of which each holds what the line before gives. */
type Step = (i: number) => string

const lines = (count: number, step: Step): string => Array.from({ length: count }, (_, i) => step(i)).join('\n')
const ifs = (count: number, step: Step): string => lines(count, (i) => `  if (x.a${i}) ${step(i)}`)

const drizzle = `
  import { drizzle } from 'drizzle-orm/node-postgres'
  import { and, eq, inArray, not, or, sql } from 'drizzle-orm'
  import { integer, pgTable } from 'drizzle-orm/pg-core'
  const orders = pgTable('orders', { id: integer().primaryKey(), organizationId: integer('organization_id').notNull(), n: integer() })
  const db = drizzle({ schema: { orders } })`
const prisma = "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()"
const kysely = "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({})"
const knex = "import knex from 'knex'\nconst db = knex({ client: 'pg' })"
const typeorm = `
  import { And, Brackets, Column, DataSource, Entity, Equal, Not, PrimaryColumn } from 'typeorm'
  @Entity('orders') class Order { @PrimaryColumn() id: number; @Column({ name: 'organization_id' }) organizationId: number; @Column() n: number }
  const db = new DataSource({ type: 'postgres' })`
const sequelize = `
  import { DataTypes, Op, Sequelize } from 'sequelize'
  const sequelize = new Sequelize('postgres://x')
  const Order = sequelize.define('orders', { n: DataTypes.INTEGER, organizationId: { type: DataTypes.INTEGER, field: 'organization_id' } })`
const mikroOrm = `
  import { EntitySchema, MikroORM } from '@mikro-orm/core'
  const Order = new EntitySchema({ name: 'Order', tableName: 'orders', properties: {
    id: { type: 'number', primary: true }, n: { type: 'number' }, organizationId: { type: 'number', fieldName: 'organization_id' } } })
  const orm = await MikroORM.init({})
  const em = orm.em.fork()`
const objection = "import { Model } from 'objection'\nclass Order extends Model { static tableName = 'orders' }"
const supabase = "import { createClient } from '@supabase/supabase-js'\nconst db = createClient('a', 'b')"
const pg = "import { Pool } from 'pg'\nconst db = new Pool()"

/** What is put into itself where a condition of the program holds. */
const nested: Readonly<Record<string, (count: number) => string>> = {
  'Drizzle: and': (count) =>
    `${drizzle}\nfunction f(x) { let w = eq(orders.n, 0)\n${ifs(count, (i) => `w = and(w, eq(orders.n, ${i}))`)}\nreturn db.select().from(orders).where(w) }`,
  'Drizzle: or and not': (count) =>
    `${drizzle}\nfunction f(x) { let w = eq(orders.n, 0)\n${ifs(count, (i) => `w = or(not(w), w, eq(orders.n, ${i}))`)}\nreturn db.select().from(orders).where(w) }`,
  'Drizzle: sql': (count) =>
    `${drizzle}\nfunction f(x) { let w = sql\`true\`\n${ifs(count, (i) => `w = sql\`\${w} and \${orders.n} = ${i}\``)}\nreturn db.select().from(orders).where(w) }`,
  'Drizzle: queries': (count) =>
    `${drizzle}\nfunction f(x) { let w = eq(orders.n, 0)\n${ifs(count, () => 'w = inArray(orders.n, db.select({ n: orders.n }).from(orders).where(w))')}\nreturn db.select().from(orders).where(w) }`,
  'Drizzle: lists': (count) =>
    `${drizzle}\nfunction f(x) { let w = []\n${ifs(count, (i) => `w = [...w, eq(orders.n, ${i})]`)}\nreturn db.select().from(orders).where(and(...w)) }`,
  'Prisma: AND': (count) =>
    `${prisma}\nfunction f(x) { let where: any = {}\n${ifs(count, (i) => `where = { AND: [where, { n: ${i} }] }`)}\nreturn prisma.order.findMany({ where }) }`,
  'Prisma: NOT': (count) =>
    `${prisma}\nfunction f(x) { let where: any = { n: 1 }\n${ifs(count, (i) => `where = { OR: [{ NOT: where }, where, { n: ${i} }] }`)}\nreturn prisma.order.findMany({ where }) }`,
  'Prisma: spreads': (count) =>
    `${prisma}\nfunction f(x) { let where: any = {}\n${ifs(count, (i) => `where = { ...where, n: ${i} }`)}\nreturn prisma.order.findMany({ where }) }`,
  'Kysely: eb.and': (count) =>
    `${kysely}\nfunction f(x) { return db.selectFrom('orders').selectAll().where((eb) => { let w = eb('n', '=', 0)\n${ifs(count, (i) => `w = eb.and([w, eb('n', '=', ${i})])`)}\nreturn w }).execute() }`,
  'Kysely: .and': (count) =>
    `${kysely}\nfunction f(x) { return db.selectFrom('orders').selectAll().where((eb) => { let w = eb('n', '=', 0)\n${ifs(count, (i) => `w = w.and('n', '=', ${i})`)}\nreturn w }).execute() }`,
  'Knex: queries': (count) =>
    `${knex}\nfunction f(x) { let q = db('orders')\n${ifs(count, () => "q = db('orders').whereIn('id', q)")}\nreturn q }`,
  'TypeORM: operators': (count) =>
    `${typeorm}\nfunction f(x) { let w = Equal(1)\n${ifs(count, (i) => `w = And(w, Not(Equal(${i})))`)}\nreturn db.getRepository(Order).find({ where: { n: w } }) }`,
  'TypeORM: brackets': (count) =>
    `${typeorm}\nfunction f(x) { let w = new Brackets((q) => q.where('n = 1'))\n${ifs(count, (i) => `w = new Brackets((q) => q.where(w).andWhere('n = ${i}'))`)}\nreturn db.getRepository(Order).createQueryBuilder('o').where(w).getMany() }`,
  'Sequelize: Op.and': (count) =>
    `${sequelize}\nfunction f(x) { let where: any = {}\n${ifs(count, (i) => `where = { [Op.and]: [where, { n: ${i} }] }`)}\nreturn Order.findAll({ where }) }`,
  'MikroORM: $and': (count) =>
    `${mikroOrm}\nfunction f(x) { let where: any = {}\n${ifs(count, (i) => `where = { $and: [where, { n: ${i} }] }`)}\nreturn em.find(Order, where) }`,
  'Objection: queries': (count) =>
    `${objection}\nfunction f(x) { let q = Order.query()\n${ifs(count, (i) => `q = Order.query().where((b) => b.where('n', ${i})).whereIn('id', q)`)}\nreturn q }`,
  ...Object.fromEntries(
    (
      [
        ['Drizzle', drizzle, 'db.select().from(orders).$dynamic()', (i) => `where(eq(orders.n, ${i}))`, 'q'],
        ['Kysely', kysely, "db.selectFrom('orders').selectAll()", (i) => `where('n', '=', ${i})`, 'q.execute()'],
        ['Knex', knex, "db('orders')", (i) => `where('n', ${i})`, 'q'],
        ['TypeORM', typeorm, "db.getRepository(Order).createQueryBuilder('o')", (i) => `andWhere('o.n = ${i}')`, 'q.getMany()'],
        ['MikroORM', mikroOrm, "em.createQueryBuilder(Order, 'o')", (i) => `andWhere({ n: ${i} })`, 'q.getResult()'],
        ['Objection', objection, 'Order.query()', (i) => `where('n', ${i})`, 'q'],
        ['Supabase', supabase, "db.from('orders').select()", (i) => `eq('n', ${i})`, 'q'],
      ] as const satisfies readonly (readonly [string, string, string, Step, string])[]
    ).flatMap(([library, head, query, link, end]) => {
      const chain = (count: number, step: Step): string =>
        `${head}\nasync function f(x) { let q = ${query}\n${lines(count, step)}\nreturn await ${end} }`
      return [
        [`${library}: a chain`, (count: number) => chain(count, (i) => `  if (x.a${i}) q = q.${link(i)}`)],
        [`${library}: a chain of choices`, (count: number) => chain(count, (i) => `  q = x.a${i} ? q.${link(i)} : q.${link(i + 100)}`)],
      ]
    }),
  ),
  'texts: conditions': (count) =>
    `${pg}\nfunction f(x) { let w = 'true'\n${ifs(count, (i) => `w = \`(\${w}) and n = ${i}\``)}\nreturn db.query(\`select * from orders where \${w}\`) }`,
  'texts: queries': (count) =>
    `${pg}\nfunction f(x) { let q = 'select * from orders where true'\n${ifs(count, (i) => `q = 'select * from (' + q + ') x where n = ${i}'`)}\nreturn db.query(q) }`,
}

/** What is put into itself twice, in each line. */
const doubled: Readonly<Record<string, (count: number) => string>> = {
  Drizzle: (count) =>
    `${drizzle}\nconst w0 = eq(orders.n, 0)\n${lines(count, (i) => `const w${i + 1} = and(w${i}, w${i})`)}\ndb.select().from(orders).where(w${count})`,
  Prisma: (count) =>
    `${prisma}\nconst w0 = { n: 0 }\n${lines(count, (i) => `const w${i + 1} = { AND: [w${i}, w${i}] }`)}\nprisma.order.findMany({ where: w${count} })`,
  Sequelize: (count) =>
    `${sequelize}\nconst w0 = { n: 0 }\n${lines(count, (i) => `const w${i + 1} = { [Op.and]: [w${i}, w${i}] }`)}\nOrder.findAll({ where: w${count} })`,
  MikroORM: (count) =>
    `${mikroOrm}\nconst w0 = { n: 0 }\n${lines(count, (i) => `const w${i + 1} = { $and: [w${i}, w${i}] }`)}\nem.find(Order, w${count})`,
  TypeORM: (count) =>
    `${typeorm}\nconst w0 = Equal(1)\n${lines(count, (i) => `const w${i + 1} = And(w${i}, w${i})`)}\ndb.getRepository(Order).find({ where: { n: w${count} } })`,
  Knex: (count) =>
    `${knex}\nconst q0 = db('orders')\n${lines(count, (i) => `const q${i + 1} = db('orders').whereIn('id', q${i}).whereIn('n', q${i})`)}\nawait q${count}`,
  'texts of helpers': (count) =>
    `${pg}\nconst f0 = (x) => 'select * from orders where n = ' + x\n${lines(count, (i) => `const f${i + 1} = (x) => f${i}(x) + f${i}(x)`)}\ndb.query(f${count}('1'))`,
  'texts of constants': (count) =>
    `${pg}\nconst a0 = 'select * from orders where n = '\n${lines(count, (i) => `const a${i + 1} = a${i} + a${i}`)}\ndb.query(a${count})`,
}

function messagesOf(text: string): (string | undefined)[] {
  expect(project.complaint(text, 'src/open.ts')).toBeUndefined()
  return project.lint(text, 'src/open.ts').map(({ messageId }) => messageId)
}

describe('what a program puts into itself', () => {
  const cases = Object.entries(nested).map(([name, write]) => ({ name, write }))

  it.each(cases)('is read where it is little: $name', ({ name, write }) => {
    // A function that is called later puts what is made last into itself.
    expect(messagesOf(write(4))).toContain(name === 'TypeORM: brackets' ? 'dynamic' : 'unscoped')
  })

  it.each(cases)('comes to an end where it is much: $name', ({ write }) => {
    messagesOf(write(60))
  })

  it.each(Object.entries(doubled).map(([name, write]) => ({ name, write })))(
    'comes to an end where it is all twice: $name',
    ({ write }) => {
      messagesOf(write(60))
    },
  )
})
