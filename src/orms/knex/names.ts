import { itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { isRaw, rawSql } from './raw.ts'

/** Dots part names. */
export function wrapped(text: string, { nameOf }: Pen): string {
  return text
    .split('.')
    .map((part) => quotedName(nameOf(part.trim())))
    .join('.')
}

/** A name, or SQL in the place of one. */
export function nameSql(value: Value | undefined, pen: Pen): Sql {
  if (isRaw(value)) return rawSql(value, pen)
  const text = textOf(value)
  return text === undefined ? pen.gap : pen.said(wrapped(text, pen), value)
}

export function tableSql(schema: Value | undefined, table: Value | undefined, pen: Pen): Sql {
  return schema ? pen.sql`${nameSql(schema, pen)}.${nameSql(table, pen)}` : nameSql(table, pen)
}

export function columnsSql(columns: Value | undefined, pen: Pen): Sql {
  const list = listed(columns)
  return list ? joined(list.map((column) => nameSql(column, pen)), pen.plain(', ')) : pen.gap // prettier-ignore
}

/** One, or several in a list. */
export function listed(columns: Value | undefined): readonly Value[] | undefined {
  if (columns?.kind === 'list') return columns.open ? undefined : itemsOf(columns)
  return columns && [columns]
}

type Ending = 'unique' | 'index' | 'foreign'

/** What Knex calls a key or an index that has no name: https://knexjs.org/guide/schema-builder.html#index */
export function generatedName(table: Value | undefined, columns: Value | undefined, ending: Ending, pen: Pen): Sql {
  const own = textOf(table)?.replace(/\.|-/g, '_')
  const parts = listed(columns)?.map((column) => (isRaw(column) ? textOf(column.args[0]) : textOf(column)))
  if (own === undefined || !parts || parts.includes(undefined)) return pen.gap
  return pen.plain(wrapped(`${own}_${parts.join('_')}_${ending}`.toLowerCase(), pen))
}
