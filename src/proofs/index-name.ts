import type { Catalog, Table } from '../catalog/catalog.ts'
import { byteLength, maxNameBytes } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'
import { shorterName } from './shorter-name.ts'

type Naming = (table: string, columns: string) => string

const namings: readonly Naming[] = [
  (table, columns) => `${table}_${columns}_idx`,
  (table, columns) => `idx_${table}_${columns}`,
  (table, columns) => `ix_${table}_${columns}`,
  (table, columns) => `index_${table}_on_${columns}`,
  (table, columns) => `${table}_${columns}_index`,
  (table, columns) => `idx_${table}_on_${columns}`,
]

/** A name for a new index, formed as most of the project's own are, that fits and is free, also of those that are `planned`. */
export function newIndexName(table: Table, columns: readonly string[], catalog: Catalog, planned: readonly string[] = []): string {
  const name = projectNaming(catalog)(table.name, columns.join('_'))
  const taken = namesIn(catalog).get(table.schema)
  const isTaken = (candidate: string): boolean => taken?.has(candidate) === true || planned.includes(candidate)
  return byteLength(name) <= maxNameBytes && !isTaken(name) ? name : shorterName(name, isTaken)
}

/** What is called so in each schema: an index may not have the name of a table either. */
export const namesIn = onceFor((catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> => {
  const names = new Map<string, Set<string>>()
  for (const { schema, name, indexes } of catalog.tables) {
    const known = names.get(schema) ?? new Set<string>()
    names.set(schema, known.add(name))
    for (const index of indexes) known.add(index.name)
  }
  return names
})

const projectNaming = onceFor((catalog: Catalog): Naming => {
  const counts = namings.map(() => 0)
  for (const table of catalog.tables) {
    for (const index of table.indexes) {
      if (index.constraint !== undefined) continue
      const columns = index.keys.map((key) => key.column ?? 'expr').join('_')
      const match = namings.findIndex((naming) => naming(table.name, columns) === index.name)
      if (match >= 0) counts[match] = (counts[match] ?? 0) + 1
    }
  }
  return namings[counts.indexOf(Math.max(...counts))] ?? ((table, columns) => `${table}_${columns}_idx`)
})
