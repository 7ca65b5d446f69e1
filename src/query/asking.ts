import { columnsIn } from './columns.ts'
import { isFixed } from './operand.ts'
import { isOfSome } from './quantifiers.ts'
import type { Comparison, Condition, Term } from './query.ts'
import type { Scope } from './scope.ts'
import { onlyTerm } from './subqueries.ts'

/** A condition on something that is not true where that is NULL. */
export interface Asking {
  readonly term: Term
  /** The same condition on something else. */
  readonly of: (term: Term) => Condition
  /** No column stands beside it. */
  readonly isWhole: boolean
}

export function askingOf(condition: Condition, not: boolean): Asking | undefined {
  switch (condition.kind) {
    case 'bare':
      return asking(condition, [])
    case 'like':
      return asking(condition, [condition.pattern])
    case 'between':
      return asking(condition, [condition.low, condition.high])
    case 'null':
      return condition.not === not ? undefined : asking(condition, [])
    case 'compare':
      return askingBy(condition, not)
    default:
      return undefined
  }
}

function asking(condition: Condition & { readonly term: Term }, beside: readonly Term[]): Asking {
  return { term: condition.term, of: (term) => ({ ...condition, term }), isWhole: columnsIn(beside).length === 0 }
}

function askingBy(comparison: Comparison, not: boolean): Asking | undefined {
  const { op, quantifier, left, right } = comparison
  if (op.startsWith('is ')) return undefined
  // NOT IN of nothing is true of NULL, too.
  const isStrict = quantifier === undefined || isOfSome(quantifier, not) || (right.kind === 'list' && right.terms.length > 0)
  if (isStrict && isAskable(left))
    return { term: left, of: (term) => ({ ...comparison, left: term }), isWhole: columnsIn(right).length === 0 }
  if (quantifier !== undefined || !isAskable(right)) return undefined
  return { term: right, of: (term) => ({ ...comparison, right: term }), isWhole: columnsIn(left).length === 0 }
}

function isAskable(term: Term): boolean {
  return (term.kind === 'call' && !term.operator) || term.kind === 'subquery'
}

/** What a subquery of nothing but a term gives, where that may be another for each row: `(SELECT is_member(organization_id))`. */
export function plainTerm(term: Term, scope: Scope): Term | undefined {
  const only = term.kind === 'subquery' && !term.array ? onlyTerm(term.query) : undefined
  return only && !isFixed(only, scope) ? only : undefined
}
