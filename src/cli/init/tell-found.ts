import type { Catalog, Table } from '../../catalog/catalog.ts'
import { schemaReader } from '../../orms/index.ts'
import { defaultSettings, type GivenSettings } from '../../settings/settings.ts'
import { isNamed } from '../../proofs/owner.ts'
import { clientsOf } from '../../proofs/row-security/roles.ts'
import { shownPath } from '../places.ts'
import { ownedBy, type Found } from './found.ts'
import { isSharedByMost, levelsBelow, type TenantCandidate } from '../../proofs/tenant/candidates.ts'
import { peopleOfSeveral } from './columns.ts'

/** What was found of the database, in lines. */
export function tellDatabase({ schemas, missing, tables, tenants, shared, softDeletes }: Found, cwd: string): string[] {
  if (missing) {
    const looked =
      missing.looked.length > 0 ? ` Looked in: ${missing.looked.map((folder) => shownPath(folder, cwd) || 'this folder').join(', ')}.` : ''
    return [
      `Schema: none was found${missing.reason === undefined ? '' : `: ${missing.reason}`}.${looked}`,
      "  Rules that need tables are silent without one. Name its files: tenancy init --schema 'db/**/*.sql'",
    ]
  }
  const sources = schemas.flatMap((schema) => schema.sources)
  const kinds = [...new Set(sources.map(({ reader }) => reader))]
  const byKind = kinds.map((kind) => {
    const files = sources.filter(({ reader }) => reader === kind).map(({ path }) => shownPath(path, cwd))
    return `  ${nameOf(kind)}: ${files.length > 2 ? `${files[0] ?? ''} and ${files.length - 1} more` : files.join(', ')}`
  })
  return [
    `Schema: ${count(tables.length, 'table')} from ${count(sources.length, 'file')}`,
    ...byKind,
    ...tellTenants(tenants, shared, tables.length),
    softDeletes.length === 0 ? 'Soft delete: no column marks rows as deleted.' : 'Soft delete:',
    ...softDeletes.map(({ name, type, tables: having, isDoubtful }) => {
      return `  ${name} (${type}): ${having} of ${count(tables.length, 'table')}${isDoubtful ? '; left alone, as what is archived may still be shown' : ''}`
    }),
  ]
}

function nameOf(reader: string): string {
  return schemaReader(reader) ? reader : 'SQL'
}

function tellTenants(tenants: readonly TenantCandidate[], shared: TenantCandidate | undefined, all: number): string[] {
  if (tenants.length > 0) return ['Tenant column:', ...tenants.map((one) => `  ${tellTenant(one, all)}`)]
  const hint = 'Name yours in settings.tenancy.tenantColumns.'
  if (!shared) return [`Tenant column: no name that is known stands in two tables. ${hint}`]
  const sign = isSharedByMost(shared, all) ? 'most share this one' : 'a table of members joins people to this one'
  return [`Tenant column: no name that is known stands in two tables, but ${sign}. ${hint}`, `  ${tellTenant(shared, all)}`]
}

/** Such as `team_id: 31 of 49 tables, references teams`. */
export function tellTenant({ name, tables, references }: TenantCandidate, all: number): string {
  return `${name}: ${tables} of ${count(all, 'table')}${references === undefined ? '' : `, references ${references}`}`
}

/** Whose the tables are once the settings are known. */
export function tellOwned(settings: GivenSettings, { catalogs, tables, tenants, missing }: Found): string[] {
  if (missing) return []
  const columns = settings.tenantColumns ?? defaultSettings.tenantColumns
  const { memberships, global, byForeignKeys, owned, policed } = ownedBy(settings, catalogs)
  if (owned.length === 0) return ['Tables of tenants: none, so that rules about tenants have nothing to look at.']
  return [
    ...tenants.filter(({ name }) => !isNamed(name, columns)).map(tellUnnamed),
    ...tellBelow(columns, tables),
    `Membership tables, which say who belongs to which tenant: ${memberships.length === 0 ? 'none is recognised.' : memberships.join(', ')}`,
    ...(byForeignKeys.length === 0
      ? []
      : [
          `Tables of tenants by way of foreign keys: ${listed(byForeignKeys)}`,
          '  With followForeignKeys, queries of these have to keep to the tenant of the row that theirs refers to. Remove it from the settings below if their rows are for everybody.',
        ]),
    `Global tables, which all tenants share: ${global.length === 0 ? 'none.' : listed(global)}`,
    ...peopleOfSeveral(tables, columns).map(
      ({ table, column, members }) =>
        `  ${table} is one of them by globalTables: its ${column} may be NULL, and ${members} says who belongs to which tenant. Take it out where people of other tenants are not to be seen.`,
    ),
    ...(policed.length === 0 ? [] : [tellPolicies(policed, owned.length, settings, catalogs)]),
  ]
}

/** Policies count for whom they hold, which no file says of an owner of the tables. */
function tellPolicies(policed: readonly string[], all: number, { rowLevelSecurity }: GivenSettings, catalogs: readonly Catalog[]): string {
  const having = `Row-level security: ${policed.length} of ${count(all, 'table')} of tenants ${policed.length === 1 ? 'has' : 'have'} policies`
  if (rowLevelSecurity === 'trust')
    return `${having}, which count as conditions of what supabase-js asks as whoever has signed in. Remove rowLevelSecurity from the settings below if other programs ask this database, too.`
  const found = `${having}, and queries are asked for the tenant all the same.`
  const [role] = catalogs
    .flatMap((catalog) => clientsOf(catalog, defaultSettings))
    .flatMap(({ roles, areNamed }) => (areNamed ? roles : []))
  if (role !== undefined && role !== 'public')
    return `${found} rowLevelSecurity: 'trust', clientRole: '${role}' in the settings counts them as conditions, for what asks as that role.`
  const areForced = catalogs.every(({ tables }) => tables.every((table) => table.rowSecurity.forced || !policed.includes(table.name)))
  const owner = areForced ? '' : ', with clientRole where the application does not own its tables'
  return `${found} rowLevelSecurity: 'trust' in the settings counts them as conditions${owner}.`
}

/** Levels below the tenant that the settings name, too. */
function tellBelow([tenant, ...columns]: readonly string[], tables: readonly Table[]): string[] {
  return (tenant === undefined ? [] : levelsBelow(tenant, tables)).flatMap(({ table, columns: [name = '', ...more], tables: having }) => {
    const names = [name, ...more].join(' and ')
    const said = `${names} ${more.length === 0 ? 'counts' : 'count'} besides ${tenant ?? ''}: ${having} of ${count(tables.length, 'table')}, references ${table}, each of which belongs to one tenant.`
    return isNamed(name, columns) ? [said] : []
  })
}

/** A level of tenants that the settings leave out. */
function tellUnnamed({ name, references }: TenantCandidate): string {
  const one = references === undefined ? 'one' : `one of ${references}`
  return `${name} is not in tenantColumns: add it there if the rows of ${one} are not for the others.`
}

const most = 12

function listed(names: readonly string[]): string {
  const more = names.length - most
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
