import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'
import { verdictsOf } from '../support/verdicts.ts'
import { verdictsIn } from './prisma/support/read-calls.ts'

const schema = `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name text NOT NULL, status text NOT NULL);
`

const drizzle = `import { and, eq, ilike, or, sql, type SQL } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/node-postgres'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id'), organizationId: uuid('organization_id'), name: text('name'), status: text('status') })
`
const typeorm = `import { Brackets, Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity('orders') class Order {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @Column() name: string
}
const orders = new DataSource({ type: 'postgres' }).getRepository(Order)
`
const sequelize = `import { DataTypes, Model, Op, Sequelize } from 'sequelize'
class Order extends Model {}
Order.init({ organizationId: { type: DataTypes.UUID, field: 'organization_id' }, name: DataTypes.STRING }, { sequelize: new Sequelize(url), tableName: 'orders' })
`
const mikro = `import { Entity, EntityManager, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'orders' }) class Order {
  @PrimaryKey({ type: 'uuid' }) id: string
  @Property({ type: 'uuid', fieldName: 'organization_id' }) organizationId: string
  @Property({ type: 'text' }) name: string
}
const em: EntityManager = manager
`
const kysely = `import { Kysely, sql } from 'kysely'\nconst db = new Kysely<DB>({ dialect })\n`
const knex = `import knexLib from 'knex'\nconst knex = knexLib({ client: 'pg' })\n`
const supabase = `import { createClient } from '@supabase/supabase-js'\nconst supabase = createClient(url, key)\n`
const slonik = `import { createPool, sql } from 'slonik'\nconst pool = await createPool(url)\n`
const pg = `import { Pool } from 'pg'\nconst pool = new Pool()\n`

const verdicts = (head: string, body: string): string[] =>
  verdictsOf(`${head}export async function list(names: string[], organizationId: string, q?: string) { ${body} }`, schema)

const judged =
  (verdict: string) =>
  (_: string, head: string, body: string): void => {
    expect(verdicts(head, body)).toEqual([`orders: ${verdict}`])
  }

