import { endOf } from '../../javascript/symbolic/chain.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { seenItems, waysOf } from '../ways.ts'
import { called, columnSql, isGiven, type Writing } from './call-writing.ts'
import { comparisonSql, conditionSql, filterList, filterObject } from './conditions.ts'
import { functionSql } from './functions.ts'
import { isSqlTag, madeSql, templateSql } from './raw-calls.ts'

/** A value that is compared or set: an expression, or else something that is bound. */
export function operandSql(writing: Writing, value: Value): Sql {
  return expressionSql(writing, value) ?? writing.pen.value(value)
}

/** One column or expression, or several of them. */
export function referencesSql(writing: Writing, value: Value): readonly Sql[] {
  return seenItems(value).map((one) => referenceSql(writing, one))
}

/** A column by its name, or an expression. */
export function referenceSql(writing: Writing, value: Value | undefined): Sql {
  if (!value) return []
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => referenceSql(writing, way))
  return columnSql(writing, value) ?? expressionSql(writing, value) ?? pen.named(value)
}

/** What Kysely writes for something that it made; undefined for anything else. */
export function expressionSql(writing: Writing, value: Value): Sql | undefined {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) {
    const subquery = subquerySql(writing, value)
    if (subquery) return subquery
    const of = ways.of.map((way) => expressionSql(writing, way))
    if (of.every((one) => one === undefined)) return undefined
    return pen.choice(ways.key, ways.on, of.map((one, i) => one ?? pen.value(ways.of[i] ?? value))) // prettier-ignore
  }
  switch (value.kind) {
    case 'function':
      return expressionSql(writing, called(writing, value)) ?? pen.value(value)
    case 'tagged':
      return isSqlTag(value.tag) ? templateSql(writing, value) : undefined
    case 'call':
      return value.isNew ? undefined : callSql(writing, value)
    default:
      return undefined
  }
}

function subquerySql(writing: Writing, value: Value): Sql | undefined {
  const sql = writing.query(value, writing)
  return sql && writing.pen.sql`(${sql})`
}

/** What says nothing of what a thing is in SQL. */
const silent = /^(?:as|\$\w+)$/

function callSql(writing: Writing, call: Kind<'call'>): Sql | undefined {
  const { callee, args } = call
  const subquery = subquerySql(writing, call)
  if (subquery) return subquery
  if (isGiven(callee)) return args.length === 3 ? comparisonSql(writing, args) : conditionSql(writing, args[0] ?? call)
  if (callee.kind === 'import') return helperSql(writing, callee.name, args)
  if (callee.kind !== 'member') return undefined
  const { object, name } = callee
  if (isGiven(object) && name !== 'fn') return madeByBuilder(writing, name, args)
  const called = functionSql(writing, call)
  if (called) return called
  if (name === 'end' || name === 'endCase') return caseSql(writing, object)
  if (isSqlTag(object)) return madeSql(writing, name, args, call)
  if (isDynamic(object) && args[0]) return name === 'ref' || name === 'table' ? referenceSql(writing, args[0]) : undefined
  if (name === 'and' || name === 'or') return chainSql(writing, call, name)
  return silent.test(name) ? expressionSql(writing, object) : undefined
}

/** `eb(…).or(…).or(…)`: there is one pair of parentheses. */
function chainSql(writing: Writing, chain: Kind<'call'>, name: 'and' | 'or'): Sql | undefined {
  const { of, calls } = endOf(chain, (one) => one.name === name && !isGiven(one.object))
  const first = expressionSql(writing, of)
  const parts = calls.map(({ args, call }) => filterOf(writing, args, call))
  return first && writing.pen.sql`(${writing.pen.list([first, ...parts], ` ${name} `)})`
}

