import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { quotedName } from '../../catalog/names.ts'
import { composedStatement, joined, said, type Sql } from '../composed-sql.ts'
import type { Statement } from '../orm.ts'
import { checksOf } from './checks.ts'
import { columnSql, type Columns } from './columns.ts'
import type { Model, Models, TableName } from './models.ts'
import { fileOf, seatOf } from './places.ts'

/** An entity with its table. */
export interface Table {
  readonly model: Model
  readonly name: TableName
  readonly columns: Columns
}

export function tableSql({ schema, name }: TableName): string {
  return schema === undefined || schema === 'public' ? quotedName(name) : `${quotedName(schema)}.${quotedName(name)}`
}

/** CREATE TABLE, and what of it is not known. */
export function createTable(table: Table, models: Models, engine: SqlEngine): Statement[] {
  const { model, columns, name } = table
  const { notation } = model
  const file = fileOf(notation)
  const seat = notation.at.node.range
  const unread = columns.unread.map(({ range, reason }): Statement => ({ file, changes: [{ kind: 'unread', range, reason }] }))
  const checks = checksOf(table, models)
  const parts = [...elements(table, models, engine), ...checks.map(({ sql }) => sql)]
  const given = propertyOf(notation.options, 'tableName') ?? propertyOf(notation.options, 'collection')
  const nameAt = given && textOf(given) !== undefined ? seatOf(notation, given.at) : seat
  const head = ['create table ', said(nameAt, tableSql(name)), ' (']
  const whole = composedStatement(file, seat, [...head, joined(parts), ')'], engine)
  if (whole) return [whole, ...unread]
  const plain = composedStatement(file, seat, [...head, joined(elements(table, models, engine)), ')'], engine)
  const reason = 'its checks cannot be read'
  return [...(plain ? [plain] : []), ...unread, { file, changes: [{ kind: 'unread', range: seat, reason }] }]
}

function elements({ model, columns: { columns }, name }: Table, models: Models, engine: SqlEngine): Sql[] {
  const keys = columns.filter(({ primary }) => primary)
  const given = models.naming.short(name.name, [], 'primary') ?? `${name.name}_pkey`
  const isUsual = given === models.naming.plain(name.name, [], 'primary')
  const inline = keys.length === 1 && isUsual && models.naming.plain(name.name, [], 'primary') === `${name.name}_pkey`
  const own = columns.map((column) => columnSql(column, model, models, inline && column.primary, engine))
  const [first] = keys
  if (!first || (inline && first.counts)) return own
  const key = `primary key (${keys.map((column) => quotedName(column.name)).join(', ')})`
  const isNamed = models.major <= 6 || given !== `${name.name}_pkey`
  return [...own, said(first.range, isNamed ? `constraint ${quotedName(given)} ${key}` : key)]
}
