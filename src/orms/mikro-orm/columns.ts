import type { Range } from '../../catalog/place.ts'
import { isTrue, itemsOf, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { isColumn, said, type Sql } from '../composed-sql.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { columnTypes, enumItems, impliedType, isTextEnum, mappedType, nativeEnum, type Mapped } from './column-types.ts'
import { defaultOf } from './defaults.ts'
import { fieldNames, storedProperties } from './fields.ts'
import { isNullable, isPrimary, type Model, type Models, type Property } from './models.ts'
import { entry, flagOf, optionOf, record, type EntityNotation } from './notation.ts'
import { rawSql } from './packages.ts'
import { placeOf } from './places.ts'

/** A column of a table. */
export interface Column {
  readonly name: string
  /** Where the name is written, or else the property. */
  readonly nameAt: Range
  readonly range: Range
  readonly type: string
  readonly mapped: Mapped
  readonly property: Property
  readonly nullable: boolean
  readonly primary: boolean
  /** It counts itself. */
  readonly counts: boolean
}

export interface Columns {
  readonly columns: readonly Column[]
  readonly unread: readonly { readonly range: Range; readonly reason: string }[]
}

export function columnsOf(model: Model, models: Models): Columns {
  const stored = storedProperties(model, models)
  const keys = stored.filter(isPrimary)
  const columns = new Map<string, Column>()
  const unread = stored.flatMap((property) => {
    const found = columnsOfProperty(property, keys, model.notation, models)
    if (typeof found === 'string') return [{ range: placeOf(property, model.notation), reason: found }]
    for (const column of found) columns.set(column.name, { ...column, nullable: columns.get(column.name)?.nullable ?? column.nullable })
    return []
  })
  return { columns: [...columns.values()].filter(({ name }) => !isSkipped(name, model, models)), unread }
}

function isSkipped(name: string, model: Model, models: Models): boolean {
  const table = models.tableName(model)
  if (!table || models.config.skipColumns.size === 0) return false
  const { skipColumns } = models.config
  const skipped = skipColumns.get(table.name) ?? skipColumns.get(`${table.schema ?? ''}.${table.name}`)
  return skipped?.some((one) => one.toLowerCase() === name.toLowerCase()) ?? false
}

function columnsOfProperty(property: Property, keys: readonly Property[], entity: EntityNotation, models: Models): Column[] | string {
  const names = fieldNames(property, models)
  if (!names) return `the column of \`${property.name}\` is not known`
  const types = columnTypes(property, models)
  if (!types || types.length === 0) return `the type of \`${property.name}\` is not known`
  const range = placeOf(property, entity)
  const given = optionOf(property.options, 'fieldNames', 'fieldName', 'joinColumns', 'joinColumn', 'name')
  const writers = given?.kind === 'list' ? itemsOf(given) : given ? [given] : []
  return names.map((name, i): Column => {
    const type = types[i] ?? types[0] ?? ''
    const mapped = property.options.kind === 'record' && isTrue(propertyOf(property.options, 'enum')) ? 'enum' : mappedType(type)
    const writer = writers[i]
    return {
      name,
      nameAt: writer && textOf(writer) !== undefined ? placeOf(property, entity, writer.at) : range,
      range,
      type,
      mapped,
      property,
      nullable: isNullable(property, models),
      primary: isPrimary(property),
      counts: keys.length <= 1 && countsItself(property, type) && !(models.major >= 7 && small.has(mapped)),
    }
  })
}

const counting: ReadonlySet<Mapped> = new Set(['integer', 'smallint', 'bigint', 'tinyint'])
const small: ReadonlySet<Mapped> = new Set(['smallint', 'tinyint'])

function countsItself(property: Property, type: string): boolean {
  if (property.kind !== 'scalar' || propertyOf(property.options, 'generated')) return false
  const given = flagOf(property.options, 'autoincrement')
  if (given !== undefined || !isPrimary(property)) return given === true
  return counting.has(mappedType(type)) || (impliedType(property) === 'number' && !propertyOf(property.options, 'type'))
}

/** A column as it stands in CREATE TABLE; `inlineKey` where it is the primary key by itself. */
export function columnSql(column: Column, model: Model, models: Models, inlineKey: boolean, engine: SqlEngine): Sql {
  const name = said(column.nameAt, quotedName(column.name))
  if (column.counts) {
    const serial = mappedType(column.type) === 'bigint' ? 'bigserial' : 'serial'
    return said(column.range, [name, ` ${serial}${inlineKey ? ' primary key' : ' not null'}`])
  }
  const type = typeSql(column, model, models)
  const nullable = column.nullable ? ' null' : ' not null'
  const own = defaultOf(column.property, models)
  const end: Sql = own ? [' default ', said(placeOf(column.property, model.notation, own.value.at), own.sql)] : ''
  const whole = [type, nullable, own ? ` default ${own.sql}` : ''].join('')
  const isRead = isColumn(`c ${whole}`, engine)
  return said(
    column.range,
    isRead ? [name, ` ${type}${nullable}`, end] : [name, ` ${isColumn(`c ${type}`, engine) ? type : quotedName(type)}${nullable}`],
  )
}

function typeSql(column: Column, model: Model, models: Models): string {
  const { property, type } = column
  const native = nativeEnum(property, models)
  if (native !== undefined && propertyOf(property.options, 'items')) return nativeType(native, type, model, models)
  const items = enumItems(property, models)
  if (column.mapped === 'enum' && models.major <= 6 && isTextEnum(items) && items.length > 0)
    return `text check (${quotedName(column.name)} in (${textList(items)}))`
  const generated = generatedSql(property, model, models)
  if (generated === undefined) return type
  return generated === 'by default as identity' ? `${type} generated ${generated}` : `${type} generated always as ${generated}`
}

function nativeType(native: string, type: string, model: Model, models: Models): string {
  const [own, schema] = native.split('.').reverse()
  const table = models.tableName(model)?.schema
  const place = schema ?? (table === 'public' ? undefined : table)
  return `${place === undefined ? '' : `${quotedName(place)}.`}${quotedName(own ?? native)}${type.endsWith('[]') ? '[]' : ''}`
}

export function textList(items: readonly Value[]): string {
  return items.map((item) => quotedText(textOf(item) ?? '')).join(', ')
}

function generatedSql(property: Property, model: Model, models: Models): string | undefined {
  const given = propertyOf(property.options, 'generated')
  if (!given || models.major <= 5) return undefined
  const value =
    given.kind === 'function' ? models.entities.machine.follow(given, [columnRecord(model.properties, given, models)]).value : given
  return textOf(value) ?? rawSql(value)
}

/** What expressions are given: the column of each property. */
export function columnRecord(properties: readonly Property[], at: Value, models: Models): Value {
  const entries = properties.flatMap((property): Entry[] => {
    const [name] = fieldNames(property, models) ?? []
    return name === undefined ? [] : [entry(property.name, { kind: 'literal', value: name, at: at.at })]
  })
  return record(entries, at.at)
}
