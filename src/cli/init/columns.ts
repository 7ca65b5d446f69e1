import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import { formatType } from '../../catalog/types.ts'
import { isNamed, isNamedForPeople, isSameName } from '../../proofs/owner.ts'

/** A column that may say whose a row is. */
export interface TenantCandidate {
  readonly name: string
  /** How many tables have it. */
  readonly tables: number
  /** The table that it references most. */
  readonly references: string | undefined
}

/** A column that may mark rows as deleted. */
export interface SoftDeleteCandidate {
  readonly name: string
  readonly type: string
  readonly tables: number
  /** Whether such rows may be shown all the same. */
  readonly isDoubtful: boolean
}

/** People of whom a column says where they are working, and another table whose members they are. */
export interface PeopleOfSeveral {
  readonly table: string
  readonly column: string
  readonly members: string
}

const sureNames = ['organization_id', 'organisation_id', 'org_id', 'tenant_id', 'workspace_id', 'team_id']
/** Names that are as often that of a customer's own customer, or of an account with somebody else. */
const doubtfulNames = ['account_id', 'company_id']

const deletedNames = ['deleted_at', 'is_deleted', 'deleted', 'deleted_on', 'removed_at', 'is_removed', 'trashed_at', 'discarded_at']
const archivedNames = ['archived_at', 'is_archived', 'archived']

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

/** A tenant that may be missing is no owner where a table of members joins the same people to tenants. */
export function peopleOfSeveral(tables: readonly Table[], tenantColumns: readonly string[]): PeopleOfSeveral[] {
  return tables.flatMap((people) => {
    if (!isNamedForPeople(people.name)) return []
    const own = people.columns.filter(({ name }) => isNamed(name, tenantColumns))
    const [column] = own
    if (!column || own.some(({ nullable }) => !nullable)) return []
    const members = tables.find((table) => table !== people && joins(table, people, tenantColumns))
    return members ? [{ table: people.name, column: column.name, members: members.name }] : []
  })
}

/** Whether a table has one row for each person and tenant, or for each of what they have in common. */
function joins(table: Table, people: Table, tenantColumns: readonly string[]): boolean {
  const always = table.columns.filter(({ nullable }) => !nullable).map(({ name }) => name)
  const persons = table.foreignKeys.flatMap(({ columns: [name = '', ...more], references }) =>
    references.table === people.name && references.schema === people.schema && more.length === 0 && always.includes(name) ? [name] : [],
  )
  return table.indexes.some(({ unique, predicate, keys }) => {
    const columns = keys.flatMap(({ column }) => (column !== undefined && always.includes(column) ? [column] : []))
    const isOfBoth = columns.some((name) => persons.includes(name)) && columns.some((name) => isNamed(name, tenantColumns))
    return unique && !predicate && isOfBoth
  })
}

export function softDeleteCandidates(tables: readonly Table[]): SoftDeleteCandidate[] {
  return [...deletedNames, ...archivedNames]
    .flatMap((wanted) => {
      const columns = tables.flatMap((table) => table.columns.filter((column) => isSameName(column.name, wanted) && marksRows(column)))
      const [first] = columns
      if (!first?.type) return []
      const isDoubtful = archivedNames.includes(wanted)
      return [{ name: mostUsed(columns.map(({ name }) => name)), type: formatType(first.type), tables: columns.length, isDoubtful }]
    })
    .sort((a, b) => b.tables - a.tables)
}

/** A moment that may be missing, or a truth. */
function marksRows({ type, nullable }: Column): boolean {
  if (!type) return false
  const written = formatType(type)
  return written === 'boolean' || (nullable && /^(?:timestamp|date)/.test(written))
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

function mostUsed(names: readonly string[]): string {
  const count = (name: string): number => names.filter((one) => one === name).length
  return [...new Set(names)].sort((a, b) => count(b) - count(a))[0] ?? ''
}
