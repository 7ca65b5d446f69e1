import type { Column, Index, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import { createIndexSql, qualifiedName } from './index-sql.ts'
import { livePredicate } from './predicate.ts'

/** What puts an index of the rows that are not deleted in place of a unique key. */
export interface Replacement {
  readonly predicate: string
  /** Where the key is an index of its own: its statement can be given the condition. */
  readonly isOwnIndex: boolean
  readonly sql: string
}

export function partialReplacement(table: Table, index: Index, marker: Column): Replacement {
  const predicate = livePredicate(marker)
  const without = { ...index, keys: index.keys.filter((key) => key.column !== marker.name), nullsNotDistinct: false }
  const drop =
    index.constraint === undefined
      ? `DROP INDEX ${qualifiedName(index)};`
      : `ALTER TABLE ${qualifiedName(table)} DROP CONSTRAINT ${quoteName(index.constraint)};`
  return {
    predicate,
    isOwnIndex: index.constraint === undefined && without.keys.length === index.keys.length && !index.predicate,
    sql: `${drop}\n${createIndexSql(table, without, index.name, predicate)}`.replace(/;$/, ''),
  }
}

