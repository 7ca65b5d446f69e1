import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Place } from '../catalog/place.ts'
import { printTerm } from '../query/print.ts'

/** What a statement has to heed at the place where it is to stand. */
export interface Surroundings {
  /** Each statement is committed by itself, so that CONCURRENTLY is allowed. */
  readonly commitsEach: boolean
  /** A name alone does not lead to the schema `public`. */
  readonly qualifies: boolean
}

interface InSchema {
  readonly schema: string
  readonly name: string
}

export function qualifiedName({ schema, name }: InSchema, { qualifies }: Surroundings): string {
  return schema === 'public' && !qualifies ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`
}

/** A table for people: with its schema, where that is not the usual one. */
export function shownTable({ schema, name }: InSchema): string {
  return schema === 'public' ? name : `${schema}.${name}`
}

/** Postgres makes no index of a partitioned table concurrently. */
export function concurrently({ kind }: Table, { commitsEach }: Surroundings): string {
  return commitsEach && kind !== 'partitioned table' ? 'CONCURRENTLY ' : ''
}

function keySql({ column, expression, operatorClass, collation, descending, nullsFirst }: IndexKey): string {
  const what = column === undefined ? (expression ? `(${printTerm(expression)})` : '') : quoteName(column)
  const nulls = nullsFirst === descending ? '' : nullsFirst ? ' NULLS FIRST' : ' NULLS LAST'
  return `${what}${collation === undefined ? '' : ` COLLATE ${quoteName(collation)}`}${operatorClass === undefined ? '' : ` ${operatorClass}`}${descending ? ' DESC' : ''}${nulls}`
}

/** The statement that makes an index as another is, with a condition of its own. */
export function createIndexSql(table: Table, index: Index, predicate: string, surroundings: Surroundings): string {
  const include = index.include.length > 0 ? ` INCLUDE (${index.include.map(quoteName).join(', ')})` : ''
  const nulls = index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''
  const method = index.method === 'btree' ? '' : ` USING ${index.method}`
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${concurrently(table, surroundings)}${quoteName(index.name)} ON ${qualifiedName(table, surroundings)}${method} (${index.keys.map(keySql).join(', ')})${include}${nulls} WHERE ${predicate}`
}

/** The columns or expressions of an index, for people. */
export function shownKeys(index: Index): string {
  return index.keys.map(({ column, expression }) => column ?? (expression ? printTerm(expression) : '')).join(', ')
}

/** Where a table and some of its columns got the names that they have. */
export function placesOfNames(table: Table, columns: readonly string[]): Place[] {
  return [table, ...table.columns.filter((column) => columns.includes(column.name))].map(({ place }) => place)
}
