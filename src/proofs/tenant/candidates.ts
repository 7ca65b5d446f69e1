import type { Catalog, Table } from '../../catalog/catalog.ts'
import { onceOfSchema } from '../of-schema.ts'
import { isNamed, isNamedForPeople, isSameName, matches, tenantColumn } from '../owner.ts'
import { ownershipOf } from './ownership.ts'
import { uniqueKeys } from './whole-keys.ts'

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

/** So many tables have such a column. */
const fewest = 3

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

/** What one table alone has by a sure name, where it references another: there may be no more than these as yet. */
export function loneCandidate(tables: readonly Table[]): TenantCandidate[] {
  return candidatesNamed(tables, sureNames, 1).filter(({ references }) => references !== undefined)
}

/** By nothing but how many tables share it: what most of them reference, by a name that says nothing. */
export function mostSharedReference(tables: readonly Table[]): TenantCandidate | undefined {
  const [first] = sharedReferences(tables)
  return first && !isOfPeople(first) && isSharedByMost(first, tables.length) ? first : undefined
}

/** What few tables may share, and a table of members joins people to: `space_members (space_id, user_id)`. */
export function referenceWithMembers(tables: readonly Table[]): TenantCandidate | undefined {
  const joining = tables.filter(({ name }) => /member/i.test(name))
  return sharedReferences(tables).find((one) => one.tables >= fewest && !isOfPeople(one) && hasMembers(one, joining))
}

/** What most tables share, and more than twice as many as have a column with a name that is known: another level of tenants, perhaps. */
export function sharedBesides(named: readonly TenantCandidate[], tables: readonly Table[]): TenantCandidate[] {
  const most = mostSharedReference(tables)
  if (!most || named.length === 0) return []
  return named.every(({ name, tables: having }) => !isSameName(name, most.name) && having * 2 < most.tables) ? [most] : []
}

/** A level below the tenant: the projects of an organization, where most rows are those of a project. */
export interface LevelBelow {
  readonly table: string
  /** What others have of it, as `project_id`; the most used one first. */
  readonly columns: readonly string[]
  /** How many tables always have one of these. */
  readonly tables: number
}

/** What always belongs to a tenant, or to such a level, and more tables always refer to than have the column of the tenant. */
export function levelsBelow(column: string, tables: readonly Table[]): LevelBelow[] {
  const having = tables.filter((table) => hasColumn(table, column)).length
  const levels: LevelBelow[] = []
  const isBelow = (table: Table): boolean =>
    [column, ...levels.flatMap(({ columns }) => columns)].some((name) => alwaysHas(table, name)) &&
    !levels.some((level) => level.table === table.name)
  const candidates = tables.map((table) => {
    const referring = tables.map((other) => alwaysReferring(other, table)).filter(({ length }) => length > 0)
    return { table, referring }
  })
  const likely = candidates.filter(
    ({ table, referring: { length: n } }) => n > having && n * 4 >= tables.length && !isNamedForPeople(table.name),
  )
  for (let next = likely.find(({ table }) => isBelow(table)); next; next = likely.find(({ table }) => isBelow(table))) {
    const { table, referring } = next
    levels.push({ table: table.name, columns: byUse(referring.flat()), tables: referring.length })
  }
  return levels
}

/** The columns by which a table always refers to another one. */
function alwaysReferring(table: Table, to: Table): string[] {
  return table.foreignKeys.flatMap(({ columns: [name = '', ...more], references }) => {
    const isTo = references.table === to.name && references.schema === to.schema
    return isTo && table !== to && more.length === 0 && alwaysHas(table, name) ? [name] : []
  })
}

/** Whether subscriptions are of what a column references: who pays is the tenant, whoever else has members. */
export function isSubscribed({ name }: TenantCandidate, tables: readonly Table[]): boolean {
  return tables.some((table) => /subscription|billing/i.test(table.name) && hasColumn(table, name))
}

export function isSharedByMost({ tables }: TenantCandidate, all: number): boolean {
  return tables >= fewest && tables * 3 >= all
}

/** The columns that reference a table by themselves, those of most tables first. */
function sharedReferences(tables: readonly Table[]): TenantCandidate[] {
  const names = new Set(tables.flatMap(({ foreignKeys }) => foreignKeys.flatMap(({ columns }) => (columns.length === 1 ? columns : []))))
  return [...names].map((name) => candidate(tables, name)).sort((a, b) => b.tables - a.tables)
}

function isOfPeople({ references = '' }: TenantCandidate): boolean {
  return isNamedForPeople(references) || /^members?$/i.test(references)
}

/** Whether a column that most tables share says whose their rows are: people belong to what it references, or rows say it again. */
export function saysWhose(shared: TenantCandidate, tables: readonly Table[]): boolean {
  if (hasMembers(shared, tables)) return true
  const saying = tables.filter((table) => alwaysHas(table, shared.name))
  const isOfPersons = !ofKinds.test(shared.name) && saying.some(({ name }) => isNamedForPeople(name))
  return saying.length * 2 >= tables.length && (isOfPersons || saying.filter((table) => repeats(table, saying)).length >= fewestRepeating)
}

/** What people have besides, as everybody has. */
const ofKinds =
  /^(?:\w+_)?(?:role|status|type|kind|level|plan|country|region|state|city|language|locale|currency|time_?zone)(?:_?id|_code)?$/i

