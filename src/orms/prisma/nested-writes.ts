import { lookup } from '../../catalog/lookup.ts'
import { isUndefined } from '../../javascript/symbolic/value.ts'
import { keyAt } from '../query-sql.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, listItems, rowsGiven, waysOf, type Field, type Item } from '../ways.ts'
import { argumentsOf } from '../arguments.ts'
import type { Link } from './client-schema.ts'
import { linkedRows, linkSql, tableSql, throughSql, whereClause } from './linked-rows.ts'
import { uniqueWhereSql, whereSql, type Row, type Writing } from './where.ts'
import { insertSql, updateSql } from './writes.ts'

/** The row that others are written with, by the relation to it. */
export interface Parent {
  readonly row: Row
  /** Where the program names its table: what is said of it there is said of it once. */
  readonly named: Entry['at'] | undefined
  readonly link: Link
  readonly key: Value
  /** What holds of it; it has no row yet where that is not known. */
  readonly where: Sql | undefined
}

/** What is written to other tables with a row. */
export function nestedWrites(writing: Writing, row: Row, named: Entry['at'] | undefined, data: Value, where: Sql | undefined): Sql[] {
  return entriesIn(data).flatMap((entry): Sql[] => {
    const field = writing.schema.field(row.model, entry.key)
    const link = field?.kind === 'relation' ? writing.schema.link(row.model, field) : undefined
    if (!link) return []
    const parent: Parent = { row, named, link, key: data, where }
    return entriesIn(entry.value).flatMap((action) => nestedWrite(writing, parent, action))
  })
}

/** What an object says on any of its ways. */
function entriesIn(value: Value): readonly Entry[] {
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(entriesIn)
  const entries = (fields: readonly Field[]): Entry[] =>
    fields.flatMap((field) => (field.kind === 'entry' ? [field] : field.kind === 'ways' ? field.of.flatMap(entries) : []))
  return value.kind === 'record' ? entries(fieldsOf(value)) : []
}

/** What is in a list on any of its ways. */
function valuesIn(value: Value): readonly Value[] {
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(valuesIn)
  const values = (items: readonly Item[]): Value[] =>
    items.flatMap((item) => (item.kind === 'ways' ? item.of.flatMap(values) : item.kind === 'item' ? [item.value] : []))
  return values(listItems(value)).filter((one) => !isUndefined(one))
}

type Action = (writing: Writing, parent: Parent, at: Entry['at'], value: Value) => Sql[]

function nestedWrite(writing: Writing, parent: Parent, { key, value, at: place }: Entry): Sql[] {
  const at = keyAt(place)
  if (key === 'createMany') return rowsGiven(argumentsOf(value).of('data')).flatMap((one) => create(writing, parent, at, one))
  if (key === 'create') return rowsGiven(value).flatMap((one) => create(writing, parent, at, one))
  if (key === 'set' && parent.link.list) return set(writing, parent, at, value)
  const action = actions[key]
  return action ? valuesIn(value).flatMap((one) => action(writing, parent, at, one)) : []
}

/** The other rows refer to the one around. */
function refers({ link }: Parent): boolean {
  return link.isInverse && !link.through
}

function rowOf(writing: Writing, { link }: Parent): Row {
  return { model: link.target, alias: writing.alias() }
}

const create: Action = (writing, parent, at, value) => [
  ...insertSql(writing, rowOf(writing, parent), at, [value], { parent: refers(parent) ? parent : undefined }),
  ...between(writing, parent, at),
]

const connect: Action = (writing, parent, at, value) => {
  const row = rowOf(writing, parent)
  const where = value.kind === 'literal' ? [] : uniqueWhereSql(writing, row, value)
  return refers(parent)
    ? [pointed(writing, parent, row, at, where, writing.pen.value(parent.key))]
    : [...look(writing, row, at, where), ...between(writing, parent, at)]
}

const connectOrCreate: Action = (writing, parent, at, value) => {
  const args = argumentsOf(value)
  const made = args.of('create')
  const row = rowOf(writing, parent)
  const where = uniqueWhereSql(writing, row, args.of('where'))
  const found = refers(parent) ? [pointed(writing, parent, row, at, where, writing.pen.value(parent.key))] : look(writing, row, at, where)
  return [...found, ...(made ? create(writing, parent, at, made) : [])]
}

const disconnect: Action = (writing, parent, at, value) => {
  const row = rowOf(writing, parent)
  if (parent.link.through) return removeBetween(writing, parent, at)
  if (!refers(parent) || isFalse(value)) return []
  const where = value.kind === 'literal' ? [] : whereSql(writing, row, value)
  return [pointed(writing, parent, row, at, held(writing, parent, row, where), writing.pen.text('null'))]
}