describe('conditions that are made for each of a list that nobody knows', () => {
  it.each([
    ['Drizzle', drizzle, 'return db.select().from(orders).where(or(...names.map((name) => eq(orders.name, name))))'],
    ['Drizzle, of SQL', drizzle, 'return db.select().from(orders).where(or(...names.map((name) => sql`lower(${orders.name}) = ${name}`)))'],
    [
      'Drizzle, under a name',
      drizzle,
      'const any = names.map((name) => eq(orders.name, name)); return db.select().from(orders).where(or(...any))',
    ],
    ['TypeORM', typeorm, 'return orders.find({ where: names.map((name) => ({ name })) })'],
    ['TypeORM, by forEach', typeorm, "return orders.createQueryBuilder('o').where(new Brackets((qb) => { names.forEach((name) => { qb.orWhere('o.name = :name', { name }) }) })).getMany()"], // prettier-ignore
    ['Sequelize', sequelize, 'return Order.findAll({ where: { [Op.or]: names.map((name) => ({ name })) } })'],
    ['MikroORM', mikro, 'return em.find(Order, { $or: names.map((name) => ({ name })) })'],
    [
      'Kysely',
      kysely,
      "return db.selectFrom('orders').selectAll().where((eb) => eb.or(names.map((name) => eb('name', '=', name)))).execute()",
    ],
    ['Knex, by a loop', knex, "return knex('orders').where((qb) => { for (const name of names) qb.orWhere('name', name) })"],
    ['Knex, by forEach', knex, "return knex('orders').where((qb) => { names.forEach((name) => qb.orWhere('name', name)) })"],
    ['Knex, by a loop around', knex, "const query = knex('orders'); for (const name of names) query.orWhere('name', name); return query"],
    ['SQL', pg, "return pool.query(`SELECT * FROM orders WHERE ${names.map((_, i) => `name = $${i + 1}`).join(' OR ')}`, names)"],
    ['SQL, under a name', pg, "const any = names.map((_, i) => `name = $${i + 1}`); return pool.query(`SELECT * FROM orders WHERE ${any.join(' OR ')}`, names)"], // prettier-ignore
    ['slonik, under a name', slonik, "const any = names.map((name) => sql.fragment`name = ${name}`); return pool.any(sql.unsafe`SELECT * FROM orders WHERE ${sql.join(any, sql.fragment` OR `)}`)"], // prettier-ignore
  ])('say what they ask: %s', judged('unscoped'))

  it.each([
    [
      'TypeORM',
      typeorm,
      'return orders.find({ where: [{ name: q, organizationId }, ...names.map((name) => ({ name, organizationId }))] })',
    ],
    ['Sequelize', sequelize, 'return Order.findAll({ where: { [Op.or]: names.map((name) => ({ name, organizationId })) } })'],
    ['Kysely', kysely, "return db.selectFrom('orders').selectAll().where((eb) => eb.or(names.map((name) => eb.and({ name, organization_id: organizationId })))).execute()"], // prettier-ignore
    ['Knex, beside it', knex, "return knex('orders').where({ organization_id: organizationId }).where((qb) => { for (const name of names) qb.orWhere('name', name) })"], // prettier-ignore
    ['Drizzle, beside it', drizzle, 'return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and (${sql.join(names.map((name) => ilike(orders.name, name)), sql` or `)})`)'], // prettier-ignore
    ['Drizzle, by AND', drizzle, 'return db.select().from(orders).where(and(eq(orders.organizationId, organizationId), sql.join(names.map((name) => ilike(orders.name, name)), sql` and `)))'], // prettier-ignore
    ['Drizzle, beside a list', drizzle, 'return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and ${orders.name} in (${sql.join(names.map((name) => sql`${name}`), sql`, `)})`)'], // prettier-ignore
    ['Kysely, beside it in SQL', kysely, "return db.selectFrom('orders').selectAll().where(sql<boolean>`organization_id = ${organizationId} and (${sql.join(names.map((name) => sql`name = ${name}`), sql` or `)})`).execute()"], // prettier-ignore
    ['Kysely, beside a list', kysely, "return db.selectFrom('orders').selectAll().where(sql<boolean>`organization_id = ${organizationId} and name in (${sql.join(names)})`).execute()"], // prettier-ignore
    ['SQL, beside it', pg, "return pool.query(`SELECT * FROM orders WHERE organization_id = $1 AND (${names.map((_, i) => `name = $${i + 2}`).join(' OR ')})`, [organizationId, ...names])"], // prettier-ignore
  ])('hold them to the tenant: %s', judged('scoped'))

  it.each([
    ['nothing is left of none with Drizzle', drizzle, 'return db.select().from(orders).where(or(...names.map((name) => and(eq(orders.name, name), eq(orders.organizationId, organizationId)))))'], // prettier-ignore
    ['nothing is left of none with TypeORM', typeorm, 'return orders.find({ where: names.map((name) => ({ name, organizationId })) })'],
    ['more is put among them, under a name', pg, "const any = names.map((_, i) => `name = $${i + 1}`); any.push(made(q)); return pool.query(`SELECT * FROM orders WHERE ${any.join(' AND ')}`, names)"], // prettier-ignore
    ['somebody else may put more among them', pg, "const any = names.map((_, i) => `name = $${i + 1}`); addTo(any); return pool.query(`SELECT * FROM orders WHERE ${any.join(' OR ')}`, names)"], // prettier-ignore
    ['what joins them is not known', pg, 'return pool.query(`SELECT * FROM orders WHERE ${names.map((name) => made(name)).join(by)}`)'],
    ['what makes them is not known', sequelize, 'return Order.findAll({ where: { [Op.or]: names.map(conditionFor) } })'],
  ])('leave it open, where %s', judged('dynamic'))

  it('say what they ask of Prisma', () => {
    const find = (where: string): string[] =>
      verdictsIn(`async function f(names, organizationId, q) { return prisma.project.findMany({ where: ${where} }) }`)
    expect(find('{ OR: names.map((name) => ({ name: { startsWith: name } })) }')).toEqual(['read projects: unscoped'])
    expect(find(`{ OR: names.length > 0 ? names.map((name) => ({ name })) : [{ name: 'none' }] }`)).toEqual(['read projects: unscoped'])
    expect(find('{ OR: names.map((name) => ({ name, organizationId })) }')).toEqual(['read projects: scoped'])
    expect(find('{ AND: names.map((name) => ({ name })) }')).toEqual(['read projects: unscoped'])
    expect(find('{ organizationId, OR: names.map((name) => ({ name })) }')).toEqual(['read projects: scoped'])
  })
})

