import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'
import { ordersAndItems, removeItems } from '../support/orders-and-items.ts'
import { verdictsOf } from '../support/verdicts.ts'

const imports = "import { SqlClient } from 'effect/sql'\nimport { Effect, Option } from 'effect'\n"

/** A query in a generator that Effect runs. */
const inGen = (text: string): string => `${imports}
export const run = (id: number, org: number, title: string, more: boolean, ids: number[], conditions: Fragment[]) => Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  ${text}
})`

describe('what the SQL client of Effect makes', () => {
  it.each([
    ['a row', 'INSERT INTO events ${sql.insert({ id, title })}', 'events.insert:unscoped'],
    ['a row of the tenant', 'INSERT INTO events ${sql.insert({ id, organization_id: org, title })}', 'events.insert:scoped'],
    ['rows', 'INSERT INTO events ${sql.insert([{ id, title }, { id, title }])}', 'events.insert:unscoped'],
    ['a row of each', 'INSERT INTO events ${sql.insert(ids.map((id) => ({ id, title })))}', 'events.insert:unscoped'],
    ['a row that is given back', "INSERT INTO events ${sql.insert({ id, title }).returning('*')}", 'events.insert:unscoped'],
    ['a change', 'UPDATE events SET ${sql.update({ title })} WHERE organization_id = ${org}', 'events.update:scoped'],
    ['a change of all', 'UPDATE events SET ${sql.update({ id, title }, ["id"])}', 'events.update:unscoped'],
    ['conditions', 'SELECT id FROM events WHERE ${sql.and([sql`title = ${title}`, "id > 3"])}', 'events:unscoped'],
    ['the tenant among them', 'SELECT id FROM events WHERE ${sql.and([sql`organization_id = ${org}`, "id > 3"])}', 'events:scoped'],
    ['one of several', 'SELECT id FROM events WHERE ${sql.or([sql`organization_id = ${org}`, "id > 3"])}', 'events:vacuous'],
    [
      'one of several beside the tenant',
      'SELECT id FROM events WHERE organization_id = ${org} AND ${sql.or([sql`title = ${title}`, "id > 3"])}',
      'events:scoped',
    ],
    // A single clause stands there without parentheses.
    [
      'a single one that has an OR',
      'SELECT id FROM events WHERE organization_id = ${org} AND ${sql.or([sql`title = ${title} OR id > 3`])}',
      'events:vacuous',
    ],
    ['a condition by chance', 'SELECT id FROM events WHERE ${sql.and([...(more ? [sql`title = ${title}`] : [])])}', 'events:unscoped'],
    ['none', 'SELECT id FROM events WHERE ${sql.and([])}', 'events:unscoped'],
    ['joined', 'SELECT id FROM events WHERE ${sql.join(" AND ")([sql`organization_id = ${org}`, sql`id > 3`])}', 'events:scoped'],
    [
      'joined by OR',
      'SELECT id FROM events WHERE ${sql.join(" OR ", false)([sql`organization_id = ${org}`, sql`id > 3`])}',
      'events:vacuous',
    ],
    ['a list', 'SELECT id FROM events WHERE ${sql.in("title", ids)}', 'events:unscoped'],
    ['a list of tenants', 'SELECT id FROM events WHERE ${sql.in("organization_id", [org])}', 'events:scoped'],
    ['a list alone', 'SELECT id FROM events WHERE organization_id = ${org} AND id IN ${sql.in(ids)}', 'events:scoped'],
    ['an order', 'SELECT id FROM events WHERE organization_id = ${org} ${sql.csv("ORDER BY", ["title", sql`id DESC`])}', 'events:scoped'],
    ['a name', 'SELECT id FROM ${sql("events")} WHERE title = ${title}', 'events:unscoped'],
    ['a name with its table', 'SELECT id FROM ${sql("public.events")} e WHERE ${sql("e.organization_id")} = ${org}', 'events:scoped'],
    ['a text', 'SELECT id FROM events WHERE ${sql.literal("organization_id = 1")}', 'events:scoped'],
    [
      'what Postgres is given',
      'SELECT id FROM events WHERE ${sql.onDialectOrElse({ orElse: () => sql`organization_id = ${org}`, pg: () => sql`title = ${title}` })}',
      'events:unscoped',
    ],
    ['conditions that cannot be seen', 'SELECT id FROM events WHERE ${sql.and(conditions)}', 'events:dynamic (`sql.and(conditions)`)'],
    [
      'one of several by chance',
      'SELECT id FROM events WHERE organization_id = ${org} AND ${sql.or([...(more ? [sql`title = ${title}`] : [])])}',
      'events:dynamic (`sql.or([...(more ? [sql`title = ${title…`)',
    ],
  ])('%s', (_, text, found) => {
    expect(foundIn(inGen(`yield* sql\`${text}\``))).toBe(found)
  })

  it('leaves names in camel case to its layer, which may write them otherwise', () => {
    expect(foundIn(inGen('yield* sql`INSERT INTO events ${sql.insert({ id, organizationId: org })}`'))).toMatch(/^events.insert:dynamic/)
    expect(foundIn(inGen('yield* sql`SELECT id FROM events WHERE ${sql.in("organizationId", [org])}`'))).toMatch(/^events:dynamic/)
  })

  it('is not looked for where Effect is not imported', () => {
    const text = 'export const run = (title) => sql`SELECT id FROM events WHERE ${sql.and([sql`title = ${title}`])}`'
    expect(foundIn(text)).toMatch(/^events:dynamic/)
  })
})

