import type { Range } from '../catalog/place.ts'
import type { LoadedValue } from './told.ts'

/** Every node knows the text that wrote it. */
interface Node {
  readonly range: Range
}

/** What cannot be seen, and why: a spread, an unknown helper, a raw fragment. */
export interface Hidden extends Node {
  readonly kind: 'hidden'
  readonly reason: string
  /** It is a conjunct, and cannot undo what else is there. */
  readonly narrows?: boolean
  /** The helper of the settings that it comes of: a condition on the tenant. */
  readonly scopedBy?: string
}

/** One statement that reads or writes rows. */
export type Query = Select | Combined | Values | Insert | Update | Delete | Merge | Truncate | Copy

export interface CommonTable extends Node {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns that SEARCH and CYCLE put behind those of the query. */
  readonly added?: readonly string[]
  readonly query: Query
}

interface WithTables {
  readonly with: readonly CommonTable[]
  readonly recursive: boolean
}

/** One column of a result: a term with its name, or all columns of a source. */
export type Output =
  | (Node & { readonly kind: 'term'; readonly term: Term; readonly name: string | undefined })
  | (Node & { readonly kind: 'star'; readonly of: string | undefined })
  | Hidden

export interface Order extends Node {
  readonly term: Term
  readonly descending: boolean
  readonly nullsFirst: boolean | undefined
}

export interface Locking extends Node {
  readonly strength: 'update' | 'no key update' | 'share' | 'key share'
  readonly of: readonly string[]
  readonly wait: 'block' | 'nowait' | 'skip locked'
}

export interface NamedWindow extends Node {
  readonly name: string
  readonly window: Window
}

export interface Window extends Node {
  readonly base: string | undefined
  readonly partitionBy: readonly Term[]
  readonly orderBy: readonly Order[]
}

/** GROUP BY: plain terms, or sets of them. */
export type Grouping =
  | (Node & { readonly kind: 'terms'; readonly terms: readonly Term[]; readonly distinct: boolean })
  | (Node & {
      readonly kind: 'sets'
      readonly how: 'grouping sets' | 'rollup' | 'cube' | 'mixed'
      readonly sets: readonly (readonly Term[])[]
    })

/** What cuts a result short. */
interface Cut {
  readonly orderBy: readonly Order[]
  /** Undefined where there is none; LIMIT ALL and LIMIT NULL are none. */
  readonly limit: Term | undefined
  readonly offset: Term | undefined
  readonly withTies: boolean
}

export interface Select extends Node, WithTables, Cut {
  readonly kind: 'select'
  readonly distinct: boolean | readonly Term[]
  readonly output: readonly Output[]
  readonly from: readonly Source[]
  readonly where: Condition | undefined
  readonly groupBy: Grouping | undefined
  readonly having: Condition | undefined
  readonly windows: readonly NamedWindow[]
  readonly locking: readonly Locking[]
}

export interface Combined extends Node, WithTables, Cut {
  readonly kind: 'combined'
  readonly how: 'union' | 'intersect' | 'except'
  readonly all: boolean
  readonly left: Query
  readonly right: Query
  readonly locking: readonly Locking[]
}

export interface Values extends Node, WithTables, Cut {
  readonly kind: 'values'
  readonly rows: readonly (readonly Term[])[]
}

/** A value for a column of an INSERT or UPDATE. */
export interface Assignment extends Node {
  readonly column: string
  /** It sets a field or an element of the column alone. */
  readonly isPart?: true
  /** Of the first of several that are set at once, to no subquery: how many they are, and how many values a row of them has; none where it is no row. */
  readonly atOnce?: { readonly columns: number; readonly values: number | undefined }
  /** A default is the word DEFAULT. */
  readonly value: Term | 'default'
}

export interface Conflict extends Node {
  readonly action: 'nothing' | 'update'
  readonly arbiter:
    | { readonly kind: 'columns'; readonly terms: readonly Term[]; readonly predicate: Condition | undefined }
    | { readonly kind: 'constraint'; readonly name: string }
    | undefined
  readonly set: readonly Assignment[]
  readonly where: Condition | undefined
}

