import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { methodName, type CallValue } from '../migration-code.ts'
import type { Statement } from '../orm.ts'
import { quotedText } from '../../catalog/names.ts'
import { isWhole, joined, type Pen, type Sql } from '../placed-sql.ts'
import type { Expressions } from './expressions.ts'
import { alterTable, createIndex, createTable, type Place } from './tables.ts'

/** What `db.schema.…` does. */
export function schemaStatements(calls: readonly CallValue[], place: Place): Statement[] {
  const at = calls.findIndex((call) => !methodName(call).startsWith('with'))
  const first = calls[at]
  if (!first) return []
  const more = calls.slice(at + 1)
  switch (methodName(first)) {
    case 'createTable':
      return createTable(first, more, place)
    case 'alterTable':
      return alterTable(first, more, place)
    case 'createIndex':
      return createIndex(first, more, place)
    default: {
      const pen = place.penOf(first)
      const sql = otherSql(first, more, place, pen)
      const isOpen = methodName(first) === 'createView' && !viewQuery(more, place.expressions, pen)
      return [...(sql ? pen.statement(sql, place.engine) : []), ...(isOpen ? [pen.unread('what this view shows is not known')] : [])]
    }
  }
}

function otherSql(first: CallValue, more: readonly CallValue[], { expressions, schema }: Place, pen: Pen): Sql | undefined {
  const found = (method: string): CallValue | undefined => more.findLast((call) => methodName(call) === method)
  const has = (method: string, words: string): string => (found(method) ? words : '')
  const table = expressions.table(first.args[0], schema, pen)
  const name = expressions.name(first.args[0], pen)
  switch (methodName(first)) {
    case 'dropTable':
      return pen.sql`drop table ${has('ifExists', 'if exists ')}${table}${has('cascade', ' cascade')}`
    case 'dropIndex':
      return pen.sql`drop index ${has('ifExists', 'if exists ')}${table}${has('cascade', ' cascade')}`
    case 'createSchema':
      return pen.sql`create schema ${has('ifNotExists', 'if not exists ')}${name}`
    case 'dropSchema':
      return pen.sql`drop schema ${has('ifExists', 'if exists ')}${name}${has('cascade', ' cascade')}`
    case 'createType':
      return pen.sql`create type ${table}${enumSql(found('asEnum')?.args[0], pen)}`
    case 'dropType':
      return pen.sql`drop type ${has('ifExists', 'if exists ')}${table}`
    case 'createView': {
      const columns = found('columns')?.args[0]
      const words = `create ${has('orReplace', 'or replace ')}${has('materialized', 'materialized ')}${has('temporary', 'temporary ')}view ${has('ifNotExists', 'if not exists ')}`
      const query = viewQuery(more, expressions, pen)
      return pen.sql`${words}${table}${columns ? pen.sql` (${expressions.names(columns, pen)})` : ''} as ${query ?? pen.query}`
    }
    case 'dropView':
      return pen.sql`drop ${has('materialized', 'materialized ')}view ${has('ifExists', 'if exists ')}${table}${has('cascade', ' cascade')}`
    default:
      return undefined
  }
}

/** The query of a view, where it is SQL. */
function viewQuery(calls: readonly CallValue[], expressions: Expressions, pen: Pen): Sql | undefined {
  const sql = expressions.sql(calls.findLast((call) => methodName(call) === 'as')?.args[0], pen)
  return sql && isWhole(sql) ? sql : undefined
}

function enumSql(labels: Value | undefined, pen: Pen): Sql {
  if (labels?.kind !== 'list' || labels.open) return pen.gap
  const texts = labels.items.map((label) => (textOf(label) === undefined ? pen.gap : pen.said(quotedText(textOf(label) ?? ''), label)))
  return pen.sql` as enum (${joined(texts, pen.plain(', '))})`
}
