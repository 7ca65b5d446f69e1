import type { Range } from '../catalog/place.ts'
import type { Written } from './query.ts'

/** What a statement says that is neither a query nor a step of the schema. */
export type Command =
  /** `analyzes`: where it says that it runs the statement that it explains. */
  | { readonly kind: 'explain'; readonly analyzes: Range | undefined }
  | Grant
  | Role
  /** Of a session, a transaction, a role, a database or the server; undefined where it is taken back. */
  | { readonly kind: 'set'; readonly name: Written; readonly value: string | undefined }
  /** No names mean all tables. */
  | { readonly kind: 'analyze'; readonly tables: readonly string[] }
  | { readonly kind: 'create statistics'; readonly table: Written }

export interface Grant {
  readonly kind: 'grant'
  /** Privileges, or the roles that are granted; lower case. */
  readonly what: readonly Written[]
  /** Undefined where roles are granted. */
  readonly on: string | undefined
  readonly to: readonly Written[]
}

/** What is said of a role, a user, or one on another server. */
export interface Role {
  readonly kind: 'role'
  readonly name: string | undefined
  /** SUPERUSER and BYPASSRLS. */
  readonly powers: readonly Written[]
  /** The string of its password. */
  readonly password: { readonly text: string; readonly range: Range } | undefined
}
