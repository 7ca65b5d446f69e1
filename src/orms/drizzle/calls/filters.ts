import { isUndefined } from '../../../javascript/symbolic/value.ts'
import { keyAt } from '../../query-sql.ts'
import type { Entry, Kind, Value } from '../../../javascript/symbolic/value.ts'
import type { Sql } from '../../query-sql.ts'
import { fieldsOf, listItems, waysOf, type Field, type Item } from '../../ways.ts'
import { comparisons } from '../comparisons.ts'
import { joinedRows, type Reading, type Row } from './linked-rows.ts'
import { conditionSql, knownSql, termSql } from './terms.ts'
import { given } from './writing.ts'

/** The condition that an object of `where` is, as it is since 1.0: every part stands in parentheses. */
export function filterSql(reading: Reading, row: Row, value: Value | undefined): Sql {
  const { pen } = reading.writing
  if (!value || isUndefined(value)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => filterSql(reading, row, way))
  return value.kind === 'record' ? allOf(reading, fieldsOf(value), (entry) => entrySql(reading, row, entry)) : pen.hidden(value)
}

/** What holds of every field; those that ask nothing are left out. */
function allOf(reading: Reading, fields: readonly Field[], write: (entry: Entry) => Sql): Sql {
  const { pen } = reading.writing
  const conditions = fields.map((field): Sql => {
    if (field.kind === 'hidden') return pen.hidden(field.value)
    if (field.kind === 'entry') return write(field)
    return pen.choice(
      field.key,
      field.on,
      field.of.map((way) => allOf(reading, way, write)),
    )
  })
  return conditions.every((one) => one.length === 0) ? [] : pen.sql`(${pen.all(conditions)})`
}

function entrySql(reading: Reading, row: Row, entry: Entry): Sql {
  const { pen } = reading.writing
  const { key, value } = entry
  const inner = (one: Value): Sql => filterSql(reading, row, one)
  switch (key) {
    case 'RAW': {
      const sql = conditionSql(row.writing, given(row.writing, value, row.table.value, operators(value)))
      return sql.length === 0 ? [] : pen.sql`(${sql})`
    }
    case 'AND':
    case 'OR':
      return severalSql(reading, listItems(value), key, inner)
    case 'NOT':
      return notSql(reading, value, inner)
    default: {
      const column = row.table.columns.find((one) => one.key === key)
      if (column) return fieldSql(reading, row.column(column.name.text, keyAt(entry.at)), value)
      return relatedSql(reading, row, entry)
    }
  }
}

/** What callbacks get as Drizzle's operators. */
export function operators({ at }: Value): Value {
  return { kind: 'import', from: 'drizzle-orm', name: '*', at }
}

function severalSql(reading: Reading, items: readonly Item[], key: 'AND' | 'OR', write: (value: Value) => Sql): Sql {
  const { pen } = reading.writing
  const conditions = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'item') return write(item.value)
    return pen.choice(
      item.key,
      item.on,
      item.of.map((way) => severalSql(reading, way, key, write)),
    )
  })
  if (conditions.every((one) => one.length === 0)) return []
  return pen.sql`(${key === 'AND' ? pen.all(conditions) : pen.any(conditions)})`
}

function notSql(reading: Reading, value: Value, write: (value: Value) => Sql): Sql {
  const { pen } = reading.writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => notSql(reading, way, write))
  const sql = write(value)
  return sql.length === 0 ? [] : pen.sql`not (${sql})`
}

/** What a column is compared with, or an object of filters for it. */
function fieldSql(reading: Reading, column: Sql, value: Value): Sql {
  const { writing } = reading
  const { pen } = writing
  const ways = waysOf(value)
  if (ways?.of.some((way) => way.kind === 'record' || isUndefined(way))) return pen.either(ways, (way) => fieldSql(reading, column, way))
  if (isUndefined(value)) return []
  if (value.kind !== 'record') return pen.sql`${column} = ${termSql(writing, value)}`
  return allOf(reading, fieldsOf(value), (entry) => operatorSql(reading, column, entry))
}

function operatorSql(reading: Reading, column: Sql, { key, value }: Entry): Sql {
  const { writing } = reading
  const { pen } = writing
  const inner = (one: Value): Sql => fieldSql(reading, column, one)
  const sign = comparisons[key]
  if (isUndefined(value)) return []
  if (sign !== undefined) return pen.sql`${column} ${sign} ${termSql(writing, value)}`
  switch (key) {
    case 'AND':
    case 'OR':
      return severalSql(reading, listItems(value), key, inner)
    case 'NOT':
      return notSql(reading, value, inner)
    case 'isNull':
    case 'isNotNull':
      if (value.kind !== 'literal') return pen.hidden(value)
      return value.value === true ? pen.sql`${column} ${key === 'isNull' ? 'is null' : 'is not null'}` : []
    case 'in':
    case 'notIn':
      return amongSql(reading, column, key === 'in' ? 'in' : 'not in', value)
    default:
      return pen.hidden(value)
  }
}

function amongSql({ writing }: Reading, column: Sql, how: string, value: Value): Sql {
  const { pen } = writing
  if (value.kind !== 'list' || value.open) {
    const query = knownSql(writing, value)
    return query ? pen.sql`${column} ${how} ${query}` : pen.sql`${column} ${how} (${pen.values(value)})`
  }
  if (value.items.length === 0) return pen.text(how === 'in' ? 'false' : 'true', value.at)
  return pen.sql`${column} ${how} (${pen.list(value.items.map((item) => termSql(writing, item)))})`
}

/** Conditions on rows of another table: there is one of which they hold, or there is none at all. */
function relatedSql(reading: Reading, row: Row, { key, value, at }: Entry): Sql {
  const { pen } = reading.writing
  const relation = reading.schema.relation(row.table, key)
  if (!relation) return pen.hidden(value)
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => relatedSql(reading, row, { key, value: way, at }))
  if (isUndefined(value)) return []
  const rows = (where: Value | undefined): Sql =>
    joinedRows(reading, row, relation, keyAt(at), (other) => [filterSql(reading, other, where), filterSql(reading, other, relation.where)])
  if (value.kind === 'literal') return pen.sql`${value.value === false ? 'not exists' : 'exists'} (select 1 ${rows(undefined)})`
  if (value.kind !== 'record') return pen.sql`exists (select 1 ${joinedRows(reading, row, relation, keyAt(at), () => [pen.hidden(value)])})`
  return isEmpty(value) ? [] : pen.sql`exists (select 1 ${rows(value)})`
}

function isEmpty({ entries, open }: Kind<'record'>): boolean {
  return entries.length === 0 && !open
}
