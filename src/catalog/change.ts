import type { Condition, Query, Term, Written } from '../query/query.ts'
import type { Block, Test } from './guard.ts'
import type { Range } from './place.ts'
import type { AlterFunction, CreateFunction } from './routine.ts'
import type { Upkeep } from './upkeep.ts'

export type { Written } from '../query/query.ts'
export type { Block, Guard, Test } from './guard.ts'
export type { AlterFunction, CreateFunction, FunctionBody } from './routine.ts'
export type { Upkeep } from './upkeep.ts'

/** A name with the schema before it, where that is written. */
export interface QualifiedName {
  readonly schema: string | undefined
  readonly name: Written
}

/** A type as a statement writes it; known names are Postgres' own words, such as `character varying(20)`. */
export interface TypeReference {
  readonly schema: string | undefined
  /** Without its modifiers and brackets: `character varying`, `timestamp with time zone`, or a user's own. */
  readonly name: string
  /** As `format_type` prints them, such as `(20)`; for `timestamp(3) with time zone` the 3. */
  readonly modifiers: readonly string[]
  readonly array: boolean
}

export type ForeignKeyAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface IndexKey {
  /** A column by its name, or an expression. */
  readonly column: Written | undefined
  readonly expression: Term | undefined
  readonly operatorClass: string | undefined
  readonly operatorClassSchema?: string | undefined
  readonly collation: string | undefined
  readonly descending: boolean
  readonly nullsFirst: boolean
}

/** A constraint as a statement writes it; the name is what it was given, if any. */
export type ConstraintDefinition = {
  readonly name: Written | undefined
  /** The whole element of the statement. */
  readonly range: Range
} & (
  | {
      readonly kind: 'primary key' | 'unique'
      readonly columns: readonly Written[]
      readonly include: readonly Written[]
      readonly nullsNotDistinct: boolean
      readonly deferrable: boolean
      readonly withoutOverlaps: boolean
      /** USING INDEX. */
      readonly index: string | undefined
    }
  | {
      readonly kind: 'foreign key'
      readonly columns: readonly Written[]
      readonly references: QualifiedName
      /** Empty where the primary key is meant. */
      readonly referencedColumns: readonly Written[]
      readonly onDelete: ForeignKeyAction
      readonly onUpdate: ForeignKeyAction
      readonly validated: boolean
      readonly enforced: boolean
      readonly deferrable: boolean
      readonly period: boolean
    }
  | {
      readonly kind: 'check'
      readonly expression: Condition
      readonly validated: boolean
      readonly enforced: boolean
      readonly noInherit: boolean
    }
  | {
      readonly kind: 'exclusion'
      readonly method: string
      readonly keys: readonly IndexKey[]
      readonly operators: readonly string[]
      readonly include: readonly Written[]
      readonly predicate: Condition | undefined
      readonly deferrable: boolean
    }
  | { readonly kind: 'not null'; readonly column: Written; readonly noInherit: boolean; readonly validated: boolean }
)

export interface ColumnDefinition {
  readonly name: Written
  /** Undefined for a partition's or typed table's column, which has its parent's. */
  readonly type: TypeReference | undefined
  readonly collation: string | undefined
  /** `smallserial`, `serial` and `bigserial` make a sequence and a default. */
  readonly serial: boolean
  readonly default: Term | undefined
  readonly generated: Term | undefined
  readonly identity: Identity | undefined
  readonly sequence?: SequenceName | undefined
  /** Those written behind the column, in order; of one column each. */
  readonly constraints: readonly ConstraintDefinition[]
  readonly nullable: boolean | undefined
  readonly range: Range
}

/** What the sequence of an identity is to be called, as dumps say. */
export type SequenceName = Pick<QualifiedName, 'schema'> & { readonly name: string }
export type Identity = 'always' | 'by default'

export type LikeOption = 'defaults' | 'constraints' | 'indexes' | 'identity' | 'generated'

export type TableElement =
  | { readonly kind: 'column'; readonly column: ColumnDefinition }
  | { readonly kind: 'constraint'; readonly constraint: ConstraintDefinition }
  | { readonly kind: 'like'; readonly table: QualifiedName; readonly including: readonly LikeOption[] }

/** The kinds of objects that names are given to, as DROP and ALTER say them. */
export type ObjectKind =
  | 'table'
  | 'foreign table'
  | 'view'
  | 'materialized view'
  | 'index'
  | 'sequence'
  | 'schema'
  | 'type'
  | 'domain'
  | 'extension'
  | 'function'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'other'

interface Step {
  /** What to point at: the name, or the whole where it has none. */
  readonly range: Range
  /** All of these must hold of the catalog at that moment. */
  readonly guards?: readonly Test[]
  /** An error of this step is swallowed: the whole statement is then undone, or no more than a block of it. */
  readonly tolerant?: boolean | Block
  /** Which statement of a DO block it belongs to. */
  readonly statement?: number
}

