import type { Table } from '../../catalog/catalog.ts'
import type { LoadedValue } from '../../query/told.ts'

/** What is known of a value, fact by fact. */
export type LoadedColumns = (value: LoadedValue) => readonly LoadedFact[]

/** The columns of which a value is one. */
export type LoadedFact = readonly LoadedColumn[]

export interface LoadedColumn {
  readonly table: Table
  readonly column: string
  /** Which of the rows that were loaded has it. */
  readonly row: string
  /** That row may belong to nobody, so that every tenant may have rows that hang on it. */
  readonly isShared: boolean
  /** Other tables inherit its table. */
  readonly hasHeirs?: boolean
  /** It is NULL in some of these rows, and nothing asks for that before it is used. */
  readonly mayBeNull?: boolean
  readonly by: Loading
}

/**
 * By a query that is seen to be for the tenant, by one of which it is told that it is not, or by one of which that cannot be seen; or nothing is
 * said but that another one went by the same key, of which it is told.
 */
export type Loading = 'seen' | 'told' | 'unseen' | 'repeated'

/** Best first: of the columns that one fact tells the worst counts, and of several facts the best. */
export const loadings: readonly Loading[] = ['seen', 'told', 'unseen', 'repeated']
