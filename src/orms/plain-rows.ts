import { lookup } from '../catalog/lookup.ts'
import { isNothing, isNull, textOf, type Value } from '../javascript/symbolic/value.ts'
import { keyAt, type QueryPen, type Sql } from './query-sql.ts'
import { fieldsOf, listItems, waysOf, type Field, type Item } from './ways.ts'

/** A table whose rows are read under a condition of no library in particular. */
export interface PlainTable {
  readonly pen: QueryPen
  readonly table: Sql
  /** The column that a key of an object stands for. */
  column(key: string): string
}

export function plainRowsSql(of: PlainTable, where: Value | undefined): Sql {
  const { pen, table } = of
  const condition = where ? conditionSql(of, where) : []
  return pen.sql`select * from ${table}${condition.length === 0 ? [] : pen.sql` where ${condition}`}`
}

/** An object of columns, or SQL. */
function conditionSql(of: PlainTable, where: Value): Sql {
  const { pen } = of
  if (isNothing(where)) return []
  const ways = waysOf(where)
  if (ways) {
    const all = ways.of.map((way) => conditionSql(of, way))
    return all.every((one) => one.length === 0)
      ? []
      : pen.choice(
          ways.key,
          ways.on,
          all.map((one) => (one.length === 0 ? pen.text('true') : one)),
        )
  }
  if (where.kind === 'record') return pen.all(fieldConditions(of, fieldsOf(where)))
  if (where.kind === 'list') return pen.all(itemConditions(of, listItems(where)))
  if (where.kind === 'text' || textOf(where) !== undefined) return pen.sql`(${pen.raw(where)})`
  if (where.kind !== 'tagged') return pen.hidden(where)
  const { template } = where
  const parts = template.kind === 'text' ? template.parts : [template]
  return pen.sql`(${parts.flatMap((part) => (textOf(part) === undefined ? pen.value(part) : pen.raw(part)))})`
}

function fieldConditions(of: PlainTable, fields: readonly Field[]): readonly Sql[] {
  const { pen } = of
  return fields.flatMap((field): readonly Sql[] => {
    if (field.kind === 'hidden') return [pen.hidden(field.value)]
    if (field.kind === 'ways')
      return [
        pen.choice(
          field.key,
          field.on,
          field.of.map((way) => pen.all(fieldConditions(of, way))),
        ),
      ]
    const { key, value, at } = field
    if (/^\$?and$/i.test(key)) return [pen.sql`(${pen.all(itemConditions(of, listItems(value)))})`]
    if (/^\$?or$/i.test(key)) return [pen.sql`(${pen.any(itemConditions(of, listItems(value)))})`]
    if (!/^[\w.]+$/.test(key) || /^\$?not$/i.test(key)) return [pen.hidden(value)]
    return [comparisonSql(of, pen.name(of.column(key), keyAt(at)), value)]
  })
}

function itemConditions(of: PlainTable, items: readonly Item[]): readonly Sql[] {
  const { pen } = of
  return items.flatMap((item): readonly Sql[] => {
    if (item.kind === 'hidden') return [pen.hidden(item.value)]
    if (item.kind === 'item') return [conditionSql(of, item.value)]
    return [
      pen.choice(
        item.key,
        item.on,
        item.of.map((way) => pen.all(itemConditions(of, way))),
      ),
    ]
  })
}

const operators: Readonly<Record<string, string>> = lookup({ equals: '=', eq: '=', $eq: '=', in: 'in', $in: 'in' })

function comparisonSql(of: PlainTable, column: Sql, value: Value): Sql {
  const { pen } = of
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => comparisonSql(of, column, way))
  if (isNull(value)) return pen.sql`${column} is null`
  if (value.kind === 'list') return amongSql(pen, column, value)
  if (value.kind !== 'record') return pen.sql`${column} = ${pen.value(value)}`
  const [only, ...more] = value.entries
  const operator = only && more.length === 0 && !value.open ? operators[only.key] : undefined
  if (!only || operator === undefined) return pen.hidden(value)
  return operator === '=' ? comparisonSql(of, column, only.value) : amongSql(pen, column, only.value)
}

function amongSql(pen: QueryPen, column: Sql, values: Value): Sql {
  if (values.kind !== 'list' || values.open) return pen.sql`${column} in (${pen.values(values)})`
  if (values.items.length === 0) return pen.text('false')
  return pen.sql`${column} in (${pen.list(values.items.map((item) => pen.value(item)))})`
}