describe('what is not alike for each of a list', () => {
  const loop = (body: string): string => `return knex('orders').where((qb) => { qb.where('organization_id', organizationId); ${body} })`

  it.each([
    ['an OR beside the tenant, in SQL', pg, "return pool.query(`SELECT * FROM orders WHERE organization_id = $1 AND ${names.map((_, i) => `name = $${i + 2}`).join(' OR ')}`, [])", 'vacuous'], // prettier-ignore
    ['an OR beside the tenant, under a name', pg, "const any = names.map((_, i) => `name = $${i + 2}`); return pool.query(`SELECT * FROM orders WHERE organization_id = $1 AND ${any.join(' OR ')}`, [])", 'vacuous'], // prettier-ignore
    ['an OR before it, in SQL', pg, "return pool.query(`SELECT * FROM orders WHERE ${names.map((_, i) => `name = $${i + 2}`).join(' OR ')} AND organization_id = $1`, [])", 'vacuous'], // prettier-ignore
    ['an OR beside the tenant, with Drizzle', drizzle, 'return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and ${sql.join(names.map((name) => ilike(orders.name, name)), sql` or `)}`)', 'vacuous'], // prettier-ignore
    ['an OR of what is put in by a loop, with Drizzle', drizzle, 'const any: SQL[] = []; for (const name of names) any.push(ilike(orders.name, name)); return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and ${sql.join(any, sql` or `)}`)', 'vacuous'], // prettier-ignore
    ['an OR of which each side is in parentheses, with Drizzle', drizzle, 'return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and (${sql.join(names.map((name) => ilike(orders.name, name)), sql`) or (`)})`)', 'vacuous'], // prettier-ignore
    ['what may be an OR, with Drizzle', drizzle, 'return db.select().from(orders).where(sql`${orders.organizationId} = ${organizationId} and ${sql.join(names.map((name) => ilike(orders.name, name)), q ? sql` and ` : sql` or `)}`)', 'vacuous'], // prettier-ignore
    ['an OR beside the tenant, with Kysely', kysely, "return db.selectFrom('orders').selectAll().where(sql<boolean>`organization_id = ${organizationId} and ${sql.join(names.map((name) => sql`name = ${name}`), sql` or `)}`).execute()", 'vacuous'], // prettier-ignore
    ['an OR of what is put in by a loop, with Kysely', kysely, "const any = []; for (const name of names) any.push(sql`name = ${name}`); return db.selectFrom('orders').selectAll().where(sql<boolean>`organization_id = ${organizationId} and ${sql.join(any, sql` or `)}`).execute()", 'vacuous'], // prettier-ignore
    ['an OR behind the first, by a loop', knex, loop(`let first = true; for (const n of names) { if (first) { qb.where('name', n); first = false } else qb.orWhere('name', n) }`), 'vacuous'], // prettier-ignore
    ['an OR behind the first, by forEach', knex, loop(`names.forEach((n, i) => { if (i) qb.orWhere('name', n); else qb.where('name', n) })`), 'vacuous'], // prettier-ignore
    ['an OR behind the first, by counting', knex, loop(`for (let i = 0; i < names.length; i++) { if (i === 0) qb.where('name', names[i]); else qb.orWhere('name', names[i]) }`), 'vacuous'], // prettier-ignore
    ['a condition of the first alone', sequelize, 'return Order.findAll({ where: { [Op.or]: names.map((name, i) => (i === 0 ? { name } : { name, organizationId })) } })', 'dynamic'], // prettier-ignore
    ['the tenant of the first', sequelize, 'return Order.findAll({ where: { [Op.and]: names.map((name, i) => (i === 0 ? { organizationId } : { name })) } })', 'dynamic'], // prettier-ignore
  ])('is %s', (title, head, body, verdict) => {
    judged(verdict)(title, head, body)
  })

  it.each([
    ['push of the tenant', 'const cond = () => { const cs = names.map((n) => eq(orders.name, n)); cs.push(eq(orders.organizationId, organizationId)); return and(...cs) }; return db.select().from(orders).where(cond())'], // prettier-ignore
    ['unshift of the tenant', 'const cond = () => { const cs = [eq(orders.name, q)]; cs.unshift(eq(orders.organizationId, organizationId)); return and(...cs) }; return db.select().from(orders).where(cond())'], // prettier-ignore
    ['push outside of functions', 'const cs = names.map((n) => eq(orders.name, n)); cs.push(eq(orders.organizationId, organizationId)); return db.select().from(orders).where(and(...cs))'], // prettier-ignore
  ])('keeps to the tenant by a %s', (_, body) => {
    expect(verdicts(drizzle, body)).toEqual(['orders: scoped'])
  })

  it.each([
    ['a loop', 'for (const c of cs) c.organizationId = organizationId'],
    ['forEach', 'cs.forEach((c) => { c.organizationId = organizationId })'],
    ['Object.assign', 'cs.map((c) => Object.assign(c, { organizationId }))'],
    ['what is not in sight', 'addTenant(cs)'],
  ])('may be changed by %s', (_, change) => {
    const list = (made: string): string[] =>
      verdicts(sequelize, `const cs = ${made}; ${change}; return Order.findAll({ where: { [Op.or]: cs } })`)
    expect([list('names.map((name) => ({ name }))'), list('[{ name: q }]')]).toEqual([['orders: dynamic'], ['orders: dynamic']])
  })

  it('may be changed after it is put in', () => {
    const body = 'const cs = []; for (const name of names) { const c = { name }; cs.push(c); c.organizationId = organizationId }'
    expect(verdicts(sequelize, `${body}; return Order.findAll({ where: { [Op.or]: cs } })`)).toEqual(['orders: dynamic'])
  })
})

