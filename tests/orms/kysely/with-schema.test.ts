import { describe, expect, it } from 'vitest'
import { queriesOfCalls } from '../../support/told-calls.ts'

const schema = `
create schema crm;
create table contacts (id uuid primary key, email text);
create table crm.contacts (id uuid primary key, organization_id uuid not null, email text);
`

const read = "selectFrom('contacts').selectAll().execute()"
const db = "import { Kysely } from 'kysely'\nexport const db = new Kysely<DB>({}).withSchema('crm')"
const head = "import { Kysely, type Transaction } from 'kysely'\nimport { db } from './db'\n"

/** The tables that the queries of a program read, which may import an instance that has a schema. */
function tablesOf(program: string, instance = db): string[] {
  const queries = queriesOfCalls(head + program, { schema, files: { 'db.ts': instance } })
  return queries.map((query) => /(?:FROM|INTO|UPDATE) (\S+)/.exec(query)?.[1] ?? query)
}

describe('a schema of an instance goes with it', () => {
  it.each([
    ['itself', `db.${read}`],
    ['a transaction', `db.transaction().execute(async (trx) => trx.${read})`],
    ['a transaction with settings', `db.transaction().setIsolationLevel('serializable').execute(async (trx) => trx.${read})`],
    ['a transaction in a transaction', `db.connection().execute((one) => one.transaction().execute((trx) => trx.${read}))`],
    ['what is started', `export const f = async () => { const trx = await db.startTransaction().execute(); await trx.${read} }`],
    ['its type', `export const f = (conn: typeof db) => conn.${read}`],
    ['its type by a name', `type Db = typeof db\nexport const f = (conn: Db) => conn.${read}`],
    ['itself or a transaction', `export const f = (trx?: Transaction<DB>) => (trx ?? db).${read}`],
    ['a standard', `export const f = (conn = db) => conn.${read}`],
    ['a field that is set', `class A { db = db; f() { return this.db.${read} } }`],
    ['a field of its type', `class A { constructor(private readonly conn: typeof db) {} f() { return this.conn.${read} } }`],
    ['a getter', `class A { get db() { return db } f() { return this.db.${read} } }`],
    ['a plugin', `const other = db.withPlugin(new CamelCasePlugin())\nexport const f = (conn: typeof other) => conn.${read}`],
    ['writes', `export const f = (conn: typeof db) => conn.updateTable('contacts').set({ email: '' }).execute()`],
  ])('%s', (_, program) => {
    expect(tablesOf(program)).toEqual(['crm.contacts'])
  })
})

describe('no other schema than', () => {
  it.each([
    ['the last', `db.withSchema('public').${read}`, 'public.contacts'],
    ['the last of a transaction', `db.transaction().execute((trx) => trx.withSchema('public').${read})`, 'public.contacts'],
    ['that of another one', `const own = new Kysely<DB>({})\nown.transaction().execute((trx) => trx.${read})`, 'contacts'],
    [
      'what a name says',
      `export const f = (conn: typeof db) => conn.selectFrom('public.contacts').selectAll().execute()`,
      'public.contacts',
    ],
    ['that of a type alone', `export const f = (conn: Kysely<DB>) => conn.${read}`, 'contacts'],
    ['what cannot be seen', `export const f = (ctx) => ctx.db.${read}`, 'contacts'],
  ])('%s', (_, program, table) => {
    expect(tablesOf(program)).toEqual([table])
  })

  it('that of the instance of a file', () => {
    const plain = "import { Kysely } from 'kysely'\nexport const db = new Kysely<DB>({})"
    expect(tablesOf(`export const f = (conn: typeof db) => conn.${read}`, plain)).toEqual(['contacts'])
  })
})

it('names of common tables are in none', () => {
  const program = `export const f = (conn: typeof db) => conn.with('recent', (qb) => qb.selectFrom('contacts').selectAll()).selectFrom('recent').selectAll().execute()`
  expect(queriesOfCalls(head + program, { schema, files: { 'db.ts': db } })[0]).toMatch(/crm\.contacts.*FROM recent$/s)
})
