import type { Condition, Hidden, Query } from '../../query/query.ts'
import { holdsHidden } from '../../query/tree.ts'
import { isBlock, isObject } from './blocks.ts'

/** Conditions of their own: what cannot be seen in one of them undoes nothing outside. */
const clauses: ReadonlySet<string> = new Set(['on', 'and', 'having', 'filter', 'predicate'])

/** A condition that stands by itself, in a clause or in parentheses: with a hole that may undo the rest of it, nothing of it is known. */
export function confined(condition: Condition): Condition {
  const opening = openingIn(condition)
  return opening && !holdsQuery(condition) ? { ...opening, narrows: true } : condition
}

/** Keeps what cannot be seen to its clause. Of a query with one clause alone the rest is kept for people to read. */
export function confineClauses(query: Query): Query {
  return holdsHidden(query) ? (inClauses(query, true) as Query) : query
}

function inClauses(node: unknown, isTop: boolean): unknown {
  if (Array.isArray(node)) return node.map((part) => inClauses(part, isTop))
  if (!isObject(node)) return node
  const isInner = !isTop || hasOtherClauses(node)
  const parts = Object.entries(node).map(([key, part]: [string, unknown]) => {
    const read = inClauses(part, isTop && !isBlock(node))
    const isOwn = isObject(read) && (clauses.has(key) || (key === 'where' && isInner))
    return [key, isOwn ? confined(read as Condition) : read]
  })
  return Object.fromEntries(parts)
}

function hasOtherClauses(node: object): boolean {
  const sources = 'from' in node ? node.from : 'using' in node ? node.using : undefined
  return Array.isArray(sources) && sources.some((one) => isObject(one) && 'kind' in one && one.kind === 'join')
}

function openingIn(node: unknown): Hidden | undefined {
  if (!isObject(node) || isQuery(node)) return undefined
  if ('kind' in node && node.kind === 'hidden') return (node as Hidden).narrows === true ? undefined : (node as Hidden)
  for (const part of Object.values(node) as unknown[]) {
    const found = openingIn(part)
    if (found) return found
  }
  return undefined
}

/** A query in it is judged too, and must not get lost. */
function holdsQuery(node: unknown): boolean {
  return isObject(node) && (isQuery(node) || Object.values(node).some(holdsQuery))
}

function isQuery(node: object): boolean {
  return Object.hasOwn(node, 'with')
}
