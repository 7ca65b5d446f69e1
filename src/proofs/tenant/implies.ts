import type { Index } from '../../catalog/catalog.ts'
import type { Classes } from '../../query/classes.ts'
import type { Leaf, Operand } from '../../query/formula.ts'
import { expressionText } from '../../query/operand.ts'
import { printTerm } from '../../query/print.ts'
import type { Condition, Term } from '../../query/query.ts'
import type { RowSource } from '../../query/relation.ts'
import { isNullable, operand } from './nulls.ts'

/** What is known of the rows of one branch. */
export interface Facts {
  readonly classes: Classes
  readonly atoms: readonly Leaf[]
}

/** Whether all columns of a unique index are fixed, so that it names one row, and the facts imply its predicate. */
export function isPinnedBy(source: RowSource, index: Index, facts: Facts): boolean {
  if (!index.unique) return false
  const isFixed = index.keys.every(({ column, expression }) => {
    if (column !== undefined) return isKnown(source, column, index, facts)
    return expression !== undefined && facts.classes.isFixed({ kind: 'expression', source, text: expressionText(expression), columns: [] })
  })
  return isFixed && implies(index.predicate, source, facts)
}

/** NULLs are not unique, unless the index says so. */
function isKnown(source: RowSource, column: string, { nullsNotDistinct }: Index, { classes }: Facts): boolean {
  const is = operand(source, column)
  return classes.isFixed(is) && (nullsNotDistinct || !isNullable(source.table, column) || classes.isNotNull(is))
}

/** Whether the facts imply a predicate over a source's columns. */
function implies(predicate: Condition | undefined, source: RowSource, facts: Facts): boolean {
  if (!predicate) return true
  const { classes, atoms } = facts
  const columnOf = (term: Term): Operand | undefined => (term.kind === 'column' ? operand(source, term.name) : undefined)
  const isOneOf = (term: Term, values: readonly Term[]): boolean => {
    const column = columnOf(term)
    return column !== undefined && values.some((value) => classes.equals(column, valueText(value)))
  }
  switch (predicate.kind) {
    case 'and':
      return predicate.of.every((part) => implies(part, source, facts))
    case 'or':
      return predicate.of.some((part) => implies(part, source, facts))
    case 'null': {
      const column = columnOf(predicate.term)
      if (column?.kind !== 'column') return false
      if (predicate.not) return classes.isNotNull(column)
      return atoms.some((atom) => atom.kind === 'null' && !atom.not && classes.same(atom.column, column))
    }
    case 'compare': {
      const { op, quantifier, left, right } = predicate
      if (op !== '=' || quantifier === 'all') return false
      return isOneOf(left, quantifier && (right.kind === 'list' || right.kind === 'array') ? right.terms : [right])
    }
    case 'bare':
      return isTruth(predicate.term, 'TRUE', source, facts)
    case 'not':
      return predicate.of.kind === 'bare' && isTruth(predicate.of.term, 'FALSE', source, facts)
    case 'truth':
      return (
        predicate.of.kind === 'bare' &&
        !predicate.not &&
        predicate.is !== 'unknown' &&
        isTruth(predicate.of.term, predicate.is.toUpperCase(), source, facts)
      )
    default:
      return false
  }
}

function isTruth(term: Term, truth: string, source: RowSource, { classes }: Facts): boolean {
  return term.kind === 'column' && classes.equals(operand(source, term.name), truth)
}

function valueText(term: Term): string {
  return term.kind === 'cast' ? valueText(term.term) : printTerm(term)
}