interface TableStep extends Step {
  readonly table: QualifiedName
  /** ALTER TABLE IF EXISTS. */
  readonly ifExists: boolean
  /** ALTER TABLE ONLY. */
  readonly only: boolean
}

/** One step of DDL. What one statement does is a list of them, done as a whole or not at all. */
export type Change = Step &
  (
    | { readonly kind: 'create schema'; readonly name: Written; readonly ifNotExists: boolean }
    | CreateTable
    | CreateView
    | CreateIndex
    | {
        readonly kind: 'create sequence'
        readonly name: QualifiedName
        readonly ifNotExists: boolean
        readonly temporary: boolean
        readonly ownedBy: OwnedBy | undefined
      }
    | {
        readonly kind: 'alter sequence'
        readonly name: QualifiedName
        readonly ifExists: boolean
        readonly ownedBy: OwnedBy | 'none' | undefined
      }
    | { readonly kind: 'create enum'; readonly name: QualifiedName; readonly labels: readonly Written[] }
    | {
        readonly kind: 'alter enum'
        readonly name: QualifiedName
        readonly add: Written
        readonly before: string | undefined
        readonly after: string | undefined
        readonly ifNotExists: boolean
      }
    | { readonly kind: 'rename enum label'; readonly name: QualifiedName; readonly from: string; readonly to: Written }
    | {
        readonly kind: 'create domain'
        readonly name: QualifiedName
        readonly type: TypeReference
        readonly notNull: boolean
        /** How many CHECKs it has. */
        readonly checks: number
        readonly default: boolean
        readonly standard?: Term | undefined
      }
    | { readonly kind: 'create composite type'; readonly name: QualifiedName; readonly columns: readonly ColumnDefinition[] }
    | { readonly kind: 'create other type'; readonly name: QualifiedName; readonly rangeOf?: TypeReference | undefined }
    | { readonly kind: 'create cast' }
    | { readonly kind: 'create extension'; readonly name: Written; readonly schema: string | undefined; readonly ifNotExists: boolean }
    | CreateFunction
    | AlterFunction
    | {
        readonly kind: 'create trigger'
        readonly name: Written
        readonly table: QualifiedName
        readonly function: string
        readonly replace: boolean
      }
    | CreatePolicy
    | {
        readonly kind: 'alter policy'
        readonly name: string
        readonly table: QualifiedName
        readonly roles: readonly string[]
        readonly using: Condition | undefined
        readonly withCheck: Condition | undefined
      }
    | (TableStep & AlterAction)
    | Rename
    | {
        readonly kind: 'set schema'
        readonly object: ObjectKind
        readonly name: QualifiedName
        readonly schema: Written
        readonly ifExists: boolean
      }
    | {
        readonly kind: 'drop'
        readonly object: ObjectKind
        readonly name: QualifiedName
        /** Of a trigger, policy or rule. */ readonly table?: QualifiedName
        readonly ifExists: boolean
        readonly cascade: boolean
        readonly concurrently?: true
      }
    /** VACUUM and ANALYZE change nothing, and need the table to be there. */
    | { readonly kind: 'use table'; readonly name: QualifiedName }
    | Relate
    /** Steps that are not seen have shaped a table. */
    | { readonly kind: 'unseen past'; readonly table: QualifiedName }
    /** REINDEX and COMMENT do the same. */
    | { readonly kind: 'use index'; readonly name: QualifiedName }
    /** CLUSTER … USING, and ALTER TABLE … CLUSTER ON; without an index, SET WITHOUT CLUSTER. */
    | {
        readonly kind: 'cluster'
        readonly table: QualifiedName
        readonly index: Written | undefined
        readonly ifExists: boolean
        readonly alters: boolean
      }
    | { readonly kind: 'search path'; readonly schemas: readonly string[] | undefined; readonly local: boolean }
    | {
        readonly kind: 'transaction'
        readonly does: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollback to'
        readonly savepoint: string | undefined
      }
    | Upkeep
    /** Something that may shape the schema and cannot be known from its text. */
    | { readonly kind: 'unread'; readonly reason: string }
  )

/** The schema of an ORM says which row of another table a row belongs to; the database need not know. */
export interface Relate {
  readonly kind: 'relate'
  readonly table: QualifiedName
  readonly columns: readonly Written[]
  readonly references: QualifiedName
  readonly referencedColumns: readonly Written[]
}

export interface OwnedBy {
  readonly table: QualifiedName
  readonly column: string
}