const load = 'sql`SELECT id, organization_id FROM orders WHERE id = ${id} AND organization_id = ${org}`'
const byKey = 'sql`SELECT id, organization_id FROM orders WHERE id = ${id}`'

function inProgram(body: string, files: Readonly<Record<string, string>> = {}): string[] {
  return verdictsOf(`${imports}class NotFound extends Error {}\n${body}`, ordersAndItems, files)
}

describe('a row that an effect gives', () => {
  it.each([
    ['one', `const [order] = yield* ${load}\nif (!order) return\nyield* ${removeItems('order.id')}`],
    [
      'one that a step picks',
      `const order = yield* ${load}.pipe(Effect.map((rows) => rows[0]), Effect.withSpan('load'))\nyield* ${removeItems('order.id')}`,
    ],
    ['one that a function picks', `const order = yield* Effect.map(${load}, (rows) => rows[0])\nyield* ${removeItems('order.id')}`],
    [
      'one behind what it fails without',
      `const rows = yield* ${load}\nif (rows.length === 0) return yield* Effect.fail('none')\nyield* ${removeItems('id')}`,
    ],
    ['one behind what fails', `const rows = yield* ${load}\nif (rows.length === 0) yield* new NotFound()\nyield* ${removeItems('id')}`],
    [
      'one that an option has',
      `const [row] = yield* ${load}\nconst order = Option.fromNullable(row)\nif (Option.isNone(order)) return\nyield* ${removeItems('order.value.id')}`,
    ],
    [
      'one that a step makes an option of',
      `const order = yield* ${load}.pipe(Effect.map(([row]) => Option.fromNullable(row)))\nif (Option.isNone(order)) return\nyield* ${removeItems('order.value.id')}`,
    ],
    [
      'one that is insisted on',
      `const order = yield* ${load}.pipe(Effect.map((rows) => rows[0]), Effect.flatMap(Effect.fromNullable))\nyield* ${removeItems('order.id')}`,
    ],
    [
      'one that a client is asked for',
      `const [order] = yield* db.use((client) => client.query(${load}))\nyield* ${removeItems('order.id')}`,
    ],
    ['in a step', `yield* ${load}.pipe(Effect.flatMap(([order]) => ${removeItems('order.id')}))`],
    ['each', `const rows = yield* ${load}\nyield* Effect.forEach(rows, (row) => ${removeItems('row.id')})`],
    [
      'one of several that are waited for',
      `const [order] = yield* Effect.all([${load}.pipe(Effect.map((rows) => rows[0]))], { concurrency: 2 })\nyield* ${removeItems('order.id')}`,
    ],
    [
      'in a transaction',
      `const [order] = yield* ${load}\nyield* sql.withTransaction(Effect.gen(function* () { yield* ${removeItems('order.id')} }))`,
    ],
  ])('leads on: %s', (_, body) => {
    expect(inProgram(inGen(body).slice(imports.length))).toEqual(['orders: scoped', 'items: by-row'])
  })

  it('is held by what the program compares', () => {
    const compared = `const [order] = yield* ${byKey}\nif (order?.organization_id !== org) return yield* Effect.fail('none')\nyield* ${removeItems('order.id')}`
    expect(inProgram(inGen(compared).slice(imports.length))).toEqual(['orders: by-guard', 'items: by-row'])
  })

  it('is told where nothing holds it', () => {
    expect(inProgram(inGen(`yield* ${removeItems('id')}`).slice(imports.length))).toEqual(['items: by-reference'])
    expect(inProgram(inGen(`const rows = yield* ${load}\nyield* ${removeItems('id')}`).slice(imports.length))).toEqual([
      'orders: scoped',
      'items: by-reference',
    ])
  })

  const sql = 'const sql = yield* SqlClient.SqlClient'
  it.each([
    [
      'a generator',
      `const find = (id, org) => Effect.gen(function* () { ${sql}\nconst rows = yield* ${load}\nreturn rows[0] }).pipe(Effect.orDie)`,
    ],
    ['`Effect.fn`', `const find = Effect.fn('find')(function* (id, org) { ${sql}\nconst [row] = yield* ${load}\nreturn row })`],
    ['`Effect.fn` without a name', `const find = Effect.fn(function* (id, org) { ${sql}\nconst [row] = yield* ${load}\nreturn row })`],
  ])('leads on from a function of the program: %s', (_, find) => {
    const use = `const order = yield* find(id, org)\nif (!order) return\nyield* ${removeItems('order.id')}`
    expect(inProgram(`${find}\n${inGen(use).slice(imports.length)}`)).toEqual(['orders: scoped', 'items: by-row'])
  })

  const checked = `${sql}\nconst rows = yield* ${load}\nif (rows.length === 0) return yield* Effect.fail('none')\nreturn rows[0]`
  const whole = '(id, org) =>'
  const failing = `${load}.pipe(Effect.flatMap((rows) => (rows.length === 0 ? Effect.fail('none') : Effect.succeed(rows[0]))))`
  const checks: [string, string][] = [
    ['a generator', `const check = ${whole} Effect.gen(function* () { ${checked} })`],
    ['a generator that has a span', `const check = ${whole} Effect.gen(function* () { ${checked} }).pipe(Effect.withSpan('check'))`],
    ['`Effect.fn`', `const check = Effect.fn('check')(function* (id, org) { ${checked} })`],
    ['`Effect.fn` that has a step', `const check = Effect.fn('check')(function* (id, org) { ${checked} }, Effect.orDie)`],
    ['a step that fails', `const check = ${whole} ${failing}`],
  ]
  it.each(checks)('leads on by its key and by what it gives behind what fails without it: %s', (_, check) => {
    const uses = [
      `const order = yield* check(id, org)\nyield* ${removeItems('order.id')}`,
      `yield* check(id, org)\nyield* ${removeItems('id')}`,
      `yield* check(id, org).pipe(Effect.asVoid, Effect.orDie)\nyield* ${removeItems('id')}`,
      `yield* Effect.all([check(id, org)])\nyield* ${removeItems('id')}`,
    ]
    for (const use of uses) expect(inProgram(`${check}\n${inGen(use).slice(imports.length)}`)).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each(checks)('leads on from an effect that is run: %s', (_, check) => {
    const run = (body: string): string => `${check}\nexport async function run(id: number, org: number) {\n${body}\n}`
    const uses = [
      `const order = await Effect.runPromise(check(id, org))\nawait ${removeItems('order.id')}`,
      `const order = await check(id, org).pipe(Effect.orDie, Effect.runPromise)\nawait ${removeItems('order.id')}`,
      `await Effect.runPromise(check(id, org))\nawait ${removeItems('id')}`,
    ]
    for (const use of uses) expect(inProgram(run(use))).toEqual(['orders: scoped', 'items: by-row'])
    for (const use of [`await Effect.runPromiseExit(check(id, org))`, 'Effect.runPromise(check(id, org))'])
      expect(inProgram(run(`${use}\nawait ${removeItems('id')}`))).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it('leads nowhere from an effect that an effect only gives', () => {
    const given = `const check = ${whole} Effect.succeed(Effect.gen(function* () { ${checked} }))`
    expect(inProgram(`${given}\n${inGen(`yield* check(id, org)\nyield* ${removeItems('id')}`).slice(imports.length)}`)).toEqual([
      'orders: scoped',
      'items: by-reference',
    ])
  })

  it.each([
    ['not waited for', 'check(id, org)'],
    ['passed over', 'yield* check(id, org).pipe(Effect.ignore)'],
    ['caught', 'yield* check(id, org).pipe(Effect.catchAll(() => Effect.void))'],
    ['asked for how it went', "yield* Effect.all([check(id, org)], { mode: 'either' })"],
    ['what gives something else', 'yield* check(id, org).pipe(Effect.orElseSucceed(() => id))'],
    ['begun alone', 'yield* Effect.fork(check(id, org))'],
  ])('leads nowhere behind what is %s', (_, call) => {
    for (const [, check] of checks)
      expect(inProgram(`${check}\n${inGen(`${call}\nyield* ${removeItems('id')}`).slice(imports.length)}`)).toEqual([
        'orders: scoped',
        'items: by-reference',
      ])
  })

  it('leads nowhere from a function of which a step makes something else', () => {
    const ways = ['Effect.map(() => other)', 'Effect.catchAll(() => Effect.succeed(other))', 'Effect.ignore']
    for (const way of ways) {
      const find = `const find = Effect.fn('find')(function* (id, org) { ${checked} }, ${way})`
      const use = `const order = yield* find(id, org)\nyield* ${removeItems('order.id')}`
      expect(inProgram(`${find}\n${inGen(use).slice(imports.length)}`)).toEqual(['orders: scoped', 'items: by-reference'])
    }
  })

  const making = `Effect.gen(function* () { ${sql}
    const find = (id, org) => ${load}.pipe(Effect.map((rows) => rows[0]))
    return { find } as const
  })`
  it.each([
    ['that makes itself', `export class Orders extends Effect.Service<Orders>()('Orders', { effect: ${making} }) {}`],
    ['with a layer', `export class Orders extends Context.Tag('Orders')<Orders, Shape>() { static layer = Layer.effect(this, ${making}) }`],
    [
      'with a layer beside it',
      `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders, ${making})`,
    ],
    [
      'that is written out',
      `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders, Effect.gen(function* () { ${sql}
      return Orders.of({ find: (id, org) => ${load}.pipe(Effect.map((rows) => rows[0])) }) }))`,
    ],
    [
      'with a function of its own',
      `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders, Effect.gen(function* () { ${sql}
      const find = Effect.fn('find')(function* (id, org) { const [row] = yield* ${load}\nreturn row })
      return Orders.of({ find }) }))`,
    ],
    [
      'that tests have another one of',
      `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders, ${making})\nexport const test = Layer.mock(Orders, { find })`,
    ],
    [
      'that is given to its tag',
      `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders)(${making})`,
    ],
  ])('leads on from a service %s', (_, service) => {
    const files = { 'orders.ts': `${imports}import { Context, Layer } from 'effect'\n${service}` }
    const use = (orders: string): string => inGen(`${orders}\nif (!order) return\nyield* ${removeItems('order.id')}`).slice(imports.length)
    const named = use('const orders = yield* Orders\nconst order = yield* orders.find(id, org)')
    const taken = use('const { find } = yield* Orders\nconst order = yield* find(id, org)')
    for (const body of [named, taken]) expect(inProgram(`import { Orders } from './orders'\n${body}`, files)).toEqual(['items: by-row'])
  })

  it.each([
    'Layer.succeed(Orders, { find })',
    'Layer.succeed(Orders)({ find })',
    'Effect.provideService(Orders, { find })',
    'Effect.provideService(run, Orders, { find })',
  ])('leads nowhere from a service that may be another one: %s', (other) => {
    const service = `export class Orders extends Context.Tag('Orders')<Orders, Shape>() {}\nexport const live = Layer.effect(Orders, ${making})`
    const files = { 'orders.ts': `${imports}import { Context, Layer } from 'effect'\n${service}\nexport const another = ${other}` }
    const use = `const orders = yield* Orders\nconst order = yield* orders.find(id, org)\nyield* ${removeItems('order.id')}`
    expect(inProgram(`import { Orders } from './orders'\n${inGen(use).slice(imports.length)}`, files)).toEqual(['items: by-reference'])
  })

  it('leads on from a promise', () => {
    const find = 'db.query("SELECT id FROM orders WHERE id = $1 AND organization_id = $2", [id, org])'
    const ways = [
      `yield* Effect.promise(() => ${find})`,
      `yield* Effect.tryPromise(() => ${find}).pipe(Effect.orDie)`,
      `yield* Effect.tryPromise({ try: () => ${find}, catch: (error) => new NotFound(error) })`,
    ]
    for (const way of ways) {
      const use = `const { rows } = ${way}\nyield* ${removeItems('rows[0].id')}`
      expect(inProgram(inGen(use).slice(imports.length))).toEqual(['orders: scoped', 'items: by-row'])
    }
  })
})
