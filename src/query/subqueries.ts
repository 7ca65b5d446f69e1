import type { Formula, Operand } from './formula.ts'
import type { Call, Condition, Query, Term } from './query.ts'
import type { Scope } from './scope.ts'

/** How the equality of a subquery's column with a term beside it counts: also inside, only outside, or there is none. */
export type Reach = 'both ways' | 'outwards' | 'none'

/** How a condition gets at the relations inside it. */
export interface Subqueries {
  /** A row of the query exists whose columns are these. */
  exists(query: Query, scope: Scope, of: readonly (Operand | undefined)[], reach: Reach): Formula
  /** No row of the query has these columns; where one of them or of its own may be NULL, that says less. */
  none(query: Query, scope: Scope, of: readonly (Operand | undefined)[]): Formula
  /** The query stands here and its rows say nothing of ours. */
  beside(query: Query, scope: Scope): Formula
  /** What holds where what a function gives meets a condition that NULL does not meet, as far as its body is known. */
  called?(call: Call, scope: Scope, asks: Asks): Formula | undefined
  /** What holds where a function gives what these are; undefined where it is one of Postgres, or what it gives matters for no tenant. */
  given?(call: Call, scope: Scope, of: readonly (Operand | undefined)[], as: GivenAs): Formula | undefined
  /** That a condition asks a function of whose rows they are, and what it answers cannot be seen. */
  unread?(condition: Condition, scope: Scope): Formula | undefined
}

/** What a function gives is one value, or something is one of its rows, or of the elements of its array. */
export type GivenAs = 'value' | 'row' | 'element'

/** A condition on what a function gives. */
export type Asks = (given: Term) => Condition

/** What a query gives that is nothing but a term: `SELECT f(1)`. */
export function onlyTerm(query: Query): Term | undefined {
  if (query.kind !== 'select' || query.from.length > 0 || query.where || query.with.length > 0 || query.groupBy || query.having)
    return undefined
  const [only, ...others] = query.output
  return only?.kind === 'term' && others.length === 0 ? only.term : undefined
}

/** Subqueries that stand in a condition without saying anything of its rows. */
export function besides(node: object, scope: Scope, inner: Subqueries): Formula[] {
  return subqueriesIn(node).map((query) => inner.beside(query, scope))
}

/** The queries that stand directly in a term or condition. */
export function subqueriesIn(node: object): Query[] {
  const found: Query[] = []
  const open: object[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if (isSubquery(next)) found.push(next.query)
    else for (const value of Object.values(next)) if (typeof value === 'object' && value !== null) open.push(value as object)
  }
  return found
}

function isSubquery(node: object): node is { query: Query } {
  return 'kind' in node && (node.kind === 'subquery' || node.kind === 'exists') && 'query' in node
}
