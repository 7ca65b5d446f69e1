import { describe, expect, it } from 'vitest'
import { drizzle, knex, kysely, lines, mikroOrm, objection, pg, prisma, sequelize, supabase, typeorm } from './support/clients.ts'
import { manifestOf } from './support/libraries.ts'
import { Project } from './support/lint.ts'

const project = new Project({
  'package.json': manifestOf('decided'),
  'migrations/0001_init.sql': 'create table orders (id bigint primary key, organization_id bigint not null, n int, parent_id bigint);',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nmodel Order {\n  id Int @id\n  organizationId Int @map("organization_id")\n  n Int\n  @@map("orders")\n}\n',
  'src/open.ts': '',
})

function messagesOf(text: string): (string | undefined)[] {
  expect(project.complaint(text, 'src/open.ts')).toBeUndefined()
  return project.lint(text, 'src/open.ts').map(({ messageId }) => messageId)
}

interface Thing {
  readonly head: string
  readonly first: string
  /** What a condition of the program makes of it. */
  readonly next: (thing: string, i: number) => string
  readonly use: (thing: string) => string
  /** What is said where it is much, too. */
  readonly said?: string
}

const children = `${sequelize}\nOrder.hasMany(Order, { as: 'children', foreignKey: 'parent_id' })`

/** What is one thing or another, as conditions decide again and again. */
const things: Readonly<Record<string, Thing>> = {
  'a client of Prisma': {
    head: prisma,
    first: 'prisma',
    next: (thing) => `${thing}.$extends({ query: { order: {} } })`,
    use: (thing) => `${thing}.order.findMany({ where: { n: 1 } })`,
    said: 'unscoped',
  },
  'an instance of Drizzle': {
    head: drizzle,
    first: 'db',
    next: (thing) => `withReplicas(${thing}, [${thing}])`,
    use: (thing) => `${thing}.select().from(orders).where(eq(orders.n, 1))`,
    said: 'unscoped',
  },
  'an instance of Kysely': {
    head: kysely,
    first: 'db',
    next: (thing) => `${thing}.withPlugin(new CamelCasePlugin())`,
    use: (thing) => `${thing}.selectFrom('orders').selectAll().where('n', '=', 1).execute()`,
    said: 'unscoped',
  },
  'an instance of Knex': {
    head: knex,
    first: 'db',
    next: (thing, i) => `${thing}.withUserParams({ i: ${i} })`,
    use: (thing) => `${thing}('orders').where('n', 1)`,
    said: 'unscoped',
  },
  'a value of Knex': {
    head: knex,
    first: '1',
    next: (thing) => `x.n ? ${thing} : null`,
    use: (thing) => `db('orders').where('n', ${thing})`,
    said: 'unscoped',
  },
  'a connection of TypeORM': {
    head: typeorm,
    first: 'db',
    next: (thing) => `${thing}.manager`,
    use: (thing) => `${thing}.getRepository(Order).find({ where: { n: 1 } })`,
    said: 'unscoped',
  },
  'a repository of TypeORM': {
    head: typeorm,
    first: 'db.getRepository(Order)',
    next: (thing) => `${thing}.extend({})`,
    use: (thing) => `${thing}.find({ where: { n: 1 } })`,
  },
  'parameters of TypeORM': {
    head: typeorm,
    first: '{ n: 1 }',
    next: (thing, i) => `{ ...${thing}, a${i}: ${i} }`,
    use: (thing) => `db.getRepository(Order).createQueryBuilder('o').where('o.n = :n', ${thing}).getMany()`,
    said: 'unscoped',
  },
  'a model of Sequelize with scopes': {
    head: sequelize,
    first: 'Order',
    next: (thing, i) => `${thing}.scope('s${i}')`,
    use: (thing) => `${thing}.findAll({ where: { n: 1 } })`,
  },
  'a model of Sequelize without scopes': {
    head: sequelize,
    first: 'Order',
    next: (thing) => `${thing}.unscoped()`,
    use: (thing) => `${thing}.findAll({ where: { n: 1 } })`,
  },
  'what Sequelize includes': {
    head: children,
    first: "[{ association: 'children' }]",
    next: (thing) => `[{ association: 'children', include: ${thing} }]`,
    use: (thing) => `Order.findAll({ include: ${thing}, where: { n: 1 } })`,
  },
  'a manager of MikroORM': {
    head: mikroOrm,
    first: 'em',
    next: (thing) => `${thing}.fork()`,
    use: (thing) => `${thing}.find(Order, { n: 1 })`,
    said: 'unscoped',
  },
  'a model of Objection': {
    head: objection,
    first: 'Order',
    next: (thing, i) => `${thing}.bindKnex(knexes[${i}])`,
    use: (thing) => `${thing}.query().where('n', 1)`,
    said: 'unscoped',
  },
  'a client of Supabase': {
    head: supabase,
    first: 'db',
    next: (thing, i) => `${thing}.schema('s${i}')`,
    use: (thing) => `${thing}.from('orders').select().eq('n', 1)`,
  },
  'a client of pg': {
    head: pg,
    first: 'db',
    next: (thing) => `${thing}.connect()`,
    use: (thing) => `${thing}.query('select * from orders where n = 1')`,
    said: 'unscoped',
  },
}

