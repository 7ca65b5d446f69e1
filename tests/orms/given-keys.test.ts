import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references orders);
`

/** How a library is asked for the orders of a tenant, for all of them, and to change those of some keys. */
interface Library {
  readonly before: string
  readonly ofTenant: string
  readonly ofAnyone: string
  readonly change: (keys: string) => string
}

const knex: Library = {
  before: `import { knex } from 'knex'\nconst db = knex({})`,
  ofTenant: `db('orders').where({ organization_id: org })`,
  ofAnyone: `db('orders').where({ parent_id: org })`,
  change: (keys) => `db('orders').whereIn('id', ${keys}).delete()`,
}

const kysely: Library = {
  before: `import { Kysely } from 'kysely'\nconst db = new Kysely<any>({})`,
  ofTenant: `db.selectFrom('orders').select('id').where('organization_id', '=', org).execute()`,
  ofAnyone: `db.selectFrom('orders').select('id').where('parent_id', '=', org).execute()`,
  change: (keys) => `db.deleteFrom('orders').where('id', 'in', ${keys}).execute()`,
}

const libraries = [
  ['Knex', knex],
  ['Kysely', kysely],
] as const

/** A function that gives keys, as it may be written. */
const functions = [
  ['all', 'return rows.map((row) => row.id)'],
  ['none where there are none', 'if (rows.length === 0) return []\nreturn rows.map((row) => row.id)'],
  ['them by a condition', 'return rows.length > 0 ? rows.map((row) => row.id) : []'],
  ['none where it says so', 'const ids = rows.map((row) => row.id)\nreturn org === "x" ? [] : ids'],
] as const

/** The verdict of what changes the orders of keys that a function gives; behind that, before it, and in another file. */
function verdictsBy({ before, change }: Library, load: string, gives: string): readonly (string | undefined)[] {
  const keys = `async function keysOf(org: string) {\nconst rows = await ${load}\n${gives}\n}`
  const called = `export async function run(org: string) {\nconst keys = await keysOf(org)\nreturn ${change('keys')}\n}`
  return [
    verdictsOf([before, called, keys].join('\n'), schema)[0],
    verdictsOf([before, keys, called].join('\n'), schema)[1],
    verdictsOf([before, `import { keysOf } from './keys'`, called].join('\n'), schema, { 'keys.ts': `${before}\nexport ${keys}` })[0],
  ]
}

describe.each(libraries)('keys that a function gives, in calls of %s', (_, library) => {
  it.each(functions)('are held as the rows are, wherever the function stands: %s', (__, gives) => {
    expect(verdictsBy(library, library.ofTenant, gives)).toEqual(['orders: by-row', 'orders: by-row', 'orders: by-row'])
  })

  it.each(functions)('are not where the rows are those of anyone: %s', (__, gives) => {
    const [behind, before, elsewhere] = verdictsBy(library, library.ofAnyone, gives)
    expect([behind, before, elsewhere]).toEqual(['orders: dynamic', 'orders: dynamic', 'orders: by-key'])
  })

  it('are not where the function gives others, too', () => {
    const gives = 'if (rows.length > 9) return input.ids\nreturn rows.map((row) => row.id)'
    for (const verdict of verdictsBy(library, library.ofTenant, gives)) expect(verdict).not.toBe('orders: by-row')
  })

  it('are not where the function takes a later query of the same function', () => {
    const { before, change, ofTenant } = library
    const body = `let rows: any[] = input.rows\nwhile (rows.length > 0) {\nawait ${change('rows.map((row) => row.id)')}\nrows = await ${ofTenant}\n}`
    expect(verdictsOf(`${before}\nexport async function run(org: string, input: any) {\n${body}\n}`, schema)[0]).toBe('orders: by-key')
  })
})

describe.each(libraries)('keys that are those of rows on one way alone, in calls of %s', (_, { before, ofTenant, change }) => {
  it.each([
    ['by a condition', 'const keys = own ? rows.map((row) => row.id) : more'],
    ['the other way around', 'const keys = own ? more : rows.map((row) => row.id)'],
    ['that were set', 'let keys = more\nif (own) keys = rows.map((row) => row.id)'],
  ])('hang on the condition: %s', (__, keys) => {
    const run = `export async function run(org: string, own: boolean, more: string[]) {\nconst rows = await ${ofTenant}\n${keys}\nreturn ${change('keys')}\n}`
    expect(verdictsOf([before, run].join('\n'), schema)).toEqual(['orders: scoped', 'orders: dynamic'])
  })
})
