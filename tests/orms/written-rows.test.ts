import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'

const schema = `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name text NOT NULL, number int);
`

const libraries: Record<string, readonly [head: string, insert: (row: string) => string]> = {
  Drizzle: [
    `import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id'), organization_id: uuid('organization_id'), name: text('name'), number: integer('number') })`,
    (row) => `db.insert(orders).values(${row})`,
  ],
  Kysely: [
    `import { Kysely } from 'kysely'\nconst db = new Kysely<DB>({ dialect })`,
    (row) => `db.insertInto('orders').values(${row}).execute()`,
  ],
  Knex: [`import knexLib from 'knex'\nconst knex = knexLib({ client: 'pg' })`, (row) => `knex('orders').insert(${row})`],
  'supabase-js': [
    `import { createClient } from '@supabase/supabase-js'\nconst supabase = createClient(url, key)`,
    (row) => `supabase.from('orders').insert(${row})`,
  ],
}

/** Which rows of each library are told that are inserted without a tenant. */
function told(row: string, before = ''): readonly string[] {
  return Object.entries(libraries).flatMap(([name, [head, insert]]) => {
    const text = `${head}\nexport async function add(id: string, org: string, n?: number, more?: object) { ${before}; await ${insert(row)} }`
    return lint(text, { rule: 'require-tenant-on-insert', schema, file: 'src/orders.ts' }).length > 0 ? [name] : []
  })
}

describe('a row that is given more on some ways', () => {
  it.each([
    ['by one object or another', `{ id, name: 'a', ...(n ? { number: n } : {}) }`],
    ['by &&', `{ id, name: 'a', ...(n !== undefined && { number: n }) }`],
    ['by a property that is set', 'row', `const row: any = { id, name: 'a' }; if (n) row.number = n`],
    ['of a list', `[{ id, organization_id: org, ...(n ? { number: n } : {}) }, { id, name: 'a' }]`],
  ])('is told where none of them is the tenant: %s', (_, row, before?: string) => {
    expect(told(row, before)).toEqual(Object.keys(libraries))
  })

  it.each([
    ['the tenant on one', `{ id, name: 'a', ...(n ? { organization_id: org } : {}) }`],
    ['the tenant on all', `{ id, name: 'a', ...(n ? { organization_id: org, number: n } : { organization_id: org }) }`],
    ['the tenant by a property that is set', 'row', `const row: any = { id, name: 'a' }; if (n) row.organization_id = org`],
    ['what cannot be seen', `{ id, name: 'a', ...(n ? more : {}) }`],
    ['the tenant beside them', `{ id, name: 'a', ...(n ? { number: n } : {}), organization_id: org }`],
  ])('is not told where that is, or may be, %s', (_, row, before?: string) => {
    expect(told(row, before)).toEqual([])
  })
})
