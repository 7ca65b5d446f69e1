import { lookup } from '../../catalog/lookup.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import { literal, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { orNull, type Sql } from '../query-sql.ts'
import { listItems, waysOf, type Ways } from '../ways.ts'
import type { Rules } from './find-where.ts'
import { textSql } from './raw-text.ts'
import { isLiteral, operatorOf, type Writing } from './writing.ts'

/** A value, and the property that has it where one does. */
interface Given {
  readonly value: Value
  readonly at?: Entry['at'] | undefined
}

/** What a column is compared with: a value, or an operator such as `In(…)`. */
export function comparedSql(writing: Writing, column: Sql, { value, at }: Given, rules: Rules): Sql {
  const { pen } = writing
  const ways = valueWays(value)
  if (ways) return pen.either(ways, (way) => comparedSql(writing, column, { value: way, at }, rules))
  const operator = operatorOf(value)
  if (operator) return operatorSql(writing, column, operator, value)
  if (isLiteral(value, null) && rules.nullIs !== 'ignore')
    return rules.nullIs === 'sql-null' ? pen.sql`${column} is null` : pen.sql`${column} = null`
  const surely = isLiteral(value, undefined, null)
  const isDropped = surely ? isLiteral(value, null) || rules.undefinedIs === 'ignore' : mayBeDropped(writing, { value, at }, rules)
  const asked = pen.value(value)
  if (!isDropped) return pen.sql`${column} = ${rules.nullIs === 'sql-null' ? orNull(asked) : asked}`
  const bound = pen.value(value, { by: 'TypeORM', surely, orNull: rules.nullIs === 'ignore' })
  return pen.sql`(${bound} is null or ${column} = ${bound})`
}

function mayBeDropped({ scene }: Writing, { value, at }: Given, { undefinedIs, nullIs }: Rules): boolean {
  return undefinedIs === 'ignore' && mayBeUndefined(value, scene.machine, at, nullIs === 'ignore' ? 'undefined or null' : 'undefined')
}

/** A value that may be another is one value; one that may be left out, or an operator, is not. */
function valueWays(value: Value): Ways | undefined {
  const ways = waysOf(value)
  if (!ways) return undefined
  const isEither = value.kind === 'call' && value.callee.kind === 'symbol' && /^(?:\|\||\?\?)$/.test(value.callee.name)
  return ways.of.some((way) => operatorOf(way) ?? valueWays(way)) || (!isEither && ways.of.some((way) => way.kind === 'literal'))
    ? ways
    : undefined
}

const comparisons: Readonly<Record<string, string>> = lookup({
  Equal: '=',
  LessThan: '<',
  LessThanOrEqual: '<=',
  MoreThan: '>',
  MoreThanOrEqual: '>=',
  Like: 'like',
  ILike: 'ilike',
  ArrayContains: '@>',
  ArrayContainedBy: '<@',
  ArrayOverlap: '&&',
})

function operatorSql(writing: Writing, column: Sql, { name, args }: NonNullable<ReturnType<typeof operatorOf>>, whole: Value): Sql {
  const { pen } = writing
  const [first, second] = args
  const plain: Rules = { undefinedIs: 'throw', nullIs: 'throw' }
  if (name === 'IsNull') return pen.sql`${column} is null`
  if (!first) return pen.hidden(whole)
  const compare = comparisons[name]
  if (compare !== undefined) return pen.sql`${column} ${compare} ${pen.value(first)}`
  switch (name) {
    case 'Not':
      return operatorOf(first)
        ? pen.sql`not (${comparedSql(writing, column, { value: first }, plain)})`
        : pen.sql`${column} <> ${pen.value(first)}`
    case 'In':
      return amongSql(writing, column, first)
    case 'Any':
      return pen.sql`${column} = any(${pen.value(first)})`
    case 'Between':
      return second ? pen.sql`${column} between ${pen.value(first)} and ${pen.value(second)}` : pen.hidden(whole)
    case 'JsonContains':
      return pen.sql`${column}::jsonb @> ${pen.value(first)}`
    case 'And':
    case 'Or': {
      const conditions = args.map((one) => comparedSql(writing, column, { value: one }, plain))
      return pen.sql`(${name === 'And' ? pen.all(conditions) : pen.any(conditions)})`
    }
    case 'Raw':
      return rawSql(writing, column, first, second)
    default:
      return pen.hidden(whole)
  }
}

/** `column in (…)`; nothing is in an empty list. */
function amongSql({ pen }: Writing, column: Sql, list: Value): Sql {
  if (list.kind !== 'list' || list.open) return pen.sql`${column} in (${pen.values(list)})`
  if (list.items.length === 0) return pen.text('false', list.at)
  return pen.sql`${column} in (${pen.list(list.items.map((item) => pen.value(item)))})`
}

/** `Raw('now()')`, or `Raw((alias) => …)`, which gets the column as it is written. */
function rawSql(writing: Writing, column: Sql, value: Value, parameters: Value | undefined): Sql {
  const { pen, scene } = writing
  const texts = { writing, rows: [], parameters: parameters ? [parameters] : [], part: () => undefined }
  if (value.kind !== 'function') return pen.sql`${column} = ${textSql(texts, value)}`
  const name = column.map((piece) => (piece.kind === 'known' ? piece.text : '')).join('')
  const text = scene.machine.within(value, [literal(name, value.at)]).value
  return textSql({ ...texts, isCondition: true }, text)
}

/** The rows with some keys: ids, or objects of those. */
export function keysSql(writing: Writing, keys: readonly Sql[], value: Value, of: (item: Value) => Sql): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => keysSql(writing, keys, way, of))
  const [key, ...more] = keys
  const isPlain = (item: Value): boolean => item.kind !== 'record'
  if (!key) return pen.hidden(value)
  if (value.kind !== 'list') {
    if (value.kind === 'record') return of(value)
    return more.length > 0 ? pen.hidden(value) : pen.sql`${key} in (${pen.values(value)})`
  }
  if (more.length === 0 && value.items.every(isPlain)) return amongSql(writing, key, value)
  return pen.sql`(${pen.any(listItems(value).map((item) => (item.kind === 'item' ? of(item.value) : pen.hidden(item.kind === 'hidden' ? item.value : value))))})`
}
