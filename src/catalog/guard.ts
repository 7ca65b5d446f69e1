import type { ConstraintDefinition } from './change.ts'

/** What DO blocks, and conditions in code, ask of the database before they act. */
export interface Guard {
  readonly object:
    | 'table'
    | 'relation'
    | 'index'
    | 'view'
    | 'materialized view'
    | 'sequence'
    | 'type'
    | 'enum label'
    | 'constraint'
    | 'column'
    | 'schema'
    | 'extension'
    | 'policy'
    | 'trigger'
    | 'function'
  /** Any, where the question names none. */
  readonly name: string | undefined
  /** Those of the search path, where it names none. */
  readonly schema?: string | undefined
  /** In whatever schema. */
  readonly everywhere?: boolean
  /** The table of a column, index, constraint, policy or trigger, the type of a label; any, where the question names none. */
  readonly of?: string | undefined
  /** What kind of constraint. */
  readonly constraint?: ConstraintDefinition['kind'] | undefined
  /** A column that the constraint is of. */
  readonly column?: string
  /** The table that the foreign key references. */
  readonly references?: string | undefined
  /** The type of the column, in the words of information_schema or by its own name. */
  readonly type?: string
  readonly nullable?: boolean
  /** How many arguments the function takes. */
  readonly arguments?: number
  /** It must not exist. */
  readonly negated: boolean
}

/**
 * Guards put together. Within a statement, a test is answered once, when the first change that hangs on it is reached:
 * the branches of an IF share one, as do all changes of a branch.
 */
export type Test =
  | Guard
  | { readonly any: readonly Test[] }
  | { readonly all: readonly Test[] }
  | { readonly not: Test }
  /** Asked once in a file, where it is come to first: a program goes by the answer also after it changed what it asked about. */
  | { readonly asked: Test }
  | { readonly caught: Block; /** Which of its handlers. */ readonly by: number }

/** A block with EXCEPTION: when a change of it is refused with what it catches, all that it did is undone, and what follows goes on. */
export interface Block {
  readonly outer: Block | undefined
  readonly handlers: readonly {
    /** Postgres' names of conditions, such as `duplicate_object` and `others`, or codes. */
    readonly conditions: readonly string[]
    /** It ends in an error of its own. */
    readonly raises: boolean
  }[]
}
