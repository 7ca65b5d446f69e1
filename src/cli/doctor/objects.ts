import type { Catalog, Index } from '../../catalog/catalog.ts'
import type { Place } from '../../catalog/place.ts'
import { qualifiedName, shownTable, type Surroundings } from '../../proofs/index-sql.ts'
import type { ShownPlace } from '../places.ts'
import { nameParts } from './database/to-catalog.ts'

/** Where the files define what the database names. */
export interface Objects {
  readonly place: {
    table(name: string): ShownPlace | null
    index(table: string, name: string): ShownPlace | null
    constraint(table: string, name: string): ShownPlace | null
  }
  /** Whether a library makes an index again where it is gone. */
  isImplied(table: string, index: string): boolean
}

export function objectsOf(ours: Catalog, show: (place: Place) => ShownPlace): Objects {
  const tables = new Map(ours.tables.map((table) => [`${table.schema}.${table.name}`, table]))
  const shown = (one: { readonly place: Place } | undefined): ShownPlace | null => (one ? show(one.place) : null)
  const indexOf = (table: string, name: string): Index | undefined => tables.get(table)?.indexes.find((index) => index.name === name)
  return {
    isImplied: (table, name) => indexOf(table, name)?.implied === true,
    place: {
      table: (name) => shown(tables.get(name)),
      index: (table, name) => shown(indexOf(table, name)),
      constraint: (name, constraint) => {
        const table = tables.get(name)
        return shown([...(table?.foreignKeys ?? []), ...(table?.checks ?? [])].find((one) => one.name === constraint))
      },
    },
  }
}

/** `schema.name` for people, or as SQL: without the schema `public`. */
export function shownName(qualified: string, asSql = false): string {
  const parts = nameParts(qualified)
  if (asSql) return qualifiedName(parts, typed)
  return shownTable(parts)
}

/** Statements that somebody types, each for itself. */
export const typed: Surroundings = { commitsEach: true, qualifies: false }
