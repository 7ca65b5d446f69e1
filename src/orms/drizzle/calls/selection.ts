import type { Value } from '../../../javascript/symbolic/value.ts'
import type { Sql } from '../../query-sql.ts'
import { fieldsOf, waysOf, type Field } from '../../ways.ts'
import type { Column } from '../columns.ts'
import { aliasOf } from './outputs.ts'
import { allColumnsOf, columnOf, sourceOf, type Source } from './sources.ts'
import { knownSql } from './terms.ts'
import type { Writing } from './writing.ts'

/** What the columns of a result are called: as the program has them, or as the database does. */
export type Naming = 'properties' | 'columns'

/** What a query gives of its rows: what is named, or all columns of what it reads. */
export function selectionSql(writing: Writing, fields: Value | undefined, sources: readonly Source[], naming: Naming): Sql {
  const { pen } = writing
  if (!fields || (fields.kind === 'literal' && fields.value === undefined)) return allSql(writing, sources, naming)
  const ways = waysOf(fields)
  if (ways) return pen.either(ways, (way) => selectionSql(writing, way, sources, naming))
  if (fields.kind !== 'record') return pen.list(hiddenSql(writing, fields, naming))
  const parts = fieldsSql(writing, fieldsOf(fields), naming, '')
  return parts.length === 0 ? pen.text('1') : pen.list(parts)
}

/** Columns that the program calls otherwise are there under both names; those of several tables under the names of these. */
function allSql(writing: Writing, sources: readonly Source[], naming: Naming): Sql {
  const { pen } = writing
  if (sources.length === 0 || sources.some(({ name }) => name === '')) return pen.text('*')
  if (naming === 'properties' && sources.length > 1) return pen.list(sources.map((source) => nestedSql(writing, source, source.name)))
  const renamed = (source: Source): Sql[] =>
    naming === 'properties' ? columnsSql(writing, source, '', ({ key, name }) => key !== name.text) : []
  return pen.list(sources.flatMap((source) => [pen.sql`${qualified(writing, source)}.*`, ...renamed(source)]))
}

/** The columns of a table as parts of what stands in a row under a name: all that the program can take out of there. */
function nestedSql(writing: Writing, source: Source, name: string): Sql {
  const isKnown = source.table?.open === false && source.table.unread.length === 0
  const columns = isKnown ? columnsSql(writing, source, `${name}.`, () => true) : []
  return columns.length > 0 ? writing.pen.list(columns) : writing.pen.sql`${qualified(writing, source)}.*`
}

function columnsSql(writing: Writing, source: Source, before: string, isAsked: (column: Column) => boolean): Sql[] {
  const { pen } = writing
  return (source.table?.columns ?? [])
    .filter(isAsked)
    .map(({ key, name }) => pen.sql`${qualified(writing, source)}.${pen.name(name.text)} as ${pen.name(`${before}${key}`)}`)
}

function qualified({ pen }: Writing, { schema, name }: Source): Sql {
  return schema === undefined ? pen.name(name) : pen.sql`${pen.name(schema)}.${pen.name(name)}`
}

function fieldsSql(writing: Writing, fields: readonly Field[], naming: Naming, before: string): Sql[] {
  const { pen } = writing
  return fields.flatMap((field): Sql[] => {
    if (field.kind === 'hidden') return hiddenSql(writing, field.value, naming)
    if (field.kind === 'entry') return entrySql(writing, field.key, field.value, naming, before)
    const of = field.of.map((way) => {
      const parts = fieldsSql(writing, way, naming, before)
      return parts.length === 0 ? pen.text('1') : pen.list(parts)
    })
    return [pen.choice(field.key, field.on, of)]
  })
}

/** `...getTableColumns(orders)` */
function hiddenSql(writing: Writing, value: Value, naming: Naming): Sql[] {
  const source = allColumnsOf(value, writing)
  return [source ? allSql(writing, [source], naming) : writing.pen.opening(value)]
}

function entrySql(writing: Writing, key: string, value: Value, naming: Naming, before: string): Sql[] {
  const { pen } = writing
  const source = columnOf(value, writing) ? undefined : (allColumnsOf(value, writing) ?? sourceOf(value, writing))
  if (source?.table)
    return [naming === 'properties' ? nestedSql(writing, source, `${before}${key}`) : pen.sql`${qualified(writing, source)}.*`]
  if (value.kind === 'record') return fieldsSql(writing, fieldsOf(value), naming, `${before}${key}.`)
  if (value.kind === 'literal' && value.value === undefined) return []
  const sql =
    knownSql(writing, value) ?? (source && writing.query(baseOf(value)) ? pen.sql`(${writing.query(baseOf(value)) ?? []})` : undefined)
  if (!sql) return [pen.opening(value)]
  const name = naming === 'properties' ? `${before}${key}` : aliasOf(value)
  return [name === undefined || sql.length === 0 ? sql : pen.sql`${sql} as ${pen.name(name)}`]
}

/** `query.as('name')` */
function baseOf(value: Value): Value {
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'as' ? value.callee.object : value
}
