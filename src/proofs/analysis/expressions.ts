import type { Call, Column, Comparison, Query, Term } from '../../query/query.ts'
import { holdsHidden } from '../../query/tree.ts'
import type { Analysis, Columns } from './analysis.ts'
import { aggregateLevel } from './levels.ts'
import { find, inside, type Space } from './space.ts'
import { counted, isNode, isPlainAggregate, isSetFunction, isSpread, isWindowFunction, kindOf, lacksGroup } from './terms.ts'

/** Where an expression stands. */
export type Clause =
  | 'SELECT'
  | 'ORDER BY'
  | 'DISTINCT ON'
  | 'WINDOW'
  | 'WHERE'
  | 'a join condition'
  | 'a function in FROM'
  | 'GROUP BY'
  | 'HAVING'
  | 'LIMIT'
  | 'OFFSET'
  | 'VALUES'
  | 'SET'
  | 'RETURNING'
  | 'a condition of MERGE'

export interface Surroundings {
  readonly space: Space
  readonly clause: Clause
  /** It is the argument of an aggregate of its own query, or of a window function. */
  readonly within?: 'an aggregate' | 'a window function' | 'FILTER'
  /** A bare column of ON CONFLICT DO UPDATE may be of two rows. */
  readonly conflict?: string
  readonly windows?: ReadonlySet<string>
}

const afterGrouping: ReadonlySet<Clause> = new Set(['SELECT', 'ORDER BY', 'DISTINCT ON', 'WINDOW', 'HAVING'])
const afterWindows: ReadonlySet<Clause> = new Set(['SELECT', 'ORDER BY', 'DISTINCT ON'])
const oneValue: ReadonlySet<Clause> = new Set([
  'WHERE',
  'a join condition',
  'HAVING',
  'LIMIT',
  'OFFSET',
  'SET',
  'RETURNING',
  'a condition of MERGE',
])

/** Looks at all that stands in an expression. */
export function visit(analysis: Analysis, node: unknown, around: Surroundings): void {
  if (!isNode(node)) return
  if (isCall(node)) visitCall(analysis, node, around)
  else if (isColumn(node)) visitColumn(analysis, node, around)
  else if (isComparison(node)) visitComparison(analysis, node, around)
  else if (isQueryTerm(node)) {
    const columns = analysis.query(node.query, inside(around.space))
    if (node.kind === 'subquery') checkWidth(analysis, node.query, columns, 1)
  } else if (kindOf(node) !== 'hidden') for (const part of Object.values(node)) visit(analysis, part, around)
}

function isCall(node: object): node is Call {
  return kindOf(node) === 'call'
}

function isColumn(node: object): node is Column {
  return kindOf(node) === 'column'
}

function isComparison(node: object): node is Comparison {
  return kindOf(node) === 'compare'
}

function isQueryTerm(node: object): node is { readonly kind: 'subquery' | 'exists'; readonly query: Query } {
  return kindOf(node) === 'subquery' || kindOf(node) === 'exists'
}

function visitCall(analysis: Analysis, call: Call, around: Surroundings): void {
  const isOwn = !analysis.isFunctionOfSchema(call.name)
  const aggregates = isOwn && !lacksGroup(call) && isPlainAggregate(call) && aggregateLevel(call, around.space) === 0
  if (call.over !== undefined) checkWindow(analysis, call, around)
  else if (aggregates) checkAggregate(analysis, call, around)
  else if (isOwn && isWindowFunction(call) && call.orderBy.length === 0) analysis.add('withoutWindow', call.range, { name: named(call) })
  else if (isOwn && lacksGroup(call)) analysis.add('withoutGroup', call.range, { name: named(call) })
  else if (isOwn && isSetFunction(call) && oneValue.has(around.clause) && around.within === undefined)
    analysis.add('setPlace', call.range, { name: named(call), clause: around.clause })
  const inner = call.over !== undefined ? 'a window function' : aggregates ? 'an aggregate' : around.within
  const below: Surroundings = inner === undefined ? around : { ...around, within: inner }
  visit(analysis, [call.args, call.orderBy], below)
  if (call.filter) visit(analysis, call.filter, call.over !== undefined || aggregates ? { ...around, within: 'FILTER' } : below)
  if (isNode(call.over)) visit(analysis, [call.over.partitionBy, call.over.orderBy], { ...around, clause: 'WINDOW' })
}

