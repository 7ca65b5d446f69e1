import { describe, expect, it } from 'vitest'
import { ordersAndItems, removeItems } from '../support/orders-and-items.ts'
import { verdictsOf } from '../support/verdicts.ts'

const imports = "import { err, fromPromise, ok, ResultAsync, safeTry } from 'neverthrow'\n"
const query = 'sql`SELECT id FROM orders WHERE id = ${id} AND organization_id = ${org}`'
const remove = (value: string): string => `await ${removeItems(value)}`

function inFunction(body: string, own = ''): string[] {
  return verdictsOf(`${imports}${own}\nexport async function run(id: string, org: string) {\n${body}\n}\n`, ordersAndItems)
}

const load = `async function load(id: string, org: string) {
  const [row] = await ${query}
  if (!row) return err('none')
  return ok(row)
}`
const find = `const find = (id: string, org: string) => fromPromise(${query}, String).map((rows) => rows[0])`

describe('a row that a result of neverthrow has', () => {
  it.each([
    [
      'of a promise',
      `const result = await ResultAsync.fromPromise(${query}, String)\nif (result.isErr()) return\n${remove('result.value[0].id')}`,
    ],
    [
      'under a name',
      `const result = await fromPromise(${query}, String)\nif (result.isErr()) return\nconst [order] = result.value\n${remove('order.id')}`,
    ],
    ['instead of nothing', `const rows = (await fromPromise(${query}, String)).unwrapOr([])\n${remove('rows[0].id')}`],
    ['that is given on', `return fromPromise(${query}, String).andThen(async ([order]) => ok(${remove('order.id')}))`],
    ['that is looked at', `return fromPromise(${query}, String).andTee(async ([order]) => { ${remove('order.id')} })`],
  ])('leads on: %s', (_, body) => {
    expect(inFunction(body)).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each([
    ['by its value', load, `const result = await load(id, org)\nif (result.isErr()) return result\n${remove('result.value.id')}`],
    ['by its key', load, `const result = await load(id, org)\nif (result.isErr()) return result\n${remove('id')}`],
    ['where it is one', load, `const result = await load(id, org)\nif (result.isOk()) {\n${remove('id')}\n}`],
    ['in a function', load, `return (await load(id, org)).map(async (order) => ${remove('order.id')})`],
    ['that a function picks', find, `const order = await find(id, org)\nif (order.isErr()) return\n${remove('order.value.id')}`],
    [
      'unless a step fails',
      `const find = (id: string, org: string) => fromPromise(${query}, String).andThen(([row]) => (row ? ok(row) : err('none')))`,
      `return find(id, org).andThen(async (order) => ok(${remove('order.id')}))`,
    ],
    ['that is gone on with', find, `return find(id, org).andThen(async (order) => ok(${remove('order.id')}))`],
    [
      'that is waited for',
      find,
      `return safeTry(async function* () { const order = yield* (await find(id, org)).safeUnwrap()\n${remove('order.id')}\nreturn ok(1) })`,
    ],
  ])('leads on from a function of the program: %s', (_, own, body) => {
    expect(inFunction(body, own)).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each([
    ['behind an error', `const result = await load(id, org)\nif (result.isOk()) return\n${remove('id')}`],
    ['whether or not there is one', `const result = await load(id, org)\n${remove('id')}`],
    ['of another key', `const result = await load(org, org)\nif (result.isErr()) return\n${remove('id')}`],
    ['or else another one', `const order = (await load(id, org)).unwrapOr(other)\n${remove('order.id')}`],
    ['or else one that is made', `const order = (await load(id, org)).mapErr(String).unwrapOr({ id: org })\n${remove('order.id')}`],
  ])('leads nowhere: %s', (_, body) => {
    expect(inFunction(body, load)).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it('is held by what it is compared with', () => {
    const anybody = load.replace(' AND organization_id = ${org}', '').replace('SELECT id', 'SELECT id, organization_id')
    const asked = 'const result = await load(id, org)\nif (result.isErr()) return result\n'
    const held = 'if (result.value.organization_id !== org) throw new Error()\n'
    expect(inFunction(asked + held + remove('id'), anybody)).toEqual(['orders: by-guard', 'items: by-row'])
    expect(inFunction(asked + remove('id'), anybody)).toEqual(['orders: by-key', 'items: by-reference'])
  })
})
