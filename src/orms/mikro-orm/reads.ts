import { keyAt } from '../query-sql.ts'
import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { itemsOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { argumentsOf, type Arguments } from '../arguments.ts'
import type { Sql } from '../query-sql.ts'
import { fieldNames, storedProperties } from './fields.ts'
import { columnOf, Joins, modelsOf, tableOf, type Row, type Writing } from './joins.ts'
import { keyColumns } from './links.ts'
import type { Model, Property } from './models.ts'
import { joinFiltered, populate } from './populated.ts'
import { filtersSql } from './query-filters.ts'
import { whereSql } from './where.ts'

/** What a call reads. */
export interface Asked {
  readonly model: Model
  /** Where the entity is named. */
  readonly at: Located | undefined
  readonly where: Value | undefined
  readonly options: Value | undefined
}

/** `select` of rows with those that come along. */
export function findSql(writing: Writing, asked: Asked, isOne: boolean): Sql {
  const { pen } = writing
  const { row, options, where } = begin(writing, asked)
  populate(writing, row, options)
  const order = orderSql(writing, row, options.of('orderBy'))
  const limit = asked.options?.kind === 'record' ? (options.of('limit') ?? options.of('first') ?? options.of('last')) : undefined
  const cut = isOne ? pen.text(' limit 1') : limit && !isNothing(limit) ? pen.sql` limit ${pen.value(limit)}` : []
  const output = chosenOutput(writing, row, options) ?? outputOf(writing, row)
  return pen.sql`select ${output} from ${tableOf(writing, asked.model, asked.at)} ${quotedName(row.alias)}${row.joins.sql}${where}${order}${cut}`
}

/** The columns of `fields: ['status']`, with the key, which always comes along; undefined where that does not say all. */
function chosenOutput(writing: Writing, row: Row, options: Arguments): Sql | undefined {
  const fields = options.of('fields')
  if (fields?.kind !== 'list' || fields.open || options.of('populate')) return undefined
  const models = modelsOf(writing)
  const stored = storedProperties(row.model, models)
  const chosen = fields.items.map((item) => stored.find(({ name }) => name === textOf(item)))
  const names = chosen.map((property) => property && fieldNames(property, models))
  if (names.includes(undefined)) return undefined
  const columns = new Set([...keyColumns(row.model, models), ...names.flatMap((some) => some ?? [])])
  const read = stored.filter((property) => fieldNames(property, models)?.every((name) => columns.has(name)))
  return writing.pen.list([...[...columns].map((name) => columnOf(writing, row, name)), ...renamed(writing, row, read)])
}

export function countSql(writing: Writing, asked: Asked): Sql {
  const { row, where } = begin(writing, asked)
  return writing.pen.sql`select count(*) from ${tableOf(writing, asked.model, asked.at)} ${quotedName(row.alias)}${row.joins.sql}${where}`
}

function begin(writing: Writing, asked: Asked): { readonly row: Row; readonly options: Arguments; readonly where: Sql } {
  const row = new Joins(writing).root(asked.model)
  const options = argumentsOf(asked.options)
  joinFiltered(writing, row, options)
  return {
    row,
    options,
    where: whereClause(writing, [...filtersSql(writing, row, options.of('filters')), whereSql(writing, row, asked.where)]),
  }
}

export function whereClause({ pen }: Writing, conditions: readonly Sql[]): Sql {
  return conditions.every((one) => one.length === 0) ? [] : pen.sql` where ${pen.all(conditions)}`
}

function isNothing(value: Value): boolean {
  return value.kind === 'literal' && value.value === undefined
}

export function outputOf(writing: Writing, row: Row): Sql {
  const { pen } = writing
  return pen.list([pen.text(`${quotedName(row.alias)}.*`), ...renamed(writing, row, storedProperties(row.model, modelsOf(writing)))])
}

/** Columns that the database calls otherwise are there under both names. */
function renamed(writing: Writing, row: Row, properties: readonly Property[]): readonly Sql[] {
  return properties.flatMap((property) => {
    const [name, ...more] = fieldNames(property, modelsOf(writing)) ?? []
    return name === undefined || more.length > 0 || name === property.name
      ? []
      : [writing.pen.sql`${columnOf(writing, row, name)} as ${writing.pen.name(property.name)}`]
  })
}

/** What rows are sorted by, also over what they refer to. */
export function orderSql(writing: Writing, row: Row, value: Value | undefined): Sql {
  const by = orderTerms(writing, row, value)
  return by.length === 0 ? [] : writing.pen.sql` order by ${writing.pen.list(by)}`
}

function orderTerms(writing: Writing, row: Row, value: Value | undefined): readonly Sql[] {
  const { pen } = writing
  if (value?.kind === 'list') return itemsOf(value).flatMap((one) => orderTerms(writing, row, one))
  if (value?.kind !== 'record') return []
  return value.entries.flatMap(({ key, value: how, at }): readonly Sql[] => {
    const dot = key.indexOf('.')
    const other = dot < 0 ? undefined : row.joins.named.get(key.slice(0, dot))
    const [of, name] = [other ?? row, other ? key.slice(dot + 1) : key]
    const property = of.model.properties.find((one) => one.name === name)
    if (property && how.kind === 'record') {
      const joined = of.joins.join(of, property, { at: keyAt(at) })
      return joined ? orderTerms(writing, joined, how) : []
    }
    const [column] = (property && fieldNames(property, modelsOf(writing))) ?? []
    return column === undefined
      ? []
      : [pen.sql`${columnOf(writing, of, column, keyAt(at))}${/desc/i.test(textOf(how) ?? '') ? ' desc' : ''}`]
  })
}
