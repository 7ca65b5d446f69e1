import type { Schema } from '../support/schema.ts'

/** Queries over one schema, each with the verdicts of its table references in the order of the text. */
export interface Group {
  readonly title: string
  readonly schema: Schema
  readonly cases: readonly Case[]
}

/**
 * What it shows, the query, and its verdicts: `table:verdict`, or `table.update:verdict` for a write. `undecided` is a query
 * of which the result is not fixed by its rows, such as LIMIT without an order.
 */
export type Case = readonly [shows: string, sql: string, expected: string, undecided?: 'undecided']
