import { quotedName } from '../../catalog/names.ts'
import { literal, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import type { Statement } from './builder.ts'
import { entityOutput } from './find-queries.ts'
import { textSql } from './raw-text.ts'
import { columnSql, isLiteral } from './writing.ts'

/** What stands behind the conditions of a statement that reads. */
export function tailSql(of: Statement): Sql {
  return [...groupSql(of), ...orderSql(of), ...limitSql(of)]
}

/** What is selected: rows of the entity by their properties, or what texts say. */
export function outputSql(of: Statement): Sql {
  const { pen } = of.writing
  const chosen = of.calls.filter(({ name }) => name === 'select' || name === 'addSelect')
  const start = chosen.findLastIndex(({ name }) => name === 'select')
  const calls = start < 0 ? chosen : chosen.slice(start)
  const own = of.main && start < 0 ? [entityOutput(of.writing, of.main)] : []
  const said = calls.flatMap(({ args: [what, name] }): Sql[] => {
    if (!what) return []
    if (what.kind === 'list') return what.items.flatMap((item) => selected(of, item, undefined))
    return selected(of, what, textOf(name))
  })
  const all = [...own, ...said]
  return all.length > 0 ? pen.list(all) : pen.text(of.main ? '1' : '*')
}

function selected(of: Statement, what: Value, name: string | undefined): Sql[] {
  const { pen } = of.writing
  const as = name === undefined ? '' : ` as ${quotedName(name)}`
  const inner = what.kind === 'function' ? of.inner(what) : undefined
  if (inner) return [pen.sql`(${inner})${as}`]
  const text = textOf(what)
  const row = text === undefined ? undefined : of.rowNamed(text)
  if (row) return [entityOutput(of.writing, row)]
  const [alias, property] = [text?.slice(0, text.indexOf('.')), text?.slice(text.indexOf('.') + 1)]
  const row0 = alias === undefined ? undefined : of.rowNamed(alias)
  const column = property === undefined ? undefined : row0?.model.column(property)
  if (row0 && column) return [pen.sql`${columnSql(of.writing, row0, column, what.at)}${as === '' ? ` as ${quotedName(column.path)}` : as}`]
  return [pen.sql`${textSql({ ...of.texts(), isValue: true }, what)}${as}`]
}

function groupSql(of: Statement): Sql {
  const { pen } = of.writing
  const by = of.calls.flatMap(({ name, args }): Sql[] =>
    /^(?:groupBy|addGroupBy)$/.test(name) && args[0] && textOf(args[0]) !== undefined ? [textSql(of.texts(), args[0])] : [],
  )
  return by.length > 0 ? pen.sql` group by ${pen.list(by)}` : []
}

function orderSql(of: Statement): Sql {
  const { pen } = of.writing
  const by = of.calls.flatMap(({ name, args: [what, how] }): Sql[] => {
    if (!/^(?:orderBy|addOrderBy)$/.test(name) || !what) return []
    const sorts =
      what.kind === 'record' ? what.entries.map(({ key, value }) => [literal(key, what.at), value] as const) : [[what, how] as const]
    return sorts.flatMap(([column, direction]): Sql[] => {
      const text = textOf(column)
      if (text === undefined || !/^[\w.]+$/.test(text)) return []
      const isSelected = text.includes('.')
      const descending = /^desc$/i.test((direction && textOf(direction)) ?? '') ? ' desc' : ''
      return [pen.sql`${isSelected ? textSql(of.texts(), column) : pen.name(text, column.at)}${descending}`]
    })
  })
  return by.length > 0 ? pen.sql` order by ${pen.list(by)}` : []
}

function limitSql(of: Statement): Sql {
  const { pen } = of.writing
  const limit = of.calls.findLast(({ name, args }) => /^(?:limit|take)$/.test(name) && args[0] && !isLiteral(args[0], undefined))?.args[0]
  return limit ? pen.sql` limit ${pen.value(limit)}` : []
}
