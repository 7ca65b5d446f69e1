import { isUndefined } from '../../javascript/symbolic/value.ts'
import { keyAt } from '../query-sql.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isSpread, recordParts } from '../../javascript/symbolic/collections.ts'
import type { Entry, Kind, Value } from '../../javascript/symbolic/value.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsAsked, fieldsOf, isList, listItems, waysOf, type Field, type Item } from '../ways.ts'
import { amongSql, boundSql, comparedSql, isNull, waysThatDiffer } from './comparisons.ts'
import { embeddedIn, fieldNames, storedProperties } from './fields.ts'
import { isOfOperators, keptFields } from './lifted.ts'
import { columnOf, Joins, modelsOf, tableOf, type Row, type Writing } from './joins.ts'
import { isKeyValue } from './key-values.ts'
import { keyColumns, linkOf, type Link } from './links.ts'
import { isObject, keyProperties, type Model, type Property } from './models.ts'

/** A row, and what a condition may say of it. */
export interface Asking extends Row {
  /** Those of its properties that may be named. */
  readonly properties?: readonly Property[]
  /** The entity that the query is of, where this is a row that it joins. */
  readonly joinedTo?: Model
}

/** The condition that rows must meet; empty where it is none. */
export function whereSql(writing: Writing, row: Asking, value: Value | undefined): Sql {
  const { pen } = writing
  if (value === undefined || isNull(value)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => whereSql(writing, row, way))
  if (value.kind === 'record') return fieldsSql(writing, row, fieldsAsked(value, pen))
  if (value.kind === 'list') return ofList(writing, row, value)
  return isKeyValue(value) ? keySql(writing, row, value) : pen.hidden(value)
}

/** Keys, the key of several columns, or conditions of which one must hold. */
function ofList(writing: Writing, row: Row, value: Kind<'list'>): Sql {
  if (value.items.some(({ kind }) => kind === 'record')) return itemsSql(writing, row, listItems(value), 'or')
  return keySql(writing, row, value)
}

function keySql(writing: Writing, row: Row, value: Value): Sql {
  const keys = keyColumns(row.model, modelsOf(writing))
  if (keys.length === 0) return writing.pen.hidden(value)
  return columnsSql(writing, row, row.model, keys, value, undefined)
}

function fieldsSql(writing: Writing, row: Asking, fields: readonly Field[]): Sql {
  const { pen } = writing
  const conditions = keptFields(row.model, modelsOf(writing), fields).map((field): Sql => {
    switch (field.kind) {
      case 'entry':
        return entrySql(writing, row, field)
      case 'ways':
        return pen.choice(
          field.key,
          field.on,
          field.of.map((way) => fieldsSql(writing, row, way)),
        )
      case 'hidden':
        return pen.hidden(field.value)
    }
  })
  return conditions.every((one) => one.length === 0) ? [] : pen.all(conditions)
}

function entrySql(writing: Writing, row: Asking, { key, value, at: place }: Entry): Sql {
  const { pen } = writing
  const at = keyAt(place)
  switch (key) {
    case '$and':
      return itemsSql(writing, row, listItems(value), 'and')
    case '$or':
      return isList(value) ? itemsSql(writing, row, listItems(value), 'or') : pen.hidden(value)
    case '$not': {
      const sql = whereSql(writing, row, value)
      return sql.length === 0 ? [] : pen.sql`not (${sql})`
    }
    default:
      if (!key.startsWith('$')) return namedSql(writing, row, key, value, at)
      return keySql(writing, row, { kind: 'record', entries: [{ key, value, at: place }], open: false, at: value.at })
  }
}

/** A property, a column, or either of another table by its alias. */
function namedSql(writing: Writing, row: Asking, key: string, value: Value, at: Located): Sql {
  const { pen } = writing
  const models = modelsOf(writing)
  const properties = row.properties ?? row.model.properties
  const property = properties.find(({ name }) => name === key)
  if (property) return propertySql(writing, row, property, value, at)
  const dot = key.indexOf('.')
  const other = dot < 0 ? undefined : row.joins.named.get(key.slice(0, dot))
  if (other) return namedSql(writing, other, key.slice(dot + 1), value, at)
  const isColumn = storedProperties(row.model, models).some((one) => fieldNames(one, models)?.includes(key) === true)
  return isColumn ? comparedSql(writing, columnOf(writing, row, key, at), value) : pen.hidden(value)
}

function itemsSql(writing: Writing, row: Asking, items: readonly Item[], how: 'and' | 'or'): Sql {
  const { pen } = writing
  const conditions = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'ways')
      return pen.choice(
        item.key,
        item.on,
        item.of.map((way) => itemsSql(writing, row, way, how)),
      )
    return whereSql(writing, row, item.value)
  })
  // MikroORM leaves an empty one out, also of an OR.
  if (conditions.every((one) => one.length === 0)) return []
  return pen.sql`(${how === 'and' ? pen.all(conditions) : pen.any(conditions)})`
}

