import { keyAt, orNull } from '../query-sql.ts'
import { isNothing, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, filledList, isList, listItems, membersOf, waysOf, type Field, type Item } from '../ways.ts'
import { called, columnSql, isGiven, type Writing } from './call-writing.ts'
import { expressionSql, operandSql, referenceSql } from './operands.ts'

/** `where(column, operator, value)`, `where(expression)` or `where((eb) => …)`. */
export function whereSql(writing: Writing, args: readonly Value[], at: Value): Sql {
  if (args.length === 3) return comparisonSql(writing, args)
  const [only] = args
  return only && args.length === 1 ? conditionSql(writing, only) : writing.pen.hidden(at)
}

/** An expression that is a condition; what cannot be seen only narrows, since Kysely writes parentheses where they are needed. */
export function conditionSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => (isNothing(way) ? [] : conditionSql(writing, way)))
  if (value.kind === 'function') {
    const given = called(writing, value)
    return given.kind === 'function' ? pen.hidden(value) : conditionSql(writing, given)
  }
  if (value.kind === 'literal' && typeof value.value === 'boolean') return pen.value(value)
  return columnSql(writing, value) ?? expressionSql(writing, value) ?? pen.hidden(value)
}

/** Of a column, an operator and a value; what is undefined is bound as NULL. It may be no condition, as `eb('a', '+', 1)` is none. */
export function comparisonSql(writing: Writing, [left, operator, right]: readonly Value[]): Sql {
  const { pen } = writing
  if (!left || !operator || !right) return []
  const ways = waysOf(operator)
  if (ways) return pen.either(ways, (way) => comparisonSql(writing, [left, way, right]))
  const word = textOf(operator)?.toLowerCase()
  if (word === undefined || !isOperator.test(word)) return pen.hidden(operator)
  const column = referenceSql(writing, left)
  const several = word === 'in' ? tupleOf(left, 'refTuple') : undefined
  if (several) return amongTuplesSql(writing, several, right)
  if (word === 'in' || word === 'not in') return pen.sql`${column} ${word} ${amongSql(writing, right)}`
  return pen.sql`${column} ${word} ${operandSql(writing, right)}`
}

const isOperator =
  /^(?:=|==|!=|<>|<=>|[<>]=?|in|not in|is|is not|like|not like|match|ilike|not ilike|@>|<@|\^@|&&|\?|\?&|\?\||!~\*?|~\*?|~~\*?|!~~\*?|@@|@@@|!!|<->|is distinct from|is not distinct from|regexp|&<|&>|<<|>>|-\|-|#>>?|->>?|[-+*/%^&|#]|\|\|)$/

/** What stands behind `in`. */
function amongSql(writing: Writing, list: Value): Sql {
  const { pen } = writing
  const value = filledList(list)
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => amongSql(writing, way))
  if (value.kind === 'list' && !value.open)
    return pen.sql`(${value.items.length === 0 ? pen.text('null', value.at) : pen.list(value.items.map((item) => operandSql(writing, item)))})`
  return expressionSql(writing, value) ?? pen.sql`(${pen.values(value)})`
}

/** What `eb.tuple(…)` or `eb.refTuple(…)` puts together. */
function tupleOf(value: Value, made: 'tuple' | 'refTuple'): readonly Value[] | undefined {
  const isMade = value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === made && isGiven(value.callee.object)
  return isMade ? value.args : undefined
}

/** `numbers.map((number) => eb.tuple(organizationId, number))`, or tuples of which nothing is seen: then each column has a value of its own among them. */
function amongTuplesSql(writing: Writing, columns: readonly Value[], value: Value): Sql {
  const { pen } = writing
  const names = columns.map((column) => referenceSql(writing, column))
  const row = pen.sql`(${pen.list(names)})`
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => amongTuplesSql(writing, columns, way))
  const tuples = membersOf(value)
  if (tuples?.length === 0) return pen.sql`${row} in ${amongSql(writing, value)}`
  if (tuples?.every((one) => tupleOf(one, 'tuple')?.length === columns.length) === true)
    return pen.sql`${row} in (${pen.list(tuples.map((one) => operandSql(writing, one)))})`
  const query = expressionSql(writing, value)
  return query ? pen.sql`${row} in ${query}` : pen.eachAmong(names, value)
}

/** Of several conditions all hold, or one does. */
export function filterList(writing: Writing, list: Value, how: 'and' | 'or'): Sql {
  const { pen } = writing
  const ways = waysOf(list)
  if (ways) return pen.either(ways, (way) => filterList(writing, way, how))
  const given = list.kind === 'function' ? called(writing, list) : list
  if (!isList(given)) return pen.hidden(list)
  return pen.grouped(filtersOf(writing, listItems(given)), how)
}

/** One for each that may be in the list: what a condition leaves out of it leaves nothing. */
function filtersOf(writing: Writing, items: readonly Item[]): readonly Sql[] {
  const { pen } = writing
  return items.flatMap((item): readonly Sql[] => {
    if (item.kind === 'hidden') return [pen.hidden(item.value)]
    if (item.kind === 'item') return [conditionSql(writing, item.value)]
    const ways = item.of.map((way) => filtersOf(writing, way))
    const most = Math.max(0, ...ways.map(({ length }) => length))
    return Array.from({ length: most }, (_, i) => pen.choice(item.key, item.on, ways.map((way) => way[i] ?? []))) // prettier-ignore
  })
}

/** `eb.and({ column: value })`: what is undefined is left out. */
export function filterObject(writing: Writing, record: Kind<'record'>, how: 'and' | 'or'): Sql {
  return writing.pen.sql`(${fieldsSql(writing, fieldsOf(record), how)})`
}

function fieldsSql(writing: Writing, fields: readonly Field[], how: 'and' | 'or'): Sql {
  const { pen, naming } = writing
  const all = fields.map((field): Sql => {
    if (field.kind === 'hidden') return pen.hidden(field.value)
    if (field.kind === 'ways') return pen.choice(field.key, field.on, field.of.map((way) => (way.length === 0 ? [] : fieldsSql(writing, way, how)))) // prettier-ignore
    const { key, value, at } = field
    const column = pen.list(
      key.split('.').map((part) => pen.name(naming(part), keyAt(at))),
      '.',
    )
    if (value.kind === 'literal' && (value.value === null || typeof value.value === 'boolean'))
      return pen.sql`${column} is ${String(value.value)}`
    const surely = value.kind === 'literal' && value.value === undefined
    if (!surely && !mayBeUndefined(value, writing.machine, at)) return pen.sql`${column} = ${orNull(operandSql(writing, value))}`
    const bound = orNull(pen.value(value, { by: 'Kysely', surely }))
    return how === 'and' ? pen.sql`(${bound} is null or ${column} = ${bound})` : pen.sql`${column} = ${bound}`
  })
  return how === 'and' ? pen.all(all) : pen.any(all)
}
