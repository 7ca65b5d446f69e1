import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, status text);
`

/** Libraries whose builders are changed by what is called on them: how a query begins, and what holds it, or narrows it, goes on. */
interface Notation {
  readonly head: string
  readonly begin: string
  readonly own: string
  readonly open: string
}

const libraries: Readonly<Record<string, Notation>> = {
  Drizzle: {
    head: `import { drizzle } from 'drizzle-orm/node-postgres'
import { eq } from 'drizzle-orm'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
const db = drizzle(url)
const orders = pgTable('orders', { id: uuid('id'), organization_id: uuid('organization_id'), status: text('status') })`,
    begin: 'db.select().from(orders).$dynamic()',
    own: '.where(eq(orders.organization_id, org))',
    open: '.limit(5)',
  },
  Knex: {
    head: `import knexLib from 'knex'\nconst knex = knexLib({ client: 'pg' })`,
    begin: `knex('orders').select('id')`,
    own: `.where('organization_id', org)`,
    open: `.where('status', 'open')`,
  },
  'supabase-js': {
    head: `import { createClient } from '@supabase/supabase-js'\nconst supabase = createClient(url, key)`,
    begin: `supabase.from('orders').select('id')`,
    own: `.eq('organization_id', org)`,
    open: `.eq('status', 'open')`,
  },
}

/** The verdicts of the queries of a function, in each library. */
function found(body: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(libraries).map(([name, { head, begin, own, open }]) => {
      const written = body.replaceAll('BEGIN', begin).replaceAll('.OWN', own).replaceAll('.OPEN', open)
      return [name, verdictsOf(`${head}\nexport async function run(org?: string, some?: boolean) {\n${written}\n}\n`, schema)]
    }),
  )
}

const inAll = (...verdicts: string[]): Record<string, string[]> =>
  Object.fromEntries(Object.keys(libraries).map((name) => [name, verdicts.map((verdict) => `orders: ${verdict}`)]))

describe('a query of a variable that a condition of the program goes on with, or leaves as it is', () => {
  it.each([
    ['is sent', 'return org ? query.OWN : query'],
    ['is sent, the other way round', 'return !org ? query : query.OWN'],
    ['is waited for', 'return await (org ? query.OWN : query)'],
    ['is sent by one of three ways', 'return org ? query.OWN : some ? query.OPEN : query'],
    ['is put into the variable', 'query = org ? query.OWN : query\nreturn query'],
    ['is put into another one', 'const narrowed = org ? query.OWN : query\nreturn narrowed'],
    [
      'is put into another one that goes on',
      'const narrowed = org ? query.OWN : query\nreturn narrowed.OPEN'.replace('.OPEN', '.limit(5)'),
    ],
  ])('%s', (_, then) => {
    expect(found(`let query = BEGIN\n${then}`)).toEqual(inAll('dynamic'))
  })

  it('is held where it is held before', () => {
    expect(found('const query = BEGIN.OWN\nreturn some ? query.limit(5) : query')).toEqual(inAll('scoped'))
  })

  it('is told where neither way holds it', () => {
    expect(found('const query = BEGIN\nreturn some ? query.OPEN : query')).toEqual(inAll('unscoped'))
  })

  it('is told by itself where each way begins another one', () => {
    expect(found('return org ? BEGIN.OWN : BEGIN')).toEqual(inAll('scoped', 'unscoped'))
  })

  it('is told where it is sent besides', () => {
    expect(found('const query = BEGIN\nawait query\nreturn org ? query.OWN : query')).toEqual(inAll('unscoped', 'dynamic'))
  })
})
