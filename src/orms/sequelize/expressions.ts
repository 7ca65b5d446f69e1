import { lookup } from '../../catalog/lookup.ts'
import { quotedText } from '../../catalog/names.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { entriesOf, itemsOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { DataType } from './data-types.ts'

/** The key of a record that is an operator, such as `[Op.ne]`, in place of a name. */
const operatorMark = '\uE003'

/** What the machine is told of Sequelize: keys may be its operators. */
export function knownOf(value: Value): Value | undefined {
  if (value.kind !== 'member') return undefined
  const { object } = value
  const isOperators = (object.kind === 'import' || object.kind === 'symbol' || object.kind === 'member') && object.name === 'Op'
  return isOperators ? { kind: 'literal', value: operatorKey(value.name), at: value.at } : undefined
}

/** The key of a record that is an operator. */
export function operatorKey(name: string): string {
  return `${operatorMark}${name}`
}

/** The operator that a key of a record is. */
export function operatorOf(key: string): string | undefined {
  return key.startsWith(operatorMark) ? key.slice(operatorMark.length) : undefined
}

/** A name between quotes, as Sequelize writes each. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '')}"`
}

/** The same, with a schema before a point. */
export function quotedPath(name: string): string {
  const point = name.lastIndexOf('.')
  return point < 0 ? quoted(name) : `${quoted(name.slice(0, point).replaceAll('.', '->'))}.${quoted(name.slice(point + 1))}`
}

/** The SQL that `literal`, `fn`, `col`, `cast` and `where` stand for; undefined for anything else, null where it is not known. */
export function fragmentOf(value: Value): string | null | undefined {
  if (value.kind !== 'call') return undefined
  const { args } = value
  const name = chainOf(value).links.at(-1)?.name
  const called = name === '' || name === undefined ? calleeName(value.callee) : name
  const [first, second, third] = args
  switch (called) {
    case 'literal':
    case 'Literal':
      return textOf(first) ?? null
    case 'col': {
      const text = textOf(first)
      return text === undefined ? null : text.startsWith('*') ? '*' : quotedPath(text)
    }
    case 'fn': {
      const [function_, ...given] = [textOf(first), ...args.slice(1).map((arg) => argumentSql(arg))]
      return function_ === undefined || given.some((one) => one === undefined) ? null : `${function_}(${given.join(', ')})`
    }
    case 'cast': {
      const [sql, type] = [first && argumentSql(first), textOf(second)]
      return sql === undefined || type === undefined ? null : `CAST(${sql} AS ${type.toUpperCase()})`
    }
    case 'where':
      return (first && whereCall(first, second, third)) ?? null
    case 'json':
      return null
    default:
      return undefined
  }
}

function calleeName(callee: Value): string {
  return callee.kind === 'import' || callee.kind === 'symbol' ? callee.name : ''
}

function argumentSql(value: Value): string | undefined {
  const fragment = fragmentOf(value)
  if (fragment !== undefined) return fragment ?? undefined
  return value.kind === 'record' ? whereSql(value) : escaped(value)
}

function whereCall(attribute: Value, second: Value | undefined, third: Value | undefined): string | undefined {
  const key = fragmentOf(attribute)
  if (typeof key !== 'string' || !second) return undefined
  if (third) {
    const comparator = textOf(second)
    return comparator === undefined ? undefined : comparison(key, operatorOf(comparator) ?? comparator, third)
  }
  return second.kind === 'record' ? conditionOf(key, second) : comparison(key, 'eq', second)
}

/** A value as Sequelize writes it between other SQL; undefined where it is not known. */
export function escaped(value: Value, type?: DataType): string | undefined {
  const fragment = fragmentOf(value)
  if (fragment !== undefined) return fragment ?? undefined
  if (/^JSONB?$/.test(type?.name ?? '')) {
    const json = isNull(value) ? null : jsonOf(value)
    return json === null ? 'NULL' : json === undefined ? undefined : quotedText(JSON.stringify(json))
  }
  if (value.kind === 'list') return listSql(value, type)
  if (value.kind !== 'literal') return undefined
  const { value: plain } = value
  if (plain === null || plain === undefined) return 'NULL'
  if (/^(?:FLOAT|DOUBLE|REAL)$/.test(type?.name ?? '')) return `'${String(plain)}'`
  if (type?.name === 'DATE' && typeof plain === 'string') return moment(plain)
  return typeof plain === 'string' ? quotedText(plain) : String(plain)
}

function isNull(value: Value): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === undefined)
}

/** `2020-01-01 00:00:00.000 +00:00` */
function moment(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? quotedText(text) : `'${at.toISOString().replace('T', ' ').replace('Z', ' +00:00')}'`
}

function listSql(value: Extract<Value, { kind: 'list' }>, type: DataType | undefined): string | undefined {
  const items = value.open ? undefined : value.items.map((item) => escaped(item, type?.element))
  if (!items || items.includes(undefined)) return undefined
  return `ARRAY[${items.join(',')}]${type && type.labels === undefined ? `::${type.sql}` : ''}`
}

/** What a value is as JSON; undefined where not all of it is known. */
function jsonOf(value: Value): unknown {
  if (value.kind === 'literal') return value.value
  if (value.kind === 'list') {
    const items = value.items.map(jsonOf)
    return value.open || items.includes(undefined) ? undefined : items
  }
  if (value.kind !== 'record' || value.open) return undefined
  const entries = value.entries.map(({ key, value: own }): [string, unknown] => [key, jsonOf(own)])
  return entries.some(([, own]) => own === undefined) ? undefined : Object.fromEntries(entries)
}

