import type { HostText } from '../sql/host-text.ts'
import type { Range } from '../sql/lexer.ts'
import type { SqlEngine, SqlError, Statement } from '../sql/engine.ts'

/** One SQL statement of a file: a piece of a script, or a string of a program. */
export interface SqlStatement {
  /** Its text, with the way from the ranges in it to those of the file. */
  readonly source: HostText
  readonly range: Range
  /** What it is; undefined when the engine could not read it, and then `error` says why. */
  readonly statement: Statement | undefined
  readonly error: SqlError | undefined
}

/** What a file holds for the rules; read once, shared by all. */
export interface Document {
  /** In the order of the file. */
  readonly statements: readonly SqlStatement[]
  /** The file is SQL of another database, or a template of one, and is left alone. */
  readonly foreign: boolean
  readonly engine: SqlEngine
}

/** A document that holds no query and no definition. */
export function emptyDocument(engine: SqlEngine): Document {
  return { statements: [], foreign: false, engine }
}
