import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { Place } from '../catalog/place.ts'
import { printTerm } from '../query/print.ts'

export function qualifiedName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public' ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`
}

function keySql({ column, expression, operatorClass, collation, descending, nullsFirst }: IndexKey): string {
  const what = column === undefined ? (expression ? `(${printTerm(expression)})` : '') : quoteName(column)
  const nulls = nullsFirst === descending ? '' : nullsFirst ? ' NULLS FIRST' : ' NULLS LAST'
  return `${what}${collation === undefined ? '' : ` COLLATE ${quoteName(collation)}`}${operatorClass === undefined ? '' : ` ${operatorClass}`}${descending ? ' DESC' : ''}${nulls}`
}

/** The statement that makes an index as another is, with a condition of its own. */
export function createIndexSql(table: Table, index: Index, name: string, predicate: string): string {
  const include = index.include.length > 0 ? ` INCLUDE (${index.include.map(quoteName).join(', ')})` : ''
  const nulls = index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''
  const method = index.method === 'btree' ? '' : ` USING ${index.method}`
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoteName(name)} ON ${qualifiedName(table)}${method} (${index.keys.map(keySql).join(', ')})${include}${nulls} WHERE ${predicate}`
}

/** The columns or expressions of an index, for people. */
export function shownKeys(index: Index): string {
  return index.keys.map(({ column, expression }) => column ?? (expression ? printTerm(expression) : '')).join(', ')
}

/** Where a table and some of its columns got the names that they have. */
export function placesOfNames(table: Table, columns: readonly string[]): Place[] {
  return [table, ...table.columns.filter((column) => columns.includes(column.name))].map(({ place }) => place)
}
