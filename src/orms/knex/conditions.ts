import { lookup } from '../../catalog/lookup.ts'
import { keyAt, orNull } from '../query-sql.ts'
import { isNothing, textOf, truthOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { CallStep, Step } from '../builders.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsAsked, membersOf, waysOf, type Field } from '../ways.ts'
import { rawSql, specialSql } from './call-raw.ts'
import { aliased, doneBy, dotted, type Writing } from './call-writing.ts'

/** A condition as it is put behind those before it. */
type Item =
  { readonly isOr: boolean; readonly sql: Sql } | { readonly key: object; readonly on: string; readonly of: readonly (readonly Item[])[] }

/** The conditions of a clause one after another, without parentheses; empty where there are none. */
export function conditionsSql(writing: Writing, steps: readonly Step[], clause: Clause): Sql {
  const items = itemsOf(writing, steps, clause)
  return items.length === 0 ? [] : joinedItems(writing, items, 0)
}

export type Clause = 'where' | 'having' | 'on'

/** More conditions that may be behind an OR are not told apart. */
const mostSplits = 4

function joinedItems(writing: Writing, items: readonly Item[], splits: number): Sql {
  const { pen } = writing
  const at = items.findIndex((item) => 'of' in item && item.of.some(hasOr))
  const open = items[at]
  if (open && 'of' in open && splits < mostSplits)
    return pen.choice(
      open.key,
      open.on,
      open.of.map((way) => joinedItems(writing, [...items.slice(0, at), ...way, ...items.slice(at + 1)], splits + 1)),
    )
  const groups = items.reduce<Sql[][]>((all, item) => {
    const sql = 'of' in item ? pen.choice(item.key, item.on, item.of.map((way) => (way.length === 0 ? [] : joinedItems(writing, way, splits)))) : item.sql // prettier-ignore
    const last = all.at(-1)
    if (last && !('isOr' in item && item.isOr)) last.push(sql)
    else all.push([sql])
    return all
  }, [])
  const [only, ...more] = groups
  if (!only) return pen.text('true')
  return more.length === 0 ? pen.all(only) : pen.any(groups.map((group) => pen.all(group)))
}

function hasOr(items: readonly Item[]): boolean {
  return items.some((item) => ('of' in item ? item.of.some(hasOr) : item.isOr))
}

interface Flags {
  isOr: boolean
  isNot: boolean
}

function itemsOf(writing: Writing, steps: readonly Step[], clause: Clause): readonly Item[] {
  const { pen } = writing
  const flags: Flags = { isOr: false, isNot: false }
  return steps.reduce<readonly Item[]>((items, step) => {
    if (step.kind === 'hidden') return clause === 'where' ? [...items, { isOr: false, sql: pen.hidden(step.value, step.why) }] : items
    if (step.kind === 'ways') {
      if (clears(step, clause)) return waysAfter(writing, items, step, clause)
      const of = step.of.map((way) => itemsOf(writing, way, clause))
      return of.every((way) => way.length === 0) ? items : [...items, { key: step.key, on: step.on, of }]
    }
    if (clears(step, clause)) return []
    if (step.name === 'or' || step.name === 'not') {
      flags[step.name === 'or' ? 'isOr' : 'isNot'] = true
      return items
    }
    const given = conditionOf(writing, step, clause, flags)
    return given ? [...items, ...given] : items
  }, [])
}

function waysAfter(writing: Writing, items: readonly Item[], step: Extract<Step, { kind: 'ways' }>, clause: Clause): readonly Item[] {
  const of = step.of.map((way) => (way.some((one) => clears(one, clause)) ? itemsOf(writing, way, clause) : [...items, ...itemsOf(writing, way, clause)])) // prettier-ignore
  return [{ key: step.key, on: step.on, of }]
}

function clears(step: Step, clause: Clause): boolean {
  if (step.kind === 'ways') return step.of.some((way) => way.some((one) => clears(one, clause)))
  if (step.kind !== 'call') return false
  return clause === 'where' ? step.name === 'clearWhere' || (step.name === 'clear' && textOf(step.args[0]) === 'where') : step.name === 'clearHaving' && clause === 'having' // prettier-ignore
}

/** What a method says: `andWhereNot` and so on. */
function conditionOf(writing: Writing, { name, args, call }: CallStep, clause: Clause, flags: Flags): readonly Item[] | undefined {
  const found = /^(and|or)?(where|having|on)(Not)?(.*)$/i.exec(name)
  if (found?.[2]?.toLowerCase() !== clause) return undefined
  const [, and, , not, rest = ''] = found
  const { isOr, isNot } = flags
  Object.assign(flags, { isOr: false, isNot: false })
  const kind = rest === '' || !not ? rest : rest
  if (kind !== '' && !/^[A-Z]/.test(kind)) return undefined
  const item = (sql: Sql, or = isOr || and?.toLowerCase() === 'or'): readonly Item[] => (sql.length === 0 ? [] : [{ isOr: or, sql }])
  const negated = isNot !== (not !== undefined)
  const [first] = args
  if (first && (kind === '' || kind === 'Column') && (first.kind === 'record' || (kind === '' && waysOf(first) && args.length === 1)))
    return objectItems(writing, first, { isOr: isOr || and?.toLowerCase() === 'or', isWrapped: and?.toLowerCase() === 'or', negated, isColumn: kind === 'Column' || clause === 'on' }) // prettier-ignore
  return item(simpleSql(writing, kind, args, negated, clause, call))
}

interface ObjectOptions {
  readonly isOr: boolean
  /** All of `orWhere({ … })` stands in parentheses. */
  readonly isWrapped: boolean
  readonly negated: boolean
  readonly isColumn: boolean
}

function objectItems(writing: Writing, value: Value, options: ObjectOptions): readonly Item[] {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return [{ key: ways.key, on: ways.on, of: ways.of.map((way) => (isNothing(way) ? [] : objectItems(writing, way, options))) }]
  const isOr = options.isOr && !options.isWrapped
  const items: readonly Item[] =
    value.kind === 'record'
      ? fieldItems(writing, fieldsAsked(value, pen), { ...options, isOr })
      : value.kind === 'function'
        ? [{ isOr, sql: wrappedSql(writing, value, options.negated) }]
        : [{ isOr, sql: specialSql(writing, value) ?? pen.hidden(value) }]
  if (!options.isOr || !options.isWrapped || items.length === 0) return items
  return [{ isOr: true, sql: pen.sql`(${joinedItems(writing, items, 0)})` }]
}

function fieldItems(writing: Writing, fields: readonly Field[], options: ObjectOptions): readonly Item[] {
  const { pen } = writing
  return fields.map((field): Item => {
    if (field.kind === 'hidden') return { isOr: options.isOr, sql: pen.hidden(field.value) }
    if (field.kind === 'ways') return { key: field.key, on: field.on, of: field.of.map((way) => fieldItems(writing, way, options)) }
    const { key, value, at } = field
    const column = pen.list(
      key.split('.').map((part) => pen.name(part, keyAt(at))),
      '.',
    )
    const sql = options.isColumn ? pen.sql`${column} = ${columnSql(writing, value)}` : equalSql(writing, column, value)
    return { isOr: options.isOr, sql: options.negated ? pen.sql`not ${sql}` : sql }
  })
}

function equalSql(writing: Writing, column: Sql, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways?.of.some((way) => way.kind === 'literal' && way.value === null)) return pen.either(ways, (way) => equalSql(writing, column, way))
  if (value.kind === 'literal' && value.value === null) return pen.sql`${column} is null`
  const dropped = writing.dropped?.(value)
  if (!dropped) return pen.sql`${column} = ${orNull(valueSql(writing, value))}`
  const bound = orNull(pen.value(value, dropped))
  return pen.sql`(${bound} is null or ${column} = ${bound})`
}

