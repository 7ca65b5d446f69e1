import { lookup } from '../../catalog/lookup.ts'
import { itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { deferrableOf, tableNameOf } from './attributes.ts'
import { tableSql } from './columns.ts'
import { fragmentOf, quoted, whereSql } from './expressions.ts'
import type { TableName } from './model.ts'
import { placed, words, type Sql } from './placed.ts'
import type { Call } from './call.ts'

type ConstraintSql = { readonly sql: Sql } | { readonly unread: string }

const endings: Readonly<Record<string, string>> = lookup({ UNIQUE: 'uk', CHECK: 'ck', 'PRIMARY KEY': 'pk', 'FOREIGN KEY': 'fk' })

/** `CONSTRAINT "name" …` of an `addConstraint`. */
export function constraintSql(table: TableName, fields: readonly Value[], options: Value | undefined, call: Call): ConstraintSql {
  const type = textOf(propertyOf(options, 'type'))?.toUpperCase()
  const ending = type === undefined ? undefined : endings[type]
  const columns = fields.map((field) => columnOf(field))
  const known = columns.filter((column) => column !== undefined)
  if (type === undefined || ending === undefined) return { unread: 'what this constraint is is not known' }
  if (known.length < columns.length) return { unread: 'the columns of this constraint are not known' }
  const references = propertyOf(options, 'references')
  const given = propertyOf(options, 'name')
  const name = given ? textOf(given) : constraintName(table, known, type === 'FOREIGN KEY' ? references : undefined, ending)
  if (name === undefined) return { unread: 'the name of this constraint is not known' }
  const list = fields.map((field, i) => placed(call.at(field), known[i] ?? '')).flatMap((sql, i) => (i === 0 ? [sql] : [', ', sql]))
  const body = bodyOf(type, list, options, references)
  if (body === undefined) return { unread: 'not all of this constraint is known' }
  const deferrable = type === 'CHECK' ? undefined : deferrableOf(propertyOf(options, 'deferrable'))
  return { sql: placed(call.range, words('CONSTRAINT', placed(call.at(given), quoted(name)), body, deferrable ?? '')) }
}

function columnOf(field: Value): string | undefined {
  const fragment = fragmentOf(field)
  if (fragment !== undefined) return fragment ?? undefined
  const name = textOf(field) ?? textOf(propertyOf(field, 'attribute') ?? propertyOf(field, 'name'))
  return name === undefined ? undefined : quoted(name)
}

function constraintName(table: TableName, columns: readonly string[], references: Value | undefined, ending: string): string {
  const target = propertyOf(references, 'table')
  const referenced = target ? [textOf(target) ?? '[object Object]'] : []
  return [tableSql(table), ...columns, ...referenced, ending].join('_').replaceAll('"', '')
}

function bodyOf(type: string, columns: Sql, options: Value | undefined, references: Value | undefined): Sql | undefined {
  if (type === 'CHECK') {
    const where = propertyOf(options, 'where')
    const sql = where && whereSql(where)
    return sql ? `CHECK (${sql})` : undefined
  }
  const own: Sql = [`${type} (`, columns, ')']
  return type === 'FOREIGN KEY' ? referencing(own, options, references) : own
}

function referencing(own: Sql, options: Value | undefined, references: Value | undefined): Sql | undefined {
  const table = tableNameOf(propertyOf(references, 'table'))
  const field = propertyOf(references, 'field')
  const fields = (field ? [field] : itemsOf(propertyOf(references, 'fields'))).map((one) => textOf(one))
  if (!table || fields.length === 0 || fields.includes(undefined)) return undefined
  const [onUpdate, onDelete] = ['onUpdate', 'onDelete'].map((action) => textOf(propertyOf(options, action))?.toUpperCase())
  return words(
    own,
    `REFERENCES ${tableSql(table)} (${fields.map((one) => quoted(one ?? '')).join(', ')})`,
    onUpdate ? `ON UPDATE ${onUpdate}` : '',
    onDelete ? `ON DELETE ${onDelete}` : '',
  )
}