describe('what has no end', () => {
  it.each([
    [
      'a tree',
      'const of = (xs) => ({ [Op.or]: xs.map((x) => (x.children ? of(x.children) : { name: x.name })) }); return Order.findAll({ where: of(names) })',
    ],
    ['a list that holds itself', 'const cs = names.map((n) => ({ [Op.or]: cs })); return Order.findAll({ where: { [Op.or]: cs } })'],
    [
      'lists made of lists',
      `let x0 = names; ${Array.from({ length: 12 }, (_, i) => `const x${String(i + 1)} = x${String(i)}.map((n) => ({ [Op.or]: [n, n] }))`).join(';')}; return Order.findAll({ where: x12 })`,
    ],
    [
      'many conditions on what is within',
      `const args = { where: {} }; ${Array.from({ length: 20 }, (_, i) => `if (q === '${String(i)}') args.where.n${String(i)} = q`).join(';')}; return Order.findAll(args)`,
    ],
    [
      'many conditions on what is spread',
      `const args = { where: {} }; ${Array.from({ length: 20 }, (_, i) => `if (q === '${String(i)}') args.where = { ...args.where, name: q }`).join(';')}; return Order.findAll(args)`,
    ],
  ])('is still a query: %s', (_, body) => {
    expect(verdicts(sequelize, body)).toHaveLength(1)
  })
})

describe('what decides nothing', () => {
  it('is a way that finds nothing', () => {
    expect(verdicts(sequelize, 'return Order.findAll({ where: { [Op.or]: q ? [{ name: q }] : [] } })')).toEqual(['orders: unscoped'])
  })

  it('is a variable that holds nothing yet', () => {
    const body = 'let where: SQL | undefined; if (q) where = ilike(orders.name, q); return db.select().from(orders).where(where)'
    expect(verdicts(drizzle, body)).toEqual(['orders: unscoped'])
  })

  it('is what Object.assign may add', () => {
    expect(verdicts(sequelize, `return Order.findAll({ where: Object.assign({ status: 'open' }, q ? { name: q } : {}) })`)).toEqual([
      'orders: unscoped',
    ])
  })

  it('is what a record may say more with supabase-js', () => {
    const body = `const asked: Record<string, string> = { status: 'open' }; if (q) asked.name = q; return supabase.from('orders').select().match(asked)`
    expect(verdicts(supabase, body)).toEqual(['orders: unscoped'])
  })
})

