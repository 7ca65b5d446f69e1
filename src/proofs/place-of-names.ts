import type { Table } from '../catalog/catalog.ts'
import type { Place } from '../catalog/place.ts'

/**
 * The place behind which a statement can stand that names a table and these of its columns as they are called in the end;
 * undefined where a later file gives one of these names.
 */
export function placeOfNames(table: Table, from: Place, columns: readonly string[]): Place | undefined {
  const named = [table, ...table.columns.filter((column) => columns.includes(column.name))].map(({ place }) => place)
  const isLater = named.some((place) => orderOf(table, place.file) > orderOf(table, from.file))
  if (isLater) return undefined
  return named.filter(({ file }) => file === from.file).reduce((last, place) => (place.range[1] > last.range[1] ? place : last), from)
}

/** Files apply one after another, so the last thing that one of them did to the table tells its turn. */
function orderOf({ history }: Table, file: string): number {
  return history.findLastIndex((place) => place.file === file)
}
