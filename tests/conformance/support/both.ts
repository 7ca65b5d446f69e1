import type { PGlite } from '@electric-sql/pglite'
import { Fold, type Step } from '../../../src/catalog/fold.ts'
import { readState } from '../../../src/catalog/read-state.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { compareDatabases } from './compare.ts'
import { compareViews } from './compare-views.ts'
import { compareKept } from './kept.ts'
import { plainDatabase } from './plain.ts'
import { readPostgres } from './postgres.ts'

/** What a statement does, as a step of the fold; nothing where it does not parse. */
export function stepOf(sql: string, file = 'schema.sql'): Step {
  const parsed = libpgQuery.parse(sql)
  const changes = parsed.ok ? parsed.value.flatMap((statement) => statement.changes) : []
  return { file, changes, place: (range) => ({ file, range }) }
}

const wouldRefuse = /^.*\bPostgres would refuse it: /s

/** The same statements, given to Postgres and to the fold. */
export class Both {
  readonly db: PGlite
  readonly fold = new Fold()
  /** Whether Postgres refused the last statement. */
  outcome = false
  readonly #steps: Step[] = []
  #inTransaction = false

  constructor(db: PGlite) {
    this.db = db
  }

  /** Runs a statement in both; in what they differ about it. */
  async apply(sql: string): Promise<string[]> {
    const theirs = await this.#runPostgres(sql)
    const ours = this.#runFold(sql)
    this.outcome = theirs !== undefined
    if (this.outcome === (ours !== undefined)) return []
    return [theirs === undefined ? `  refused by us alone: ${ours ?? ''}` : `  refused by Postgres alone: ${theirs}`]
  }

  /** In what the databases differ. */
  async compare(): Promise<string[]> {
    const catalog = readState(this.fold.state, [])
    const differences = compareDatabases(plainDatabase(catalog, this.fold.state), await readPostgres(this.db))
    if (differences.length > 0) return differences
    return [...(await compareKept(this.db, this.fold.state)), ...(await compareViews(this.db, catalog))]
  }

  /** Why Postgres refuses it, if it does. Within a transaction that is all that a refused statement does. */
  async #runPostgres(sql: string): Promise<string | undefined> {
    const isControl = /^(?:begin|start|commit|end|abort|rollback|savepoint|release)\b/i.test(sql)
    const isGuarded = this.#inTransaction && !isControl
    try {
      if (isGuarded) await this.db.exec('savepoint before_step')
      await this.db.exec(isGuarded ? `${sql}; release before_step` : sql)
      if (/^(?:begin|start)\b|\band chain$/i.test(sql)) this.#inTransaction = true
      else if (/^(?:commit|end|abort|rollback(?! to))\b/i.test(sql)) this.#inTransaction = false
      return undefined
    } catch (error) {
      if (isGuarded) await this.db.exec('rollback to before_step')
      return error instanceof Error ? error.message : String(error)
    }
  }

  #runFold(sql: string): string | undefined {
    this.#steps.push(stepOf(sql))
    const before = this.fold.unread.length
    this.fold.run(this.#steps)
    const reason = this.fold.unread.at(before)?.reason
    return reason !== undefined && wouldRefuse.test(reason) ? reason.replace(wouldRefuse, '') : undefined
  }
}
