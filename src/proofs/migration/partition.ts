import { cutName } from '../../catalog/names.ts'
import { columnsIn } from '../../query/columns.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { found, type Check } from './finding.ts'

/** A table with rows that becomes a partition, where no CHECK speaks of what the bounds are about. */
export const attachScan: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'attach partition') return []
  const partition = moment.past.table(change.partition)
  if (!partition || partition.kind === 'partitioned table') return []
  const keys = moment.past.table(change.table)?.partitionBy?.flatMap((key) => (typeof key === 'string' ? [key] : [])) ?? []
  const isChecked = (condition: object): boolean => {
    const columns = columnsIn(condition).map(({ name }) => cutName(name))
    return keys.length === 0 ? columns.length > 0 : keys.every((key) => columns.includes(key))
  }
  const added = moment.script.actions
    .slice(0, moment.at)
    .flatMap(({ change: other }) =>
      other.kind === 'add constraint' && moment.past.table(other.table) === partition && other.constraint.kind === 'check'
        ? [other.constraint.expression]
        : [],
    )
  const checks = [...partition.checks.filter(({ enforced }) => enforced).map(({ expression }) => expression), ...added]
  return checks.some(isChecked) ? [] : [found('attachScan', moment, partition)]
}

/** What writes tables again while nobody can read them. */
export const fullRewrite: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'rewrite') return []
  return change.tables.flatMap((name) => {
    const table = moment.past.table(name)
    return table ? [found<BlockingMessage>('fullRewrite', moment, table, { verb: change.by })] : []
  })
}
