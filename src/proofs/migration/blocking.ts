import type { Script } from '../../catalog/script.ts'
import { columnRewrite, requiredColumn } from './added-column.ts'
import { backfill } from './backfill.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { typeRewrite } from './changed-type.ts'
import { constraintScan, keyBuild, notNullScan, validatedAtOnce } from './constraints.ts'
import { valueUsed } from './enum-value.ts'
import { findingsIn, type Check, type Finding, type Moment } from './finding.ts'
import { noTimeout } from './lock-timeout.ts'
import { attachScan, defaultScan, fullRewrite } from './partition.ts'
import { combinable, outsideTransactions } from './statements.ts'

/** What the rule looks for, by the option that asks for it. */
export interface BlockingOptions {
  readonly requiredColumns: boolean
  readonly columnRewrites: boolean
  readonly notNull: boolean
  readonly constraints: boolean
  readonly keys: boolean
  readonly types: boolean
  readonly backfills: boolean
  readonly lockTimeout: boolean
  readonly fullRewrites: boolean
  readonly partitions: boolean
  readonly enumValues: boolean
  readonly combined: boolean
  readonly transactions: boolean
}

/** What of a migration keeps the queries of an application waiting, or is refused once there are rows. */
export function blockingSteps(script: Script, options: BlockingOptions, textAt: Moment['textAt']): readonly Finding<BlockingMessage>[] {
  const checks: readonly (readonly [boolean, () => Check<BlockingMessage>])[] = [
    [options.requiredColumns, () => requiredColumn],
    [options.columnRewrites, () => columnRewrite],
    [options.notNull, notNullScan],
    [options.constraints, () => constraintScan],
    [options.constraints, validatedAtOnce],
    [options.keys, () => keyBuild],
    [options.types, () => typeRewrite],
    [options.backfills, backfill],
    [options.lockTimeout, noTimeout],
    [options.fullRewrites, () => fullRewrite],
    [options.partitions, () => attachScan],
    [options.partitions, () => defaultScan],
    [options.enumValues, valueUsed],
    [options.combined, combinable],
  ]
  const asked = checks.flatMap(([isAsked, make]) => (isAsked ? [make()] : []))
  return [...findingsIn(script, asked, textAt), ...(options.transactions ? outsideTransactions(script) : [])]
}
