import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name text NOT NULL, status text NOT NULL);
`

const drizzle = `import { and, eq, or, type SQL } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/node-postgres'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id'), organizationId: uuid('organization_id'), name: text('name'), status: text('status') })
`
const kysely = `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({ dialect })\n`
const knex = `import knexLib from 'knex'\nconst knex = knexLib({ client: 'pg' })\n`
const sequelize = `import { DataTypes, Model, Op, Sequelize } from 'sequelize'
class Order extends Model {}
Order.init({ organizationId: { type: DataTypes.UUID, field: 'organization_id' }, name: DataTypes.STRING }, { sequelize: new Sequelize(url), tableName: 'orders' })
`
const pg = `import { Pool } from 'pg'\nconst pool = new Pool()\n`
const templates = `import SQL from 'sql-template-strings'\n${pg}`
const nearform = `import SQL from '@nearform/sql'\n${pg}`
const slonik = `import { createPool, sql } from 'slonik'\nconst pool = await createPool(url)\n`

const verdicts = (head: string, body: string): string[] =>
  verdictsOf(`${head}export async function list(names: string[], tenant: string, q?: string) { ${body} }`, schema)

/** In each notation: how a function of its own adds a condition, and what adds these two. */
const notations = {
  Drizzle: {
    head: drizzle,
    begin: 'const all: SQL[] = []; const add = (one: SQL) => { all.push(one) };',
    ofTenant: 'add(eq(orders.organizationId, tenant));',
    ofName: 'add(eq(orders.name, q));',
    end: 'return db.select().from(orders).where(and(...all))',
  },
  'Drizzle, of values': {
    head: drizzle,
    begin: 'const all: SQL[] = []; const add = (column, value) => { if (value) all.push(eq(column, value)); };',
    ofTenant: 'all.push(eq(orders.organizationId, tenant));',
    ofName: 'add(orders.name, q);',
    end: 'return db.select().from(orders).where(and(...all))',
  },
  'Drizzle, by what makes them': {
    head: drizzle,
    begin: 'const all: SQL[] = []; function add({ value, make }) { if (!value) return; all.push(make(value)) }',
    ofTenant: 'all.unshift(eq(orders.organizationId, tenant));',
    ofName: 'add({ value: q, make: (one) => eq(orders.name, one) });',
    end: 'return db.select().from(orders).where(and(...all))',
  },
  Kysely: {
    head: kysely,
    begin: "let query = db.selectFrom('orders').selectAll(); const add = (column, value) => { query = query.where(column, '=', value) };",
    ofTenant: "add('organization_id', tenant);",
    ofName: "add('name', q);",
    end: 'return query.execute()',
  },
  Knex: {
    head: knex,
    begin: "const query = knex('orders').select(); const add = (column, value) => { query.where(column, value) };",
    ofTenant: "add('organization_id', tenant);",
    ofName: "add('name', q);",
    end: 'return await query',
  },
  Sequelize: {
    head: sequelize,
    begin: 'const where = {}; const add = (name, value) => { where[name] = value };',
    ofTenant: "add('organizationId', tenant);",
    ofName: "add('name', q);",
    end: 'return Order.findAll({ where })',
  },
  SQL: {
    head: pg,
    begin:
      "const all = []; const values = []; const add = (column, value) => { values.push(value); all.push(column + ' = $' + values.length) };",
    ofTenant: "add('organization_id', tenant);",
    ofName: "add('name', q);",
    end: "return pool.query('SELECT * FROM orders WHERE ' + all.join(' AND '), values)",
  },
  'SQL, as a text': {
    head: pg,
    begin: "let text = 'SELECT * FROM orders WHERE true'; const add = (one) => { text += ' AND ' + one };",
    ofTenant: "add('organization_id = $1');",
    ofName: "add('name = $2');",
    end: 'return pool.query(text, [tenant, q])',
  },
  'sql-template-strings': {
    head: templates,
    begin: 'const query = SQL`SELECT * FROM orders WHERE true`; const add = (one) => { query.append(one) };',
    ofTenant: 'add(SQL` AND organization_id = ${tenant}`);',
    ofName: 'add(SQL` AND name = ${q}`);',
    end: 'return pool.query(query)',
  },
  '@nearform/sql': {
    head: nearform,
    begin: 'const all = []; const add = (one) => all.push(one);',
    ofTenant: 'add(SQL`organization_id = ${tenant}`);',
    ofName: 'add(SQL`name = ${q}`);',
    end: "return pool.query(SQL`SELECT * FROM orders WHERE ${SQL.glue(all, ' AND ')}`)",
  },
  slonik: {
    head: slonik,
    begin: 'const all = []; const add = (one) => { all.push(one) };',
    ofTenant: 'add(sql.fragment`organization_id = ${tenant}`);',
    ofName: 'add(sql.fragment`name = ${q}`);',
    end: 'return pool.any(sql.unsafe`SELECT * FROM orders WHERE ${sql.join(all, sql.fragment` AND `)}`)',
  },
}

describe.each(Object.entries(notations))('conditions that a function of its own adds: %s', (_, { head, begin, ofTenant, ofName, end }) => {
  it.each([
    ['the tenant', `${begin} ${ofTenant} ${end}`, 'scoped'],
    ['the tenant, and more', `${begin} ${ofTenant} if (q) { ${ofName} } ${end}`, 'scoped'],
    ['no tenant', `${begin} ${ofName} ${end}`, 'unscoped'],
  ])('%s', (_, body, verdict) => {
    expect(verdicts(head, body)).toEqual([`orders: ${verdict}`])
  })
})

describe('a function that adds a condition', () => {
  const { begin, ofTenant, ofName, end } = notations.Drizzle

  it.each([
    ['is called where a condition decides', `${begin} ${ofName} if (q) { ${ofTenant} } ${end}`, 'dynamic'],
    ['is called in a loop', `${begin} ${ofTenant} for (const name of names) add(eq(orders.name, name)); ${end}`, 'scoped'],
    ['is called for each of a list', `${begin} names.forEach((name) => add(eq(orders.name, name))); ${ofTenant} ${end}`, 'scoped'],
    ['is called behind the query', `${begin} ${ofName} const rows = await db.select().from(orders).where(and(...all)); ${ofTenant} return rows`, 'unscoped'], // prettier-ignore
    ['leaves early', `const all = []; const add = (one) => { if (q) return; all.push(one) }; ${ofTenant} ${end}`, 'dynamic'],
    ['is given to somebody', `${begin} ${ofName} collect(add); ${end}`, 'dynamic'],
    ['is called in a function that may run whenever', `${begin} ${ofName} later(() => { ${ofTenant} }); ${end}`, 'dynamic'],
    ['waits', `const all = []; const add = async (one) => { await 1; all.push(one) }; ${ofName} ${end}`, 'dynamic'],
    ['calls itself', `const all = []; const add = (one) => { all.push(one); if (q) add(one) }; ${ofName} ${end}`, 'dynamic'],
    ['is given what is spread', `const all = []; const add = (...more) => { all.push(...more) }; add(eq(orders.name, q), eq(orders.organizationId, tenant)); ${end}`, 'scoped'], // prettier-ignore
  ])('%s', (_, body, verdict) => {
    expect(verdicts(drizzle, body)).toEqual([`orders: ${verdict}`])
  })
})

describe('conditions that are put together by reduce', () => {
  it.each([
    ['Drizzle', drizzle, 'const all = [eq(orders.organizationId, tenant), eq(orders.name, q)]; return db.select().from(orders).where(all.reduce((a, b) => and(a, b)))', 'scoped'], // prettier-ignore
    ['Drizzle, without the tenant', drizzle, 'const all = [eq(orders.status, q), eq(orders.name, q)]; return db.select().from(orders).where(all.reduce((a, b) => and(a, b)))', 'unscoped'], // prettier-ignore
    ['Drizzle, by OR', drizzle, 'const all = [eq(orders.organizationId, tenant), eq(orders.name, q)]; return db.select().from(orders).where(all.reduce((a, b) => or(a, b)))', 'vacuous'], // prettier-ignore
    ['Drizzle, of which there may be more', drizzle, 'const all = [eq(orders.name, q), ...given(tenant)]; return db.select().from(orders).where(all.reduce((a, b) => and(a, b), undefined))', 'dynamic'], // prettier-ignore
    ['Kysely', kysely, "return [['status', q], ['organization_id', tenant]].reduce((query, [c, v]) => query.where(c, '=', v), db.selectFrom('orders').selectAll()).execute()", 'scoped'], // prettier-ignore
    ['Knex', knex, "return await [['status', q], ['organization_id', tenant]].reduce((query, [c, v]) => query.where(c, v), knex('orders').select())", 'scoped'], // prettier-ignore
    ['Knex, without the tenant', knex, "return await [['status', q]].reduce((query, [c, v]) => query.where(c, v), knex('orders').select())", 'unscoped'], // prettier-ignore
    ['Knex, of which nobody knows', knex, "return await given(q).reduce((query, [c, v]) => query.where(c, v), knex('orders').select())", 'dynamic'], // prettier-ignore
  ])('%s', (_, head, body, verdict) => {
    expect(verdicts(head, body)).toEqual([`orders: ${verdict}`])
  })
})
