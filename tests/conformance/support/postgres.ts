import { readFileSync } from 'node:fs'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

/** What a database holds, in words that the catalog has too. */
export interface PlainDatabase {
  readonly tables: readonly PlainTable[]
  readonly types: readonly string[]
  readonly sequences: readonly string[]
  readonly functions: readonly string[]
  readonly extensions: readonly string[]
  readonly schemas: readonly string[]
}

export interface PlainTable {
  readonly name: string
  readonly kind: string
  readonly columns: readonly PlainColumn[]
  readonly keys: readonly string[]
  readonly foreignKeys: readonly string[]
  readonly checks: readonly { readonly name: string; readonly state: string; readonly expression: string }[]
  readonly indexes: readonly PlainIndex[]
  readonly constraintNames: readonly string[]
  readonly rowSecurity: string
  readonly policies: readonly {
    readonly name: string
    readonly rest: string
    readonly using: string | null
    readonly withCheck: string | null
  }[]
  readonly triggers: readonly string[]
  readonly partitionOf: readonly string[]
  readonly parents: readonly string[]
  readonly partitionBy: string | null
  readonly securityInvoker: boolean
}

export interface PlainColumn {
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly notNull: boolean
  /** Of its NOT NULL constraint. */
  readonly constraint: string | null
  readonly hasDefault: boolean
  readonly default: string | null
  readonly generated: string | null
  readonly identity: string | null
}

export interface PlainKey {
  readonly key: string
  readonly order: string
  readonly operatorClass: string | null
  readonly collation: string | null
  readonly operator: string | null
}

export interface PlainIndex {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly valid: boolean
  readonly keys: readonly PlainKey[]
  readonly include: readonly string[]
  readonly predicate: string | null
  readonly constraint: string | null
  readonly ofParent: boolean
}

const reading = readFileSync(new URL('read-database.sql', import.meta.url), 'utf8')

/** A Postgres in process, with roles that policies may name. */
export async function newPostgres(options: PGliteOptions = {}): Promise<PGlite> {
  const db = await PGlite.create(options)
  await db.exec(
    `${reading}; create role app; create role "Reader"; create foreign data wrapper none; create server nowhere foreign data wrapper none`,
  )
  return db
}

export async function readPostgres(db: PGlite): Promise<PlainDatabase> {
  const { rows } = await db.query<{ database: PlainDatabase }>('select conformance.database()')
  const [row] = rows
  if (!row) throw new Error('Postgres said nothing')
  return row.database
}

/** Everything as it was before the first statement. */
export async function resetPostgres(db: PGlite): Promise<void> {
  await db.exec('rollback')
  await db.exec('discard all')
  const { rows } = await db.query<{ drop: string }>('select conformance.drops() as drop')
  for (const { drop } of rows) await db.exec(drop)
  await db.exec('create schema public')
}
