import { entriesOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { Statement } from '../orm.ts'
import { isWhole, joined, type Pen, type Sql } from '../placed-sql.ts'
import { alterations, columnOptions, columnSql, isKey, type ColumnOptions, type Shorthands } from './columns.ts'
import { constraintsSql, likeSql } from './constraints.ts'
import { isOn, listOf, nameSql, namesSql, when, wordsSql } from './values.ts'

/** What a call of `pgm` is about. */
export interface PgmCall {
  readonly args: readonly Value[]
  readonly pen: Pen
  readonly engine: SqlEngine
  readonly shorthands: Shorthands
}

/** The parts that are known, and what is to be said of the others. */
function split(
  parts: readonly { readonly sql: Sql; readonly pen: Pen }[],
  reason: string,
): { readonly known: Sql[]; readonly unread: Statement[] } {
  return {
    known: parts.flatMap(({ sql }) => (isWhole(sql) ? [sql] : [])),
    unread: parts.flatMap(({ sql, pen }) => (isWhole(sql) ? [] : [pen.unread(reason)])),
  }
}

const unknownColumn = 'the name or the type of this column is not known'
const unknownTable = 'which table this is about is not known'

function columnsOf(columns: Value | undefined, { shorthands }: PgmCall): ColumnOptions[] {
  return entriesOf(columns).map((entry) => columnOptions(entry, shorthands))
}

function writtenColumns(columns: readonly ColumnOptions[], pen: Pen): { readonly sql: Sql; readonly pen: Pen }[] {
  const withKey = columns.filter(isKey).length < 2
  return columns.map((column) => {
    const own = pen.at(column.name.at)
    return { sql: columnSql(column, withKey, own), pen: own }
  })
}

export function createTable(call: PgmCall): Statement[] {
  const { args, pen, engine } = call
  const [table, list, options] = args
  const name = nameSql(table, pen)
  if (!isWhole(name)) return [pen.unread(unknownTable)]
  const columns = columnsOf(list, call)
  const { known, unread } = split(writtenColumns(columns, pen), unknownColumn)
  const keys = columns.filter(isKey)
  const key = keys.length > 1 ? [keyOf(table, keys, pen)] : []
  const constraints = constraintsSql(table, propertyOf(options, 'constraints'), undefined, pen).map((sql) => ({ sql, pen }))
  const others = split(constraints, 'a part of what this says is not known')
  const like = propertyOf(options, 'like')
  const parts = [...known, ...others.known, ...key, ...(like ? [likeSql(like, pen)] : [])]
  const inherits = propertyOf(options, 'inherits')
  const sql = pen.sql`CREATE${when(options, 'temporary', ' TEMPORARY')}${when(options, 'unlogged', ' UNLOGGED')} TABLE${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${name} (${joined(parts, pen.plain(', '))})${inherits ? pen.sql` INHERITS (${nameSql(inherits, pen)})` : ''}${partitionSql(propertyOf(options, 'partition'), pen)}`
  const open = list?.kind !== 'record' || list.open ? [pen.unread('not all of its columns are known')] : []
  return [...pen.statement(sql, engine), ...unread, ...others.unread, ...open]
}

function keyOf(table: Value | undefined, keys: readonly ColumnOptions[], pen: Pen): Sql {
  const items = keys.map(({ name }): Value => ({ kind: 'literal', value: name.key, at: name.at }))
  const value: Value = { kind: 'list', items, open: false, at: pen.place }
  const options: Value = { kind: 'record', entries: [{ key: 'primaryKey', value, at: pen.place }], open: false, at: pen.place }
  return joined(constraintsSql(table, options, undefined, pen), pen.plain(', '))
}

function partitionSql(partition: Value | undefined, pen: Pen): Sql | string {
  if (!partition) return ''
  const columns = (listOf(propertyOf(partition, 'columns')) ?? []).map((column) => {
    const opclass = propertyOf(column, 'opclass')
    return pen.sql`${nameSql(column, pen)}${opclass ? pen.sql` ${wordsSql(opclass, pen)}` : ''}`
  })
  return pen.sql` PARTITION BY ${wordsSql(propertyOf(partition, 'strategy'), pen)} (${joined(columns, pen.plain(', '))})`
}

export function addColumns(call: PgmCall): Statement[] {
  const { args, pen, engine } = call
  const [table, list, options] = args
  const { known, unread } = split(writtenColumns(columnsOf(list, call), pen), unknownColumn)
  const open = list?.kind !== 'record' || list.open ? [pen.unread('not all of its columns are known')] : []
  const added = known.map((sql) => pen.sql`ADD ${when(options, 'ifNotExists', 'IF NOT EXISTS ')}${sql}`)
  const sent = added.length > 0 ? pen.statement(pen.sql`ALTER TABLE ${nameSql(table, pen)} ${joined(added, pen.plain(', '))}`, engine) : []
  return [...sent, ...unread, ...open]
}

export function dropColumns({ args: [table, columns, options], pen, engine }: PgmCall): Statement[] {
  const list = columns?.kind === 'record' ? keysOf(columns) : listOf(columns)
  if (!list) return [pen.unread('which columns this drops is not known')]
  const drops = list.map((column) => {
    return pen.sql`DROP ${when(options, 'ifExists', 'IF EXISTS ')}${nameSql(column, pen)}${when(options, 'cascade', ' CASCADE')}`
  })
  return pen.statement(pen.sql`ALTER TABLE ${nameSql(table, pen)} ${joined(drops, pen.plain(', '))}`, engine)
}

function keysOf(record: Value): Value[] {
  return entriesOf(record).map(({ key, at }) => ({ kind: 'literal', value: key, at }))
}

export function alterColumn({ args: [table, column, options], pen, engine }: PgmCall): Statement[] {
  const start = pen.sql`ALTER ${nameSql(column, pen)} `
  const actions = alterations(options, pen).map((sql) => pen.sql`${start}${sql}`)
  return actions.length > 0 ? pen.statement(pen.sql`ALTER TABLE ${nameSql(table, pen)} ${joined(actions, pen.plain(', '))}`, engine) : []
}

export function alterTable({ args: [table, options], pen, engine }: PgmCall): Statement[] {
  const security = propertyOf(options, 'levelSecurity')
  return security ? pen.statement(pen.sql`ALTER TABLE ${nameSql(table, pen)} ${wordsSql(security, pen)} ROW LEVEL SECURITY`, engine) : []
}

export function addConstraint({ args: [table, name, options], pen, engine }: PgmCall): Statement[] {
  const isSql = options?.kind === 'literal' || options?.kind === 'text'
  const isNamed = name !== undefined && textOf(name) !== undefined
  const own = isSql
    ? [pen.sql`${isNamed ? pen.sql`CONSTRAINT ${nameSql(name, pen)} ` : ''}${pen.raw(options)}`]
    : constraintsSql(table, options, name, pen)
  if (own.length === 0) return [pen.unread('what this adds is not known')]
  const added = own.map((sql) => pen.sql`ADD ${sql}`)
  return pen.statement(pen.sql`ALTER TABLE ${nameSql(table, pen)} ${joined(added, pen.plain(', '))}`, engine)
}

export function createIndex({ args: [table, columns, options], pen, engine }: PgmCall): Statement[] {
  const include = propertyOf(options, 'include')
  const where = propertyOf(options, 'where')
  const method = propertyOf(options, 'method')
  const nulls = textOf(propertyOf(options, 'nulls'))
  const name = propertyOf(options, 'name') ? nameSql(propertyOf(options, 'name'), pen) : indexName(table, columns, options, pen)
  const sql = pen.sql`CREATE${when(options, 'unique', ' UNIQUE')} INDEX${when(options, 'concurrently', ' CONCURRENTLY')}${when(options, 'ifNotExists', ' IF NOT EXISTS')} ${name} ON ${nameSql(table, pen)}${method ? pen.sql` USING ${wordsSql(method, pen)}` : ''} (${indexColumns(columns, pen)})${include ? pen.sql` INCLUDE (${namesSql(include, pen)})` : ''}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}${where ? pen.sql` WHERE ${wordsSql(where, pen)}` : ''}`
  return pen.statement(sql, engine)
}

export function dropIndex({ args: [table, columns, options], pen, engine }: PgmCall): Statement[] {
  const schema = propertyOf(table, 'schema')
  const given = propertyOf(options, 'name')
  const own = given ? nameSql(given, pen) : indexName(table, columns, options, pen)
  const name = schema ? pen.sql`${nameSql(schema, pen)}.${own}` : own
  const words = `DROP INDEX${when(options, 'concurrently', ' CONCURRENTLY')}${when(options, 'ifExists', ' IF EXISTS')} `
  return pen.statement(pen.sql`${words}${name}${when(options, 'cascade', ' CASCADE')}`, engine)
}

const operator = /(->>|->|#>>|#>|@\?|@@|@>|<@|\?\||\?&|\?|#-|\|\||::)/

function isExpression(text: string): boolean {
  return operator.test(text) || /^[\w.]+\(/.test(text) || /\s[+*/-]\s/.test(text) || (/[=<>!]+/.test(text) && /[a-zA-Z0-9]/.test(text))
}

/** As it stands in the name of an index. */
function schemalized(value: Value): string | undefined {
  const text = textOf(propertyOf(value, 'name') ?? value)
  return text !== undefined && isExpression(text) ? `(${text})` : text
}

function indexName(table: Value | undefined, columns: Value | undefined, options: Value | undefined, pen: Pen): Sql {
  const names = listOf(columns)?.map(schemalized)
  const own = textOf(propertyOf(table, 'name') ?? table)
  if (!names || names.includes(undefined) || own === undefined) return pen.gap
  const text = `${own}_${names.join('_')}${isOn(options, 'unique') ? '_unique' : ''}_index`
  return nameSql({ kind: 'literal', value: text, at: pen.place }, pen)
}

function indexColumns(columns: Value | undefined, pen: Pen): Sql {
  const list = listOf(columns)
  if (!list) return pen.gap
  return joined(list.map((column) => indexColumn(column, pen)), pen.plain(', ')) // prettier-ignore
}

function indexColumn(column: Value, pen: Pen): Sql {
  if (column.kind !== 'record' || propertyOf(column, 'name') === undefined) return columnPart(column, pen)
  const [opclass, sort] = [propertyOf(column, 'opclass'), propertyOf(column, 'sort')]
  const parts = [
    columnPart(propertyOf(column, 'name') ?? column, pen),
    ...(opclass ? [nameSql(opclass, pen)] : []),
    ...(sort ? [wordsSql(sort, pen)] : []),
  ]
  return joined(parts, pen.plain(' '))
}

function columnPart(value: Value, pen: Pen): Sql {
  const text = textOf(value)
  if (text === undefined) return value.kind === 'text' ? pen.sql`(${pen.raw(value)})` : nameSql(value, pen)
  if (isExpression(text)) return pen.sql`(${pen.raw(value)})`
  if (!/[^\w".]/.test(text)) return nameSql(value, pen)
  return text.endsWith(')') ? pen.raw(value) : pen.sql`(${pen.raw(value)})`
}
