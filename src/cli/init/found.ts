import { join } from 'node:path'
import type { Catalog, Table } from '../../catalog/catalog.ts'
import { ownershipOf } from '../../proofs/tenant/ownership.ts'
import { isNamed } from '../../proofs/owner.ts'
import { otherPackagesWithSchema } from '../../project/discover.ts'
import { asksBySupabaseAlone } from '../../project/package-database.ts'
import { loadSchema, type Schema } from '../../project/project.ts'
import { defaultSettings, type GivenSettings } from '../../settings/settings.ts'
import { UsageError } from '../given-settings.ts'
import {
  isSubscribed,
  levelsBelow,
  loneCandidate,
  mostSharedReference,
  ownTables,
  referenceWithMembers,
  saysWhose,
  sharedBesides,
  tenantCandidates,
  type TenantCandidate,
} from '../../proofs/tenant/candidates.ts'
import { peopleOfSeveral, softDeleteCandidates, type SoftDeleteCandidate } from './columns.ts'

/** What a project has of a database. */
export interface Found {
  readonly schemas: readonly Schema[]
  /** Where nothing is found: why, and where it was looked for. */
  readonly missing: Pick<Schema, 'reason' | 'looked'> | undefined
  readonly catalogs: readonly Catalog[]
  readonly tables: readonly Table[]
  readonly tenants: readonly TenantCandidate[]
  /** What may be the tenant column where none has a name that says so. */
  readonly shared: TenantCandidate | undefined
  readonly softDeletes: readonly SoftDeleteCandidate[]
  /** Nothing asks but as whoever has signed in, whom policies are for. */
  readonly isAskedAsUser: boolean
}

/** Reads the schema files of a project; its configuration and code are not run. */
export function findDatabase(schema: readonly string[] | undefined, cwd: string): Found {
  const settings = schema ? { ...defaultSettings, schema: [...schema] } : defaultSettings
  const own = loadSchema(join(cwd, 'schema.sql'), settings, cwd)
  if (own.problems.length > 0) throw new UsageError(own.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  const others = schema ? [] : otherPackagesWithSchema(own.sources, cwd)
  const all = [own, ...others.map((folder) => loadSchema(join(folder, 'schema.sql'), settings, cwd))]
  const schemas = all.filter(({ sources }) => sources.length > 0)
  const catalogs = schemas.map(({ catalog }) => catalog)
  const tables = ownTables(catalogs)
  const named = tenantCandidates(tables)
  const most = mostSharedReference(tables)
  const shared = named.length === 0 ? (most ?? referenceWithMembers(tables)) : undefined
  const isSure = shared && (shared === most ? saysWhose(shared, tables) : isSubscribed(shared, tables))
  return {
    schemas,
    missing: schemas.length === 0 ? own : undefined,
    catalogs,
    tables,
    tenants: isSure
      ? [shared]
      : [...named, ...sharedBesides(named, tables), ...(named.length === 0 && !shared ? loneCandidate(tables) : [])],
    shared: isSure ? undefined : shared,
    softDeletes: softDeleteCandidates(tables),
    isAskedAsUser: asksBySupabaseAlone(cwd),
  }
}

/** What a team says of its columns. */
export interface Choice {
  readonly tenant: string | undefined
  /** Columns besides those that are sure. */
  readonly softDeletes: readonly string[]
  readonly schema: readonly string[] | undefined
}

/** The settings in which a project differs from the defaults. */
export function settingsFor(found: Found, choice: Choice): GivenSettings {
  const settings = settingsOfColumns(found, choice)
  const { byForeignKeys, policed } = ownedBy(settings, found.catalogs)
  return {
    ...settings,
    ...(byForeignKeys.length > 0 ? { followForeignKeys: true } : {}),
    ...(policed.length > 0 && found.isAskedAsUser ? { rowLevelSecurity: 'trust', clientRole: 'authenticated' } : {}),
  }
}

function settingsOfColumns({ tables, tenants, softDeletes }: Found, { tenant, softDeletes: chosen, schema }: Choice): GivenSettings {
  const { tenantColumns: known, softDeleteColumns: usual } = defaultSettings
  // Where there are levels of tenants, an outer one that the defaults know stays known.
  const outer = tenants.filter(({ name, references }) => name !== tenant && references !== undefined && isNamed(name, known))
  const below = tenant === undefined ? [] : levelsBelow(tenant, tables)
  const isKnown = tenant === undefined || (isNamed(tenant, known) && below.length === 0)
  const columns = isKnown ? undefined : [tenant, ...outer.map(({ name }) => name), ...below.flatMap((level) => level.columns)]
  const people = peopleOfSeveral(tables, columns ?? known)
  const deletes = softDeletes.filter(({ name, isDoubtful }) => !isDoubtful || chosen.includes(name)).map(({ name }) => name)
  return {
    ...(columns ? { tenantColumns: columns } : {}),
    ...(people.length > 0 ? { globalTables: people.map(({ table }) => table) } : {}),
    ...(deletes.every((name) => isNamed(name, usual)) ? {} : { softDeleteColumns: deletes }),
    ...(schema === undefined ? {} : { schema: [...schema] }),
  }
}

/** Whose the rows of the tables are. */
export interface Owned {
  readonly memberships: readonly string[]
  readonly global: readonly string[]
  /** What `followForeignKeys` alone makes a tenant's. */
  readonly byForeignKeys: readonly string[]
  readonly owned: readonly string[]
  /** Of those, the ones with policies that are switched on. */
  readonly policed: readonly string[]
}

/** As the rules see it by these settings. */
export function ownedBy(settings: GivenSettings, catalogs: readonly Catalog[]): Owned {
  const whole = { ...defaultSettings, ...settings }
  const each = catalogs.map((catalog) => {
    const tables = ownTables([catalog])
    const alone = ownershipOf(catalog, { ...whole, followForeignKeys: false })
    const following = ownershipOf(catalog, { ...whole, followForeignKeys: true })
    const ownership = whole.followForeignKeys ? following : alone
    const owned = tables.filter((table) => ownership.of(table).kind === 'tenant')
    const global = tables.filter((table) => ownership.of(table).kind === 'global')
    return {
      memberships: tables.filter((table) => ownership.of(table).person !== undefined),
      global,
      owned,
      policed: owned.filter(({ rowSecurity, policies }) => rowSecurity.enabled && policies.length > 0),
      byForeignKeys: tables.filter((table) => alone.of(table).kind === 'global' && following.of(table).kind === 'tenant'),
    }
  })
  const names = (kind: keyof Owned): string[] => [...new Set(each.flatMap((one) => one[kind].map(({ name }) => name)))].sort()
  return {
    memberships: names('memberships'),
    global: names('global'),
    byForeignKeys: names('byForeignKeys'),
    owned: names('owned'),
    policed: names('policed'),
  }
}
