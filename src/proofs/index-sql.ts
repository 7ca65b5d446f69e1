import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Place } from '../catalog/place.ts'
import type { RenamedPart } from '../catalog/remedy.ts'
import type { WantedIndex } from '../catalog/wanted-index.ts'
import { printCondition, printTerm } from '../query/print.ts'
import type { Term } from '../query/query.ts'

/** What a statement has to heed at the place where it is to stand. */
export interface Surroundings {
  /** Each statement is committed by itself, so that CONCURRENTLY is allowed. */
  readonly commitsEach: boolean
  /** A name alone does not lead to the schema `public`. */
  readonly qualifies: boolean
  /** Of a partitioned table, without its partitions. */
  readonly only?: boolean
  /** An index may have been made by hand before. */
  readonly ifNotExists?: boolean
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

/** A table and a column as SQL writes them, for messages that say what to type. */
export function sqlNames(table: InSchema, column: string | number = ''): { readonly tableSql: string; readonly columnSql: string } {
  return { tableSql: qualifiedName(table, { commitsEach: false, qualifies: false }), columnSql: quoteName(String(column)) }
}

/** Postgres makes no index of a partitioned table concurrently. */
function concurrently({ kind }: Table, { commitsEach }: Surroundings): string {
  return commitsEach && kind !== 'partitioned table' ? 'CONCURRENTLY ' : ''
}

/** A column or expression of an index as it is written. */
export function keySql({ column, expression, operatorClass, operatorClassSchema, collation, ...direction }: Partial<IndexKey>): string {
  const what = column === undefined ? (expression ? `(${printTerm(expression)})` : '') : quoteName(column)
  const home = operatorClassSchema === undefined ? '' : `${quoteName(operatorClassSchema)}.`
  return `${what}${collation === undefined ? '' : ` COLLATE ${quoteName(collation)}`}${operatorClass === undefined ? '' : ` ${home}${operatorClass}`}${directionSql(direction)}`
}

/** What stands behind a column that is sorted by, with a space before it. */
export function directionSql({
  descending = false,
  nullsFirst = descending,
}: Pick<Partial<IndexKey>, 'descending' | 'nullsFirst'>): string {
  const nulls = nullsFirst === descending ? '' : nullsFirst ? ' NULLS FIRST' : ' NULLS LAST'
  return `${descending ? ' DESC' : ''}${nulls}`
}

export function predicateSql({ predicate }: WantedIndex): string | undefined {
  return typeof predicate === 'object' ? printCondition(predicate) : predicate
}

/** The statement that makes an index. */
export function createIndexSql(table: Table, wanted: WantedIndex, name: string, surroundings: Surroundings): string {
  const { keys, unique, nullsNotDistinct, method = 'btree', include = [] } = wanted
  const predicate = predicateSql(wanted)
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${concurrently(table, surroundings)}${surroundings.ifNotExists ? 'IF NOT EXISTS ' : ''}${quoteName(name)} ON ${surroundings.only ? 'ONLY ' : ''}${qualifiedName(table, surroundings)}`,
    ...(method === 'btree' ? [] : [`USING ${method}`]),
    `(${keys.map(keySql).join(', ')})`,
    ...(include.length > 0 ? [`INCLUDE (${include.map(quoteName).join(', ')})`] : []),
    ...(nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(predicate === undefined ? [] : [`WHERE ${predicate}`]),
  ].join(' ')
}

/** The statement that takes an index away, with the constraint that it is of. */
export function dropIndexSql(table: Table, index: RenamedPart, surroundings: Surroundings): string {
  return index.constraint === undefined
    ? `DROP INDEX ${concurrently(table, surroundings)}${qualifiedName(index, surroundings)}`
    : `ALTER TABLE ${qualifiedName(table, surroundings)} DROP CONSTRAINT ${quoteName(index.constraint)}`
}

export function renameIndexSql(table: Table, index: RenamedPart, name: string, surroundings: Surroundings): string {
  return index.constraint === undefined
    ? `ALTER INDEX ${qualifiedName(index, surroundings)} RENAME TO ${quoteName(name)}`
    : `ALTER TABLE ${qualifiedName(table, surroundings)} RENAME CONSTRAINT ${quoteName(index.constraint)} TO ${quoteName(name)}`
}

/** The columns or expressions of an index, for people. */
export function shownKeys(index: Index): string {
  return index.keys.map(({ column, expression }) => column ?? (expression ? printTerm(expression) : '')).join(', ')
}

/** The same as ON CONFLICT takes them. */
export function conflictTargetSql({ keys }: Index): string {
  const sqlOf = (expression: Term): string =>
    expression.kind === 'call' && !expression.operator ? printTerm(expression) : `(${printTerm(expression)})`
  return keys.map(({ column, expression }) => (column === undefined ? expression && sqlOf(expression) : quoteName(column))).join(', ')
}

/** Where a table and some of its columns got the names that they have. */
export function placesOfNames(table: Table, columns: readonly string[]): Place[] {
  return [table, ...table.columns.filter((column) => columns.includes(column.name))].map(({ place }) => place)
}
