import type { Call, Column, Condition, Query, TableSource, Term, Value } from '../../query/query.ts'
import type { ForeignKeyAction, FunctionBody, PartitionBound, PartitionStrategy, TypeReference } from '../change.ts'
import type { Place } from '../place.ts'

export type Id = number

/** What every object has: a name that may have been longer than Postgres keeps, and where it comes from. */
export interface Named {
  readonly name: string
  /** As it was written, before the cut. */
  readonly written: string
  readonly place: Place
  /** The step that made it, where a schema tells it too. */
  readonly madeAt?: Place | undefined
  /** What an index or a constraint was called before it was renamed. */
  readonly formerly?: readonly string[] | undefined
}

export type Expression = Term | Condition | Query

/** A table that a query reads, with the columns that it cannot do without under the names that they had. */
export interface Reading {
  readonly table: Id
  readonly columns: ReadonlyMap<number, string>
  /** Those that USING or NATURAL finds by their names. */
  readonly merged: ReadonlySet<number>
  /** Its name stands for a whole row. */
  readonly asRow: boolean
}

/** A column that a name means: of a table of a query, or without one of the table that the expression belongs to. */
export interface Meaning {
  readonly source: TableSource | undefined
  readonly number: number
}

/** What names a function, a type or, as a text, a sequence. */
export type NamingNode = Call | Value | Extract<Term, { kind: 'cast' }>

/** An expression with what its names meant when it was written, so that it follows renames. */
export interface Bound<E extends Expression = Expression> {
  readonly expression: E
  readonly columns: ReadonlyMap<Column, Meaning>
  /** The tables of its queries, by the nodes that name them. */
  readonly sources: ReadonlyMap<TableSource, Reading>
  /** The functions, sequences and types that it names, by the nodes that do. */
  readonly objects: ReadonlyMap<NamingNode, Id>
}

/** A type; one of a user's is known by its id, so that it follows renames. */
export interface BoundType extends TypeReference {
  readonly id: Id | undefined
}

/** Since Postgres 18 a NOT NULL is a constraint with a name. */
export interface NotNullState {
  readonly name: string
  readonly noInherit: boolean
  readonly validated: boolean
  readonly local: boolean
  readonly inherited: number
}

/** What is declared in one parent less: a table's own where none is left that does. */
export function withoutParent<T extends { readonly local: boolean; readonly inherited: number }>(part: T): T {
  return { ...part, inherited: part.inherited - 1, local: part.local || part.inherited === 1 }
}

export interface ColumnState extends Named {
  /** Its number in the table, which no later column is given. */
  readonly number: number
  readonly type: BoundType | undefined
  readonly collation: string | undefined
  readonly notNull: NotNullState | undefined
  readonly default: Bound<Term> | undefined
  /** The sequence that fills a serial or identity column. */
  readonly sequence: Id | undefined
  readonly generated: Bound<Term> | undefined
  readonly identity: 'always' | 'by default' | undefined
  /** Declared by the table itself, beside what its parents declare. */
  readonly local: boolean
  /** How many parents declare it. */
  readonly inherited: number
}

interface ConstraintShared extends Named {
  readonly id: Id
  readonly local: boolean
  readonly inherited: number
  /** The constraint that this one is a copy of: that of a partitioned parent, or for a foreign key to a partitioned table its own. */
  readonly copyOf: Id | undefined
}

export interface ReferenceState {
  /** A table of the catalog, with its columns' numbers; or one that was not read, with names. */
  readonly table: Id | undefined
  readonly columns: readonly number[]
  /** The index that makes them unique, which the key depends on. */
  readonly index: Id | undefined
  readonly external: { readonly schema: string | undefined; readonly name: string; readonly columns: readonly string[] } | undefined
}

export interface KeyState extends ConstraintShared {
  readonly kind: 'primary key' | 'unique' | 'exclusion'
  readonly index: Id
  readonly columns: readonly number[]
}

export interface ForeignKeyState extends ConstraintShared {
  readonly kind: 'foreign key'
  readonly columns: readonly number[]
  readonly references: ReferenceState
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  readonly validated: boolean
  readonly enforced: boolean
  readonly deferrable: boolean
}

/** What an ORM relates, whether or not there is a foreign key. */
export interface RelationState {
  readonly columns: readonly number[]
  readonly target: Id
  readonly referenced: readonly number[]
}

export interface CheckState extends ConstraintShared {
  readonly kind: 'check'
  readonly expression: Bound<Condition>
  readonly columns: readonly number[]
  readonly noInherit: boolean
  readonly validated: boolean
  readonly enforced: boolean
}

export type ConstraintState = KeyState | ForeignKeyState | CheckState

