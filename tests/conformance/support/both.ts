import type { PGlite } from '@electric-sql/pglite'
import { Fold, type Step } from '../../../src/catalog/fold.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { readState } from '../../../src/catalog/read-state.ts'
import { compareDatabases } from './compare.ts'
import { compareViews } from './compare-views.ts'
import { plainDatabase } from './plain.ts'
import { readPostgres } from './postgres.ts'

/** What a statement does, as a step of the fold; nothing where it does not parse. */
export function stepOf(sql: string, file = 'schema.sql'): Step {
  const parsed = libpgQuery.parse(sql)
  const changes = parsed.ok ? parsed.value.flatMap((statement) => statement.changes) : []
  return { file, changes, place: (range) => ({ file, range }) }
}

export type Outcome = { readonly refused: false } | { readonly refused: true; readonly reason: string }

/** The same statements, given to Postgres and to the fold. */
export class Both {
  outcome = false
  readonly db: PGlite
  readonly fold = new Fold()
  readonly #steps: Step[] = []

  constructor(db: PGlite) {
    this.db = db
  }

  /** Runs a statement in both; in what they differ about it. */
  async apply(sql: string): Promise<string[]> {
    const theirs = await this.#runPostgres(sql)
    const ours = this.#runFold(sql)
    this.outcome = theirs.refused
    if (theirs.refused === ours.refused) return []
    return [`  refused by ${theirs.refused ? `Postgres alone: ${theirs.reason}` : `us alone: ${ours.refused ? ours.reason : ''}`}`]
  }

  /** In what the databases differ. */
  async compare(): Promise<string[]> {
    const catalog = readState(this.fold.state, [])
    const differences = compareDatabases(plainDatabase(catalog, this.fold.state), await readPostgres(this.db))
    return differences.length > 0 ? differences : compareViews(this.db, catalog)
  }

  async #runPostgres(sql: string): Promise<Outcome> {
    try {
      await this.db.exec(sql)
      return { refused: false }
    } catch (error) {
      return { refused: true, reason: error instanceof Error ? error.message : String(error) }
    }
  }

  #runFold(sql: string): Outcome {
    this.#steps.push(stepOf(sql))
    const before = this.fold.unread.length
    this.fold.run(this.#steps)
    const reason = this.fold.unread.at(before)?.reason
    return reason?.startsWith('Postgres would refuse it') ? { refused: true, reason } : { refused: false }
  }
}
