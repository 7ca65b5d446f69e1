import { describe, expect, it } from 'vitest'
import { manifestOf } from './support/libraries.ts'
import { Project } from './support/lint.ts'

const many = (count: number, piece: (i: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, i) => piece(i)).join(between)
const within = (count: number, open: string, inner: string, close: string): string => open.repeat(count) + inner + close.repeat(count)

const project = new Project({
  'package.json': manifestOf('much'),
  'migrations/0001_init.sql': `
    create table orders (id bigint primary key, organization_id bigint not null, n int, note text, parent_id bigint references orders);
    create table notes (id bigint primary key, organization_id bigint, parent_id bigint references notes, body text);
    create table items (id bigint primary key, organization_id bigint not null, order_id bigint references orders);`,
  'migrations/0002_open.sql': '',
  'src/tables.ts': '',
  'src/open.ts': '',
  'src/a.ts':
    "import { b } from './b'\nexport const a = b + 'x'\nexport const fa = (x) => fb(x)\nimport { fb } from './b'\nexport * from './b'\n",
  'src/b.ts':
    "import { a, fa } from './a'\nexport const b = a + 'y'\nexport const fb = (x) => fa(x)\nexport * from './a'\nexport * from './b'\n",
})

/** The messages of a file, of which nothing is to be complained. */
function messagesOf(text: string, file: string): (string | undefined)[] {
  expect(project.complaint(text, file)).toBeUndefined()
  return project.lint(text, file).map(({ messageId }) => messageId)
}

/** Statements that are too much to follow, beside one that is not. */
describe('a statement that is too much is told as that, and hides no other', () => {
  it.each([
    [
      'WITH queries that use each other',
      `with ${many(5000, (i) => `c${i} as (select * from ${i === 0 ? 'orders' : `c${i - 1}`})`, ', ')} select * from c4999`,
    ],
    ['WITH queries that nobody uses', `with ${many(5000, (i) => `c${i} as (select * from orders)`, ', ')} select 1`],
    ['joins', `select * from orders o ${many(2000, (i) => `join items i${i} on i${i}.order_id = o.id`, ' ')}`],
    ['joins in a row', `select * from orders o0 ${many(500, (i) => `join orders o${i + 1} on o${i + 1}.parent_id = o${i}.id`, ' ')}`],
    [
      'tables with commas',
      `select * from ${many(1000, (i) => `orders o${i}`, ', ')} where ${many(999, (i) => `o${i}.id = o${i + 1}.parent_id`, ' and ')}`,
    ],
    ['a megabyte of constants', `select * from orders where note in (${many(50_000, (i) => `'${'x'.repeat(20)}${i}'`, ',')})`],
  ])('%s', (_, statement) => {
    const found = messagesOf(`${statement};\nselect * from orders where n = 1 limit 1;\n`, 'queries/open.sql')
    expect(found.filter((id) => id === 'tooMuch')).toHaveLength(1)
    expect(found).toContain('unscoped')
  })

  it('in a program, too', () => {
    const text = `db.query(\`select * from orders o \${x} ${many(300, (i) => `join items i${i} on i${i}.order_id = o.id`, ' ')}\`)`
    expect(messagesOf(text, 'src/open.ts')).toContain('tooMuch')
  })

  it('of more pieces than are put together, of which nobody knows how they begin', () => {
    const parts = many(60_000, (i) => `'n = ${i}'`, ',\n')
    expect(
      messagesOf(`const c = [${parts}]\ndb.query(begin + c.join(' or '))\ndb.query('select id from orders')`, 'src/open.ts'),
    ).toContain('tooMuch')
  })

  it('and alternatives of which most cannot hold are followed', () => {
    const text = `select * from orders where ${many(12, (i) => `(id is null or note = 'n${i}')`, ' and ')} limit 1`
    expect(messagesOf(text, 'queries/open.sql')).toContain('unscoped')
  })

  it('and a UNION of many is followed', () => {
    const text = many(600, () => 'select n from orders', ' union all ')
    expect(messagesOf(text, 'queries/open.sql')).not.toContain('tooMuch')
  })
})

