import { columnsIn } from './columns.ts'
import { isAggregate } from './functions.ts'
import { callsIn } from './grouping.ts'
import type { Combined, Order, Output, Query, Select, Term } from './query.ts'

/** By what queries sort, group or aggregate: what an index could give in order. */
export interface Sorted {
  readonly names: ReadonlySet<string>
  /** The program decides by what. */
  readonly isOpen: boolean
}

/** The names of columns by which queries or parts of them sort, also of those that stand behind names of results. */
export function sortedColumns(queries: readonly Query[]): Sorted {
  const [names, outputs] = [new Set<string>(), [] as Output[]]
  let isOpen = false
  const add = (node: object): void => {
    for (const { name } of columnsIn(node)) {
      names.add(name)
      if (name.includes('${')) isOpen = true
    }
    if (isUnseen(node)) isOpen = true
  }
  for (const node of nodesIn(queries)) {
    if (isCombined(node)) {
      const results = selectsOf(node).map(({ output }) => output)
      for (const output of results)
        for (const one of node.all ? node.orderBy.flatMap(({ term }) => sortedBy(term, output)) : output) add(one)
    } else if (isSelect(node)) {
      outputs.push(...node.output)
      for (const one of [...groupedIn(node), ...node.orderBy.flatMap(({ term }) => sortedBy(term, node.output))]) add(one)
    } else if ('orderBy' in node && Array.isArray(node.orderBy)) for (const { term } of node.orderBy as readonly Order[]) add(term)
  }
  return { names: withNamed(names, outputs), isOpen }
}

function nodesIn(root: object): object[] {
  const found: object[] = []
  const open: unknown[] = [root]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    found.push(node)
    open.push(...Object.values(node as Record<string, unknown>))
  }
  return found
}

/** A query may sort by the name that a view or a part of it gives a column. */
function withNamed(names: Set<string>, outputs: readonly Output[]): Set<string> {
  for (let before = -1; before < names.size;) {
    before = names.size
    for (const output of outputs)
      if (output.kind === 'term' && output.name !== undefined && names.has(output.name))
        for (const { name } of columnsIn(output.term)) names.add(name)
  }
  return names
}

/** What is put into a query as it runs, where a column is meant. */
function isUnseen(node: object): boolean {
  const term = node as Term | Output
  if (term.kind === 'cast' || term.kind === 'collate') return isUnseen(term.term)
  return term.kind === 'hidden' || (term.kind === 'value' && term.value.kind !== 'literal')
}

function isCombined(node: object): node is Combined {
  return 'kind' in node && node.kind === 'combined' && 'left' in node
}

function isSelect(node: object): node is Select {
  return 'kind' in node && node.kind === 'select' && 'output' in node
}

function selectsOf(query: Query): Select[] {
  if (query.kind === 'select') return [query]
  return query.kind === 'combined' ? [...selectsOf(query.left), ...selectsOf(query.right)] : []
}

function groupedIn({ groupBy, distinct, output, windows, having, orderBy }: Select): object[] {
  const terms = groupBy ? (groupBy.kind === 'terms' ? groupBy.terms : groupBy.sets.flat()) : []
  const only = distinct === false ? [] : distinct === true ? output : distinct
  const calls = [...callsIn([...output, ...orderBy, ...(having ? [having] : [])])].filter(
    ({ name, over }) => over !== undefined || isAggregate(name),
  )
  return [...terms.flatMap((term) => sortedBy(term, output)), ...only, ...calls, ...windows]
}

/** A term, and the output that its number or name stands for. */
function sortedBy(term: Term, output: readonly Output[]): object[] {
  if (term.kind === 'value' && term.value.kind === 'literal')
    return output.slice(Number(term.value.literal) - 1, Number(term.value.literal))
  return [term, ...output.filter((one) => one.kind === 'term' && term.kind === 'column' && one.name === term.name)]
}