function simpleSql(writing: Writing, kind: string, args: readonly Value[], negated: boolean, clause: Clause, call: Kind<'call'>): Sql {
  const { pen } = writing
  const [first, second] = args
  const not = negated ? 'not ' : ''
  if (!first) return pen.hidden(call)
  switch (kind) {
    case '':
      return clause === 'on' ? onSql(writing, args, negated) : basicSql(writing, args, negated)
    case 'Column':
      return pen.sql`${not}${comparedSql(writing, args, (value) => columnSql(writing, value))}`
    case 'Val':
      return pen.sql`${not}${comparedSql(writing, args, (value) => valueSql(writing, value))}`
    case 'Raw':
      return pen.sql`${not}${rawSql(writing, args)}`
    case 'Wrapped':
      return first.kind === 'function' ? wrappedSql(writing, first, negated) : pen.hidden(first)
    case 'In':
      return second ? inSql(writing, first, second, negated) : pen.hidden(call)
    case 'Null':
      return pen.sql`${columnSql(writing, first)} is ${not}null`
    case 'Between': {
      const [from, to] = second?.kind === 'list' && !second.open ? second.items : []
      return from && to
        ? pen.sql`${columnSql(writing, first)} ${not}between ${valueSql(writing, from)} and ${valueSql(writing, to)}`
        : pen.hidden(call)
    }
    case 'Exists':
      return pen.sql`${not}exists (${queryOf(writing, first) ?? pen.sql`select ${pen.opening(first)}`})`
    case 'Like':
    case 'ILike':
      return second ? pen.sql`${columnSql(writing, first)} ${not}${kind.toLowerCase()} ${valueSql(writing, second)}` : pen.hidden(call)
    default:
      return jsonSql(writing, kind, args, not) ?? pen.hidden(call)
  }
}

