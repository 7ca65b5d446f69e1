import type { Located } from '../../javascript/resolve.ts'
import type { Sql } from '../query-sql.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Link, Through } from './client-schema.ts'
import type { Model } from './datamodel.ts'
import type { Row, Writing } from './where.ts'

/** A table with its schema. */
export function tableSql({ pen }: Writing, { name, schema, fields }: Model, at: Located | undefined): Sql {
  const propertyOf = (column: string): string | undefined =>
    fields.find((field) => field.kind === 'scalar' && field.name.text === column)?.id
  return pen.table(qualified(schema?.text, name.text), name.text, propertyOf, at)
}

/** The table between those of an implicit relation. */
export function throughSql({ pen }: Writing, { schema, table }: Through, at: Located | undefined): Sql {
  return pen.text(qualified(schema, table), at)
}

function qualified(schema: string | undefined, table: string): string {
  return schema === undefined ? quotedName(table) : `${quotedName(schema)}.${quotedName(table)}`
}

export function whereClause({ pen }: Writing, where: Sql): Sql {
  return where.length === 0 ? [] : pen.sql` where ${pen.all([where])}`
}

/** What besides is asked of rows that belong to a row. */
interface Asked {
  readonly at: Located | undefined
  readonly where: (other: Row) => Sql
  /** How they are called in `where`, if that is known. */
  readonly other?: Row
}

/** `from` the rows that belong to a row, `where` they do and a condition holds of them. */
export function linkedRows(writing: Writing, row: Row, link: Link, { at, where, other: called }: Asked): Sql {
  const { pen } = writing
  const { target, through, pairs } = link
  const other: Row = called ?? { model: target, alias: writing.alias() }
  const table = pen.sql`from ${tableSql(writing, target, at)} ${other.alias}`
  const condition = where(other)
  if (!through) return pen.sql`${table}${whereClause(writing, pen.joined([linkSql(writing, row, other, link), condition], ' and '))}`
  const between = writing.alias()
  const [[own, theirs] = ['', '']] = pairs
  const joined = pen.sql`${table} join ${throughSql(writing, through, at)} ${between}`
  const on = `${between}.${quotedName(through.other)} = ${other.alias}.${quotedName(theirs)}`
  const belongs = pen.text(`${between}.${quotedName(through.own)} = ${row.alias}.${quotedName(own)}`)
  return pen.sql`${joined} on ${on}${whereClause(writing, pen.joined([belongs, condition], ' and '))}`
}

/** That two rows belong together. */
export function linkSql({ pen }: Writing, row: Row, other: Row, { pairs }: Link): Sql {
  return pen.text(pairs.map(([own, theirs]) => `${other.alias}.${quotedName(theirs)} = ${row.alias}.${quotedName(own)}`).join(' and '))
}
