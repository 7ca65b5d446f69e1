import type { Catalog, Table } from '../../catalog/catalog.ts'
import { shownTable } from '../../proofs/index-sql.ts'
import { isNamed } from '../../proofs/owner.ts'
import { ownershipOf } from '../../proofs/tenant/ownership.ts'
import type { Settings } from '../../settings/settings.ts'
import { kindOf } from '../catalog-graph.ts'

/** Why a table is taken for what it is. */
export function whyOwned(table: Table, catalog: Catalog, settings: Readonly<Settings>): string {
  const ownership = ownershipOf(catalog, settings)
  const { columns, through, ownKey, person } = ownership.of(table)
  switch (kindOf(table, catalog, settings)) {
    case 'tenants':
      return `its ${ownKey ?? ''} is what tenant columns reference`
    case 'membership':
      return `a key of it joins ${person ?? ''}, a person, to ${columns.join(' or ')}`
    case 'tenant':
      return columns.some((name) => isNamed(name, settings.tenantColumns))
        ? `it has ${columns.join(' and ')}`
        : `its ${columns.join(' and ')} references the tenants themselves`
    case 'through a parent': {
      const key = ownership.referencesOf(table).find((one) => one.columns[0] === through)
      const parent = key && ownership.parent(key)
      const by = table.relations?.some((one) => one === key) ? 'relation' : 'foreign key'
      return `its ${by} of ${through ?? ''} leads to ${parent ? shownTable(parent) : 'a table'}, which is a tenant's`
    }
    case 'global':
      return settings.globalTables.some((name) => name === table.name || name === `${table.schema}.${table.name}`)
        ? 'globalTables names it'
        : `it has no column of tenantColumns${settings.followForeignKeys ? ', and no foreign key that is NOT NULL leads to a table that has one' : ''}`
  }
}
