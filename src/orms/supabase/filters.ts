import { lookup } from '../../catalog/lookup.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Link } from '../../javascript/symbolic/chain.ts'
import { quotedName } from '../../catalog/names.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { joinedItems } from '../joined-items.ts'
import { fieldsOf, isList, listItems, waysOf, type Field } from '../ways.ts'
import { splitAtCommas } from './select-text.ts'

/** A table of a query under its alias, with what is asked of it. */
export interface Filtered {
  readonly pen: QueryPen
  readonly alias: string
}

const operators: Readonly<Record<string, string>> = lookup({
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
  is: 'is not distinct from',
  isdistinct: 'is distinct from',
  cs: '@>',
  cd: '<@',
  ov: '&&',
})

const byMethod: Readonly<Record<string, string>> = lookup({
  ...operators,
  contains: '@>',
  containedBy: '<@',
  overlaps: '&&',
  isDistinct: 'is distinct from',
  regexMatch: '~',
  regexIMatch: '~*',
})

/** The methods that ask something of rows. */
export const filterMethods: ReadonlySet<string> = new Set([
  ...Object.keys(byMethod),
  ...['in', 'not', 'or', 'match', 'filter', 'textSearch', 'likeAllOf', 'likeAnyOf', 'ilikeAllOf', 'ilikeAnyOf', 'notIn'],
  ...['rangeGt', 'rangeGte', 'rangeLt', 'rangeLte', 'rangeAdjacent'],
])

/** The table that a filter is of, by the path before its column; undefined is that of the query. */
export function tableOfFilter({ name, args }: Link): string | undefined {
  if (name === 'or') {
    const options = args?.[1]
    const table = options?.kind === 'record' ? options.entries.find(({ key }) => /^(?:referencedTable|foreignTable)$/.test(key)) : undefined
    return textOf(table?.value)
  }
  const column = textOf(args?.[0])
  return !column?.includes('.') ? undefined : column.slice(0, column.lastIndexOf('.'))
}

/** What one call asks of the rows of its table. */
export function filterSql(on: Filtered, { name, args = [] }: Link): Sql {
  const { pen } = on
  const [first, second, third] = args
  if (!first) return []
  if (name === 'or') return orSql(on, first)
  if (name === 'match' && !second) return matchSql(on, first)
  const column = textOf(first)
  if (column === undefined || !second) return pen.hidden(first)
  if (name === 'in' || name === 'notIn') return amongSql(on, column, first, second, name === 'in' ? 'in' : 'not in')
  if (name === 'filter') return third ? comparedBy(on, column, first, textOf(second), third) : []
  if (name === 'not') return third ? pen.sql`not (${comparedBy(on, column, first, textOf(second), third)})` : []
  const operator = byMethod[name]
  return operator === undefined ? pen.sql`${columnSql(on, column, first)} is not null` : compared(on, column, first, operator, second)
}

function columnSql({ pen, alias }: Filtered, path: string, by: Value): Sql {
  const name = path.slice(path.lastIndexOf('.') + 1).split(/->|::/)[0] ?? path
  return pen.sql`${alias}.${pen.text(quotedName(name), by.at)}`
}

function comparedBy(on: Filtered, column: string, by: Value, name: string | undefined, value: Value): Sql {
  if (name === 'in') return amongSql(on, column, by, value, 'in')
  const operator = name === undefined ? undefined : operators[name]
  return operator === undefined ? on.pen.hidden(value) : compared(on, column, by, operator, value)
}

function compared(on: Filtered, column: string, by: Value, operator: string, value: Value): Sql {
  const { pen } = on
  const isNothing = value.kind === 'literal' && (value.value === null || value.value === 'null')
  if (operator === 'is not distinct from') {
    if (isNothing) return pen.sql`${columnSql(on, column, by)} is null`
    if (value.kind === 'literal' && typeof value.value === 'boolean') return pen.sql`${columnSql(on, column, by)} is ${String(value.value)}`
  }
  // A path into JSON is an expression over the column.
  const own = column.includes('->') ? pen.sql`(${columnSql(on, column, by)} ->> 'path')` : columnSql(on, column, by)
  return pen.sql`${own} ${operator} ${pen.value(value)}`
}

function amongSql(on: Filtered, column: string, by: Value, value: Value, how: 'in' | 'not in'): Sql {
  const { pen } = on
  const own = columnSql(on, column, by)
  if (value.kind !== 'list' || value.open || value.items.length === 0) return pen.sql`${own} ${how} (${pen.values(value)})`
  return pen.sql`${own} ${how} (${pen.list(value.items.map((item) => pen.value(item)))})`
}

