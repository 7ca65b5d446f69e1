import type { Table } from '../../catalog/catalog.ts'
import { ownColumns } from '../../query/columns.ts'
import type { Call, Column, Condition, Query, Term } from '../../query/query.ts'

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}

/** A term without what only changes its type, where values that differ stay different. */
export function uncast(term: Term): Term {
  return term.kind === 'cast' && /^(?:text|uuid|varchar|character varying|integer|int4?|int8|bigint|numeric)$/.test(term.type)
    ? uncast(term.term)
    : term
}

/** Whether a column outside subqueries is one of the policy's own row; a policy names nothing else there. */
export function ownColumnsOf(node: object): readonly Column[] {
  return [...ownColumns(node)]
}

export function isColumnOf(term: Term, names: readonly string[]): term is Column {
  return term.kind === 'column' && names.includes(term.name)
}

/** Functions that say nothing of who asks. */
const impersonal: ReadonlySet<string> = new Set([
  'now',
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'date_trunc',
  'age',
  'coalesce',
  'nullif',
  'lower',
  'upper',
  'trim',
  'length',
  'char_length',
  'abs',
  'greatest',
  'least',
])

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call'
}

function isSubquery(node: object): node is { readonly query: Query } {
  return 'kind' in node && (node.kind === 'subquery' || node.kind === 'exists')
}

/** The functions that a node calls, in its subqueries too; operators are none. */
export function* functionsIn(node: unknown): Generator<Call> {
  if (!isNode(node)) return
  if (isCall(node) && !node.operator) yield node
  for (const part of Object.values(node)) yield* functionsIn(part)
}

/** Whether what a node says may depend on who asks. */
export function asksWho(node: object): boolean {
  return [...functionsIn(node)].some(({ schema, name }) => schema !== undefined || !impersonal.has(name)) || hasUnknown(node)
}

/** Parameters and parts that cannot be seen. */
function hasUnknown(node: unknown): boolean {
  if (!isNode(node)) return false
  if (node['kind'] === 'hidden' || node['kind'] === 'parameter' || node['kind'] === 'program') return true
  return Object.values(node).some(hasUnknown)
}

export function hasSubquery(node: unknown): boolean {
  if (!isNode(node)) return false
  return isSubquery(node) || Object.values(node).some(hasSubquery)
}

/** The subqueries of a node that stand in no other one. */
export function* subqueriesIn(node: unknown): Generator<Query> {
  if (!isNode(node)) return
  if (isSubquery(node)) yield node.query
  else for (const part of Object.values(node)) yield* subqueriesIn(part)
}

export interface Named {
  readonly schema: string | undefined
  readonly name: string
}

/** The tables that a query names, its subqueries included. */
export function* tablesIn(node: unknown): Generator<Named> {
  if (!isNode(node)) return
  if (node['kind'] === 'table' && typeof node['name'] === 'string' && 'only' in node)
    yield { schema: typeof node['schema'] === 'string' ? node['schema'] : undefined, name: node['name'] }
  for (const part of Object.values(node)) yield* tablesIn(part)
}

/** The strings of a node that are written as they are. */
export function* literalsIn(node: unknown): Generator<string> {
  if (!isNode(node)) return
  if (node['kind'] === 'literal' && typeof node['literal'] === 'string') yield node['literal']
  for (const part of Object.values(node)) yield* literalsIn(part)
}

/** Both conditions of a policy. */
export function conditionsOf({
  using,
  withCheck,
}: {
  readonly using: Condition | undefined
  readonly withCheck: Condition | undefined
}): readonly Condition[] {
  return [using, withCheck].filter((condition) => condition !== undefined)
}

export function isNullableIn({ columns }: Table, name: string): boolean {
  return columns.find((column) => column.name === name)?.nullable !== false
}

/** The names of columns that a node has outside subqueries. */
export function columnsNamed(node: object): readonly string[] {
  return ownColumnsOf(node).map(({ name }) => name)
}
