import { lookup } from '../../catalog/lookup.ts'
import { isNull, isNothing, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { isListValue } from '../list-values.ts'
import { orNull, type Sql } from '../query-sql.ts'
import { fieldsOf, listItems, waysOf, type Field, type Ways } from '../ways.ts'
import { operatorOf, quotedPath } from './expressions.ts'
import { fragmentName, fragmentSql, operandSql } from './fragments.ts'
import type { Attribute } from './model.ts'
import type { Writing } from './writing.ts'

/** What is said of one column: a value, several, or operators. */
export function conditionSql(writing: Writing, column: Sql, value: Value, attribute: Attribute | undefined): Sql {
  const { pen } = writing
  const ways = kindsOf(value)
  if (ways) return pen.either(ways, (way) => conditionSql(writing, column, way, attribute))
  if (value.kind === 'call' && fragmentName(value) !== undefined) return ofFragment(writing, column, value)
  if (isListValue(value)) return comparedSql(writing, column, attribute?.type?.name === 'ARRAY' ? 'eq' : 'in', value)
  if (value.kind !== 'record') return comparedSql(writing, column, 'eq', value)
  const fields = fieldsOf(value)
  if (fields.every((field) => field.kind === 'entry' && operatorOf(field.key) === undefined))
    return pen.sql`${column} = ${pen.values(value)}`
  return operatorsSql(writing, column, fields, attribute)
}

/** A value that may be another is one value; one that may be something else than a value is not. */
function kindsOf(value: Value): Ways | undefined {
  const ways = waysOf(value)
  return ways?.of.some((way) => way.kind === 'record' || way.kind === 'list' || (way.kind === 'literal' && isNothing(way))) === true
    ? ways
    : undefined
}

/** A function is compared; `literal` and the others take the place of all that is said. */
function ofFragment(writing: Writing, column: Sql, value: Kind<'call'>): Sql {
  const sql = fragmentSql(writing, value, (...given) => comparedSql(writing, ...given))
  return fragmentName(value) === 'fn' ? writing.pen.sql`${column} = ${sql}` : sql
}

function operatorsSql(writing: Writing, column: Sql, fields: readonly Field[], attribute: Attribute | undefined): Sql {
  const { pen } = writing
  const parts = fields.map((field): Sql => {
    if (field.kind === 'entry') return operatorSql(writing, column, field, attribute)
    if (field.kind === 'hidden') return pen.hidden(field.value)
    return pen.choice(
      field.key,
      field.on,
      field.of.map((way) => operatorsSql(writing, column, way, attribute)),
    )
  })
  if (parts.every((part) => part.length === 0)) return []
  return parts.length > 1 ? pen.sql`(${pen.all(parts)})` : pen.all(parts)
}

function operatorSql(writing: Writing, column: Sql, { key, value }: Entry, attribute: Attribute | undefined): Sql {
  const operator = operatorOf(key)
  if (operator === undefined) return writing.pen.hidden(value)
  if (operator === 'or' || operator === 'and') return severalSql(writing, column, operator, value, attribute)
  return comparedSql(writing, column, operator, value)
}

/** `{ [Op.or]: [1, null] }` of a column. */
function severalSql(writing: Writing, column: Sql, binding: 'or' | 'and', value: Value, attribute: Attribute | undefined): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => severalSql(writing, column, binding, way, attribute))
  if (value.kind !== 'list' && value.kind !== 'record') return pen.hidden(value)
  const parts =
    value.kind === 'list'
      ? listItems(value).map((item) => (item.kind === 'item' ? conditionSql(writing, column, item.value, attribute) : pen.hidden(value)))
      : fieldsOf(value).map((field) => operatorsSql(writing, column, [field], attribute))
  if (parts.every((part) => part.length === 0)) return []
  return pen.sql`(${binding === 'or' ? pen.any(parts) : pen.all(parts)})`
}

