import { keyAt } from '../../query-sql.ts'
import { entryOf, textOf, type Entry, type Value } from '../../../javascript/symbolic/value.ts'
import type { Located } from '../../../javascript/resolve.ts'
import type { Sql } from '../../query-sql.ts'
import { fieldsOf, waysOf, type Field } from '../../ways.ts'
import { filterSql, operators } from './filters.ts'
import { joinedRows, type Reading, type Row } from './linked-rows.ts'
import { prefixedSql } from './pieces.ts'
import { conditionSql, knownSql, termSql } from './terms.ts'
import { given } from './writing.ts'

/** `db.query.orders.findMany(config)` */
export function relationalSql(reading: Reading, row: Row, method: string, config: Value | undefined, at: Located): Sql {
  const { pen } = reading.writing
  const where = prefixedSql(pen, ' where ', whereSql(reading, row, config))
  const limit = method === 'findFirst' ? pen.text(' limit 1') : countSql(reading, config, 'limit')
  return pen.sql`select ${selectionSql(reading, row, config)} from ${row.sql(at)}${where}${orderSql(row, config)}${limit}${countSql(reading, config, 'offset')}`
}

/** What is said under a key, on each way that there is. */
function said(config: Value | undefined, key: string): Value | undefined {
  return entryOf(config, key)?.value
}

function whereSql(reading: Reading, row: Row, config: Value | undefined): Sql {
  const { pen } = reading.writing
  if (!config || config.kind === 'literal') return []
  const ways = waysOf(config)
  if (ways) return pen.either(ways, (way) => whereSql(reading, row, way))
  if (config.kind !== 'record') return pen.hidden(config)
  return conditionOf(reading, row, fieldsOf(config))
}

function conditionOf(reading: Reading, row: Row, fields: readonly Field[]): Sql {
  const { pen } = reading.writing
  const found: Sql[] = fields.flatMap((field): Sql[] => {
    if (field.kind === 'hidden') return [pen.hidden(field.value)]
    if (field.kind === 'entry') return field.key === 'where' ? [expressionSql(reading, row, field.value)] : []
    return [
      pen.choice(
        field.key,
        field.on,
        field.of.map((way) => conditionOf(reading, row, way)),
      ),
    ]
  })
  return found.filter((one) => one.length > 0).at(-1) ?? []
}

/** Before 1.0 an expression, or a function of the columns, all of which are taken for those of the row; since then an object. */
function expressionSql(reading: Reading, row: Row, value: Value): Sql {
  const { pen } = reading.writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => expressionSql(reading, row, way))
  if (value.kind === 'record') return filterSql(reading, row, value)
  const ofRow = { ...row.writing, columnAs: (name: string, at: Located) => row.column(name, at) }
  return conditionSql(ofRow, given(row.writing, value, row.table.value, operators(value)))
}

/** Columns under the names of their properties, and the rows that belong to them. */
function selectionSql(reading: Reading, row: Row, config: Value | undefined): Sql {
  const { pen } = reading.writing
  return pen.list([
    ...columnsSql(reading, row, said(config, 'columns')),
    ...extrasSql(row, said(config, 'extras')),
    ...nestedSql(reading, row, said(config, 'with')),
  ])
}

function columnsSql({ writing: { pen } }: Reading, row: Row, columns: Value | undefined): Sql[] {
  const own = columns?.kind === 'record' && !columns.open ? columns.entries : []
  const isNamed = (key: string): boolean =>
    own.some((entry) => entry.key === key && entry.value.kind === 'literal' && entry.value.value === true)
  const isLeftOut = (key: string): boolean => own.some((entry) => entry.key === key)
  const isIncluding = own.some(({ key }) => isNamed(key))
  const shown = row.table.columns.filter(({ key }) => (isIncluding ? isNamed(key) : !isLeftOut(key)))
  if (shown.length === 0) return [pen.text('1')]
  return shown.map(({ key, name }) => pen.sql`${row.column(name.text)} as ${pen.name(key)}`)
}

function extrasSql({ writing, table }: Row, value: Value | undefined): Sql[] {
  if (!value) return []
  const extras = given(writing, value, table.value, operators(value))
  return extras.kind === 'record'
    ? extras.entries.flatMap((entry) => {
        const sql = knownSql(writing, given(writing, entry.value, table.value, operators(value)))
        return sql ? [sql] : []
      })
    : []
}

function nestedSql(reading: Reading, row: Row, value: Value | undefined): Sql[] {
  const { pen } = reading.writing
  if (!value) return []
  const ways = waysOf(value)
  if (ways) return [pen.either(ways, (way) => listed(reading, nestedSql(reading, row, way)))]
  return value.kind === 'record' ? nestedFields(reading, row, fieldsOf(value)) : []
}

function listed({ writing: { pen } }: Reading, parts: readonly Sql[]): Sql {
  return parts.length === 0 ? pen.text('1') : pen.list(parts)
}

function nestedFields(reading: Reading, row: Row, fields: readonly Field[]): Sql[] {
  const { pen } = reading.writing
  return fields.flatMap((field): Sql[] => {
    if (field.kind === 'hidden') return []
    if (field.kind === 'entry') return nestedEntry(reading, row, field)
    return [
      pen.choice(
        field.key,
        field.on,
        field.of.map((way) => listed(reading, nestedFields(reading, row, way))),
      ),
    ]
  })
}

function nestedEntry(reading: Reading, row: Row, { key, value, at }: Entry): Sql[] {
  const { pen } = reading.writing
  if (value.kind === 'literal' && value.value !== true) return []
  const ways = waysOf(value)
  if (ways) return [pen.either(ways, (way) => listed(reading, nestedEntry(reading, row, { key, value: way, at })))]
  const relation = reading.schema.relation(row.table, key)
  if (!relation) return []
  const selected: Sql[] = []
  const rows = joinedRows(reading, row, relation, keyAt(at), (other) => {
    selected.push(selectionSql(reading, other, value))
    return [filterSql(reading, other, relation.where), whereSql(reading, other, value)]
  })
  return [pen.sql`(select ${selected[0] ?? pen.text('1')} ${rows}) as ${pen.name(key)}`]
}

function countSql({ writing: { pen } }: Reading, config: Value | undefined, word: 'limit' | 'offset'): Sql {
  const value = said(config, word)
  return value && !(value.kind === 'literal' && value.value === undefined) ? pen.sql` ${word} ${pen.value(value)}` : []
}

function orderSql(row: Row, config: Value | undefined): Sql {
  const { writing } = row
  const { pen } = writing
  const value = said(config, 'orderBy')
  if (!value) return []
  const order = given(writing, value, row.table.value, operators(value))
  const parts =
    order.kind === 'record'
      ? order.entries.flatMap((entry) => {
          const column = row.table.columns.find(({ key }) => key === entry.key)
          return column
            ? [pen.sql`${row.column(column.name.text, keyAt(entry.at))} ${textOf(entry.value) === 'desc' ? 'desc' : 'asc'}`]
            : []
        })
      : (order.kind === 'list' ? order.items : [order]).map((item) => termSql(writing, item))
  return parts.length === 0 || (order.kind === 'literal' && order.value === undefined) ? [] : pen.sql` order by ${pen.list(parts)}`
}
