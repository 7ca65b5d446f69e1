import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table customers (id uuid primary key, organization_id uuid not null references organizations, email text);
create table orders (id uuid primary key, organization_id uuid not null references organizations, customer_id uuid references customers, code text, unique (organization_id, code));
create table items (id uuid primary key, organization_id uuid not null references organizations, order_id uuid references orders);
create table users (id uuid primary key, email text);
create table members (id uuid primary key, organization_id uuid not null references organizations, user_id uuid not null references users);
create table posts (id uuid primary key, organization_id uuid not null references organizations, author_id uuid references users, unique (author_id));
create table notes (id uuid primary key, organization_id uuid not null references organizations, author_id uuid references users);
create table picks (order_id uuid references orders, customer_id uuid references customers, by_id uuid references users, primary key (order_id, customer_id));
create view coded as select id, organization_id, customer_id, code from orders where code is not null;
`

const load = 'select id, customer_id from orders where organization_id = ${org} and id = ${id}'

/** The verdicts of the queries in a function, in their order. */
function inFunction(body: string): string[] {
  return verdictsOf(`export async function run(org: string, id: string) {\n${body}\n}\n`, schema)
}

describe('a row that a query for the tenant loaded', () => {
  it.each([
    ['by a property', `const order = await db.one(sql\`${load}\`)`, 'order.customer_id'],
    ['of several, by its place', `const rows = await db.any(sql\`${load}\`)`, 'rows[0].customer_id'],
    ['of a result', `const result = await db.query(sql\`${load}\`)`, 'result.rows[0]?.customer_id'],
    ['taken out of a result', `const { rows: [order] } = await db.query(sql\`${load}\`)`, 'order.customer_id'],
    ['taken out of a list', `const [order] = await sql\`${load}\``, 'order!.customer_id'],
    [
      'whose columns are a list',
      "const columns = ['id', 'customer_id'] as const; const [order] = await sql`select ${sql(columns)} from orders where organization_id = ${org} and id = ${id}`",
      'order.customer_id',
    ],
    [
      'by a function of its own',
      `const order = await queryOne(\`select * from orders where organization_id = $1 and id = $2\`, [org, id])`,
      'order.customer_id',
    ],
    ['taken apart', `const { customer_id } = await db.one(sql\`${load}\`)`, 'customer_id'],
    ['in camel case', `const order = await db.one(sql\`${load}\`)`, 'order.customerId'],
    ['by what pg-promise makes of the row', `const customer = await db.one(sql\`${load}\`, [], (row) => row.customer_id)`, 'customer'],
    ['by what it makes of each', `const customers = await db.map(sql\`${load}\`, [], (row) => row.customer_id)`, 'customers'],
  ])('holds what its key pins: %s', (_, first, value) => {
    expect(inFunction(`${first}\nreturn db.one(sql\`select email from customers where id = \${${value}}\`)`)).toEqual([
      'orders: scoped',
      'customers: by-row',
    ])
  })

  it.each([
    ['each', 'db.any', 'any(${(await db.any(sql`LOAD`)).map((row) => row.id)})'],
    ['each of a result', 'db.query', 'any(${(await db.query(sql`LOAD`)).rows.map((row) => row.id)})'],
    ['each that a helper hands on', 'db.any', "any(${sql.array((await db.any(sql`LOAD`)).map((row) => row.id), 'uuid')})"],
    ['one', 'db.one', '${(await db.one(sql`LOAD`)).id}'],
    ['one that a helper hands on', 'db.one', '${sql.uuid((await db.one(sql`LOAD`)).id)}'],
  ])('holds what it fills, where it stands in that itself: %s', (_, method, value) => {
    const asking = (inner: string): string =>
      `return ${method}(sql\`select id from items where order_id = ${value.replace('LOAD', inner)}\`)`
    expect(inFunction(asking(load))).toEqual(['items: by-row', 'orders: scoped'])
    expect(inFunction(asking('select id from orders where id = ${id}'))).toEqual(['items: dynamic', 'orders: by-key'])
  })

  it.each([
    ['a new one', 'order?.id ?? randomUUID()', 'by-row'],
    ['an empty text', "order?.id ?? ''", 'by-row'],
    ['a number that no row has', 'order ? order.id : -1', 'by-row'],
    ['a UUID of nothing', "order?.id || '00000000-0000-0000-0000-000000000000'", 'by-row'],
    ['another one', 'order?.id ?? id', 'by-reference'],
    ['one that is written out', "order?.id ?? 'first'", 'by-reference'],
  ])('holds what it fills by its key, or else by one of no row: %s', (_, value, verdict) => {
    const body = `const order = await db.oneOrNone(sql\`${load}\`)\nreturn db.any(sql\`select id from items where order_id = \${${value}}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', `items: ${verdict}`])
  })

  it('holds what it fills, where it stands in the values of a text', () => {
    const values = "[(await db.query('SELECT id FROM orders WHERE organization_id = $1', [org])).rows.map((row) => row.id)]"
    const body = `return db.query('SELECT id FROM items WHERE order_id = ANY($1)', ${values})`
    expect(inFunction(body)).toEqual(['items: by-row', 'orders: scoped'])
  })

  it.each([
    ['its own key', 'delete from orders where id = ${order.id}', 'orders: by-row'],
    ['rows that refer to it', 'select id from items where order_id = ${order.id}', 'items: by-row'],
    ['rows that refer to what it refers to', 'select id from orders where customer_id = ${order.customer_id}', 'orders: by-row'],
    ['a key of another table', 'select id from items where id = ${order.id}', 'items: by-key'],
    ['a column that is no key', 'select id from customers where id = ${order.code}', 'customers: by-key'],
  ])('%s', (_, sql, verdict) => {
    expect(inFunction(`const order = await db.one(sql\`${load}\`)\nawait db.any(sql\`${sql}\`)`)).toEqual(['orders: scoped', verdict])
  })

  it.each([
    ['another thing than a column', '(row) => ids[row.code]'],
    ['what is no part of the row', '(_, row) => row.customer_id'],
    ['itself', '() => customer'],
  ])('does not hold %s that pg-promise makes of it', (_, make) => {
    const first = `const customer = await db.one(sql\`${load}\`, [], ${make})`
    expect(inFunction(`${first}\nreturn db.one(sql\`select email from customers where id = \${customer}\`)`)).toEqual([
      'orders: scoped',
      'customers: by-key',
    ])
  })

  it('holds what its key pins as far as it can be seen how it was loaded itself', () => {
    const load = 'const order = await db.one(sql`select id, customer_id from orders where ${conditions}`)'
    expect(inFunction(`${load}\nawait db.any(sql\`delete from orders where id = \${order.id}\`)`)).toEqual([
      'orders: dynamic',
      'orders: dynamic',
    ])
  })

  it.each([
    ['of the same person', 'select user_id from members', 'select id from notes where author_id = ${row.user_id}', 'by-reference'],
    [
      'of the person of such a row',
      'select author_id from notes',
      'select id from notes where author_id = ${row.author_id}',
      'by-reference',
    ],
    ['that is the one of its person', 'select author_id from posts', 'select id from posts where author_id = ${row.author_id}', 'by-row'],
    ['that is the one of that person', 'select user_id from members', 'select id from posts where author_id = ${row.user_id}', 'by-key'],
  ])('of a person that is no tenant’s, a row %s', (_, first, second, verdict) => {
    const body = `const row = await db.one(sql\`${first} where organization_id = \${org}\`)\nawait db.any(sql\`${second}\`)`
    expect(inFunction(body).at(-1)).toBe(`${second.split(' ')[3]}: ${verdict}`)
  })

  it.each([
    [
      'what it belongs to',
      'select c.email from orders o join customers c on c.id = o.customer_id where o.id = ${order.id}',
      'by-row by-row',
    ],
    ['what belongs to it', 'select i.id from items i join orders o on o.id = i.order_id where o.id = ${order.id}', 'by-row by-row'],
    [
      'what is linked with it',
      'select c.email from picks p join customers c on c.id = p.customer_id where p.order_id = ${order.id}',
      'by-row',
    ],
    [
      'no people',
      'select o.code from picks p join picks q on q.by_id = p.by_id join orders o on o.id = q.order_id where p.order_id = ${order.id}',
      'unscoped',
    ],
    ['nothing else', 'select c.email from orders o join customers c on c.email = o.code where o.id = ${order.id}', 'by-row unscoped'],
  ])('leads to %s in the same query', (_, sql, verdicts) => {
    const [, ...found] = inFunction(`const order = await db.one(sql\`${load}\`)\nawait db.any(sql\`${sql}\`)`)
    expect(found.map((one) => one.replace(/.*: /, '')).join(' ')).toBe(verdicts)
  })

  it('holds for each of several', () => {
    const loop = `for (const order of await db.any(sql\`${load}\`)) await db.any(sql\`delete from items where order_id = \${order.id}\`)`
    expect(inFunction(loop)).toEqual(['orders: scoped', 'items: by-row'])
    const all = `const orders = await db.any(sql\`${load}\`)\nawait db.any(sql\`select id from items where order_id = any(\${orders.map((one) => one.id)})\`)`
    expect(inFunction(all)).toEqual(['orders: scoped', 'items: by-row'])
  })

  const loaded = `await db.any(sql\`${load}\`)`
  const one = 'await db.maybeOne(sql`select id from orders where organization_id = ${org} and id = ${key}`)'
  const other = 'await db.maybeOne(sql`select id from orders where code = ${key}`)'
  const all = 'await db.any(sql`select id from items where order_id = any(${rows.map((row) => row.id)})`)'

  it.each([
    [`for (const [i, row] of (${loaded}).entries()) await db.any(sql\`delete from items where order_id = \${row.id}\`)`],
    [`const rows = id ? ${loaded} : []\n${all}`],
    [`const found = ${loaded}\nconst rows = [...found].sort(byDate)\n${all}`],
    [`const rows = []\nfor (const key of keys) { const row = ${one}; if (row) rows.push(row) }\n${all}`],
    [`const rows: Order[] = []\nrows.push(...(${loaded}))\nfor (const key of keys) rows.push(${one})\n${all}`],
  ])('holds each of a list: %s', (body) => {
    expect(inFunction(body).at(-1)).toBe('items: by-row')
  })

  it.each([
    [`for (const [row] of (${loaded}).entries()) await db.any(sql\`delete from items where order_id = \${row.id}\`)`],
    [`const rows = id ? ${loaded} : others\n${all}`],
    [`const rows = [...(${loaded}), ...others]\n${all}`],
    [`const rows = []\nfor (const key of keys) { const row = ${one}; if (row) rows.push(row) }\nrows.push({ id })\n${all}`],
    [`const rows = []\nfor (const key of keys) rows.push(${one})\nrows[0] = other\n${all}`],
    [`const rows = others()\nfor (const key of keys) rows.push(${one})\n${all}`],
    [`const rows = []\nfor (const key of keys) rows.push(${one})\nconst same = rows\nsame.push(other)\n${all}`],
  ])('does not hold what may be another one: %s', (body) => {
    expect(inFunction(body).at(-1)).toBe('items: by-reference')
  })

  const two = `const a = ${loaded}\nconst b = ${loaded}`
  const found = 'rows.find((row) => row.code === id)'
  const byFound = 'if (row) await db.any(sql`delete from items where order_id = ${row.id}`)'

  it.each([
    [`${two}\nconst rows = [...a, ...b]\nconst row = ${found}\n${byFound}`, 'by-row'],
    [`${two}\nconst row = [...a, ...b].find((row) => row.code === id)\n${byFound}`, 'by-row'],
    [`${two}\nconst rows = [...a, ...b]\nconst row = id ? (${found} ?? null) : null\n${byFound}`, 'by-row'],
    [`${two}\nconst rows = [...a, ...others]\nconst row = ${found}\n${byFound}`, 'by-reference'],
    [`${two}\nconst rows = [...a, { id }]\nconst row = ${found}\n${byFound}`, 'by-reference'],
    [`${two}\nconst rows = [...a, ...b]\nrows[0] = other\nconst row = ${found}\n${byFound}`, 'by-reference'],
  ])('holds one of a list that is made of others: %s', (body, verdict) => {
    expect(inFunction(body).at(-1)).toBe(`items: ${verdict}`)
  })

  it('holds each of a list of rows of several queries as far as all of these are held', () => {
    const rows = `const rows = []\nfor (const key of keys) { rows.push(${one}); rows.push(${other}) }\n${all}`
    expect(inFunction(rows)).toEqual(['orders: scoped', 'orders: unscoped', 'items: dynamic'])
  })

  it('may be passed as a numbered parameter', () => {
    const body = `const order = (await db.query('select id from orders where organization_id = $1', [org])).rows[0]\nawait db.query('select id from items where order_id = $1', [order.id])`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each([
    ['select id from items where order_id = $/order/', '{ order: order.id }'],
    ['select id from items where order_id = $(order) limit ${limit:value}', '{ limit, order: order.id }'],
    ['select id from items where order_id = :order', '{ replacements: { order: order.id } }'],
    ['select id from items where order_id = ?', '{ replacements: [order.id], type: QueryTypes.SELECT }'],
    ['select id from items where id <> ? and order_id = ?', '{ replacements: [other, order.id] }'],
    ['select id from items where order_id = $1', '{ bind: [order.id] }'],
    ['select id from items where order_id = $1', 'order.id'],
  ])('may be passed under a name, or alone: %s', (text, values) => {
    const body = `const order = await db.one('select id from orders where organization_id = $/org/', { org })\nawait db.any('${text}', ${values})`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-row'])
    expect(inFunction(body.replaceAll('order.id', 'id')).at(-1)).toBe('items: by-reference')
  })

  it.each([
    ['a query for nobody in particular', 'const order = await db.one(sql`select id from orders where code = ${id}`)', 'unscoped'],
    ['a query by a key alone', 'const order = await db.one(sql`select id from orders where id = ${id}`)', 'by-key'],
  ])('is told of that query alone after %s', (_, first, verdict) => {
    expect(inFunction(`${first}\nawait db.any(sql\`select id from items where order_id = \${order.id}\`)`)).toEqual([
      `orders: ${verdict}`,
      'items: dynamic',
    ])
  })

  it('is told of that query alone where tenants may share the row', () => {
    const shared = schema.replace(
      'create table orders (id uuid primary key, organization_id uuid not null',
      'create table orders (id uuid primary key, organization_id uuid',
    )
    const text = `export async function run(id: string) {
      const rows = await db.any(sql\`select id from orders where code = \${id}\`)
      await db.any(sql\`delete from orders where id = any(\${rows.map((row) => row.id)})\`) }`
    expect(verdictsOf(text, shared)).toEqual(['orders: unscoped', 'orders: dynamic'])
  })

  it.each([
    ['user_id = ${user} and organization_id is null', 'by-row by-row'],
    ['(user_id = ${user} and organization_id is null) or organization_id = ${org}', 'by-row by-row'],
    ['organization_id is null or organization_id = ${org}', 'by-reference by-key'],
    ['(user_id = ${user} or name = ${user}) and organization_id is null', 'by-reference by-key'],
    ['user_id = ${user}', 'dynamic dynamic'],
  ])('is held where it is the own one of a person, of no tenant: %s', (where, verdict) => {
    const drafts = `create table organizations (id uuid primary key);
      create table users (id uuid primary key, email text);
      create table drafts (id uuid primary key, organization_id uuid references organizations, user_id uuid not null references users, name text, unique (user_id, name));
      create table pages (id uuid primary key, organization_id uuid references organizations, draft_id uuid not null references drafts);`
    const text = `export async function run(id: string, user: string, org: string) {
      const draft = await db.one(sql\`select id from drafts where id = \${id} and (${where})\`)
      await db.any(sql\`delete from pages where draft_id = \${draft.id}\`)
      await db.any(sql\`delete from drafts where id = \${draft.id}\`) }`
    const [, ...later] = verdictsOf(text, drafts)
    expect(later.map((one) => one.replace(/.*: /, '')).join(' ')).toBe(verdict)
  })

  it('is none that another function loaded', () => {
    const text = `async function a(org) { const order = await db.one(sql\`select id from orders where organization_id = \${org}\`) }
      async function b(order) { await db.any(sql\`select id from items where order_id = \${order.id}\`) }`
    expect(verdictsOf(text, schema)).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it('is none once the variable is set again', () => {
    const body = `let order = await db.one(sql\`select id from orders where organization_id = \${org}\`)\norder = other\nawait db.any(sql\`select id from items where order_id = \${order.id}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it.each([
    ['or something else', '(await db.maybeOne(sql`LOAD`)) ?? req.body'],
    ['or something else that is truthy', '(await db.any(sql`LOAD`)).find((one) => one.id === id) || req.body'],
    ['and something else', '(await db.maybeOne(sql`LOAD`)) && req.body'],
    ['or what stands in for an error', 'await db.one(sql`LOAD`).catch(() => req.body)'],
    ['or what stands in for some errors', 'await db.one(sql`LOAD`).catch((error) => { if (error.code) throw error; return req.body })'],
    ['or what somebody makes of an error', 'await db.one(sql`LOAD`).catch(handle)'],
    ['or what stands in for an object', 'await db.one(sql`LOAD`).catch(() => ({}))'],
    ['or what is made of it', 'await db.one(sql`LOAD`).then(() => req.body)'],
  ])('is none where it is that %s', (_, row) => {
    const body = `const order = ${row.replace('LOAD', load)}\nawait db.any(sql\`select id from items where order_id = \${order.id}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it.each([
    '(await db.maybeOne(sql`LOAD`)) ?? null',
    '(await db.maybeOne(sql`LOAD`)) || undefined',
    '(await db.maybeOne(sql`LOAD`)) ?? {}',
    'await db.maybeOne(sql`LOAD`).catch(() => null)',
    'await db.maybeOne(sql`LOAD`).catch(() => undefined).finally(done)',
    'await db.maybeOne(sql`LOAD`).catch((error) => { throw new Error(error) })',
    'await db.maybeOne(sql`LOAD`).catch((error) => { log(error) })',
    'await db.maybeOne(sql`LOAD`).catch((error) => { if (error.code) throw error; return null })',
    'await db.maybeOne(sql`LOAD`).catch((error) => Promise.reject(new Error(error)))',
    'await db.maybeOne(sql`LOAD`).catch(refuse)',
  ])('is one where it is nothing else: %s', (row) => {
    const refuse = 'const refuse = (error) => { throw new Error(error) }'
    const body = `${refuse}\nconst order = ${row.replace('LOAD', load)}\nawait db.any(sql\`select id from items where order_id = \${order.id}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each([
    ['order', 'Object.assign(order, req.body)', 'by-reference'],
    ['order', '_.merge(order, req.body)', 'by-reference'],
    ['order', 'const same = order\n_.defaultsDeep(same, req.body)', 'by-reference'],
    ['order', 'const same = order\nsame.id = req.body.id', 'by-reference'],
    ['order', 'const same = order\nsame.name = req.body.name', 'by-row'],
    ['order', 'const set = (of) => { of.id = req.body.id }\nset(order)', 'by-reference'],
    ['order', 'const other = Object.assign({}, order, req.body)', 'by-row'],
    ['order', "_.set(order, 'id', req.body.id)", 'by-reference'],
    ['order', "const { merge } = require('./objects')\nmerge(order, req.body)", 'by-reference'],
    ['order', "const utils = require('./lib/utils')\nutils.merge(order, req.body)", 'by-reference'],
    ['order', "const { Order } = require('./entities')\nOrder.merge(order, req.body)", 'by-reference'],
    ['order', 'repository.merge(order, req.body)', 'by-reference'],
    ['a service', "const orders = require('./orders')\nawait orders.merge(order, req.body)", 'by-row'],
    ['a map', 'seen.set(order.id, order)', 'by-row'],
    ['a query', "await db.update('orders').set(order)", 'by-row'],
  ])('is none once %s was given other properties: %s', (_, change, verdict) => {
    const body = `const order = await db.one(sql\`${load}\`)\n${change}\nawait db.any(sql\`select id from items where order_id = \${order.id}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', `items: ${verdict}`])
  })

  it.each([
    ['is inserted', 'insert into orders (organization_id, customer_id) values (${org}, ${id}) returning customer_id', 'by-key'],
    ['is inserted, with all others', 'insert into orders values (${a}, ${org}, ${id}) returning customer_id', 'by-key'],
    ['is set', 'update orders set customer_id = ${id} where organization_id = ${org} returning customer_id', 'by-key'],
    [
      'is set on conflict',
      'insert into orders (organization_id) values (${org}) on conflict (id) do update set customer_id = ${id} returning *',
      'by-key',
    ],
    ['is not set', "update orders set code = 'x' where organization_id = ${org} returning *", 'by-row'],
    ['may be set unseen', 'update orders set ${sql(changes)} where organization_id = ${org} returning *', 'dynamic'],
    [
      'is set beside what is unseen',
      'update orders set ${sql(changes)}, customer_id = ${id} where organization_id = ${org} returning *',
      'by-key',
    ],
    ['is of what is deleted', 'delete from orders where organization_id = ${org} returning customer_id', 'by-row'],
  ])('gives a column that %s', (_, sql, verdict) => {
    const body = `const order = await db.one(sql\`${sql}\`)\nawait db.any(sql\`select id from customers where id = \${order.customer_id}\`)`
    expect(inFunction(body).at(-1)).toBe(`customers: ${verdict}`)
  })

  it.each([
    ['another column', 'select id as customer_id from orders where organization_id = ${org}', 'by-key'],
    ['a value', 'select id, ${id}::uuid as customer_id from orders where organization_id = ${org}', 'by-key'],
    ['a value beside all columns', 'select *, ${id}::uuid as customer_id from orders where organization_id = ${org}', 'by-key'],
    ['the same column', 'select o.customer_id as customer_id from orders o where o.organization_id = ${org}', 'by-row'],
    ['the key under another name', 'select c.id as customer_id from customers c where c.organization_id = ${org}', 'by-row'],
    ['of all columns', 'select o.* from orders o where o.organization_id = ${org}', 'by-row'],
    ['of a table that is not held', 'select o.id, e.customer_id from orders o, orders e where o.organization_id = ${org}', 'dynamic'],
    [
      'of a table that is not held, by another name',
      'select o.id, e.id as customer_id from orders o, customers e where o.organization_id = ${org}',
      'dynamic',
    ],
    ['of all tables', 'select * from orders o, orders e where o.organization_id = ${org}', 'dynamic'],
    ['of a subquery', 'select * from (select customer_id from orders where organization_id = ${org}) o', 'by-row'],
    ['a value of a subquery', 'select * from (select ${id}::uuid as customer_id from orders where organization_id = ${org}) o', 'by-key'],
    ['of a common table', 'with o as (select * from orders where organization_id = ${org}) select customer_id from o', 'by-row'],
    ['of a view', 'select customer_id from coded where organization_id = ${org}', 'by-row'],
    ['of another name in a view', 'select code as customer_id from coded where organization_id = ${org}', 'by-key'],
    [
      'of either query',
      'select customer_id from orders where organization_id = ${org} union select id as customer_id from customers where organization_id = ${org}',
      'by-row',
    ],
    ['of one query', 'select customer_id from orders where organization_id = ${org} union select ${id} as customer_id', 'by-key'],
  ])('is what its query says: %s', (_, sql, verdict) => {
    const body = `const order = await db.one(sql\`${sql}\`)\nawait db.any(sql\`select email from customers where id = \${order.customer_id}\`)`
    expect(inFunction(body).at(-1)).toBe(`customers: ${verdict}`)
  })
})

describe('several things that are written out', () => {
  const row = (name: string, text = load): string => `const ${name} = await db.one(sql\`${text}\`)\n`
  const several = (before: string, list: string): string | undefined =>
    inFunction(`${before}return db.any(sql\`select email from customers where id in (${list})\`)`).at(-1)
  const open = 'select id, customer_id from orders where id = ${input.id}'

  it.each([
    [row('a') + row('b'), '${a.customer_id}, ${b.customer_id}', 'by-row'],
    // What is wrong is told of the query that loads the row.
    [row('b', open), '${b.customer_id}', 'dynamic'],
    [row('a') + row('b', open), '${a.customer_id}, ${b.customer_id}', 'dynamic'],
    [row('a'), '${a.customer_id}, ${id}', 'by-key'],
    [row('a') + row('b') + row('c') + row('d'), '${a.customer_id}, ${b.customer_id}, ${c.customer_id}, ${d.customer_id}', 'by-row'],
  ])('lead on where each does: %s %s', (before, list, verdict) => {
    expect(several(before, list)).toBe(`customers: ${verdict}`)
  })
})

describe('a list of what rows that a query for the tenant loaded have', () => {
  const rows = `const rows = await db.any(sql\`${load}\`)\n`
  const find = 'return db.any(sql`select email from customers where id = any(${LIST})`)'
  const found = (first: string, list = 'ids'): string | undefined => inFunction(`${rows}${first}\n${find.replace('LIST', list)}`).at(-1)

  it.each([
    ['', 'rows.map(({ customer_id }) => customer_id)'],
    ['', 'rows.map(({ customer_id: id }) => id)'],
    ['', 'rows.map((row) => { return row.customer_id })'],
    ['', 'rows.map((row) => row.customer_id!).filter((id) => id !== null)'],
    ['', '[...new Set(rows.map((row) => row.customer_id))]'],
    ['', 'Array.from(new Set(rows.map((row) => row.customer_id))).slice(0, 100)'],
    ['', 'rows.flatMap((row) => (row.customer_id ? [row.customer_id] : []))'],
    ['', 'rows.flatMap((row) => row.customer_id ?? [])'],
    ['const ids = new Set(rows.map((row) => row.customer_id))', '[...ids]'],
    ['const all = rows.map((row) => row.customer_id)\nconst ids = all.filter(Boolean)', 'ids'],
    ['const ids: string[] = []\nfor (const row of rows) if (row.code) ids.push(row.customer_id)', 'ids'],
    ['const ids: string[] = []\nfor (const { customer_id } of rows) ids.push(customer_id)', 'ids'],
    ['const ids = new Set<string>()\nrows.forEach((row) => ids.add(row.customer_id))', '[...ids]'],
    ['const ids = rows.map((row) => row.customer_id)\nids.push(...rows.map((row) => row.customer_id))', 'ids'],
    ['const [first, ...others] = rows', 'others.map((row) => row.customer_id)'],
  ])('leads to what they refer to: %s %s', (first, list) => {
    expect(found(first, list)).toBe('customers: by-row')
  })

  it.each([
    ['const [first, ...others] = all\nif (first.organization_id !== org) throw new Error()', 'others.map((row) => row.customer_id)'],
    ['const [first, ...others] = [...rows, ...all]', 'others.map((row) => row.customer_id)'],
    ['const [ids, ...others] = [rows.map((row) => row.customer_id), id]', 'others'],
    ['const [, ...ids] = rows.map((row) => row.customer_id)\nids.push(id)', 'ids'],
  ])('leads nowhere where others are among the rest: %s %s', (first, list) => {
    const all = 'const all = await db.any(sql`select * from orders where code = ${id}`)'
    expect(found(`${all}\n${first}`, list)).toMatch(/^customers: (?:by-key|dynamic)$/)
  })

  it.each([
    ['await Promise.all(ids.map((id) => db.one(sql`LOAD`)))', 'all.map((row) => row.customer_id)'],
    [
      'await Promise.all(ids.map(async (id) => { const row = await db.maybeOne(sql`LOAD`); if (!row) throw new Error(); return row }))',
      'all.map((row) => row.customer_id)',
    ],
    ['await Promise.all(ids.map((id) => db.any(sql`LOAD`)))', 'all.flat().map((row) => row.customer_id)'],
    ['(await Promise.all(ids.map((id) => db.any(sql`LOAD`)))).flat()', 'all.map((row) => row.customer_id)'],
  ])('comes of what is loaded for each of others at once: %s', (each, list) => {
    const asked = (text: string): string =>
      `const ids = input.ids\nconst all = ${each.replace('LOAD', text)}\n${find.replace('LIST', list)}`
    expect(inFunction(asked(load))).toEqual(['orders: scoped', 'customers: by-row'])
    expect(inFunction(asked('select id, customer_id from orders where id = ${id}'))).toEqual(['orders: by-key', 'customers: dynamic'])
  })

  it.each([
    ['for (const id of rows.map((row) => row.customer_id)) {', '}'],
    ['const ids = rows.map((row) => row.customer_id)\nawait Promise.all(ids.map(async (id) => {', '}))'],
    ['await Promise.all(rows.map(async ({ customer_id: id }) => {', '}))'],
  ])('is held one by one: %s', (before, after) => {
    const body = `${rows}${before} await db.any(sql\`select email from customers where id = \${id}\`) ${after}`
    expect(inFunction(body).at(-1)).toBe('customers: by-row')
  })

  it.each([
    ['const ids = rows.map((row) => row.customer_id)\nids.push(id)', 'ids'],
    ['const ids = rows.map((row) => row.customer_id)\nids.push(...req.body.ids)', 'ids'],
    ['const ids = rows.map((row) => row.customer_id)\nids[0] = id', 'ids'],
    ['let ids = rows.map((row) => row.customer_id)\nids = req.body.ids', 'ids'],
    ['const ids = rows.map((row) => row.customer_id)\nconst same = ids\nsame.push(id)', 'ids'],
    ['const ids = rows.map((row) => row.customer_id)\nids.splice(0, 1, id)', 'ids'],
    ['const ids = new Set(rows.map((row) => row.customer_id))\nids.add(id)', '[...ids]'],
    ['const ids: string[] = []\nfor (const one of ids) ids.push(one)', 'ids'],
    ['', '[...rows.map((row) => row.customer_id), id]'],
    ['', 'rows.map(({ customer_id = id }) => customer_id)'],
    ['', 'rows.map(({ customer_id: [one] }) => one)'],
    ['', 'rows.flatMap((row) => (row.code ? [row.customer_id] : [id]))'],
    ['', 'rows.map((row) => row.customer_id).concat(id)'],
    ['', 'rows.map((row) => { if (row.code) return id; return row.customer_id })'],
    ['', '[...new Other(rows.map((row) => row.customer_id))]'],
  ])('is none where anything else may be in it: %s %s', (first, list) => {
    expect(found(first, list)).toBe('customers: by-key')
  })

  it('is told of the query alone that does not ask for the tenant', () => {
    const all = 'const rows = await db.any(sql`select id from orders where code = ${id}`)\n'
    const body = `${all}await db.any(sql\`delete from orders where id = any(\${[...new Set(rows.map(({ id }) => id))]})\`)`
    expect(inFunction(body)).toEqual(['orders: unscoped', 'orders: dynamic'])
  })
})

describe('a foreign key that holds the tenant column', () => {
  const keyed = (column: string): string => `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, unique (id, organization_id));
create table items (id uuid primary key, organization_id uuid ${column} references organizations, order_id uuid not null,
  foreign key (order_id, organization_id) references orders (id, organization_id));
create table parts (organization_id uuid not null references organizations, number int not null, primary key (organization_id, number));
create table screws (organization_id uuid not null references organizations, part int not null,
  foreign key (part, organization_id) references parts (number, organization_id));
`
  const after = (query: string, sql: string, column = 'not null'): string | undefined =>
    verdictsOf(
      `export async function run(org: string, id: string) {\nconst row = await db.one(sql\`${query}\`)\nawait db.any(sql\`${sql}\`)\n}\n`,
      keyed(column),
    ).at(-1)
  const order = 'select id from orders where organization_id = ${org} and id = ${id}'
  const part = 'select number from parts where organization_id = ${org} and number = ${id}'

  it('is found by what is a key of that row alone', () => {
    expect(after(order, 'delete from items where order_id = ${row.id}')).toBe('items: by-row')
  })
  it('is not where a NULL leaves the key open', () => {
    expect(after(order, 'delete from items where order_id = ${row.id}', '')).toBe('items: unscoped')
  })
  it('is not by what others have as well', () => {
    expect(after(part, 'delete from screws where part = ${row.number}')).toBe('screws: unscoped')
  })
})

describe('the only column of a row', () => {
  const id = 'select id from orders where organization_id = ${org}'
  it.each([
    ['of one', `const key = await pool.oneFirst(sql\`${id}\`)`, 'key', 'by-row'],
    ['of one or none', `const key = await pool.maybeOneFirst(sql.unsafe\`${id}\`)\nif (!key) return`, 'key', 'by-row'],
    ['of one, where it is asked for', '', `await pool.oneFirst(sql\`${id}\`)`, 'by-row'],
    ['of each', `const keys = await pool.anyFirst(sql\`${id}\`)`, "sql.array(keys, 'uuid')", 'by-row'],
    ['of one that is held by no tenant', 'const key = await pool.oneFirst(sql`select id from orders where id = ${id}`)', 'key', 'dynamic'],
    [
      'that is another one',
      'const key = await pool.oneFirst(sql`select code from orders where organization_id = ${org}`)',
      'key',
      'by-reference',
    ],
    [
      'of several',
      'const key = await pool.oneFirst(sql`select code, id from orders where organization_id = ${org}`)',
      'key',
      'by-reference',
    ],
    ['of a row', `const key = await pool.one(sql\`${id}\`)`, 'key', 'by-reference'],
  ])('leads on: %s', (_, first, value, verdict) => {
    const found = inFunction(`${first}\nawait pool.any(sql\`select id from items where order_id = any(\${${value}})\`)`)
    expect(found.find((one) => one.startsWith('items'))).toBe(`items: ${verdict}`)
  })

  it('leads on for each', () => {
    const body = `for (const key of await pool.manyFirst(sql\`${id}\`)) await pool.query(sql\`delete from items where order_id = \${key}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-row'])
  })
})

describe('a key that a query gives in another type, or of whichever row of a group', () => {
  const rows = (given: string): string => `select ${given} from orders where organization_id = \${org} group by code`
  const loaded = (given: string): string => `const rows = await db.any(sql\`${rows(given)}\`)`
  const then = (has: string): string => `await db.query(sql\`delete from items where order_id = any(\${rows.map((row) => row.${has})})\`)`

  it.each([
    ['max(id) as id', 'id', 'by-row'],
    ['min(id)', 'min', 'by-row'],
    ['max(id::text) as id', 'id', 'by-row'],
    ['id::text', 'id', 'by-row'],
    ['orders.id::uuid as key', 'key', 'by-row'],
    ['max(code) as id', 'id', 'by-reference'],
    ['id::char(3) as id', 'id', 'by-reference'],
    ['count(id) as id', 'id', 'by-reference'],
    ['max(id) as id, id as other', 'max', 'by-reference'],
  ])('leads on: %s', (given, has, verdict) => {
    expect(inFunction(`${loaded(given)}\n${then(has)}`)).toEqual(['orders: scoped', `items: ${verdict}`])
  })

  it.each([
    ['organization_id as org, id', 'by-row'],
    ['max(organization_id) as org, max(id) as id', 'dynamic'],
  ])('is of no one row together with what else is given of a group: %s', (given, verdict) => {
    const body = `const row = await db.one(sql\`select ${given} from orders where code = \${id}\`)
if (row.org !== org) throw new Error('no')
await db.query(sql\`delete from items where order_id = \${row.id}\`)`
    expect(inFunction(body).at(-1)).toBe(`items: ${verdict}`)
  })
})

describe('a row that is changed in what cannot be seen', () => {
  it.each([
    ['leads to itself, since its key is still that of no other one', 'delete from orders where id = ${row.id}', 'orders: by-row'],
    ['leads to what refers to it', 'select id from items where order_id = ${row.id}', 'items: by-row'],
    ['does not where its key is seen to be set', 'delete from orders where id = ${row.id}', 'orders: by-key', ', id = ${id}'],
  ])('%s', (_, then, verdict, seen = '') => {
    const change = `update orders set \${sql(changes)}${seen} where id = \${id} and organization_id = \${org} returning *`
    const body = `const [row] = await sql\`${change}\`\nif (!row) throw new Error()\nawait db.any(sql\`${then}\`)`
    expect(inFunction(body)).toEqual(['orders: scoped', verdict])
  })

  it('does not lead to what its key refers to', () => {
    const details = `${schema}create table details (order_id uuid primary key references orders, organization_id uuid not null references organizations);`
    const body = `const [row] = await sql\`update details set \${sql(changes)} where order_id = \${id} and organization_id = \${org} returning *\`
  await db.any(sql\`delete from orders where id = \${row.order_id}\`)`
    expect(verdictsOf(`export async function run(org: string, id: string) {\n${body}\n}\n`, details).at(-1)).toBe('orders: dynamic')
  })

  it.each([
    [
      'Drizzle',
      'const [row] = await db.update(orders).set(changes).where(and(eq(orders.id, id), eq(orders.organizationId, org))).returning()',
      'db.delete(orders).where(eq(orders.id, row.id))',
    ],
  ])('of %s', (_, change, then) => {
    const text = `import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { pgTable, uuid } from 'drizzle-orm/pg-core'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() })
export async function run(org: string, id: string, changes: object) {\n${change}\nawait ${then}\n}\n`
    expect(verdictsOf(text, schema)).toEqual(['orders: scoped', 'orders: by-row'])
  })
})

describe('a row that is made under a key of its own', () => {
  it.each([
    ['leads to itself', 'insert into orders (id, organization_id) values (gen_random_uuid(), ${org}) returning *', 'by-row'],
    ['with a key of the program', 'insert into orders (id, organization_id) values (${id}, ${org}) returning id', 'by-row'],
    [
      'unless one was there',
      'insert into orders (id, organization_id) values (${id}, ${org}) on conflict do nothing returning id',
      'by-row',
    ],
    [
      'also where one of the tenant is changed that was there',
      'insert into orders (id, organization_id, code) values (${id}, ${org}, ${code}) on conflict (organization_id, code) do update set code = excluded.code returning id',
      'by-row',
    ],
    [
      'where one is changed that was there, as far as that is the tenant’s',
      'insert into orders (id, organization_id) values (${id}, ${org}) on conflict (id) do update set code = null returning id',
      'dynamic',
    ],
    [
      'not where that gets another key',
      'insert into orders (id, organization_id, code) values (${id}, ${org}, ${code}) on conflict (organization_id, code) do update set id = excluded.id returning id',
      'by-key',
    ],
  ])('%s', (_, insert, verdict) => {
    const body = `const order = await db.one(sql\`${insert}\`)\nawait db.any(sql\`delete from orders where id = \${order.id}\`)`
    expect(inFunction(body).at(-1)).toBe(`orders: ${verdict}`)
  })

  it('does not lead on by a unique column that may be NULL', () => {
    const codes = `${schema}create table parcels (id uuid primary key, organization_id uuid not null references organizations, code text unique);`
    const body = `const row = await db.one(sql\`insert into parcels (id, organization_id, code) values (\${id}, \${org}, \${id}) returning code\`)
  await db.any(sql\`select id from parcels where code is not distinct from \${row.code}\`)`
    expect(verdictsOf(`export async function run(org: string, id: string) {\n${body}\n}\n`, codes).at(-1)).toBe('parcels: unscoped')
  })

  it('does not lead to what a key of its whole refers to', () => {
    const parts = `${schema}create table logs (order_id uuid references orders, organization_id uuid not null, primary key (order_id)) partition by hash (order_id);
create table logs_0 partition of logs for values with (modulus 1, remainder 0);`
    const body = `const row = await db.one(sql\`insert into logs_0 (order_id, organization_id) values (\${id}, \${org}) returning order_id\`)
  await db.any(sql\`delete from orders where id = \${row.order_id}\`)`
    expect(verdictsOf(`export async function run(org: string, id: string) {\n${body}\n}\n`, parts).at(-1)).toBe('orders: by-key')
  })

  it('does not lead to what its key refers to', () => {
    const details = `${schema}create table details (order_id uuid primary key references orders, organization_id uuid not null references organizations);`
    const body = `const row = await db.one(sql\`insert into details (order_id, organization_id) values (\${id}, \${org}) returning order_id\`)
  await db.any(sql\`delete from orders where id = \${row.order_id}\`)`
    expect(verdictsOf(`export async function run(org: string, id: string) {\n${body}\n}\n`, details).at(-1)).toBe('orders: by-key')
  })
})

describe('a row that is found or made', () => {
  const find = 'await db.maybeOne(sql`select id from orders where organization_id = ${org} and id = ${id}`)'
  const make = 'await db.one(sql`insert into orders (organization_id) values (${org}) returning id`)'
  const other = 'await db.one(sql`select id from orders where code = ${id}`)'
  const uses = 'await db.any(sql`select id from items where order_id = ${order.id}`)'
  const after = (body: string): string | undefined =>
    inFunction(`${body}\n${uses}`.replaceAll('FIND', find).replaceAll('MAKE', make).replaceAll('OTHER', other)).at(-1)

  it.each([
    ['const order = (FIND) ?? (MAKE)'],
    ['const order = (FIND) || (MAKE)'],
    ['const order = id ? FIND : MAKE'],
    ['const order = id ? FIND : null\nif (!order) return'],
    ['let order = FIND\nif (!order) order = MAKE'],
    ['let order = null\nif (id) order = FIND\nelse order = MAKE'],
    ['let order\nif (id) order = FIND\nelse order = MAKE'],
    ['let order: any\nswitch (id) {\ncase 1:\norder = FIND\nbreak\ndefault:\norder = MAKE\n}'],
    ['const found = FIND\nconst order = found ?? (MAKE)'],
  ])('is the tenant’s where both are: %s', (body) => {
    expect(after(body)).toBe('items: by-row')
  })

  it.each([
    ['const order = (FIND) ?? req.body', 'by-reference'],
    ['const order = id ? FIND : req.body', 'by-reference'],
    ['let order = FIND\nif (!order) order = req.body', 'by-reference'],
    ['let order = FIND\nif (!order) ({ order } = req.body)', 'by-reference'],
    ['let order = FIND\nif (!order) order = MAKE\norder.id = req.body.id', 'by-reference'],
    ['const order = (FIND) ?? (MAKE)\nObject.assign(order, req.body)', 'by-reference'],
    ['let order = FIND\norder = order ?? order ?? req.body', 'by-reference'],
    ['let order\nif (id) order = FIND\nelse order = req.body', 'by-reference'],
    ['let order\nif (id) order = FIND\nelse ({ order } = req.body)', 'by-reference'],
    ['let order\nif (id) order = FIND\nelse order = OTHER', 'dynamic'],
    ['const order = (FIND) ?? (OTHER)', 'dynamic'],
    ['let order = FIND\nif (!order) order = OTHER', 'dynamic'],
  ])('is not where one may be anything else: %s', (body, verdict) => {
    expect(after(body)).toBe(`items: ${verdict}`)
  })
})

describe('a row that is loaded anew', () => {
  const find = 'await db.maybeOne(sql`select id, customer_id from orders where organization_id = ${org} and id = ${id}`)'
  const again = 'await db.one(sql`select id, customer_id from orders where id = ${order.id}`)'
  const uses = 'await db.any(sql`select id from items where order_id = ${order.id}`)'
  const found = (body: string): string[] =>
    inFunction(body.replaceAll('FIND', find).replaceAll('AGAIN', again).replaceAll('USES', uses)).slice(1)

  it.each([
    ['by what it was', 'let order = FIND\norder = AGAIN', ['orders: by-row']],
    ['and used between', 'let order = FIND\nUSES\norder = AGAIN\nUSES', ['items: by-row', 'orders: by-row', 'items: by-row']],
    ['over and over', 'let order = FIND\nwhile (order) order = AGAIN', ['orders: by-row']],
    ['and is something else later', 'let order = FIND\nUSES\norder = req.body', ['items: by-row']],
    ['and is something else in the next round', 'let order = FIND\nwhile (order) { USES; order = req.body }', ['items: by-reference']],
    [
      'and is something else by then',
      'let order = FIND\nconst use = async () => USES\norder = req.body\nawait use()',
      ['items: by-reference'],
    ],
    ['and is something else between', 'let order = FIND\norder = req.body\norder = AGAIN', ['orders: by-key']],
  ])('%s', (_, body, verdicts) => {
    expect(found(body)).toEqual(verdicts)
  })
})

describe('a row of a table between, which has no tenant column', () => {
  const between = `${schema}create table lines (id uuid primary key, order_id uuid not null references orders, note text);`
  const found = (where: string): string[] =>
    verdictsOf(
      `export async function run(org: string, id: string) {
  const line = await db.one(sql\`select l.order_id from lines l join orders o on o.id = l.order_id where l.id = \${id} and ${where}\`)
  return db.one(sql\`select code from orders where id = \${line.order_id}\`)
}`,
      between,
    )

  it.each([
    ['o.organization_id = ${org}', 'by-row'],
    ['o.code = ${id}', 'by-key'],
  ])('leads on where %s', (where, verdict) => {
    expect(found(where).at(-1)).toBe(`orders: ${verdict}`)
  })
})
