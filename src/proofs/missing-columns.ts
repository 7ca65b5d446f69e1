import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { Settings } from '../settings/settings.ts'
import { auditRole, usualName, type AuditRole } from './audit-columns.ts'
import { isOwnTable, type Shapes } from './column-shape.ts'
import { keysTo } from './keys-to.ts'
import { isNamed, tenantColumn } from './owner.ts'
import { isAmong } from './table-patterns.ts'

/** The tables, as patterns, that have to have columns. */
export interface Wanted {
  readonly tenant: readonly string[]
  readonly tenantInViews: readonly string[]
  readonly audit: readonly string[]
  readonly columns: readonly { readonly tables: readonly string[]; readonly names: readonly string[] }[]
}

type Names = string[]

/** No column of any table is asked for. */
export const nothingWanted: Record<keyof Shapes | Exclude<keyof Wanted, 'columns'>, Names> & {
  columns: { tables: Names; names: Names }[]
} = {
  tenantNotNull: [],
  softDeleteShape: [],
  tenant: [],
  tenantInViews: [],
  audit: [],
  uuidKeys: [],
  timestamptz: [],
  closedSets: [],
  closedSetColumns: [],
  limitedText: [],
  sensitive: [],
  columns: [],
}

export interface Missing {
  readonly kind: 'noTenant' | 'lostTenant' | 'missing' | `${AuditRole}Missing` | 'otherName'
  readonly column: string
  /** What it has instead, under another name than most tables. */
  readonly own?: Column
}

export function missingColumns(table: Table, wanted: Wanted, catalog: Catalog, settings: Readonly<Settings>): Missing[] {
  const tenant = settings.tenantColumns[0] ?? 'organization_id'
  // Of a table made by a query that cannot be read, no columns are known.
  if (table.columns.length === 0) return []
  if (table.kind === 'materialized view')
    return isAmong(table, wanted.tenantInViews) && losesTenant(table, catalog, settings) ? [{ kind: 'lostTenant', column: tenant }] : []
  if (!isOwnTable(table)) return []
  const listed = wanted.columns.filter(({ tables }) => isAmong(table, tables)).flatMap(({ names }) => names)
  const absent = listed.filter((name) => !table.columns.some((column) => isNamed(column.name, [name])))
  return [
    ...(isAmong(table, wanted.tenant) && lacksTenant(table, catalog, settings) ? [{ kind: 'noTenant', column: tenant } as const] : []),
    ...(isAmong(table, wanted.audit) ? [...auditMissing(table, 'created', catalog), ...auditMissing(table, 'updated', catalog)] : []),
    ...absent.map((column) => ({ kind: 'missing', column }) as const),
  ]
}

/** Tenants themselves and what the settings call global have none; people may belong to several. */
function lacksTenant(table: Table, catalog: Catalog, settings: Readonly<Settings>): boolean {
  if (tenantColumn(table, settings)) return false
  if ([...settings.globalTables, ...settings.peopleTables].some((name) => name === table.name || name === `${table.schema}.${table.name}`))
    return false
  return !keysTo(table, catalog).some(({ key }) => key.columns.some((name) => isNamed(name, settings.tenantColumns)))
}

function auditMissing(table: Table, role: AuditRole, catalog: Catalog): Missing[] {
  const usual = usualName(role, catalog)
  const own = table.columns.filter((column) => auditRole(column.name) === role)
  const [first] = own
  if (!first) return [{ kind: `${role}Missing`, column: usual }]
  return own.some((column) => isNamed(column.name, [usual])) ? [] : [{ kind: 'otherName', column: usual, own: first }]
}

/** A view that keeps rows of tenants, in which nothing says whose they are. */
function losesTenant({ columns, query }: Table, catalog: Catalog, settings: Readonly<Settings>): boolean {
  if (!query || columns.some(({ name }) => isNamed(name, settings.tenantColumns))) return false
  return tablesIn(query).some(({ schema, name }) => {
    const table = catalog.table(schema, name)
    return table !== undefined && tenantColumn(table, settings) !== undefined
  })
}

function tablesIn(query: object): { readonly schema: string | undefined; readonly name: string }[] {
  if ('kind' in query && query.kind === 'table' && 'name' in query && 'schema' in query)
    return [{ schema: typeof query.schema === 'string' ? query.schema : undefined, name: String(query.name) }]
  return Object.values(query).flatMap((part: unknown) => (typeof part === 'object' && part !== null ? tablesIn(part) : []))
}
