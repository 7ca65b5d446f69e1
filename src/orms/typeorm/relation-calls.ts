import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { entryOf, literal, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { isList, rowsGiven, waysOf } from '../ways.ts'
import { mainOf } from './builder.ts'
import { isBuilder, stepsOf, type CallStep } from './builder-steps.ts'
import type { Column } from './column.ts'
import type { ColumnPair, Link } from './entity.ts'
import { entityOutput } from './find-queries.ts'
import { liveSql, pairsSql } from './joins.ts'
import { columnSql, fromSql, isLiteral, whereClause, type Row, type Writing } from './writing.ts'
import { deleteSql, isKey, setWhere, touchedSql } from './writes.ts'

/** `relation(Order, 'labels').of(order)` */
interface Related {
  readonly writing: Writing
  /** Whose relation it is. */
  readonly owner: Row
  readonly link: Link
  /** Whether the owner has the foreign key. */
  readonly isOwning: boolean
  readonly of: Value
  /** Where the relation is named. */
  readonly at: Located
}

type Deed = (related: Related, args: readonly Value[]) => readonly Sql[]

const set: Deed = (related, [value]) => {
  const { writing, owner, link, isOwning, of, at } = related
  if (!value) return []
  if (isOwning) return [setSql(related, owner, link.pairs, value, keysOf(writing, owner, of))]
  const other = otherOf(related)
  if (!isLiteral(value, null)) return add(related, [value])
  const none = literal(null, at)
  return [setSql(related, other, link.pairs.map(turned), none, referringSql(related, other))]
}

const add: Deed = (related, [value]) => {
  const { writing, link, of } = related
  if (!value) return []
  if (link.through) return [insertSql(related, link.through, value)]
  const other = otherOf(related)
  return [setSql(related, other, link.pairs.map(turned), of, keysOf(writing, other, value))]
}

const remove: Deed = (related, [value]) => {
  const { writing, owner, link, of, at } = related
  const { pen } = writing
  if (!value) return []
  if (link.through) {
    const { table, own, other } = link.through
    const between: Row = { model: owner.model.of(table), alias: '' }
    return [deleteSql(writing, between, at, pen.all([...valuesIn(writing, between, own, of), ...valuesIn(writing, between, other, value)]))]
  }
  const other = otherOf(related)
  const none = literal(null, at)
  const where = pen.all([referringSql(related, other), keysOf(writing, other, value)])
  return [setSql(related, other, link.pairs.map(turned), none, where)]
}

const load: Deed = (related) => {
  const { writing, owner, link, isOwning, of, at } = related
  const { pen } = writing
  const other: Row = { ...otherOf(related), alias: 'related' }
  const from = pen.sql`select ${entityOutput(writing, other)} from ${fromSql(writing, other, at)}`
  const live = liveSql(writing, other, false)
  if (!isOwning && !link.through) return [pen.sql`${from}${whereClause(writing, [referringSql(related, other), live])}`]
  const near: Row = link.through ? { model: owner.model.of(link.through.table), alias: 'between' } : { ...owner, alias: 'owner' }
  const on = link.through ? pairsSql(writing, near, other, link.through.other) : pairsSql(writing, near, other, link.pairs)
  const asked = link.through ? pen.all(valuesIn(writing, near, link.through.own, of)) : keysOf(writing, near, of)
  return [pen.sql`${from} inner join ${fromSql(writing, near, at)} on ${on}${whereClause(writing, [asked, live])}`]
}

const deeds: ReadonlyMap<string, Deed> = new Map(
  Object.entries({
    set,
    add,
    remove,
    addAndRemove: (related, [added, removed]) => [...remove(related, removed ? [removed] : []), ...add(related, added ? [added] : [])],
    loadMany: load,
    loadOne: load,
  } satisfies Record<string, Deed>),
)

/** What is called on a builder of relations; `set` is called on others, too. */
export const relationMethods: ReadonlySet<string> = new Set(deeds.keys())

/** What a builder of relations sends; undefined where a call is of none, or its relation is not known. */
export function relationSql(writing: Writing, call: Kind<'call'>): readonly Sql[] | undefined {
  const { callee, args } = call
  const deed = callee.kind === 'member' ? deeds.get(callee.name) : undefined
  if (!deed || callee.kind !== 'member' || !isBuilder(callee.object)) return undefined
  const calls = stepsOf(callee.object).steps.flatMap((step): CallStep[] => (step.kind === 'call' ? [step] : []))
  const relation = calls.find(({ name }) => name === 'relation')
  const of = calls.findLast(({ name }) => name === 'of')?.args[0]
  const [first, second] = relation?.args ?? []
  const model = first && (second ? writing.models.of(first) : mainOf(writing, callee.object)?.model)
  const found = model?.relation(textOf(second ?? first) ?? '')
  const link = found && model?.link(found)
  if (!model || !found || !link || !of) return relation && []
  return deed(
    { writing, owner: { model, alias: '' }, link, isOwning: found.link !== undefined && !link.through, of, at: (second ?? first).at },
    args,
  )
}

function otherOf({ owner, link }: Related): Row {
  return { model: owner.model.of(link.target), alias: '' }
}

function turned([a, b]: ColumnPair): ColumnPair {
  return [b, a]
}

/** `update` of rows whose foreign key is set to the key of another row. */
function setSql({ writing, at }: Related, row: Row, pairs: readonly ColumnPair[], value: Value, where: Sql): Sql {
  const { pen } = writing
  const given = pairs.map(([own, other]) => pen.sql`${pen.name(own.name, at)} = ${partSql(writing, value, other)}`)
  return setWhere(writing, row, at, [...given, ...touchedSql(writing, row)], where)
}

function insertSql({ writing, owner, of, at }: Related, { table, own, other }: NonNullable<Link['through']>, value: Value): Sql {
  const { pen } = writing
  const between: Row = { model: owner.model.of(table), alias: '' }
  const names = [...own, ...other].map(([column]) => pen.text(quotedName(column.name), at))
  const rows = rowsGiven(of).flatMap((one) =>
    rowsGiven(value).map((another) => {
      const values = [
        ...own.map(([, column]) => partSql(writing, one, column)),
        ...other.map(([, column]) => partSql(writing, another, column)),
      ]
      return pen.sql`(${pen.list(values)})`
    }),
  )
  return pen.sql`insert into ${fromSql(writing, between, at)} (${pen.list(names)}) values ${pen.list(rows)}`
}

/** The rows of the other side that refer to the owner. */
function referringSql({ writing, link, of }: Related, other: Row): Sql {
  return writing.pen.all(valuesIn(writing, other, link.pairs.map(turned), of))
}

/** That columns have what some rows have in others. */
function valuesIn(writing: Writing, row: Row, pairs: readonly ColumnPair[], rows: Value): readonly Sql[] {
  return pairs.map(([own, other]) => isPartOf(writing, columnSql(writing, row, own), rows, other))
}

function keysOf(writing: Writing, row: Row, rows: Value): Sql {
  return writing.pen.all(row.model.keys.map((key) => isPartOf(writing, columnSql(writing, row, key), rows, key)))
}

function isPartOf(writing: Writing, column: Sql, rows: Value, of: Column): Sql {
  const { pen } = writing
  const ways = waysOf(rows)
  if (ways) return pen.either(ways, (way) => isPartOf(writing, column, way, of))
  if (rows.kind === 'list' && !rows.open && rows.items.length > 0)
    return pen.sql`${column} in (${pen.list(rows.items.map((item) => partSql(writing, item, of)))})`
  if (isList(rows)) return pen.sql`${column} in (${pen.values(rows)})`
  const one = isKey(rows) ? pen.values(rows) : ofRow(writing, rows, of)
  return one ? pen.sql`${column} in (${one})` : pen.hidden(rows)
}

/** What a row that the call is given, or the key of one, has in a column. */
function partSql(writing: Writing, row: Value, column: Column): Sql {
  const { pen } = writing
  const ways = waysOf(row)
  if (ways) return pen.either(ways, (way) => partSql(writing, way, column))
  if (isLiteral(row, null)) return pen.text('null', row.at)
  return (isKey(row) ? undefined : ofRow(writing, row, column)) ?? pen.value(row)
}

function ofRow({ pen }: Writing, row: Value, { path }: Column): Sql | undefined {
  const entry = entryOf(row, path)
  return entry ? pen.value(entry.value) : pen.ofRow(row.at, path)
}
