import type { CommonTable, Query } from '../../query/query.ts'
import type { Analysis, Columns } from './analysis.ts'
import { checkRecursion, isRecursive } from './recursion.ts'
import type { NamedColumns, Space } from './space.ts'
import { counted } from './terms.ts'

/** The columns under the names that a list gives to the first of them. */
export function namedColumns(columns: Columns, given: readonly string[]): Columns {
  return columns?.map((name, i) => given[i] ?? name)
}

/** The space with the WITH queries of a statement. */
export function checkNamed(analysis: Analysis, query: Query, outer: Space): Space {
  if (query.with.length === 0) return outer
  const tables = new Map<string, NamedColumns>(outer.tables)
  if (query.recursive) for (const { name } of query.with) tables.set(name, { columns: undefined })
  const seen = new Set<string>()
  for (const table of query.with) {
    if (seen.has(table.name)) analysis.add('repeatedWith', table.range, { name: table.name })
    seen.add(table.name)
    tables.set(table.name, { columns: columnsOf(analysis, table, { ...outer, tables: new Map(tables) }, query.recursive) })
  }
  return { ...outer, tables }
}

function columnsOf(analysis: Analysis, table: CommonTable, space: Space, mayRecur: boolean): Columns {
  const { name, columns, query } = table
  const recurs = mayRecur && isRecursive(table)
  if (recurs) checkRecursion(analysis, table)
  const own = recurs ? new Map([...space.tables, [name, { columns: listed(query, columns) }]]) : space.tables
  const found = analysis.query(query, { ...space, tables: own })
  if (found && columns.length > found.length)
    analysis.add('tooManyNames', table.range, { name, count: counted(found.length, 'column'), given: String(columns.length) })
  return namedColumns(found && [...found, ...(table.added ?? [])], columns)
}

/** The columns that a recursive query has by what stands in its first part. */
function listed(query: Query, given: readonly string[]): Columns {
  let first = query
  while (first.kind === 'combined') first = first.left
  if (first.kind !== 'select' || given.length === 0 || first.output.length !== given.length) return undefined
  return first.output.every(({ kind }) => kind === 'term') ? given : undefined
}