function matchSql(on: Filtered, value: Value): Sql {
  const { pen } = on
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => matchSql(on, way))
  return value.kind === 'record' ? pen.all(fieldsOf(value).map((field) => fieldSql(on, field))) : pen.hidden(value)
}

function fieldSql(on: Filtered, field: Field): Sql {
  const { pen } = on
  if (field.kind === 'hidden') return pen.hidden(field.value)
  if (field.kind === 'entry') return compared(on, field.key, field.value, '=', field.value)
  return eachWay(pen, field, ' and ', (one) => fieldSql(on, one))
}

interface WaysOf<One> {
  readonly key: object
  readonly on: string
  readonly of: readonly (readonly One[])[]
}

function eachWay<One>(pen: QueryPen, { key, on, of }: WaysOf<One>, between: string, write: (one: One) => Sql): Sql {
  return pen.choice(
    key,
    on,
    of.map((way) => pen.joined(way.map(write), between)),
  )
}

/** `organization_id.eq.${id},organization_id.is.null` */
function orSql(on: Filtered, value: Value): Sql {
  return on.pen.sql`(${anySql(on, value)})`
}

/** What a text says, be it one of several or put together of a list. */
function anySql(on: Filtered, value: Value): Sql {
  const { pen } = on
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => anySql(on, way))
  const list = joinedByCommas(value)
  const items = list ? listItems(list) : []
  return items.length === 0 ? pen.any(list ? [] : anyOfText(on, value)) : joinedItems(pen, items, pen.sql` or `, (item) => anySql(on, item))
}

/** `all` of `all.join(',')` */
function joinedByCommas(value: Value): Value | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'join') return undefined
  const [separator] = value.args
  return (separator === undefined || textOf(separator)?.trim() === ',') && isList(value.callee.object) ? value.callee.object : undefined
}

function anyOfText(on: Filtered, value: Value): readonly Sql[] {
  const holes: Value[] = []
  const parts = value.kind === 'text' || value.kind === 'literal' ? (value.parts ?? [value]) : undefined
  if (!parts) return [on.pen.hidden(value)]
  const text = parts
    .map((part) => {
      const known = textOf(part)
      if (known !== undefined) return known
      holes.push(part)
      return `\uE003${holes.length - 1}\uE004`
    })
    .join('')
  return splitAtCommas(text).map((one) => oneOfText(on, one, holes, value))
}

/** `and(…)`, `or(…)`, `not.and(…)`, `column.operator.value`, `column.not.operator.value` */
function oneOfText(on: Filtered, text: string, holes: readonly Value[], whole: Value): Sql {
  const { pen } = on
  const [, not, how, inner] = /^(not\.)?(and|or)\(([^]*)\)$/.exec(text) ?? []
  if (how !== undefined && inner !== undefined) {
    const of = splitAtCommas(inner).map((one) => oneOfText(on, one, holes, whole))
    return pen.sql`${not === undefined ? '' : 'not '}(${how === 'and' ? pen.all(of) : pen.any(of)})`
  }
  const [, path, isNot, operator, rest] = /^([^.\uE003]+(?:\.[^.\uE003]+)*?)\.(not\.)?(\w+)\.([^]*)$/.exec(text) ?? []
  if (path === undefined || operator === undefined || rest === undefined) return pen.opening(whole)
  const sql = comparedText(on, path, operator, rest, holes, whole)
  return isNot === undefined ? sql : pen.sql`not (${sql})`
}

function comparedText(on: Filtered, column: string, operator: string, rest: string, holes: readonly Value[], whole: Value): Sql {
  const { pen } = on
  const [, number] = /^\(?"?\uE003(\d+)\uE004"?\)?$/.exec(rest) ?? []
  const hole = number === undefined ? undefined : holes[Number(number)]
  if (operator === 'in') return pen.sql`${columnSql(on, column, whole)} in (${hole ? pen.values(hole) : pen.value(whole)})`
  if (hole) return comparedBy(on, column, whole, operator, hole)
  if (rest.includes('\uE003')) return pen.sql`${columnSql(on, column, whole)} = ${pen.value(whole)}`
  const value = rest === 'true' || rest === 'false' ? rest === 'true' : rest
  return comparedBy(on, column, whole, operator, { kind: 'literal', value, at: whole.at })
}
