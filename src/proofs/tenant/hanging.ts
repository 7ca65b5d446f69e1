import type { Table } from '../../catalog/catalog.ts'
import type { Query, Source } from '../../query/query.ts'
import { changesUnseen, columnsGiven, isSet, type HeldTables } from './loaded.ts'
import { isSameName, sourcesIn } from './names.ts'
import { isNullable } from './nulls.ts'
import type { Ownership } from './ownership.ts'
import { isNamedAs, tableAlong, type Relation } from './relations.ts'
import { loadings, type LoadedColumn, type Loading } from './loaded-facts.ts'

/** The columns that one of what hangs on the rows of a query is: of rows that are loaded with theirs. */
export function columnsHanging(
  query: Query,
  path: readonly string[],
  name: string,
  held: HeldTables,
  ownership: Ownership,
): readonly LoadedColumn[] {
  const shown = columnsNested(query, path, name, held)
  if (shown.length > 0) return shown
  return columnsRelated(query, path, name, held, ownership, [])
}

/** By the relations of the first table that rows are read from: a library joins what it gives with them, perhaps to one page of them. */
function columnsRelated(
  query: Query,
  path: readonly string[],
  name: string,
  held: HeldTables,
  ownership: Ownership,
  outside: readonly Source[],
): readonly LoadedColumn[] {
  const [source, ...joined] = query.kind === 'select' ? query.from.flatMap(sourcesIn) : query.kind === 'update' ? [query.target] : []
  const beside = [...joined, ...outside]
  if (source?.kind === 'derived') return columnsRelated(source.query, path, name, held, ownership, beside)
  if (source?.kind !== 'table') return []
  return held.at(source, undefined).flatMap(({ table, by, isShared, isBetween }): LoadedColumn[] => {
    const isAlways = ({ isParent, column }: Relation): boolean => !isBetween || (isParent && !!table && !isNullable(table, column))
    const isKept = ({ column }: Relation): boolean => query.kind !== 'update' || !isSet(column, query)
    const along = (): Table | undefined => table && tableAlong(table, path, ownership, (first) => isAlways(first) && isKept(first))
    const other = joinedAs(path, beside, held) ?? along()
    const column = other?.columns.find((one) => isSameName(one.name, name))?.name
    // All tenants may have rows that hang on what belongs to nobody.
    if (!other || column === undefined || !by || isShared) return []
    // What stands under the path is whichever rows of its table are joined.
    const ways = [changesUnseen(query) ? 'unseen' : by, ...beside.flatMap((one) => loadingsOf(one, other, held))]
    const worst = ways.includes(undefined) ? undefined : loadings.findLast((way) => ways.includes(way))
    return worst ? [{ table: other, column, row: [source.range, ...path].join('.'), isShared, by: worst }] : []
  })
}

/** The table that is joined under a property, or is called so: over a table between, as the users of a team, no key leads from one row to the other. */
function joinedAs(path: readonly string[], beside: readonly Source[], held: HeldTables): Table | undefined {
  const property = path.at(-1) ?? ''
  const joined = beside.flatMap((source) =>
    source.kind === 'table' ? held.at(source, undefined).map(({ table }) => ({ table, source })) : [],
  )
  const called = joined.filter(({ table }) => table && isNamedAs(table.name, property))
  const named = joined.filter(({ source: { alias } }) => alias !== undefined && isAliasFor(alias.name, property))
  const [only, ...others] = new Set((called.length > 0 ? called : named).map(({ table }) => table))
  return others.length === 0 ? only : undefined
}

/** Libraries join what hangs on a row under the property that it hangs by, behind what that is a property of: `Order__Order_items`. */
function isAliasFor(alias: string, property: string): boolean {
  return isSameName(alias, property) || (alias.includes('__') && alias.endsWith(`_${property}`))
}

function loadingsOf(source: Source, other: Table, held: HeldTables): (Loading | undefined)[] {
  if (source.kind !== 'table') return []
  return held.at(source, undefined).flatMap(({ table, by, isShared }) => (table === other ? [isShared ? undefined : by] : []))
}

/** Those that a query names so itself, as `order.id`, or gives as a column of rows that it selects under the name. */
function columnsNested(query: Query, path: readonly string[], name: string, held: HeldTables): readonly LoadedColumn[] {
  const shown = columnsGiven(query, [...path, name].join('.'), held)
  const [first, ...further] = path
  const outputs = query.kind === 'select' ? query.output : query.kind === 'delete' ? query.returning : []
  if (shown.length > 0 || first === undefined) return shown
  const [inner, ...others] = outputs.flatMap((output) =>
    output.kind === 'term' && output.name !== undefined && isSameName(output.name, first) ? [output.term] : [],
  )
  return inner?.kind === 'subquery' && others.length === 0 ? columnsNested(inner.query, further, name, held) : []
}
