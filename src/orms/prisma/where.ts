import { isNull, isUndefined } from '../../javascript/symbolic/value.ts'
import { keyAt } from '../query-sql.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Entry, Kind, Value } from '../../javascript/symbolic/value.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { fieldsAsked, fieldsOf, isList, listItems, waysOf, type Field, type Item } from '../ways.ts'
import type { ClientSchema, Link } from './client-schema.ts'
import type { Model, RelationField, ScalarField } from './datamodel.ts'
import { filterSql, type Given } from './filters.ts'
import { linkedRows } from './linked-rows.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly schema: ClientSchema
  readonly machine: Machine
  /** Names a table of the statement. */
  alias(): string
  /** What is undefined is refused, and drops nothing. */
  readonly isStrict: boolean
  /** A key is asked for, of which nothing may be NULL. */
  readonly isKey?: boolean
  /** The conditions stand within AND, OR or NOT, where an OR of nothing is left out. */
  readonly isWithin?: boolean
  /** They stand within NOT, which is left out with all that stands in it. */
  readonly isNot?: boolean
}

/** A model in a statement, under its alias. */
export interface Row {
  readonly model: Model
  readonly alias: string
}

export function columnSql({ pen }: Writing, { alias }: Row, { name }: ScalarField, at?: Entry['at']): Sql {
  return pen.sql`${alias}.${pen.name(name.text, at)}`
}

/** The condition that an object of `where` is; empty where it is none, also on some ways alone. */
export function whereSql(writing: Writing, row: Row, value: Value | undefined): Sql {
  const { pen } = writing
  if (value === undefined || isUndefined(value)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => whereSql(writing, row, way))
  return value.kind === 'record' ? fieldsSql(writing, row, fieldsAsked(value, pen)) : pen.hidden(value)
}

/** The same, where one row is asked for by its key: without a value for that, Prisma refuses the call. */
export function uniqueWhereSql(writing: Writing, row: Row, value: Value | undefined): Sql {
  if (value?.kind !== 'record') return whereSql(writing, row, value)
  const isKey = ({ key }: Entry): boolean => writing.schema.isKey(row.model, key)
  const isOnly = value.entries.filter(isKey).length === 1
  return conditionsSql(writing, fieldsAsked(value, writing.pen), (entry) =>
    entrySql(isKey(entry) ? { ...writing, isKey: true, isStrict: writing.isStrict || isOnly } : writing, row, entry),
  )
}

function fieldsSql(writing: Writing, row: Row, fields: readonly Field[]): Sql {
  return conditionsSql(writing, fields, (entry) => entrySql(writing, row, entry))
}

function conditionsSql(writing: Writing, fields: readonly Field[], entrySqlOf: (entry: Entry) => Sql): Sql {
  const { pen } = writing
  const conditions = fields.map((field): Sql => {
    if (field.kind === 'entry') return entrySqlOf(field)
    if (field.kind === 'hidden') return pen.hidden(field.value)
    const of = field.of.map((way) => conditionsSql(writing, way, entrySqlOf))
    return pen.choice(field.key, field.on, of)
  })
  return pen.joined(conditions, ' and ')
}

function entrySql(writing: Writing, row: Row, entry: Entry): Sql {
  const { pen, schema } = writing
  const { key, value, at } = entry
  const within: Writing = { ...writing, isWithin: true }
  if (key === 'AND') return allSql(within, row, listItems(value))
  if (key === 'OR') return orSql(writing, row, value)
  if (key === 'NOT') return notSql({ ...within, isNot: true }, row, value)
  const field = schema.field(row.model, key)
  if (field?.kind === 'scalar') return filterSql(writing, row, field, columnSql(writing, row, field, keyAt(at)), { value, at })
  if (field) return relationSql(writing, row, field, entry)
  return schema.compoundKey(row.model, key) ? whereSql(writing, row, value) : pen.hidden(value)
}

function allSql(writing: Writing, row: Row, items: readonly Item[]): Sql {
  return writing.pen.joined(itemsSql(writing, row, items, allSql), ' and ')
}

/** What is empty is left out. Of nothing nothing holds, unless it stands within others: then it is left out as well. */
function orSql(writing: Writing, row: Row, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => orSql(writing, row, way))
  if (isUndefined(value)) return []
  if (!isList(value)) return pen.hidden(value)
  const any = anySql({ ...writing, isWithin: true }, row, listItems(value), writing.isWithin !== true)
  return writing.isWithin === true ? pen.within(any) : pen.sql`(${pen.any([any])})`
}

function anySql(writing: Writing, row: Row, items: readonly Item[], isFewer = false): Sql {
  return writing.pen.joined(itemsSql(writing, row, items, anySql, isFewer), ' or ')
}

