import { cutName, maxNameBytes } from '../../catalog/names.ts'

/** Prisma cuts what stands before the ending, so that the ending stays. */
function withEnding(base: string, ending: string): string {
  return cutName(base, maxNameBytes - ending.length) + ending
}

export function primaryKeyName(table: string): string {
  return withEnding(table, '_pkey')
}

export function nameOfColumns(table: string, columns: readonly string[], ending: '_key' | '_idx' | '_fkey'): string {
  return withEnding([table, ...columns].join('_'), ending)
}

/** The table between two models that both hold a list of the other. */
export function joinTableName(relation: string): string {
  return cutName(`_${relation}`)
}

/** What belongs to such a table; the columns `A` and `B` are never cut off. */
export function joinPartName(table: string, ending: '_AB_pkey' | '_AB_unique' | '_B_index' | '_A_fkey' | '_B_fkey'): string {
  return withEnding(table, ending)
}
