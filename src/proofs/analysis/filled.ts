import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { ownershipOf } from '../tenant/ownership.ts'

/** Whether a trigger may fill a column, or a rule of its own asks for it, as for the tenant's. */
export function isFilledElsewhere(table: Table, column: string, catalog: Catalog, settings: Readonly<Settings>): boolean {
  const { name, schema } = table
  if (settings.filledByTrigger.some((one) => one === name || one === `${schema}.${name}`)) return true
  const parts = catalog.tables.filter(({ partitionOf }) => partitionOf?.name === name && partitionOf.schema === schema)
  if ([table, ...parts].some(({ triggers }) => triggers.length > 0)) return true
  return ownershipOf(catalog, settings).of(table).columns.includes(column)
}
