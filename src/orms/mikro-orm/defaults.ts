import { isTrue, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { hiddenValue } from '../composed-sql.ts'
import { columnTypes, impliedType, lengthsOf, mappedType } from './column-types.ts'
import type { Models, Property } from './models.ts'
import { rawSql } from './packages.ts'

/** The default of a column, and what says it. */
export interface ColumnDefault {
  readonly sql: string
  readonly value: Value
}

/** Undefined where the database has none. */
export function defaultOf(property: Property, models: Models): ColumnDefault | undefined {
  const { options } = property
  const raw = propertyOf(options, 'defaultRaw')
  const value = raw ?? propertyOf(options, 'default') ?? inferred(property, models)
  const own = value && (raw ? (textOf(value) ?? rawSql(value) ?? hiddenValue) : literalSql(value))
  const sql = own ?? (isTrue(propertyOf(options, 'version')) ? versionSql(property, models) : undefined)
  if (sql === undefined || sql === 'null') return undefined
  return { sql: normalized(sql, property, models), value: value ?? propertyOf(options, 'version') ?? options }
}

/** What a class sets a property to is its default in the database, too, where it is always the same. */
function inferred({ initial, kind, forcedNullable }: Property, { config, major }: Models): Value | undefined {
  if ((major <= 5 && forcedNullable) || !config.inferDefaults || kind !== 'scalar' || initial?.kind !== 'literal') return undefined
  return initial.value === null || initial.value === undefined ? undefined : initial
}

function literalSql(value: Value): string {
  const raw = rawSql(value)
  if (raw !== undefined) return raw
  if (value.kind === 'literal') return typeof value.value === 'string' ? `'${value.value}'` : String(value.value)
  return value.kind === 'list' ? listSql(value.items) : hiddenValue
}

function listSql(items: readonly Value[]): string {
  const texts = items.map((item) => (item.kind === 'literal' ? String(item.value) : undefined))
  if (texts.includes(undefined)) return hiddenValue
  return `'{${texts.map((text = '') => (text === '' || /["{},\\]/.test(text) ? JSON.stringify(text) : text)).join(',')}}'`
}

/** A version counts, or is a moment. */
function versionSql(property: Property, models: Models): string {
  const type = columnTypes(property, models)?.[0] ?? impliedType(property)
  const isMoment = mappedType(type) === 'datetime'
  return isMoment ? `current_timestamp(${String(lengthsOf(property).length ?? (models.major <= 5 ? 0 : 3))})` : '1'
}

/** Some defaults are written otherwise by MikroORM. */
function normalized(sql: string, property: Property, models: Models): string {
  const cast = /^'([^]*)'::([^]*)$/.exec(sql)
  if (cast) return cast[2] === 'integer' ? String(cast[1]) : `'${String(cast[1])}'`
  if (!/^current_timestamp\(\d+\)$/i.test(sql)) return sql
  const type = columnTypes(property, models)?.[0] ?? ''
  const length = lengthsOf(property).length ?? /\((\d+)\)/.exec(type)?.[1] ?? '6'
  return `current_timestamp(${String(length)})`
}
