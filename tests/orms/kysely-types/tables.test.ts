import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { kyselyTypes } from '../../../src/orms/kysely-types/index.ts'
import { loadSchema } from '../../../src/project/project.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { foldOf, virtualWorld } from '../support/conform.ts'

/** The tables with their columns, and what was not read. */
function tablesOf(files: Readonly<Record<string, string>>): string[] {
  const world = virtualWorld(files)
  const fold = foldOf(kyselyTypes.statements([{ file: 'db.ts', text: files['db.ts'] ?? '' }], world))
  const catalog = readState(fold.state, [])
  const tables = [...catalog.tables].map(({ schema, name, columns }) => {
    const shown = columns.map((column) => `${column.name}${column.nullable ? '?' : ''}${column.default ? ' default' : ''}`)
    return `${schema === 'public' ? '' : `${schema}.`}${name}: ${shown.join(', ')}`
  })
  return [...tables.sort(), ...fold.unread.map(({ reason }) => reason)]
}

const types = `
  import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
  import type { Stamps } from './stamps'
  export interface UserTable extends Stamps {
    id: Generated<number>
    organization_id: string
    email: string | null
    nick?: string
    settings: JSONColumnType<{ theme: string }>
    number: GeneratedAlways<number>
    joined: ColumnType<Date, string | undefined, never>
  }
  type OrderTable = { id: string } & Stamps
  export interface Database { users: UserTable; 'billing.orders': OrderTable; tags: { name: string } }
`
const stamps = "import type { ColumnType } from 'kysely'\nexport type Stamps = { deletedAt: ColumnType<Date | null> }"

describe('the types of an instance tell tables and columns', () => {
  it('of interfaces in several files', () => {
    const db =
      "import { Kysely } from 'kysely'\nimport type { Database } from './types'\nexport const db = new Kysely<Database>({ dialect })"
    expect(tablesOf({ 'db.ts': db, 'types.ts': types, 'stamps.ts': stamps })).toEqual([
      'billing.orders: id, deletedAt?',
      'tags: name',
      'users: deletedAt?, id default, organization_id, email?, nick?, settings, number default, joined default',
    ])
  })

  it('with the names that CamelCasePlugin makes', () => {
    const db = `import { CamelCasePlugin, Kysely } from 'kysely'
      interface UserRow { firstName: string }
      const db = new Kysely<{ userAccounts: UserRow }>({ dialect, plugins: [new CamelCasePlugin()] })`
    expect(tablesOf({ 'db.ts': db })).toEqual(['user_accounts: first_name'])
  })

  it('of a parameter, where nothing is made', () => {
    expect(tablesOf({ 'db.ts': 'interface DB { a: { b: string } }\nexport const f = (db: Kysely<DB>) => db' })).toEqual(['a: b'])
  })

  it('as far as they are known', () => {
    const db = `import type { Row } from 'elsewhere'
      interface DB { a: Row; b: { [key: string]: string; c: string }; d: { e: Row } }
      new Kysely<DB>({})`
    expect(tablesOf({ 'db.ts': db })).toEqual([
      'a: ',
      'b: c',
      'd: e',
      'not all of its columns are known',
      'not all of its columns are known',
    ])
    expect(tablesOf({ 'db.ts': 'new Kysely<Missing>({})' })).toEqual([])
    expect(tablesOf({ 'db.ts': 'interface A extends A {}\nnew Kysely<A>({})' })).toEqual([])
  })

  it('each at its property', () => {
    const files = { 'db.ts': 'interface DB { users: { id: string } }\nnew Kysely<DB>({})' }
    const [table] = kyselyTypes.statements([{ file: 'db.ts', text: files['db.ts'] }], virtualWorld(files))
    const [change] = table?.changes ?? []
    const slice = (range: readonly [number, number] | undefined): string => files['db.ts'].slice(...(range ?? [0, 0]))
    expect(slice(change?.range)).toBe('users')
    const [column] = change?.kind === 'create table' ? change.elements : []
    expect(column?.kind === 'column' ? slice(column.column.range) : undefined).toBe('id: string')
  })
})

