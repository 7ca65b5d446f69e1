import { quotedName } from '../../catalog/names.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { listItems } from '../ways.ts'
import type { Asked } from './asked.ts'
import { comparedSql } from './comparisons.ts'
import { fragmentName, operandSql } from './fragments.ts'
import { columnSql, type Row, type Writing } from './writing.ts'

/** What a call gives of its rows: columns by the names of their attributes, and what is computed. */
export function outputSql(writing: Writing, row: Row & { readonly alias: string }, asked: Asked): Sql {
  const { pen } = writing
  const attributes = asked.of('attributes')
  const computed = [attributes, argumentsOf(attributes).of('include')].flatMap((list) => computedIn(writing, list))
  const isGrouped = asked.of('group') !== undefined || asked.of('distinct') !== undefined
  const own = attributes?.kind === 'list' && !attributes.open ? namedColumns(writing, row, attributes.items) : allColumns(writing, row)
  const all = [...(isGrouped && computed.length > 0 ? [] : own), ...computed]
  return all.length === 0 ? pen.text('1') : pen.list(all)
}

/** Columns that the database calls otherwise are there under both names. */
export function allColumns(writing: Writing, row: Row): Sql[] {
  const { pen } = writing
  const renamed = row.model.columns.filter((attribute) => row.model.fieldOf(attribute) !== attribute.name)
  const star = row.alias === undefined ? '*' : `${quotedName(row.alias)}.*`
  return [pen.text(star), ...renamed.map(({ name }) => pen.sql`${columnSql(writing, row, name)} as ${pen.name(name)}`)]
}

function namedColumns(writing: Writing, row: Row, items: readonly Value[]): Sql[] {
  const { pen } = writing
  return items.flatMap((item): Sql[] => {
    const [name, as] = item.kind === 'list' ? [textOf(item.items[0]), textOf(item.items[1])] : [textOf(item), textOf(item)]
    if (name === undefined || !row.model.attributes.has(name)) return []
    return [pen.sql`${columnSql(writing, row, name)} as ${pen.name(as ?? name)}`]
  })
}

/** `[literal('(SELECT …)'), 'name']` */
function computedIn(writing: Writing, list: Value | undefined): Sql[] {
  if (list?.kind !== 'list') return []
  return listItems(list).flatMap((item): Sql[] => {
    const [value, name] = item.kind === 'item' && item.value.kind === 'list' ? item.value.items : []
    if (!value || fragmentName(value) === undefined) return []
    const sql = operandSql(writing, value, (...given) => comparedSql(writing, ...given))
    const as = textOf(name)
    return sql.length === 0 ? [] : [writing.pen.sql`${sql}${as === undefined ? '' : ` as ${quotedName(as)}`}`]
  })
}
