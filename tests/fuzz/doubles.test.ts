import { describe, expect, it } from 'vitest'
import {
  drizzle,
  ifs,
  knex,
  kysely,
  lines,
  mikroOrm,
  objection,
  pg,
  prisma,
  sequelize,
  supabase,
  typeorm,
  type Step,
} from './support/clients.ts'
import { manifestOf } from './support/libraries.ts'
import { Project } from './support/lint.ts'

const project = new Project({
  'package.json': manifestOf('doubles'),
  'migrations/0001_init.sql': 'create table orders (id bigint primary key, organization_id bigint not null, n int, note text);',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nmodel Order {\n  id Int @id\n  organizationId Int @map("organization_id")\n  n Int\n  @@map("orders")\n}\n',
  'migrations/0002_open.ts': '',
  'src/schema.ts': '',
  'src/open.ts': '',
})

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
  ...Object.fromEntries(
    (
      [
        ['lists that are spread', (i) => `const l${i + 1} = [...l${i}, ...l${i}]`],
        ['lists that are concatenated', (i) => `const l${i + 1} = l${i}.concat(l${i})`],
        ['lists that are flattened', (i) => `const l${i + 1} = [l${i}, l${i}].flat()`],
        ['lists of which each is made two', (i) => `const l${i + 1} = l${i}.flatMap((one) => [one, one])`],
        ['lists of which nobody knows how long they are', (i) => `const l${i + 1} = [...l${i}, ...l${i}, ...x.map((n) => ({ n }))]`],
        ['a list that is put into itself', (i) => `l0.push(...l0); const l${i + 1} = l0`],
      ] as const satisfies readonly (readonly [string, Step])[]
    ).map(([name, step]) => [
      name,
      (count: number) =>
        `${prisma}\nfunction f(x) { const l0 = [{ n: 0 }]\n${lines(count, step)}\nreturn prisma.order.findMany({ where: { AND: l${count} } }) }`,
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        ['objects of which not all is known', (i) => `const o${i + 1} = { ...o${i}, ...o${i} }`],
        ['objects that are assigned to themselves', (i) => `Object.assign(o0, o0, o0); const o${i + 1} = o0`],
        ['objects that get more', (i) => `const o${i + 1} = { ...o${i}, n: ${i}, ...o${i}, ...x.a${i} }`],
        [
          'objects with more and more names',
          (i) => `const o${i + 1} = { ...o${i}, ...Object.fromEntries(Object.entries(o${i}).map(([name, n]) => [name + '${i}', n])) }`,
        ],
      ] as const satisfies readonly (readonly [string, Step])[]
    ).map(([name, step]) => [
      name,
      (count: number) =>
        `${prisma}\nfunction f(x) { const o0 = { n: 0, ...x }\n${lines(count, step)}\nreturn prisma.order.findMany({ where: o${count} }) }`,
    ]),
  ),
  'what a function is given': (count) =>
    `${drizzle}\nconst f0 = (...all) => and(...all)\n${lines(count, (i) => `const f${i + 1} = (...all) => f${i}(...all, ...all)`)}\nasync function f() { return await db.select().from(orders).where(f${count}(eq(orders.n, 1))) }`,
}

