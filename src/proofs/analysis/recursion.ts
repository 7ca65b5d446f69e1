import { callsIn } from '../../query/grouping.ts'
import type { Combined, CommonTable, JoinSource, Select } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { named } from './expressions.ts'
import { isNode, isPlainAggregate } from './terms.ts'

/** Whether a WITH query reads itself. */
export function isRecursive({ name, query }: CommonTable): boolean {
  return readsTable(query, name)
}

function readsTable(node: unknown, name: string): boolean {
  if (!isNode(node)) return false
  if (isTable(node, name)) return true
  return !isShadowed(node, name) && Object.values(node).some((part) => readsTable(part, name))
}

function isTable(node: object, name: string): boolean {
  return 'kind' in node && node.kind === 'table' && 'name' in node && node.name === name && 'schema' in node && node.schema === undefined
}

function isShadowed(node: object, name: string): boolean {
  return 'with' in node && Array.isArray(node.with) && node.with.some((inner: CommonTable) => inner.name === name)
}

/** What Postgres asks of a query that reads itself: https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE */
export function checkRecursion(analysis: Analysis, { name, query, range }: CommonTable): void {
  if (query.kind !== 'combined' || query.how !== 'union') {
    if (query.kind === 'select' || query.kind === 'combined') analysis.add('recursiveForm', range, { name })
    return
  }
  if (readsTable(query.left, name)) analysis.add('recursiveForm', query.left.range, { name })
  else {
    const place = placeOf(query.right, name, undefined)
    if (place !== undefined) analysis.add('recursivePlace', query.right.range, { name, place })
    else if (query.right.kind === 'select') checkRecursive(analysis, query.right, name)
  }
  checkOrder(analysis, query, name)
}

type Place = 'a subquery' | 'an outer join'

/** Where a query reads a table so that it could see fewer of its rows than there are, or none. */
function placeOf(node: unknown, name: string, around: Place | undefined): Place | undefined {
  if (!isNode(node) || isShadowed(node, name)) return undefined
  if (isTable(node, name)) return around
  if (isJoin(node)) {
    const { left, right, how, on } = node
    const [ofLeft, ofRight] = [how === 'right' || how === 'full', how === 'left' || how === 'full']
    return (
      placeOf(left, name, ofLeft ? 'an outer join' : around) ??
      placeOf(right, name, ofRight ? 'an outer join' : around) ??
      placeOf(on, name, around)
    )
  }
  const inner = 'kind' in node && (node.kind === 'subquery' || node.kind === 'exists') ? 'a subquery' : around
  for (const part of Object.values(node)) {
    const found = placeOf(part, name, inner)
    if (found !== undefined) return found
  }
  return undefined
}

function isJoin(node: object): node is JoinSource {
  return 'kind' in node && node.kind === 'join' && 'left' in node && 'how' in node
}

function checkRecursive(analysis: Analysis, part: Select, name: string): void {
  if (!part.from.some((source) => source.kind === 'table' && source.name === name && source.schema === undefined)) return
  for (const call of callsIn([part.output, ...(part.having ? [part.having] : [])]))
    if (isPlainAggregate(call) && !analysis.isFunctionOfSchema(call.name)) {
      analysis.add('recursiveAggregate', call.range, { name, what: `aggregate such as ${named(call)}` })
      return
    }
}

function checkOrder(analysis: Analysis, { orderBy, limit, offset }: Combined, name: string): void {
  const cut = orderBy[0] ?? offset ?? limit
  if (cut) analysis.add('recursiveCut', cut.range, { name })
}
