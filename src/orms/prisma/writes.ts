import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, listItems, waysOf, type Field } from '../ways.ts'
import { argumentsOf } from './arguments.ts'
import type { Link } from './client-schema.ts'
import type { RelationField, ScalarField } from './datamodel.ts'
import { linkSql, tableSql } from './linked-rows.ts'
import { keyAt, whereSql, type Row, type Writing } from './where.ts'

/** What a row is given in one column. */
interface Given {
  readonly column: string
  readonly value: Sql
  readonly at: Entry['at']
}

/** What `data` says of one row. */
interface Data {
  readonly given: readonly Given[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

const nothing: Data = { given: [], hidden: undefined }

/** `insert` of rows, and what is written with them. */
export function insertSql(writing: Writing, row: Row, at: Entry['at'] | undefined, rows: readonly Value[], parent?: Parent): Sql[] {
  const { pen } = writing
  const all = rows.map((one) => dataOf(writing, row, one))
  const own = parent ? parent.link.pairs.map(([, column]) => column) : []
  const columns = [...new Set([...own, ...all.flatMap(({ given }) => given.map(({ column }) => column))])]
  const hidden = all.find((one) => one.hidden)?.hidden
  const names = pen.list([...columns.map((name) => pen.name(name)), ...(hidden ? [pen.opening(hidden)] : [])])
  const values = all.map(({ given }) => {
    const set = columns.map(
      (name) =>
        given.find(({ column }) => column === name)?.value ?? (own.includes(name) ? parentKey(writing, parent) : pen.text('default')),
    )
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  const into = pen.sql`insert into ${tableSql(writing, row.model, at)}`
  const insert = columns.length === 0 && !hidden ? pen.sql`${into} default values` : pen.sql`${into} (${names}) values ${pen.list(values)}`
  return [insert, ...rows.flatMap((one) => nestedWrites(writing, row, one, undefined))]
}

/** The row that others are written with, by the relation to it. */
export interface Parent {
  readonly row: Row
  readonly link: Link
  readonly key: Value
  /** What holds of it; it has no row yet where that is not known. */
  readonly where: Sql | undefined
}

function parentKey({ pen }: Writing, parent: Parent | undefined): Sql {
  return parent ? pen.value(parent.key) : pen.text('default')
}

/** `update` of the rows of which a condition holds, and what is written with them. */
export function updateSql(
  writing: Writing,
  row: Row,
  at: Entry['at'] | undefined,
  data: Value | undefined,
  where: Sql,
  returning?: Sql,
): Sql[] {
  const { pen } = writing
  const { given, hidden } = data ? dataOf(writing, row, data) : nothing
  const set = pen.list([
    ...given.map(({ column, value, at: place }) => pen.sql`${pen.name(column, place)} = ${value}`),
    ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : []),
  ])
  const nested = data ? nestedWrites(writing, row, data, where) : []
  if (set.length === 0)
    return [pen.sql`select 1 from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`, ...nested]
  const update = pen.sql`update ${tableSql(writing, row.model, at)} ${row.alias} set ${set}${whereClause(writing, where)}`
  return [returning ? pen.sql`${update} returning ${returning}` : update, ...nested]
}

export function whereClause({ pen }: Writing, where: Sql): Sql {
  return where.length === 0 ? [] : pen.sql` where ${where}`
}

function dataOf(writing: Writing, row: Row, value: Value): Data {
  if (value.kind !== 'record') return { given: [], hidden: value }
  const given: Given[] = []
  let hidden: Value | undefined
  const put = (fields: readonly Field[], isSure: boolean): void => {
    for (const field of fields) {
      if (field.kind === 'hidden') hidden ??= field.value
      else if (field.kind === 'ways') for (const way of field.of) put(way, false)
      else if (isSure) given.push(...givenBy(writing, row, field))
      else hidden ??= field.value
    }
  }
  put(fieldsOf(value), true)
  return { given, hidden }
}

/** What a field of `data` sets: a column, or those that refer to a row. */
function givenBy(writing: Writing, row: Row, entry: Entry): Given[] {
  const { pen, schema } = writing
  const { key, value } = entry
  const at = keyAt(entry.at)
  const field = schema.field(row.model, key)
  if (!field || (value.kind === 'literal' && value.value === undefined)) return []
  if (field.kind === 'scalar') return [{ column: field.name.text, value: assignedSql(writing, row, field, value), at }]
  const link = schema.link(row.model, field)
  if (!link || link.list || link.isInverse) return []
  const connected = argumentsOf(value).of('connect')
  const isCut = argumentsOf(value).of('disconnect') !== undefined
  return link.pairs.map(([column, other]) => ({
    column,
    value: isCut ? pen.text('null') : connectedSql(writing, link, field, other, connected ?? value, at),
    at,
  }))
}

/** The key of the row that is connected: what is given of it, or what a query gives. */
function connectedSql(writing: Writing, link: Link, field: RelationField, column: string, where: Value, at: Entry['at']): Sql {
  const { pen, schema } = writing
  const key = where.kind === 'record' ? where.entries.find((entry) => columnNamed(writing, link, entry.key) === column)?.value : undefined
  if (key) return pen.value(key)
  if (where.kind !== 'record' || where.entries.some((entry) => schema.field(link.target, entry.key) === undefined)) return pen.value(where)
  const other: Row = { model: link.target, alias: writing.alias() }
  const condition = whereSql(writing, other, where)
  return pen.sql`(select ${other.alias}.${pen.name(column)} from ${tableSql(writing, link.target, at)} ${other.alias}${whereClause(writing, condition)})`
}

function columnNamed({ schema }: Writing, { target }: Link, id: string): string | undefined {
  const field = schema.field(target, id)
  return field?.kind === 'scalar' ? field.name.text : undefined
}

const arithmetic: Readonly<Record<string, string>> = { increment: '+', decrement: '-', multiply: '*', divide: '/' }

/** `{ increment: 1 }`, `{ set: … }`, or a value. */
function assignedSql({ pen }: Writing, { alias }: Row, { name }: ScalarField, value: Value): Sql {
  const [only, ...more] = value.kind === 'record' && !value.open ? value.entries : []
  const operator = only && more.length === 0 ? arithmetic[only.key] : undefined
  if (only && operator !== undefined) return pen.sql`${alias}.${pen.name(name.text)} ${operator} ${pen.value(only.value)}`
  if (only?.key === 'set' && more.length === 0) return pen.value(only.value)
  return value.kind === 'literal' && value.value === null ? pen.text('null') : pen.value(value)
}

/** What is written to other tables with a row. */
function nestedWrites(writing: Writing, row: Row, data: Value, where: Sql | undefined): Sql[] {
  if (data.kind !== 'record') return []
  return data.entries.flatMap((entry): Sql[] => {
    const field = writing.schema.field(row.model, entry.key)
    const link = field?.kind === 'relation' ? writing.schema.link(row.model, field) : undefined
    if (!link || entry.value.kind !== 'record') return []
    const parent: Parent = { row, link, key: data, where }
    return entry.value.entries.flatMap((action) => nestedWrite(writing, parent, action))
  })
}

function nestedWrite(writing: Writing, parent: Parent, { key, value, at: place }: Entry): Sql[] {
  const { link } = parent
  const at = keyAt(place)
  const row = (): Row => ({ model: link.target, alias: writing.alias() })
  const each = (write: (one: Value) => Sql[]): Sql[] => listItems(value).flatMap((item) => (item.kind === 'item' ? write(item.value) : []))
  // The columns of a relation to one are set in the row itself, and a table between is not the target's.
  const refers = link.isInverse && !link.through
  switch (key) {
    case 'create':
      return each((one) => insertSql(writing, row(), at, [one], refers ? parent : undefined))
    case 'createMany':
      return rowsOf(argumentsOf(value).of('data')).flatMap((one) => insertSql(writing, row(), at, [one], refers ? parent : undefined))
    case 'connectOrCreate':
      return each((one) => insertSql(writing, row(), at, optional(argumentsOf(one).of('create')), refers ? parent : undefined))
    case 'connect':
    case 'set':
      return refers ? each((one) => changed(writing, row(), at, one, parent, 'connect')) : []
    case 'update':
      return each((one) => nestedUpdate(writing, row(), at, one, parent))
    case 'updateMany':
      return each((one) => nestedUpdate(writing, row(), at, one, parent))
    case 'upsert':
      return each((one) => [
        ...nestedUpdate(writing, row(), at, one, parent),
        ...insertSql(writing, row(), at, optional(argumentsOf(one).of('create')), refers ? parent : undefined),
      ])
    case 'delete':
    case 'deleteMany':
      return each((one) => changed(writing, row(), at, one, parent, 'delete'))
    default:
      return []
  }
}

function optional(value: Value | undefined): readonly Value[] {
  return value ? [value] : []
}

/** `{ where, data }`, or the data alone of a relation to one. */
function nestedUpdate(writing: Writing, row: Row, at: Entry['at'], value: Value, parent: Parent): Sql[] {
  const { pen } = writing
  const args = argumentsOf(value)
  const data = args.of('data') ?? args.of('update') ?? value
  const where = whereSql(writing, row, args.of('where'))
  return updateSql(writing, row, at, data, pen.all([belongsTo(writing, row, parent), where]))
}

/** A row that is connected is found by its key alone; one that is deleted belongs to the row around. */
function changed(writing: Writing, row: Row, at: Entry['at'], value: Value, parent: Parent, how: 'connect' | 'delete'): Sql[] {
  const { pen } = writing
  const where = value.kind === 'literal' ? [] : whereSql(writing, row, value)
  if (how === 'delete')
    return [
      pen.sql`delete from ${tableSql(writing, row.model, at)} ${row.alias} where ${pen.all([belongsTo(writing, row, parent), where])}`,
    ]
  const set = parent.link.pairs.map(([, column]) => pen.sql`${pen.name(column)} = ${parentKey(writing, parent)}`)
  return [pen.sql`update ${tableSql(writing, row.model, at)} ${row.alias} set ${pen.list(set)}${whereClause(writing, where)}`]
}

function belongsTo(writing: Writing, row: Row, { row: outer, link, where }: Parent): Sql {
  const { pen } = writing
  if (where === undefined || link.through) return []
  const rest = where.length === 0 ? [] : pen.sql` and (${where})`
  return pen.sql`exists (select 1 from ${tableSql(writing, outer.model, undefined)} ${outer.alias} where ${linkSql(writing, outer, row, link)}${rest})`
}

/** The rows of `data`: a list, or what a list of the program is made into. */
export function rowsOf(value: Value | undefined): readonly Value[] {
  if (!value) return []
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(rowsOf)
  if (value.kind !== 'list') return [value]
  return value.items.length > 0 && !value.open ? value.items : [...value.items, ...(value.open ? [value] : [])]
}
