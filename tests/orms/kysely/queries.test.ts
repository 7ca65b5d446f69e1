import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { placesOfCalls, queriesOfCalls, reasonsOfCalls, toldCalls } from '../../support/told-calls.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations (id), state text, "deletedAt" timestamptz);
create table lines (id uuid primary key, order_id uuid not null references orders (id), organization_id uuid not null);`

const head = `import { Kysely, sql, type Transaction } from 'kysely'\nconst db = new Kysely<DB>({})\n`
const read = (text: string, files: Record<string, string> = {}): string[] => toldCalls(head + text, { schema, files })
const reasons = (text: string): string[] => reasonsOfCalls(head + text, { schema })

it.each([
  ["this.orders.where('id', '=', id)", 'read orders: by-key'],
  ["this.orders.where('id', '=', id).where('organization_id', '=', this.org)", 'read orders: scoped'],
])('a query that a getter begins: %s', (query, verdict) => {
  const parts = `private get orders() { return this.db.selectFrom('orders').selectAll() } async one(id: string) { return ${query}.execute() }`
  const service = `class Orders { constructor(private readonly db: Kysely<DB>, private readonly org: string) {} ${parts} }`
  expect(read(service)).toContain(verdict)
})

it.each([
  ["where('organization_id', '=', anyUuid(ids))", 'scoped'],
  ["where('id', '=', anyUuid(ids))", 'by-key'],
  ["where('organization_id', '=', sql`${`{${ids}}`}::uuid`)", 'scoped'],
  ["$if(!!ids, (qb) => qb.where('organization_id', '=', anyUuid(ids)))", 'dynamic'],
])('a text that fills a place of a template is bound: %s', (condition, verdict) => {
  const helper = 'const anyUuid = (ids: string[]) => sql<string>`any(${`{${ids}}`}::uuid[])`\n'
  const query = `db.selectFrom('orders').selectAll().${condition}.execute()`
  expect(read(`${helper}export const find = (ids: string[]) => ${query}`)).toContain(`read orders: ${verdict}`)
})

it.each([
  ['numbers.map((number) => eb.tuple(org, number))', 'scoped'],
  ['[eb.tuple(org, 1), ...numbers.map((number) => eb.tuple(org, number))]', 'scoped'],
  ['tuples', 'scoped'],
  ['numbers.map((number) => tupleOf(eb, number))', 'scoped'],
])('tuples are among %s', (tuples, verdict) => {
  const asked = (how: string): string | undefined =>
    read(
      `export const f = (org, numbers, tuples) => db.selectFrom('orders').selectAll().where((eb) => eb(eb.refTuple('organization_id', 'state'), '${how}', ${tuples})).execute()`,
    )[0]
  expect(asked('in')).toBe(`read orders: ${verdict}`)
  expect(asked('not in')).toBe('read orders: vacuous')
})

describe('instances of Kysely', () => {
  const query = `.selectFrom('orders').selectAll().execute()`
  const told = (text: string, files: Record<string, string> = {}, major = 0): string[] =>
    toldCalls(text, { schema, files, around: { major: () => major } })

  it.each([
    ['a constant', `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({})\ndb${query}`],
    ['a parameter', `import type { Kysely } from 'kysely'\nexport const list = (db: Kysely<DB>) => db${query}`],
    ['a transaction', `import type { Transaction } from 'kysely'\nexport const list = (trx: Transaction<DB>) => trx${query}`],
    ['either', `import type { Kysely, Transaction } from 'kysely'\nexport const list = (db: Kysely<DB> | Transaction<DB>) => db${query}`],
    [
      'a property',
      `import { Kysely } from 'kysely'\nclass A { private readonly db = new Kysely<DB>({}); list() { return this.db${query} } }`,
    ],
    [
      'an injected one',
      `import { Kysely } from 'kysely'\nclass A { constructor(private readonly db: Kysely<DB>) {} list() { return this.db${query} } }`,
    ],
    [
      'one that the constructor sets',
      `import { Kysely } from 'kysely'\nclass A { db; constructor() { this.db = new Kysely<DB>({}) } list() { return this.db${query} } }`,
    ],
    ['a getter', `import { Kysely } from 'kysely'\nclass A { get db() { return new Kysely<DB>({}) } list() { return this.db${query} } }`],
    ['a subclass', `import { Kysely } from 'kysely'\nclass Own extends Kysely<DB> {}\nconst own = new Own({})\nown${query}`],
    [
      'a callback of a transaction',
      `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({})\ndb.transaction().setIsolationLevel('serializable').execute(async (t) => t${query})`,
    ],
    [
      'either in a helper',
      `import { Kysely, type Transaction } from 'kysely'\nconst db = new Kysely<DB>({})\nexport const list = (trx?: Transaction<DB>) => (trx ?? db)${query}`,
    ],
  ])('%s', (_, text) => {
    expect(told(text)).toEqual(['read orders: unscoped'])
  })

  it('of another module, through a barrel', () => {
    const files = {
      'db/index.ts': `export * from './instance'`,
      'db/instance.ts': `import { Kysely } from 'kysely'\nexport const db = new Kysely<DB>({})`,
    }
    expect(told(`import { db } from './db'\ndb${query}`, files)).toEqual(['read orders: unscoped'])
  })

  it('of a class that another module passes on with all of the library', () => {
    const files = { 'db.ts': `export * from 'kysely'` }
    expect(told(`import { Kysely } from './db'\nnew Kysely<DB>({})${query}`, files)).toEqual(['read orders: unscoped'])
  })

  it('in a class of another module that is injected', () => {
    const files = {
      'database.ts': `import { Kysely } from 'kysely'
