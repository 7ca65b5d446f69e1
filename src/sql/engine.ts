import type { Change } from '../catalog/change.ts'
import type { Name } from '../catalog/names.ts'
import type { Range } from '../catalog/place.ts'
import type { Command } from '../query/command.ts'
import type { Query } from '../query/query.ts'

export type { Name, NameRole } from '../catalog/names.ts'

/** What kind of statement it is, in Postgres' own words, lower case: `select`, `create table`, `alter table` … */
export type StatementKind = string

export interface Statement {
  readonly kind: StatementKind
  readonly range: Range
  /** What it does to the schema, in order; done as a whole or not at all. */
  readonly changes: readonly Change[]
  /** The rows that it reads or writes; also of what EXPLAIN, COPY, PREPARE and DECLARE have inside. */
  readonly query: Query | undefined
  /** What it says besides. */
  readonly command: Command | undefined
}

/** Why a text gave no statements. */
export interface SqlError {
  /**
   * `syntax`: Postgres refuses it; `unsupported`: this engine cannot say; `engine`: the engine broke; `input`: the text cannot be a
   * statement; `limit`: it is more than is followed.
   */
  readonly kind: 'syntax' | 'unsupported' | 'engine' | 'input' | 'limit'
  readonly message: string
  readonly offset: number
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: SqlError }

export const engineNames = ['libpg-query', 'pgsql-ast-parser'] as const
export type EngineName = (typeof engineNames)[number]

/** The port: text in, what it means out. Offsets are UTF-16, relative to the text. */
export interface SqlEngine {
  readonly name: EngineName
  parse(text: string): Parsed<readonly Statement[]>
  /** Every name of the text; asked for rarely, so it is not kept with the statements. */
  names(text: string): Parsed<readonly Name[]>
}

export function failure(kind: SqlError['kind'], message: string, offset = 0): { ok: false; error: SqlError } {
  return { ok: false, error: { kind, message, offset } }
}
