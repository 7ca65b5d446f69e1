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
