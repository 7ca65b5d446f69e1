import { keyAt } from '../query-sql.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isUndefined, propertyOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, type Field } from '../ways.ts'
import { boundSql, isNull, rawText } from './comparisons.ts'
import { embeddedIn, fieldNames, storedProperties } from './fields.ts'
import { columnOf, Joins, modelsOf, tableOf, type Row, type Writing } from './joins.ts'
import { keyColumns, linkOf } from './links.ts'
import { isObject, type Model, type Property } from './models.ts'
import { textsOf } from './notation.ts'
import { filtersSql } from './query-filters.ts'
import { whereClause, type Asked } from './reads.ts'
import { whereSql } from './where.ts'

/** What a row is given in one column. */
interface Given {
  readonly column: string
  readonly value: Sql
  readonly at: Located
}

/** What is said of one row. */
export interface Data {
  readonly given: readonly Given[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

/** Which rows are written: where more tables are asked for that, by a query of their keys. */
export function chosenSql(
  writing: Writing,
  model: Model,
  alias: string,
  at: Located | undefined,
  conditions: (row: Row) => readonly Sql[],
): Sql {
  const { pen } = writing
  const joins = new Joins(writing)
  const row = joins.root(model, alias)
  const where = whereClause(writing, conditions(row))
  if (joins.isEmpty) return where
  const inner = new Joins(writing)
  const other = inner.root(model)
  const asked = whereClause(writing, conditions(other))
  const keys = keyColumns(model, modelsOf(writing))
  const tuple = (of: Row): Sql => pen.list(keys.map((name) => columnOf(writing, of, name)))
  return pen.sql` where (${tuple(row)}) in (select ${tuple(other)} from ${tableOf(writing, model, at)} ${quotedName(other.alias)}${inner.sql}${asked})`
}

export function updateSql(writing: Writing, asked: Asked, data: Value | undefined): Sql {
  const { pen } = writing
  const alias = writing.alias()
  const filters = argumentsOf(asked.options).of('filters')
  const where = chosenSql(writing, asked.model, alias, asked.at, (row) => [
    filtersSqlOf(writing, row, filters),
    whereSql(writing, row, asked.where),
  ])
  return pen.sql`update ${tableOf(writing, asked.model, asked.at)} ${quotedName(alias)} set ${setSql(writing, asked.model, data)}${where}`
}

export function deleteSql(writing: Writing, asked: Asked): Sql {
  const { pen } = writing
  const alias = writing.alias()
  const filters = argumentsOf(asked.options).of('filters')
  const where = chosenSql(writing, asked.model, alias, asked.at, (row) => [
    filtersSqlOf(writing, row, filters),
    whereSql(writing, row, asked.where),
  ])
  return pen.sql`delete from ${tableOf(writing, asked.model, asked.at)} ${quotedName(alias)}${where}`
}

function filtersSqlOf(writing: Writing, row: Row, option: Value | undefined): Sql {
  const all = filtersSql(writing, row, option).filter((one) => one.length > 0)
  return all.length === 0 ? [] : writing.pen.all(all)
}

export function setSql(writing: Writing, model: Model, data: Value | undefined): Sql {
  const { pen } = writing
  const { given, hidden } = data ? dataOf(writing, model, data) : { given: [], hidden: undefined }
  const set = given.map(({ column, value, at }) => pen.sql`${pen.name(column, at)} = ${value}`)
  const first = keyColumns(model, modelsOf(writing))[0] ?? 'id'
  const rest = hidden
    ? [pen.sql`${pen.opening(hidden)} = null`]
    : set.length === 0
      ? [pen.sql`${quotedName(first)} = ${quotedName(first)}`]
      : []
  return pen.list([...set, ...rest])
}

/** `insert` of rows; `conflict` says what follows from their columns. */
export function insertSql(
  writing: Writing,
  { model, at }: Pick<Asked, 'model' | 'at'>,
  rows: readonly Value[],
  conflict?: (columns: readonly string[]) => Sql,
  whole: (data: Data) => Data = (data) => data,
): Sql {
  const { pen } = writing
  const all = rows.map((one) => whole(dataOf(writing, model, one)))
  const columns = [...new Set(all.flatMap(({ given }) => given.map(({ column }) => column)))]
  const hidden = all.find((one) => one.hidden)?.hidden
  const names = pen.list([...columns.map((name) => pen.name(name)), ...(hidden ? [pen.opening(hidden)] : [])])
  const values = all.map(({ given }) => {
    const set = columns.map((name) => given.find(({ column }) => column === name)?.value ?? pen.text('default'))
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  const into = pen.sql`insert into ${tableOf(writing, model, at)}`
  const insert = columns.length === 0 && !hidden ? pen.sql`${into} default values` : pen.sql`${into} (${names}) values ${pen.list(values)}`
  return conflict ? pen.sql`${insert}${conflict(columns)}` : insert
}

/** What `upsert` does where a row is there: its own columns by the key, or as the options say. */
export function conflictSql(writing: Writing, model: Model, options: Value | undefined): (columns: readonly string[]) => Sql {
  const { pen } = writing
  const named = (key: string): readonly string[] | undefined => columnsNamed(writing, model, propertyOf(options, key))
  return (columns) => {
    const arbiter = named('onConflictFields') ?? arbiterOf(writing, model, columns)
    const excluded = named('onConflictExcludeFields') ?? []
    const set = (named('onConflictMergeFields') ?? columns).filter((name) => !arbiter.includes(name) && !excluded.includes(name))
    const action = propertyOf(options, 'onConflictAction')
    return conflictClause(pen, arbiter, action?.kind === 'literal' && action.value === 'ignore' ? [] : set)
  }
}

export function conflictClause(pen: Writing['pen'], arbiter: readonly string[], set: readonly string[]): Sql {
  const target = arbiter.length === 0 ? '' : ` (${arbiter.map(quotedName).join(', ')})`
  if (set.length === 0 || arbiter.length === 0) return pen.text(` on conflict${target} do nothing`)
  return pen.text(
    ` on conflict${target} do update set ${set.map((name) => `${quotedName(name)} = excluded.${quotedName(name)}`).join(', ')}`,
  )
}

/** The columns of properties that are named; undefined where they cannot all be seen. */
export function columnsNamed(writing: Writing, model: Model, value: Value | undefined): readonly string[] | undefined {
  const models = modelsOf(writing)
  return value
    ? textsOf(value)?.flatMap((text) => {
        const property = model.properties.find(({ name }) => name === text)
        return (property && fieldNames(property, models)) ?? [text]
      })
    : undefined
}

/** The primary key where it is given, or else what is unique. */
function arbiterOf(writing: Writing, model: Model, columns: readonly string[]): readonly string[] {
  const models = modelsOf(writing)
  const key = keyColumns(model, models)
  if (key.every((name) => columns.includes(name))) return key
  const uniques = [
    ...storedProperties(model, models).flatMap((one) => (propertyOf(one.options, 'unique') ? [fieldNames(one, models) ?? []] : [])),
    ...model.indexes.flatMap(({ unique, options, property }) =>
      unique ? [columnsNamed(writing, model, propertyOf(options, 'properties')) ?? (property === undefined ? [] : [property])] : [],
    ),
  ]
  return uniques.find((names) => names.length > 0 && names.every((name) => columns.includes(name))) ?? key
}

/** What an object says of one row, column by column. */
function dataOf(writing: Writing, model: Model, value: Value): Data {
  if (value.kind !== 'record') return { given: [], hidden: value }
  const given: Given[] = []
  let hidden: Value | undefined
  const put = (fields: readonly Field[], isSure: boolean): void => {
    for (const field of fields) {
      if (field.kind === 'hidden') hidden ??= field.value
      else if (field.kind === 'ways') for (const way of field.of) put(way, false)
      else if (isSure) given.push(...givenBy(writing, model, model.properties, field))
      else hidden ??= field.value
    }
  }
  put(fieldsOf(value), true)
  return { given, hidden }
}

function givenBy(writing: Writing, model: Model, properties: readonly Property[], { key, value, at: place }: Entry): readonly Given[] {
  const models = modelsOf(writing)
  const at = keyAt(place)
  if (isUndefined(value)) return []
  const property = properties.find(({ name }) => name === key)
  if (!property) {
    const isColumn = storedProperties(model, models).some((one) => fieldNames(one, models)?.includes(key) === true)
    return isColumn ? [{ column: key, value: setTo(writing, value), at }] : []
  }
  if (property.kind === 'embedded' && !isObject(property)) {
    const target = models.target(property)
    const inner = target ? embeddedIn(property, target, models) : []
    return value.kind === 'record' ? value.entries.flatMap((entry) => givenBy(writing, model, inner, entry)) : []
  }
  const names = fieldNames(property, models) ?? []
  if (property.kind === 'scalar' || property.kind === 'embedded')
    return names.map((column) => ({ column, value: setTo(writing, value), at }))
  const link = linkOf(property, model, models)
  if (!link?.isOwn) return []
  const items = value.kind === 'list' ? value.items : undefined
  return names.map((column, i) => ({ column, value: setTo(writing, items?.[i] ?? keyIn(value) ?? value), at }))
}

/** `{ id }` of what a row refers to. */
function keyIn(value: Value): Value | undefined {
  return value.kind === 'record' ? value.entries.find(({ key }) => key === 'id')?.value : undefined
}

function setTo(writing: Writing, value: Value): Sql {
  const { pen } = writing
  if (isNull(value)) return pen.text('null')
  const raw = rawText(value)
  return raw ? pen.raw(raw) : boundSql(writing, value)
}
