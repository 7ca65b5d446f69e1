import type { Catalog, Column, Index, Table } from '../catalog/catalog.ts'
import type { Condition, Term } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { isNamed, softDeleteColumn } from './owner.ts'
import { conjuncts } from './predicate.ts'
import { redundancyOf } from './redundant-index.ts'
import { leadingDefaults, scatteredIndex } from './tenant/leading-column.ts'

export interface FewValuesOptions {
  readonly maxValues: number
  readonly columns: readonly string[]
}

/** The column of an index of nothing else that has few values, and how that is known. */
export interface FewValues {
  readonly column: string
  readonly because: string
  /** It is the mark of deleted rows, and NULL in all others. */
  readonly kind: 'found' | 'mark'
}

export function fewValuesOf(
  table: Table,
  index: Index,
  options: FewValuesOptions,
  catalog: Catalog,
  settings: Readonly<Settings>,
): FewValues | undefined {
  const [key, ...others] = index.keys
  if (!key || others.length > 0 || index.unique || index.predicate || index.include.length > 0 || index.operators || index.ofParent)
    return undefined
  const column = table.columns.find(({ name }) => name === key.column)
  if (!column || table.foreignKeys.some(({ columns }) => columns.includes(column.name))) return undefined
  // What leads with the tenant tells rows apart, and what is there already is to go: other rules say so.
  if (redundancyOf(table, index, catalog, settings) || scatteredIndex(table, index, leadingDefaults, catalog, settings)) return undefined
  const because = reason(column, table, catalog, options)
  if (because !== undefined) return { kind: 'found', column: column.name, because }
  const isMark = column.nullable && column === softDeleteColumn(table, settings)
  return isMark ? { kind: 'mark', column: column.name, because: 'is NULL in all rows that are not deleted' } : undefined
}

/** Whether a column is known to have few values. */
export function fewValuesIn(name: string, table: Table, catalog: Catalog, options: FewValuesOptions): boolean {
  const column = table.columns.find((one) => one.name === name)
  return column !== undefined && reason(column, table, catalog, options) !== undefined
}

function reason(column: Column, table: Table, catalog: Catalog, { maxValues, columns }: FewValuesOptions): string | undefined {
  const { type, name } = column
  if (type?.name === 'boolean' && !type.array) return 'is true or false'
  const counts = [...labelsOf(column, catalog), ...table.checks.map((check) => valuesIn(check.expression, name))]
  const count = counts.find((one) => one !== undefined && one <= maxValues)
  if (count !== undefined) return `has ${count} values at most`
  return isNamed(name, columns) ? 'has few values' : undefined
}

function labelsOf({ type }: Column, { parts: { types } }: Catalog): number[] {
  const found = types.filter(({ name, schema }) => name === type?.name && (type.schema === undefined || type.schema === schema))
  return found.length === 1 && !type?.array
    ? found.flatMap(({ kind, labels }) => (kind === 'enum' && labels.length > 0 ? [labels.length] : []))
    : []
}

/** How many values a check leaves a column. */
function valuesIn(check: Condition, name: string): number | undefined {
  for (const part of conjuncts(check)) {
    if (part.kind !== 'compare' || part.op !== '=' || part.quantifier !== 'any' || !isColumn(part.left, name)) continue
    if (part.right.kind === 'list' || part.right.kind === 'array') return part.right.terms.length
  }
  return undefined
}

function isColumn(term: Term, name: string): boolean {
  return term.kind === 'cast' ? isColumn(term.term, name) : term.kind === 'column' && term.name === name
}
