import { describe, expect, it } from 'vitest'
import { ordersAndItems, removeItems } from '../support/orders-and-items.ts'
import { verdictsOf } from '../support/verdicts.ts'

const imports = "import * as E from 'fp-ts/Either'\n"
const query = (where: string): string => `sql\`SELECT id, organization_id FROM orders WHERE ${where}\``
const ofTenant = query('id = ${id} AND organization_id = ${org}')
const remove = (value: string): string => `await ${removeItems(value)}`

function loading(asked: string): string {
  return `async function load(id: string, org: string) {\ntry {\nconst row = await db.one(${asked})\nreturn E.right(row)\n} catch (error) {\nreturn E.left('none')\n}\n}\n`
}

function inFunction(body: string, own: string, beside = imports): string[] {
  return verdictsOf(`${beside}${own}\nexport async function run(id: string, org: string) {\n${body}\n}\n`, ordersAndItems)
}

const back = 'const result = await load(id, org)\nif (E.isLeft(result)) return result\n'

describe('a row that an either of fp-ts has', () => {
  it.each([
    ['by its value', `${back}${remove('result.right.id')}`],
    ['by its key', `${back}${remove('id')}`],
    ['where it is one', `const result = await load(id, org)\nif (E.isRight(result)) {\n${remove('id')}\n}`],
    ['under a name', `${back}const { id: found } = result.right\n${remove('found')}`],
  ])('leads on: %s', (_, body) => {
    expect(inFunction(body, loading(ofTenant))).toEqual(['orders: scoped', 'items: by-row'])
  })

  it('leads on by a function that is imported alone, and by all of the library', () => {
    const one = back.replace('E.isLeft', 'isLeft') + remove('id')
    const [alone, all] = [loading(ofTenant).replaceAll('E.', ''), loading(ofTenant)]
    expect(inFunction(one, alone, "import { isLeft, left, right } from 'fp-ts/lib/Either'\n")).toEqual(['orders: scoped', 'items: by-row'])
    expect(inFunction(back + remove('id'), all, "import { either as E } from 'fp-ts'\n")).toEqual(['orders: scoped', 'items: by-row'])
  })

  it.each([
    ['behind an error', `const result = await load(id, org)\nif (E.isRight(result)) return\n${remove('id')}`],
    ['whether or not there is one', `const result = await load(id, org)\n${remove('id')}`],
    ['of another key', `const result = await load(org, org)\nif (E.isLeft(result)) return\n${remove('id')}`],
  ])('leads nowhere: %s', (_, body) => {
    expect(inFunction(body, loading(ofTenant))).toEqual(['orders: scoped', 'items: by-reference'])
  })

  it('leads nowhere by a function of another library', () => {
    expect(inFunction(back + remove('id'), loading(ofTenant), "import * as E from 'other/Either'\n")).toEqual([
      'orders: scoped',
      'items: by-reference',
    ])
  })

  it('is held by what it is compared with', () => {
    const held = 'if (result.right.organization_id !== org) throw new Error()\n'
    expect(inFunction(back + held + remove('id'), loading(query('id = ${id}')))).toEqual(['orders: by-guard', 'items: by-row'])
    expect(inFunction(back + remove('id'), loading(query('id = ${id}')))).toEqual(['orders: by-key', 'items: by-reference'])
  })
})
