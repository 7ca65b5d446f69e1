import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { placesOfCalls, queriesOfCalls, reasonsOfCalls, toldCalls } from '../../support/told-calls.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations (id), state text, meta jsonb);
create table lines (id uuid primary key, order_id uuid not null references orders (id), organization_id uuid not null);`

const head = `import knex from 'knex'\nconst db = knex({})\n`
const read = (text: string): string[] => toldCalls(head + text, { schema })
const reasons = (text: string): string[] => reasonsOfCalls(head + text, { schema })
const told = (text: string, files: Record<string, string> = {}): string[] => toldCalls(text, { schema, files })

describe('an OR that a condition adds', () => {
  it.each([
    ["if (name) found.orWhere('state', name)", 'vacuous'],
    ["if (name) { found.where('state', name).orWhere('state', 'any') }", 'vacuous'],
    ["if (name) found.where((one) => one.where('state', name).orWhere('state', 'any'))", 'scoped'],
    ["if (user.isAdmin) found.orWhere('state', name)", 'dynamic'],
    ["if (user.isSSOAdmin) found.orWhere('state', name)", 'dynamic'],
    ["if (user.isSupport) found.orWhere('state', name)", 'dynamic'],
    ["if (smallOnly) found.orWhere('state', name)", 'vacuous'],
    ["if (ownerId) found.where('state', ownerId); if (name) found.orWhere('state', name)", 'vacuous'],
    ["if (name) found.where('state', name); else found.orWhere('state', 'any')", 'vacuous'],
  ])('%s', (more, verdict) => {
    const body = `const found = db('orders').where('organization_id', org); ${more}; return await found`
    expect(read(`export async function f(org, name, user) { ${body} }`)).toEqual([`read orders: ${verdict}`])
  })

  it('is as good as none where the tenant is added, too', () => {
    const body = `const found = db('orders'); if (org) found.where('organization_id', org); if (name) found.orWhere('state', name); return await found`
    expect(read(`export async function f(org, name) { ${body} }`)).toEqual(['read orders: dynamic'])
  })
})

describe('a query that a getter begins', () => {
  const service = (of: string, list: string): string =>
    `class Orders { constructor(private readonly knex: Knex, private readonly org: string) {} private get orders() { return ${of} } ${list} }`
  const gotten = (of: string, list: string): string | undefined =>
    told(`import type { Knex } from 'knex'\n${service(of, list)}`)
      .at(-1)
      ?.replace(/^\w+ orders: /, '')

  it.each([
    ["this.knex('orders')", "async one(id: string) { return this.orders.where('state', id) }", 'unscoped'],
    ["this.knex('orders')", 'async cut(id: string) { await this.orders.where({ id }).del() }', 'by-key'],
    ["this.knex('orders')", 'async cut(id: string) { await this.orders.where({ id, organization_id: this.org }).del() }', 'scoped'],
    ["this.knex('orders').where('organization_id', this.org)", 'async cut(id: string) { await this.orders.where({ id }).del() }', 'scoped'],
    [
      "this.knex('orders').where('organization_id', this.org)",
      'async all(id: string) { return this.orders.orWhere({ state: id }) }',
      'vacuous',
    ],
  ])('%s; %s', (of, list, verdict) => {
    expect(gotten(of, list)).toBe(verdict)
  })

  it('is none of a getter that leads back to itself', () => {
    expect(gotten('this.orders', "async all() { return this.orders.where('state', 'x') }")).toBeUndefined()
  })
})

it.each([
  ['numbers.map((number) => [org, number])', 'scoped'],
  ['[[org, 1], ...numbers.map((number) => [org, number])]', 'scoped'],
  ['numbers.map((number) => [number, org])', 'scoped'],
  ['pairs', 'scoped'],
  ['[pair]', 'scoped'],
  ['numbers.map(pairOf)', 'scoped'],
])('rows of several columns are among %s', (rows, verdict) => {
  const columns = rows.includes('[number, org]') ? "['state', 'organization_id']" : "['organization_id', 'state']"
  expect(read(`export const f = (org, numbers, pairs, pair) => db('orders').whereIn(${columns}, ${rows}).select()`)).toEqual([
    `read orders: ${verdict}`,
  ])
  expect(read(`export const f = (org, numbers, pairs, pair) => db('orders').whereNotIn(${columns}, ${rows}).select()`)).toEqual([
    'read orders: vacuous',
  ])
})

it.each([
  ["whereJsonPath('meta', '$.size', '>', 1)", 'unscoped', 'scoped'],
  ["whereJsonSupersetOf('meta', { size: 1 })", 'unscoped', 'scoped'],
  ["whereJsonNotSupersetOf('meta', { size: 1 })", 'unscoped', 'scoped'],
  ["whereJsonSubsetOf('meta', meta)", 'unscoped', 'scoped'],
  ["whereJsonObject('meta', meta)", 'unscoped', 'scoped'],
  ["whereNotJsonObject('meta', meta)", 'unscoped', 'scoped'],
  ["orWhereJsonPath('meta', '$.size', '=', 1)", 'unscoped', 'vacuous'],
  ["orWhereJsonSubsetOf('meta', meta)", 'unscoped', 'vacuous'],
  ["whereJsonPath('meta', '$.size', how, 1)", 'dynamic', 'scoped'],
  ['forNoKeyUpdate()', 'unscoped', 'scoped'],
  ['forKeyShare()', 'unscoped', 'scoped'],
  ['options({ rowMode: "array" })', 'unscoped', 'scoped'],
  ["rank('place', 'state')", 'unscoped', 'scoped'],
  ["rowNumber('place', 'state', 'id')", 'unscoped', 'scoped'],
  ["jsonExtract('meta', '$.size', 'size')", 'unscoped', 'scoped'],
])('%s keeps the query, and the tenant', (step, alone, beside) => {
  const asked = (query: string): string | undefined => read(`export const f = async (org, meta, how) => { await ${query} }`)[0]
  expect(asked(`db('orders').${step}.select('id')`)).toBe(`read orders: ${alone}`)
  expect(asked(`db('orders').where('organization_id', org).${step}`)).toBe(`read orders: ${beside}`)
})

it('many rows at once are added to their table', () => {
  expect(queriesOfCalls(`${head}await db.batchInsert('orders', [{ state: 'new' }, { state: 'old' }], 100)`, { schema })).toEqual([
    "INSERT INTO orders (state) VALUES ('new'), ('old')",
  ])
})

describe('instances of Knex', () => {
  it.each([
    ['a constant', `import knex from 'knex'\nconst own = knex({})\nawait own('orders').select()`],
    ['required', `const own = require('knex')({})\nawait own('orders').select()`],
    ['required by an import', `import create = require('knex')\nconst own = create({})\nawait own('orders').select()`],
    ['a parameter', `import type { Knex } from 'knex'\nexport const f = (own: Knex) => own('orders').select()`],
    ['a transaction', `import type { Knex } from 'knex'\nexport const f = (own: Knex.Transaction) => own('orders').select()`],
    ['a callback', `import knex from 'knex'\nconst own = knex({})\nown.transaction(async (t) => t('orders').select())`],
    [
      'an awaited transaction',
      `import knex from 'knex'\nconst own = knex({})\nexport async function f() { const t = await own.transaction(); await t('orders').select() }`,
    ],
    [
      'a property',
      `import type { Knex } from 'knex'\nclass A { constructor(private own: Knex) {} f() { return this.own<Order>('orders').select() } }`,
    ],
    ['either', `export const f = (trx) => (trx || db)('orders').select()`],
    ['by its name', `import { db } from '@app/db'\nawait db('orders').select()`],
    ['what a method gives', `export const f = (db) => db.replicaNode()('orders').select()`],
    [
      'from in a function',
      `import knex from 'knex'\nconst own = knex({})\nexport const f = async () => { await own.from('orders').select() }`,
    ],
    ['from', `import { db } from '@app/db'\nawait db.select('id').from('orders')`],
  ])('%s', (_, text) => {
    expect(told(text)).toEqual(['read orders: unscoped'])
  })

  it.each([
    ['an object', `const tables = { orders: 'orders' } as const`, 'tables.orders'],
    ['an object within another', `const names = { tables: { orders: 'orders' } }`, 'names.tables.orders'],
    ['an enum', `enum Tables { Orders = 'orders' }`, 'Tables.Orders'],
  ])('are given a table that %s names', (_, declared, name) => {
    expect(told(`import type { Knex } from 'knex'\n${declared}\nexport const f = (own: Knex) => own(${name}).select()`)).toEqual([
      'read orders: unscoped',
    ])
  })

  it('of another module', () => {
    const files = { 'db/index.ts': `export { own } from './own'`, 'db/own.ts': `import knex from 'knex'\nexport const own = knex({})` }
    expect(told(`import { own } from './db'\nawait own('orders').select()`, files)).toEqual(['read orders: unscoped'])
  })

  it.each([
    ['a call', `const knex = require('knex')\nmodule.exports = knex({})`],
    ['a call of what is required', `module.exports = require('knex')({})`],
    ['a name', `const knex = require('knex')({})\nmodule.exports = knex`],
    [
      'one by a setting',
      `const knex = require('knex')\nconst all = require('./all')\nconst db = knex(all[process.env.NODE_ENV])\nmodule.exports = db`,
    ],
    ['another module', `module.exports = require('./lib/own')`],
  ])('that a module is set to: %s', (_, text) => {
    const files = { 'own.ts': text, 'lib/own.ts': `module.exports = require('knex')({})` }
    expect(told(`const own = require('./own')\nawait own('orders').select()`, files)).toEqual(['read orders: unscoped'])
    expect(told(`import own = require('./own')\nawait own.select().from('orders')`, files)).toEqual(['read orders: unscoped'])
  })

  it.each([
    `const knex = require('./nowhere')\nawait knex('orders').select()`,
    `import knex from './nowhere'\nawait knex('orders').select()`,
    `import * as knex from './nowhere'\nawait knex('orders').select()`,
  ])('by the name of a module that is not there: %s', (text) => {
    expect(told(text)).toEqual(['read orders: unscoped'])
  })

  it.each([
    ['a function', `const db = (name: string) => list.filter((one) => one.name === name)\ndb('orders').first()`],
    ['a list', `Array.from('orders').join(',')`],
    ['a map', `const db = new Map()\ndb.delete('orders')`],
    ['a helper', `import { lines } from './lines'\nlines('orders').first()`],
    ['jQuery', `$('orders').first()`],
    ['another library', `import { db } from 'kysely'\ndb('orders').select()`],
    ['another library that is required', `const db = require('pg')\ndb('orders').first()`],
    ['a builder of somebody', `import type { Knex } from 'knex'\nexport const f = (query: Knex.QueryBuilder) => query.where('id', 1)`],
    ['a schema', `import knex from 'knex'\nknex({}).schema.table('orders', (table) => { table.text('x') })`],
  ])('are not %s', (_, text) => {
    expect(told(text)).toEqual([])
  })
})

it.each([
  ['return await paginate(all(), 1)', 'unscoped'],
  ['return await paginate(own(org), 1)', 'scoped'],
  ['const found = all(); return await paginate(found, 1)', 'unscoped'],
  ['return await paginateOwn(all(), org)', 'scoped'],
  ['return await paginateOwn(whole(), org)', 'scoped'],
])('what a function makes for another one is told where that sends it: %s', (body, verdict) => {
  const made = {
    all: "const all = () => db('orders').orderBy('id')",
    own: "const own = (org) => db('orders').orderBy('id').where('organization_id', org)",
    whole: "const whole = () => db('orders')",
  }[/all|own|whole/.exec(body)?.[0] ?? '']
  const sending = `async function paginate(query, page) { const rows = await query.limit(10).offset(page); return { rows, page } }
