import type { Table } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import type { Formula, Operand, Side } from './formula.ts'
import type { TableSource } from './query.ts'

/** Something in FROM that gives rows. */
export interface RowSource {
  /** The name that its columns go by. */
  readonly name: string
  readonly kind: 'table' | 'relation' | 'values' | 'function' | 'excluded' | 'hidden'
  /** Of a table. */
  readonly table: Table | undefined
  readonly node: TableSource | undefined
  readonly relation: Relation | undefined
  /** Its columns, where they are known. */
  readonly columns: readonly string[] | undefined
  /** Columns that are the same for all rows, or one of several values: all of them, or these. */
  readonly fixed: boolean | ReadonlySet<string>
  /** Rows that are known to be the tenant's own before anything is asked: those that a recursion goes on from. */
  readonly assumed: boolean
  /** The nullable sides of its block that it stands in. */
  readonly sides: readonly Side[]
}

export interface OutputColumn {
  readonly name: string
  /** What it is, where it is a column or a value. */
  readonly is: Operand | undefined
  /** It is one of several values. */
  readonly fixed: boolean
  /** Whether a condition on it from outside holds of the rows inside. */
  readonly passes: boolean
}

/** What is done with a table's rows. */
export type Deed = 'read' | 'update' | 'delete' | 'insert' | 'conflict update' | 'truncate' | 'copy'

/** One reference to a table, at one place of a query. */
export interface Access {
  readonly source: RowSource
  readonly table: Table | undefined
  readonly name: string
  readonly schema: string | undefined
  readonly does: Deed
  readonly range: Range
}

/** A query as rows: what it gives, what holds of them, and what stands inside. */
export interface Relation {
  readonly kind: 'block' | 'union' | 'intersect' | 'except' | 'values'
  readonly outputs: readonly OutputColumn[]
  /** Sources of which the columns are not known and that a star takes over. */
  readonly open: readonly RowSource[]
  /** What holds of each row. */
  formula: Formula
  readonly arms: readonly Relation[]
  /** What outer conditions say of the rows of each arm. */
  armsInward: readonly Formula[]
  /** Table references of this block itself. */
  readonly accesses: Access[]
  /** Relations inside, each with what its surroundings say of it. */
  readonly inside: Placed[]
  /** It gives a row even where nothing matches. */
  readonly alwaysHasRow: boolean
  /** Rows that it inserts. */
  readonly inserted: readonly Inserted[]
  /** Columns that it sets. */
  readonly assigned: readonly Assigned[]
}

export interface Inserted {
  readonly target: RowSource
  readonly columns: readonly string[]
  /** By row and column: a value or column, DEFAULT or NULL, or nothing that can be seen. */
  readonly rows: readonly (readonly ({ readonly kind: 'operand'; readonly is: Operand | undefined } | 'unset' | 'hidden')[])[]
  readonly range: Range
  /** Whether it is known which columns are given. */
  readonly isKnown: boolean
}

export interface Assigned {
  readonly target: RowSource
  readonly set: readonly { readonly column: string; readonly is: Operand | undefined; readonly range: Range }[]
}

/** A relation in its place. */
export interface Placed {
  readonly relation: Relation
  /** Sides of the surrounding block that are present for it. */
  readonly present: readonly Side[]
  /** What outer conditions on its columns say of its rows. */
  readonly inward: Formula
  /** It stands alone: nothing around it restricts it. */
  readonly alone: boolean
}