/** One alone may have another reason. */
const fewestRepeating = 2

/** Whether rows say what those say, too, that they always belong to: `visits (clinic_id, patient_id)`. */
function repeats(table: Table, saying: readonly Table[]): boolean {
  return saying.some((one) => alwaysReferring(table, one).length > 0)
}

/** Whether a table joins people to what a column references, each once. */
function hasMembers({ name }: TenantCandidate, tables: readonly Table[]): boolean {
  return tables.some((table) => {
    const people = table.foreignKeys.flatMap(({ columns, references }) => (isNamedForPeople(references.table) ? columns : []))
    return uniqueKeys(table).some((key) => key.length === 2 && key.includes(name) && key.some((other) => people.includes(other)))
  })
}

function candidatesNamed(tables: readonly Table[], names: readonly string[], least = 2): TenantCandidate[] {
  const written = tables.flatMap(({ columns }) => columns.map(({ name }) => name)).filter((name) => isNamed(name, names))
  return names.flatMap((name) => {
    const same = written.filter((one) => isSameName(one, name))
    const found = same.length > 0 ? candidate(tables, mostUsed(same)) : undefined
    return found && found.tables >= least ? [found] : []
  })
}

function candidate(tables: readonly Table[], name: string): TenantCandidate {
  const having = tables.filter((table) => hasColumn(table, name))
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

function alwaysHas({ columns }: Table, wanted: string): boolean {
  return columns.some(({ name, nullable }) => !nullable && isSameName(name, wanted))
}

function hasColumn({ columns }: Table, name: string): boolean {
  return columns.some((column) => isSameName(column.name, name))
}

export function mostUsed(names: readonly string[]): string {
  return byUse(names)[0] ?? ''
}

function byUse(names: readonly string[]): string[] {
  const count = (name: string): number => names.filter((one) => one === name).length
  return [...new Set(names)].sort((a, b) => count(b) - count(a))
}

/** A column that says whose rows are, by all signs, and that the settings do not name. */
export interface UnnamedTenant {
  readonly column: string
  /** How many tables have it, how many have a column that the settings name, and how many there are. */
  readonly tables: number
  readonly named: number
  readonly all: number
  /** What the settings should name: the columns that they name with reason, and this one. */
  readonly columns: readonly string[]
  /** The table of the tenants themselves. */
  readonly home: Table
}

/** Looked for where no table has a column that the settings name, or twice as many have this one. */
export const unnamedTenant = onceOfSchema((catalog, settings): UnnamedTenant | undefined => {
  const all = ownTables([catalog])
  const ownership = ownershipOf(catalog, settings)
  const others = all.filter((table) => ownership.of(table).kind === 'global' && !matches(table.name, settings.globalTables))
  const owned = all.length - others.length
  if (settings.tenantColumns.length === 0 || owned * 2 > others.length) return undefined
  const known = candidatesNamed(others, sureNames).sort((a, b) => b.tables - a.tables)
  const found = known.length === 0 && owned === 0 ? sharedByHalf(others) : known
  const [first] = found
  if (!first || first.tables < Math.max(fewest, owned * 2)) return undefined
  const outer = outermost(first, found, others)
  const home = homeOf(outer.name, all)
  if (!home || !others.includes(home) || !isTenant(outer, others, all)) return undefined
  const used = settings.tenantColumns.filter((name) => all.some((table) => hasColumn(table, name)))
  const named = all.filter((table) => tenantColumn(table, settings)).length
  return { column: outer.name, tables: outer.tables, named, all: all.length, columns: [...used, outer.name], home }
})

/** What half of the tables share, and by its signs says whose their rows are, whatever it is called: `clinic_id`. */
function sharedByHalf(tables: readonly Table[]): TenantCandidate[] {
  const shared = mostSharedReference(tables)
  return shared && shared.tables * 2 >= tables.length && saysWhose(shared, tables) ? [shared] : []
}

/** The teams of an organization are a part of it. */
function outermost(found: TenantCandidate, candidates: readonly TenantCandidate[], tables: readonly Table[]): TenantCandidate {
  const home = homeOf(found.name, tables)
  return candidates.find(({ name }) => name !== found.name && home && hasColumn(home, name)) ?? found
}

/** Teams may be those of a league; those of an application have members. */
function isTenant({ name, tables }: TenantCandidate, others: readonly Table[], all: readonly Table[]): boolean {
  const isUsual = tables * 3 >= all.length && !isSameName(name, 'team_id')
  return isUsual || others.some((table) => isOfMembers(table, name))
}

function isOfMembers(table: Table, tenant: string): boolean {
  const hasPerson = table.columns.some(({ name }) => /^(?:user|person|profile)/i.test(name))
  return hasPerson && hasColumn(table, tenant) && /member|user|people|profile|invit/i.test(table.name)
}

/** The table that the column references, or else that is called like it. */
function homeOf(name: string, tables: readonly Table[]): Table | undefined {
  const keys = tables.flatMap(({ foreignKeys }) => foreignKeys)
  const key = keys.find(({ columns: [column = '', ...more] }) => more.length === 0 && isSameName(column, name))
  if (key) return tables.find((table) => table.name === key.references.table && table.schema === key.references.schema)
  const called = name.replace(/_?id$/i, '')
  return tables.find((table) => isSameName(table.name, called) || isSameName(table.name, `${called}s`))
}
