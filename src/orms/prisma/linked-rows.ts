import type { Located } from '../../javascript/resolve.ts'
import type { Sql } from '../query-sql.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Link, Through } from './client-schema.ts'
import type { Model } from './datamodel.ts'
import type { Row, Writing } from './where.ts'

/** A table with its schema. */
export function tableSql({ pen }: Writing, { name, schema }: Model, at: Located | undefined): Sql {
  return pen.text(qualified(schema?.text, name.text), at)
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

/** `from` the rows that belong to a row, `where` they do and a condition holds of them. */
export function linkedRows(
  writing: Writing,
  row: Row,
  link: Link,
  at: Located | undefined,
  where: (other: Row) => Sql,
  other: Row = { model: link.target, alias: writing.alias() },
): Sql {
  const { pen } = writing
  const table = pen.sql`from ${tableSql(writing, link.target, at)} ${other.alias}`
  const condition = where(other)
  const { through } = link
  if (!through) return pen.sql`${table}${whereClause(writing, pen.joined([linkSql(writing, row, other, link), condition], ' and '))}`
  const between = writing.alias()
  const [[own, target] = ['', '']] = link.pairs
  const joined = pen.sql`${table} join ${throughSql(writing, through, at)} ${between}`
  const on = `${between}.${quotedName(through.other)} = ${other.alias}.${quotedName(target)}`
  const belongs = pen.text(`${between}.${quotedName(through.own)} = ${row.alias}.${quotedName(own)}`)
  return pen.sql`${joined} on ${on}${whereClause(writing, pen.joined([belongs, condition], ' and '))}`
}

/** That two rows belong together. */
export function linkSql({ pen }: Writing, row: Row, other: Row, { pairs }: Link): Sql {
  return pen.text(pairs.map(([own, theirs]) => `${other.alias}.${quotedName(theirs)} = ${row.alias}.${quotedName(own)}`).join(' and '))
}
