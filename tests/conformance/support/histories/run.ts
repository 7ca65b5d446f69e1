import type { PGlite } from '@electric-sql/pglite'
import { Both } from '../both.ts'

/** Where two databases came to differ, and in what. */
export interface Difference {
  readonly at: number
  readonly lines: readonly string[]
}

/**
 * Neither the names of array types nor the types of expressions are followed, and a superuser may rename a type of
 * Postgres: what Postgres makes of that ends the history.
 */
const isLimit =
  /refused by Postgres alone: (?:type "_.* already exists|operator does not exist)|refused by us alone: .* is a type of the database system/

/** How many statements Postgres was given, and how many it took. */
export interface Tally {
  given: number
  taken: number
}

interface RunOptions {
  /** Compare after each statement, and not at the end alone. */
  readonly compareEach?: boolean
  readonly tally?: Tally
}

/** The first statement that one refuses and the other does not, or else in what they differ: at the end, or after each statement. */
export async function runHistory(
  db: PGlite,
  statements: readonly string[],
  { compareEach = false, tally = { given: 0, taken: 0 } }: RunOptions = {},
): Promise<Difference | undefined> {
  const both = new Both(db)
  try {
    for (const [at, sql] of statements.entries()) {
      const differences = await both.apply(sql)
      tally.given++
      if (!both.outcome) tally.taken++
      const isLast = at === statements.length - 1
      if (differences.some((line) => isLimit.test(line))) return undefined
      const lines = differences.length > 0 || !(compareEach || isLast) ? differences : await both.compare()
      if (lines.length > 0) return { at, lines }
    }
    return undefined
  } finally {
    await db.exec('rollback')
  }
}

/** BEGIN, and the savepoint that a history may go back to. */
const opening = 2

/** The shortest script found that ends with the same statement and still makes a difference. */
export async function shrink(
  db: PGlite,
  history: readonly string[],
): Promise<{ readonly script: readonly string[]; readonly lines: readonly string[] }> {
  let found = await runHistory(db, history, { compareEach: true })
  let script = history.slice(0, (found?.at ?? history.length - 1) + 1)
  for (let size = Math.ceil(script.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = opening; from < script.length - 1;) {
      const shorter = script.toSpliced(from, Math.min(size, script.length - 1 - from))
      const still = await runHistory(db, shorter)
      if (still?.at === shorter.length - 1 && still.lines[0] === found?.lines[0]) [script, found] = [shorter, still]
      else from += size
    }
  }
  return { script, lines: found?.lines ?? [] }
}
