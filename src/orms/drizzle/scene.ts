import type { Range } from '../../catalog/place.ts'
import type { Statement } from '../orm.ts'
import type { Reading } from './reading.ts'
import type { SqlText } from './sql-text.ts'
import type { Table, Tables } from './tables.ts'

/** A table, and what its parts are read with. */
export interface Scene {
  readonly table: Table
  readonly tables: Tables
  readonly reading: Reading
  /** Prints SQL in which there is no table but this one. */
  readonly alone: SqlText
  readonly sql: SqlText
}

export function unreadAt({ seats }: Pick<Table, 'seats'>, range: Range, reason: string): Statement {
  return { file: seats.file, changes: [{ kind: 'unread', range, reason }] }
}