const remove: Action = (writing, parent, at, value) => {
  if (isFalse(value)) return []
  const { pen } = writing
  const row = rowOf(writing, parent)
  const where = held(writing, parent, row, value.kind === 'literal' ? [] : whereSql(writing, row, value))
  return [pen.sql`delete from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`]
}

/** `{ where, data }`, or the data alone of a relation to one. */
const update: Action = (writing, parent, at, value) => {
  const args = argumentsOf(value)
  const isPair = parent.link.list || (value.kind === 'record' && value.entries.some(({ key }) => key === 'data' || key === 'where'))
  const row = rowOf(writing, parent)
  const where = isPair ? whereSql(writing, row, args.of('where')) : []
  return updateSql(writing, row, at, isPair ? args.of('data') : value, held(writing, parent, row, where))
}

const upsert: Action = (writing, parent, at, value) => {
  const args = argumentsOf(value)
  const [changed, made] = [args.of('update'), args.of('create')]
  const row = rowOf(writing, parent)
  const where = held(writing, parent, row, whereSql(writing, row, args.of('where')))
  return [...updateSql(writing, row, at, changed, where), ...(made ? create(writing, parent, at, made) : [])]
}

/** All others are let go. */
const set: Action = (writing, parent, at, value) => {
  const row = rowOf(writing, parent)
  const all = writing.pen.text('null')
  const freed = parent.link.through
    ? removeBetween(writing, parent, at)
    : [pointed(writing, parent, row, at, held(writing, parent, row, []), all)]
  const connected = valuesIn(value).flatMap((one) => connect(writing, parent, at, one))
  return parent.where === undefined ? connected : [...freed, ...connected]
}

const actions: Readonly<Record<string, Action>> = lookup({
  connect,
  connectOrCreate,
  disconnect,
  update,
  updateMany: update,
  upsert,
  delete: remove,
  deleteMany: remove,
})

function isFalse(value: Value): boolean {
  return value.kind === 'literal' && value.value === false
}

function look(writing: Writing, row: Row, at: Entry['at'], where: Sql): Sql[] {
  const { pen } = writing
  return [pen.sql`select 1 from ${tableSql(writing, row.model, at)} ${row.alias}${whereClause(writing, where)}`]
}

/** The other row is made to refer to the one around, or to none. */
function pointed(writing: Writing, { link }: Parent, row: Row, at: Entry['at'], where: Sql, to: Sql): Sql {
  const { pen } = writing
  const columns = link.pairs.map(([, column]) => pen.sql`${pen.name(column)} = ${to}`)
  return pen.sql`update ${tableSql(writing, row.model, at)} ${row.alias} set ${pen.list(columns)}${whereClause(writing, where)}`
}

function between(writing: Writing, { link, key }: Parent, at: Entry['at']): Sql[] {
  const { pen } = writing
  if (!link.through) return []
  return [
    pen.sql`insert into ${throughSql(writing, link.through, at)} ("A", "B") values (${pen.value(key)}, ${pen.value(key)}) on conflict do nothing`,
  ]
}

function removeBetween(writing: Writing, { row, named, link, key, where }: Parent, at: Entry['at']): Sql[] {
  const { pen } = writing
  if (!link.through) return []
  const [[id] = ['']] = link.pairs
  const own =
    where === undefined
      ? pen.sql`= ${pen.value(key)}`
      : pen.sql`in (select ${row.alias}.${pen.name(id)} from ${tableSql(writing, row.model, named)} ${row.alias}${whereClause(writing, where)})`
  return [pen.sql`delete from ${throughSql(writing, link.through, at)} where ${pen.name(link.through.own)} ${own}`]
}

/** Only rows that belong to the one around, as far as there is one already. */
function held(writing: Writing, parent: Parent, row: Row, where: Sql): Sql {
  const { pen } = writing
  return pen.joined([belongsTo(writing, parent, row), where], ' and ')
}

function belongsTo(writing: Writing, { row: outer, named, link, where }: Parent, row: Row): Sql {
  const { pen } = writing
  if (where === undefined) return []
  const holds = pen.all([where])
  if (!link.through) {
    const belongs = pen.joined([linkSql(writing, outer, row, link), holds], ' and ')
    return pen.sql`exists (select 1 from ${tableSql(writing, outer.model, named)} ${outer.alias} where ${belongs})`
  }
  const back: Link = {
    ...link,
    target: outer.model,
    through: { ...link.through, own: link.through.other, other: link.through.own },
    pairs: link.pairs.map(([a, b]) => [b, a]),
  }
  return pen.sql`exists (select 1 ${linkedRows(writing, row, back, { at: named, where: () => holds, other: outer })})`
}