/** The same in what is a part of the schema. */
const doubledSchemas: Readonly<Record<string, readonly [file: string, write: (count: number) => string]>> = {
  'a list of Drizzle': [
    'src/schema.ts',
    (count) =>
      `import { integer, pgTable } from 'drizzle-orm/pg-core'\nconst l0 = ['a']\n${lines(count, (i) => `const l${i + 1} = [...l${i}, ...l${i}]`)}\nexport const t = pgTable('t', Object.fromEntries(l${count}.map((name, i) => [name + i, integer()])))`,
  ],
  'a text in which each letter becomes two': [
    'src/schema.ts',
    (count) =>
      `import { integer, pgTable } from 'drizzle-orm/pg-core'\nconst a0 = 'x'\n${lines(count, (i) => `const a${i + 1} = a${i}.replaceAll('x', 'xx')`)}\nexport const t = pgTable(a${count}, { id: integer() })`,
  ],
  'a text in which each letter becomes the text': [
    'src/schema.ts',
    (count) =>
      `import { integer, pgTable } from 'drizzle-orm/pg-core'\nconst a0 = 'xxx'\n${lines(count, (i) => `const a${i + 1} = a${i}.replaceAll('x', a${i})`)}\nexport const t = pgTable(a${count}, { id: integer() })`,
  ],
  'a list in a loop': [
    'migrations/0002_open.ts',
    (count) =>
      `export async function up(knex) { let l = ['a']\nfor (let i = 0; i < ${count}; i++) l = [...l, ...l]\nfor (const name of l) await knex.schema.createTable(name, (t) => { t.increments() }) }`,
  ],
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

const many = (count: number): string => `{ n: 1, ${lines(count, (i) => `k${i}: ${i},`)} }`

/** What an object has under one name, of which other names come and go as conditions decide. */
const parts: Readonly<Record<string, (count: number) => string>> = {
  'what is deleted': (count) =>
    `${prisma}\nfunction f(x) { const w: any = ${many(count)}\n${ifs(count, (i) => `delete w.k${i}`)}\nreturn prisma.order.findMany({ where: { n: w.n } }) }`,
  'what a function deletes': (count) =>
    `${prisma}\nfunction make(x) { const w: any = ${many(count)}\n${ifs(count, (i) => `delete w.k${i}`)}\nreturn w }\nfunction f(x) { return prisma.order.findMany({ where: { n: make(x).n } }) }`,
  'what a function renames': (count) =>
    `${prisma}\nfunction make(x) { const w: any = { n: 1 }\n${ifs(count, (i) => `w.k${i} = ${i}; else if (x.b${i}) { w.l${i} = w.k${i}; delete w.k${i} } else delete w.l`)}\nreturn w }\nfunction f(x) { return prisma.order.findMany({ where: { n: make(x).n } }) }`,
  'what a function deletes that is not there': (count) =>
    `${prisma}\nfunction make(x) { const w: any = { n: 1 }\n${ifs(count, (i) => `w.k${i} = ${i}; else delete w.l${i}`)}\nreturn w }\nfunction f(x) { return prisma.order.findMany({ where: { n: make(x).n } }) }`,
  'spreads that come before and after': (count) =>
    `${prisma}\nfunction f(x) { let w: any = { n: 1, ...x.w }\n${lines(count, (i) => `w = x.a${i} ? { ...w, ...(x.b${i} && { n: ${i} }) } : { ...(x.b${i} && { n: ${i} }), ...w }`)}\nreturn prisma.order.findMany({ where: { n: { n: 0, ...w }.n } }) }`,
}

function messagesOf(text: string, file = 'src/open.ts'): (string | undefined)[] {
  expect(project.complaint(text, file)).toBeUndefined()
  return project.lint(text, file).map(({ messageId }) => messageId)
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

  const named = Object.entries(parts).map(([name, write]) => ({ name, write }))

  it.each(named)('is read where it is little, under one name: $name', ({ write }) => {
    expect(messagesOf(write(4))).toContain('unscoped')
  })

  it.each(named)('comes to an end where it is much, under one name: $name', ({ write }) => {
    expect(messagesOf(write(60))).toContain('unscoped')
  })

  it.each(Object.entries(doubled).map(([name, write]) => ({ name, write })))(
    'comes to an end where it is all twice: $name',
    ({ write }) => {
      messagesOf(write(60))
    },
  )

  it.each(Object.entries(doubledSchemas).map(([name, [file, write]]) => ({ name, file, write })))(
    'comes to an end where it is all twice in a schema: $name',
    ({ file, write }) => {
      messagesOf(write(60), file)
    },
  )
})

describe('modules that pass on each other', () => {
  const count = 40
  const modules = Array.from({ length: count }, (_, i): readonly [file: string, text: string] => [
    `src/schema/m${i}.ts`,
    `import { integer, pgTable } from 'drizzle-orm/pg-core'
import * as next from './m${(i + 1) % count}'
${lines(count, (j) => `export * from './m${j}'`)}
export const t${i} = pgTable('t${i}', { id: integer().primaryKey(), next: integer().references(() => next.t${(i + 1) % count}.id) })
`,
  ])

  it('are read once each', () => {
    const all = new Project({
      'package.json': manifestOf('circle'),
      'drizzle.config.ts': "export default { dialect: 'postgresql', schema: './src/schema/m0.ts' }\n",
      ...Object.fromEntries(modules),
    })
    const text = modules[0]?.[1] ?? ''
    const found = all.lint(text, 'src/schema/m0.ts')
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('t0 (next), a foreign key to t1')])
  })
})
