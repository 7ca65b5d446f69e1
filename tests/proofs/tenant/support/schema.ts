import type { Catalog } from '../../../../src/catalog/catalog.ts'
import { Fold } from '../../../../src/catalog/fold.ts'
import { readState } from '../../../../src/catalog/read-state.ts'
import { Judge, type Judged } from '../../../../src/proofs/tenant/judge.ts'
import type { Query } from '../../../../src/query/query.ts'
import { defaultSettings, type Settings } from '../../../../src/settings/settings.ts'
import { libpgQuery } from '../../../../src/sql/libpg-query/index.ts'

/** A schema under test: its DDL, what the team says, and the judge of both. */
export interface Schema {
  readonly name: string
  readonly ddl: string
  readonly catalog: Catalog
  readonly settings: Settings
  readonly judge: Judge
  /** Who runs the queries, where that is not the owner of everything. */
  readonly client: Client | undefined
}

export interface Client {
  /** Makes the role, before the tables are there. */
  readonly setup: string
  /** Begins a session of the asking tenant; it may have parameters. */
  readonly begin: string
}

export function schemaOf(name: string, ddl: string, given: Partial<Settings> = {}, client?: Client): Schema {
  const catalog = catalogOf(ddl)
  const settings = { ...defaultSettings, ...given }
  return { name, ddl, catalog, settings, judge: new Judge(catalog, settings), client }
}

function catalogOf(ddl: string): Catalog {
  const parsed = libpgQuery.parse(ddl)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const fold = new Fold()
  fold.run(parsed.value.map(({ changes }) => ({ file: 'schema.sql', changes, place: (range) => ({ file: 'schema.sql', range }) })))
  const [unread] = fold.unread
  if (unread) throw new Error(unread.reason)
  return readState(fold.state, [])
}

export function judgedBy({ judge }: Schema, query: Query): Judged[] {
  return judge.judgeAll(query)
}

/** The one query of a text. */
export function queryOf(sql: string): Query {
  const parsed = libpgQuery.parse(sql)
  if (!parsed.ok) throw new Error(`${parsed.error.message}: ${sql}`)
  const query = parsed.value[0]?.query
  if (!query) throw new Error(`no query: ${sql}`)
  return query
}
