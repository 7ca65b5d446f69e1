/** What Postgres says of each statement of a unit, after its migrations. */
import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { splitScript } from '../../src/sql/script.ts'
import type { Statement, Unit } from './units.ts'

export interface Refusal {
  readonly code: string
  readonly message: string
}

export const startPostgres = (): Promise<PGlite> =>
  PGlite.create({ extensions: { btree_gin, btree_gist, hstore, pg_stat_statements, pg_trgm, unaccent, uuid_ossp } })

async function refusalOf(db: PGlite, sql: string): Promise<Refusal | undefined> {
  try {
    await db.exec(sql)
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '?'
    return { code, message: error instanceof Error ? error.message : String(error) }
  }
}

/** Named parameters as Postgres numbers them; a cast keeps its colons. */
function numbered(sql: string): string {
  const names: string[] = []
  return sql.replaceAll(/(?<![:\w']):([a-zA-Z_]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
}

/** Queries are planned, not run: what they ask for may not be there, such as a statistics collector. */
function asRun(text: string): string {
  const sql = numbered(text)
  if (/^(?:select|with)\b/i.test(sql)) return `explain (generic_plan) ${sql}`
  return sql.replace(/^explain\s*\([^)]*\)/i, 'explain')
}

/** In a transaction of the text itself each statement has its savepoint, so that one refusal does not refuse the rest. */
export async function refusalsOf(db: PGlite, { migrations, statements }: Unit): Promise<Map<Statement, Refusal>> {
  await db.exec('rollback; drop schema public cascade; create schema public')
  for (const sql of migrations) for (const { text } of splitScript(sql).statements) await refusalOf(db, numbered(text))
  const refusals = new Map<Statement, Refusal>()
  let isOpen = false
  for (const statement of statements) {
    const ends = /^(?:commit|rollback|end)\b/i.test(statement.text)
    if (isOpen && !ends) await db.exec('savepoint before')
    const refusal = await refusalOf(db, asRun(statement.text))
    if (refusal) refusals.set(statement, refusal)
    if (isOpen && refusal) await db.exec('rollback to before')
    isOpen = (isOpen && !ends) || /^(?:begin|start transaction)\b/i.test(statement.text)
  }
  return refusals
}
