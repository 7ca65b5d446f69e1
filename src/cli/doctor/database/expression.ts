import type { Node } from '@pgsql/types'
import type { Condition, Term } from '../../../query/query.ts'
import { lowerCondition } from '../../../sql/libpg-query/lower-condition.ts'
import { lowerTerm } from '../../../sql/libpg-query/lower-term.ts'
import { TreeText } from '../../../sql/libpg-query/tree-text.ts'
import { parseRaw } from '../../../sql/libpg-query/wasm.ts'

/** An expression as Postgres prints it; undefined where it cannot be read. */
export function readTerm(expression: string): Term | undefined {
  return read(expression, lowerTerm)
}

export function readCondition(expression: string): Condition | undefined {
  return read(expression, lowerCondition)
}

function read<T>(expression: string, lower: (node: Node, text: TreeText) => T): T | undefined {
  const sql = `select (${expression})`
  const raw = parseRaw(sql)
  const statement = raw.ok ? raw.value.statements[0]?.stmt : undefined
  const [target] = statement && 'SelectStmt' in statement ? (statement.SelectStmt.targetList ?? []) : []
  if (!raw.ok || !target || !('ResTarget' in target) || !target.ResTarget.val) return undefined
  return lower(target.ResTarget.val, new TreeText(sql, raw.value.text))
}
