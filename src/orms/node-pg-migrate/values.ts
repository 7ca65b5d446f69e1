import { entryOf, isNothing, itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'

/** `pgm.func('now()')`, `PgLiteral.create('now()')`: SQL in the place of a value or a name. */
export function literalText(value: Value | undefined): Value | undefined {
  if (value?.kind === 'record') return isOn(value, 'literal') ? propertyOf(value, 'value') : undefined
  if (value?.kind !== 'call') return undefined
  const { callee, args } = value
  const isLiteral =
    callee.kind === 'member' ? /^(?:func|create)$/.test(callee.name) : callee.kind === 'import' && callee.name === 'PgLiteral'
  return isLiteral ? args[0] : undefined
}

/** A name: a text, or one with a schema. */
export function nameSql(value: Value | undefined, pen: Pen): Sql {
  const sql = literalText(value)
  if (sql) return pen.raw(sql)
  if (value?.kind === 'record') {
    const [schema, name] = [propertyOf(value, 'schema'), propertyOf(value, 'name')]
    return schema ? pen.sql`${nameSql(schema, pen)}.${nameSql(name, pen)}` : nameSql(name, pen)
  }
  const text = textOf(value)
  return text === undefined ? pen.gap : pen.said(quotedName(text), value)
}

/** The name without its schema. */
export function bareName(value: Value | undefined): string | undefined {
  return textOf(value?.kind === 'record' ? propertyOf(value, 'name') : value)
}

export function namesSql(values: Value | undefined, pen: Pen): Sql {
  const list = listOf(values)
  return list ? joined(list.map((one) => nameSql(one, pen)), pen.plain(', ')) : pen.gap // prettier-ignore
}

/** One, or several in a list; undefined where not all of them are known. */
export function listOf(values: Value | undefined): readonly Value[] | undefined {
  if (values?.kind === 'list') return values.open ? undefined : itemsOf(values)
  return values && !isNothing(values) ? [values] : []
}

/** A value of a column, of an enum and so on. */
export function valueSql(value: Value, pen: Pen): Sql {
  const sql = literalText(value)
  if (sql) return pen.raw(sql)
  if (value.kind === 'list' && !value.open) return pen.sql`ARRAY[${joined(value.items.map((item) => itemSql(item, pen)), pen.plain(','))}]` // prettier-ignore
  if (value.kind !== 'literal') return pen.gap
  const plain = value.value
  if (plain === null) return pen.said('NULL', value)
  return typeof plain === 'string' ? pen.said(quotedText(plain), value) : pen.said(String(plain), value)
}

/** Lists in lists are one array. */
function itemSql(value: Value, pen: Pen): Sql {
  return value.kind === 'list' && !value.open
    ? pen.sql`[${joined(value.items.map((item) => itemSql(item, pen)), pen.plain(','))}]` // prettier-ignore
    : valueSql(value, pen)
}

/** SQL that is written as a text, or a word of it. */
export function wordsSql(value: Value | undefined, pen: Pen): Sql {
  const sql = literalText(value) ?? value
  if (!sql) return pen.gap
  return sql.kind === 'literal' && typeof sql.value !== 'string' ? pen.said(String(sql.value), sql) : pen.raw(sql)
}

/** Whether an option is set to something that counts. */
export function isOn(options: Value | undefined, key: string): boolean {
  const value = entryOf(options, key)?.value
  if (!value || isNothing(value)) return false
  return value.kind !== 'literal' || Boolean(value.value)
}

/** Whether it is told at all, be it as nothing. */
export function told(options: Value | undefined, key: string): Value | undefined {
  const value = entryOf(options, key)?.value
  return value?.kind === 'literal' && value.value === undefined ? undefined : value
}

/** ` IF EXISTS`, where an option says so. */
export function when(options: Value | undefined, key: string, words: string): string {
  return isOn(options, key) ? words : ''
}