const jsonOperators: Readonly<Record<string, string>> = lookup({ Object: '=', SupersetOf: '@>', SubsetOf: '<@' })

/** `whereJsonSupersetOf('settings', { … })`, `whereJsonPath('settings', '$.size', '>', 1)` */
function jsonSql(writing: Writing, kind: string, [column, ...rest]: readonly Value[], not: string): Sql | undefined {
  const { pen } = writing
  const [, isNot, asked = ''] = /^Json(Not)?(\w+)$/.exec(kind) ?? []
  const [first, second, third] = rest
  if (!column || !first) return undefined
  if (asked === 'Path') {
    const operator = textOf(second)
    if (!third || operator === undefined || !isOperator.test(operator)) return undefined
    return pen.sql`${not}jsonb_path_query_first(${columnSql(writing, column)}, ${pen.value(first)}) #>> '{}' ${operator} ${pen.value(third)}`
  }
  const operator = jsonOperators[asked]
  return operator === undefined ? undefined : pen.sql`${isNot ? 'not ' : not}${columnSql(writing, column)} ${operator} ${pen.value(first)}`
}

function basicSql(writing: Writing, args: readonly Value[], negated: boolean): Sql {
  const { pen } = writing
  const [first, second, third] = args
  const not = negated ? 'not ' : ''
  if (!first) return []
  if (first.kind === 'function') return wrappedSql(writing, first, negated)
  if (args.length === 1) {
    const truth = first.kind === 'literal' ? truthOf(first) : undefined
    if (truth !== undefined && typeof (first.kind === 'literal' && first.value) === 'boolean') return pen.text(`${not}${String(truth)}`)
    const special = specialSql(writing, first)
    return special ? pen.sql`${not}${special}` : pen.hidden(first)
  }
  const column = columnSql(writing, first)
  if (args.length === 2 && second) return pen.sql`${not}${equalSql(writing, column, second)}`
  const word = textOf(second)?.toLowerCase().trim()
  if (second && third && (word === 'in' || word === 'not in')) return inSql(writing, first, third, negated !== (word === 'not in'))
  if (third && word?.endsWith('between') === true)
    return simpleSql(writing, 'Between', [first, third], negated !== word.startsWith('not'), 'where', emptyCall(first))
  return pen.sql`${not}${comparedSql(writing, args, (value) => valueSql(writing, value))}`
}

function emptyCall(at: Value): Kind<'call'> {
  return { kind: 'call', callee: at, args: [], isNew: false, at: at.at }
}

/** Of a column, an operator and something; the operator may be left out. */
function comparedSql(writing: Writing, args: readonly Value[], write: (value: Value) => Sql): Sql {
  const { pen } = writing
  const [left, operator, right] = args
  if (!left || !operator) return []
  if (!right) return pen.sql`${columnSql(writing, left)} = ${write(operator)}`
  const ways = waysOf(operator)
  if (ways) return pen.either(ways, (way) => comparedSql(writing, [left, way, right], write))
  const word = textOf(operator)?.toLowerCase().trim()
  if (word === undefined || !isOperator.test(word)) return pen.hidden(operator)
  const isNull = right.kind === 'literal' && right.value === null && /^is(?: not)?$/.test(word)
  return pen.sql`${columnSql(writing, left)} ${word.replace(/\\/g, '')} ${isNull ? 'null' : write(right)}`
}

