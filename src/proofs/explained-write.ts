import type { Change } from '../catalog/change.ts'
import type { Query } from '../query/query.ts'

const writing = /^(?:insert|update|delete|merge)$/

/** What a query, or one in its WITH, does to rows; nothing where it only reads. */
export function writesRows(query: Query): string | undefined {
  if (writing.test(query.kind)) return query.kind
  return query.with.map((table) => writesRows(table.query)).find((found) => found !== undefined)
}

/** Whether a statement stands in a transaction, or behind a savepoint, to which the text goes back. */
export function isUndone(statements: readonly { readonly changes: readonly Change[] }[], index: number): boolean {
  const before = steps(statements.slice(0, index)).at(-1)
  const [after] = steps(statements.slice(index + 1))
  if (before !== 'begin' && before !== 'savepoint') return false
  return after === 'rollback' || (after === 'rollback to' && before === 'savepoint')
}

function steps(statements: readonly { readonly changes: readonly Change[] }[]): string[] {
  return statements.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'transaction' ? [change.does] : [])))
}