export type Instance = Kysely<DB>
export class Database {
  db: Instance
  async transaction<T>(run: (db: Database) => Promise<T>): Promise<T> { return run(this) }
}`,
    }
    expect(
      told(
        `import type { Database } from './database'
export class Orders {
  constructor(private database: Database) {}
  list() { return this.database.db${query} }
  both() { return this.database.transaction(async (inner) => { await inner.db${query} }) }
}`,
        files,
      ),
    ).toEqual(['read orders: unscoped', 'read orders: unscoped'])
  })

  it('that cannot be seen', () => {
    expect(told(`export const list = (ctx) => ctx.db${query}`)).toEqual(['read orders: unscoped'])
  })

  it.each([
    ['an object', `const db = { selectFrom: () => ({ execute: () => [] }) }\ndb.selectFrom('orders').execute()`],
    ['a class', `class Store { selectFrom(name: string) { return this } }\nnew Store().selectFrom('orders').execute()`],
    ['a list', `Array.from(orders).values().execute()`],
    ['another library', `import { Store } from 'knex'\nconst db = new Store()\ndb.selectFrom('orders').execute()`],
    ['a transaction alone', `import { Kysely } from 'kysely'\nnew Kysely({}).transaction().execute(async () => {})`],
    ['a schema', `import { Kysely } from 'kysely'\nnew Kysely({}).schema.createTable('orders').execute()`],
  ])('are not %s', (_, text) => {
    expect(told(text)).toEqual([])
  })
})

describe('names that plugins make', () => {
  const withCatalog = { catalog: () => catalogOf({ 'schema.sql': schema }) }
  const camel = `import { CamelCasePlugin, Kysely } from 'kysely'\nconst db = new Kysely<DB>({ plugins: [new CamelCasePlugin()] })\nconst other = new Kysely<DB>({})\n`

  it('are of their instance alone', () => {
    const text = `${camel}export const f = (id: string) => {
  db.selectFrom('orders').selectAll().where('organizationId', '=', id).execute()
  other.selectFrom('orders').selectAll().where('organizationId', '=', id).execute()
}`
    expect(toldCalls(text, { schema })).toEqual(['read orders: scoped', 'read orders: unscoped'])
  })

  it.each([
    ['of a parameter', `import type { Kysely } from 'kysely'\nexport const f = (db: Kysely<DB>, id: string) => `],
    [
      'of a property',
      `import type { Kysely, Transaction } from 'kysely'\nclass A { constructor(readonly own: Kysely<DB> | Transaction<DB>) {} }\nexport const f = ({ own: db }: A, id: string) => `,
    ],
    ['of a package', `import { db } from '@app/db'\nexport const f = (id: string) => `],
    [
      'of hidden plugins',
      `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({ plugins: own() })\nexport const f = (id: string) => `,
    ],
    [
      'of hidden options',
      `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({ dialect, ...own() })\nexport const f = (id: string) => `,
    ],
  ])('are taken to be there where the instance %s may have them and the schema has no such name', (_, start) => {
    const select = `${start}db.selectFrom('orders').selectAll()`
    expect(toldCalls(`${select}.where('organizationId', '=', id).execute()`, { schema, around: withCatalog })).toEqual([
      'read orders: scoped',
    ])
    expect(toldCalls(`${select}.where('deletedAt', '=', id).execute()`, { schema, around: withCatalog })).toEqual(['read orders: unscoped'])
    expect(toldCalls(`${select}.where('organisationId', '=', id).execute()`, { schema, around: withCatalog })).toEqual([
      'read orders: unscoped',
    ])
  })

  it('are not those of raw text', () => {
    const text = `${camel}import { sql } from 'kysely'