function propertySql(writing: Writing, row: Row, property: Property, value: Value, at: Located): Sql {
  const { pen } = writing
  const models = modelsOf(writing)
  if (property.kind === 'scalar' || isObject(property)) {
    const [column] = fieldNames(property, models) ?? []
    if (column === undefined || !storedProperties(row.model, models).some((one) => one.name === property.name)) return pen.hidden(value)
    return scalarSql(writing, columnOf(writing, row, column, at), value)
  }
  if (property.kind === 'embedded') {
    const target = models.target(property)
    if (!target || value.kind !== 'record') return pen.hidden(value)
    return whereSql(writing, { ...row, properties: embeddedIn(property, target, models) }, value)
  }
  const link = linkOf(property, row.model, models)
  return link ? relationSql(writing, row, property, link, value, at) : pen.hidden(value)
}

/** An object without operators is a path into JSON. */
function scalarSql(writing: Writing, column: Sql, value: Value): Sql {
  const { pen } = writing
  if (value.kind !== 'record' || value.entries.some(({ key }) => key.startsWith('$'))) return comparedSql(writing, column, value)
  const parts = fieldsOf(value).map((field): Sql => {
    if (field.kind !== 'entry') return pen.hidden(field.kind === 'hidden' ? field.value : value)
    return scalarSql(writing, pen.sql`(${column} ->> 'path')`, field.value)
  })
  return parts.length === 0 ? pen.hidden(value) : pen.all(parts)
}

function relationSql(writing: Writing, row: Asking, property: Property, link: Link, value: Value, at: Located): Sql {
  const { pen } = writing
  const changed = changedRow(value)
  if (changed) return relationSql(writing, row, property, link, changed, at)
  const ways = waysThatDiffer(value)
  if (ways) return pen.either(ways, (way) => relationSql(writing, row, property, link, way, at))
  if (row.joinedTo && value.kind === 'record' && !isOfOperators(value)) {
    const key = link.isOwn ? keyInJoin(writing, row.joinedTo, property, value) : undefined
    return key ? relationSql(writing, row, property, link, key, at) : []
  }
  const keys = keyColumns(link.target, modelsOf(writing))
  if (value.kind === 'record' && !value.open && value.entries.length === 0) return []
  if (value.kind === 'record' && value.entries.some(({ key }) => quantifiers.has(key)))
    return pen.all(
      fieldsOf(value).map((field) => (field.kind === 'entry' ? quantifiedSql(writing, row, property, field) : pen.hidden(value))),
    )
  const group = value.kind === 'record' && !value.open && value.entries.length === 1 ? value.entries[0] : undefined
  if (group && /^\$(?:and|or|not)$/.test(group.key)) {
    const each = listItems(group.value).map((item) =>
      item.kind === 'item' ? relationSql(writing, row, property, link, item.value, at) : pen.hidden(value),
    )
    if (each.every((one) => one.length === 0)) return []
    if (group.key === '$not') return pen.sql`not (${pen.all(each)})`
    return pen.sql`(${group.key === '$and' ? pen.all(each) : pen.any(each)})`
  }
  const own = link.isOwn ? link.pairs.map(([name]) => name) : undefined
  const asked = keyAsked(writing, link, value)
  if (own && asked) return columnsSql(writing, row, link.target, own, asked, at)
  if (asked && link.through) {
    const between = { ...row, alias: row.joins.between(row, link, 'left join', at) }
    return columnsSql(
      writing,
      between,
      link.target,
      link.through.other.map(([name]) => name),
      asked,
      at,
    )
  }
  const other = row.joins.join(row, property, { at })
  if (!other) return pen.hidden(value)
  return asked ? columnsSql(writing, other, link.target, keys, asked, at) : whereSql(writing, other, value)
}

/** A row of which properties were set after it was loaded. */
function changedRow(value: Value): Value | undefined {
  const [first] = value.kind === 'record' ? recordParts(value) : []
  return first && isSpread(first) && first.spread.kind === 'call' && value.at.node === first.spread.at.node ? first.spread : undefined
}

/** The key in a condition of a join, which MikroORM looks for as if the query's own entity had the property; it leaves out what more is asked. */
function keyInJoin(writing: Writing, joinedTo: Model, { name }: Property, { entries, open }: Kind<'record'>): Value | undefined {
  const own = joinedTo.properties.find((one) => one.name === name)
  const [key, ...others] = keyProperties((own && modelsOf(writing).target(own)) ?? joinedTo)
  const [only, ...more] = entries
  return key && only?.key === key.name && others.length + more.length === 0 && !open ? only.value : undefined
}

