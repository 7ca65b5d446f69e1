import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { quotedText, quoteName } from '../../catalog/names.ts'
import type { Settings } from '../../settings/settings.ts'
import { qualifiedName, type Surroundings } from '../index-sql.ts'
import { ownershipOf } from '../tenant/ownership.ts'
import { clientsOf, mayBeEnabledUnseen, usesRowSecurity } from './roles.ts'
import { settingsComparedWith } from './session-calls.ts'

export interface Required {
  /** The owner is held by policies, too, where users may come as the owner. */
  readonly requireForce: boolean
  /** Also where no table of the schema has row security. */
  readonly evenIfUnused: boolean
  /** The setting that names the tenant; empty where it is the one that policies read. */
  readonly setting: string
}

export type Lack = 'notEnabled' | 'noPolicies' | 'notForced'

/** What a table of tenants lacks of row security. */
export function lackOf(table: Table, catalog: Catalog, settings: Readonly<Settings>, required: Required): Lack | undefined {
  const { kind, partitionOf, rowSecurity, policies } = table
  if ((kind !== 'table' && kind !== 'partitioned table') || partitionOf) return undefined
  if (!required.evenIfUnused && settings.rowLevelSecurity !== 'trust' && !usesRowSecurity(catalog)) return undefined
  if (ownershipOf(catalog, settings).of(table).kind !== 'tenant') return undefined
  // A policy that is there for nothing is told by another rule.
  if (!rowSecurity.enabled) return policies.length > 0 || mayBeEnabledUnseen(catalog) ? undefined : 'notEnabled'
  if (policies.length === 0) return mayBeEnabledUnseen(catalog) ? undefined : 'noPolicies'
  return rowSecurity.forced || mayBeEnabledUnseen(catalog) || !needsForce(catalog, settings, required) ? undefined : 'notForced'
}

/** Users may come as the owner, unless it is said which role they have. */
function needsForce(catalog: Catalog, settings: Readonly<Settings>, { requireForce }: Required): boolean {
  return requireForce && !clientsOf(catalog, settings).areNamed
}

/** The statements that a table lacks; undefined where its rows do not say themselves whose they are. */
export function rowSecuritySql(
  table: Table,
  catalog: Catalog,
  settings: Readonly<Settings>,
  required: Required,
  lack: Lack,
  surroundings: Surroundings,
): string | undefined {
  const name = qualifiedName(table, surroundings)
  const force = table.rowSecurity.forced || !needsForce(catalog, settings, required) ? [] : [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`]
  if (lack === 'notForced') return force.join('')
  const condition = tenantCondition(table, catalog, settings, required.setting, surroundings)
  if (condition === undefined) return undefined
  const enable = lack === 'notEnabled' ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`] : []
  const policy = `CREATE POLICY tenant_isolation ON ${name} USING (${condition}) WITH CHECK (${condition})`
  return [...enable, ...force, policy].join(';\n')
}

/** That a row is of the tenant of the session; undefined where its rows do not say themselves whose they are. */
export function tenantCondition(
  table: Table,
  catalog: Catalog,
  settings: Readonly<Settings>,
  setting: string,
  surroundings: Surroundings,
): string | undefined {
  const [name] = ownershipOf(catalog, settings).of(table).columns
  const column = table.columns.find((one) => one.name === name)
  if (!column?.type || column.type.array) return undefined
  const text = `nullif(current_setting(${quotedText(setting === '' ? (usualSetting(catalog, settings) ?? `app.${column.name}`) : setting)}, true), '')`
  return `${quoteName(column.name)} = (SELECT ${text}${castTo(column.type, surroundings)})`
}

const texts: ReadonlySet<string> = new Set(['text', 'character varying'])

function castTo({ schema, name }: TypeReference, surroundings: Surroundings): string {
  // As a text it would be compared with the column as a text, which its index does not hold; `character` alone is of one character.
  if (schema === undefined && name === 'character') return '::bpchar'
  if (schema === undefined) return texts.has(name) ? '' : `::${name}`
  return `::${qualifiedName({ schema, name }, surroundings)}`
}

/** The setting by which the policies of the schema know the tenant; others may name a person or a role. */
export function usualSetting(catalog: Catalog, settings: Readonly<Settings>): string | undefined {
  const owners = ownershipOf(catalog, settings)
  const [first] = catalog.tables
    .flatMap((table) => table.policies.flatMap((policy) => settingsComparedWith(owners.of(table).columns, policy)))
    .filter((name) => /^[a-z_]\w*\.[a-z_]\w*$/i.test(name))
  return first
}