db.selectFrom('orders').selectAll().where(sql\`"deletedAt" is null and \${sql.ref('organizationId')} = 'a'\`).execute()`
    expect(toldCalls(text, { schema })).toEqual(['read orders: scoped'])
  })
})

describe('what a program decides', () => {
  it('is followed through variables, and names the condition', () => {
    const text = `export const f = (org: string, admin: boolean) => {
  let query = db.selectFrom('orders').selectAll()
  if (!admin) query = query.where('organization_id', '=', org)
  return query.execute()
}`
    expect(read(text)).toEqual(['read orders: dynamic'])
    expect(reasons(text)).toEqual(['`!admin` decides whether it is held to a tenant'])
  })

  it('does not matter where both ways are held', () => {
    expect(
      read(`export const f = (org: string, state?: string) => {
  let query = db.selectFrom('orders').selectAll().where('organization_id', '=', org)
  if (state) query = query.where('state', '=', state)
  else query = query.orderBy('id')
  return query.limit(10).execute()
}`),
    ).toEqual(['read orders: scoped'])
  })

  it('is $if', () => {
    const text = `export const f = (org: string, own: boolean) => db.selectFrom('orders').selectAll().$if(own, (qb) => qb.where('organization_id', '=', org)).execute()`
    expect(read(text)).toEqual(['read orders: dynamic'])
    expect(reasons(text)).toEqual(['`own` decides whether it is held to a tenant'])
  })

  it('may be one table or another', () => {
    expect(
      read(`export const f = (org: string, all: boolean) => {
  const query = all ? db.selectFrom('orders') : db.selectFrom('lines').where('organization_id', '=', org)
  return query.selectAll().execute()
}`),
    ).toEqual(expect.arrayContaining(['read orders: unscoped']))
  })

  it('is a list of conditions', () => {
    expect(
      read(`export const f = (org: string, state?: string) => db.selectFrom('orders').selectAll().where((eb) => {
  const all = [eb('organization_id', '=', org)]
  if (state) all.push(eb('state', '=', state))
  return eb.and(all)
}).execute()`),
    ).toEqual(['read orders: scoped'])
  })

  it('is a list of alternatives, of which one opens', () => {
    expect(
      read(`export const f = (org: string, all: boolean) => db.selectFrom('orders').selectAll()
  .where((eb) => eb.or([eb('organization_id', '=', org), ...(all ? [eb('state', '=', 'a')] : [])])).execute()`),
    ).toEqual(['read orders: dynamic'])
  })

  it('is a list of filters, of which one that is left alone has no parentheses', () => {
    const text = (list: string): string[] =>
      read(`export const f = (org: string, done: boolean) => db.selectFrom('orders').selectAll()
  .where('organization_id', '=', org).where((eb) => eb.and([${list}])).execute()`)
    const open = 'sql`state = 1 or state = 2`'
    expect(text(`${open}, ...(done ? [eb('state', '=', 'a')] : [])`)).toEqual(['read orders: vacuous'])
    expect(text(`...(done ? [${open}] : [])`)).toEqual(['read orders: vacuous'])
    expect(text(`...(done ? [${open}, eb('state', '=', 'a')] : [])`)).toEqual(['read orders: scoped'])
    expect(text(`${open}, eb('state', '=', 'a'), ...(done ? [eb('state', '=', 'b')] : [])`)).toEqual(['read orders: scoped'])
  })

  it('is what is done where a row is there already', () => {
    const text = (callback: string): string[] =>
      read(`export const f = (org: string, id: string, on: boolean, given) => db.insertInto('orders')
  .values({ id, organization_id: org }).onConflict(${callback}).execute()`)
    expect(text(`(oc) => on ? oc.doNothing() : oc.column('id').doUpdateSet({ state: 'a' })`)).toEqual([
      'insert orders: scoped',
      'conflict update orders: by-key',
    ])
    expect(text('given')).toEqual(['insert orders: scoped', 'conflict update orders: dynamic'])
  })

  it('is what a merge does with rows', () => {
    expect(
      read(`export const f = (org: string, on: boolean) => db.mergeInto('orders').using('lines', 'lines.order_id', 'orders.id')
  .$if(on, (qb) => qb.whenMatched().thenDelete()).whenNotMatched().thenDoNothing().execute()`),
    ).toContain('delete orders: unscoped')
  })

  it('loses nothing over many conditions', () => {
    const more = Array.from({ length: 12 }, (_, i) => `  if (a${i}) query = query.where('state', '<>', a${i})`).join('\n')
    expect(
      read(`export const f = (org: string, ${Array.from({ length: 12 }, (_, i) => `a${i}: string`).join(', ')}) => {
  let query = db.selectFrom('orders').selectAll().where('organization_id', '=', org)
${more}
  return query.execute()
}`),
    ).toEqual(['read orders: scoped'])
  })
})