export interface Returns {
  readonly returning: readonly Output[]
  /** What RETURNING calls the row before and after, where it says so itself. */
  readonly returningAs?: { readonly old?: string; readonly new?: string }
}

export interface Insert extends Node, WithTables, Returns {
  readonly kind: 'insert'
  readonly target: TableSource
  /** Undefined where the statement names none: then all of the table's, in order. */
  readonly columns: readonly Written[] | undefined
  /** It sets further columns, which cannot be seen. */
  readonly isOpen?: true
  /** Its values take the place of those that Postgres makes. */
  readonly isOverriding?: true
  /** The rows of VALUES, or a query; `default` is DEFAULT VALUES. */
  readonly source:
    | { readonly kind: 'rows'; readonly rows: readonly (readonly (Term | 'default')[])[] }
    | { readonly kind: 'query'; readonly query: Query }
    | { readonly kind: 'default' }
    | Hidden
  readonly conflict: Conflict | undefined
}

export interface Update extends Node, WithTables, Returns {
  readonly kind: 'update'
  readonly target: TableSource
  readonly set: readonly (Assignment | Hidden)[]
  readonly from: readonly Source[]
  readonly where: Condition | undefined
}

export interface Delete extends Node, WithTables, Returns {
  readonly kind: 'delete'
  readonly target: TableSource
  readonly using: readonly Source[]
  readonly where: Condition | undefined
}

export interface MergeAction extends Node {
  readonly when: 'matched' | 'not matched' | 'not matched by source'
  readonly and: Condition | undefined
  readonly does:
    | { readonly kind: 'nothing' | 'delete' }
    | { readonly kind: 'update'; readonly set: readonly Assignment[] }
    | {
        readonly kind: 'insert'
        readonly columns: readonly Written[] | undefined
        readonly row: readonly (Term | 'default')[] | undefined
        /** Which columns it sets cannot be seen. */
        readonly isHidden?: true
      }
}

export interface Merge extends Node, WithTables, Returns {
  readonly kind: 'merge'
  readonly target: TableSource
  readonly source: Source
  readonly on: Condition
  readonly actions: readonly MergeAction[]
}

export interface Truncate extends Node, WithTables {
  readonly kind: 'truncate'
  readonly tables: readonly TableSource[]
}

/** COPY of a table; that of a query is the query. */
export interface Copy extends Node, WithTables {
  readonly kind: 'copy'
  readonly table: TableSource
  readonly columns: readonly string[]
  readonly direction: 'to' | 'from'
}

/** A name and where it is written. */
export interface Written extends Node {
  readonly text: string
  /** Only a field or an element of what is named is meant. */
  readonly isPart?: true
}

export interface Alias {
  readonly name: string
  readonly columns: readonly string[]
}

/** What FROM, USING and JOIN take rows from. */
export type Source = TableSource | JoinSource | DerivedSource | FunctionSource | Hidden

export interface TableSource extends Node {
  readonly kind: 'table'
  readonly schema: string | undefined
  readonly name: string
  readonly only: boolean
  readonly alias: Alias | undefined
  readonly sampled: boolean
  /** It stands in the body of a function, which Postgres may plan apart from what asks around it. */
  readonly isInFunction?: true
}

export interface JoinSource extends Node {
  readonly kind: 'join'
  readonly how: 'inner' | 'left' | 'right' | 'full' | 'cross'
  readonly left: Source
  readonly right: Source
  readonly on: Condition | undefined
  readonly using: readonly string[]
  /** What USING calls the columns that it made one. */
  readonly usingAlias?: string
  readonly natural: boolean
  readonly alias: Alias | undefined
}

export interface DerivedSource extends Node {
  readonly kind: 'derived'
  readonly query: Query
  readonly lateral: boolean
  readonly alias: Alias | undefined
}

export interface FunctionSource extends Node {
  readonly kind: 'function'
  readonly calls: readonly Term[]
  readonly lateral: boolean
  readonly ordinality: boolean
  readonly alias: Alias | undefined
}

