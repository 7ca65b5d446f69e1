import type { Catalog } from '../catalog/catalog.ts'
import { ownershipOf } from '../proofs/tenant/ownership.ts'
import type { Settings } from '../settings/settings.ts'

export const noTenant = `No table is taken for a tenant’s, so nothing can be said of isolation: none has a column that tenantColumns of the settings names. Name yours there, as in: { tenancy: { tenantColumns: ['team_id'] } }`

/** Whether there are tables, and all of them are everybody's. */
export function hasNoTenant(catalog: Catalog, settings: Readonly<Settings>): boolean {
  const ownership = ownershipOf(catalog, settings)
  return catalog.tables.length > 0 && catalog.tables.every((table) => ownership.of(table).kind === 'global')
}
