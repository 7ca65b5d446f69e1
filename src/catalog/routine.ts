import type { Query, Term } from '../query/query.ts'
import type { QualifiedName, TypeReference } from './change.ts'

export interface CreateFunction {
  readonly kind: 'create function'
  readonly name: QualifiedName
  readonly arguments: number
  /** How many of them may be left out. */
  readonly defaults: number
  /** The last takes any number of them. */
  readonly variadic: boolean
  /** Of the parameters and of what it returns as a table. */
  readonly types: readonly TypeReference[]
  readonly replace: boolean
  readonly procedure: boolean
  readonly securityDefiner: boolean
  readonly searchPath: boolean
  readonly returnsTrigger: boolean
  readonly body: FunctionBody | undefined
}

/** Of a function that does nothing but give the rows of one query. */
export interface FunctionBody {
  /** A parameter goes by its name, and `$1`, in the query, as a column does. */
  readonly parameters: readonly { readonly name: string | undefined; readonly default: Term | undefined }[]
  readonly query: Query
  /** It gives all rows, not the first one, or one of NULLs. */
  readonly givesAll: boolean
  /** What its columns are called; where it does not say so, what the type that it returns says. */
  readonly columns: readonly string[]
  readonly returns: TypeReference
}

/** What is undefined stays as it is. */
export interface AlterFunction {
  readonly kind: 'alter function'
  readonly name: QualifiedName
  /** Undefined where the name alone tells it. */
  readonly arguments: number | undefined
  readonly securityDefiner: boolean | undefined
  readonly searchPath: boolean | undefined
}