describe('a file of SQL that is much, deep or a circle', () => {
  const circles = [
    'create view a as select * from orders; create view b as select * from a; create or replace view a as select * from b;',
    'create view c as select * from c; alter view a rename to d; create view a as select * from d;',
    'create table p () inherits (p); create table q (x int) inherits (r); create table r () inherits (q);',
    "create function f() returns int language sql as 'select g()'; create function g() returns int language sql as 'select f()';",
    'create index on orders (f()); select f(), g() from orders;',
    'with recursive a as (select * from b), b as (select * from a) select * from a;',
    'with recursive a as (select * from a union all select * from a) select * from a;',
  ]

  it.each([
    ['parentheses', `select ${within(10_000, '(', '1', ')')} from orders`],
    ['CASE', `select ${within(300, 'case when n = 1 then 1 else ', '2', ' end')} from orders`],
    ['alternatives', `select * from orders where ${many(40, (i) => `(n = ${i} or id = ${i})`, ' and ')}`],
    [
      'rows that may all be the parents of each other',
      `select * from notes n0 ${many(14, (i) => `join notes n${i + 1} on n${i + 1}.parent_id = n${i}.parent_id and n${i + 1}.id = n${i}.parent_id`, ' ')} where n0.parent_id = n0.id and n0.body = 'x'`,
    ],
    ['alternatives in each other', `select * from orders where ${within(100, '(n = 1 and (id = 2 or (', 'n = 1', ')))')}`],
    [
      'EXISTS',
      `select * from orders o0 where ${many(100, (i) => `exists (select 1 from orders o${i + 1} where o${i + 1}.parent_id = o${i}.id and `)} true${')'.repeat(100)}`,
    ],
    ['rows', `insert into orders (id, organization_id, n) values ${many(3000, (i) => `(${i}, 1, 2)`, ',')}`],
    ['a comment of megabytes', `/* ${'x'.repeat(5_000_000)} */ select * from orders`],
    [
      'views that double',
      `create view v0 as select * from orders; ${many(30, (i) => `create view v${i + 1} as select a.* from v${i} a join v${i} b on a.id = b.id;`)} select * from v30;`,
    ],
    ['tables that inherit', many(300, (i) => `create table k${i} () inherits (${i === 0 ? 'orders' : `k${i - 1}`});`)],
    [
      'tables in a circle of keys',
      many(
        60,
        (i) => `create table k${i} (id bigint primary key, q bigint); alter table k${i} add foreign key (q) references k${(i + 1) % 60};`,
      ),
    ],
    ['circles', circles.join('\n')],
    ['blocks', `do $$ begin ${within(500, 'begin ', 'null; ', 'end; ')} end $$`],
    [
      'loops',
      "do $$ begin while true loop execute 'create table x (id int)'; end loop; for i in 1..1000000 loop for j in 1..1000000 loop execute 'drop table if exists x'; end loop; end loop; end $$",
    ],
    [
      'a variable that doubles',
      "do $$ declare s text := 'x'; begin for i in 1..60 loop s := s || s; end loop; execute 'create table ' || s || ' (id int)'; end $$",
    ],
    ['columns', `create table wide (${many(1600, (i) => `c${i} int`, ', ')});`],
  ])('%s', (_, text) => {
    for (const file of ['queries/open.sql', 'migrations/0002_open.sql']) messagesOf(text, file)
  })
})

it('a dump of many tables with much data is searched once for what holds for all of it', { timeout: 30_000 }, () => {
  const tables = many(
    1200,
    (i) => `create table d${i} (id bigint primary key, order_id bigint references orders, n int); create index d${i}_of_n on d${i} (n);\n`,
  )
  const found = project.lint(`${tables}/* ${'some rows '.repeat(2_000_000)} */\n`, 'migrations/0002_open.sql')
  expect(found.filter(({ ruleId }) => ruleId === 'tenancy/require-foreign-key-index')).toHaveLength(1200)
  expect(found.filter(({ ruleId }) => ruleId === 'tenancy/consistent-index-name')).toHaveLength(1200)
})

describe('a program that is much, deep or a circle', () => {
  const ifs = (of: (i: number) => string): string => many(40, (i) => `  if (x.a${i}) ${of(i)}\n`)

  it.each([
    [
      'a text',
      `async function f(x) { let q = 'select * from orders where true'\n${ifs((i) => `q += ' and n = ${i}'`)} return db.query(q) }`,
    ],
    [
      'a list',
      `async function f(x) { const w = []\n${ifs((i) => `w.push('n = ${i}')`)} return db.query('select * from orders where ' + w.join(' and ')) }`,
    ],
    [
      'Kysely',
      `import { Kysely } from 'kysely'\nconst db = new Kysely<any>({})\nfunction f(x) { let q = db.selectFrom('orders').selectAll()\n${ifs((i) => `q = q.where('n', '=', ${i})`)} return q.execute() }`,
    ],
    [
      'Knex',
      `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nfunction f(x) { let q = db('orders')\n${ifs((i) => `q = q.where('n', ${i})`)} return q }`,
    ],
    [
      'Knex in place',
      `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nfunction f(x) { const q = db('orders')\n${ifs((i) => `q.where('n', ${i})`)} return q }`,
    ],
    [
      'Kysely, which a function sends',
      `import { Kysely } from 'kysely'\nconst db = new Kysely<any>({})\nconst send = (q) => q.execute()\nfunction f(x) { let q = db.selectFrom('orders').selectAll()\n${ifs((i) => `q = q.where('n', '=', ${i})`)} return send(q) }`,
    ],
    [
      'Drizzle',
      `import { drizzle } from 'drizzle-orm/node-postgres'\nimport { eq } from 'drizzle-orm'\nimport { integer, pgTable } from 'drizzle-orm/pg-core'\nconst orders = pgTable('orders', { n: integer() })\nconst db = drizzle()\nfunction f(x) { let q = db.select().from(orders).$dynamic()\n${ifs((i) => `q = q.where(eq(orders.n, ${i}))`)} return q }`,
    ],
    [
      'conditions of Drizzle',
      `import { drizzle } from 'drizzle-orm/node-postgres'\nimport { and, eq } from 'drizzle-orm'\nimport { integer, pgTable } from 'drizzle-orm/pg-core'\nconst orders = pgTable('orders', { n: integer() })\nconst db = drizzle()\nfunction f(x) { let w = eq(orders.n, 0)\n${ifs((i) => `w = and(w, eq(orders.n, ${i}))`)} return db.select().from(orders).where(w) }`,
    ],
    [
      'TypeORM',
      `import { Entity, Column, PrimaryColumn, DataSource } from 'typeorm'\n@Entity('orders') class Order { @PrimaryColumn() id: number; @Column() n: number }\nconst db = new DataSource({ type: 'postgres' })\nfunction f(x) { let q = db.getRepository(Order).createQueryBuilder('o')\n${ifs((i) => `q = q.andWhere('o.n = ${i}')`)} return q.getMany() }`,
    ],
    [
      'Prisma',
      `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nfunction f(x) { const where: any = {}\n${ifs((i) => `where.n = ${i}`)} return prisma.order.findMany({ where }) }`,
    ],
    [
      'Prisma with spreads',
      `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nfunction f(x) { return prisma.order.findMany({ where: { ${many(40, (i) => `...(x.a${i} ? { n: ${i} } : {})`, ', ')} } }) }`,
    ],
    [
      'an object that spreads what cannot be seen',
      `import { Kysely, PostgresDialect } from 'kysely'\nconst db = new Kysely<any>({ dialect: new PostgresDialect({}) })\nfunction f(x) { return db.updateTable('orders').set({ ${many(40, (i) => `...(x.a${i} ? x.b${i} : {})`, ', ')} }).where('id', '=', 1).execute() }`,
    ],
    [
      'an object that spreads one of many that cannot be seen',
      `import { Kysely, PostgresDialect } from 'kysely'\nconst db = new Kysely<any>({ dialect: new PostgresDialect({}) })\nfunction f(x) { return db.updateTable('orders').set({ ...(${many(40, (i) => `x.a${i} ? x.b${i} : `)} {}) }).where('id', '=', 1).execute() }`,
    ],
    [
      'Objection',
      `import { Model } from 'objection'\nclass Order extends Model { static tableName = 'orders' }\nfunction f(x) { let q = Order.query()\n${ifs((i) => `q = q.where('n', ${i})`)} return q }`,
    ],
    [
      'Supabase',
      `import { createClient } from '@supabase/supabase-js'\nconst db = createClient('a', 'b')\nfunction f(x) { let q = db.from('orders').select()\n${ifs((i) => `q = q.eq('n', ${i})`)} return q }`,
    ],
    [
      'Sequelize',
      `import { Sequelize, DataTypes } from 'sequelize'\nconst s = new Sequelize('postgres://x')\nconst Order = s.define('orders', { n: DataTypes.INTEGER })\nfunction f(x) { const where: any = {}\n${ifs((i) => `where.n = ${i}`)} return Order.findAll({ where }) }`,
    ],
    [
      'MikroORM',
      `import { MikroORM } from '@mikro-orm/core'\nimport { Order } from './tables'\nfunction f(em, x) { const where: any = {}\n${ifs((i) => `where.n = ${i}`)} return em.find(Order, where) }`,
    ],
  ])('what forty conditions add to: %s', (_, text) => {
    messagesOf(text, 'src/open.ts')
  })

  it.each([
    [
      'a million texts',
      `${many(20, (i) => `const a${i} = c${i} ? '${i}' : 'x'\n`)}db.query('select * from orders where note = ' + ${many(20, (i) => `a${i}`, ' + ')})`,
    ],
    ['statements in one text', `db.query(\`${many(4000, (i) => `update orders set n = ${i} where id = ${i};\n`)}\`)`],
    ['conditions', `db.query(${many(400, (i) => `c${i} ? 'select * from orders where n = ${i}' : `)} 'select 1 from orders')`],
    ['conditions that are too deep for the parser', `db.query(${many(4000, (i) => `c${i} ? 'select ${i}' : `)} 'select 1 from orders')`],
    ['templates', `db.query(${within(60, '`select * from orders where id in (${', "'1'", '})`')})`],
    ['and', `db.query('select * from orders where n = 1' + (${many(400, (i) => `a${i}`, ' && ')}))`],
    ['objects', `prisma.order.findMany({ where: ${within(200, '{ AND: [', '{}', '] }')} })`],
    ['calls', `import knex from 'knex'\nconst db = knex({ client: 'pg' })\ndb('orders')${many(300, (i) => `.where('n', ${i})`)}`],
    [
      'helpers in a circle',
      "const f = (x) => g(x)\nconst g = (x) => f(x)\nfunction h() { return h() + h() }\ndb.query('select * from orders where ' + f(1) + g(2) + h())",
    ],
    ['constants in a circle', "const a = b + 'x'\nconst b = a + 'y'\nlet c = c + c\ndb.query('select * from orders where ' + a + c)"],
    [
      'modules in a circle',
      "import { a, fa, b } from './a'\nimport * as self from './open'\nexport * from './open'\nexport const z = self.z + a\ndb.query('select * from orders where ' + a + fa(1) + self.z + b)",
    ],
    [
      'classes in a circle',
      "class A extends B { t = super.t }\nclass B extends A {}\nclass C extends C { q = db.query('select * from orders where ' + this.q) }\nconst D = class extends D {}\nnew A().query('select * from orders')",
    ],
    [
      'types in a circle',
      "type A = B\ntype B = A\ninterface C extends C { x: C }\ntype D<T> = D<D<T>>\nconst db: A = x\ndb.query('select * from orders')\nconst e: D<C> = y\ne.order.findMany({})\nfunction f(this: A, p: typeof p) { return p.query('select * from orders') }",
    ],
    [
      'lists of lists that are spliced',
      `const l0 = [1]\n${many(6, (l) => `const l${l + 1} = [${many(400, () => `l${l}`, ', ')}]\n`)}db.query(\`select * from orders where n = \${l6}\`)`,
    ],
    [
      'functions of functions that are spliced',
      `const f0 = () => { ${many(400, (i) => `if (x) return ${i}; `)} }\n${many(2, (l) => `const f${l + 1} = () => { ${many(400, () => `if (x) return f${l}(); `)} }\n`)}db.query(\`select * from orders where n = \${f2()}\`)`,
    ],
    [
      'types of what is spliced, in a circle',
      `type A = A[]\ntype B = B | C\ntype C = B | number\n${many(6, (l) => `type T${l + 1} = ${many(60, () => `T${l}`, ' | ')}\n`)}type T0 = 1 | 2\nfunction g(x: any): ReturnType<typeof g> { return g(x) }\nconst f = (a: A, b: B, t: T6, r: ReturnType<typeof g>) => db.query(\`select * from orders where n in (\${a}, \${b}, \${t}, \${r})\`)`,
    ],
    [
      'types of rows, again and again',
      `type A = A & B\ntype B = A\ntype L = L[]\n${many(6, (l) => `type T${l + 1} = ${many(60, () => `T${l}`, ' & ')}\ntype U${l + 1} = { u: U${l} } & ${many(60, () => `U${l}`, ' & ')}\n`)}type T0 = 1\ntype U0 = { x: string }\nconst f = (a: A, t: T6, u: U6, l: L, o: { t: T6; u: U6 }, m: T6[]) => db.query(\`select * from orders where n in (\${a.id}, \${t.id}, \${u.id}, \${u.u.u.id}, \${l.map((one) => one.id)}, \${o.t.id}, \${o.u.id}, \${m.map((one) => one.id)})\`)`,
    ],
    [
      'spreads in a circle',
      'const a = { ...b }\nconst b = { ...a, where: { ...c } }\nconst c = [...c, ...a]\nprisma.order.findMany({ ...a, where: { ...b, AND: [...c] } })',
    ],
    [
      'loops',
      "async function f() { let q = 'select * from orders where '\nfor (;;) { for (;;) { q += q; while (q) { q = q + q } } }\nreturn db.query(q) }",
    ],
    [
      'tables in a circle',
      "import { integer, pgTable } from 'drizzle-orm/pg-core'\nexport const a = pgTable('a', { id: integer().references(() => b.id), ...c })\nexport const b = pgTable('b', { id: integer().references(() => a.id), ...a })\nconst c = { ...c, ...d }\nconst d = { ...c }",
    ],
    [
      'columns that double',
      `import { integer, pgTable } from 'drizzle-orm/pg-core'\nconst c0 = { a: integer() }\n${many(30, (i) => `const c${i + 1} = { ...c${i}, x${i}: { ...c${i} }, ...c${i} }\n`)}export const t = pgTable('t', c30)`,
    ],
    [
      'entities in a circle',
      "import { Entity, PrimaryColumn, ManyToOne, ManyToMany, JoinTable } from 'typeorm'\n@Entity() export class A extends B { @PrimaryColumn() id: number; @ManyToOne(() => B, b => b.a) b: B; @ManyToMany(() => A) @JoinTable() as: A[] }\n@Entity() export class B extends A { @PrimaryColumn() id: number; @ManyToOne(() => A) a: A }\n@Entity() export class C { @PrimaryColumn() @ManyToOne(() => D) d: D }\n@Entity() export class D { @PrimaryColumn() @ManyToOne(() => C) c: C }",
    ],
    [
      'keys in a circle',
      "import { Entity, ManyToOne } from '@mikro-orm/core'\n@Entity() export class A extends B { @ManyToOne({ primary: true }) b!: B }\n@Entity() export class B extends A { @ManyToOne({ primary: true }) a!: A }\n@Entity() export class C { @ManyToOne({ primary: true, entity: () => C }) c!: C }",
    ],
    [
      'models in a circle',
      `import { DataTypes, Sequelize } from 'sequelize'\nconst s = new Sequelize('postgres://x')\nconst A = s.define('a', {})\nconst B = s.define('b', {})\n${'A.belongsTo(B)\nB.belongsTo(A)\nA.belongsToMany(A, { through: A, as: "x" })\n'.repeat(60)}`,
    ],
  ])('%s', (_, text) => {
    for (const file of ['src/open.ts', 'src/tables.ts']) messagesOf(text, file)
  })

  it('and types that say themselves hide no text that is spliced', () => {
    const text = 'type A = A[]\nconst f = (a: A) => db.query(`select * from orders where note = ${a}`)'
    expect(messagesOf(text, 'src/open.ts')).toContain('value')
  })
})

describe('a schema of Prisma that is much, deep or a circle', () => {
  const source = 'datasource db {\n  provider = "postgresql"\n}\n'

  it.each([
    [
      'keys in a circle',
      `${source}model A {\n  b B @relation(fields: [bId], references: [aId])\n  bId Int @id\n}\nmodel B {\n  a A @relation(fields: [aId], references: [bId])\n  aId Int @id\n}\nmodel D {\n  d D @relation(fields: [d], references: [d])\n  @@id([d])\n}\n`,
    ],
    [
      'models',
      source +
        many(
          150,
          (i) =>
            `model M${i} {\n  id Int @id\n  n M${(i + 1) % 150} @relation("r${i}", fields: [nId], references: [id])\n  nId Int\n  b M${(i + 149) % 150}[] @relation("r${(i + 149) % 150}")\n}\n`,
        ),
    ],
    [
      'parentheses',
      `model A {\n  id Int @id @default(${within(5000, 'f(', '', ')')})\n  x ${'A['.repeat(2000)}\n  @@index([${'a('.repeat(3000)}])\n}`,
    ],
  ])('%s', (_, text) => {
    messagesOf(text, 'prisma/schema.prisma')
  })
})
