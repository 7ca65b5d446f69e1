import type { Column as CatalogColumn } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Condition, Term } from '../query/query.ts'

/** The conditions that must all hold for this one to hold. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.of.flatMap(conjuncts) : [condition]
}

function isColumn(term: Term, name: string): boolean {
  return term.kind === 'column' && term.name === name
}

function literal(term: Term): string | number | boolean | null | undefined {
  if (term.kind === 'cast') return literal(term.term)
  if (term.kind === 'condition' && term.condition.kind === 'constant') return term.condition.value
  return term.kind === 'value' && term.value.kind === 'literal' ? term.value.literal : undefined
}

/** The column that a bare boolean condition is, if it is one. */
function isBare(condition: Condition, name: string): boolean {
  return condition.kind === 'bare' && isColumn(condition.term, name)
}

/** Whether a condition by itself keeps the rows that are not deleted. */
function isLiveConjunct(condition: Condition, column: CatalogColumn): boolean {
  const { name } = column
  switch (condition.kind) {
    case 'null':
      return !condition.not && isColumn(condition.term, name)
    case 'not':
      return isBare(condition.of, name)
    case 'truth':
      return isBare(condition.of, name) && ((condition.is === 'false' && !condition.not) || (condition.is === 'true' && condition.not))
    case 'compare': {
      if (condition.op !== '=' || condition.quantifier) return false
      const [of, value] = isColumn(condition.left, name) ? [condition.left, condition.right] : [condition.right, condition.left]
      if (!isColumn(of, name)) return false
      const given = literal(value)
      return given === false || (given !== undefined && given !== null && given === sentinelOf(column))
    }
    default:
      return false
  }
}

/** The value that a live row's marker has where it is not NULL, such as `infinity`. */
export function sentinelOf(column: CatalogColumn): string | number | boolean | undefined {
  return (column.default && literal(column.default)) ?? undefined
}

/** Whether a condition keeps only rows that are not deleted. */
export function isLive(condition: Condition | undefined, marker: CatalogColumn): boolean {
  return condition !== undefined && conjuncts(condition).some((part) => isLiveConjunct(part, marker))
}

/** The condition that keeps the rows of a table that are not deleted, as SQL. */
export function livePredicate(marker: CatalogColumn): string {
  const name = quoteName(marker.name)
  if (marker.type?.name === 'boolean') return marker.nullable ? `${name} IS NOT TRUE` : `${name} = false`
  const sentinel = sentinelOf(marker)
  if (sentinel === undefined) return `${name} IS NULL`
  return `${name} = ${typeof sentinel === 'string' ? `'${sentinel.replaceAll("'", "''")}'` : sentinel}`
}

/** Whether a condition holds whenever these columns are not null: an AND or OR of their IS NOT NULL. */
export function holdsWhenNotNull(condition: Condition, columns: readonly string[]): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((part) => holdsWhenNotNull(part, columns))
    case 'or':
      return condition.of.some((part) => holdsWhenNotNull(part, columns))
    case 'null':
      return condition.not && columns.some((name) => isColumn(condition.term, name))
    case 'constant':
      return condition.value === true
    default:
      return false
  }
}
