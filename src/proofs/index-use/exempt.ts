import type { Settings } from '../../settings/settings.ts'
import { isNamed } from '../owner.ts'
import type { Use } from '../uses.ts'

/** Tables of which no index is asked for: small ones, those of other systems, and those of which it is not known what they have. */
export function isExempt({ access, table }: Use, settings: Readonly<Settings>): boolean {
  if (access.does === 'insert' || access.does === 'conflict update' || access.does === 'truncate') return true
  if (access.does === 'copy to' || access.does === 'copy from' || access.onlyAsks || access.source.node?.sampled === true) return true
  if (table.kind === 'view' || table.kind === 'foreign table' || table.indexes.length === 0) return true
  if (table.columns.some(({ type }) => type === undefined)) return true
  return [table.name, `${table.schema}.${table.name}`].some(
    (name) => isNamed(name, settings.smallTables) || isNamed(name, settings.globalTables) || Object.hasOwn(settings.tables, name),
  )
}
