import type { Query } from '../query/query.ts'
import { failure, type Parsed, type Statement } from './engine.ts'

/** Each table of a statement is held against the others, so that more of them would take minutes. */
const mostTables = 250

/** What was parsed, unless it is more than can be followed. */
export function unlessTooMuch(parsed: Parsed<readonly Statement[]>, text: string): Parsed<readonly Statement[]> {
  if (!parsed.ok || text.length < 2 * mostTables) return parsed
  const tables = Math.max(0, ...parsed.value.map(({ query }) => (query ? mostTablesIn(query) : 0)))
  if (tables <= mostTables) return parsed
  return failure('limit', `it names tables in ${tables} places, and ${mostTables} are the most that are followed in one statement`)
}

/** How many tables are named in a query; of set operations in the largest arm, since arms know nothing of each other. */
function mostTablesIn(query: Query): number {
  const arms: Query[] = [query]
  let most = 0
  for (let arm = arms.pop(); arm; arm = arms.pop()) {
    if (arm.kind === 'combined') arms.push(arm.left, arm.right)
    most = Math.max(most, tablesNamedIn(arm.kind === 'combined' ? arm.with : arm))
  }
  return most
}

function tablesNamedIn(tree: object): number {
  let count = 0
  const open: object[] = [tree]
  for (let next = open.pop(); next; next = open.pop()) {
    if ('kind' in next && next.kind === 'table') count++
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) open.push(part as object)
  }
  return count
}
