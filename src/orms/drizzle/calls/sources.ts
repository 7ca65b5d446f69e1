import { textOf, type Value } from '../../../javascript/symbolic/value.ts'
import type { Located } from '../../../javascript/resolve.ts'
import type { Sql } from '../../query-sql.ts'
import { entriesOf } from '../../../javascript/symbolic/value.ts'
import { quotedName } from '../../../catalog/names.ts'
import { readColumn } from '../columns.ts'
import { callOf, isDrizzle, methodOf } from '../library.ts'
import { objectOf, type NamedCall } from '../objects.ts'
import { Seats } from '../seats.ts'
import type { Table } from '../tables.ts'
import { outputName } from './outputs.ts'
import { given, type Writing } from './writing.ts'

/** Something that a query takes rows from. */
export interface Source {
  /** What its columns are called by. */
  readonly name: string
  readonly schema: string | undefined
  readonly table: Table | undefined
  /** The query of a common table; it is written before the statement. */
  readonly common: Value | undefined
  /** How it stands behind FROM. */
  sql(at: Located): Sql
  /** What the database calls a property. */
  column(path: readonly string[]): string | undefined
}

export function sourceOf(value: Value, writing: Writing): Source | undefined {
  return (
    tableSource(value, writing) ??
    aliasSource(value, writing) ??
    viewSource(value, writing) ??
    (methodOf(value)?.name === 'as' ? querySource(value, writing) : undefined)
  )
}

function tableSource(value: Value, writing: Writing): Source | undefined {
  const table = writing.tables.of(value)
  if (!table) return undefined
  const alias = writing.aliases.get(table)
  return ofTable(table, alias, writing)
}

function ofTable(table: Table, alias: string | undefined, writing: Writing): Source {
  const { schema, name } = table
  return {
    name: alias ?? name.text,
    schema: alias === undefined ? schema : undefined,
    table,
    common: undefined,
    sql: (at) => {
      const own = tableSql(table, writing, at)
      return alias === undefined ? own : writing.pen.sql`${own} ${writing.pen.name(alias)}`
    },
    column: ([key]) => table.columns.find((column) => column.key === key)?.name.text,
  }
}

/** A table by its name. */
export function tableSql({ schema, name, columns }: Table, { pen }: Writing, at: Located | undefined): Sql {
  const propertyOf = (column: string): string | undefined => columns.find((one) => one.name.text === column)?.key
  const own = pen.table(quotedName(name.text), name.text, propertyOf, at)
  return schema === undefined ? own : pen.sql`${pen.name(schema, at)}.${own}`
}

/** `alias(orders, 'o')` */
function aliasSource(value: Value, writing: Writing): Source | undefined {
  const [first, second] = callOf(value, 'alias', 'aliasedTable')?.args ?? []
  const name = textOf(second)
  const of = first && name !== undefined ? sourceOf(first, writing) : undefined
  if (!of || name === undefined) return undefined
  const plain = of.table ? ofTable(of.table, undefined, writing) : of
  return { ...plain, name, schema: undefined, sql: (at) => writing.pen.sql`${plain.sql(at)} ${writing.pen.name(name)}` }
}

function viewSource(value: Value, writing: Writing): Source | undefined {
  const view = objectOf(value)
  if (view?.kind !== 'view' && view?.kind !== 'materialized view') return undefined
  const name = textOf(view.call.args[0])
  if (name === undefined) return undefined
  const { pen } = writing
  const schema = view.schema?.name
  return {
    name,
    schema,
    table: undefined,
    common: undefined,
    sql: (at) => (schema === undefined ? pen.name(name, at) : pen.sql`${pen.name(schema, at)}.${pen.name(name, at)}`),
    column: (path) => viewColumn(view, path, writing),
  }
}

function viewColumn({ call, calls }: NamedCall, path: readonly string[], writing: Writing): string | undefined {
  const [key] = path
  const entry = entriesOf(call.args[1]).find((one) => one.key === key)
  if (entry) {
    const column = readColumn(
      entry,
      writing.tables.reading,
      writing.tables.reading.casingIn(call.at.program),
      new Seats(call.at.program.file, call.at.node.range),
    )
    return 'name' in column ? column.name.text : undefined
  }
  const as = calls.find(({ name }) => name === 'as')?.args[0]
  return as && outputName(given(writing, as, builder(as)), path, writing)
}

/** What a callback of Drizzle gets to write a query with. */
export function builder({ at }: Value): Value {
  return { kind: 'symbol', name: 'qb', at }
}

/** `query.as('name')`, `db.$with('name').as(query)` */
function querySource(value: Value, writing: Writing): Source | undefined {
  const method = methodOf(value)
  if (!method) return undefined
  const { pen } = writing
  const { object, args } = method
  const common = methodOf(object)
  if (common?.name === '$with') {
    const name = textOf(common.args[0])
    const [query] = args
    if (name === undefined || !query) return undefined
    const made = given(writing, query, builder(query))
    if (!isDrizzle(tagOf(made), 'sql') && writing.query(made) === undefined) return undefined
    return {
      name,
      schema: undefined,
      table: undefined,
      common: made,
      sql: (at) => pen.name(name, at),
      column: (path) => (common.args[1] ? path.at(-1) : outputName(made, path, writing)),
    }
  }
  const name = textOf(args[0])
  const query = name === undefined ? undefined : writing.query(object)
  if (name === undefined || !query) return undefined
  return {
    name,
    schema: undefined,
    table: undefined,
    common: undefined,
    sql: () => pen.sql`(${query}) ${pen.name(name)}`,
    column: (path) => outputName(object, path, writing),
  }
}

function tagOf(value: Value): Value {
  return value.kind === 'tagged' ? value.tag : value
}

/** A column as it is written in a query. */
export interface NamedColumn {
  readonly source: Source
  readonly name: string
}

/** What `getTableColumns(orders)` gives all columns of. */
export function allColumnsOf(value: Value, writing: Writing): Source | undefined {
  const of = callOf(value, 'getTableColumns', 'getColumns', 'getViewSelectedFields')?.args[0]
  return of && sourceOf(of, writing)
}

/** The column that `source.key` is. */
export function columnOf(value: Value, writing: Writing): NamedColumn | undefined {
  const path: string[] = []
  for (let at = value; at.kind === 'member'; at = at.object) {
    path.unshift(at.name)
    const source = allColumnsOf(at.object, writing) ?? sourceOf(at.object, writing)
    const name = source?.column(path)
    if (source) return name === undefined ? undefined : { source, name }
  }
  return undefined
}

export function columnSql({ source, name }: NamedColumn, { pen, columnAs }: Writing, at: Located): Sql {
  if (columnAs) return columnAs(name, at)
  const own = pen.sql`${pen.name(source.name)}.${pen.name(name, at)}`
  return source.schema === undefined ? own : pen.sql`${pen.name(source.schema)}.${own}`
}
