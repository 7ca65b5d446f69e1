import { keyAt } from '../query-sql.ts'
import { isTrue, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, waysOf, type Field } from '../ways.ts'
import { argumentsOf, type Arguments } from '../arguments.ts'
import type { Link } from './client-schema.ts'
import { linkedRows } from './linked-rows.ts'
import { columnsOf } from './tables.ts'
import { columnSql, whereSql, type Row, type Writing } from './where.ts'

/** What a call gives of its rows: its columns by the names of their fields, and the rows that belong to them. */
export function selectionSql(writing: Writing, row: Row, args: Arguments): Sql {
  const { pen } = writing
  const [select, include] = [args.of('select'), args.of('include')]
  const isNamed = select?.kind === 'record' && !select.open
  const own = isNamed ? namedColumns(writing, row, select) : allColumns(writing, row)
  return pen.sql`${own}${nestedSql(writing, row, select)}${nestedSql(writing, row, include)}`
}

/** Columns that the database calls otherwise are there under both names. */
function allColumns(writing: Writing, row: Row): Sql {
  const { pen } = writing
  const renamed = columnsOf(row.model).filter(({ id, name }) => id !== name.text)
  return pen.list([
    pen.text(`${row.alias}.*`),
    ...renamed.map((field) => pen.sql`${columnSql(writing, row, field)} as ${pen.name(field.id)}`),
  ])
}

function namedColumns(writing: Writing, row: Row, { entries }: Kind<'record'>): Sql {
  const { pen } = writing
  const columns = columnsOf(row.model).filter(({ id }) => entries.some(({ key, value }) => key === id && isTrue(value)))
  if (columns.length === 0) return pen.text('1')
  return pen.list(columns.map((field) => pen.sql`${columnSql(writing, row, field)} as ${pen.name(field.id)}`))
}

/** The rows of relations that are selected or included: a query of their own for each, by the keys of these. */
function nestedSql(writing: Writing, row: Row, value: Value | undefined, entrySql = nestedEntry): Sql {
  const { pen } = writing
  if (!value) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => nestedSql(writing, row, way, entrySql))
  return value.kind === 'record' ? nestedFields(writing, row, fieldsOf(value), entrySql) : []
}

function nestedFields(writing: Writing, row: Row, fields: readonly Field[], entrySql: typeof nestedEntry): Sql {
  const { pen } = writing
  return fields.flatMap((field): Sql => {
    if (field.kind === 'hidden') return []
    if (field.kind === 'ways')
      return pen.choice(
        field.key,
        field.on,
        field.of.map((way) => nestedFields(writing, row, way, entrySql)),
      )
    return entrySql(writing, row, field)
  })
}

/** They are given under the name of the relation. */
function nestedEntry(writing: Writing, row: Row, entry: Entry): Sql {
  const { pen } = writing
  if (entry.key === '_count') return countsSql(writing, row, entry)
  const ways = waysOf(entry.value)
  if (ways) return pen.either(ways, (way) => nestedEntry(writing, row, { ...entry, value: way }))
  const rows = countedEntry(writing, row, entry)
  return rows.length === 0 ? [] : pen.sql`${rows} as ${pen.name(entry.key)}`
}

function countedEntry(writing: Writing, row: Row, { key, value, at }: Entry): Sql {
  const { pen, schema } = writing
  if (value.kind === 'literal' && value.value !== true) return []
  const field = schema.field(row.model, key)
  const link = field?.kind === 'relation' ? schema.link(row.model, field) : undefined
  if (!link) return []
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => countedEntry(writing, row, { key, value: way, at }))
  return pen.sql`, (select ${nestedQuery(writing, row, link, { key, value, at })})`
}

/** Rows that belong to it are counted: those that are named, or else of all lists. */
function countsSql(writing: Writing, row: Row, { value, at }: Entry): Sql {
  const select = isTrue(value) ? undefined : argumentsOf(value).of('select')
  if (select) return nestedSql(writing, row, select, countedEntry)
  return row.model.fields.flatMap((field) =>
    field.kind === 'relation' && field.list
      ? countedEntry(writing, row, { key: field.id, value: { kind: 'literal', value: true, at }, at })
      : [],
  )
}

/** Prisma looks them up by the keys of the rows that it has got: they are held as those are. */
function nestedQuery(writing: Writing, row: Row, link: Link, { value, at }: Entry): Sql {
  const { pen } = writing
  const args = argumentsOf(value)
  const selected: Sql[] = []
  const where = (other: Row): Sql => {
    selected.push(selectionSql(writing, other, args))
    return whereSql(writing, other, args.of('where'))
  }
  const rows = linkedRows(writing, row, link, { at: keyAt(at), where })
  return pen.sql`${selected[0] ?? pen.text('1')} ${rows}`
}
