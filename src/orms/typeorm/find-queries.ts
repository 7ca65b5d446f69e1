import type { Located } from '../../javascript/resolve.ts'
import { entriesOf, isTrue, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Arguments } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, waysOf, type Field } from '../ways.ts'
import { whereSql, type Rules } from './find-where.ts'
import { FindJoins, classSql, liveSql } from './joins.ts'
import type { Model } from './model.ts'
import { columnSql, fromSql, isLiteral, whereClause, type Row, type Writing } from './writing.ts'

/** What a `find` sends: with `output`, that and no rows. */
export function findSql(
  writing: Writing,
  model: Model,
  at: Located | undefined,
  options: Arguments,
  output?: (row: Row) => Sql,
  also: Sql = [],
): Sql {
  const { pen } = writing
  const row: Row = { model, alias: model.name }
  const withDeleted = mayBeTrue(options.of('withDeleted'))
  const { joins, where } = optionsSql(writing, row, options, withDeleted)
  const given = output ? output(row) : entityOutput(writing, row, options.of('select'))
  const conditions = [where, also, liveSql(writing, row, withDeleted), classSql(writing, row)]
  const rest = output ? [] : pen.sql`${tailSql(writing, row, options, joins)}`
  return pen.sql`select ${given} from ${fromSql(writing, row, at)}${joins.sql}${whereClause(writing, conditions)}${rest}`
}

/** What find options join and ask. */
export function optionsSql(writing: Writing, row: Row, options: Arguments, withDeleted: boolean): { joins: FindJoins; where: Sql } {
  const joins = new FindJoins(writing, withDeleted)
  const rules: Rules = { ...findRules(writing), join: (one, relation, at) => joins.join(one, relation, at) }
  const where = whereSql(writing, row, options.of('where'), rules)
  relationsSql(joins, row, options.of('relations'))
  if (!isLiteral(options.of('loadEagerRelations'), false)) joinEager(joins, row, 0)
  return { joins, where }
}

function findRules({ models: { major, options } }: Writing): Rules {
  const usual = major < 1 ? 'ignore' : 'throw'
  return { undefinedIs: options.undefinedIs ?? usual, nullIs: options.nullIs ?? usual }
}

/** Of something that cannot be told, what is rarely said is not. */
function mayBeTrue(value: Value | undefined): boolean {
  return isTrue(value)
}

const deepest = 5

function joinEager(joins: FindJoins, row: Row, depth: number): void {
  if (depth > deepest) return
  for (const relation of row.model.eager) {
    const joined = joins.join(row, relation, undefined)
    if (joined) joinEager(joins, joined, depth + 1)
  }
}

/** `relations`, as an object or as paths. */
function relationsSql(joins: FindJoins, row: Row, value: Value | undefined): void {
  if (!value) return
  const ways = waysOf(value)
  if (ways) {
    for (const way of ways.of) relationsSql(joins, row, way)
  } else if (value.kind === 'list') {
    for (const item of value.items) pathJoined(joins, row, textOf(item)?.split('.') ?? [], item.at)
  } else if (value.kind === 'record') fieldsJoined(joins, row, fieldsOf(value), '')
}

function pathJoined(joins: FindJoins, row: Row, path: readonly string[], at: Located): void {
  for (let length = path.length; length > 0; length--) {
    const relation = row.model.relation(path.slice(0, length).join('.'))
    const joined = relation && joins.join(row, relation, at)
    if (joined) return pathJoined(joins, joined, path.slice(length), at)
  }
}

function fieldsJoined(joins: FindJoins, row: Row, fields: readonly Field[], outer: string): void {
  for (const field of fields) {
    if (field.kind === 'ways') for (const way of field.of) fieldsJoined(joins, row, way, outer)
    if (field.kind !== 'entry' || isLiteral(field.value, false, undefined)) continue
    const path = outer === '' ? field.key : `${outer}.${field.key}`
    const { value, at } = field
    if (row.model.isEmbedded(path) && value.kind === 'record') fieldsJoined(joins, row, fieldsOf(value), path)
    const relation = row.model.relation(path)
    const place = at.node.type === 'Property' ? { node: at.node.key, program: at.program } : at
    const joined = relation && joins.join(row, relation, place)
    if (joined) relationsSql(joins, joined, value)
  }
}

/** The columns of a row by the names of their properties. */
export function entityOutput(writing: Writing, row: Row, select?: Value): Sql {
  const { pen } = writing
  const wanted = select && selectedIn(select)
  const columns = [...row.model.columns].filter(({ path }) => !wanted || wanted.has(path))
  if (columns.length === 0) return pen.text('1')
  return pen.list(columns.map((column) => pen.sql`${columnSql(writing, row, column)} as ${pen.name(column.path)}`))
}

/** The properties that `select` names; undefined where they are not all known. */
function selectedIn(select: Value): ReadonlySet<string> | undefined {
  if (select.kind === 'list' && !select.open) return new Set(select.items.flatMap((item) => textOf(item) ?? []))
  if (select.kind !== 'record' || select.open || select.entries.length === 0) return undefined
  return new Set(
    select.entries.flatMap(({ key, value }) => (isTrue(value) ? [key] : entriesOf(value).map((entry) => `${key}.${entry.key}`))),
  )
}

/** Rows that others are joined with are counted by their keys first, in the order of these. */
function tailSql(writing: Writing, row: Row, options: Arguments, joins: FindJoins): Sql {
  const { pen } = writing
  const limit = limitSql(writing, options)
  const order = orderSql(writing, row, options.of('order'))
  const keys = row.model.keys.map((key) => columnSql(writing, row, key))
  const isByKey = order.length === 0 && limit.length > 0 && joins.sql.length > 0 && keys.length > 0
  return pen.sql`${isByKey ? pen.sql` order by ${pen.list(keys)}` : order}${limit}`
}

function orderSql(writing: Writing, row: Row, order: Value | undefined): Sql {
  const { pen } = writing
  if (order?.kind !== 'record') return []
  const by = order.entries.flatMap(({ key, value, at }): Sql[] => {
    const column = row.model.column(key)
    if (!column) return []
    const descending = /^desc$/i.test(textOf(value) ?? '') || isLiteral(value, -1) ? ' desc' : ''
    return [pen.sql`${columnSql(writing, row, column, at)}${descending}`]
  })
  return by.length > 0 ? pen.sql` order by ${pen.list(by)}` : []
}

function limitSql({ pen }: Writing, options: Arguments): Sql {
  const take = options.of('take')
  // What cannot be seen is taken to ask for all rows.
  if (take?.kind === 'member' && take.at === take.object.at) return []
  return take && /^(?:literal|symbol|member|call|unknown)$/.test(take.kind) && !isLiteral(take, undefined)
    ? pen.sql` limit ${pen.value(take)}`
    : []
}

/** The options of a method that takes the condition alone. */
export function onlyWhere(where: Value | undefined): Arguments {
  return { of: (name) => (name === 'where' ? where : undefined) }
}

/** The options of a method that gives one row. */
export function withTake(options: Arguments, at: Located): Arguments {
  return { of: (name) => (name === 'take' ? { kind: 'literal', value: 1, at } : options.of(name)) }
}
