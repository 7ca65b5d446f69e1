import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import { asWanted, type WantedIndex } from '../catalog/wanted-index.ts'
import { printCondition } from '../query/print.ts'
import type { Condition, Term } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { isNeeded, possibleUse, type QueryUse } from './index-use/possible-use.ts'
import { conjuncts, isColumn } from './predicate.ts'

/** What of an index serves nobody, whatever is asked of the table. */
export type UselessPart =
  /** Its condition leaves the column one value. */
  | { readonly kind: 'constantColumn' | 'onlyConstantColumn'; readonly column: string; readonly condition: string }
  /** Its condition holds of no row. */
  | { readonly kind: 'empty'; readonly condition: string }
  /** Its condition holds of every row, and still every query must repeat it. */
  | { readonly kind: 'everyRow'; readonly column: string; readonly condition: string }
  /** No query of the application has it, so none uses the index. */
  | { readonly kind: 'unasked'; readonly condition: string }
  /** Rows with NULL there are never equal. */
  | { readonly kind: 'nullableColumn'; readonly column: string }

/** What needs the queries of the application is not asked here. */
export function uselessPartOf(table: Table, index: Index): UselessPart | undefined {
  if (index.ofParent || index.operators) return undefined
  const parts = index.predicate ? conjuncts(index.predicate) : []
  return emptyOrFull(parts, table) ?? constantColumn(index, parts)
}

/** A condition that no query of the application, all of which are known, has or implies. */
export function unaskedCondition(
  table: Table,
  index: Index,
  uses: readonly QueryUse[],
  catalog: Catalog,
  settings: Readonly<Settings>,
): UselessPart | undefined {
  if (!index.predicate || isNeeded(index, table, catalog) || possibleUse(index, table, uses, settings) !== 'excluded') return undefined
  return { kind: 'unasked', condition: printCondition(index.predicate) }
}

/** The index with the rest of its columns. */
export function withoutColumn(index: Index, column: string): WantedIndex {
  return { ...asWanted(index), keys: index.keys.filter((key) => key.column !== column) }
}

/** A column that may be NULL among those of a unique key. */
export function nullableColumnOf(table: Table, index: Index, marks: readonly string[]): UselessPart | undefined {
  const { unique, nullsNotDistinct, keys, predicate, ofParent } = index
  if (!unique || nullsNotDistinct || ofParent || keys.length < 2 || table.kind === 'view') return undefined
  const parts = predicate ? conjuncts(predicate) : []
  const column = keys.find(
    ({ column: name }) =>
      name !== undefined && !marks.includes(name) && isNullable(table, name) && !parts.some((part) => names(part, name)),
  )
  return column?.column === undefined ? undefined : { kind: 'nullableColumn', column: column.column }
}

function isNullable({ columns }: Table, name: string): boolean {
  return columns.find((column) => column.name === name)?.nullable === true
}

function names(condition: Condition, column: string): boolean {
  if (condition.kind === 'compare') return isColumn(condition.left, column) || isColumn(condition.right, column)
  return condition.kind === 'null' && isColumn(condition.term, column)
}

function emptyOrFull(parts: readonly Condition[], { columns }: Table): UselessPart | undefined {
  for (const part of parts) {
    if (part.kind !== 'null') continue
    const column = columns.find(({ name, nullable }) => !nullable && isColumn(part.term, name))
    if (!column) continue
    const condition = printCondition(part)
    return part.not ? { kind: 'everyRow', column: column.name, condition } : { kind: 'empty', condition }
  }
  return undefined
}

/** A unique index over a constant says how many rows may have it: one. */
function constantColumn({ unique, keys, include }: Index, parts: readonly Condition[]): UselessPart | undefined {
  if (unique) return undefined
  for (const { column } of keys) {
    const fixing = column === undefined ? undefined : parts.find((part) => fixes(part, column))
    if (column === undefined || !fixing) continue
    const kind = keys.length === 1 && include.length === 0 ? 'onlyConstantColumn' : 'constantColumn'
    return { kind, column, condition: printCondition(fixing) }
  }
  return undefined
}

/** Whether a condition leaves a column one value. */
function fixes(condition: Condition, name: string): boolean {
  switch (condition.kind) {
    case 'compare':
      return (
        condition.op === '=' &&
        condition.quantifier === undefined &&
        ((isColumn(condition.left, name) && isLiteral(condition.right)) || (isColumn(condition.right, name) && isLiteral(condition.left)))
      )
    case 'null':
      return !condition.not && isColumn(condition.term, name)
    case 'bare':
      return isColumn(condition.term, name)
    case 'not':
      return condition.of.kind === 'bare' && isColumn(condition.of.term, name)
    case 'truth':
      return !condition.not && condition.of.kind === 'bare' && isColumn(condition.of.term, name)
    default:
      return false
  }
}

function isLiteral(term: Term): boolean {
  if (term.kind === 'cast') return isLiteral(term.term)
  return (
    (term.kind === 'value' && term.value.kind === 'literal' && !term.many) ||
    (term.kind === 'condition' && term.condition.kind === 'constant')
  )
}