/** Which rows a partition holds. */
export type PartitionBound =
  | { readonly kind: 'default' }
  | { readonly kind: 'list'; readonly values: readonly Term[] }
  | { readonly kind: 'range'; readonly from: readonly Term[]; readonly to: readonly Term[] }
  | { readonly kind: 'hash'; readonly modulus: number; readonly remainder: number }

export type PartitionStrategy = 'range' | 'list' | 'hash'

export interface CreateTable {
  readonly kind: 'create table'
  readonly name: QualifiedName
  readonly ifNotExists: boolean
  readonly temporary: boolean
  readonly unlogged: boolean
  readonly foreign: boolean
  readonly elements: readonly TableElement[]
  readonly inherits: readonly QualifiedName[]
  /** The terms of PARTITION BY. */
  readonly partitionBy: readonly (Written | Term)[] | undefined
  readonly partitionStrategy?: PartitionStrategy | undefined
  readonly partitionOf: QualifiedName | undefined
  readonly partitionBound?: PartitionBound | undefined
  readonly ofType: QualifiedName | undefined
  /** CREATE TABLE AS and SELECT INTO: the columns come from the query. */
  readonly as: { readonly query: Query; readonly columns: readonly Written[] } | undefined
  /** ON COMMIT DROP. */
  readonly onCommitDrop: boolean
}

export interface CreateView {
  readonly kind: 'create view'
  readonly name: QualifiedName
  readonly materialized: boolean
  readonly replace: boolean
  readonly ifNotExists: boolean
  readonly temporary: boolean
  readonly columns: readonly Written[]
  readonly query: Query
  readonly securityInvoker: boolean
}

export interface CreateIndex {
  readonly kind: 'create index'
  readonly name: Written | undefined
  readonly table: QualifiedName
  readonly only: boolean
  readonly ifNotExists: boolean
  readonly concurrently: boolean
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly method: string
  readonly keys: readonly IndexKey[]
  readonly include: readonly Written[]
  readonly predicate: Condition | undefined
  /** A library makes it by itself, and again where it is gone. */
  readonly implied?: true
}

export interface CreatePolicy {
  readonly kind: 'create policy'
  readonly name: Written
  readonly table: QualifiedName
  readonly permissive: boolean
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly roles: readonly string[]
  readonly using: Condition | undefined
  readonly withCheck: Condition | undefined
}

export type Rename = {
  readonly kind: 'rename'
  readonly to: Written
  readonly ifExists: boolean
} & (
  | { readonly object: ObjectKind; readonly name: QualifiedName; readonly table?: QualifiedName }
  | { readonly object: 'column' | 'constraint'; readonly name: QualifiedName; readonly of: Written }
)

/** One action of ALTER TABLE. */
export type AlterAction =
  | { readonly kind: 'add column'; readonly column: ColumnDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'drop column'; readonly column: Written; readonly columnIfExists: boolean; readonly cascade: boolean }
  | {
      readonly kind: 'alter column type'
      readonly column: Written
      readonly type: TypeReference
      readonly collation: string | undefined
      readonly using: Term | undefined
    }
  | { readonly kind: 'set default'; readonly column: Written; readonly default: Term | undefined }
  | { readonly kind: 'set not null' | 'drop not null'; readonly column: Written }
  | { readonly kind: 'drop expression'; readonly column: Written; readonly columnIfExists: boolean }
  | { readonly kind: 'set expression'; readonly column: Written; readonly generated: Term }
  | { readonly kind: 'add identity'; readonly column: Written; readonly identity: Identity; readonly sequence?: SequenceName | undefined }
  /** SET GENERATED; undefined where only the sequence changes. */
  | { readonly kind: 'set identity'; readonly column: Written; readonly identity: Identity | undefined }
  | { readonly kind: 'drop identity'; readonly column: Written; readonly columnIfExists: boolean }
  | { readonly kind: 'add constraint'; readonly constraint: ConstraintDefinition }
  | { readonly kind: 'drop constraint'; readonly constraint: Written; readonly constraintIfExists: boolean; readonly cascade: boolean }
  | { readonly kind: 'validate constraint'; readonly constraint: Written }
  | {
      readonly kind: 'alter constraint'
      readonly constraint: Written
      readonly deferrable: boolean | undefined
      readonly enforced: boolean | undefined
    }
  | { readonly kind: 'attach partition'; readonly partition: QualifiedName; readonly bound?: PartitionBound | undefined }
  | { readonly kind: 'detach partition'; readonly partition: QualifiedName; readonly concurrently?: true }
  | { readonly kind: 'attach index'; readonly index: QualifiedName }
  | { readonly kind: 'inherit' | 'no inherit'; readonly parent: QualifiedName }
  | { readonly kind: 'row security'; readonly enabled: boolean | undefined; readonly forced: boolean | undefined }
