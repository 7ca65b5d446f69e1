import type { Located } from '../../../javascript/resolve.ts'
import type { Sql } from '../../query-sql.ts'
import type { Table } from '../tables.ts'
import type { Relation, Schema } from './relations.ts'
import { tableSql } from './sources.ts'
import type { Writing } from './writing.ts'

/** What a call of `db.query` is read with. */
export interface Reading {
  readonly writing: Writing
  readonly schema: Schema
  /** Writes with tables under other names. */
  under(aliases: ReadonlyMap<Table, string>): Writing
}

/** A table in a query of `db.query`. */
export interface Row {
  readonly table: Table
  /** The tables around it, itself included. */
  readonly around: readonly Table[]
  /** Writes with the name that the table has here. */
  readonly writing: Writing
  readonly sql: (at: Located) => Sql
  column(name: string, at?: Located): Sql
}

/** A table that stands in those around it; it has another name where it is among them. */
export function rowOf(reading: Reading, table: Table, around: readonly Table[]): Row {
  const { pen, aliases } = reading.writing
  const depth = around.filter((one) => one === table).length
  const alias = depth === 0 ? undefined : `${table.name.text}_${depth}`
  const name = alias ?? table.name.text
  const names = new Map(aliases)
  for (const one of around) names.delete(one)
  const own = alias === undefined ? names : names.set(table, alias)
  const qualifier =
    alias === undefined && table.schema !== undefined ? pen.sql`${pen.name(table.schema)}.${pen.name(name)}` : pen.name(name)
  return {
    table,
    around: [...around, table],
    writing: reading.under(own),
    sql: (at) =>
      alias === undefined ? tableSql(table, reading.writing, at) : pen.sql`${tableSql(table, reading.writing, at)} ${pen.name(alias)}`,
    column: (column, at) => pen.sql`${qualifier}.${pen.name(column, at)}`,
  }
}

/** `from … where …` of the rows that belong to a row. */
export function joinedRows(
  reading: Reading,
  row: Row,
  { target, pairs, through }: Relation,
  at: Located,
  conditions: (other: Row) => readonly Sql[],
): Sql {
  const { pen } = reading.writing
  const other = rowOf(reading, target, row.around)
  if (!through) {
    const link = pairs.map((pair) => pen.sql`${row.column(pair.own)} = ${other.column(pair.other)}`)
    return pen.sql`from ${other.sql(at)} where ${pen.all([...link, ...conditions(other)])}`
  }
  const between = rowOf(reading, through.table, other.around)
  const link = pairs.map((pair) => pen.sql`${row.column(pair.own)} = ${between.column(pair.other)}`)
  const onward = through.pairs.map((pair) => pen.sql`${between.column(pair.own)} = ${other.column(pair.other)}`)
  return pen.sql`from ${other.sql(at)} inner join ${between.sql(at)} on ${pen.all(onward)} where ${pen.all([...link, ...conditions(other)])}`
}