describe('what cannot be seen', () => {
  it('only narrows as a condition', () => {
    expect(read(`export const f = (filter) => db.selectFrom('orders').selectAll().where(filter).execute()`)).toEqual([
      'read orders: dynamic',
    ])
    expect(
      read(
        `export const f = (org: string, filter) => db.selectFrom('orders').selectAll().where('organization_id', '=', org).where(filter).execute()`,
      ),
    ).toEqual(['read orders: scoped'])
  })

  it('has a reason', () => {
    expect(reasons(`export const f = (filter) => db.selectFrom('orders').selectAll().where(filter).execute()`)).toEqual([
      '`filter` is a parameter',
    ])
    expect(reasons(`export const f = (filters) => db.selectFrom('orders').selectAll().where((eb) => eb.and(filters)).execute()`)).toEqual([
      '`filters` is a parameter',
    ])
    expect(reasons(`export const f = (by) => db.selectFrom('orders').selectAll().where(by, '=', 'a').execute()`)).toEqual([
      'what `by` stands for cannot be seen',
    ])
  })

  it('is what others do with a builder', () => {
    const text = `import { paginate } from 'pages'\nexport const f = (org: string) => paginate(db.selectFrom('orders').selectAll()).execute()`
    expect(read(text)).toEqual(['read orders: dynamic'])
    expect(read(text.replace('.selectAll()', `.selectAll().where('organization_id', '=', org)`))).toEqual(['read orders: scoped'])
  })

  it('is what is done with a builder that is given away', () => {
    const text = `export const orders = () => db.selectFrom('orders').selectAll()`
    expect(read(text)).toEqual(['read orders: dynamic'])
    expect(reasons(text)).toEqual(['the query is given away, and more may be said of it there'])
  })

  it('is raw SQL, which gets no parentheses', () => {
    expect(
      read(
        `export const f = (org: string, text: string) => db.selectFrom('orders').selectAll().where('organization_id', '=', org).where(sql.raw(text)).execute()`,
      ),
    ).toEqual(['read orders: dynamic'])
  })

  it('is a table, of which nothing is said', () => {
    expect(read(`export const f = (name: 'orders') => db.selectFrom(name).selectAll().execute()`)).toEqual(['read ${name}: global'])
  })

  it('is a value', () => {
    expect(
      read(
        `export const f = (id: string, req) => db.selectFrom('orders').selectAll().where('organization_id', '=', req.user.org).where('id', '=', id).execute()`,
      ),
    ).toEqual(['read orders: scoped'])
  })
})

