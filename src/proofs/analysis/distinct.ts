import { printTerm } from '../../query/print.ts'
import type { Select, Term } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { mayBe, outputMeant, type OutputColumn, type Result } from './outputs.ts'
import type { Space } from './space.ts'
import { isOpen, mayBeSame } from './terms.ts'

/** What SELECT DISTINCT and DISTINCT ON ask of ORDER BY. */
export function checkDistinct(analysis: Analysis, query: Select, space: Space, result: Result): void {
  if (query.distinct === false || query.orderBy.length === 0) return
  if (query.distinct === true) checkPlain(analysis, query, space, result)
  else checkOn(analysis, query, query.distinct, space, result)
}

function checkPlain(analysis: Analysis, { orderBy }: Select, space: Space, result: Result): void {
  if (!result.isWhole) return
  for (const { term } of orderBy) {
    if (isOpen(term) || term.kind === 'value' || outputMeant(term, result, true)) continue
    if (!result.outputs.some(({ is }) => mayBe(is, term, space))) analysis.add('distinctOrder', term.range, { text: printTerm(term) })
  }
}

/** Rows are ordered by what DISTINCT ON names, in any order, before anything else. */
function checkOn(analysis: Analysis, { orderBy }: Select, on: readonly Term[], space: Space, result: Result): void {
  if ([...on, ...orderBy.map(({ term }) => term)].some((term) => isOpen(term) || isUnknownPosition(term, result))) return
  const asked = on.map((term) => meant(term, result))
  const given = orderBy.map(({ term }) => meant(term, result))
  const isSame = (a: Term | OutputColumn, b: Term | OutputColumn): boolean => same(a, b, space)
  const first = given.findIndex((one) => !asked.some((other) => isSame(one, other)))
  if (first < 0) return
  const missing = asked.findIndex((one) => !given.slice(0, first).some((other) => isSame(one, other)))
  const [at, wanted] = [orderBy[first], on[missing]]
  if (at && wanted) analysis.add('distinctOnOrder', at.term.range, { text: printTerm(wanted) })
}

function isUnknownPosition(term: Term, result: Result): boolean {
  return term.kind === 'value' && outputMeant(term, result, true) === undefined
}

function meant(term: Term, result: Result): Term | OutputColumn {
  return outputMeant(term, result, true) ?? term
}

function same(a: Term | OutputColumn, b: Term | OutputColumn, space: Space): boolean {
  if (a === b) return true
  if ('kind' in a) return 'kind' in b ? mayBeSame(a, b, space) : mayBe(b.is, a, space)
  if ('kind' in b) return mayBe(a.is, b, space)
  return 'kind' in b.is ? mayBe(a.is, b.is, space) : 'kind' in a.is ? mayBe(b.is, a.is, space) : a.is.name === b.is.name
}
