import type { Catalog, Table } from '../../catalog/catalog.ts'
import { onceOfSchema } from '../of-schema.ts'
import { isNamed, isNamedForPeople, isSameName } from '../owner.ts'
import { ownershipOf } from './ownership.ts'

/** A column that may say whose a row is. */
export interface TenantCandidate {
  readonly name: string
  /** How many tables have it. */
  readonly tables: number
  /** The table that it references most. */
  readonly references: string | undefined
}

const sureNames = ['organization_id', 'organisation_id', 'org_id', 'tenant_id', 'workspace_id', 'team_id']
/** Names that are as often that of a customer's own customer, or of an account with somebody else. */
const doubtfulNames = ['account_id', 'company_id']

/** The tables themselves, not their parts and not views; one that several packages tell of counts once. */
export function ownTables(catalogs: readonly Catalog[]): Table[] {
  const tables = catalogs.flatMap((catalog) => catalog.tables.filter(({ query, partitionOf }) => !query && !partitionOf))
  return [...new Map(tables.toReversed().map((table) => [`${table.schema}.${table.name}`, table])).values()].reverse()
}

/** The likeliest first; what one table alone has says nothing. */
export function tenantCandidates(tables: readonly Table[]): TenantCandidate[] {
  const found = candidatesNamed(tables, [...sureNames, ...doubtfulNames])
  const likely = found.filter(({ name, references }) => isNamed(name, sureNames) || isTenants(references, tables, found))
  return likely.sort((a, b) => b.tables - a.tables)
}

/** By nothing but how many tables share it: what most of them reference, by a name that says nothing. */
export function mostSharedReference(tables: readonly Table[]): TenantCandidate | undefined {
  const names = new Set(tables.flatMap(({ foreignKeys }) => foreignKeys.flatMap(({ columns }) => (columns.length === 1 ? columns : []))))
  const [first] = [...names].map((name) => candidate(tables, name)).sort((a, b) => b.tables - a.tables)
  const isPeople = ({ references = '' }: TenantCandidate): boolean => isNamedForPeople(references) || /^members?$/i.test(references)
  return first && !isPeople(first) && first.tables >= 3 && first.tables * 3 >= tables.length ? first : undefined
}

function candidatesNamed(tables: readonly Table[], names: readonly string[]): TenantCandidate[] {
  const written = tables.flatMap(({ columns }) => columns.map(({ name }) => name)).filter((name) => isNamed(name, names))
  return names.flatMap((name) => {
    const same = written.filter((one) => isSameName(one, name))
    const found = same.length > 0 ? candidate(tables, mostUsed(same)) : undefined
    return found && found.tables > 1 ? [found] : []
  })
}

function candidate(tables: readonly Table[], name: string): TenantCandidate {
  const having = tables.filter(({ columns }) => columns.some((column) => isSameName(column.name, name)))
  const referenced = having.flatMap(({ foreignKeys }) =>
    foreignKeys
      .filter(({ columns }) => columns.length === 1 && isSameName(columns[0] ?? '', name))
      .map(({ references }) => references.table),
  )
  return { name, tables: having.length, references: referenced.length > 0 ? mostUsed(referenced) : undefined }
}

/** Whether a column references a table that belongs to nobody else. */
function isTenants(references: string | undefined, tables: readonly Table[], found: readonly TenantCandidate[]): boolean {
  const parent = tables.find(({ name }) => name === references)
  const others = found.filter((one) => one.references !== references).map(({ name }) => name)
  return parent !== undefined && !parent.columns.some(({ name }) => isNamed(name, others))
}

export function mostUsed(names: readonly string[]): string {
  const count = (name: string): number => names.filter((one) => one === name).length
  return [...new Set(names)].sort((a, b) => count(b) - count(a))[0] ?? ''
}

/** A column that says whose rows are, by all signs, and that the settings do not name. */
export interface UnnamedTenant extends TenantCandidate {
  /** How many tables there are, and how many have a column that is named. */
  readonly all: number
  readonly owned: number
  /** The table of the tenants themselves; else the first one that has the column. */
  readonly home: Table
}

/** So many tables have such a column. */
const fewest = 3

/** Looked for where no table has a column that the settings name, or twice as many have this one. */
export const unnamedTenant = onceOfSchema((catalog, settings): UnnamedTenant | undefined => {
  const all = ownTables([catalog])
  const ownership = ownershipOf(catalog, settings)
  const others = all.filter((table) => ownership.of(table).kind === 'global')
  const owned = all.length - others.length
  if (settings.tenantColumns.length === 0 || owned * 2 > others.length) return undefined
  const [found] = tenantCandidates(others)
  if (!found || found.tables < Math.max(fewest, owned * 2)) return undefined
  const isUsual = found.tables * 3 >= all.length || others.some((table) => isOfMembers(table, found.name))
  const home = isUsual ? homeOf(found, others) : undefined
  return home && { ...found, all: all.length, owned, home }
})

/** Whether a table has one row for each tenant and person. */
function isOfMembers({ indexes }: Table, tenant: string): boolean {
  return indexes.some(({ unique, predicate, keys: [a, b, ...more] }) => {
    if (!unique || predicate || more.length > 0 || !a?.column || !b?.column) return false
    const person = isSameName(a.column, tenant) ? b.column : isSameName(b.column, tenant) ? a.column : ''
    return /^(?:user|person|profile)/i.test(person)
  })
}

/** The table that the column references, or that is called like it; else the first one that has it. */
function homeOf({ name, references }: TenantCandidate, tables: readonly Table[]): Table | undefined {
  if (references !== undefined) return tables.find((table) => table.name === references)
  const called = name.replace(/_?id$/i, '')
  return (
    tables.find((table) => isSameName(table.name, called) || isSameName(table.name, `${called}s`)) ??
    tables.find(({ columns }) => columns.some((column) => isSameName(column.name, name)))
  )
}
