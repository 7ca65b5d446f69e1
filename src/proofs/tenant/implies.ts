import type { Index } from '../../catalog/catalog.ts'
import { isText } from '../../catalog/types.ts'
import { expressionText, foldedColumn } from '../../query/operand.ts'
import type { RowSource } from '../../query/relation.ts'
import { implied, type Facts } from '../implication.ts'
import { isNullable, operand } from './nulls.ts'

/** Whether all columns of a unique index are fixed, so that it names one row, and the facts imply its predicate. */
export function isPinnedBy(source: RowSource, index: Index, facts: Facts, isFixedColumn = isKnownIn): boolean {
  if (!index.unique) return false
  const isFixed = index.keys.every(({ column, expression }) => {
    if (column !== undefined) return isFixedColumn(source, column, index, facts)
    return expression !== undefined && facts.classes.isFixed({ kind: 'expression', source, text: expressionText(expression), columns: [] })
  })
  return isFixed && implied(index.predicate, source, facts) === 'yes'
}

/** Whether texts of them may be in any letters, `lower(email) = lower($1)`: few rows, if more than one. */
export function isFoundBy(source: RowSource, index: Index, facts: Facts): boolean {
  return isPinnedBy(source, index, facts, (...column) => isKnownIn(...column) || isKnownInAnyCase(...column))
}

function isKnownInAnyCase(source: RowSource, column: string, _: Index, { classes }: Facts): boolean {
  const type = source.table?.columns.find(({ name }) => name === column)?.type
  return isText(type) && foldedColumn(source, column).some((folded) => classes.isFixed(folded))
}

/** NULLs are not unique, unless the index says so. */
function isKnownIn(source: RowSource, column: string, { nullsNotDistinct }: Index, facts: Facts): boolean {
  return nullsNotDistinct ? facts.classes.isFixed(operand(source, column)) : isKnown(source, column, facts)
}

/** Whether a column has one value, which is not NULL. */
export function isKnown(source: RowSource, column: string, { classes }: Facts): boolean {
  const is = operand(source, column)
  return classes.isFixed(is) && (!isNullable(source.table, column) || classes.isNotNull(is))
}