function itemsSql(writing: Writing, row: Row, items: readonly Item[], join: typeof anySql, isFewer = false): Sql[] {
  const { pen } = writing
  return items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'item') return isFewer ? orItemSql(writing, row, item.value) : whereSql(writing, row, item.value)
    const of = item.of.map((way) => join(writing, row, way, isFewer))
    return pen.choice(item.key, item.on, of)
  })
}

/** One of several that is left out because nothing is left of it makes them fewer, so that nothing more is given. */
function orItemSql(writing: Writing, row: Row, value: Value): Sql {
  const [only, ...more] = value.kind === 'record' ? fieldsOf(value) : []
  const isAlone = only?.kind === 'entry' && more.length === 0 && writing.schema.field(row.model, only.key)?.kind === 'scalar'
  if (!isAlone) return whereSql(writing, row, value)
  return isUndefined(only.value) ? [] : entrySql({ ...writing, isStrict: true }, row, only)
}

/** Of several, none holds; what is empty is left out, and so is the opposite of nothing. */
function notSql(writing: Writing, row: Row, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => notSql(writing, row, way))
  return pen.within(anySql(writing, row, listItems(value)), 'not (')
}

/** Conditions on rows of another model. */
function relationSql({ isWithin: _, isNot: __, ...writing }: Writing, row: Row, field: RelationField, { value, at }: Entry): Sql {
  const { pen, schema } = writing
  const link = schema.link(row.model, field)
  if (!link) return pen.hidden(value)
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => relationSql(writing, row, field, { key: field.id, value: way, at }))
  if (isUndefined(value)) return []
  const key = keyMissing(writing, row, link, value)
  if (key) return filterSql(writing, row, key.field, columnSql(writing, row, key.field, keyAt(at)), key)
  const related: Related = { row, link, at: keyAt(at) }
  if (isNull(value)) return absentSql(writing, related)
  if (value.kind !== 'record') return existsSql(writing, related, () => pen.hidden(value))
  const isNamed = link.list || value.entries.some(({ key }) => key === 'is' || key === 'isNot')
  if (isNamed) return conditionsSql(writing, fieldsOf(value), (entry) => quantifiedSql(writing, related, entry))
  return isEmpty(value) ? [] : existsSql(writing, related, (other) => whereSql(writing, other, value))
}

/** `{ organization: { id } }` where nothing may be left of it: then nothing is asked of the other row either. */
function keyMissing({ machine }: Writing, { model }: Row, link: Link, value: Value): (Given & { readonly field: ScalarField }) | undefined {
  if (value.kind !== 'record' || value.open || value.entries.length !== 1 || link.isInverse || link.through) return undefined
  const [only] = value.entries
  const theirs = only && link.target.fields.find(({ id }) => id === only.key)
  const pair = theirs?.kind === 'scalar' ? link.pairs.find(([, other]) => other === theirs.name.text) : undefined
  const field = pair && model.fields.find((one): one is ScalarField => one.kind === 'scalar' && one.name.text === pair[0])
  return only && field && only.value.kind !== 'literal' && mayBeUndefined(only.value, machine, only.at) ? { ...only, field } : undefined
}

interface Related {
  readonly row: Row
  readonly link: Link
  readonly at: Entry['at']
}

/** Whether nothing is left of it: what it holds may say nothing, and still a row must be there. */
function isEmpty({ entries, parts }: Kind<'record'>): boolean {
  return parts === undefined && entries.every(({ value }) => isUndefined(value))
}

function existsSql(writing: Writing, { row, link, at }: Related, where: (other: Row) => Sql): Sql {
  return writing.pen.sql`exists (select 1 ${linkedRows(writing, row, link, { at, where })})`
}

/** No row belongs to it. */
function absentSql(writing: Writing, related: Related): Sql {
  const { pen } = writing
  const { row, link, at } = related
  if (link.isInverse || link.through) return pen.sql`not ${existsSql(writing, related, () => [])}`
  return pen.sql`(${pen.any(link.pairs.map(([own]) => pen.sql`${row.alias}.${pen.name(own, at)} is null`))})`
}

function quantifiedSql(writing: Writing, related: Related, { key, value }: Entry): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => quantifiedSql(writing, related, { key, value: way, at: related.at }))
  if (isUndefined(value)) return []
  const exists = (): Sql => existsSql(writing, related, (other) => whereSql(writing, other, value))
  switch (key) {
    case 'is':
      return isNull(value) ? absentSql(writing, related) : exists()
    case 'isNot':
      return isNull(value) ? pen.sql`not (${absentSql(writing, related)})` : pen.sql`not ${exists()}`
    case 'some':
      return exists()
    case 'none':
      return pen.sql`not ${exists()}`
    case 'every':
      return pen.sql`not ${existsSql(writing, related, (other) => pen.sql`not (${pen.all([whereSql(writing, other, value)])})`)}`
    default:
      return pen.hidden(value)
  }
}
