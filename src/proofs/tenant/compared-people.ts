import type { Table } from '../../catalog/catalog.ts'
import type { Query, Source } from '../../query/query.ts'
import type { RowGuard } from '../../query/told.ts'
import { columnAsked, columnIn } from './guarded.ts'
import type { Judged } from './judge.ts'
import { isSameName, sourcesIn } from './names.ts'
import type { Ownership } from './ownership.ts'
import { columnTowards, personOf, type Way } from './relations.ts'

/** Whether the program compares whose a row is, or one that hangs on it: `organization.members.some((member) => member.userId === user.id)`. */
export function comparesPerson(
  { by, path, or, compared }: RowGuard,
  query: Query,
  judged: readonly Judged[],
  ownership: Ownership,
): boolean {
  if (by !== 'comparison' || or || compared || query.kind !== 'select') return false
  const tables = new Map(judged.map(({ access, table }) => [access.range, table]))
  const tableOf = (source: Source): Table | undefined => tables.get(source.range)
  const isPerson = (table: Table, column: string): boolean => isSameName(column, personOf(table, ownership) ?? '')
  const shown = columnIn(columnAsked(path, query, tableOf), query, tableOf)
  if (shown) return isPerson(shown.table, shown.column)
  const [source] = query.from.flatMap(sourcesIn)
  const table = source && tableOf(source)
  const way: Way = { steps: path.slice(0, -1), ends: ({ other }) => isPerson(other, path.at(-1) ?? '') }
  return table !== undefined && columnTowards(table, way, ownership) !== undefined
}
