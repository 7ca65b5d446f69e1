import { lookup } from '../../catalog/lookup.ts'
import { isNull, isUndefined, sourceText } from '../../javascript/symbolic/value.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import { orNull, type Sql } from '../query-sql.ts'
import { fieldsOf, waysOf, type Field, type Ways } from '../ways.ts'
import type { ScalarField } from './datamodel.ts'
import type { Row, Writing } from './where.ts'

/** A value, and the property that has it. */
export type Given = Pick<Entry, 'value' | 'at'>

/** A column that is filtered. */
interface Filtered {
  readonly row: Row
  readonly field: ScalarField
  readonly column: Sql
  /** The property that says it. */
  readonly at: Entry['at']
  readonly isInsensitive: boolean
  /** Each filter says the opposite: `not` turns each of its filters around, and still all of them must hold. */
  readonly isNegated: boolean
}

/** What one filter asks, or its opposite. */
function asked({ pen }: Writing, { isNegated }: Filtered, sql: Sql): Sql {
  return isNegated ? pen.sql`not (${sql})` : sql
}

/** What a field is compared with, or an object of filters for it. */
export function filterSql(writing: Writing, row: Row, field: ScalarField, column: Sql, { value, at }: Given): Sql {
  return valueSql(writing, { row, field, column, at, isInsensitive: false, isNegated: false }, value)
}

function valueSql(writing: Writing, filtered: Filtered, value: Value): Sql {
  const ways = filterWays(value)
  if (ways) return writing.pen.either(taken(writing, ways), (way) => valueSql(writing, filtered, way))
  if (value.kind !== 'record') return comparedSql(writing, filtered, '=', value)
  const isInsensitive = value.entries.some(
    ({ key, value: mode }) => key === 'mode' && mode.kind === 'literal' && mode.value === 'insensitive',
  )
  const path = isJson(filtered.field) ? value.entries.find(({ key, value: steps }) => key === 'path' && !isUndefined(steps)) : undefined
  const column = path ? stepInto(writing, filtered.column, path.value) : filtered.column
  return operatorsSql(writing, { ...filtered, column, isInsensitive }, fieldsOf(value))
}

/** The ways that Prisma does not refuse: a key alone is something. */
function taken({ isKey, isStrict }: Writing, ways: Ways): Ways {
  const given = isKey && isStrict ? ways.of.filter((way) => !isUndefined(way) && !isNull(way)) : []
  return given.length === 0 ? ways : { ...ways, of: given }
}

/** What stands in a JSON column under a path. */
function stepInto({ pen }: Writing, column: Sql, path: Value): Sql {
  if (path.kind !== 'list' || path.open || path.items.length === 0) return pen.sql`(${column} #> ${pen.value(path)})`
  return pen.sql`(${column} #> array[${pen.list(path.items.map((step) => pen.value(step)))}])`
}

function operatorsSql(writing: Writing, filtered: Filtered, fields: readonly Field[]): Sql {
  const { pen } = writing
  const conditions = fields.map((field): Sql => {
    if (field.kind === 'entry') return operatorSql(writing, filtered, field)
    if (field.kind === 'hidden') return pen.hidden(field.value)
    const of = field.of.map((way) => operatorsSql(writing, filtered, way))
    return pen.choice(field.key, field.on, of)
  })
  return pen.joined(conditions, ' and ')
}

/** A value that may be another is one value; one that may be left out is not. */
function filterWays(value: Value): Ways | undefined {
  const ways = waysOf(value)
  if (!ways || (value.kind === 'call' && value.callee.kind === 'symbol' && /^(?:\|\||\?\?)$/.test(value.callee.name))) return undefined
  return ways.of.some((way) => way.kind === 'record' || way.kind === 'literal') ? ways : undefined
}