async function paginateOwn(query, org) { return await query.where('organization_id', org) }`
  expect(read(`${made}\n${sending}\nexport async function f(org) { ${body} }`)).toEqual([`read orders: ${verdict}`])
})

describe('a table alone', () => {
  it.each([
    "await db('orders')",
    "await (db<Order>('orders') as Promise<Order[]>)",
    "export async function f() { return db('orders') }",
    "export const f = async () => db('orders')",
    "export const f = () => Promise.all([db('orders'), other()])",
    "db('orders').then(show)",
    "db('orders').catch(show)",
    "export async function f() { return (await db('orders')).map((row) => row.id) }",
    "const all = db('orders'); await all",
    "export async function f() { const all = db('orders'); return all }",
    "async function load(table) { return db(table) }\nawait load('orders')",
    "const base = () => db('orders')\nconst rows = await base()",
    "const base = () => db('orders')\nexport async function f() { return base() }",
    "function base(table) { return db(table) }\nconst all = base('orders'); await all",
    "const base = () => db('orders')\nexport const f = () => Promise.all([base(), other()])",
    "class Orders { base() { return db('orders') }\n async all() { return this.base() } }",
  ])('is all of its rows where it is sent: %s', (text) => {
    expect(read(text)).toEqual(['read orders: unscoped'])
  })

  it.each([
    "export const f = () => db('orders')",
    "const all = db('orders')",
    "const both = [db('orders'), db('lines')]",
    "console.log(db('orders').toString())",
    "await db('orders').columnInfo()",
    "await fetchRows('orders')",
    "const base = () => db('orders')\nconst query = base()",
    "const base = () => db('orders')\nexport const f = () => base()",
    "const base = () => list('orders')\nawait base()",
  ])('says nothing by itself: %s', (text) => {
    expect(read(text)).toEqual([])
  })

  it.each([
    ["const found = db('orders'); found.where('organization_id', org); await found", 'scoped'],
    ["let found = db('orders'); found = found.where('organization_id', org); await found", 'scoped'],
    ["const found = db('orders'); await found.where('organization_id', org)", 'scoped'],
    ["const found = db('orders'); if (org) found.where('organization_id', org); await found", 'dynamic'],
    ["const found = db('orders'); narrow(found); await found", 'dynamic'],
    ["const found = db('orders'); await narrow({ found, org }); await found", 'dynamic'],
    ["const found = db('orders'); new Page(found).of(org); await found", 'dynamic'],
    ["const found = db('orders'); [found].forEach((one) => one.where('organization_id', org)); await found", 'dynamic'],
    ["const found = db('orders'); const same = found; same.where('organization_id', org); await found", 'dynamic'],
    ["const found = db('orders'); const [rows] = await Promise.all([found, other()])", 'unscoped'],
    ["await db.from(db('orders')).where('organization_id', org)", 'scoped'],
    ["const base = () => db('orders'); await base().where('organization_id', org)", 'scoped'],
    ["const base = () => db('orders'); const found = base(); found.where('organization_id', org); await found", 'scoped'],
    ["const base = () => db('orders'); const found = base(); if (org) found.where('organization_id', org); await found", 'dynamic'],
    ["const base = () => db('orders'); await base().forTenant(org)", 'dynamic'],
  ])('is what is gone on with: %s', (text, verdict) => {
    expect(read(text)).toEqual([`read orders: ${verdict}`])
  })

  it.each([
    ['a type', "import type { Knex } from 'knex'\nexport const f = async (own: Knex) => { await own('orders') }", true],
    ['its name', "import { db } from '@app/db'\nawait db('orders')", true],
    ['no name', "import { load } from '@app/db'\nawait load('orders')", false],
    ['another library', "import got from 'got'\nconst client = got.extend({})\nawait client('orders')", false],
    ['what gives a client', "import { getDb } from '@app/db'\nawait getDb('orders')", false],
    ['a function', "const db = async (name: string) => lists[name]\nawait db('orders')", false],
    ['a function by its type', "export const f = async (db: (name: string) => Promise<string[]>) => await db('orders')", false],
    ['a function of an object', "export const f = async (lists: { db: (name: string) => any }) => await lists.db('orders')", false],
  ])('is told by %s', (_, text, isTold) => {
    expect(told(`import 'knex'\n${text}`)).toEqual(isTold ? ['read orders: unscoped'] : [])
  })
})

describe('a query that another file begins', () => {
  const files = {
    'queries.ts': `import { db } from './db'\nexport const base = () => db('orders')\nexport const active = (ctx: any) => ctx.db('orders')`,
    'index.ts': `export { base, active } from './queries'`,
  }

  it.each([
    "import { base } from './queries'\nexport const f = async () => { const all = await base(); return all }",
    "import { base } from './index'\nexport const f = async () => await base()",
    "import * as queries from './queries'\nexport const f = async () => await queries.base()",
    "const { base } = require('./queries')\nexport const f = async () => await base()",
    "import { active } from './queries'\nexport const f = async (ctx) => await active(ctx)",
    "import { active } from './queries'\nexport const f = async (ctx) => await active(of(ctx)).first()",
  ])('is told where nothing else shows the library: %s', (text) => {
    expect(told(text, files)).toEqual(['read orders: unscoped'])
  })

  it.each([
    "import { base } from './queries'\nexport const f = () => base()",
    "import type { base } from './queries'\nexport const f = async (base) => await base()",
    "import { base } from './nowhere'\nexport const f = async () => await base()",
  ])('is none: %s', (text) => {
    expect(told(text, files)).toEqual([])
  })
})

describe('methods that Knex was extended by', () => {
  it.each([
    ["await db('orders').forTenant(org)", 'dynamic'],
    ["await db('orders').forTenant(org).where('state', 'new').first()", 'dynamic'],
    ["await db('orders').forTenant(org).where('organization_id', org)", 'scoped'],
    ["await db('orders').where('organization_id', org).withLines().orderBy('id')", 'scoped'],
    ["await db('orders').where('organization_id', org).withLines().orWhere('state', 'public')", 'vacuous'],
    ["const found = db('orders').select(); found.forTenant(org); await found", 'dynamic'],
    ["const found = db('orders').select(); await found.forTenant(org)", 'dynamic'],
    ["const found = db('orders').forTenant(org); found.where('state', 'new'); await found", 'dynamic'],
    ["await db('orders').paginate({ perPage: 10 })", 'unscoped'],
    ["await db('orders').where('organization_id', org).paginate({ perPage: 10 })", 'scoped'],
  ])('are steps of the query: %s', (text, verdict) => {
    expect(read(text)).toEqual([`read orders: ${verdict}`])
  })

  it.each([
    ["await db('orders').forTenant(org)", 'scoped'],
    ["await db('orders').select('id').forTenant(org).where('state', 'new')", 'scoped'],
    ["await db('orders').forTenant(org).orPublic('new')", 'vacuous'],
    ["const found = db('orders'); found.forTenant(org); await found", 'scoped'],
    ["await db('orders').forSome(org)", 'dynamic'],
    ["await db('orders').paginate(org, 10)", 'scoped'],
  ])('are read where they are in sight: %s', (text, verdict) => {
    const made = `import knex from 'knex'
