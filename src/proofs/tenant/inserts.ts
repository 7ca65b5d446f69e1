import type { Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import type { Query } from '../../query/query.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Judge } from './judge.ts'

/** Rows that are added without saying whose they are. */
export interface UnownedInsert {
  readonly table: Table
  readonly column: string
  readonly reason: string
  /** A row is added for each tenant that there is. */
  readonly isForAll: boolean
  readonly range: Range
}

/** The inserts of a query that leave the tenant column of their table unset. */
export function unownedInserts(query: Query, judge: Judge, _settings?: Readonly<Settings>): UnownedInsert[] {
  return judge
    .inserts(query)
    .flatMap(({ access: { range }, table, column, verdict, reason, isForAll = false }) =>
      table && column !== undefined && verdict === 'unscoped' ? [{ table, column, reason, isForAll, range }] : [],
    )
}
