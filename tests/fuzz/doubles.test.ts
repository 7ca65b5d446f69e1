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

/** What one way puts before what is there, and the other behind it, so that both begin and end otherwise. */
const turned: Readonly<Record<string, (count: number) => string>> = {
  ...Object.fromEntries(
    (
      [
        ['Drizzle: a list', drizzle, (i) => `eq(orders.n, ${i})`, 'db.select().from(orders).where(and(...w))'],
        ['Prisma: a list', prisma, (i) => `{ n: ${i} }`, 'prisma.order.findMany({ where: { AND: w } })'],
        ['Prisma: a list of OR', prisma, (i) => `{ n: ${i} }`, 'prisma.order.findMany({ where: { OR: [{ n: 0 }, ...w] } })'],
        ['TypeORM: a list', typeorm, (i) => `{ n: ${i} }`, 'db.getRepository(Order).find({ where: w })'],
        ['Sequelize: a list', sequelize, (i) => `{ n: ${i} }`, 'Order.findAll({ where: { [Op.and]: w } })'],
        ['MikroORM: a list', mikroOrm, (i) => `{ n: ${i} }`, 'em.find(Order, { $and: w })'],
        ['texts: a list', pg, (i) => `'n = ${i}'`, "db.query('select * from orders where ' + w.join(' and '))"],
      ] as const satisfies readonly (readonly [string, string, Step, string])[]
    ).map(([name, head, item, end]) => [
      name,
      (count: number) =>
        `${head}\nasync function f(x) { const w = [${item(0)}]\n${lines(count, (i) => `  if (x.a${i}) w.unshift(${item(i)}); else w.push(${item(i)})`)}\nreturn await ${end} }`,
    ]),
  ),
  'Kysely: a list': (count) =>
    `${kysely}\nfunction f(x) { return db.selectFrom('orders').selectAll().where((eb) => { const w = [eb('n', '=', 0)]\n${lines(count, (i) => `if (x.a${i}) w.unshift(eb('n', '=', ${i})); else w.push(eb('n', '=', ${i}))`)}\nreturn eb.and(w) }).execute() }`,
  'Drizzle: conditions': (count) =>
    `${drizzle}\nfunction f(x) { let w = eq(orders.n, 0)\n${lines(count, (i) => `w = x.a${i} ? and(w, eq(orders.n, ${i})) : and(eq(orders.n, ${i}), w)`)}\nreturn db.select().from(orders).where(w) }`,
  'Prisma: conditions': (count) =>
    `${prisma}\nfunction f(x) { let w: any = { n: 0 }\n${lines(count, (i) => `w = x.a${i} ? { AND: [w, { n: ${i} }] } : { AND: [{ n: ${i} }, w] }`)}\nreturn prisma.order.findMany({ where: w }) }`,
  'Prisma: spreads': (count) =>
    `${prisma}\nfunction f(x) { let w: any = { n: 0 }\n${lines(count, (i) => `w = x.a${i} ? { ...w, n: ${i} } : { n: ${i}, ...w }`)}\nreturn prisma.order.findMany({ where: w }) }`,
  'Sequelize: conditions': (count) =>
    `${sequelize}\nfunction f(x) { let w: any = { n: 0 }\n${lines(count, (i) => `w = x.a${i} ? { [Op.and]: [w, { n: ${i} }] } : { [Op.or]: [{ n: ${i} }, w] }`)}\nreturn Order.findAll({ where: w }) }`,
  'MikroORM: conditions': (count) =>
    `${mikroOrm}\nfunction f(x) { let w: any = { n: 0 }\n${lines(count, (i) => `w = x.a${i} ? { $and: [w, { n: ${i} }] } : { $or: [{ n: ${i} }, w] }`)}\nreturn em.find(Order, w) }`,
  'Knex: queries': (count) =>
    `${knex}\nasync function f(x) { let q = db('orders')\n${lines(count, (i) => `q = x.a${i} ? q.where('n', ${i}) : db('orders').whereIn('id', q)`)}\nreturn await q }`,
  'texts: sums': (count) =>
    `${pg}\nfunction f(x) { let w = 'true'\n${lines(count, (i) => `w = x.a${i} ? w + ' and n = ${i}' : 'n = ${i} and ' + w`)}\nreturn db.query('select * from orders where ' + w) }`,
  'texts: three ways': (count) =>
    `${pg}\nfunction f(x) { let w = 'true'\n${lines(count, (i) => `switch (x.a${i}) { case 1: w += ' and n = ${i}'; break; case 2: w = 'n = ${i} and ' + w; break; default: w = w + ' or n = ${i}' }`)}\nreturn db.query('select * from orders where ' + w) }`,
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

  const ways = Object.entries(turned).map(([name, write]) => ({ name, write }))

  it.each(ways)('is read where it is little, of ways that begin and end otherwise: $name', ({ write }) => {
    expect(messagesOf(write(1))).toContain('unscoped')
  })

  it.each(ways)('comes to an end where it is much, of ways that begin and end otherwise: $name', ({ write }) => {
    messagesOf(write(60))
  })

  it.each(Object.entries(doubled).map(([name, write]) => ({ name, write })))(
    'comes to an end where it is all twice: $name',
    ({ write }) => {
      messagesOf(write(60))
    },
  )
})
