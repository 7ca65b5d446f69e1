import type { Range } from '../../catalog/place.ts'
import { entriesOf, itemsOf, joinTexts, literal, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { composedStatement, said, type Sql } from '../composed-sql.ts'
import type { Statement } from '../orm.ts'
import { sqlStatements } from '../sql-text.ts'
import { columnRecord } from './columns.ts'
import { deepest, embeddedIn, expanded, fieldNames, storedProperties } from './fields.ts'
import { isObject, isPrimary, type Models, type Property } from './models.ts'
import { entry, listOf, optionOf, record, textsOf, type IndexNotation } from './notation.ts'
import { isMikroOrm } from './packages.ts'
import { fileOf, placeOf, seatOf } from './places.ts'
import { tableSql, type Table } from './tables.ts'

/** The indexes and unique constraints of a table. */
export function createIndexes(table: Table, models: Models, engine: SqlEngine): Statement[] {
  const ofProperties = storedProperties(table.model, models).flatMap((one) => propertyIndexes(one, table, models, engine))
  const ofEmbedded = table.model.properties.flatMap((one) => embeddedIndexes(one, table, models, engine))
  return [
    ...ofProperties,
    ...ofEmbedded,
    ...table.model.indexes.flatMap((one) => listedIndex(one, table, models, engine, table.model.properties)),
  ]
}

interface Index {
  readonly name: string | undefined
  readonly nameAt: Range
  readonly unique: boolean
  readonly columns: readonly string[]
  readonly range: Range
  /** The options of MikroORM's decorator, with more to say. */
  readonly options: Value | undefined
}

/** `index` and `unique` of a property. */
function propertyIndexes(property: Property, table: Table, models: Models, engine: SqlEngine): Statement[] {
  const columns = fieldNames(property, models)
  if (!columns) return []
  const { notation } = table.model
  const of = (unique: boolean, given: Value | undefined): Statement[] => {
    if (!given || (given.kind === 'literal' && given.value === false)) return []
    const type = unique ? 'unique' : 'index'
    const range = placeOf(property, notation, given.at)
    const name = textOf(given) ?? models.naming.short(table.name.name, columns, type)
    return write({ name, nameAt: range, unique, columns, range, options: record([], given.at) }, table, models, engine, property)
  }
  return [...of(false, propertyOf(property.options, 'index')), ...of(true, uniqueOption(property, table))]
}

/** The owner of a one-to-one relation is unique without a word; a key is anyway. */
function uniqueOption(property: Property, { columns }: Table): Value | undefined {
  const isOnlyKey = isPrimary(property) && columns.columns.filter(({ primary }) => primary).length === 1
  if (isOnlyKey) return undefined
  const given = entriesOf(property.options).find(({ key }) => key === 'unique')?.value
  return given ?? (property.kind === '1:1' ? literal(true, property.at) : undefined)
}

/** Indexes of something embedded, over the columns that it gets here. */
function embeddedIndexes(property: Property, table: Table, models: Models, engine: SqlEngine, depth = 0): Statement[] {
  if (property.kind !== 'embedded' || isObject(property) || depth > deepest) return []
  const target = models.target(property)
  if (!target) return []
  const inner = embeddedIn(property, target, models)
  return [
    ...(models.major <= 5 ? [] : target.indexes).flatMap((one) => listedIndex(one, table, models, engine, inner)),
    ...inner.flatMap((one) => embeddedIndexes(one, table, models, engine, depth + 1)),
  ]
}

/** `@Index`, `@Unique`, and the lists of a schema. */
function listedIndex(index: IndexNotation, table: Table, models: Models, engine: SqlEngine, properties: readonly Property[]): Statement[] {
  const { options, unique, at } = index
  const { notation } = table.model
  const range = seatOf(notation, at)
  const unread = (reason: string): Statement[] => [{ file: fileOf(notation), changes: [{ kind: 'unread', range, reason }] }]
  if (options.kind !== 'record' || options.open) return unread('the options of the index are not all known')
  const named = propertiesOf(index)
  const columns = named && columnsNamed(named, properties, models)
  if (!columns) return unread('the columns of the index are not known')
  const given = propertyOf(options, 'name')
  const text = textOf(given)
  const name = text ?? models.naming.short(table.name.name, columns, unique ? 'unique' : 'index')
  const expression = propertyOf(options, 'expression')
  const isPlainUnique = unique && index.property !== undefined && models.major >= 6
  if (expression && !isPlainUnique) return byExpression(expression, name, table, models, engine, range)
  if (columns.length === 0) return []
  const nameAt = text !== undefined && given ? seatOf(notation, given.at) : range
  return write({ name, nameAt, unique, columns, range, options }, table, models, engine)
}

function propertiesOf({ options, property }: IndexNotation): readonly string[] | undefined {
  const given = propertyOf(options, 'properties')
  if (given) return textsOf(given)
  const columns = itemsOf(propertyOf(options, 'columns')).flatMap((one) => textOf(propertyOf(one, 'name')) ?? [])
  return columns.length > 0 ? columns : property === undefined ? [] : [property]
}

/** The columns of properties; `data.a.b` is a path in one. */
function columnsNamed(names: readonly string[], properties: readonly Property[], models: Models): readonly string[] | undefined {
  const columns = names.map((name) => {
    const [first = '', ...path] = name.split('.')
    const property = properties.find((one) => one.name === first)
    if (!property) return [name]
    if (path.length > 0) return nested(property, path, models)
    return property.kind === 'embedded' && !isObject(property) ? [] : fieldNames(property, models)
  })
  return columns.includes(undefined) ? undefined : [...new Set(columns.flatMap((one) => one ?? []))]
}

function nested(property: Property, [name = '', ...rest]: readonly string[], models: Models): readonly string[] | undefined {
  const [column] = fieldNames(property, models) ?? []
  if (property.kind !== 'embedded' || isObject(property)) return column === undefined ? undefined : [[column, name, ...rest].join('.')]
  const target = models.target(property)
  const inner = target && embeddedIn(property, target, models).find((one) => one.name === name)
  return inner && (rest.length > 0 ? nested(inner, rest, models) : fieldNames(inner, models))
}

/** A whole statement that somebody wrote, or a function that makes it. */
function byExpression(given: Value, name: string | undefined, table: Table, models: Models, engine: SqlEngine, range: Range): Statement[] {
  const properties = table.model.properties.flatMap((one) => expanded(one, models, 0))
  const own = tableValue(table, given)
  const columns = columnRecord(properties, given, models)
  const args = [...(models.major >= 7 ? [columns, own] : [own, columns]), literal(name, given.at)]
  const made = given.kind === 'function' ? models.entities.machine.follow(given, args).value : given
  return sqlStatements(sqlOf(made, own, shownTable(table)), fileOf(table.model.notation), range, engine)
}

/** Has a name and a schema, and stands for both in a text. */
function tableValue({ name: { name, schema } }: Table, { at }: Value): Value {
  return record([entry('name', literal(name, at)), ...(schema === undefined ? [] : [entry('schema', literal(schema, at))])], at)
}

function shownTable({ name: { name, schema } }: Table): string {
  return schema === undefined ? name : `${schema}.${name}`
}

/** A text, or that of `raw`…`` and `quote`…``, which writes names between quotes. */
function sqlOf(value: Value, table: Value, shown: string): Value {
  const isQuoting = value.kind === 'tagged' && isMikroOrm(value.tag, 'quote')
  const inner = value.kind === 'tagged' ? value.template : value.kind === 'call' && value.args[0] ? value.args[0] : value
  if (inner.kind !== 'text' && inner.kind !== 'literal') return inner
  const parts = (inner.parts ?? [inner]).map((part): Value => {
    const own = part === table ? literal(shown, part.at) : part
    const text = textOf(own)
    const isName = isQuoting && text !== undefined && own.at.node.type !== 'TemplateElement'
    return isName ? literal(text.split('.').map(quotedName).join('.'), own.at) : own
  })
  return joinTexts(parts, inner.at)
}

function write(index: Index, table: Table, models: Models, engine: SqlEngine, property?: Property): Statement[] {
  const { notation } = table.model
  const file = fileOf(notation)
  const { name, nameAt, unique, columns, range, options } = index
  if (name === undefined) return [{ file, changes: [{ kind: 'unread', range, reason: 'the name of the index is not known' }] }]
  const own = said(nameAt, quotedName(name))
  const target = tableSql(table.name)
  const where = options && conditionOf(options, table, models)
  const deferred = deferral(
    textOf(optionOf(property?.options ?? record([], notation.at), 'deferMode') ?? (options && propertyOf(options, 'deferMode'))),
  )
  const isConstraint = unique && where === undefined && !columns.some((column) => column.includes('.'))
  const sql: Sql = isConstraint
    ? ['alter table ', target, ' add constraint ', own, ` unique (${columns.map(quotedName).join(', ')})${deferred}`]
    : [`create ${unique ? 'unique ' : ''}index `, own, ` on ${target}`, indexed(index, table), where === undefined ? '' : ` where ${where}`]
  const statement = composedStatement(file, range, said(range, sql), engine)
  return statement ? [statement] : [{ file, changes: [{ kind: 'unread', range, reason: 'the index cannot be read' }] }]
}

function deferral(mode: string | undefined): string {
  return mode === undefined ? '' : ` deferrable initially ${mode}`
}

function indexed({ columns, options }: Index, { columns: known }: Table): string {
  const type = textOf(options && propertyOf(options, 'type'))?.toLowerCase()
  if (type === 'fulltext') {
    const isVector = columns.length === 1 && known.columns.some((one) => one.name === columns[0] && one.type === 'tsvector')
    const names = columns.map(quotedName)
    return ` using gin(${isVector ? names.join() : `to_tsvector('simple', ${names.join(" || ' ' || ")})`})`
  }
  const include = textsOf(options && propertyOf(options, 'include')) ?? []
  const keys = columns.map((column) => (column.includes('.') ? jsonPath(column) : quotedName(column) + ordering(column, columns, options)))
  return `${type === undefined ? '' : ` using ${type}`} (${keys.join(', ')})${include.length > 0 ? ` include (${include.map(quotedName).join(', ')})` : ''}`
}

/** How MikroORM 7 says the order of a column. */
function ordering(column: string, columns: readonly string[], options: Value | undefined): string {
  const one = itemsOf(options && propertyOf(options, 'columns'))[columns.indexOf(column)]
  if (!one) return ''
  const text = (key: string): string | undefined => textOf(propertyOf(one, key))
  const [collation, sort, nulls] = [text('collation'), text('sort'), text('nulls')]
  return [collation && `collate ${quotedName(collation)}`, sort, nulls && `nulls ${nulls}`]
    .flatMap((part) => (part ? ` ${part}` : []))
    .join('')
}

function jsonPath(column: string): string {
  const [first = '', ...path] = column.split('.')
  const last = path.pop() ?? ''
  return `(${[quotedName(first), ...path.map(quotedText)].join('->')}->>${quotedText(last)})`
}

/** `where` of MikroORM 7: a text, or an object of plain conditions. */
function conditionOf(options: Value, { model }: Table, models: Models): string | undefined {
  const given = propertyOf(options, 'where')
  if (!given) return undefined
  const text = textOf(given)
  if (text !== undefined) return text
  const parts = listOf(given)
    .flatMap(entriesOf)
    .map(({ key, value }) => {
      const property = model.properties.find((one) => one.name === key)
      const column = property && fieldNames(property, models)?.[0]
      if (column === undefined || value.kind !== 'literal') return undefined
      return value.value === null ? `${quotedName(column)} is null` : `${quotedName(column)} = ${constant(value)}`
    })
  if (parts.length > 0 && !parts.includes(undefined)) return parts.join(' and ')
  models.problems.push({ at: given.at, reason: 'the condition of the index is not known' })
  return undefined
}

function constant(value: Value): string {
  const text = textOf(value)
  return text === undefined ? String(value.kind === 'literal' ? value.value : '') : quotedText(text)
}
