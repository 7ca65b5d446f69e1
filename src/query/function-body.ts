import type { FunctionBody } from '../catalog/change.ts'
import type { Builder } from './build.ts'
import { all, always, type Formula, type Operand, type Side } from './formula.ts'
import { atPlace, relationItem } from './from.ts'
import { columnsIn } from './columns.ts'
import { callsIn, isAggregated } from './grouping.ts'
import { placed } from './outputs.ts'
import { isFixed } from './operand.ts'
import type { Call, Column, FunctionSource, Query, Term, Values } from './query.ts'
import type { Relation } from './relation.ts'
import { emptyScope, type Scope } from './scope.ts'
import { onlyTerm, subqueriesIn, type Asks, type GivenAs } from './subqueries.ts'
import { isWrite } from './select.ts'
import { tableSourcesIn } from './table-names.ts'
import { mapParts } from './tree.ts'
import { itself, whereGives, whereIs } from './what-gives.ts'

/** What a function says that only asks a query, and whether it is known what the columns of its rows are. */
export interface SaidByBody {
  readonly says: Formula
  readonly isSource: boolean
}

/** `f(1)` is `(VALUES (1)) AS f (parameter), LATERAL (query)`. */
export function functionBody(builder: Builder, node: FunctionSource, sides: readonly Side[], scope: Scope): SaidByBody | undefined {
  const [call, ...others] = node.calls
  if (call?.kind !== 'call' || others.length > 0) return undefined
  const called = builder.function(call)
  if (!called?.body || called.variadic) return undefined
  const { body, securityDefiner } = called
  const inner = emptyScope()
  const terms = termsOf(call, body)
  if (!terms) return undefined
  const given = takeParameters(builder, call, body, terms, sides, scope, inner)
  const query = atPlace(withValues(body, call, terms, builder, scope), node.range)
  const relation = builder.definition({ kind: 'function', name: call.name }, !securityDefiner, () => builder.query(query, inner))
  // What is asked of the rows that a change gives comes after it.
  const columns = body.givesAll && !isWrite(query) ? columnsOf(builder, node, call, body, relation) : undefined
  if (columns) {
    const says = all([given, relationItem(builder, relation, node.alias?.name ?? call.name, columns, sides, scope)])
    return { says, isSource: true }
  }
  builder.place(placed(relation, sides, undefined))
  return { says: given, isSource: false }
}

/** What a function reads or changes that a select list calls: `SELECT tasks_json($1)`, once for each row. */
export function placeCalled(builder: Builder, call: Call, scope: Scope): void {
  const { body, securityDefiner, variadic } = builder.function(call) ?? {}
  const terms = body && !variadic ? termsOf(call, body) : undefined
  if (!body || !terms) return
  const inner = emptyScope()
  const given = takeParameters(builder, call, body, terms, [], scope, inner)
  const query = atPlace(withValues(body, call, terms, builder, scope), call.range)
  const relation = builder.definition({ kind: 'function', name: call.name }, !securityDefiner, () => builder.query(query, inner))
  builder.place(placed({ ...relation, formula: all([given, relation.formula]) }, [], undefined))
}

/** What holds where what a function gives meets a condition: `is_member(organization_id)`, `role_in(organization_id) = 'owner'`. */
export function saidByCall(builder: Builder, call: Call, scope: Scope, asks: Asks): Formula | undefined {
  return saidInBody(builder, call, scope, (query, inner) => {
    const met = whereGives(query, asks)
    return met && builder.condition(met, inner)
  })
}

function saidInBody(
  builder: Builder,
  call: Call,
  scope: Scope,
  say: (query: Query, inner: Scope) => Formula | undefined,
): Formula | undefined {
  const { body, securityDefiner, variadic } = builder.function(call) ?? {}
  const terms = body && !variadic ? termsOf(call, body) : undefined
  if (!body || !terms) return undefined
  const inner = emptyScope()
  const given = takeParameters(builder, call, body, terms, [], scope, inner)
  const query = atPlace(withValues(body, call, terms, builder, scope), call.range)
  const said = builder.definition({ kind: 'function', name: call.name }, !securityDefiner, () => say(query, inner))
  return said && all([given, said])
}

/** What holds where what a function gives is something: its value, one of its rows, or an element of its array. */
export function saidByGiven(
  builder: Builder,
  call: Call,
  scope: Scope,
  of: readonly (Operand | undefined)[],
  as: GivenAs,
): Formula | undefined {
  return saidInBody(builder, call, scope, (body, inner) => whereIs(builder, body, inner, of, as))
}

/** Whether a function only works something out of what it is given and of settings, `SELECT current_setting('app.tenant')`: a value like others. */
export function isWorkedOut(builder: Builder, call: Call, within: readonly string[] = []): boolean {
  const { body } = builder.function(call) ?? {}
  const only = body && onlyTerm(body.query)
  if (!only || within.includes(call.name) || subqueriesIn(only).length > 0) return false
  return [...callsIn([only])].every((one) => !builder.isMade(one) || isWorkedOut(builder, one, [...within, call.name]))
}

