import { mayBeUndefined } from '../../javascript/undefined.ts'
import type { Entry, Kind, Value } from '../../javascript/symbolic/value.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { fieldsOf, listItems, waysOf, type Field, type Item, type Ways } from '../ways.ts'
import type { ClientSchema } from './client-schema.ts'
import type { Model, RelationField, ScalarField } from './datamodel.ts'
import { linkedRows, type Named } from './linked-rows.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly schema: ClientSchema
  /** Names a table of the statement. */
  alias(): string
  /** `strictUndefinedChecks` is on: what is undefined is refused, and drops nothing. */
  readonly isStrict: boolean
}

/** A model in a statement, under its alias. */
export interface Row {
  readonly model: Model
  readonly alias: string
}

export function columnSql({ pen }: Writing, { alias }: Row, { name }: ScalarField, at?: Entry['at']): Sql {
  return pen.sql`${alias}.${pen.name(name.text, at)}`
}

/** The condition that an object of `where` is; empty where it is none. */
export function whereSql(writing: Writing, row: Row, value: Value | undefined): Sql {
  const { pen } = writing
  if (value === undefined || isUndefined(value)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => whereSql(writing, row, way))
  return value.kind === 'record' ? fieldsSql(writing, row, fieldsOf(value)) : pen.hidden(value)
}

function isUndefined(value: Value): boolean {
  return value.kind === 'literal' && value.value === undefined
}

function fieldsSql(writing: Writing, row: Row, fields: readonly Field[]): Sql {
  const { pen } = writing
  const conditions = fields.map((field): Sql => {
    switch (field.kind) {
      case 'entry':
        return entrySql(writing, row, field)
      case 'ways':
        return pen.choice(
          field.key,
          field.on,
          field.of.map((way) => fieldsSql(writing, row, way)),
        )
      case 'hidden':
        return pen.hidden(field.value)
    }
  })
  return conditions.every((one) => one.length === 0) ? [] : pen.all(conditions)
}

function entrySql(writing: Writing, row: Row, entry: Entry): Sql {
  const { pen, schema } = writing
  const { key, value } = entry
  if (key === 'AND') return itemsSql(writing, row, listItems(value), 'and')
  if (key === 'OR') return isUndefined(value) ? [] : orSql(writing, row, value)
  if (key === 'NOT') return notSql(writing, row, value)
  const field = schema.field(row.model, key)
  if (field?.kind === 'scalar') return scalarSql(writing, row, field, entry)
  if (field) return relationSql(writing, row, field, entry)
  const compound = schema.compoundKey(row.model, key)
  return compound && value.kind === 'record' ? fieldsSql(writing, row, fieldsOf(value)) : pen.hidden(value)
}

function orSql(writing: Writing, row: Row, value: Value): Sql {
  const ways = waysOf(value)
  if (ways) return writing.pen.either(ways, (way) => (isUndefined(way) ? [] : orSql(writing, row, way)))
  if (value.kind !== 'list' && value.kind !== 'record') return writing.pen.hidden(value)
  return itemsSql(writing, row, listItems(value), 'or')
}

/** An empty condition is true, also as one of several. */
function itemsSql(writing: Writing, row: Row, items: readonly Item[], how: 'and' | 'or'): Sql {
  const { pen } = writing
  const conditions = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'ways')
      return pen.choice(
        item.key,
        item.on,
        item.of.map((way) => itemsSql(writing, row, way, how)),
      )
    const sql = whereSql(writing, row, item.value)
    return how === 'or' && sql.length === 0 && !isUndefined(item.value) ? pen.text('true') : sql
  })
  return pen.sql`(${how === 'and' ? pen.all(conditions) : pen.any(conditions)})`
}

/** Of several, none holds. */
function notSql(writing: Writing, row: Row, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => notSql(writing, row, way))
  if (isUndefined(value)) return []
  if (value.kind === 'list') return pen.sql`not ${itemsSql(writing, row, listItems(value), 'or')}`
  const sql = whereSql(writing, row, value)
  return sql.length === 0 ? [] : pen.sql`not (${sql})`
}

/** What a field is compared with, or an object of filters for it. */
function scalarSql(writing: Writing, row: Row, field: ScalarField, { value, at }: Entry): Sql {
  const column = columnSql(writing, row, field, keyAt(at))
  return filterSql(writing, column, value, field)
}

/** The place of a key rather than of all that it is set to. */
export function keyAt(at: Entry['at']): Entry['at'] {
  return at.node.type === 'Property' ? { node: at.node.key, program: at.program } : at
}

function filterSql(writing: Writing, column: Sql, value: Value, field: ScalarField): Sql {
  const { pen } = writing
  const ways = filterWays(value)
  if (ways) return pen.either(ways, (way) => filterSql(writing, column, way, field))
  if (value.kind !== 'record') return comparedSql(writing, column, '=', value, field)
  const isInsensitive = value.entries.some(
    ({ key, value: mode }) => key === 'mode' && mode.kind === 'literal' && mode.value === 'insensitive',
  )
  const parts = fieldsOf(value).map((part): Sql => {
    if (part.kind === 'entry') return operatorSql(writing, column, part, field, isInsensitive)
    return part.kind === 'hidden' ? pen.hidden(part.value) : pen.hidden(value)
  })
  return parts.every((part) => part.length === 0) ? [] : pen.all(parts)
}

/** A value that may be another is one value; one that may be left out is not. */
function filterWays(value: Value): Ways | undefined {
  const ways = waysOf(value)
  if (!ways || (value.kind === 'call' && value.callee.kind === 'symbol' && /^(?:\|\||\?\?)$/.test(value.callee.name))) return undefined
  return ways.of.some((way) => way.kind === 'record' || way.kind === 'literal') ? ways : undefined
}

