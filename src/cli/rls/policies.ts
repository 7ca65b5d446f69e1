import { isLocalTable, type Catalog, type Policy, type Table } from '../../catalog/catalog.ts'
import { quoteName } from '../../catalog/names.ts'
import { qualifiedName, shownTable, type Surroundings } from '../../proofs/index-sql.ts'
import { policyFaults } from '../../proofs/row-security/faults.ts'
import { tenantCondition, usualSetting } from '../../proofs/row-security/required.ts'
import { surelyWanted } from '../../proofs/row-security/wanted.ts'
import { ownershipOf } from '../../proofs/tenant/ownership.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Block } from '../fix/written.ts'

export interface PolicyOptions {
  /** The setting with which a session names its tenant. */
  readonly setting: string
  /** Whom the policies are for; everybody where it is not said. */
  readonly role?: string | undefined
  /** Tables that say which people belong to which tenants have them, too. */
  readonly memberships: boolean
}

/** What is written for a table, or why nothing is. */
type ForTable = Block | { readonly leftOut: string } | undefined

export interface Policies {
  readonly blocks: readonly Block[]
  /** As `orders: …`. */
  readonly leftOut: readonly string[]
}

const surroundings: Surroundings = { commitsEach: false, qualifies: false }

/** Row security of all tables that tenants share. */
export function policiesFor(catalog: Catalog, settings: Readonly<Settings>, options: PolicyOptions): Policies {
  const tables = catalog.tables.filter((table) => isLocalTable(table) && !table.partitionOf)
  const all = tables.map((table) => ({ table, written: forTable(table, catalog, settings, options) }))
  return {
    blocks: all.flatMap(({ written }) => (written && 'up' in written ? [written] : [])),
    leftOut: all.flatMap(({ table, written }) => (written && 'leftOut' in written ? [`${shownTable(table)}: ${written.leftOut}`] : [])),
  }
}

/** The setting that policies read already; else it is called after the column that most tables have. */
export function settingFor(catalog: Catalog, settings: Readonly<Settings>): string {
  const owners = ownershipOf(catalog, settings)
  const names = catalog.tables.flatMap((table) => (owners.of(table).kind === 'tenant' ? owners.of(table).columns.slice(0, 1) : []))
  const count = (name: string): number => names.filter((other) => other === name).length
  const [usual = 'tenant_id'] = [...new Set(names)].sort((a, b) => count(b) - count(a))
  return usualSetting(catalog, settings) ?? `app.${usual.replace(/\W+/g, '_').replace(/^(?=\d)/, '_')}`
}

function forTable(table: Table, catalog: Catalog, settings: Readonly<Settings>, options: PolicyOptions): ForTable {
  const owner = ownershipOf(catalog, settings).of(table)
  if (owner.kind === 'root') return { leftOut: 'its rows are the tenants themselves, which are looked up before one is chosen.' }
  if (owner.kind === 'global') return { leftOut: 'it holds no tenant column.' }
  if (owner.person !== undefined && !options.memberships)
    return {
      leftOut: 'it says who belongs to which tenant, which is asked before one is chosen. With --memberships it gets a policy, too.',
    }
  const condition = tenantCondition(table, catalog, settings, options.setting, surroundings)
  if (condition === undefined) return { leftOut: 'no column of a known type says whose its rows are.' }
  return table.policies.length > 0 ? besidePolicies(table, catalog, settings) : newPolicy(table, condition, owner.mayBeShared, options.role)
}

function newPolicy(table: Table, condition: string, mayBeShared: boolean, role: string | undefined): Block {
  const name = qualifiedName(table, surroundings)
  const to = role === undefined ? '' : ` TO ${quoteName(role)}`
  const note = mayBeShared ? ['A row without a tenant is seen by nobody; if all tenants share it, let a policy FOR SELECT say so.'] : []
  const switched = switching(table)
  return {
    comment: [`The rows of ${shownTable(table)} that are of the tenant of the session.`, ...note],
    up: [...switched.up, `CREATE POLICY tenant_isolation ON ${name}${to} USING (${condition}) WITH CHECK (${condition})`],
    down: [`DROP POLICY tenant_isolation ON ${name}`, ...switched.down],
  }
}

/** Policies that are sound stay as they are, and hold once they are switched on, for the owner, too. */
function besidePolicies(table: Table, catalog: Catalog, settings: Readonly<Settings>): ForTable {
  const faulty = table.policies.filter((policy) => isFaulty(policy, table, catalog, settings))
  if (faulty.length > 0)
    return {
      leftOut: `mend its own policies first (${faulty.map(({ name }) => name).join(', ')}): tenancy check --rule valid-row-level-security`,
    }
  const { up, down } = switching(table)
  return up.length === 0
    ? undefined
    : { comment: [`The policies of ${shownTable(table)} are there, and do not hold for everybody yet.`], up, down }
}

function isFaulty(policy: Policy, table: Table, catalog: Catalog, settings: Readonly<Settings>): boolean {
  const on = { ...table, rowSecurity: { ...table.rowSecurity, enabled: true } }
  return policyFaults(policy, on, catalog, settings, { ...surelyWanted, openReads: true }).length > 0
}

function switching(table: Table): Pick<Block, 'up' | 'down'> {
  const name = qualifiedName(table, surroundings)
  const { enabled, forced } = table.rowSecurity
  return {
    up: [
      ...(enabled ? [] : [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`]),
      ...(forced ? [] : [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`]),
    ],
    down: [
      ...(forced ? [] : [`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`]),
      ...(enabled ? [] : [`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`]),
    ],
  }
}