describe('filters that are none', () => {
  it('are undefined in an object of `eb.and`', () => {
    expect(read(`db.selectFrom('orders').selectAll().where((eb) => eb.and({ organization_id: undefined })).execute()`)).toEqual([
      'read orders: vacuous',
    ])
    expect(
      read(
        `export const f = (org?: string) => db.selectFrom('orders').selectAll().where((eb) => eb.and({ organization_id: org })).execute()`,
      ),
    ).toEqual(['read orders: may-vanish'])
  })

  it('are not undefined elsewhere: that is NULL', () => {
    expect(
      read(`export const f = (org?: string) => db.selectFrom('orders').selectAll().where('organization_id', '=', org).execute()`),
    ).toEqual(['read orders: scoped'])
  })
})

describe('builders are not changed', () => {
  it('by a call that nobody uses', () => {
    expect(
      read(`export const f = (org: string) => {
  const query = db.selectFrom('orders').selectAll()
  query.where('organization_id', '=', org)
  return query.execute()
}`),
    ).toEqual(['read orders: unscoped'])
  })

  it('and each use is told once', () => {
    expect(
      read(`export const f = (org: string) => {
  const query = db.selectFrom('orders').where('organization_id', '=', org)
  return Promise.all([query.selectAll().execute(), query.select('id').where('state', '=', 'a').execute()])
}`),
    ).toEqual(['read orders: scoped', 'read orders: scoped'])
  })

  it.each([
    ['const query = QUERY; return executeWithPagination(query, { page: 1 })', ['read orders: unscoped']],
    ['const query = QUERY; const all = await run(query); return all', ['read orders: unscoped']],
    ["let query = QUERY; if (state) query = query.where('state', '=', state); return paginate(query, 1)", ['read orders: unscoped']],
    ["let query = QUERY; query = query.where('organization_id', '=', org); return paginate(query, 1)", ['read orders: scoped']],
    ['const query = QUERY; return narrow(query)', ['read orders: dynamic']],
  ])('and what a function sends is told where that is given it: %s', (body, found) => {
    const query = "db.selectFrom('orders').selectAll()"
    expect(read(`export async function f(org: string, state?: string) { ${body.replace('QUERY', query)} }`)).toEqual(found)
  })

  it.each([
    ['return paginate(all(), 1)', 'unscoped'],
    ['return paginate(own(org), 1)', 'scoped'],
    ['const query = all(); return paginate(query, 1)', 'unscoped'],
    ['return paginate(all().where("state", "=", state), 1)', 'unscoped'],
    ['return paginateOwn(all(), org)', 'dynamic'],
    ['const query = all(); return paginateOwn(query, org)', 'dynamic'],
    ['return narrow(all())', 'dynamic'],
  ])('and so is what a function makes for another one: %s', (body, verdict) => {
    const made = body.includes('own(')
      ? "function own(org: string) { return db.selectFrom('orders').selectAll().where('organization_id', '=', org) }"
      : "function all() { return db.selectFrom('orders').selectAll() }"
    const sending = `async function paginate(query, page) { const rows = await query.limit(10).offset(page).execute(); return { rows, page } }
async function paginateOwn(query, org) { return await query.where('organization_id', '=', org).execute() }`
    expect(read(`${made}\n${sending}\nexport async function f(org: string, state?: string) { ${body} }`)).toEqual([
      `read orders: ${verdict}`,
    ])
  })

  it('and a part of another query is told with that', () => {
    expect(
      read(`export const f = (org: string) => {
  const mine = db.selectFrom('orders').select('id').where('organization_id', '=', org)
  return db.selectFrom('lines').selectAll().where('order_id', 'in', mine).execute()
}`),
    ).toEqual(['read lines: by-parent', 'read orders: scoped'])
  })

  it('and a value that a query gave is no part of the next', () => {
    expect(
      read(`export const f = async (id: string, org: string) => {
  const order = await db.selectFrom('orders').selectAll().where('id', '=', id).where('organization_id', '=', org).executeTakeFirstOrThrow()
  return db.selectFrom('lines').selectAll().where('order_id', '=', order.id).execute()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-row'])
  })

  it.each([
    ["const r = await db.updateTable('orders').set({ state: 'x' })WHERE.executeTakeFirst(); if (!r) return", 'by-reference'],
    ["await db.deleteFrom('orders')WHERE.executeTakeFirstOrThrow()", 'by-reference'],
    ["const [r] = await db.deleteFrom('orders')WHERE.execute(); if (!r) return", 'by-reference'],
    ["const r = await db.deleteFrom('orders')WHERE.execute(); if (!r.length) return", 'by-reference'],
    ["const r = await db.deleteFrom('orders')WHERE.executeTakeFirst(); if (!r.numDeletedRows) return", 'by-row'],
    ["const r = await db.updateTable('orders').set({ state: 'x' })WHERE.executeTakeFirst(); if (r.numUpdatedRows === 0n) return", 'by-row'],
    ["await db.deleteFrom('orders')WHERE.returning('id').executeTakeFirstOrThrow()", 'by-row'],
  ])('and what a write gives is always there, unless it returns rows: %s', (write, verdict) => {
    const where = ".where('id', '=', id).where('organization_id', '=', org)"
    const body = `${write.replace('WHERE', where)}; await db.deleteFrom('lines').where('order_id', '=', id).execute()`
    expect(read(`export const f = async (id: string, org: string) => { ${body} }`).at(-1)).toBe(`delete lines: ${verdict}`)
  })

  it.each([
    ["$if(opts?.more ?? false, (qb) => qb.select('state'))", 'by-row'],
    ["$if(Boolean(opts?.more), (qb) => qb.select((eb) => eb.ref('state').as('s')).orderBy('state'))", 'by-row'],
    ["$if(!!opts?.more, (qb) => qb.where('state', '=', 'x'))", 'by-key'],
    ["$if((org = opts?.org), (qb) => qb.select('state'))", 'by-key'],
    ["$if(!!opts?.more, (qb) => all.select('id'))", 'by-key'],
    ["where('organization_id', '=', opts?.org)", 'by-key'],
  ])('and a call may leave out what only decides what a query gives: %s', (step, verdict) => {
    const find = `db.selectFrom('orders').select('id').${step}.where('id', '=', id).where('organization_id', '=', org).executeTakeFirst()`
    expect(
      read(`const find = async (id: string, org: string, opts?: Options) => ${find}
export const f = async (id: string, org: string) => {
  const order = await find(id, org)
  if (!order) throw new Error()
  return db.deleteFrom('orders').where('id', '=', id).execute()
}`).at(-1),
    ).toBe(`delete orders: ${verdict}`)
  })

  it.each([
    ['a list that a class has', "fields: Array<keyof Orders> = ['id', 'state']", 'by-row'],
    ['one without the column', "fields = ['state']", 'by-reference'],
    ['one that is set', "fields = ['id']; use(fields: string[]) { this.fields = fields }", 'by-reference'],
    ['one that may be anything', 'fields = columns()', 'by-reference'],
    ['one that is set from outside', "fields = ['id']", 'by-reference', "const other = new Repository(); other.fields = ['state']"],
    ['one that a derived class has otherwise', "fields = ['id']", 'by-reference', "class Other extends Repository { fields = ['state'] }"],
  ])('and what a query gives is known by %s', (_, fields, verdict, beside = '') => {
    expect(
      read(`${beside}
class Repository {
  ${fields}
  async remove(id: string, org: string) {
    const order = await db.selectFrom('orders').select(this.fields).where('id', '=', id).where('organization_id', '=', org).executeTakeFirst()
    await db.deleteFrom('lines').where('order_id', '=', order.id).execute()
  }
}`).at(-1),
    ).toBe(`delete lines: ${verdict}`)
  })

  it('and neither is a row that the program compares itself', () => {
    expect(
      read(`export const f = async (id: string, org: string) => {
  const order = await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst()
  if (!order || order.organization_id !== org) throw new Error()
  return db.selectFrom('lines').selectAll().where('order_id', '=', id).execute()
}`),
    ).toEqual(['read orders: by-guard', 'read lines: by-row'])
  })

  it.each([
    [
      "const row = await db.selectFrom('orders').select((eb) => eb.fn.countAll().as('n'))WHERE.executeTakeFirstOrThrow()\nif (Number(row.n) !== ids.length) return",
      'by-row',
    ],
    [
      "const row = await db.selectFrom('orders').select('state')WHERE.executeTakeFirstOrThrow()\nif (row.state !== ids.length) return",
      'by-reference',
    ],
    ["const row = await db.deleteFrom('orders')WHERE.executeTakeFirst()\nif (Number(row.numDeletedRows) !== ids.length) return", 'by-row'],
  ])('and a list that is counted: %s', (counting, verdict) => {
    const where = ".where('id', 'in', ids).where('organization_id', '=', org)"
    const body = `${counting.replace('WHERE', where)}\nreturn db.selectFrom('lines').selectAll().where('order_id', 'in', ids).execute()`
    expect(read(`export const f = async (ids: string[], org: string) => {\n${body}\n}`).at(-1)).toBe(`read lines: ${verdict}`)
  })

  it('and neither is a key that a query has found', () => {
    expect(
      read(`export const f = async (id: string, org: string) => {
  await db.selectFrom('orders').select('total').where('id', '=', id).where('organization_id', '=', org).executeTakeFirstOrThrow()
  return db.selectFrom('lines').selectAll().where('order_id', '=', id).execute()
}`),
    ).toEqual(['read orders: scoped', 'read lines: by-row'])
  })
})

describe('places', () => {
  it('are the names of tables', () => {
    const text = `${head}db.selectFrom('orders as o').innerJoin('lines', 'lines.order_id', 'o.id').selectAll().execute()`
    expect(placesOfCalls(text, { schema })).toEqual(['orders', 'lines'])
  })
})

describe('rows', () => {
  it('are made of each of a list', () => {
    expect(
      read(
        `export const f = (org: string, items: Item[]) => db.insertInto('orders').values(items.map((item) => ({ ...item, organization_id: org }))).execute()`,
      ),
    ).toEqual(['insert orders: scoped'])
  })

  it('whose columns are not known', () => {
    expect(read(`export const f = (row: Row) => db.insertInto('orders').values(row).execute()`)).toEqual(['insert orders: dynamic'])
    expect(
      queriesOfCalls(`${head}export const f = (row: Row) => db.updateTable('orders').set(row).where('id', '=', row.id).execute()`, {
        schema,
      }),
    ).toEqual([`UPDATE orders SET … WHERE id = \${row.id}`])
  })
})