const comparisons: Readonly<Record<string, string>> = { equals: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const patterns: Readonly<Record<string, readonly [before: string, after: string]>> = {
  contains: ['%', '%'],
  startsWith: ['', '%'],
  endsWith: ['%', ''],
}

function operatorSql(writing: Writing, column: Sql, { key, value }: Entry, field: ScalarField, isInsensitive: boolean): Sql {
  const { pen } = writing
  const op = comparisons[key]
  if (op !== undefined) return comparedSql(writing, column, op, value, field)
  if (key === 'mode') return []
  if (isUndefined(value)) return []
  if (key === 'in' || key === 'notIn') return amongSql(writing, column, key === 'in' ? 'in' : 'not in', value)
  if (key === 'not') return differsSql(writing, column, value, field)
  const around = patterns[key]
  if (!around) return pen.hidden(value)
  const [before, after] = around
  const like = isInsensitive ? 'ilike' : 'like'
  const text = value.kind === 'literal' ? pen.value({ ...value, value: `${before}${String(value.value)}${after}` }) : pen.value(value)
  const open = before === '' ? '' : `'${before}' || `
  return value.kind === 'literal'
    ? pen.sql`${column} ${like} ${text}`
    : pen.sql`${column} ${like} (${open}${text}${after === '' ? '' : ` || '${after}'`})`
}

function comparedSql({ pen, isStrict }: Writing, column: Sql, op: string, value: Value, field: ScalarField): Sql {
  if (value.kind === 'literal' && value.value === null) return pen.sql`${column} is null`
  if (value.kind === 'list') return field.list ? pen.sql`${column} = ${pen.values(value)}` : pen.hidden(value)
  const surely = isUndefined(value)
  const isDropped = !isStrict && (surely || mayBeUndefined(value))
  if (!isDropped) return pen.sql`${column} ${op} ${pen.value(value)}`
  const bound = pen.value(value, { by: 'Prisma', surely })
  return pen.sql`(${bound} is null or ${column} ${op} ${bound})`
}

function amongSql({ pen }: Writing, column: Sql, how: 'in' | 'not in', value: Value): Sql {
  if (value.kind !== 'list' || value.open) return pen.sql`${column} ${how} (${pen.values(value)})`
  if (value.items.length === 0) return pen.text(how === 'in' ? 'false' : 'true', value.at)
  return pen.sql`${column} ${how} (${pen.list(value.items.map((item) => pen.value(item)))})`
}

function differsSql(writing: Writing, column: Sql, value: Value, field: ScalarField): Sql {
  const { pen } = writing
  if (value.kind === 'literal' && value.value === null) return pen.sql`${column} is not null`
  if (value.kind !== 'record') return pen.sql`${column} <> ${pen.value(value)}`
  const sql = filterSql(writing, column, value, field)
  return sql.length === 0 ? [] : pen.sql`not (${sql})`
}

/** Conditions on rows of another model. */
function relationSql(writing: Writing, row: Row, field: RelationField, { value, at }: Entry): Sql {
  const { pen, schema } = writing
  const link = schema.link(row.model, field)
  if (!link) return pen.hidden(value)
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => relationSql(writing, row, field, { key: field.id, value: way, at }))
  if (isUndefined(value)) return []
  const rows = (where: Value | undefined): Sql => linkedRows(writing, row, link, keyAt(at), (other) => whereSql(writing, other, where))
  if (value.kind === 'literal' && value.value === null) return pen.sql`not exists (select 1 ${rows(undefined)})`
  if (value.kind !== 'record') return pen.sql`exists (select 1 ${linkedRows(writing, row, link, keyAt(at), () => pen.hidden(value))})`
  const named = value.entries.filter(({ key }) => quantifiers.has(key))
  if (!field.list && named.length === 0) return existsSql(writing, rows(value), value)
  if (value.open) return pen.hidden(value)
  return pen.all(named.map((entry) => quantifiedSql(writing, entry, rows, link, row)))
}

const quantifiers: ReadonlySet<string> = new Set(['is', 'isNot', 'some', 'every', 'none'])

/** An empty filter asks nothing. */
function existsSql({ pen }: Writing, rows: Sql, value: Kind<'record'>): Sql {
  return value.entries.length === 0 && !value.open ? [] : pen.sql`exists (select 1 ${rows})`
}

function quantifiedSql(
  writing: Writing,
  { key, value, at }: Entry,
  rows: (where: Value | undefined) => Sql,
  link: Named['link'],
  row: Row,
): Sql {
  const { pen } = writing
  if (isUndefined(value)) return []
  const isNull = value.kind === 'literal' && value.value === null
  switch (key) {
    case 'is':
      return isNull ? pen.sql`not exists (select 1 ${rows(undefined)})` : pen.sql`exists (select 1 ${rows(value)})`
    case 'isNot':
      return isNull ? pen.sql`exists (select 1 ${rows(undefined)})` : pen.sql`not exists (select 1 ${rows(value)})`
    case 'some':
      return pen.sql`exists (select 1 ${rows(value)})`
    case 'none':
      return pen.sql`not exists (select 1 ${rows(value)})`
    default:
      return pen.sql`not exists (select 1 ${linkedRows(writing, row, link, keyAt(at), (other) => {
        const where = whereSql(writing, other, value)
        return where.length === 0 ? pen.text('false') : pen.sql`not (${where})`
      })})`
  }
}
