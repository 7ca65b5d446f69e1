import { figureName } from '../../catalog/fold/choose-name.ts'
import type { Combined, Output, Select, Term } from '../../query/query.ts'
import { holdsHidden } from '../../query/tree.ts'
import type { Analysis, Columns } from './analysis.ts'
import { visit, type Clause, type Surroundings } from './expressions.ts'
import { readFrom, type Part } from './from.ts'
import { checkGrouping } from './grouping.ts'
import { checkCombinedLocking, checkLocking } from './locking.ts'
import { checkDistinct } from './distinct.ts'
import { resultOf, type Result } from './outputs.ts'
import { inside, type Space } from './space.ts'
import { isSpread } from './terms.ts'

export function checkSelect(analysis: Analysis, query: Select, around: Space): Columns {
  const part = readFrom(analysis, query.from, around)
  const space: Space = { ...around, ...part }
  visitSelect(analysis, query, space)
  const result = resultOf(query.output, part)
  checkPositions(analysis, query, result)
  checkLocking(analysis, query, space)
  if (!holdsHidden(query)) {
    checkGrouping(analysis, query, space, result)
    checkDistinct(analysis, query, space, result)
  }
  return result.isWhole ? result.outputs.map(({ name }) => name) : undefined
}

function visitSelect(analysis: Analysis, query: Select, space: Space): void {
  const windows = new Set(query.windows.map(({ name }) => name))
  const within = (clause: Clause): Surroundings => ({ space, clause, windows })
  visit(analysis, query.output, within('SELECT'))
  visit(analysis, query.where, within('WHERE'))
  visit(analysis, query.having, within('HAVING'))
  for (const { window } of query.windows) visit(analysis, [window.partitionBy, window.orderBy], { space, clause: 'WINDOW' })
  if (query.groupBy) visit(analysis, query.groupBy.kind === 'terms' ? query.groupBy.terms : query.groupBy.sets, within('GROUP BY'))
  const names = namesOf(query.output)
  for (const { term } of query.orderBy) if (!isName(term, names)) visit(analysis, term, within('ORDER BY'))
  if (typeof query.distinct !== 'boolean')
    for (const term of query.distinct) if (!isName(term, names)) visit(analysis, term, within('DISTINCT ON'))
  visit(analysis, query.limit, within('LIMIT'))
  visit(analysis, query.offset, within('OFFSET'))
}

function namesOf(outputs: readonly Output[]): ReadonlySet<string> {
  return new Set(outputs.flatMap((one) => (one.kind === 'term' ? [one.name ?? figureName(one.term) ?? ''] : [])))
}

/** ORDER BY takes a bare name for that of an output first. */
function isName(term: Term, names: ReadonlySet<string>): boolean {
  return term.kind === 'column' && term.of === undefined && names.has(term.name)
}

function checkPositions(analysis: Analysis, { orderBy, groupBy, distinct }: Select, result: Result): void {
  for (const { term } of orderBy) checkPosition(analysis, term, 'ORDER BY', result)
  const grouped = groupBy?.kind === 'terms' ? groupBy.terms : (groupBy?.sets.flat() ?? [])
  for (const term of grouped) checkPosition(analysis, term, 'GROUP BY', result)
  if (typeof distinct !== 'boolean') for (const term of distinct) checkPosition(analysis, term, 'DISTINCT ON', result)
}

type Counted = Pick<Result, 'isWhole'> & { readonly outputs: readonly unknown[] }

function checkPosition(analysis: Analysis, term: Term, clause: string, { outputs, isWhole }: Counted): void {
  if (term.kind !== 'value' || term.value.kind !== 'literal') return
  const { literal } = term.value
  if (typeof literal !== 'number' || !Number.isInteger(literal)) analysis.add('constantOrder', term.range, { clause })
  else if (isWhole && (literal < 1 || literal > outputs.length))
    analysis.add('position', term.range, { clause, position: String(literal), count: String(outputs.length) })
}

/** A set operation: both queries give as many columns, and what they give is all that ORDER BY sees. */
export function checkCombined(analysis: Analysis, query: Combined, around: Space): Columns {
  const left = analysis.query(query.left, around)
  const right = analysis.query(query.right, around)
  const how = query.how.toUpperCase()
  if (left && right && left.length !== right.length)
    analysis.add('unionColumns', query.right.range, { how, left: String(left.length), right: String(right.length) })
  for (const { term } of query.orderBy) {
    checkPosition(analysis, term, 'ORDER BY', { outputs: left ?? [], isWhole: left !== undefined })
    const isExpression = term.kind !== 'column' && term.kind !== 'value' && term.kind !== 'hidden' && !isSpread(term)
    if (isExpression && !holdsHidden(term)) analysis.add('unionOrder', term.range, { how })
    if (isExpression) visit(analysis, term, { space: inside(around), clause: 'ORDER BY' })
  }
  checkCombinedLocking(analysis, query)
  return left
}

/** What RETURNING gives. */
export function returnedColumns(outputs: readonly Output[], part: Pick<Part, 'star' | 'items'>): Columns {
  const result = resultOf(outputs, part)
  return result.isWhole ? result.outputs.map(({ name }) => name) : undefined
}