/** `eb.case().when(…).then(…).else(…)`; undefined where a part of it is not seen. */
function caseSql(writing: Writing, chain: Value): Sql | undefined {
  const { pen } = writing
  const { of: begin, calls } = endOf(chain, ({ object }) => !isGiven(object))
  if (begin.kind !== 'call' || begin.callee.kind !== 'member' || begin.callee.name !== 'case') return undefined
  const parts: Sql[] = []
  for (const { name, args } of calls) {
    const [first] = args
    if (!first || !/^(?:when|then|else)$/.test(name)) return undefined
    parts.push(pen.sql` ${name} ${args.length === 3 ? comparisonSql(writing, args) : operandSql(writing, first)}`)
  }
  const [of] = begin.args
  return pen.sql`case${of ? pen.sql` ${referenceSql(writing, of)}` : ''}${parts.flat()} end`
}

function filterOf(writing: Writing, args: readonly Value[], call: Value): Sql {
  return args.length === 3 ? comparisonSql(writing, args) : conditionSql(writing, args[0] ?? call)
}

/** `db.dynamic` */
function isDynamic(value: Value): boolean {
  return value.kind === 'member' && value.name === 'dynamic'
}

/** `eb.or(…)` and the like. */
function madeByBuilder(writing: Writing, method: string, args: readonly Value[]): Sql | undefined {
  const { pen } = writing
  const [first, second, third] = args
  if (!first) return undefined
  switch (method) {
    case 'and':
    case 'or':
      return first.kind === 'record' ? filterObject(writing, first, method) : filterList(writing, first, method)
    case 'not':
      return pen.sql`not ${conditionSql(writing, first)}`
    case 'exists':
      return pen.sql`exists ${expressionSql(writing, first) ?? pen.sql`(select ${pen.opening(first)})`}`
    case 'between':
    case 'betweenSymmetric':
      return pen.sql`${referenceSql(writing, first)} between ${method === 'between' ? '' : 'symmetric '}${operandSql(writing, second ?? first)} and ${operandSql(writing, third ?? first)}` // prettier-ignore
    case 'parens':
      return pen.sql`(${args.length === 3 ? comparisonSql(writing, args) : conditionSql(writing, first)})`
    case 'ref':
      return referenceSql(writing, first)
    case 'lit':
    case 'val':
      return pen.value(first)
    case 'tuple':
      return pen.sql`(${pen.list(args.map((arg) => operandSql(writing, arg)))})`
    case 'refTuple':
      return pen.sql`(${pen.list(args.map((arg) => referenceSql(writing, arg)))})`
    case 'cast': {
      const type = textOf(second)
      return type === undefined ? referenceSql(writing, first) : pen.sql`cast(${referenceSql(writing, first)} as ${type})`
    }
    case 'any':
      return pen.sql`any(${referenceSql(writing, first)})`
    case 'neg':
      return pen.sql`-${referenceSql(writing, first)}`
    case 'unary': {
      const operator = textOf(first)
      if (operator === 'exists' || operator === 'not exists')
        return pen.sql`${operator} ${second ? (expressionSql(writing, second) ?? []) : []}`
      return operator === 'not' && second ? pen.sql`not ${conditionSql(writing, second)}` : undefined
    }
    case 'withSchema':
      return undefined
    default:
      return undefined
  }
}

/** Those of `kysely/helpers/postgres`. */
function helperSql(writing: Writing, name: string, args: readonly Value[]): Sql | undefined {
  const { pen } = writing
  const [first] = args
  const query = first && subquerySql(writing, first)
  switch (name) {
    case 'jsonArrayFrom':
      return query && pen.sql`(select coalesce(json_agg(agg), '[]') from ${query} as agg)`
    case 'jsonObjectFrom':
      return query && pen.sql`(select to_json(obj) from ${query} as obj)`
    case 'jsonBuildObject':
      return first?.kind === 'record'
        ? pen.sql`json_build_object(${pen.list(first.entries.flatMap(({ key, value }) => [pen.text(`'${key.replaceAll("'", "''")}'`), operandSql(writing, value)]))})`
        : undefined
    default:
      return undefined
  }
}
