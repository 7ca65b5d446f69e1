import { endOf, type MethodCall } from '../../javascript/symbolic/chain.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { seenItems } from '../ways.ts'
import { columnSql, givenBuilder, type Writing } from './call-writing.ts'
import { whereSql } from './conditions.ts'
import { operandSql, referenceSql, referencesSql } from './operands.ts'
import { referringSql } from './sources.ts'

/** What is called on a function: what stands within its parentheses, and behind them. */
const said = /^(?:distinct|orderBy|clearOrderBy|withinGroupOrderBy|filterWhere|filterWhereRef|over)$/

/** `eb.fn.count('a').distinct().filterWhere(…).over(…)`, or any other function; undefined for what is none. */
export function functionSql(writing: Writing, call: Kind<'call'>): Sql | undefined {
  const { pen } = writing
  const { of: made, calls: more } = endOf(call, ({ name }) => said.test(name))
  const found = made.kind === 'call' ? calledFunction(writing, made) : undefined
  if (!found) return undefined
  const of = (method: string, write: (one: MethodCall) => Sql): Sql[] => more.filter(({ name }) => name === method).map(write)
  const sorted = (method: string): Sql[] => of(method, ({ args }) => referenceSql(writing, args[0]))
  const [order, within] = [sorted('orderBy'), sorted('withinGroupOrderBy')]
  const filters = [
    ...of('filterWhere', ({ args, call: by }) => whereSql(writing, args, by)),
    ...of('filterWhereRef', ({ args }) => referringSql(writing, args)),
  ]
  const distinct = more.some(({ name }) => name === 'distinct') ? 'distinct ' : ''
  return [
    ...pen.sql`${found.name}(${distinct}${pen.list(found.args)}${order.length > 0 ? pen.sql` order by ${pen.list(order)}` : ''})`,
    ...(within.length > 0 ? pen.sql` within group (order by ${pen.list(within)})` : []),
    ...(filters.length > 0 ? pen.sql` filter (where ${pen.all(filters)})` : []),
    ...of('over', ({ args }) => windowSql(writing, args[0])).flat(),
  ]
}

/** `(ob) => ob.partitionBy('a').orderBy('b')` */
function windowSql(writing: Writing, callback: Value | undefined): Sql {
  const { pen, machine, builders } = writing
  const built = callback?.kind === 'function' ? builders.of(machine.within(callback, [givenBuilder(callback.at)]).value) : undefined
  const of = (method: string): readonly Sql[] =>
    partsOf(
      built?.steps ?? [],
      { add: ({ name, args: [first] }) => (name === method && first ? referencesSql(writing, first) : []), between: ', ' },
      pen,
    )
  const [parts, order] = [of('partitionBy'), of('orderBy')]
  return pen.sql` over (${parts.length > 0 ? pen.sql`partition by ${pen.list(parts)}` : ''}${order.length > 0 ? pen.sql` order by ${pen.list(order)}` : ''})`
}

/** `eb.fn`, `db.fn` */
export function isFunctions(value: Value): boolean {
  return value.kind === 'member' && value.name === 'fn'
}

interface CalledFunction {
  readonly name: string
  readonly args: readonly Sql[]
}

function calledFunction(writing: Writing, { callee, args }: Kind<'call'>): CalledFunction | undefined {
  const { pen } = writing
  const [first, list] = args
  if (callee.kind !== 'member') return undefined
  const isNamed = isFunctions(callee) || (isFunctions(callee.object) && callee.name === 'agg')
  if (isNamed) return called(writing, textOf(first) ?? 'f', list ? seenItems(list) : [])
  if (!isFunctions(callee.object)) return undefined
  switch (callee.name) {
    case 'countAll':
      return { name: 'count', args: [pen.sql`${first ? pen.sql`${referenceSql(writing, first)}.` : ''}*`] }
    case 'toJson':
      return { name: 'to_json', args: [referenceSql(writing, first)] }
    case 'jsonAgg':
      return { name: 'json_agg', args: [referenceSql(writing, first)] }
    default:
      return called(writing, callee.name, args)
  }
}

function called(writing: Writing, name: string, args: readonly Value[]): CalledFunction {
  const written = /^[\w.]+$/.test(name) ? name : 'f'
  return { name: written, args: args.map((arg) => (columnSql(writing, arg) ? referenceSql(writing, arg) : operandSql(writing, arg))) }
}
