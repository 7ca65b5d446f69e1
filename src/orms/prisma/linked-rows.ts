import type { Located } from '../../javascript/resolve.ts'
import type { Sql } from '../query-sql.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Link } from './client-schema.ts'
import type { Model } from './datamodel.ts'
import type { Row, Writing } from './where.ts'

export interface Named {
  readonly link: Link
}

/** A table with its schema. */
export function tableSql({ pen }: Writing, { name, schema }: Model, at: Located | undefined): Sql {
  return pen.text(qualified(schema?.text, name.text), at)
}

function qualified(schema: string | undefined, table: string): string {
  return schema === undefined ? quotedName(table) : `${quotedName(schema)}.${quotedName(table)}`
}

/** `from` the rows that belong to a row, `where` they do and a condition holds of them. */
export function linkedRows(writing: Writing, row: Row, link: Link, at: Located | undefined, where: (other: Row) => Sql): Sql {
  const { pen } = writing
  const other: Row = { model: link.target, alias: writing.alias() }
  const table = pen.sql`from ${tableSql(writing, link.target, at)} ${other.alias}`
  const condition = where(other)
  const rest = condition.length === 0 ? pen.text('') : pen.sql` and (${condition})`
  if (!link.through) return pen.sql`${table} where ${linkSql(writing, row, other, link)}${rest}`
  const between = writing.alias()
  const { through, pairs } = link
  const [[own, target] = ['', '']] = pairs
  const joined = pen.sql`${table} join ${pen.text(qualified(through.schema, through.table), at)} ${between}`
  const on = `${between}.${quotedName(through.other)} = ${other.alias}.${quotedName(target)}`
  return pen.sql`${joined} on ${on} where ${between}.${quotedName(through.own)} = ${row.alias}.${quotedName(own)}${rest}`
}

/** That two rows belong together. */
export function linkSql({ pen }: Writing, row: Row, other: Row, { pairs }: Link): Sql {
  return pen.text(pairs.map(([own, theirs]) => `${other.alias}.${quotedName(theirs)} = ${row.alias}.${quotedName(own)}`).join(' and '))
}
