import { itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { methodName, spineOf, type CallValue } from '../migration-code.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { escaped } from './literals.ts'
import { nameSql } from './names.ts'
import { rawSql } from './raw.ts'

/** The condition of a query that is given for an index; a gap where one of its methods is not known. */
export function predicateSql(query: Value, pen: Pen): Sql {
  const { calls } = spineOf(query)
  const wheres = calls.filter((call) => methodName(call) !== 'queryBuilder')
  const parts = wheres.map((call, i): Sql => {
    const word = methodName(call).startsWith('or') ? 'or ' : 'and '
    return pen.sql`${i === 0 ? '' : word}${whereSql(call, pen)}`
  })
  return joined(parts, pen.plain(' '))
}

function whereSql(call: CallValue, pen: Pen): Sql {
  const method = methodName(call).replace(/^(?:and|or)W/, 'w')
  const [first, second, third] = call.args
  switch (method) {
    case 'whereNull':
      return pen.sql`${nameSql(first, pen)} is null`
    case 'whereNotNull':
      return pen.sql`${nameSql(first, pen)} is not null`
    case 'whereRaw':
      return rawSql(call, pen)
    case 'whereIn':
    case 'whereNotIn':
      return second?.kind === 'list' && !second.open
        ? pen.sql`${nameSql(first, pen)} ${method === 'whereIn' ? 'in' : 'not in'} (${joined(itemsOf(second).map((one) => valueOf(one, pen)), pen.plain(', '))})` // prettier-ignore
        : pen.gap
    case 'where':
    case 'whereNot':
      return pen.sql`${method === 'where' ? '' : 'not '}${comparison(first, second, third, pen)}`
    default:
      return pen.gap
  }
}

function comparison(first: Value | undefined, second: Value | undefined, third: Value | undefined, pen: Pen): Sql {
  if (first?.kind === 'record' && !first.open) {
    const parts = first.entries.map(({ key, value, at }) => equals(nameSql({ kind: 'literal', value: key, at }, pen), value, pen))
    return joined(parts, pen.plain(' and '))
  }
  const name = nameSql(first, pen)
  if (!second) return pen.gap
  if (!third) return equals(name, second, pen)
  const operator = textOf(second)
  if (operator === undefined) return pen.gap
  if (third.kind === 'literal' && third.value === null) return pen.sql`${name} is ${/not|[!<]/.test(operator) ? 'not ' : ''}null`
  return pen.sql`${name} ${operator} ${valueOf(third, pen)}`
}

function equals(name: Sql, value: Value, pen: Pen): Sql {
  return value.kind === 'literal' && value.value === null ? pen.sql`${name} is null` : pen.sql`${name} = ${valueOf(value, pen)}`
}

function valueOf(value: Value, pen: Pen): Sql {
  const text = escaped(value)
  return text === undefined ? pen.gap : pen.said(text, value)
}
