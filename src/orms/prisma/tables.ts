import type { QualifiedName, TableElement, Written } from '../../catalog/change.ts'
import { columnType } from './column-types.ts'
import type { Model, ScalarField } from './datamodel.ts'
import { columnElement, primaryKeyElement, tableChange, unreadAttribute } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import { primaryKeyName } from './default-names.ts'
import { defaultSql, isAutoincrement } from './defaults.ts'
import type { Expressions } from '../expressions.ts'
import { argumentOf, attributeOf, listFields, stringOf } from './read-value.ts'
import type { Attribute } from './syntax.ts'

export function tableName(model: Model): QualifiedName {
  return { schema: model.schema?.text, name: model.name }
}

/** Prisma Migrate makes the table and the column of what the client ignores, too. */
export function createTable(model: Model, expressions: Expressions): Statement[] {
  const key = primaryKey(model)
  const listed = attributeOf(model, 'id')
  const columns = columnsOf(model).map((field) => column(field, expressions))
  const table = tableChange(tableName(model), [...columns, ...(key ? [keyElement(model, key)] : [])])
  return [{ file: model.file, changes: [table] }, ...(listed && !key ? [unreadAttribute(model.file, listed)] : [])]
}

export function columnsOf(model: Model): ScalarField[] {
  return model.fields.filter((field) => field.kind === 'scalar')
}

function column(field: ScalarField, expressions: Expressions): TableElement {
  const type = columnType(field, expressions)
  const sql = defaultSql(field, type)
  const { name, syntax, list, optional } = field
  const range = attributeOf(field, 'default')?.range ?? syntax.range
  return columnElement({
    name,
    range: syntax.range,
    type,
    serial: isAutoincrement(field),
    default: sql === undefined ? undefined : expressions.term(sql, range),
    nullable: list || optional,
  })
}

export interface ModelKey {
  readonly attribute: Attribute
  readonly fields: readonly ScalarField[]
}

export function primaryKey(model: Model): ModelKey | undefined {
  const own = columnsOf(model).find((field) => attributeOf(field, 'id'))
  const single = own && attributeOf(own, 'id')
  if (single) return { attribute: single, fields: [own] }
  const attribute = attributeOf(model, 'id')
  const fields =
    attribute &&
    fieldsNamed(
      model,
      listFields(argumentOf(attribute.args, 'fields', 'or first')).map(({ field }) => field.text),
    )
  return attribute && fields ? { attribute, fields } : undefined
}

/** Undefined where none are named, or one of them is no column. */
export function fieldsNamed(model: Model, ids: readonly string[]): ScalarField[] | undefined {
  const columns = columnsOf(model)
  const found = ids.flatMap((id) => columns.find((field) => field.id === id) ?? [])
  return found.length === ids.length && found.length > 0 ? found : undefined
}

function keyElement(model: Model, { attribute, fields }: ModelKey): TableElement {
  const { range } = attribute
  const text = givenName(attribute) ?? primaryKeyName(model.name.text)
  return primaryKeyElement({ name: { text, range }, range, columns: fields.map((field) => at(field, attribute)) })
}

export function givenName({ args }: Attribute): string | undefined {
  return stringOf(argumentOf(args, 'map'))?.text
}

/** The column where an attribute means it. */
export function at({ name }: ScalarField, { range }: Attribute): Written {
  return { text: name.text, range }
}
