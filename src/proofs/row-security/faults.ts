import type { Catalog, Policy, Table } from '../../catalog/catalog.ts'
import type { Command } from '../../query/row-security.ts'
import type { Settings } from '../../settings/settings.ts'
import { quoteName } from '../../catalog/names.ts'
import { printTerm } from '../../query/print.ts'
import { shownTable, sqlNames } from '../index-sql.ts'
import { ownershipOf } from '../tenant/ownership.ts'
import { commands, isOf, rowOf, saidOf, verdictOfPolicy, type Side } from './commands.ts'
import { constantOf } from './constant.ts'
import { recursionOf } from './recursion.ts'
import { clientsOf, isFor, mayBeEnabledUnseen, meet } from './roles.ts'
import { askedPerRow, raisesWhenUnset } from './session-calls.ts'
import type { Wanted } from './wanted.ts'
import { columnsNamed, conditionsOf, literalsIn } from './terms.ts'

export type PolicyFault = Exclude<keyof Wanted, 'viewAsOwner' | 'storedCopy' | 'mutablePath' | 'noPolicies'> | 'openCheck'

export interface Fault<Kind extends string> {
  readonly kind: Kind
  readonly data: Readonly<Record<string, string>>
}

interface Asked {
  readonly policy: Policy
  readonly table: Table
  readonly catalog: Catalog
  readonly settings: Readonly<Settings>
}

const words: Readonly<Record<Command, string>> = { select: 'SELECT', insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' }

function shown(of: readonly Command[]): string {
  return of.map((command) => words[command]).join(', ')
}

/** What is wrong with one policy of a table. */
export function policyFaults(
  policy: Policy,
  table: Table,
  catalog: Catalog,
  settings: Readonly<Settings>,
  wanted: Wanted,
): Fault<PolicyFault>[] {
  const asked: Asked = { policy, table, catalog, settings }
  const found = [...(table.rowSecurity.enabled ? openFaults(asked) : offFaults(asked)), ...ownFaults(asked), ...besideFaults(asked)]
  return found.flatMap(({ kind, data = {} }) =>
    wanted[kind === 'openCheck' ? 'openWrites' : kind]
      ? [{ kind, data: { policy: quoteName(policy.name), table: shownTable(table), ...sqlNames(table), ...data } }]
      : [],
  )
}

interface Found {
  readonly kind: PolicyFault
  readonly data?: Readonly<Record<string, string>>
}

/** Told once for a table. */
function offFaults({ policy, table, catalog }: Asked): Found[] {
  return table.policies[0] === policy && !mayBeEnabledUnseen(catalog) ? [{ kind: 'switchedOff' }] : []
}

function openFaults(asked: Asked): Found[] {
  const always = alwaysTrue(asked)
  if (always.length > 0) return [{ kind: 'alwaysTrue', data: { commands: shown(always) } }]
  const { policy, table, catalog, settings } = asked
  const row = rowOf(table, catalog, settings)
  if (!row) return []
  const { roles } = clientsOf(catalog, settings)
  const isRoot = ownershipOf(catalog, settings).of(table).kind === 'root'
  const open = (command: Command, side: Side): boolean =>
    verdictOfPolicy(policy, row, command, side, roles) === 'open' && !(isRoot && command === 'insert')
  const data = { column: row.columns.join(' or ') }
  const isOwnCheck = policy.withCheck !== undefined && policy.withCheck !== policy.using
  const writes = (['update', 'delete'] as const).filter((command) => open(command, 'old'))
  const added = !isOwnCheck && open('insert', 'new') ? (['insert'] as const) : []
  if (writes.length + added.length > 0) return [{ kind: 'openWrites', data: { ...data, commands: shown([...added, ...writes]) } }]
  const checks = isOwnCheck ? (['insert', 'update'] as const).filter((command) => open(command, 'new')) : []
  const check: Found[] = checks.length > 0 ? [{ kind: 'openCheck', data: { ...data, commands: shown(checks) } }] : []
  return open('select', 'old') ? [...check, { kind: 'openReads', data }] : check
}

/** The rows that are there are anybody's to change. What everybody may read, or add to what no tenant owns, may be meant so. */
function alwaysTrue({ policy, table, catalog, settings }: Asked): readonly Command[] {
  if (!policy.permissive || !policy.using || constantOf(policy.using, table) !== true) return []
  const roles = clientsOf(catalog, settings).roles.filter((role) => isFor(policy, role))
  const isHeld = (role: string, command: Command): boolean =>
    table.policies.some((other) => !other.permissive && isOf(other, command) && saidOf(other, 'old') !== undefined && isFor(other, role))
  const open = (['select', 'update', 'delete'] as const).filter(
    (command) => isOf(policy, command) && roles.some((role) => !isHeld(role, command)),
  )
  return open.every((command) => command === 'select') ? [] : open
}

function ownFaults({ policy, table, catalog }: Asked): Found[] {
  const literals = conditionsOf(policy).flatMap((condition) => [...literalsIn(condition)])
  const isEditable =
    literals.some((text) => /^(?:\{)?(?:raw_)?user_meta_?data\b/.test(text)) ||
    conditionsOf(policy).some((condition) => columnsNamed(condition).includes('raw_user_meta_data'))
  const way = recursionOf(policy, table, catalog)
  const names = (calls: readonly { readonly schema: string | undefined; readonly name: string }[]): string =>
    [...new Set(calls.map(({ schema, name }) => (schema === undefined ? `${name}()` : `${schema}.${name}()`)))].join(', ')
  const perRow = askedPerRow(policy)
  const raising = raisesWhenUnset(policy)
  return [
    ...(isEditable ? [{ kind: 'userEditable' as const }] : []),
    ...(way ? [{ kind: 'recursion' as const, data: { way: way.map(shownTable).join(', ') } }] : []),
    ...(perRow.length > 0
      ? [{ kind: 'perRow' as const, data: { calls: names(perRow), call: perRow.slice(0, 1).map(printTerm).join('') } }]
      : []),
    ...(raising.length > 0 ? [{ kind: 'raisesUnset' as const, data: { setting: [...literalsIn(raising[0])][0] ?? '' } }] : []),
  ]
}

function besideFaults(asked: Asked): Found[] {
  const { policy, table } = asked
  const column = unindexedColumn(asked)
  const earlier = table.policies.slice(0, table.policies.indexOf(policy)).filter((other) => other.permissive && meet(policy, other))
  const common = (other: Policy): readonly Command[] => commands.filter((command) => isOf(policy, command) && isOf(other, command))
  const other = policy.permissive ? earlier.find((one) => common(one).length > 0) : undefined
  return [
    ...(other ? [{ kind: 'severalPermissive' as const, data: { other: quoteName(other.name), commands: shown(common(other)) } }] : []),
    ...(column === undefined ? [] : [{ kind: 'unindexed' as const, data: { column } }]),
  ]
}

/** The tenant column that every query is filtered by, where no index leads with it; told at the first policy that has it. */
function unindexedColumn({ policy, table, catalog, settings }: Asked): string | undefined {
  const row = table.rowSecurity.enabled ? rowOf(table, catalog, settings) : undefined
  if (!row) return undefined
  const named = (of: Policy): string[] =>
    conditionsOf(of)
      .flatMap(columnsNamed)
      .filter((name) => row.columns.includes(name))
  const [column] = named(policy)
  const isFirst = table.policies.find((other) => named(other).length > 0) === policy
  const isLed = table.indexes.some(({ keys: [key] }) => key?.column !== undefined && row.columns.includes(key.column))
  return isFirst && !isLed ? column : undefined
}