/** What is true, false or unknown of a row. */
export type Condition =
  | (Node & { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] })
  | (Node & { readonly kind: 'not'; readonly of: Condition })
  | Comparison
  | (Node & { readonly kind: 'null'; readonly term: Term; readonly not: boolean })
  | (Node & { readonly kind: 'truth'; readonly of: Condition; readonly is: 'true' | 'false' | 'unknown'; readonly not: boolean })
  | (Node & {
      readonly kind: 'like'
      readonly term: Term
      readonly pattern: Term
      readonly how: 'like' | 'ilike' | 'similar'
      readonly not: boolean
    })
  | (Node & {
      readonly kind: 'between'
      readonly term: Term
      readonly low: Term
      readonly high: Term
      readonly symmetric: boolean
      readonly not: boolean
    })
  | (Node & { readonly kind: 'exists'; readonly query: Query })
  | (Node & { readonly kind: 'constant'; readonly value: boolean | null })
  | (Node & { readonly kind: 'bare'; readonly term: Term })
  | Hidden

/** `a = b`, `a IN (…)` (= any), `a NOT IN (…)` (<> all), `a IS DISTINCT FROM b`. */
export interface Comparison extends Node {
  readonly kind: 'compare'
  readonly op: string
  readonly quantifier: 'any' | 'all' | undefined
  readonly left: Term
  readonly right: Term
}

export interface Column extends Node {
  readonly kind: 'column'
  /** The table, alias or schema-qualified table that it is read from, where that is written. */
  readonly of: string | undefined
  readonly schema: string | undefined
  readonly name: string
}

/** A value without which its condition is not sent. */
export interface DroppedValue {
  /** The library that leaves the condition out. */
  readonly by: string
  /** It is undefined, and not only perhaps. */
  readonly surely: boolean
  /** It is left out where the value is null as well. */
  readonly orNull?: boolean
}

/** An expression of the program. */
export interface ProgramValue {
  readonly text: string
  /** The list that a library's helper puts there: `ids` in `sql(ids)`. */
  readonly list?: string
  /** Which place of the text it fills, where more may be told of it. */
  readonly hole?: number
  /** What is told of it at once. */
  readonly from?: LoadedValue
  readonly dropped?: DroppedValue
  /** Where it is null, the library that compares it asks for rows of NULL. */
  readonly asksForNull?: boolean
}

/** Anything that is fixed for the whole statement: a literal, a parameter, an expression of the program. */
export interface Value extends Node {
  readonly kind: 'value'
  readonly value:
    /** A number without a fraction may be written as one that has it, `1.0`, which is another type to Postgres. */
    | { readonly kind: 'literal'; readonly literal: string | number | boolean | null; readonly isNumeric?: true }
    | { readonly kind: 'parameter'; readonly name: string }
    | (ProgramValue & { readonly kind: 'program' })
  /** An array of values, one of which is meant. */
  readonly many: boolean
}

export interface Call extends Node {
  readonly kind: 'call'
  readonly schema: string | undefined
  /** A function's name, or an operator. */
  readonly name: string
  readonly args: readonly Term[]
  /** By which name an argument is given, `f(a => 1)`, where some are. */
  readonly names?: readonly (string | undefined)[]
  readonly operator: boolean
  readonly star: boolean
  readonly distinct: boolean
  readonly orderBy: readonly Order[]
  readonly filter: Condition | undefined
  readonly over: Window | string | undefined
}

export type Term =
  | Column
  | Value
  | Call
  | (Node & { readonly kind: 'cast'; readonly term: Term; readonly type: string })
  | (Node & { readonly kind: 'collate'; readonly term: Term; readonly collation: string })
  | (Node & { readonly kind: 'row' | 'array' | 'list'; readonly terms: readonly Term[] })
  | (Node & {
      readonly kind: 'case'
      readonly of: Term | undefined
      readonly when: readonly { readonly when: Term; readonly then: Term }[]
      readonly otherwise: Term | undefined
    })
  | (Node & { readonly kind: 'subquery'; readonly query: Query; readonly array: boolean })
  | (Node & { readonly kind: 'condition'; readonly condition: Condition })
  | (Node & { readonly kind: 'part'; readonly term: Term; readonly path: readonly (string | Term)[] })
  | Hidden
