import type { Catalog, Policy, Table } from '../../catalog/catalog.ts'
import type { Condition } from '../../query/query.ts'
import type { Command } from '../../query/row-security.ts'
import type { Settings } from '../../settings/settings.ts'
import { ownershipOf } from '../tenant/ownership.ts'
import { allOf, anyOf, verdictOf, type Row, type Verdict } from './holds.ts'
import { isFor } from './roles.ts'

export const commands: readonly Command[] = ['select', 'insert', 'update', 'delete']

/** The rows that a command finds, or those that it leaves. */
export type Side = 'old' | 'new'

export function isOf({ command }: Policy, asked: Command): boolean {
  return command === 'all' || command === asked
}

/** What a policy says of rows; without anything said of new ones, they are held to what it says of old ones. */
export function saidOf({ using, withCheck }: Policy, side: Side): Condition | undefined {
  return side === 'new' ? (withCheck ?? using) : using
}

/** The row of a table of tenants; undefined where the table is none, or says nothing of whose a row is. */
export function rowOf(table: Table, catalog: Catalog, settings: Readonly<Settings>): Row | undefined {
  const { kind, columns } = ownershipOf(catalog, settings).of(table)
  return kind === 'global' || columns.length === 0 ? undefined : { table, catalog, columns }
}

/** Whether a table's policies leave roles no more than the rows of their tenant; without any, they are left none. */
export function verdictOfSide(row: Row, command: Command, side: Side, roles: readonly string[]): Verdict {
  return anyOf(row.table.policies.map((policy) => verdictOfPolicy(policy, row, command, side, roles)))
}

/** What a permissive policy lets its roles do to rows of others, with the restrictive ones that they have besides. */
export function verdictOfPolicy(policy: Policy, row: Row, command: Command, side: Side, roles: readonly string[]): Verdict {
  const said = saidOf(policy, side)
  const asked = roles.filter((role) => isFor(policy, role))
  if (!policy.permissive || !isOf(policy, command) || !said || asked.length === 0) return 'held'
  return anyOf(asked.map((role) => allOf([verdictOf(said, row), ...restrictions(row, command, side, role)])))
}

function restrictions(row: Row, command: Command, side: Side, role: string): Verdict[] {
  return row.table.policies
    .filter((policy) => !policy.permissive && isOf(policy, command) && isFor(policy, role))
    .flatMap((policy) => saidOf(policy, side) ?? [])
    .map((condition) => verdictOf(condition, row))
}
