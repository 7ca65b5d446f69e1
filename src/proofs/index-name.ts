import type { Catalog, Table } from '../catalog/catalog.ts'
import { byteLength, maxNameBytes } from '../catalog/names.ts'
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
  const taken = new Set(catalog.tables.flatMap((t) => (t.schema === table.schema ? [t.name, ...t.indexes.map((i) => i.name)] : [])))
  for (const other of planned) taken.add(other)
  if (byteLength(name) <= maxNameBytes && !taken.has(name)) return name
  return shorterName(name, (candidate) => taken.has(candidate))
}

function projectNaming(catalog: Catalog): Naming {
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
}
