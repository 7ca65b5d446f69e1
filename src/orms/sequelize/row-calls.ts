import { sourceText, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { bare } from '../../javascript/nodes.ts'
import { argumentsOf } from '../arguments.ts'
import { shownText } from '../hidden-reason.ts'
import type { Sql } from '../query-sql.ts'
import { askedWith } from './asked.ts'
import { builtValues } from './built-rows.ts'
import { changedBy, destroySql, rowOf } from './model-calls.ts'
import type { Model } from './model.ts'
import type { RowsOf } from './rows.ts'
import { selectSql } from './select.ts'
import { insertSql, updateSql } from './writes.ts'
import { columnSql, deletedAtOf, type Row, type Writing } from './writing.ts'

/** A method of a row. */
export interface RowCall {
  readonly writing: Writing
  readonly rows: RowsOf
  readonly call: Kind<'call'>
  readonly args: readonly Value[]
}

type Write = (call: RowCall) => readonly Sql[]

/** Where the row stands on which a method is called. */
export function placeOfRow({ at }: Kind<'call'>): Value['at'] {
  const node = bare(at.node)
  const callee = node.type === 'CallExpression' ? bare(node.callee) : node
  return { node: callee.type === 'MemberExpression' ? bare(callee.object) : callee, program: at.program }
}

/** A column that has what a property of a row has; hidden where it cannot be seen which row it is. */
export function ofRow({ writing, call }: RowCall, row: Row, column: string, property: string): Sql {
  const { pen } = writing
  const at = placeOfRow(call)
  const value = pen.keyOfRow(at, property)
  const name = columnSql(writing, row, column)
  return value ? pen.sql`${name} = ${value}` : pen.hidden({ kind: 'symbol', name: '', at }, whyHidden(at))
}

export function whyHidden(at: Value['at']): string {
  return `which row \`${shownText(sourceText(at))}\` is cannot be seen`
}

export function keyOfRow(call: RowCall, row: Row, model: Model = call.rows.model): Sql {
  const keys = model.primaryKeys.length > 0 ? model.primaryKeys.map(({ name }) => name) : [model.key]
  return call.writing.pen.all(keys.map((name) => ofRow(call, row, name, name)))
}

const plain = (model: Model): Row => ({ model, alias: undefined })

const update: Write = (call) => {
  const { writing, rows, args } = call
  const sql = updateSql(writing, plain(rows.model), placeOfRow(call.call), args[0], [keyOfRow(call, plain(rows.model))])
  return sql.length > 0 ? [sql] : []
}

/** What was set before cannot be told. */
const save: Write = (call) => {
  const { writing, rows } = call
  const at = placeOfRow(call.call)
  if (rows.isBuilt === true) return [insertSql(writing, rows.model, at, [builtValues(rows, at, writing.scene)])]
  const changed: Value = { kind: 'unknown', reason: `what was set of \`${shownText(sourceText(at))}\` cannot be seen`, at }
  return [updateSql(writing, plain(rows.model), at, changed, [keyOfRow(call, plain(rows.model))])]
}

const destroy: Write = (call) => {
  const { writing, rows, args } = call
  return destroySql(writing, rows.model, placeOfRow(call.call), [keyOfRow(call, plain(rows.model))], argumentsOf(args[0]).of('force'))
}

const restore: Write = (call) => {
  const { writing, rows } = call
  const deletedAt = deletedAtOf(rows.model)
  if (deletedAt === undefined) return []
  const set = [{ name: deletedAt, value: writing.pen.text('null') }]
  return [updateSql(writing, plain(rows.model), placeOfRow(call.call), undefined, [keyOfRow(call, plain(rows.model))], set)]
}

const reload: Write = (call) => {
  const { writing, rows, args } = call
  const row = rowOf(rows.model)
  const asked = askedWith({ model: rows.model, scopes: undefined }, args[0], writing.scene, writing.models)
  return [selectSql(writing, { row, asked, at: placeOfRow(call.call), also: [keyOfRow(call, row)] })]
}

const increment: Write = (call) => {
  const { writing, rows, args } = call
  const set = changedBy(writing, rows.model, args[0])
  const sql = updateSql(writing, plain(rows.model), placeOfRow(call.call), undefined, [keyOfRow(call, plain(rows.model))], set)
  return sql.length > 0 ? [sql] : []
}

/** What the methods of a row send. */
export const rowCalls: ReadonlyMap<string, Write> = new Map(
  Object.entries({ update, save, destroy, restore, reload, increment, decrement: increment }),
)
