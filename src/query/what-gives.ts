import { branchesOf } from './branches.ts'
import type { Builder } from './build.ts'
import { withoutCast } from './columns.ts'
import { elementsOf } from './elements.ts'
import { all, any, type Formula, type Operand } from './formula.ts'
import { selectOf } from './empty-select.ts'
import { isAggregated } from './grouping.ts'
import type { Combined, Condition, Query, Select, Term, Values } from './query.ts'
import type { Scope } from './scope.ts'
import { isWrite } from './select.ts'
import { onlyTerm, type Asks, type GivenAs } from './subqueries.ts'

export const itself: Asks = (term) => ({ kind: 'bare', term, range: term.range })

/** What holds where what a query gives meets a condition that NULL does not meet: there is a row of which that is true. */
export function whereGives(query: Query, asks: Asks): Condition | undefined {
  const { range } = query
  if (query.kind === 'select') return whereSelects(query, asks)
  if (query.kind !== 'combined' && query.kind !== 'values') return undefined
  const of = armsOf(query).map((arm) => whereGives(arm, asks))
  return of.includes(undefined) ? undefined : { kind: isEach(query) ? 'and' : 'or', of: of.filter((part) => part !== undefined), range }
}

function whereSelects(query: Select, asks: Asks): Condition | undefined {
  if (query.groupBy || isAggregated(query)) return undefined
  const [only, ...others] = query.output
  if (only?.kind !== 'term' || others.length > 0) return undefined
  const { range } = query
  if (query.from.length > 0 || query.with.length > 0) {
    const of = [query.where, asks(only.term)].filter((part) => part !== undefined)
    return { kind: 'exists', query: { ...query, where: { kind: 'and', of, range } }, range }
  }
  const given = onlyTerm(query)
  return given && asks(given)
}

/** What holds where what a query gives is something: its value, one of its rows, or an element of its array. */
export function whereIs(
  builder: Builder,
  query: Query,
  inner: Scope,
  of: readonly (Operand | undefined)[],
  as: GivenAs,
): Formula | undefined {
  const ofQuery = (one: Query, like = as): Formula | undefined => whereIs(builder, one, inner, of, like)
  if (isWrite(query)) return undefined
  if (query.kind === 'combined' || query.kind === 'values')
    return joined(
      armsOf(query).map((arm) => ofQuery(arm)),
      isEach(query),
    )
  const only = onlyTerm(query)
  if (only) return ofTerm(only)
  const rows = as === 'element' ? elementsOf(query) : query
  return rows && builder.exists(rows, inner, of, 'both ways')

  function ofTerm(term: Term): Formula | undefined {
    const plain = withoutCast(term)
    if (plain.kind === 'subquery' && !plain.array) return ofQuery(plain.query)
    if (plain.kind === 'subquery' && as === 'element') return ofQuery(plain.query, 'row')
    const branches = branchesOf(plain)
    if (branches) return joined(branches.map(({ when, then }) => within(when, ofTerm(then))))
    const called = plain.kind === 'call' && !plain.operator ? builder.given(plain, inner, of, as) : undefined
    return called ?? (as === 'element' ? undefined : builder.exists(selectOf([term]), inner, of, 'both ways'))
  }

  function within(when: Condition | undefined, then: Formula | undefined): Formula | undefined {
    return then && all([builder.condition(when, inner), then])
  }
}

function joined(parts: readonly (Formula | undefined)[], isEach = false): Formula | undefined {
  const known = parts.filter((part) => part !== undefined)
  if (known.length < parts.length || known.length === 0) return undefined
  return isEach ? all(known) : any(known)
}

/** Queries of which one gives what this does, or each of them. */
function armsOf(query: Combined | Values): readonly Query[] {
  const { with: tables } = query
  if (query.kind === 'values') return query.rows.map((row) => ({ ...selectOf(row), with: tables }))
  const arms = query.how === 'except' ? [query.left] : [query.left, query.right]
  return arms.map((arm) => ({ ...arm, with: [...tables, ...arm.with] }))
}

function isEach(query: Combined | Values): boolean {
  return query.kind === 'combined' && query.how === 'intersect'
}