/** The key that a relation is compared with: undefined where more is asked of the other row. */
function keyAsked(writing: Writing, { target }: Link, value: Value): Value | undefined {
  if (value.kind !== 'record') return value
  if (value.open) return undefined
  if (isOfOperators(value)) return value
  const keys = keyProperties(target)
  const given = keys.map(({ name }) => value.entries.find(({ key }) => key === name)?.value)
  if (given.includes(undefined) || value.entries.length !== keys.length) return undefined
  const items = given.flatMap((one) => one ?? [])
  const [only] = items
  if (items.length > 1) return items.some(({ kind }) => kind === 'record') ? undefined : { kind: 'list', items, open: false, at: value.at }
  return only && nestedKey(writing, target, keys[0], only)
}

/** The key of a row that is itself a reference: `{ task: { id } }` */
function nestedKey(writing: Writing, target: Link['target'], key: Property | undefined, value: Value): Value | undefined {
  if (!key || key.kind === 'scalar') return value
  const link = linkOf(key, target, modelsOf(writing))
  return link ? keyAsked(writing, link, value) : undefined
}

/** What is loaded stands for its key. */
function keyedByRows(writing: Writing, of: Model): Writing {
  const { pen } = writing
  const [key] = keyProperties(of)
  return { ...writing, pen: pen.with({ value: (value) => (key && mayBeRow(value) ? pen.ofRow(value.at, key.name) : undefined) }) }
}

function mayBeRow(value: Value): boolean {
  if (value.kind === 'call') return value.callee.kind !== 'member' || value.callee.name !== 'map'
  return (value.kind === 'symbol' || value.kind === 'member') && !isKeyValue(value)
}

/** Columns that are the key of an entity, compared with one of one or several columns, or with several keys. */
function columnsSql(writing: Writing, row: Row, of: Model, columns: readonly string[], value: Value, at: Located | undefined): Sql {
  const { pen } = writing
  const [only] = columns
  const column = (name: string): Sql => columnOf(writing, row, name, at)
  if (columns.length === 1 && only !== undefined) return comparedSql(keyedByRows(writing, of), column(only), value)
  if (isNull(value)) return pen.all(columns.map((name) => pen.sql`${column(name)} is null`))
  const tuple = pen.sql`(${pen.list(columns.map(column))})`
  if (value.kind !== 'list')
    return value.kind === 'record' ? pen.hidden(value) : pen.all(columns.map((name) => pen.sql`${column(name)} = ${pen.value(value)}`))
  const all = value.items.filter((item) => item.kind === 'list')
  const whole = (items: readonly Value[]): Sql => pen.sql`(${pen.list(items.map((item) => boundSql(writing, item)))})`
  if (all.length === value.items.length && !value.open) return pen.sql`${tuple} in (${pen.list(all.map(({ items }) => whole(items)))})`
  return value.items.length === columns.length && !value.open
    ? pen.all(columns.map((name, i) => pen.sql`${column(name)} = ${whole(value.items.slice(i, i + 1))}`))
    : amongSql(writing, tuple, 'in', value)
}

const quantifiers: ReadonlySet<string> = new Set(['$some', '$every', '$none'])

/** Whether some, all or none of the rows that belong to one meet a condition. */
function quantifiedSql(writing: Writing, row: Row, property: Property, { key, value, at: place }: Entry): Sql {
  const { pen } = writing
  if (isUndefined(value)) return []
  const at = keyAt(place)
  const joins = new Joins(writing)
  const self = joins.root(row.model)
  const other = joins.join(self, property, { at, how: 'inner' })
  if (!other || !quantifiers.has(key)) return pen.hidden(value)
  const where = whereSql(writing, other, value)
  // Without a condition, MikroORM puts no NOT before it.
  const asked = key === '$every' && where.length > 0 ? pen.sql`not (${where})` : where
  const keys = keyColumns(row.model, modelsOf(writing))
  const tuple = (of: Row): Sql => pen.sql`(${pen.list(keys.map((name) => pen.text(`${quotedName(of.alias)}.${quotedName(name)}`)))})`
  const rows = pen.sql`select ${pen.list(keys.map((name) => pen.text(`${quotedName(self.alias)}.${quotedName(name)}`)))} from ${tableOf(writing, row.model, at)} ${quotedName(self.alias)}${joins.sql}`
  const rest = asked.length === 0 ? [] : pen.sql` where ${asked}`
  return pen.sql`${tuple(row)} ${key === '$some' ? 'in' : 'not in'} (${rows}${rest})`
}