export function named(call: Call): string {
  return `${call.name}(${call.star ? '*' : call.args.length > 0 ? '…' : ''})`
}

function checkAggregate(analysis: Analysis, call: Call, { clause, within }: Surroundings): void {
  const name = named(call)
  if (within === 'an aggregate') analysis.add('nestedAggregate', call.range, { name })
  else if (within === 'FILTER') analysis.add('aggregatePlace', call.range, { name, clause: 'FILTER', remedy: 'Compute it in a subquery' })
  else if (!afterGrouping.has(clause)) {
    const remedy = clause === 'WHERE' ? 'Ask it in HAVING, or in a subquery' : 'Compute it in a subquery'
    analysis.add('aggregatePlace', call.range, { name, clause, remedy })
  }
}

function checkWindow(analysis: Analysis, call: Call, { clause, within, windows }: Surroundings): void {
  const name = named(call)
  if (within !== undefined) analysis.add('nestedWindow', call.range, { name, clause: within })
  else if (!afterWindows.has(clause))
    analysis.add('windowPlace', call.range, { name, clause: clause === 'WINDOW' ? 'another window' : clause })
  else if (call.distinct) analysis.add('distinctWindow', call.range, { name })
  const used = typeof call.over === 'string' ? call.over : call.over?.base
  if (used !== undefined && windows && !windows.has(used)) analysis.add('unknownWindow', call.range, { name: used })
}

function visitColumn(analysis: Analysis, column: Column, { space, clause, conflict }: Surroundings): void {
  const found = find(column, space)
  if (clause === 'LIMIT' || clause === 'OFFSET') {
    if (found && (!('level' in found) || found.level === 0)) analysis.add('limitColumn', column.range, { clause, column: column.name })
    return
  }
  if (column.name === '*') return
  if (conflict !== undefined && isOfBoth(column, space))
    analysis.add('excludedColumn', column.range, { column: column.name, table: conflict })
  else if (found && 'among' in found) {
    const names = found.among.map(({ name }) => name).filter((name) => name !== '')
    analysis.add('ambiguous', column.range, { column: column.name, sources: names.join(' or '), first: names[0] ?? 'the table' })
  }
}

/** A bare name is of the row that is there and of the one that was to be inserted, whatever the table. */
function isOfBoth(column: Column, space: Space): boolean {
  if (column.of !== undefined || space.items.length !== 2) return false
  return space.items.every(({ columns }) => columns?.includes(column.name) ?? true)
}

function visitComparison(analysis: Analysis, comparison: Comparison, around: Surroundings): void {
  const { left, right, quantifier } = comparison
  for (const side of [left, right]) if (side.kind !== 'subquery') visit(analysis, side, around)
  const width = widthOf(left)
  if (right.kind === 'subquery') {
    const columns = analysis.query(right.query, inside(around.space))
    if (width !== undefined && !right.array) checkWidth(analysis, right.query, columns, width)
  }
  if (left.kind === 'subquery')
    checkWidth(analysis, left.query, analysis.query(left.query, inside(around.space)), left.array ? undefined : 1)
  if (left.kind !== 'row' || width === undefined) return
  const rows = quantifier === undefined ? [right] : right.kind === 'list' ? right.terms : []
  for (const row of rows) {
    const given = row.kind === 'row' ? widthOf(row) : undefined
    if (given !== undefined && given !== width)
      analysis.add('rowLengths', row.range, { left: counted(width, 'value'), right: counted(given, 'value') })
  }
}

/** How many columns a term is compared as. */
function widthOf(term: Term): number | undefined {
  if (term.kind === 'row') return term.terms.some((part) => isSpread(part) || holdsHidden(part)) ? undefined : term.terms.length
  const isAny = term.kind === 'hidden' || isSpread(term) || (term.kind === 'value' && term.value.kind === 'program')
  return isAny ? undefined : 1
}

export function checkWidth(analysis: Analysis, query: Query, columns: Columns, wanted: number | undefined): void {
  if (columns === undefined || wanted === undefined || columns.length === wanted) return
  const wants = `${counted(wanted, 'column')} ${wanted === 1 ? 'is' : 'are'}`
  analysis.add('subqueryColumns', query.range, { wanted: wants, count: String(columns.length) })
}