const comparators: Readonly<Record<string, string>> = lookup({
  eq: '=',
  ne: '!=',
  gte: '>=',
  gt: '>',
  lte: '<=',
  lt: '<',
  not: 'IS NOT',
  is: 'IS',
  in: 'IN',
  notIn: 'NOT IN',
  like: 'LIKE',
  notLike: 'NOT LIKE',
  iLike: 'ILIKE',
  notILike: 'NOT ILIKE',
  regexp: '~',
  notRegexp: '!~',
  iRegexp: '~*',
  notIRegexp: '!~*',
  contains: '@>',
  contained: '<@',
  overlap: '&&',
  between: 'BETWEEN',
  notBetween: 'NOT BETWEEN',
})

/** A `where` of an index or a check; undefined where not all of it is known. */
export function whereSql(where: Value, binding = 'AND'): string | undefined {
  const fragment = fragmentOf(where)
  if (fragment !== undefined) return fragment ?? undefined
  if (where.kind === 'list') return group('and', where)
  if (where.kind !== 'record' || where.open) return undefined
  const isOperator = ({ key }: Entry): boolean => operatorOf(key) !== undefined
  const entries = [...where.entries.filter(isOperator), ...where.entries.filter((entry) => !isOperator(entry))]
  const items = entries.map(({ key, value }) => itemOf(key, value))
  return items.includes(undefined) ? undefined : items.filter(Boolean).join(` ${binding} `)
}

function itemOf(key: string, value: Value): string | undefined {
  const operator = operatorOf(key)
  if (operator === 'or' || operator === 'and' || operator === 'not') return group(operator, value)
  if (operator !== undefined) return undefined
  return conditionOf(quoted(key), value)
}

function group(operator: 'or' | 'and' | 'not', value: Value): string | undefined {
  const binding = operator === 'or' ? 'OR' : 'AND'
  const sql = value.kind === 'list' ? groupItems(value, binding) : whereSql(value, binding)
  if (sql === undefined) return undefined
  return sql === '' ? (operator === 'and' ? '' : '0 = 1') : `${operator === 'not' ? 'NOT ' : ''}(${sql})`
}

function groupItems(value: Value, binding: string): string | undefined {
  const items = itemsOf(value).map((item) => {
    const sql = whereSql(item)
    return sql !== undefined && entriesOf(item).length + itemsOf(item).length > 1 ? `(${sql})` : sql
  })
  return items.includes(undefined) ? undefined : items.filter(Boolean).join(` ${binding} `)
}

/** What is said of one column, which may be several things. */
function conditionOf(key: string, value: Value): string | undefined {
  const fragment = fragmentOf(value)
  if (typeof fragment === 'string') return isFunctionCall(value) ? `${key} = ${fragment}` : fragment
  if (fragment === null) return undefined
  if (value.kind === 'list') return comparison(key, 'in', value)
  if (value.kind !== 'record') return comparison(key, 'eq', value)
  if (value.open) return undefined
  const items = value.entries.map((entry) => {
    const operator = operatorOf(entry.key)
    if (operator === 'or' || operator === 'and') return several(key, entry.value, operator === 'or' ? ' OR ' : ' AND ')
    return operator === undefined ? undefined : comparison(key, operator, entry.value)
  })
  if (items.includes(undefined)) return undefined
  return items.length > 1 ? `(${items.join(' AND ')})` : items[0]
}

function isFunctionCall(value: Value): boolean {
  return chainOf(value).links.at(-1)?.name === 'fn' || (value.kind === 'call' && calleeName(value.callee) === 'fn')
}

function several(key: string, value: Value, binding: string): string | undefined {
  const parts =
    value.kind === 'list'
      ? value.items.map((item) => conditionOf(key, item))
      : entriesOf(value).map((entry) => conditionOf(key, { kind: 'record', entries: [entry], open: false, at: value.at }))
  return parts.length === 0 || parts.includes(undefined) ? undefined : `(${parts.join(binding)})`
}

function comparison(key: string, operator: string, value: Value): string | undefined {
  const word = comparators[operator] ?? (/^[a-z]/.test(operator) ? undefined : operator)
  if (word === undefined) return undefined
  if (value.kind === 'list' && (operator === 'in' || operator === 'notIn')) {
    const items = value.items.map((item) => escaped(item))
    if (items.includes(undefined) || value.open) return undefined
    if (items.length === 0) return operator === 'in' ? `${key} IN (NULL)` : ''
    return `${key} ${word} (${items.join(', ')})`
  }
  if (value.kind === 'list' && (operator === 'between' || operator === 'notBetween')) {
    const [low, high] = value.items.map((item) => escaped(item))
    return low === undefined || high === undefined ? undefined : `${key} ${word} ${low} AND ${high}`
  }
  const sql = escaped(value)
  if (sql === undefined) return undefined
  const isPlain = value.kind === 'literal' && typeof value.value !== 'boolean' && value.value !== null
  const chosen =
    sql === 'NULL' && (word === '=' || word === '!=') ? (word === '=' ? 'IS' : 'IS NOT') : operator === 'not' && isPlain ? '!=' : word
  return `${key} ${chosen} ${sql}`
}
