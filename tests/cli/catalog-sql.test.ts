import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { beforeAll, describe, expect, it } from 'vitest'
import { Catalog } from '../../src/catalog/catalog.ts'
import { Fold } from '../../src/catalog/fold.ts'
import type { State } from '../../src/catalog/fold/state.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { catalogJson } from '../../src/cli/catalog-json.ts'
import { catalogSql } from '../../src/cli/catalog-sql.ts'
import { readSettings } from '../../src/settings/read.ts'
import { splitScript } from '../../src/sql/script.ts'
import { stepOf } from '../conformance/support/both.ts'
import type { PlainDatabase } from '../../src/cli/doctor/database/plain.ts'
import { compareDatabases } from '../conformance/support/compare.ts'
import { readCases } from '../conformance/support/cases.ts'
import { plainDatabase } from '../conformance/support/plain.ts'
import { newPostgres, readPostgres, resetPostgres } from '../conformance/support/postgres.ts'

const folder = new URL('../conformance/ddl/', import.meta.url)
const files = readdirSync(folder).map((file) => ({ file, cases: readCases(readFileSync(new URL(file, folder), 'utf8')) }))
const { settings } = readSettings(undefined)

interface Read {
  readonly catalog: Catalog
  readonly state: State
}

function readAll(statements: readonly string[]): Read {
  const fold = new Fold()
  fold.run(statements.map((sql) => stepOf(sql)))
  return { catalog: readState(fold.state, []), state: fold.state }
}

const places: ReadonlySet<string> = new Set(['place', 'unread'])

/** What `tenancy catalog --format json` prints, without places. */
function jsonOf(catalog: Catalog): unknown {
  const json = catalogJson(
    { catalog, sources: [], problems: [], looked: [], leftOut: [], unreadable: [], reason: undefined },
    settings,
    '/',
  )
  return JSON.parse(JSON.stringify(json, (key, value: unknown) => (places.has(key) ? undefined : value)))
}

/** What a list holds, in the order of the names. */
function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'indexes' && Array.isArray(inner) ? [...(inner as { name: string }[])].sort((a, b) => (a.name < b.name ? -1 : 1)) : inner,
    ),
  )
}

/** A type that is not known is printed as text. */
function withoutTypes(value: unknown, like: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof like !== 'object' || like === null) return value
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    const other = (like as Record<string, unknown>)[key]
    return [key, key === 'type' && other === null && inner === 'text' ? null : withoutTypes(inner, other)] as const
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** Without names that the catalog does not have, and what is left out for want of a body. */
function knownOf(database: PlainDatabase): PlainDatabase {
  return {
    ...database,
    functions: [],
    tables: database.tables.map((table) => ({
      ...table,
      constraintNames: [],
      triggers: [],
      columns: table.columns.map((column) => ({
        ...column,
        constraint: null,
        default: column.default?.startsWith('nextval') ? null : column.default,
      })),
    })),
  }
}

/** Views, policies and checks that call a function cannot be made without its body. */
function withoutLeftOut({ parts }: Catalog, sql: string): Catalog {
  const isMade = (what: string): boolean => !sql.includes(`-- Left out: ${what},`)
  const tables = parts.tables
    .filter(({ name }) => isMade(`the view ${name}`))
    .map((table) => ({
      ...table,
      policies: table.policies.filter(({ name }) => isMade(`the policy ${name} of ${table.name}`)),
      checks: table.checks.filter(({ name }) => isMade(`the check ${name} of ${table.name}`)),
    }))
  return new Catalog({ ...parts, tables })
}

function plain({ catalog, state }: Read): PlainDatabase {
  return knownOf(plainDatabase(catalog, state))
}

describe('tenancy catalog --format sql', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { btree_gist, citext, hstore, pg_trgm } })
  })

  /** The printed statements, and in what the database that they make is another one. */
  async function roundTrip(statements: readonly string[]): Promise<string> {
    const read = readAll(statements)
    const sql = catalogSql(read.catalog)
    const before = { ...read, catalog: withoutLeftOut(read.catalog, sql) }
    await resetPostgres(db)
    const pieces = splitScript(sql).statements.map(({ text }) => text)
    const refused: string[] = []
    for (const text of pieces) await db.exec(text).catch((error: unknown) => refused.push(`${String(error)}: ${text}`))
    expect(refused).toEqual([])
    const after = readAll(pieces)
    const wanted = sorted(jsonOf(before.catalog))
    expect(withoutTypes(sorted(jsonOf(after.catalog)), wanted)).toEqual(wanted)
    expect(compareDatabases(plain(before), plain(after))).toEqual([])
    expect(compareDatabases(plain(after), knownOf(await readPostgres(db)))).toEqual([])
    return sql
  }

  describe.each(files)('$file', ({ cases }) => {
    it.each(cases)('gives the same catalog again: $name', async ({ statements }) => {
      await roundTrip(statements.map(({ sql }) => sql))
    })
  })

  it('escapes names and texts', async () => {
    await roundTrip([
      'create schema "s""; --"',
      `create type "s""; --"."a'b" as enum ('it''s', E'\n; --')`,
      `create domain "d; x" as text not null default 'it''s; --'`,
      `create table "s""; --"."t""; drop table x; --" (id bigint generated by default as identity, "a""b" "s""; --"."a'b" default 'it''s', "select" "d; x", constraint "k"";" check ("select" <> '; --'))`,
      `create unique index "i\n--" on "s""; --"."t""; drop table x; --" ("select" desc nulls last, lower("select") text_pattern_ops) include (id) nulls not distinct where id > 3`,
      'alter table "s""; --"."t""; drop table x; --" enable row level security',
      `create policy "p""\n;" on "s""; --"."t""; drop table x; --" to "Reader", current_user using (id = 3)`,
      'create view "v\n" as select id as "x\ny" from "s""; --"."t""; drop table x; --"',
    ])
  })

  it('says what is left out, and keeps it in its comment', async () => {
    const sql = await roundTrip([
      `create function "f\ndrop table t; --"() returns trigger language plpgsql as $$ begin return new; end $$`,
      `create function own() returns int language sql as 'select 1'`,
      'create table t (id int primary key)',
      `create trigger "g\ndrop table t; --" before insert on t for each row execute function "f\ndrop table t; --"()`,
      'create policy p on t using (id = own())',
    ])
    expect(sql.split('\n').filter((line) => line.startsWith('--'))).toEqual([
      '-- Left out: the policy p of t, since the body of own is not known.',
      '-- CREATE POLICY p ON t FOR ALL TO PUBLIC USING (id = own());',
      String.raw`-- Left out, since the catalog does not hold their bodies: the functions U&"f\000adrop table t; --", own.`,
      String.raw`-- Left out: the trigger U&"g\000adrop table t; --" of t, which runs f`,
      '-- drop table t; --.',
    ])
  })
})