describe('a filter on other rows that are the tenant’s, on some ways', () => {
  const more = `${schema}CREATE TABLE tags (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, order_id uuid NOT NULL REFERENCES orders, label text);`
  const list = (test: string, always = ''): string[] =>
    verdictsOf(
      `${sequelize}class Tag extends Model {}
Tag.init({ organizationId: { type: DataTypes.UUID, field: 'organization_id' }, orderId: { type: DataTypes.UUID, field: 'order_id' }, label: DataTypes.STRING }, { sequelize: new Sequelize(url), tableName: 'tags' })
export async function list(organizationId: string, labels?: string[], isAdmin?: boolean, orgScope?: string) {
  const where: any = { ${always} }
  if (${test}) {
    const tags = await Tag.findAll({ where: { organizationId, label: labels } })
    where.id = tags.map((tag) => tag.orderId)
  }
  return Order.findAll({ where })
}`,
      more,
    )

  it('is no filter on the tenant', () => {
    expect(list('labels')).toEqual(['tags: scoped', 'orders: unscoped'])
  })

  it('is none either, where a list is empty, or what is written out has the name of somebody', () => {
    for (const test of ['accounts && accounts.length > 0', 'clientIds?.length', "sort === 'account'", "kinds.includes('all')"])
      expect(list(test)).toEqual(['tags: scoped', 'orders: unscoped'])
  })

  it('may be meant, where what decides asks who somebody is', () => {
    expect(list('user && labels.length > 0')).toEqual(['tags: scoped', 'orders: dynamic'])
    expect(list('roles.length > 0')).toEqual(['tags: scoped', 'orders: dynamic'])
    expect(list('!isAdmin')).toEqual(['tags: scoped', 'orders: dynamic'])
    expect(list("orgScope === 'member'")).toEqual(['tags: scoped', 'orders: dynamic'])
    expect(list('session.kind')).toEqual(['tags: scoped', 'orders: dynamic'])
  })

  it('is beside one', () => {
    expect(list('labels', 'organizationId')).toEqual(['tags: scoped', 'orders: scoped'])
  })
})

describe('a query of an entity that is declared in the same file', () => {
  it('is told where it is asked', () => {
    const text = `${typeorm}export const list = (q: string) => orders.createQueryBuilder('o').where('o.name = :q', { q }).getMany()`
    const [message] = lint(text, { rule: 'require-tenant-filter', schema, file: 'src/orders.ts' })
    expect(message?.line).toBe(text.split('\n').length)
  })
})

describe('a variable that is declared without a value', () => {
  it.each([
    ['asked about', 'let o; if (q) o = made(q); if (!o) throw new Error()'],
    ['made sure of', 'let o; if (q) o = made(q); invariant(o)'],
    ['set to a value', 'let o; if (q) o = names.organizationId'],
    ['set by what is not there yet', 'let o; o ??= names.organizationId'],
  ])('is what it may be set to, where it is %s', (_, set) => {
    expect(verdicts(sequelize, `${set}; return Order.findAll({ where: { organizationId: o } })`)).toEqual(['orders: scoped'])
  })
})

describe('what is set in an object within another one, on conditions', () => {
  it.each([
    ['one after the other', 'if (q) query.where.name = q; if (names) query.where.status = names'],
    ['within each other', `if (q) { if (!query.where.data) query.where.data = {}; query.where.data.kind = q }`],
    ['of what was set before', `if (q) query.where.data = { q }; if (names) { query.where.data.kind = 'x' }`],
  ])('leaves the rest as it was: %s', (_, sets) => {
    const made = sequelize.replace('name: DataTypes.STRING', 'name: DataTypes.STRING, status: DataTypes.STRING, data: DataTypes.JSONB')
    const asked = (where: string): string[] =>
      verdicts(made, `const query: any = { where: { ${where} } }; ${sets}; return Order.findAll(query)`)
    expect([asked('organizationId'), asked('')]).toEqual([['orders: scoped'], ['orders: unscoped']])
  })
})

describe('lists of which not all is known hide what may be in them when they are put together', () => {
  const given = 'return db.select().from(orders).where(and('
  it.each([
    ['flattened', drizzle, `${given}...[[...more], [eq(orders.name, q)]].flat()))`],
    ['concatenated', drizzle, `${given}...[eq(orders.name, q)].concat([...more])))`],
    ['of each', drizzle, `${given}...[q].flatMap((one) => [eq(orders.name, one), ...more])))`],
  ])('%s', judged('dynamic'))

  it.each([
    ['flattened', drizzle, `${given}...[[eq(orders.name, q)], [eq(orders.status, q)]].flat()))`],
    ['concatenated', drizzle, `${given}...[eq(orders.name, q)].concat([eq(orders.status, q)])))`],
  ])('and tell all where all is known: %s', judged('unscoped'))
})
