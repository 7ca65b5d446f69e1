import type { IndexKey } from '../../catalog/change.ts'
import type { Condition } from '../../query/query.ts'
import type { Model, ScalarField } from './datamodel.ts'
import { indexChange, indexKey, unreadAttribute } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import { nameOfColumns } from './default-names.ts'
import { quotedText } from '../../catalog/names.ts'
import type { Expressions } from '../expressions.ts'
import { argumentOf, attributeOf, attributesOf, listFields, stringOf, wordOf } from './read-value.ts'
import type { Argument, Attribute, Value } from './syntax.ts'
import { at, columnsOf, fieldsNamed, givenName, tableName } from './tables.ts'
import { quoteName } from '../../catalog/names.ts'

interface IndexSource {
  readonly attribute: Attribute
  readonly unique: boolean
  readonly fields: readonly ScalarField[]
  /** What is said of each of the fields. */
  readonly said: readonly (readonly Argument[])[]
}

/** Prisma makes unique indexes, never unique constraints. */
export function createIndexes(model: Model, expressions: Expressions): Statement[] {
  const listed = (['index', 'unique'] as const).flatMap((kind) =>
    attributesOf(model, kind).map((attribute): Statement => {
      const source = listedSource(model, attribute, kind === 'unique')
      return source ? createIndex(model, source, expressions) : unreadAttribute(model.file, attribute)
    }),
  )
  return [...singleSources(model).map((source) => createIndex(model, source, expressions)), ...listed]
}

function singleSources(model: Model): IndexSource[] {
  return columnsOf(model).flatMap((field): IndexSource[] => {
    const attribute = attributeOf(field, 'unique')
    return attribute ? [{ attribute, unique: true, fields: [field], said: [attribute.args] }] : []
  })
}

function listedSource(model: Model, attribute: Attribute, unique: boolean): IndexSource | undefined {
  const listed = listFields(argumentOf(attribute.args, 'fields', 'or first'))
  const fields = fieldsNamed(
    model,
    listed.map(({ field }) => field.text),
  )
  return fields && { attribute, unique, fields, said: listed.map(({ args }) => args) }
}

function createIndex(model: Model, source: IndexSource, expressions: Expressions): Statement {
  const { attribute, unique, fields } = source
  const { range } = attribute
  const columns = fields.map(({ name }) => name.text)
  const name = indexName(source) ?? nameOfColumns(model.name.text, columns, unique ? '_key' : '_idx')
  const change = indexChange({
    name: { text: name, range },
    range,
    table: tableName(model),
    unique,
    method: wordOf(argumentOf(attribute.args, 'type'))?.toLowerCase() ?? 'btree',
    keys: fields.map((field, i) => key(field, source, source.said[i] ?? [])),
    predicate: predicateOf(attribute, model, expressions),
  })
  return { file: model.file, changes: [change] }
}

/** The `name` of a unique key is that in the client; `@@index` took it for the database's before it had `map`. */
function indexName({ attribute, unique }: IndexSource): string | undefined {
  return givenName(attribute) ?? (unique ? undefined : stringOf(argumentOf(attribute.args, 'name'))?.text)
}

function key(field: ScalarField, { attribute }: IndexSource, said: readonly Argument[]): IndexKey {
  return indexKey(at(field, attribute), operatorClass(argumentOf(said, 'ops')), wordOf(argumentOf(said, 'sort')) === 'Desc')
}

/** `TimestampTzMinMaxOps` is `timestamptz_minmax_ops`. */
function operatorClass(value: Value | undefined): string | undefined {
  if (value?.kind === 'call') return stringOf(value.args[0]?.value)?.text
  return wordOf(value)
    ?.replace('MinMax', 'Minmax')
    .replace('Tz', 'tz')
    .replace('VarBit', 'Varbit')
    .replace(/(?<=.)[A-Z]/g, '_$&')
    .toLowerCase()
}

function predicateOf({ args }: Attribute, model: Model, expressions: Expressions): Condition | undefined {
  const where = argumentOf(args, 'where')
  const sql = where && (where.kind === 'object' ? comparisons(where.entries, model) : stringOf(rawSql(where))?.text)
  return where && sql !== undefined && sql !== '' ? expressions.condition(sql, where.range) : undefined
}

function rawSql(where: Value): Value | undefined {
  return where.kind === 'call' ? where.args[0]?.value : where
}

function comparisons(entries: readonly Argument[], model: Model): string {
  return entries.map((entry) => comparison(entry, model)).join(' AND ')
}

function comparison({ name, value }: Argument, model: Model): string {
  const field = columnsOf(model).find(({ id }) => id === name?.text)
  const column = quoteName(field?.name.text ?? name?.text ?? '')
  const not = value.kind === 'object' ? argumentOf(value.entries, 'not') : undefined
  const literal = literalOf(not ?? value)
  if (literal === 'null') return `${column} IS ${not ? 'NOT ' : ''}NULL`
  return `${column} ${not ? '<>' : '='} ${literal}`
}

function literalOf(value: Value): string {
  if (value.kind === 'string') return quotedText(value.text)
  return value.kind === 'number' || value.kind === 'word' ? value.text : 'null'
}
