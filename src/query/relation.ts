import type { Table } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { always, type Formula, type Operand, type Side } from './formula.ts'
import type { MergeAction, Query, TableSource } from './query.ts'
import type { Scope } from './scope.ts'

/** Something in FROM that gives rows. */
export interface RowSource {
  /** The name that its columns go by. */
  readonly name: string
  readonly kind: 'table' | 'relation' | 'function' | 'excluded' | 'hidden'
  /** Of a table. */
  readonly table: Table | undefined
  /** Of a table or a view. */
  readonly schema: string | undefined
  readonly node: TableSource | undefined
  /** Its columns, where they are known. */
  readonly columns: readonly string[] | undefined
  /** Columns that are the same for all rows, or one of several values: all of them, or these. */
  readonly fixed: boolean | ReadonlySet<string>
  /** What is known of rows before anything is asked, of those that a recursion goes on from: they are the tenant's own, or found by a key alone. */
  readonly assumed: 'no' | KnownRows
  /** The nullable sides of its block that it stands in. */
  readonly sides: readonly Side[]
  /** Of a relation: the nullable sides inside it that its columns stand in. */
  readonly inner?: ReadonlyMap<string, readonly Side[]> | undefined
  /** The view whose rows a relation is. */
  readonly view?: Table | undefined
  /** Whose row it is, under the names that its policies know it by. */
  readonly rowOf?: RowSource | undefined
  /** Of a table: what the statement names instead of it, in whose definition it stands. */
  readonly within?: Definition | undefined
}

/** What a statement names, and what stands in its definition. */
export interface Definition {
  readonly kind: 'view' | 'function'
  readonly name: string
}

/** Weakest first. */
export const knownRows = ['by key', 'own', 'own, and not shared'] as const
export type KnownRows = (typeof knownRows)[number]

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
export type Deed = 'read' | 'update' | 'delete' | 'insert' | 'conflict update' | 'truncate' | 'copy to' | 'copy from'

/** One reference to a table, at one place of a query. */
export interface Access {
  readonly source: RowSource
  readonly table: Table | undefined
  readonly name: string
  readonly schema: string | undefined
  readonly does: Deed
  /** A MERGE that inserts only asks whether there is a row already. */
  readonly onlyAsks: boolean
  readonly range: Range
}

/** A query as rows: what it gives, what holds of them, and what stands inside. */
export interface Relation {
  readonly kind: 'block' | 'union' | 'intersect' | 'except' | 'values'
  readonly outputs: readonly OutputColumn[]
  /** Sources of which the columns are not known and that a star takes over. */
  readonly open: readonly RowSource[]
  /** What holds of each row that it is made from. */
  formula: Formula
  /** What holds where its groups are looked at: in HAVING and in what is computed of them. */
  readonly grouped: Formula
  /** What holds of each row that it gives: nothing where it gives one that nothing matches. */
  readonly shows: Formula
  readonly arms: readonly Relation[]
  /** What outer conditions, and other arms, say of the rows of each arm. */
  armsInward: readonly Formula[]
  /** Table references of this block itself. */
  readonly accesses: Access[]
  /** Relations inside, each with what its surroundings say of it. */
  readonly inside: Placed[]
  /** Rows that it inserts. */
  readonly inserted: readonly Inserted[]
  /** Columns that it sets. */
  readonly assigned: readonly Assigned[]
  /** What was written, and what names mean in its ORDER BY. */
  readonly written: Written | undefined
}

export interface Written {
  readonly query: Query
  readonly scope: Scope
  /** What names mean in RETURNING. */
  readonly returning?: Scope
  /** The action of a MERGE that the relation is. */
  readonly action?: MergeAction
}

/** A value that is written: a value or column, DEFAULT or NULL, or nothing that can be seen. */
export type Given = { readonly kind: 'operand'; readonly is: Operand | undefined } | 'unset' | 'hidden'

export interface Inserted {
  readonly target: RowSource
  /** The table's own; an empty name is none of them. */
  readonly columns: readonly string[]
  /** By row and column. */
  readonly rows: readonly (readonly Given[])[]
  /** What is known of the columns that they are taken from. */
  readonly facts: Formula
  /** What policies ask of the rows, as columns of the target. */
  readonly checked: Formula
  readonly range: Range
  /** Whether it is known which columns are given. */
  readonly isKnown: boolean
}

export interface Assigned {
  readonly target: RowSource
  readonly set: readonly { readonly column: string; readonly given: Given; readonly range: Range }[]
}

/** A relation in its place. */
export interface Placed {
  readonly relation: Relation
  /** Sides of the surrounding block that are present for it. */
  readonly present: readonly Side[]
  /** What outer conditions on its columns say of its rows. */
  readonly inward: Formula
  /** It stands in HAVING, or in what is computed of groups. */
  readonly isAfterGrouping: boolean
  /** It stands alone: nothing around it restricts it. */
  readonly alone: boolean
}

/** A relation of which only some parts are told. */
export function relationOf(parts: Partial<Relation>): Relation {
  const formula = parts.formula ?? always
  return {
    kind: 'block',
    outputs: [],
    open: [],
    formula,
    grouped: formula,
    shows: formula,
    arms: [],
    armsInward: [],
    accesses: [],
    inside: [],
    inserted: [],
    assigned: [],
    written: undefined,
    ...parts,
  }
}

/** A source of which nothing is known but its name. */
export function sourceOf(name: string, kind: RowSource['kind'], parts: Partial<RowSource> = {}): RowSource {
  return {
    name,
    kind,
    table: undefined,
    schema: parts.table?.schema,
    node: undefined,
    columns: undefined,
    fixed: false,
    assumed: 'no',
    sides: [],
    ...parts,
  }
}

/** The access that a table in FROM is. */
export function accessesOf(sources: readonly RowSource[], does: Deed = 'read'): Access[] {
  return sources.flatMap((source) => {
    const { node, table, kind } = source
    return kind === 'table' && node
      ? [{ source, table, name: node.name, schema: node.schema, does, onlyAsks: false, range: node.range }]
      : []
  })
}

/** A table's column under the name that an alias list gives it. */
export function shownName({ table, columns }: RowSource, name: string): string {
  const at = table?.columns.findIndex((column) => column.name === name) ?? -1
  return (at < 0 ? undefined : columns?.[at]) ?? name
}
