import type { Table } from '../../catalog/catalog.ts'
import { cutName } from '../../catalog/names.ts'
import type { Script } from '../../catalog/script.ts'
import { columnsIn } from '../../query/columns.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { shownTable } from '../index-sql.ts'
import { found, type Check, type Moment } from './finding.ts'

/** A table with rows that becomes a partition, where no CHECK speaks of what the bounds are about. */
export const attachScan: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'attach partition') return []
  const partition = moment.past.table(change.partition)
  if (!partition || partition.kind === 'partitioned table') return []
  return isChecked(moment, partition, moment.past.table(change.table)) ? [] : [found('attachScan', moment, partition)]
}

/** The partition for all other rows, which Postgres looks through for those of another one. */
export const defaultScan: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  const isAttached = change.kind === 'attach partition'
  const of = isAttached ? change.table : change.kind === 'create table' ? change.partitionOf : undefined
  const bound = isAttached ? change.bound : change.kind === 'create table' ? change.partitionBound : undefined
  const parent = of && moment.past.table(of)
  if (!parent || bound?.kind === 'default') return []
  const others = defaultPartition(parent, moment.script)
  if (!others || !moment.past.has(others) || isChecked(moment, others, parent)) return []
  return [found('defaultScan', moment, others, { parent: shownTable(moment.past.called(parent)) })]
}

/** The partition of a table for all rows that no other one is for. */
export function defaultPartition({ schema, name }: Table, { before }: Script): Table | undefined {
  return before.tables.find(
    ({ partitionOf, partitionBound }) => partitionBound?.kind === 'default' && partitionOf?.schema === schema && partitionOf.name === name,
  )
}

/** Whether a CHECK of a table speaks of what the bounds of its partitions are about. */
function isChecked({ past, script, at }: Moment, table: Table, parent: Table | undefined): boolean {
  const keys = parent?.partitionBy?.flatMap((key) => (typeof key === 'string' ? [key] : [])) ?? []
  const added = script.actions
    .slice(0, at)
    .flatMap(({ change }) =>
      change.kind === 'add constraint' && past.table(change.table) === table && change.constraint.kind === 'check'
        ? [change.constraint.expression]
        : [],
    )
  const checks = [...table.checks.filter(({ enforced }) => enforced).map(({ expression }) => expression), ...added]
  return checks.some((condition) => {
    const columns = columnsIn(condition).map(({ name }) => cutName(name))
    return keys.length === 0 ? columns.length > 0 : keys.every((key) => columns.includes(key))
  })
}

/** What writes tables again while nobody can read them. */
export const fullRewrite: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'rewrite') return []
  return change.tables.flatMap((name) => {
    const table = moment.past.table(name)
    return table
      ? [found<BlockingMessage>(change.by.startsWith('SET') ? 'tableRewrite' : 'fullRewrite', moment, table, { verb: change.by })]
      : []
  })
}
