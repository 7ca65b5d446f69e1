import type { Column as CatalogColumn } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Condition, Term } from '../query/query.ts'
import { sentinelOf } from './marked-rows.ts'

/** The conditions that must all hold for this one to hold. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.of.flatMap(conjuncts) : [condition]
}

export function isColumn(term: Term, name: string): boolean {
  return term.kind === 'column' && term.name === name
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
    case 'not':
      return condition.of.kind === 'null' && holdsWhenNotNull({ ...condition.of, not: !condition.of.not }, columns)
    case 'constant':
      return condition.value === true
    default:
      return false
  }
}