const isOperator =
  /^(?:=|==|!=|<>|[<>]=?|is|is not|like|not like|ilike|not ilike|similar to|not similar to|~\*?|!~\*?|@>|<@|&&|\?|\\\?|\\\?\||\\\?&|\|\||#-?|@\?|@@|is distinct from|is not distinct from|<<|>>|&|-)$/

/** `on('a.b', '=', 'c.d')` compares columns. */
function onSql(writing: Writing, args: readonly Value[], negated: boolean): Sql {
  const { pen } = writing
  const [first] = args
  if (first?.kind === 'function') return wrappedSql(writing, first, negated, 'on')
  if (first && args.length === 1) return specialSql(writing, first) ?? pen.hidden(first)
  return comparedSql(writing, args, (value) => columnSql(writing, value))
}

function wrappedSql(writing: Writing, callback: Kind<'function'>, negated: boolean, clause: Clause = 'where'): Sql {
  const { pen } = writing
  const steps = doneBy(writing, callback)
  const sql = steps && conditionsSql(writing, steps, clause)
  if (!sql) return pen.hidden(callback)
  return sql.length === 0 ? [] : pen.sql`${negated ? 'not ' : ''}(${sql})`
}

function inSql(writing: Writing, column: Value, values: Value, negated: boolean): Sql {
  const { pen } = writing
  const ways = waysOf(values)
  if (ways) return pen.either(ways, (way) => inSql(writing, column, way, negated))
  const several = column.kind === 'list' && !column.open ? column.items : undefined
  const columns = several ? pen.sql`(${pen.list(several.map((one) => columnSql(writing, one)))})` : columnSql(writing, column)
  const word = negated ? 'not in' : 'in'
  const isSeen = values.kind === 'list' && !values.open
  if (isSeen && values.items.length === 0) return pen.text(negated ? 'true' : 'false', values.at)
  const among = queryOf(writing, values) ?? specialSql(writing, values)
  if (among) return pen.sql`${columns} ${word} (${among})`
  if (several && !negated) return amongRowsSql(writing, several, values)
  return pen.sql`${columns} ${word} (${isSeen ? pen.list(values.items.map((item) => rowSql(writing, item))) : pen.values(values)})`
}

/** `numbers.map((number) => [organizationId, number])`, or rows of which nothing is seen: then each column has a value of its own among them. */
function amongRowsSql(writing: Writing, columns: readonly Value[], values: Value): Sql {
  const { pen } = writing
  const rows = membersOf(values)
  const isSeen = rows?.every((row) => row.kind === 'list' && !row.open && row.items.length === columns.length) === true
  const names = columns.map((one) => columnSql(writing, one))
  return rows && isSeen
    ? pen.sql`(${pen.list(names)}) in (${pen.list(rows.map((row) => rowSql(writing, row)))})`
    : pen.eachAmong(names, values)
}

function rowSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  return value.kind === 'list' && !value.open
    ? pen.sql`(${pen.list(value.items.map((item) => valueSql(writing, item)))})`
    : valueSql(writing, value)
}

/** A query, or a function that makes one. */
export function queryOf(writing: Writing, value: Value): Sql | undefined {
  if (value.kind === 'function') {
    const steps = doneBy(writing, value)
    return steps && writing.steps(steps, writing)
  }
  if (isRawQuery(value)) return rawSql(writing, value.args)
  return writing.query(value, writing)
}

function isRawQuery(value: Value): value is Kind<'call'> {
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'raw'
}

/** Something that is bound, or SQL that stands for it. */
export function valueSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'function') {
    const query = queryOf(writing, value)
    return query ? pen.sql`(${query})` : pen.value(value)
  }
  return specialSql(writing, value) ?? pen.value(value)
}

/** A column by its name, or SQL in the place of one. */
export function columnSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => columnSql(writing, way))
  const text = textOf(value)
  if (text === undefined) return value.kind === 'literal' ? pen.value(value) : (specialSql(writing, value) ?? pen.named(value))
  const { name, alias, start } = aliased(text)
  const column = dotted(writing, name, start, value)
  return alias === undefined ? column : pen.sql`${column} as ${pen.name(alias)}`
}