const comparators: Readonly<Record<string, string>> = lookup({
  eq: '=',
  ne: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  notLike: 'not like',
  iLike: 'ilike',
  notILike: 'not ilike',
  startsWith: 'like',
  endsWith: 'like',
  substring: 'like',
  regexp: '~',
  notRegexp: '!~',
  iRegexp: '~*',
  notIRegexp: '!~*',
  contains: '@>',
  contained: '<@',
  overlap: '&&',
  adjacent: '-|-',
  match: '@@',
})

/** A column, an operator and what stands on its other side. */
export function comparedSql(writing: Writing, column: Sql, operator: string, value: Value): Sql {
  const { pen } = writing
  const ways = kindsOf(value)
  if (ways) return pen.either(ways, (way) => comparedSql(writing, column, operator, way))
  switch (operator) {
    case 'eq':
    case 'is':
      return isConstant(value)
        ? pen.sql`${column} ${constantTest('is', value)}`
        : plainSql(writing, column, operator === 'is' ? 'is' : '=', value)
    case 'ne':
      return isNull(value) ? pen.sql`${column} is not null` : plainSql(writing, column, '<>', value)
    case 'not':
      if (value.kind === 'list') return amongSql(writing, column, 'not in', value)
      return isConstant(value) ? pen.sql`${column} ${constantTest('is not', value)}` : plainSql(writing, column, '<>', value)
    case 'in':
    case 'notIn':
      return amongSql(writing, column, operator === 'in' ? 'in' : 'not in', value)
    case 'any':
    case 'all':
      return pen.sql`${column} = ${operator} (${pen.values(value)})`
    case 'between':
    case 'notBetween': {
      const [low, high] = value.kind === 'list' && !value.open ? value.items : []
      const word = operator === 'between' ? 'between' : 'not between'
      return low && high
        ? pen.sql`${column} ${word} ${operand(writing, low)} and ${operand(writing, high)}`
        : pen.sql`${column} ${word} ${pen.value(value)} and ${pen.value(value)}`
    }
    case 'col':
      return value.kind === 'literal' ? pen.sql`${column} = ${pen.text(quotedPath(String(value.value)), value.at)}` : pen.hidden(value)
    default: {
      const word = comparators[operator]
      return word === undefined ? pen.hidden(value) : plainSql(writing, column, word, value)
    }
  }
}

function isConstant(value: Value): value is Kind<'literal'> {
  return value.kind === 'literal' && (value.value === null || typeof value.value === 'boolean')
}

/** `= true` holds where `IS TRUE` does. */
function constantTest(word: 'is' | 'is not', { value }: Kind<'literal'>): string {
  return value === null ? `${word} null` : word === 'is' ? `= ${String(value)}` : `is not ${String(value)}`
}

function plainSql(writing: Writing, column: Sql, word: string, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'list') return pen.sql`${column} ${word} ${pen.values(value)}`
  if (value.kind !== 'record') return pen.sql`${column} ${word} ${orNull(operand(writing, value))}`
  const [only] = value.entries
  const inner = only && operatorOf(only.key)
  if (only && inner === 'col' && only.value.kind === 'literal')
    return pen.sql`${column} ${word} ${pen.text(quotedPath(String(only.value.value)), only.value.at)}`
  if (only && (inner === 'any' || inner === 'all')) return pen.sql`${column} ${word} ${inner} (${pen.values(only.value)})`
  return inner === undefined ? pen.sql`${column} ${word} ${pen.value(value)}` : pen.hidden(value)
}

function amongSql(writing: Writing, column: Sql, word: 'in' | 'not in', value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'call' && fragmentName(value) === 'literal') return pen.sql`${column} ${word} ${operand(writing, value)}`
  if (value.kind !== 'list' || value.open) return pen.sql`${column} ${word} (${pen.values(value)})`
  if (value.items.length === 0) return word === 'in' ? pen.sql`${column} in (null)` : []
  return pen.sql`${column} ${word} (${pen.list(value.items.map((item) => operand(writing, item)))})`
}

function operand(writing: Writing, value: Value): Sql {
  return operandSql(writing, value, (...given) => comparedSql(writing, ...given))
}
