import type { Call, Query, Select, Term } from './query.ts'
import { onlyTerm } from './subqueries.ts'

/** The rows of which the array holds one each that a query gives: `SELECT array_agg(id) FROM teams`, `SELECT ARRAY(SELECT id FROM teams)`. */
export function elementsOf(query: Query): Query | undefined {
  if (query.kind !== 'select' || query.groupBy || query.having || query.limit || query.offset) return undefined
  const [only, ...others] = query.output
  if (only?.kind !== 'term' || others.length > 0) return undefined
  const term = array(only.term)
  if (term.kind === 'subquery') return onlyTerm(query) && (term.array ? term.query : elementsOf(term.query))
  return isAggregate(term) ? ungrouped(query, term) : undefined
}

/** An array without its type, and without the empty one that stands where there is none. */
function array(term: Term): Term {
  if (term.kind === 'cast') return array(term.term)
  if (term.kind !== 'call' || term.name !== 'coalesce') return term
  const [first, ...others] = term.args
  return first && others.every(isEmpty) ? array(first) : term
}

function isEmpty(term: Term): boolean {
  if (term.kind === 'cast') return isEmpty(term.term)
  if (term.kind === 'array') return term.terms.length === 0
  return term.kind === 'value' && term.value.kind === 'literal' && (term.value.literal === '{}' || term.value.literal === null)
}

function isAggregate(term: Term): term is Call {
  return term.kind === 'call' && term.name === 'array_agg' && term.args.length === 1 && term.over === undefined
}

function ungrouped(query: Select, { args, filter, range }: Call): Query {
  const of = [query.where, filter].filter((part) => part !== undefined)
  const output = args.map((term) => ({ kind: 'term', term, name: undefined, range }) as const)
  return { ...query, output, orderBy: [], where: of.length > 0 ? { kind: 'and', of, range } : undefined }
}