export interface IndexKeyState {
  readonly column: number | undefined
  readonly expression: Bound<Term> | undefined
  readonly operatorClass: string | undefined
  readonly operatorClassSchema?: string | undefined
  readonly collation: string | undefined
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface IndexState extends Named {
  readonly id: Id
  readonly table: Id
  readonly method: string
  readonly unique: boolean
  readonly primary: boolean
  readonly deferrable: boolean
  readonly nullsNotDistinct: boolean
  readonly withoutOverlaps: boolean
  readonly keys: readonly IndexKeyState[]
  readonly include: readonly number[]
  /** What its keys and included columns were called when it was made, which names its copies. */
  readonly names: readonly string[]
  readonly predicate: Bound<Condition> | undefined
  /** Of an exclusion constraint, by key. */
  readonly operators: readonly string[] | undefined
  /** False for an index ON ONLY a partitioned table until all partitions have theirs. */
  readonly valid: boolean
  /** The index of the partitioned parent that this one belongs to. */
  readonly parent: Id | undefined
  /** CLUSTER goes by it. */
  readonly clusters?: boolean
  /** A library makes it by itself. */
  readonly implied?: true
}

export interface PolicyState extends Named {
  readonly permissive: boolean
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly roles: readonly string[]
  readonly using: Bound<Condition> | undefined
  readonly withCheck: Bound<Condition> | undefined
}

export interface TriggerState extends Named {
  /** As written, where the catalog does not know it. */
  readonly function: Id | string
}

export type TableKind = 'table' | 'partitioned table' | 'foreign table' | 'view' | 'materialized view' | 'composite type'

export interface TableState extends Named {
  readonly id: Id
  readonly schema: string
  readonly kind: TableKind
  readonly temporary: boolean
  /** ON COMMIT DROP. */
  readonly dropsOnCommit: boolean
  readonly columns: readonly ColumnState[]
  /** False where a query gives more columns than its text and the catalog tell. */
  readonly complete: boolean
  readonly hasUnseenPast?: true
  readonly nextNumber: number
  readonly constraints: readonly ConstraintState[]
  readonly relations?: readonly RelationState[]
  readonly indexes: readonly Id[]
  /** Those of INHERITS. */
  readonly parents: readonly Id[]
  readonly partitionOf: Id | undefined
  readonly partitionBound?: PartitionBound | undefined
  readonly partitionBy: readonly (number | Bound<Term>)[] | undefined
  readonly partitionStrategy?: PartitionStrategy | undefined
  /** The composite type of a typed table. */
  readonly ofType: Id | undefined
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  readonly policies: readonly PolicyState[]
  readonly triggers: readonly TriggerState[]
  readonly query: Bound<Query> | undefined
  readonly securityInvoker: boolean
  /** The statements that made it what it is. */
  readonly history: readonly Place[]
}

export interface SequenceState extends Named {
  readonly id: Id
  readonly schema: string
  readonly ownedBy: { readonly table: Id; readonly column: number } | undefined
}

export interface TypeState extends Named {
  readonly id: Id
  readonly schema: string
  readonly kind: 'enum' | 'domain' | 'other'
  readonly labels: readonly string[]
  /** What a domain is over, or a range is of. */
  readonly base: BoundType | undefined
  readonly notNull: boolean
  readonly checks: number
  readonly hasDefault: boolean
  /** As a domain's own definition says it. */
  readonly default?: Term | undefined
}

/** Limit: functions of one name are told apart by how many arguments they have, and dropped together. */
export interface FunctionState {
  readonly id: Id
  readonly schema: string
  readonly name: string
  readonly overloads: readonly Overload[]
  /** Nothing but one function has ever had the name, so that to drop it leaves none. */
  readonly isOne: boolean
}

export interface Overload extends Omit<Named, 'name'> {
  readonly arguments: number
  /** How many have to be given. */
  readonly least: number
  readonly variadic: boolean
  readonly types: readonly TypeReference[]
  readonly securityDefiner: boolean
  readonly searchPath: boolean
  readonly body: FunctionBody | undefined
}

export interface ExtensionState extends Named {
  readonly id: Id
  readonly schema: string
}

export interface SchemaState extends Named {
  readonly id: Id
}

/** What a table has before anything is said of it. */
export const emptyTable = {
  dropsOnCommit: false,
  columns: [],
  complete: true,
  nextNumber: 1,
  constraints: [],
  indexes: [],
  parents: [],
  partitionOf: undefined,
  partitionBy: undefined,
  ofType: undefined,
  rowSecurity: { enabled: false, forced: false },
  policies: [],
  triggers: [],
  query: undefined,
  securityInvoker: false,
} satisfies Partial<TableState>

/** What Postgres would refuse, in its words. */
export class Refusal extends Error {}

export function refuse(message: string): never {
  throw new Refusal(message)
}
