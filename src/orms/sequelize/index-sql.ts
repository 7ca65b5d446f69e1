import type { Range } from '../../catalog/place.ts'
import { isTrue, itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { tableSql, type RangeIn } from './columns.ts'
import { fragmentOf, quoted, quotedPath, whereSql } from './expressions.ts'
import { underscored } from './inflection.ts'
import type { TableName } from './model.ts'
import { joined, placed, words, type Sql } from './placed.ts'

export interface IndexSaid {
  readonly fields: readonly Value[]
  /** Undefined where an index says its fields alone. */
  readonly options: Value | undefined
  /** What the name begins with where none is given. */
  readonly prefix: string
}

type IndexSql = { readonly sql: Sql; readonly name: string } | { readonly unread: string }

/** The statement of an index, at a place. */
export function indexSql(table: TableName, said: IndexSaid, range: Range, rangeIn: RangeIn): IndexSql {
  const { fields, options, prefix } = said
  const keys = fields.map((field) => keySql(field, propertyOf(options, 'operator'), rangeIn))
  const known = keys.filter((key) => key !== undefined)
  if (known.length === 0 || known.length < keys.length) return { unread: 'the columns of this index are not known' }
  const given = propertyOf(options, 'name')
  const name = given ? textOf(given) : indexName(prefix, fields)
  if (name === undefined) return { unread: 'the name of this index is not known' }
  const where = propertyOf(options, 'where')
  const predicate = where && whereSql(where)
  if (where && predicate === undefined) return { unread: 'the condition of this index is not known' }
  const using = textOf(propertyOf(options, 'using'))
  const sql = words(
    'CREATE',
    isUnique(options) ? 'UNIQUE INDEX' : 'INDEX',
    isTrue(propertyOf(options, 'concurrently')) ? 'CONCURRENTLY' : '',
    placed(placeIn(given, rangeIn), quotedPath(name)),
    `ON ${tableSql(table)}`,
    using === undefined ? '' : `USING ${using}`,
    ['(', joined(known, ', '), ')'],
    where && predicate ? placed(placeIn(where, rangeIn), `WHERE ${predicate}`) : '',
  )
  return { sql: placed(range, sql), name }
}

function isUnique(options: Value | undefined): boolean {
  return isTrue(propertyOf(options, 'unique')) || textOf(propertyOf(options, 'type'))?.toLowerCase() === 'unique'
}

/** An expression has no name to give. */
export function indexName(prefix: string, fields: readonly Value[]): string | undefined {
  const names = fields.map((field) => fieldName(field) ?? (fragmentOf(field) === undefined ? undefined : ''))
  return names.includes(undefined) ? undefined : underscored(`${prefix}_${names.join('_')}`)
}

function fieldName(field: Value): string | undefined {
  return textOf(field) ?? textOf(propertyOf(field, 'name') ?? propertyOf(field, 'attribute'))
}

function keySql(field: Value, operator: Value | undefined, rangeIn: RangeIn): Sql | undefined {
  const fragment = fragmentOf(field)
  if (fragment === null) return undefined
  if (fragment !== undefined) return placed(placeIn(field, rangeIn), fragment)
  const name = textOf(propertyOf(field, 'attribute')) ?? fieldName(field)
  if (name === undefined) return undefined
  const collate = textOf(propertyOf(field, 'collate'))
  const key = words(
    quoted(name),
    collate === undefined ? '' : `COLLATE ${quoted(collate)}`,
    textOf(propertyOf(field, 'operator') ?? operator) ?? '',
    textOf(propertyOf(field, 'order')) ?? '',
  )
  return placed(placeIn(field, rangeIn), key)
}

function placeIn(value: Value | undefined, rangeIn: RangeIn): Range | undefined {
  return value && rangeIn({ file: value.at.program.file, range: value.at.node.range })
}

export function fieldsOf(options: Value | undefined): readonly Value[] {
  return itemsOf(propertyOf(options, 'fields'))
}
