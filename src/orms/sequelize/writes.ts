import { grouped } from '../../catalog/grouped.ts'
import { textOf, truthOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { argumentsOf } from '../arguments.ts'
import { fieldsOf as indexFieldsOf } from './index-sql.ts'
import type { Model } from './model.ts'
import { allColumns } from './output.ts'
import { rowsGiven } from '../ways.ts'
import { valuesOf } from './values.ts'
import { whereSql } from './where.ts'
import { tableSql, type Row, type Writing } from './writing.ts'

/** What a row is given besides what the call says. */
export interface Assigned {
  readonly name: string
  readonly value: Sql
}

export function insertSql(
  writing: Writing,
  model: Model,
  at: Value['at'],
  rows: readonly Value[],
  own: readonly Assigned[] = [],
  conflict: Sql = [],
): Sql {
  const { pen } = writing
  const all = rows.map((one) => valuesOf(writing, model, one))
  const set = own.map(({ name, value }) => ({ column: model.fieldNamed(name), value }))
  const columns = [...new Set([...set, ...all.flatMap(({ given }) => given)].map(({ column }) => column))]
  const hidden = all.find((one) => one.hidden)?.hidden
  const placeOf = (name: string): Value['at'] | undefined => all.flatMap(({ given }) => given).find(({ column }) => column === name)?.at
  const names = pen.list([...columns.map((name) => pen.name(name, placeOf(name))), ...(hidden ? [pen.opening(hidden)] : [])])
  const values = all.map(({ given }) => {
    const each = columns.map((name) => [...set, ...given].find(({ column }) => column === name)?.value ?? pen.text('default'))
    return pen.sql`(${pen.list([...each, ...(hidden ? [pen.text('default')] : [])])})`
  })
  const into = pen.sql`insert into ${tableSql(writing, model, at)}`
  const source = columns.length === 0 && !hidden ? pen.text(' default values') : pen.sql` (${names}) values ${pen.list(values)}`
  return pen.sql`${into}${source}${conflict} returning ${pen.list(allColumns(writing, { model, alias: undefined }))}`
}

export function updateSql(
  writing: Writing,
  row: Row,
  at: Value['at'],
  values: Value | undefined,
  conditions: readonly Sql[],
  own: readonly Assigned[] = [],
  isReturned = false,
): Sql {
  const { pen } = writing
  const { given, hidden } = valuesOf(writing, row.model, values)
  const set = [
    ...given.map(({ column, value, at: place }) => pen.sql`${pen.name(column, place)} = ${value}`),
    ...own.map(({ name, value }) => pen.sql`${pen.name(row.model.fieldNamed(name))} = ${value}`),
    ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : []),
  ]
  if (set.length === 0) return []
  const returning = isReturned ? pen.sql` returning ${pen.list(allColumns(writing, row))}` : []
  return pen.sql`update ${tableSql(writing, row.model, at)} set ${pen.list(set)}${whereClause(writing, conditions)}${returning}`
}

export function deleteSql(writing: Writing, row: Row, at: Value['at'], conditions: readonly Sql[]): Sql {
  return writing.pen.sql`delete from ${tableSql(writing, row.model, at)}${whereClause(writing, conditions)}`
}

function whereClause({ pen }: Writing, conditions: readonly Sql[]): Sql {
  const all = conditions.filter((one) => one.length > 0)
  return all.length === 0 ? [] : pen.sql` where ${pen.all(all)}`
}

/** `ON CONFLICT` of `upsert`: by the key that is named, a unique key with a column that is given, or the primary key. */
export function upsertConflict(writing: Writing, model: Model, values: Value | undefined, options: Value | undefined): Sql {
  const { given } = valuesOf(writing, model, values)
  const columns = given.map(({ column }) => column)
  const args = argumentsOf(options)
  const named = namesIn(args.of('conflictFields'))
  const primary = model.primaryKeys.map((key) => model.fieldOf(key))
  const unique = uniqueKeysOf(model).find((key) => key.some((column) => columns.includes(column)))
  const isByPrimary = !unique || columns.some((column) => primary.includes(column))
  return conflictSql(writing, model, named ?? (isByPrimary ? primary : unique), columns, args.of('conflictWhere'))
}

/** `ON CONFLICT` of `bulkCreate`, where it is to update or to pass over. */
export function bulkConflict(writing: Writing, model: Model, options: Value | undefined): Sql {
  const args = argumentsOf(options)
  const ignored = args.of('ignoreDuplicates')
  if (ignored && truthOf(ignored) === true) return writing.pen.text(' on conflict do nothing')
  const updated = args.of('updateOnDuplicate')
  if (!updated) return []
  const keys = namesIn(args.of('conflictAttributes'))?.map((name) => model.fieldNamed(name))
  const primary = model.primaryKeys.map((key) => model.fieldOf(key))
  const columns = (namesIn(updated) ?? []).map((name) => model.fieldNamed(name))
  const unique = [...indexKeysOf(model).flat(), ...(attributeKeysOf(model)[0] ?? [])]
  return conflictSql(writing, model, keys ?? (unique.length > 0 ? unique : primary), columns, args.of('conflictWhere'))
}

function conflictSql(writing: Writing, model: Model, keys: readonly string[], columns: readonly string[], where: Value | undefined): Sql {
  const { pen } = writing
  if (keys.length === 0) return []
  const names = pen.list(keys.map((name) => pen.name(name)))
  const set = (columns.length > 0 ? columns : keys).map((name) => pen.sql`${pen.name(name)} = excluded.${pen.name(name)}`)
  const rowsOfKey = whereClause(writing, [whereSql(writing, { model, alias: undefined }, where)])
  return pen.sql` on conflict (${names})${rowsOfKey} do update set ${pen.list(set)}`
}

function namesIn(value: Value | undefined): string[] | undefined {
  if (value?.kind !== 'list' || value.open) return undefined
  const names = value.items.flatMap((item) => textOf(item) ?? [])
  return names.length === value.items.length && names.length > 0 ? names : undefined
}

function uniqueKeysOf(model: Model): string[][] {
  return [...attributeKeysOf(model), ...indexKeysOf(model)]
}

function indexKeysOf(model: Model): string[][] {
  return model.parts.indexes.flatMap((index): string[][] => {
    const unique = argumentsOf(index).of('unique')
    if (!unique || truthOf(unique) !== true || argumentsOf(index).of('where')) return []
    const names = indexFieldsOf(index).flatMap((field) => textOf(field) ?? textOf(argumentsOf(field).of('name')) ?? [])
    return names.length > 0 ? [names.map((name) => model.fieldNamed(name))] : []
  })
}

function attributeKeysOf(model: Model): string[][] {
  const unique = model.columns.filter((attribute) => attribute.unique)
  const groups = grouped(unique, ({ name, unique: key }) => (typeof key === 'object' ? (key.name ?? name) : name))
  return [...groups.values()].map((group) => group.map((attribute) => model.fieldOf(attribute)))
}

/** The rows that `create` writes to other tables with a row, where it is told to include them. */
export function includedInserts(writing: Writing, model: Model, at: Value['at'], values: Value, include: Value | undefined): Sql[] {
  if (!include || values.kind !== 'record') return []
  return values.entries.flatMap(({ key, value }): Sql[] => {
    const related = writing.models.relatedTo(model).find(({ as }) => as === key)
    if (!related) return []
    const isOwn = related.kind === 'hasMany' || related.kind === 'hasOne'
    const own = isOwn ? [{ name: related.foreignKey, value: writing.pen.value(values) }] : []
    return rowsGiven(value).map((one) => insertSql(writing, related.target, at, [one], own))
  })
}
