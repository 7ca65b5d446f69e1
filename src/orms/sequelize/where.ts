import { keyAt } from '../query-sql.ts'
import type { Entry, Kind, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsAsked, isList, listItems, waysOf, type Field, type Item } from '../ways.ts'
import { comparedSql, conditionSql } from './comparisons.ts'
import { operatorOf, quotedPath } from './expressions.ts'
import { fragmentName, fragmentSql } from './fragments.ts'
import type { Attribute, Model } from './model.ts'
import { columnSql, type Row, type Writing } from './writing.ts'

type Binding = 'and' | 'or'

/** The condition that a `where` is; empty where it is none. What it says in raw SQL stands without parentheses. */
export function whereSql(writing: Writing, row: Row, value: Value | undefined, binding: Binding = 'and'): Sql {
  const { pen } = writing
  if (value === undefined || (value.kind === 'literal' && !value.value)) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => whereSql(writing, row, way, binding))
  if (value.kind === 'list') return groupSql(writing, row, 'and', value)
  if (value.kind === 'record') return fieldsSql(writing, row, inWrittenOrder(row, onceForEach(row, fieldsAsked(value, pen))), binding)
  const fragment = fragmentName(value)
  if (value.kind === 'call' && (fragment === 'and' || fragment === 'or'))
    return groupSql(writing, row, fragment, { kind: 'list', items: value.args, open: false, at: value.at })
  if (value.kind === 'call' && fragment !== undefined) return fragmentSql(writing, value, (...given) => comparedSql(writing, ...given))
  return pen.hidden(value)
}

/** What is said of an attribute takes the place of what is said of its column by name. */
function onceForEach({ model }: Row, fields: readonly Field[]): readonly Field[] {
  const said = new Set(fields.map((field) => (field.kind === 'entry' ? otherNameOf(model, field.key) : undefined)))
  return fields.filter((field) => field.kind !== 'entry' || !said.has(field.key))
}

/** The column of an attribute, where it has another name. */
function otherNameOf(model: Model, attribute: string): string | undefined {
  const column = model.attributes.has(attribute) ? model.fieldNamed(attribute) : undefined
  return column === attribute ? undefined : column
}

/** Operators first, and attributes last that have another name in the database: SQL between them may have no parentheses. */
function inWrittenOrder({ model }: Row, fields: readonly Field[]): readonly Field[] {
  const placeOf = (field: Field): number => {
    if (field.kind === 'hidden') return 1
    if (field.kind === 'entry') return operatorOf(field.key) !== undefined ? 0 : otherNameOf(model, field.key) === undefined ? 1 : 2
    const [place = 1, ...others] = new Set(field.of.flat().map(placeOf))
    return others.length === 0 ? place : 1
  }
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function fieldsSql(writing: Writing, row: Row, fields: readonly Field[], binding: Binding): Sql {
  const { pen } = writing
  const conditions = fields.map((field): Sql => {
    if (field.kind === 'entry') return entrySql(writing, row, field)
    if (field.kind === 'hidden') return pen.hidden(field.value)
    return pen.choice(
      field.key,
      field.on,
      field.of.map((way) => fieldsSql(writing, row, way, binding)),
    )
  })
  return pen.joined(conditions, ` ${binding} `)
}

function entrySql(writing: Writing, row: Row, entry: Entry): Sql {
  const { pen } = writing
  const { key, value } = entry
  const at = keyAt(entry.at)
  const operator = operatorOf(key)
  if (operator === 'or' || operator === 'and' || operator === 'not') return groupSql(writing, row, operator, value)
  if (operator !== undefined) return pen.hidden(value)
  if (key.length > 2 && key.startsWith('$') && key.endsWith('$'))
    return conditionSql(writing, pen.text(nestedPath(key.slice(1, -1)), at), value, undefined)
  const [first = '', ...path] = key.split('.')
  const attribute = attributeNamed(row, key) ?? attributeNamed(row, first)
  if (path.length > 0 && attribute && /^JSONB?$/.test(attribute.type?.name ?? ''))
    return conditionSql(writing, pen.sql`(${columnSql(writing, row, first, at)}#>>'{}')`, value, undefined)
  return conditionSql(writing, columnSql(writing, row, key, at), value, attribute)
}

function attributeNamed({ model }: Row, name: string): Attribute | undefined {
  return model.attributes.get(name) ?? [...model.attributes.values()].find((one) => model.fieldOf(one) === name)
}

/** `$items.product.name$` is a column of what is included as `items->product`. */
function nestedPath(path: string): string {
  return quotedPath(path)
}

/** `Op.and`, `Op.or` and `Op.not` over several conditions: an empty OR, and an empty NOT, hold for nothing; what a way leaves empty is left out. */
function groupSql(writing: Writing, row: Row, operator: 'and' | 'or' | 'not', value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => groupSql(writing, row, operator, way))
  // Raw SQL takes the place of all, NOT and parentheses included.
  if (isRaw(value)) return whereSql(writing, row, value)
  const binding = operator === 'or' ? 'or' : 'and'
  const inside = isList(value) ? itemsSql(writing, row, listItems(value), binding) : whereSql(writing, row, value, binding)
  if (operator === 'and') return pen.within(inside)
  if (inside.length === 0) return pen.text('false', value.at)
  return operator === 'or' ? pen.within(pen.any([inside])) : pen.sql`not (${pen.all([inside])})`
}

function isRaw(value: Value): boolean {
  return /^(?:literal|where|cast|col|json)$/.test(fragmentName(value) ?? '')
}

function itemsSql(writing: Writing, row: Row, items: readonly Item[], binding: Binding): Sql {
  const { pen } = writing
  const conditions = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.hidden(item.value)
    if (item.kind === 'item') return itemSql(writing, row, item.value)
    return pen.choice(
      item.key,
      item.on,
      item.of.map((way) => itemsSql(writing, row, way, binding)),
    )
  })
  return pen.joined(conditions, ` ${binding} `)
}

/** Objects and lists of several conditions get parentheses; raw SQL gets none. */
function itemSql(writing: Writing, row: Row, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => itemSql(writing, row, way))
  const sql = whereSql(writing, row, value)
  return isSeveral(value) ? pen.within(sql) : sql
}

function isSeveral(value: Value): value is Kind<'list'> | Kind<'record'> {
  if (value.kind !== 'list' && value.kind !== 'record') return false
  return value.open || (value.kind === 'list' ? value.items : value.entries).length > 1
}