knex.QueryBuilder.extend('forTenant', function (this: Knex.QueryBuilder, id: string) { return this.where('organization_id', id) })
knex.QueryBuilder.extend('orPublic', function (state) { return this.orWhere('state', state) })
knex.QueryBuilder.extend('forSome', function (id) { if (id) this.where('organization_id', id); return this })
knex.QueryBuilder.extend('paginate', function (id, size) { return this.where('organization_id', id).limit(size) })
export const db = knex({})
`
    expect(told(made + text)).toEqual([`read orders: ${verdict}`])
    expect(told(`import { db } from './db'\n${text}`, { 'db.ts': made })).toEqual([`read orders: ${verdict}`])
  })

  it('may ask for anything', () => {
    expect(read(`await db('orders').select('id').forOrganization(org)`)).toEqual(['read orders: dynamic'])
    expect(read(`await db('orders').where({ organization_id: org }).forUser(user)`)).toEqual(['read orders: scoped'])
  })

  it('are none of promises', () => {
    expect(read(`await db('orders').select('id').then((rows) => rows.length)`)).toEqual(['read orders: unscoped'])
    expect(read(`await db('orders').select('id').catch(() => []).finally(done)`)).toEqual(['read orders: unscoped'])
    expect(read(`console.log(db('orders').select('id').toSQL())`)).toEqual(['read orders: unscoped'])
  })
})

describe('names that a mapper may make', () => {
  const mapped = (text: string): string[] =>
    toldCalls(head + text, { schema, around: { catalog: () => catalogOf({ 'schema.sql': schema }) } })

  it('are those that the schema has in snake case alone', () => {
    expect(mapped(`await db('orders').where({ organizationId: org })`)).toEqual(['read orders: scoped'])
    expect(mapped(`await db('orders').where('orders.organizationId', org)`)).toEqual(['read orders: scoped'])
    expect(mapped(`await db('lines').join('orders', 'orders.id', 'lines.orderId').where('orders.organizationId', org)`)).toEqual([
      'read lines: by-parent',
      'read orders: scoped',
    ])
  })

  it('are no others, and none of raw text', () => {
    expect(mapped(`await db('orders').where({ organisationId: org })`)).toEqual(['read orders: unscoped'])
    expect(mapped(`await db('orders').whereRaw('"organizationId" = ?', [org])`)).toEqual(['read orders: unscoped'])
  })
})

describe('Drizzle beside it', () => {
  const files = {
    'schema.ts':
      "import { pgTable, uuid } from 'drizzle-orm/pg-core'\nexport const orders = pgTable('orders', { id: uuid('id'), organizationId: uuid('organization_id') })",
  }
  const head = "import { eq } from 'drizzle-orm'\nimport { orders } from './schema'\n"
  const once = (text: string): string[] => toldCalls(head + text, { schema, files })

  it.each([
    ['an instance', "import { drizzle } from 'drizzle-orm/node-postgres'\nconst db = drizzle('')\nawait db.select().from(orders)"],
    ['a table', "import { db } from '@app/db'\nawait db.select().from(orders)"],
    ['a parameter', 'export const f = async (tx) => { await tx.select().from(orders) }'],
  ])('is told once, by %s', (_, text) => {
    expect(once(text)).toEqual(['read orders: unscoped'])
  })

  it('leaves the tables of Knex to it', () => {
    expect(once("import knex from 'knex'\nconst db = knex({})\nawait db('orders').select()\nawait db.select().from('orders')")).toEqual([
      'read orders: unscoped',
      'read orders: unscoped',
    ])
  })
})

describe('what a program decides', () => {
  it('changes a builder in place', () => {
    expect(
      read(`export async function f(org: string, state?: string) {
  const query = db('orders').select('id')
  query.where('organization_id', org)
  if (state) query.andWhere('state', state)
  return query
}`),
    ).toEqual(['read orders: scoped'])
  })

  it('may hold it alone', () => {
    const text = `export async function f(org: string, own: boolean) {
  const query = db('orders').select('id')
  if (own) query.where('organization_id', org)
  return query.limit(5)
}`
    expect(read(text)).toEqual(['read orders: dynamic'])
    expect(reasons(text)).toEqual(['`own` decides whether it is held to a tenant'])
  })

  it('may open it', () => {
    expect(
      read(`export async function f(org: string, all: boolean) {
  const query = db('orders').select('id').where('organization_id', org)
  if (all) query.orWhere('state', 'public')
  return query
}`),
    ).toEqual(['read orders: dynamic'])
  })

  it('opens nothing within parentheses', () => {
    expect(
      read(`export const f = (org: string, a?: string, b?: string) => db('orders').select().where('organization_id', org).where(function () {
  if (a) this.where('state', a)
  if (b) this.orWhere('state', b)
})`),
    ).toEqual(['read orders: scoped'])
  })

  it('is a part of an object', () => {
    expect(
      read(`export const f = (org: string, id?: string) => db('orders').select().where({ organization_id: org, ...(id ? { id } : {}) })`),
    ).toEqual(['read orders: scoped'])
    expect(read(`export const f = (org?: string) => db('orders').select().where({ ...(org ? { organization_id: org } : {}) })`)).toEqual([
      'read orders: dynamic',
    ])
  })

  it('is modify', () => {
    expect(
      read(
        `export const f = (org: string, own: boolean) => db('orders').select().modify((query) => { if (own) query.where('organization_id', org) })`,
      ),
    ).toEqual(['read orders: dynamic'])
  })
})

describe('what cannot be seen', () => {
  it('has a reason', () => {
    expect(reasons(`export const f = (filter) => db('orders').select().where(filter)`)).toEqual(['`filter` is a parameter'])
    expect(read(`export const f = (filter) => db('orders').select().where(filter)`)).toEqual(['read orders: dynamic'])
    expect(read(`export const f = (org: string, filter) => db('orders').select().where('organization_id', org).where(filter)`)).toEqual([
      'read orders: scoped',
    ])
  })

  it('is what a loop puts together', () => {
    expect(
      read(
        `export const f = (ids: string[]) => db('orders').select().where((query) => { for (const id of ids) query.orWhere('organization_id', id) })`,
      ),
    ).toEqual(['read orders: dynamic'])
  })

  it('is raw text, which gets no parentheses', () => {
    expect(
      read(`export const f = (org: string, text: string) => db('orders').select().where('organization_id', org).whereRaw(text)`),
    ).toEqual(['read orders: dynamic'])
  })

  it('is a base that a function gives away', () => {
    expect(read(`export const orders = () => db('orders').orderBy('id')`)).toEqual(['read orders: dynamic'])
  })
})

describe('conditions', () => {
  it('of no values', () => {
    expect(queriesOfCalls(`${head}await db('orders').select('id').whereIn('organization_id', [])`, { schema })).toEqual([
      'SELECT id FROM orders WHERE FALSE',
    ])
    expect(read(`await db('orders').select('id').whereNotIn('organization_id', [])`)).toEqual(['read orders: unscoped'])
  })

  it('of rows that were loaded', () => {
    expect(
      read(`export async function f(org: string, id: string) {
  const order = await db('orders').where({ id, organization_id: org }).first()
  return db('lines').where('order_id', order.id).select()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-row'])
  })

  it.each([
    ["whereIn('order_id', (await db('orders').select('id').where({ organization_id: org })).map((row) => row.id))"],
    ["where('order_id', (await db('orders').where({ id, organization_id: org }).first()).id)"],
    ["where({ order_id: (await db('orders').where({ id, organization_id: org }).first()).id })"],
  ])('of rows that what fills them loaded: %s', (where) => {
    const all = read(`export const f = async (org: string, id: string) => db('lines').${where}.select()`)
    expect(all.sort()).toEqual(['read lines: by-row', 'read orders: scoped'])
  })

  it('of rows that a builder in a variable loaded', () => {
    expect(
      read(`export async function f(org: string, status: string) {
  let query = db('orders').where({ organization_id: org })
  if (status) query = query.where({ status })
  const rows = await query
  return db('lines').where('order_id', rows[0].id).select()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-row'])
  })

  it('of rows that the program compares itself', () => {
    expect(
      read(`export async function f(org: string, id: string) {
  const order = await db('orders').where({ id }).first()
  if (order?.organization_id !== org) throw new Error()
  await db('lines').where('order_id', id).del()
  return order
}`),
    ).toEqual(['read orders: by-guard', 'delete lines: by-row'])
  })

  it('of keys that were found', () => {
    expect(
      read(`export async function f(org: string, id: string) {
  const order = await db('orders').where({ id, organization_id: org }).first('total')
  if (!order) throw new Error()
  return db('lines').where('order_id', id).select()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-row'])
  })

  it.each([
    ['if (!changed) throw new Error()', 'by-row'],
    ['if (changed === 0) throw new Error()', 'by-row'],
    ['if (changed !== 1) return', 'by-row'],
    ['if (changed > 0) throw new Error()', 'by-reference'],
    ['if (changed === null) throw new Error()', 'by-reference'],
    ['if (changed == null) throw new Error()', 'by-reference'],
  ])('of keys of which a row was changed: %s', (check, verdict) => {
    const of = (change: string): readonly string[] =>
      read(`export async function f(org: string, id: string) {
  const changed = await db('orders').where({ id, organization_id: org })${change}
  ${check}
  return db('lines').where('order_id', id).select()
}`)
    expect(of('.update({ total: 1 })')).toEqual(['update orders: scoped', `read lines: ${verdict}`])
    expect(of('.del()')).toEqual(['delete orders: scoped', `read lines: ${verdict}`])
    // A list is always there.
    if (check.includes('!changed')) expect(of(".update({ total: 1 }, ['id'])").at(-1)).toBe('read lines: by-reference')
  })

  it.each(['count({ count: "*" })', 'count("id as count")'])('of no list of numbers, which is always there: %s', (count) => {
    expect(
      read(`export async function f(org: string, id: string) {
  const found = await db('orders').where({ id, organization_id: org }).${count}
  if (!found) throw new Error()
  return db('lines').where('order_id', id).select()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-reference'])
  })
})

describe('places', () => {
  it('are the names of tables', () => {
    expect(placesOfCalls(`${head}await db('orders as o').join('lines', 'lines.order_id', 'o.id').select()`, { schema })).toEqual([
      'orders',
      'lines',
    ])
  })
})

it('texts of raw are told once', () => {
  expect(told(`${head}db.raw('select * from orders where organization_id = ?', ['a'])`)).toEqual([])
})

describe('what a function does to a builder that it makes and gives', () => {
  it.each([
    ["query.where('organization_id', org)", 'scoped'],
    ["void query.where('organization_id', org)", 'scoped'],
    ["query.limit(5), query.where('organization_id', org)", 'scoped'],
    ["state ? void query.where({ state, organization_id: org }) : void query.where('organization_id', org)", 'scoped'],
    ["state && query.where('organization_id', org)", 'dynamic'],
    ["state && query.where('state', state)", 'unscoped'],
    ["const narrowed = query.where('organization_id', org)", 'scoped'],
    ["query.where('organization_id', org); query.or.where('state', 'new')", 'vacuous'],
    ["query.where('organization_id', org).and.not.where('state', 'new')", 'scoped'],
    ['narrow(query, org)', 'scoped'],
    ['void narrow(query, org)', 'scoped'],
    ["const other = query.clone().where('organization_id', org)", 'unscoped'],
    ["const list = db('lines').whereIn('order_id', query).where('organization_id', org)", 'unscoped'],
  ])('%s', (done, verdict) => {
    const text = `const narrow = (query, org) => { void query.where('organization_id', org) }
const ordersOf = (org, state) => { const query = db('orders').select('*'); ${done}; return query }
export const first = (org, state) => ordersOf(org, state).first()`
    expect(read(text).at(-1)).toBe(`read orders: ${verdict}`)
  })

  it.each([
    ["void query.where('state', 'new'); void query.where('organization_id', org)", 'scoped'],
    ["(query as any).where('organization_id', org)", 'scoped'],
    ["query.where('organization_id', org); query.or.where('state', 'new')", 'vacuous'],
    ["query.where('organization_id', org).or.where('state', 'new')", 'vacuous'],
    ["query.not.where('state', 'new'); query.and.where('organization_id', org)", 'scoped'],
    ['narrow(query, org)', 'scoped'],
    ['await narrow(query, org)', 'scoped'],
    ["const count = await query.clone().where('organization_id', org).first()", 'unscoped'],
    ['narrow({ query, org })', 'dynamic'],
    ["const same = query; same.where('organization_id', org)", 'dynamic'],
    ['const both = { query }; narrow(both.query, org)', 'dynamic'],
    ['new Page(query).of(org)', 'dynamic'],
    ['short(query, org)', 'scoped'],
    ['where(query, org)', 'scoped'],
  ])('%s, and then asked', (done, verdict) => {
    const text = `const narrow = (query, org) => { query.where('organization_id', org) }
const short = (query, org) => query.where('organization_id', org)
const where = short
export async function f(org) { const query = db('orders').select('*'); ${done}; return await query }`
    expect(read(text).at(-1)).toBe(`read orders: ${verdict}`)
  })
})