describe('they count', () => {
  const db = "import { Kysely } from 'kysely'\nexport const db = new Kysely<{ users: { id: string } }>({})"
  const sources = (files: Readonly<Record<string, string>>, dependencies = '"kysely":"1","pg":"8"'): string[] => {
    const root = makeRepository({ 'package.json': `{"name":"a","dependencies":{${dependencies}}}`, ...files })
    return loadSchema(join(root, 'x.ts'), defaultSettings, root).sources.map(
      ({ path, reader }) => `${reader} ${path.slice(root.length + 1)}`,
    )
  }

  it('where there is nothing else', () => {
    expect(sources({ 'src/db.ts': db })).toEqual(['kysely-types src/db.ts'])
    expect(sources({ 'src/db.ts': db, 'schema.sql': 'create table users (id int);' })).toEqual(['sql schema.sql'])
    expect(
      sources({ 'src/db.ts': db, 'migrations/1.ts': "import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) {}" }),
    ).toEqual(['kysely migrations/1.ts'])
  })

  it('where Kysely is used, for Postgres', () => {
    expect(sources({ 'src/db.ts': db.replace('kysely', './kysely') }, '"pg":"8"')).toEqual([])
    expect(sources({ 'src/db.ts': db }, '"pg":"8"')).toEqual(['kysely-types src/db.ts'])
    expect(sources({ 'src/db.ts': db }, '"kysely":"1","better-sqlite3":"9"')).toEqual([])
  })
})

const codegen = `/**
 * This file was generated by kysely-codegen.
 */
import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;
export type Json = JsonValue;
export type JsonValue = string | number | boolean | null;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface BillingInvoices {
  id: Generated<Int8>;
  paid: Generated<boolean>;
}
export interface Orders {
  created_at: Generated<Timestamp>;
  deleted_at: Timestamp | null;
  notes: Generated<Json | null>;
  organization_id: string;
}
export interface DB {
  "billing.invoices": BillingInvoices;
  orders: Orders;
}
`

/** The tables that are found in a package. */
function foundIn(files: Readonly<Record<string, string>>): string[] {
  const root = makeRepository({ 'package.json': '{"name":"a","dependencies":{"kysely":"1","pg":"8"}}', ...files })
  const { catalog } = loadSchema(join(root, 'x.ts'), { ...defaultSettings }, root)
  return catalog.tables
    .map(
      ({ schema, name, columns }) =>
        `${schema}.${name}: ${columns.map((column) => `${column.name}${column.nullable ? '?' : ''}${column.hasDefault ? ' default' : ''}`).join(', ')}`,
    ) // prettier-ignore
    .sort()
}

const ofCodegen = [
  'billing.invoices: id default, paid default',
  'public.orders: created_at default, deleted_at?, notes? default, organization_id',
]

describe('generated types', () => {
  it.each(['./db', './db.js', './db.d', './db.d.ts'])('of kysely-codegen, imported from %s', (from) => {
    const db = `import { Kysely } from 'kysely'\nimport type { DB } from '${from}'\nexport const db = new Kysely<DB>({})`
    expect(foundIn({ 'src/index.ts': db, 'src/db.d.ts': codegen })).toEqual(ofCodegen)
  })

  it.each([
    ['a call', "import { createKysely } from '@vercel/postgres-kysely'\nexport const db = createKysely<DB>()"],
    ['a class', "import { Kysely } from 'kysely'\nexport class Database extends Kysely<DB> {}"],
    ['the end of a long file', `import { Kysely } from 'kysely'\n${'// more\n'.repeat(1000)}export const db = new Kysely<DB>({})`],
  ])('for an instance that %s makes', (_, made) => {
    expect(foundIn({ 'src/index.ts': `import type { DB } from './types'\n${made}`, 'src/types.d.ts': codegen })).toEqual(ofCodegen)
  })

  it('of prisma-kysely, under the names that the database has', () => {
    const types = `import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
export const Role = { ADMIN: "ADMIN" } as const;
export type Role = (typeof Role)[keyof typeof Role];
export type Account = { id: Generated<string>; role: Role; full_name: string | null };
export type DB = { "user_accounts": Account };
`
    const db = "import { Kysely } from 'kysely'\nimport type { DB } from './db/types'\nexport const db = new Kysely<DB>({})"
    expect(foundIn({ 'src/index.ts': db, 'src/db/types.ts': types })).toEqual(['public.user_accounts: id default, role, full_name?'])
  })
})
