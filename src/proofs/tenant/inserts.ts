import type { Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import type { Shown } from '../shown-by-view.ts'
import type { Judge } from './judge.ts'
import { judgeReadings, type Reading } from './readings.ts'

/** Rows that are added without saying whose they are. */
export interface UnownedInsert {
  readonly table: Table
  readonly column: string
  readonly reason: string
  /** What the query calls a column that it reaches through a view. */
  readonly shown: (column: string) => Shown | undefined
  /** A row is added for each tenant that there is. */
  readonly isForAll: boolean
  /** In the file. */
  readonly range: Range
}

/** The inserts of a query, in all of its readings, that leave the tenant column of their table unset. */
export function unownedInserts(readings: readonly Reading[], judge: Judge): UnownedInsert[] {
  return judgeReadings(readings, (query) => judge.inserts(query)).flatMap(
    ({ access, table, column, verdict, reason, shown, isForAll = false, place }) =>
      table && column !== undefined && verdict === 'unscoped'
        ? [{ table, column, reason, shown, isForAll, range: place(access.range) }]
        : [],
  )
}
