import { keyAt } from '../query-sql.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsAsked, isList, listItems, waysOf, type Field, type Item } from '../ways.ts'
import type { Relation } from './entity.ts'
import { comparedSql } from './operators.ts'
import { columnSql, filled, isLiteral, operatorOf, type Row, type Writing } from './writing.ts'

/** What becomes of conditions, as a data source and a kind of method have it. */
export interface Rules {
  /** `ignore`: a condition without a value is left out. */
  readonly undefinedIs: string
  readonly nullIs: string
  /** Joins the rows of a relation that has conditions; without it, relations are their columns. */
  readonly join?: (row: Row, relation: Relation, at: Located) => Row | undefined
}

/** The condition that an object or a list of them is; empty where it is none. */
export function whereSql(writing: Writing, row: Row, value: Value | undefined, rules: Rules, path = ''): Sql {
  const { pen } = writing
  if (value === undefined || isLiteral(value, undefined, null)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => whereSql(writing, row, way, rules, path))
  if (isList(value)) return itemsSql(writing, row, listItems(value), rules, path)
  return value.kind === 'record' ? fieldsSql(writing, row, fieldsAsked(value, pen), rules, path) : pen.hidden(value)
}

/** Of several, one must hold; those that ask nothing are left out by `find`, and hold for others. Of none, nothing is asked. */
function itemsSql(writing: Writing, row: Row, items: readonly Item[], rules: Rules, path: string): Sql {
  const { pen } = writing
  const conditions = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'ways')
      return pen.choice(
        item.key,
        item.on,
        item.of.map((way) => itemsSql(writing, row, way, rules, path)),
      )
    const sql = whereSql(writing, row, item.value, rules, path)
    return sql.length === 0 && !rules.join ? pen.text('true', item.value.at) : sql.length === 0 ? [] : pen.sql`(${filled(writing, sql)})`
  })
  return pen.within(pen.joined(conditions, ' or '))
}

function fieldsSql(writing: Writing, row: Row, fields: readonly Field[], rules: Rules, path: string): Sql {
  const { pen } = writing
  const conditions = fields.map((field): Sql => {
    switch (field.kind) {
      case 'entry':
        return entrySql(writing, row, field, rules, path)
      case 'ways':
        return pen.choice(
          field.key,
          field.on,
          field.of.map((way) => fieldsSql(writing, row, way, rules, path)),
        )
      case 'hidden':
        return pen.hidden(field.value)
    }
  })
  return conditions.every((one) => one.length === 0) ? [] : pen.all(conditions)
}

function entrySql(writing: Writing, row: Row, entry: Entry, rules: Rules, outer: string): Sql {
  const { pen } = writing
  const { key, value, at } = entry
  const path = outer === '' ? key : `${outer}.${key}`
  const column = row.model.column(path)
  if (column) return comparedSql(writing, columnSql(writing, row, column, keyAt(at)), entry, rules)
  if (row.model.isEmbedded(path)) return whereSql(writing, row, value, rules, path)
  const relation = row.model.relation(path)
  return relation ? relationSql(writing, row, relation, entry, rules) : pen.hidden(value)
}

function relationSql(writing: Writing, row: Row, relation: Relation, entry: Entry, rules: Rules): Sql {
  const { pen } = writing
  const { value } = entry
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => relationSql(writing, row, relation, { ...entry, value: way }, rules))
  const at = keyAt(entry.at)
  const own = relation.link?.pairs.map(([column, other]) => ({ column: columnSql(writing, row, column, at), other })) ?? []
  const [first] = own
  if (first && (operatorOf(value) ?? (isLiteral(value, undefined, null) && !rules.join)))
    return comparedSql(writing, first.column, entry, rules)
  if (isLiteral(value, undefined, null)) return first ? comparedSql(writing, first.column, entry, rules) : []
  if (!rules.join)
    return own.length > 0 ? pen.all(own.map(({ column, other }) => keySql(writing, column, other.path, value))) : pen.hidden(value)
  if (value.kind === 'record' && value.entries.length === 0 && !value.open) return []
  const joined = rules.join(row, relation, at)
  if (!joined || operatorOf(value)) return pen.hidden(value)
  return whereSql(writing, joined, value, rules)
}

/** A column of a relation is compared with what it refers to: a property of an object, or the value itself. */
function keySql({ pen }: Writing, column: Sql, property: string, value: Value): Sql {
  if (value.kind !== 'record') return pen.sql`${column} = ${pen.value(value)}`
  const key = value.entries.find((entry) => entry.key === property)
  return key ? pen.sql`${column} = ${pen.value(key.value)}` : pen.hidden(value)
}
