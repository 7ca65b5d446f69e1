import type { Catalog } from '../../catalog/catalog.ts'
import type { Edit } from '../../catalog/place.ts'
import type { Call, Condition, Term } from '../../query/query.ts'
import { printTerm } from '../../query/print.ts'
import { conditionsOf, isColumnOf, literalsIn, ownColumnsOf, tablesIn, uncast } from './terms.ts'

type Expressions = Parameters<typeof conditionsOf>[0]

/** What a call says stays the same for a whole statement. */
function isOfSession({ schema, name, operator }: Call): boolean {
  if (operator) return false
  return name === 'current_setting'
    ? schema === undefined || schema === 'pg_catalog'
    : schema === 'auth' && /^(?:uid|jwt|role|email)$/.test(name)
}

interface Found {
  readonly call: Call
  /** It stands in a subquery of nothing else, which runs once. */
  readonly isOnce: boolean
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call'
}

function* sessionCalls(node: unknown, isOnce: boolean): Generator<Found> {
  if (typeof node !== 'object' || node === null) return
  if (isCall(node) && isOfSession(node)) yield { call: node, isOnce }
  const isSelect = 'kind' in node && node.kind === 'select' && 'from' in node && Array.isArray(node.from)
  const once = isSelect ? (node.from as readonly unknown[]).length === 0 : isOnce
  for (const part of Object.values(node)) yield* sessionCalls(part, once)
}

function callsOf(policy: Expressions): Found[] {
  return conditionsOf(policy).flatMap((condition: Condition) => [...sessionCalls(condition, false)])
}

/** Calls that are asked for each row, though they say the same of each. */
export function askedPerRow(policy: Expressions): readonly Call[] {
  return callsOf(policy)
    .filter(({ call, isOnce }) => !isOnce && ownColumnsOf(call.args).length === 0)
    .map(({ call }) => call)
}

/** `current_setting` of a setting that is perhaps not set, without being told to say NULL then. */
export function raisesWhenUnset(policy: Expressions): readonly Call[] {
  return callsOf(policy).flatMap(({ call }) => {
    const [setting, ...more] = call.args
    const isOwn = setting && [...literalsIn(setting)].some((name) => name.includes('.'))
    return call.name === 'current_setting' && isOwn && more.length === 0 ? [call] : []
  })
}

/** The settings of which a policy reads who asks. */
function settingsReadBy(policy: Expressions): readonly string[] {
  return conditionsOf(policy).flatMap(settingsIn)
}

function settingsIn(node: Term | Condition): string[] {
  return [...sessionCalls(node, false)].flatMap(({ call }) =>
    call.name === 'current_setting' ? [...literalsIn(call.args[0])].slice(0, 1) : [],
  )
}

/** The settings that a policy holds some columns of its row against. */
export function settingsComparedWith(columns: readonly string[], policy: Expressions): readonly string[] {
  return conditionsOf(policy)
    .flatMap((condition) => [...comparisonsIn(condition)])
    .flatMap(([own, other]) => (isColumnOf(uncast(own), columns) ? settingsIn(other) : []))
}

/** Each equation, from either side; those of subqueries over tables are of other rows. */
function* comparisonsIn(node: unknown): Generator<readonly [Term, Term]> {
  if (typeof node !== 'object' || node === null) return
  if (isEquation(node) && !asksTables(node.right)) yield* [[node.left, node.right] as const, [node.right, node.left] as const]
  if ('query' in node) return
  for (const part of Object.values(node)) yield* comparisonsIn(part)
}

function isEquation(node: object): node is Extract<Condition, { kind: 'compare' }> {
  return 'kind' in node && node.kind === 'compare' && 'op' in node && node.op === '='
}

function asksTables(term: Term): boolean {
  return [...tablesIn(term)].length > 0
}

/** Each of some calls within a SELECT, so that it is asked once. */
export function askedOnce(calls: readonly Call[]): readonly Edit[] {
  return calls.flatMap(({ range: [start, end] }) => [
    { range: [start, start], text: '(SELECT ' },
    { range: [end, end], text: ')' },
  ])
}

/** NULL, and so no row, for a setting that is not set, or was set in a transaction before. */
export function nullWhenUnset(calls: readonly Call[]): readonly Edit[] {
  return calls.map((call) => ({ range: call.range, text: `nullif(current_setting(${call.args.map(printTerm).join('')}, true), '')` }))
}

/** All settings that policies of a database read. */
export function settingsOfPolicies({ tables }: Catalog): readonly string[] {
  return tables.flatMap(({ policies }) => policies.flatMap(settingsReadBy)).map((name) => name.toLowerCase())
}
