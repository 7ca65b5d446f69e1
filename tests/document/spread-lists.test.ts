import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references orders);
`

const found = `
const order = await db.oneOrNone(sql\`select id from orders where id = \${id} and organization_id = \${org}\`)
if (!order) return
`
const parts = 'await db.any(sql`select id from orders where parent_id = ${id} and organization_id = ${org}`)'

/** The verdict of a change of the rows that have one of some keys. */
function changing(keys: string, before: string): string | undefined {
  const change = `await db.none(sql\`update orders set parent_id = null where id = any(\${${keys}})\`)`
  return verdictsOf(`export async function run(org: string, id: string, ids: string[]) {\n${before}\n${change}\n}\n`, schema).at(-1)
}

describe('a list that is put together', () => {
  it.each([
    ['of a key and of keys', '[id, ...parts.map((part) => part.id)]', `const parts = ${parts}`],
    ['of lists', '[...parts.map((part) => part.id), ...[id]]', `const parts = ${parts}`],
    ['under a name', 'all', `const parts = ${parts}\nconst all = [id, ...parts.map((part) => part.id)]`],
    ['but for the first', 'others', `const parts = ${parts}\nconst [, ...others] = parts.map((part) => part.id)`],
    [
      'of what a variable may be set to',
      '[id, ...more]',
      `let more: string[] = []\nif (ids.length > 0) {\nconst parts = ${parts}\nmore = parts.map((part) => part.id)\n}`,
    ],
  ])('is held where all of it is: %s', (_, keys, before) => {
    expect(changing(keys, found + before)).toBe('orders: by-row')
  })

  it.each([
    ['one is not', '[id, ...parts.map((part) => part.id)]', `const parts = ${parts}`, ''],
    ['others are not', '[id, ...ids]', '', found],
    ['more is put into it', 'all', `const parts = ${parts}\nconst all = [id, ...parts.map((part) => part.id)]\nall.push(ids[0])`, found],
    [
      'more is put into what is left',
      'others',
      `const parts = ${parts}\nconst [, ...others] = parts.map((part) => part.id)\nothers.push(ids[0])`,
      found,
    ],
    ['what is left is that of another list', 'others', 'const [, ...others] = ids', found],
    ['it is handed on', 'all', `const all = [id]\nfill(all)\nfunction fill(list: string[]) { list.push(ids[0]) }`, found],
    ['a variable may be set to others', '[id, ...more]', 'let more: string[] = []\nif (ids.length > 0) more = ids', found],
    [
      'a variable is filled besides',
      '[id, ...more]',
      `let more: string[] = []\nconst parts = ${parts}\nmore = parts.map((part) => part.id)\nmore.push(ids[0])`,
      found,
    ],
  ])('is not held where %s', (_, keys, before, check) => {
    expect(changing(keys, check + before)).toBe('orders: by-key')
  })
})
