import type { Change } from '../../catalog/change.ts'
import { isAlter, type AlterChange } from '../../catalog/fold/alter.ts'
import type { Action, Script } from '../../catalog/script.ts'
import { shapesSchema } from '../../catalog/upkeep.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { alteredTable, found, type Check, type Finding } from './finding.ts'

const apart: ReadonlySet<AlterChange['kind']> = new Set(['validate constraint', 'attach partition', 'detach partition', 'attach index'])

/** A second ALTER TABLE of the same table right behind the first. */
export function combinable(): Check<BlockingMessage> {
  let last: { readonly statement: number; readonly table: object; readonly transaction: number | undefined } | undefined
  return (moment) => {
    const { change, statement } = moment.action
    const table = isAlter(change) && !apart.has(change.kind) ? alteredTable(moment) : undefined
    const before = last
    last = table && { statement, table, transaction: moment.transaction }
    const isAnother = table && before?.table === table && before.statement !== statement && before.transaction === moment.transaction
    return isAnother ? [found('combinable', moment, table)] : []
  }
}

/** Steps of a file that are each done for good, where it would be half done after a failure. */
export function outsideTransactions({ actions, isMigration }: Script): Finding<BlockingMessage>[] {
  if (!isMigration) return []
  const alone = actions.filter(({ transaction, change }) => transaction === undefined && mayBeWithin(change))
  const count = new Set(alone.map(({ statement }) => statement)).size
  const [first] = alone
  return first && count > 1 ? [{ messageId: 'apart', range: first.range, data: { count } }] : []
}

/** What a transaction may hold, and would undo. */
function mayBeWithin(change: Action['change']): boolean {
  if (isConcurrent(change) || change.kind === 'transaction' || change.kind === 'search path' || change.kind === 'unread') return false
  return change.kind === 'write' || shapesSchema([change])
}

function isConcurrent(change: Change): boolean {
  return 'concurrently' in change && change.concurrently
}
