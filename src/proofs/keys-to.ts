import type { Catalog, ForeignKey, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'

/** A foreign key and the table that has it. */
export interface KeyFrom {
  readonly table: Table
  readonly key: ForeignKey
}

/** The foreign keys that reference a table. */
export function keysTo(table: Table, catalog: Catalog): readonly KeyFrom[] {
  return keysIn(catalog).get(table) ?? []
}

const keysIn = onceFor((catalog: Catalog): ReadonlyMap<Table, readonly KeyFrom[]> => {
  const keys = new Map<Table, KeyFrom[]>()
  for (const table of catalog.tables) {
    for (const key of table.foreignKeys) {
      const parent = catalog.table(key.references.schema, key.references.table)
      if (!parent) continue
      const known = keys.get(parent)
      if (known) known.push({ table, key })
      else keys.set(parent, [{ table, key }])
    }
  }
  return keys
})
