import type { Column, Table } from '../catalog/catalog.ts'
import { columnsIn } from '../query/columns.ts'
import type { Query } from '../query/query.ts'
import type { Deed } from '../query/relation.ts'
import type { Settings } from '../settings/settings.ts'
import { isNamed, softDeleteColumn, softDeleteColumns } from './owner.ts'
import type { Use } from './uses.ts'

/** What is asked of a table's rows by the queries that a statement may be. */
interface DeletingUse {
  readonly table: Table
  readonly does: Deed
  readonly readings: readonly (readonly Use[])[]
}

/** The mark that a query should set instead of deleting rows for good; none where it seems to clear away what was marked before. */
export function unusedMarker(
  { table, does, readings }: DeletingUse,
  queries: readonly Query[],
  settings: Readonly<Settings>,
): Column | undefined {
  if (does !== 'delete' && does !== 'truncate') return undefined
  const marker = softDeleteColumn(table, settings)
  if (!marker?.type || isJoinTable(table)) return undefined
  if (does === 'truncate') return marker
  const isPurge = queries.some((query) => speaksOfMarks(query, settings) || keepsCopy(query))
  const isMentioned = softDeleteColumns(table, settings).some(({ name }) => readings.flat().some((use) => use.isMentioned(name)))
  return isPurge || isMentioned ? undefined : marker
}

/** Rows that only join others say nothing that somebody would want back. */
function isJoinTable({ primaryKey, foreignKeys }: Table): boolean {
  if (!primaryKey || primaryKey.columns.length < 2) return false
  return primaryKey.columns.every((name) => foreignKeys.some(({ columns }) => columns.includes(name)))
}

/** A condition on the mark of any table, be it the parent's. */
function speaksOfMarks(query: Query, { softDeleteColumns }: Readonly<Settings>): boolean {
  return columnsIn({ query: withoutReturning(query) }).some(({ name }) => isNamed(name, softDeleteColumns))
}

function withoutReturning(query: Query): object {
  return 'returning' in query ? { ...query, returning: [] } : query
}

/** What is deleted is written somewhere else: `WITH gone AS (DELETE … RETURNING *) INSERT …`. */
function keepsCopy(query: Query): boolean {
  return query.kind === 'insert' && query.with.some((table) => table.query.kind === 'delete')
}
