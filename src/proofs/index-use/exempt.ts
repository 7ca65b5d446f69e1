import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import { isNamed } from '../owner.ts'
import type { Use } from '../uses.ts'

/** Tables of which no index is asked for: small ones, those of other systems, and those of which it is not known what they have. */
export function isExempt({ access, table }: Use, catalog: Catalog, settings: Readonly<Settings>): boolean {
  if (access.does === 'insert' || access.does === 'conflict update' || access.does === 'truncate') return true
  if (access.does === 'copy to' || access.does === 'copy from' || access.onlyAsks) return true
  if (access.source.node?.sampled === true || access.source.node?.isInFunction === true) return true
  if (table.kind === 'view' || table.kind === 'foreign table' || table.indexes.length === 0) return true
  if (table.columns.some(({ type }) => type === undefined) || lacksHistory(table, catalog)) return true
  return [table.name, `${table.schema}.${table.name}`].some(
    (name) => isNamed(name, settings.smallTables) || isNamed(name, settings.globalTables) || Object.hasOwn(settings.tables, name),
  )
}

/** Where migrations change tables that none of them makes, the first ones are not there: they may have made further indexes. */
function lacksHistory({ madeAt }: Table, { parts }: Catalog): boolean {
  return madeAt === undefined && parts.unread.some(({ reason }) => /relation ".*" does not exist/.test(reason))
}