const comparisons: Readonly<Record<string, string>> = lookup({ equals: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' })

const patterns: Readonly<Record<string, readonly [before: string, after: string]>> = lookup({
  contains: ['%', '%'],
  startsWith: ['', '%'],
  endsWith: ['%', ''],
})

/** Filters of lists, of JSON and of text that is searched, by an operator that is as strict as theirs. */
const others: Readonly<Record<string, string>> = lookup({
  has: '@>',
  hasEvery: '@>',
  hasSome: '&&',
  isEmpty: '=',
  array_contains: '@>',
  array_starts_with: '@>',
  array_ends_with: '@>',
  string_contains: '~~',
  string_starts_with: '~~',
  string_ends_with: '~~',
  search: '@@',
})

function operatorSql(writing: Writing, filtered: Filtered, { key, value }: Entry): Sql {
  const { pen } = writing
  const { column } = filtered
  if (key === 'mode' || key === 'path' || isUndefined(value)) {
    // What is compared with nothing is told by the comparison.
    return key in comparisons ? comparedSql(writing, filtered, comparisons[key] ?? '=', value) : []
  }
  const ways = filterWays(value)
  if (ways) return pen.either(ways, (way) => operatorSql(writing, filtered, { key, value: way, at: value.at }))
  const op = comparisons[key]
  if (op !== undefined) return comparedSql(writing, filtered, op, value)
  if (key === 'in' || key === 'notIn') return amongSql(writing, filtered, key === 'in' ? 'in' : 'not in', value)
  if (key === 'not') return differsSql(writing, filtered, value)
  if (key in patterns) return patternSql(writing, filtered, key, value)
  const other = others[key]
  return other === undefined
    ? pen.hidden(value)
    : droppable(writing, filtered, value, (bound) => asked(writing, filtered, pen.sql`${column} ${other} ${bound}`))
}

function patternSql(writing: Writing, filtered: Filtered, key: string, value: Value): Sql {
  const { pen } = writing
  const { column, isInsensitive } = filtered
  const [before, after] = patterns[key] ?? ['', '']
  const like = isInsensitive ? 'ilike' : 'like'
  if (value.kind === 'literal') {
    const pattern = pen.value({ ...value, value: `${before}${String(value.value)}${after}` })
    return asked(writing, filtered, pen.sql`${column} ${like} ${pattern}`)
  }
  const open = before === '' ? '' : `'${before}' || `
  const close = after === '' ? '' : ` || '${after}'`
  return droppable(writing, filtered, value, (bound) => asked(writing, filtered, pen.sql`${column} ${like} (${open}${bound}${close})`))
}

function comparedSql(writing: Writing, filtered: Filtered, op: string, value: Value): Sql {
  const { pen } = writing
  const { column, field } = filtered
  if (value.kind === 'literal' && value.value === null && !writing.isKey) return asked(writing, filtered, pen.sql`${column} is null`)
  const other = fieldReferred(writing, filtered, value)
  if (other) return asked(writing, filtered, pen.sql`${column} ${op} ${filtered.row.alias}.${pen.name(other.name.text)}`)
  if (value.kind === 'list' && !field.list && !isJson(field)) return pen.hidden(value)
  return droppable(writing, filtered, value, (bound) => asked(writing, filtered, compared(writing, filtered, op, bound)))
}

/** Texts that differ in upper and lower case alone are compared by ILIKE; which comes first, in lower case. */
function compared({ pen }: Writing, { column, isInsensitive }: Filtered, op: string, bound: Sql): Sql {
  if (!isInsensitive) return pen.sql`${column} ${op} ${bound}`
  if (op === '=' || op === '<>') return pen.sql`${column} ${op === '=' ? 'ilike' : 'not ilike'} ${bound}`
  return pen.sql`lower(${column}) ${op} lower(${bound})`
}

function isJson({ type }: ScalarField): boolean {
  return type.kind === 'scalar' && type.name === 'Json'
}

/** A condition on a value, without which Prisma leaves it out. */
function droppable(writing: Writing, { at }: Filtered, value: Value, condition: (bound: Sql) => Sql): Sql {
  const { pen, machine, isStrict, isNot } = writing
  const surely = isUndefined(value)
  const sent = (bound: Sql): Sql => (writing.isKey === true ? bound : orNull(bound))
  const given = (): Sql => condition(value.kind === 'list' ? pen.values(value) : sent(pen.value(value)))
  if (isStrict || (!surely && !mayBeUndefined(value, machine, at))) return given()
  if (isNot === true) return pen.choice(value.at.node, sourceText(value.at), [[], surely ? [] : given()])
  const bound = sent(pen.value(value, { by: 'Prisma', surely }))
  return pen.sql`(${bound} is null or ${condition(bound)})`
}

/** `client.order.fields.total` is another column of the same row. */
function fieldReferred({ schema }: Writing, { row }: Filtered, value: Value): ScalarField | undefined {
  if (value.kind !== 'member' || value.object.kind !== 'member' || value.object.name !== 'fields') return undefined
  const { object } = value.object
  const isOwn = object.kind === 'member' && schema.model(object.name) === row.model
  const field = isOwn ? schema.field(row.model, value.name) : undefined
  return field?.kind === 'scalar' ? field : undefined
}

function amongSql(writing: Writing, filtered: Filtered, how: 'in' | 'not in', value: Value): Sql {
  const { pen, machine, isStrict } = writing
  const { column } = filtered
  if (value.kind === 'list' && !value.open) {
    if (value.items.length === 0) return asked(writing, filtered, pen.text(how === 'in' ? 'false' : 'true', value.at))
    const items = value.items.map((item) => pen.value(item))
    if (!filtered.isInsensitive) return asked(writing, filtered, pen.sql`${column} ${how} (${pen.list(items)})`)
    const each = items.map((item) => compared(writing, filtered, how === 'in' ? '=' : '<>', item))
    return asked(writing, filtered, pen.sql`(${pen.joined(each, how === 'in' ? ' or ' : ' and ')})`)
  }
  if (filtered.isInsensitive) return pen.hidden(value)
  if (isStrict || !mayBeUndefined(value, machine, filtered.at))
    return asked(writing, filtered, pen.sql`${column} ${how} (${pen.values(value)})`)
  return droppable(writing, filtered, value, (bound) => asked(writing, filtered, pen.sql`${column} ${how === 'in' ? '=' : '<>'} ${bound}`))
}

/** A value is never one to be, however often that is turned around. */
function differsSql(writing: Writing, filtered: Filtered, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'literal' && value.value === null) return pen.sql`${filtered.column} is not null`
  if (value.kind !== 'record') return comparedSql(writing, { ...filtered, isNegated: false }, '<>', value)
  return valueSql(writing, { ...filtered, isNegated: !filtered.isNegated }, value)
}
