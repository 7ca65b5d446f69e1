import type { Catalog, Column, Table } from '../catalog/catalog.ts'

/** Whether a partition, or a table that inherits, has a column as the table above it says. */
export function isInherited({ name, place }: Column, { partitionOf, parents }: Table, catalog: Catalog): boolean {
  return [partitionOf, ...parents].some((above) => {
    const column = above && catalog.table(above.schema, above.name)?.columns.find((other) => other.name === name)
    return column?.place.file === place.file && column.place.range[0] === place.range[0]
  })
}
