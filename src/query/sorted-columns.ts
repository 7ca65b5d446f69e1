import { columnsIn } from './columns.ts'
import { isAggregate } from './functions.ts'
import { callsIn } from './grouping.ts'
import type { Order, Output, Query, Select, Term } from './query.ts'

/** The names of the columns by which a query or a part of it sorts, groups or aggregates: what an index could give in order. */
export function sortedColumns(query: Query): Set<string> {
  const found = new Set<string>()
  const add = (...nodes: readonly object[]): void => {
    for (const node of nodes) for (const { name } of columnsIn(node)) found.add(name)
  }
  const open: unknown[] = [query]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if (isSelect(node)) add(...groupedIn(node), ...node.orderBy.flatMap((order) => sortedBy(order.term, node.output)))
    else if ('orderBy' in node && Array.isArray(node.orderBy)) add(...(node.orderBy as readonly Order[]))
    open.push(...Object.values(node as Record<string, unknown>))
  }
  return found
}

function isSelect(node: object): node is Select {
  return 'kind' in node && node.kind === 'select' && 'output' in node
}

function groupedIn({ groupBy, distinct, output, windows }: Select): object[] {
  const terms = groupBy ? (groupBy.kind === 'terms' ? groupBy.terms : groupBy.sets.flat()) : []
  const only = distinct === false ? [] : distinct === true ? output : distinct
  const calls = [...callsIn([...output])].filter(({ name, over }) => over !== undefined || isAggregate(name))
  return [...terms.flatMap((term) => sortedBy(term, output)), ...only, ...calls, ...windows]
}

/** A term, and the output that its number or name stands for. */
function sortedBy(term: Term, output: readonly Output[]): object[] {
  if (term.kind === 'value' && term.value.kind === 'literal')
    return output.slice(Number(term.value.literal) - 1, Number(term.value.literal))
  return [term, ...output.filter((one) => one.kind === 'term' && term.kind === 'column' && one.name === term.name)]
}