/** Whether what a function comes to can be read of its body, and of those that this calls of what it is given. */
export function saysAll(builder: Builder, call: Call, within: readonly string[] = []): boolean {
  const { body, variadic } = builder.function(call) ?? {}
  if (!body || variadic || within.includes(call.name) || !termsOf(call, body) || !whereGives(body.query, itself)) return false
  if (holdsNumber(body.query)) return false
  const calls = [...callsIn([body.query, ...subqueriesBelow(body.query)])].filter(({ args }) => columnsIn(args).length > 0)
  return calls.every((one) => builder.isOfPostgres(one) || saysAll(builder, one, [...within, call.name]))
}

/** Whether something is asked of a number of rows, `(SELECT count(*) …) > 0`, of which no more is known than that it is one. */
function holdsNumber(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  return (isScalar(node) && node.query.kind === 'select' && isAggregated(node.query)) || Object.values(node).some(holdsNumber)
}

function isScalar(node: object): node is Extract<Term, { kind: 'subquery' }> {
  return 'kind' in node && node.kind === 'subquery'
}

function subqueriesBelow(query: Query): Query[] {
  return subqueriesIn(query).flatMap((one) => [one, ...subqueriesBelow(one)])
}

/** What a call gives for each parameter. */
function termsOf({ args, names = [] }: Call, { parameters }: FunctionBody): readonly Term[] | undefined {
  const given = parameters.map(({ name, default: own }, i): Term | undefined => {
    const named = name === undefined ? undefined : args[names.indexOf(name)]
    return named ?? (names[i] === undefined ? args[i] : undefined) ?? own
  })
  const terms = given.filter((term) => term !== undefined)
  return terms.length < given.length ? undefined : terms
}

/** What the body calls its parameters, by name and by number, is what the call gives for them. */
function takeParameters(
  builder: Builder,
  { name, range }: Call,
  { parameters }: FunctionBody,
  terms: readonly Term[],
  sides: readonly Side[],
  scope: Scope,
  inner: Scope,
): Formula {
  if (terms.length === 0) return always
  const names = parameters.map((parameter, i) => parameter.name ?? numbered(i))
  const values: Values = { ...noCut, kind: 'values', rows: [[...terms, ...terms]], range }
  return relationItem(builder, builder.query(values, scope), name, [...names, ...terms.map((_, i) => numbered(i))], sides, inner)
}

function numbered(i: number): string {
  return `$${String(i + 1)}`
}

/** The query with what is a value in the place of its parameter: a list of values would not be one as a column. */
function withValues(
  { query, parameters }: FunctionBody,
  { name: called }: Call,
  terms: readonly Term[],
  builder: Builder,
  scope: Scope,
): Query {
  const values = new Map<string, Term>()
  const others = namesIn(query, builder)
  for (const [i, term] of terms.entries()) {
    if (!isFixed(term, scope) || subqueriesIn(term).length > 0) continue
    values.set(numbered(i), term)
    const name = parameters[i]?.name
    if (name !== undefined && others?.has(name) === false) values.set(name, term)
  }
  const isOurs = ({ of }: Column): boolean => of === undefined || (of === called && others?.has(called) === false)
  const put = <T>(part: T): T => {
    if (isColumn(part) && isOurs(part)) return (values.get(part.name) ?? part) as T
    return mapParts(part, (inner) => put(inner))
  }
  return put(query)
}

function isColumn(part: unknown): part is Column {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'column' && 'of' in part
}

/** Names of sources and of columns, which go before parameters that are called the same; undefined where they are not all known. */
function namesIn(query: Query, builder: Builder): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  const take = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || isColumn(part)) return
    if ('name' in part && typeof part.name === 'string') found.add(part.name)
    if ('columns' in part && Array.isArray(part.columns)) for (const name of part.columns) found.add(String(name))
    for (const inner of Object.values(part)) take(inner)
  }
  take(query)
  for (const { schema, name } of tableSourcesIn(query)) {
    const { table, isKnown } = builder.table(schema, name)
    if (!table || !isKnown) return undefined
    for (const column of table.columns) found.add(column.name)
  }
  return found
}

const noCut = { with: [], recursive: false, orderBy: [], limit: undefined, offset: undefined, withTies: false } as const

function columnsOf(
  builder: Builder,
  { alias, ordinality }: FunctionSource,
  { name }: Call,
  { columns, returns }: FunctionBody,
  { outputs, open }: Relation,
): string[] | undefined {
  const { table, isKnown } = builder.table(returns.schema, returns.name)
  const told = columns.length > 0 ? columns : isKnown ? table?.columns.map((column) => column.name) : undefined
  const own = told ?? (outputs.length === 1 && open.length === 0 ? [alias?.name ?? name] : alias?.columns)
  if (!own || own.length < outputs.length) return undefined
  const all = [...own, ...(ordinality ? ['ordinality'] : [])]
  return all.map((column, i) => alias?.columns[i] ?? column)
}