/** How a program decides it. */
const forms: Readonly<Record<string, (thing: Thing, count: number) => string>> = {
  constants: ({ head, first, next, use }, count) =>
    `${head}\nconst c0 = ${first}\n${lines(count, (i) => `const c${i + 1} = x.a${i} ? ${next(`c${i}`, i)} : c${i}`)}\nexport const rows = await ${use(`c${count}`)}`,
  'a variable': ({ head, first, next, use }, count) =>
    `${head}\nasync function f(x) { let c = ${first}\n${lines(count, (i) => `if (x.a${i}) c = ${next('c', i)}`)}\nreturn await ${use('c')} }`,
  'a variable, on both ways': ({ head, first, next, use }, count) =>
    `${head}\nasync function f(x) { let c = ${first}\n${lines(count, (i) => `c = x.a${i} ? ${next('c', i)} : ${next('c', i + 100)}`)}\nreturn await ${use('c')} }`,
}

describe.each(Object.entries(forms).map(([form, write]) => ({ form, write })))(
  'what conditions decide time and again is followed once, in $form',
  ({ write }) => {
    it.each(Object.entries(things).map(([name, thing]) => ({ name, thing })))('$name', ({ thing }) => {
      const found = messagesOf(write(thing, 60))
      if (thing.said !== undefined) expect(found).toContain(thing.said)
    })
  },
)

describe('what leads to one thing on two ways', () => {
  it('what Sequelize includes in what it includes', () => {
    const inner = lines(60, (i) => `const i${i + 1} = { association: 'children', include: [i${i}, i${i}] }`)
    messagesOf(`${children}\nconst i0 = { association: 'children' }\n${inner}\nexport const rows = Order.findAll({ include: [i60] })`)
  })

  it('brackets of TypeORM in brackets', () => {
    const fns = lines(60, (i) => `const f${i + 1} = (q) => { q.where(new Brackets(f${i})).orWhere(new Brackets(f${i})) }`)
    messagesOf(
      `${typeorm}\nconst f0 = (q) => { q.where('n = 1') }\n${fns}\nexport const rows = await db.getRepository(Order).createQueryBuilder('o').where(new Brackets(f60)).getMany()`,
    )
  })

  it('policies that read a table twice', () => {
    const tables = lines(
      61,
      (i) => `create table r${i} (id bigint primary key, organization_id bigint, o bigint); alter table r${i} enable row level security;`,
    )
    const policies = lines(
      60,
      (i) =>
        `create policy p on r${i} using (exists (select from r${i + 1} x where x.id = o) and exists (select from r${i + 1} x where x.o = r${i}.id));`,
    )
    const all = new Project({ 'migrations/0001_init.sql': `${tables}\n${policies}` })
    const found = all.lint(`${tables}\n${policies}`, 'migrations/0001_init.sql').map(({ messageId }) => messageId)
    expect(found).toContain('notForced')
    expect(found).not.toContain('recursion')
  })
})
