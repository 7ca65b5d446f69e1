import type { Query, Value } from '../../query/query.ts'
import type { Statement } from '../engine.ts'
import type { Hole } from './hole.ts'

/** A statement whose numbered parameters are the values that its call passes. */
export function withPassed(statement: Statement, passed: readonly (Hole | undefined)[]): Statement {
  if (passed.length === 0 || !statement.query) return statement
  return { ...statement, query: replaced(statement.query, passed) as Query }
}

function replaced(node: unknown, passed: readonly (Hole | undefined)[]): unknown {
  if (Array.isArray(node)) return node.map((part) => replaced(part, passed))
  if (typeof node !== 'object' || node === null) return node
  if (isParameter(node)) return passedValue(node, passed)
  return Object.fromEntries(Object.entries(node).map(([key, part]: [string, unknown]) => [key, replaced(part, passed)]))
}

function isParameter(node: object): node is Value {
  return 'kind' in node && node.kind === 'value' && 'many' in node && 'value' in node
}

function passedValue(value: Value, passed: readonly (Hole | undefined)[]): Value {
  const hole = value.value.kind === 'parameter' ? passed[Number(value.value.name.slice(1)) - 1] : undefined
  if (!hole) return value
  const { text, from } = hole
  return { ...value, value: { kind: 'program', text, mayBeUndefined: false, ...(from && { from }) } }
}
