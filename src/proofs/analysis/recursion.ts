import { callsIn } from '../../query/grouping.ts'
import type { Combined, CommonTable, Select } from '../../query/query.ts'
import type { Analysis } from './analysis.ts'
import { named } from './expressions.ts'
import { isNode, isPlainAggregate } from './terms.ts'

/** Whether a WITH query reads itself. */
export function isRecursive({ name, query }: CommonTable): boolean {
  return readsTable(query, name)
}

function readsTable(node: unknown, name: string): boolean {
  if (!isNode(node)) return false
  if ('kind' in node && node.kind === 'table' && 'name' in node && node.name === name && 'schema' in node && node.schema === undefined)
    return true
  if ('with' in node && Array.isArray(node.with) && node.with.some((inner: CommonTable) => inner.name === name)) return false
  return Object.values(node).some((part) => readsTable(part, name))
}

/** What Postgres asks of a query that reads itself: https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE */
export function checkRecursion(analysis: Analysis, { name, query, range }: CommonTable): void {
  if (query.kind !== 'combined' || query.how !== 'union') {
    if (query.kind === 'select' || query.kind === 'combined') analysis.add('recursiveForm', range, { name })
    return
  }
  if (readsTable(query.left, name)) analysis.add('recursiveForm', query.left.range, { name })
  else if (query.right.kind === 'select') checkRecursive(analysis, query.right, name)
  checkOrder(analysis, query, name)
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
