import type { Catalog } from './catalog.ts'
import type { Change } from './change.ts'
import type { Edit, Range } from './place.ts'

/** One thing that a file does to the database, at its place. */
export interface Action<C extends Change = Change> {
  readonly change: C
  /** What to point at, in the file. */
  readonly range: Range
  /** Which statement of the file it belongs to. */
  readonly statement: number
  /**
   * Why it surely runs in a transaction: the file begins one, the tool does around the whole file or sends it as one text, or it stands in
   * one string with other statements.
   */
  readonly transaction: 'begun' | 'tool' | 'file' | 'together' | undefined
  /** Changes the text of its statement, where it stands in the file. */
  readonly edit: StatementEdits
}

/** No edits are given where the text of a statement cannot be edited. */
export interface StatementEdits {
  /** Puts words behind the first of the statement that are like this. */
  behind(words: RegExp, text: string): readonly Edit[]
  atEnd(text: string): readonly Edit[]
  /** Puts another statement before it, on a line of its own. */
  before(sql: string): readonly Edit[]
}

/** What a file does to the database besides reading rows, in its order. */
export interface Script {
  readonly actions: readonly Action[]
  /** It leads from one version of the schema to the next. */
  readonly isMigration: boolean
  /** The database before it is run; of no migration, as it stands. */
  readonly before: Catalog
  /** It says that its tool is to begin no transaction, as it does otherwise. */
  readonly declinesTransaction: boolean
  /** What to do for a statement that runs in no transaction: a sentence without its full stop. */
  readonly wayOut: string | undefined
  /** What undoes it; undefined of no migration, and where its tool knows no such thing. */
  readonly wayBack: WayBack | undefined
}

/** The other direction of a migration. */
export interface WayBack {
  readonly kind: 'none' | 'empty' | 'given'
  /** Where it is, or would be: `under ...`, `in ...`. */
  readonly where: string
  /** In SQL, without its comments. */
  readonly text?: string
}
