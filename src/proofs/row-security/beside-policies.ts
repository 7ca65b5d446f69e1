import type { Catalog, CatalogParts, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { shownTable, sqlNames } from '../index-sql.ts'
import { ownershipOf } from '../tenant/ownership.ts'
import type { Fault } from './faults.ts'
import type { Wanted } from './wanted.ts'
import { mayBeEnabledUnseen, usesRowSecurity } from './roles.ts'
import { tablesIn } from './terms.ts'

export type TableFault = 'forcedOnly' | 'noPolicies' | 'viewAsOwner' | 'storedCopy'

/** What is wrong with a table or view, whatever its policies say. */
export function tableFaults(table: Table, catalog: Catalog, settings: Readonly<Settings>, wanted: Wanted): Fault<TableFault>[] {
  const { rowSecurity, policies, kind, query } = table
  const data = { table: shownTable(table), ...sqlNames(table) }
  if (query) {
    const fault = kind === 'view' ? 'viewAsOwner' : 'storedCopy'
    const read = wanted[fault] ? protectedTableOf(table, catalog, settings) : undefined
    return read ? [{ kind: fault, data: { ...data, of: shownTable(read) } }] : []
  }
  const isForcedOnly = rowSecurity.forced && !rowSecurity.enabled && policies.length === 0
  if (isForcedOnly && wanted.switchedOff && !mayBeEnabledUnseen(catalog)) return [{ kind: 'forcedOnly', data }]
  const isTenants = ownershipOf(catalog, settings).of(table).kind === 'tenant'
  const isEmpty = rowSecurity.enabled && policies.length === 0 && !mayBeEnabledUnseen(catalog)
  return wanted.noPolicies && isEmpty && !isTenants ? [{ kind: 'noPolicies', data }] : []
}

/** A table with policies that a view passes by. Where they are forced, they hold its owner, too, and so whoever asks the view. */
function protectedTableOf({ kind, query, securityInvoker }: Table, catalog: Catalog, { postgres }: Readonly<Settings>): Table | undefined {
  if (kind === 'view' && (securityInvoker || postgres < 15)) return undefined
  return [...tablesIn(query)]
    .map(({ schema, name }) => catalog.table(schema, name))
    .find((table) => table?.rowSecurity.enabled === true && (kind === 'materialized view' || !table.rowSecurity.forced))
}

type Routine = CatalogParts['functions'][number]

/** Functions that pass by policies with the rights of their owner, and look names up as whoever calls them says. */
export function mutablePaths(catalog: Catalog): readonly Routine[] {
  if (!usesRowSecurity(catalog)) return []
  return catalog.parts.functions.filter(({ securityDefiner, searchPath }) => securityDefiner && !searchPath)
}
