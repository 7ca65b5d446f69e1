import type { Table } from '../../catalog/catalog.ts'
import { isAlter } from '../../catalog/fold/alter.ts'
import type { Edit, Range } from '../../catalog/place.ts'
import type { Action, Script } from '../../catalog/script.ts'
import { shownTable, sqlNames } from '../index-sql.ts'
import { Past } from './past.ts'

/** What is wrong with a step of a migration. */
export interface Finding<MessageId extends string> {
  readonly messageId: MessageId
  readonly range: Range
  readonly data: Readonly<Record<string, string | number>>
  readonly suggest?: readonly { readonly messageId: MessageId; readonly edits: readonly Edit[] }[]
}

/** One step of a migration, and what holds when it is taken. */
export interface Moment {
  readonly action: Action
  readonly past: Past
  readonly script: Script
  /** The transaction that it runs in; undefined where it runs by itself. */
  readonly transaction: number | undefined
  /** Which of the steps this is. */
  readonly at: number
  readonly textAt: (range: Range) => string
}

/** Looks at the steps of a file in their order, and may keep what it has to know of those before. */
export type Check<MessageId extends string> = (moment: Moment) => readonly Finding<MessageId>[]

/** What checks find in a migration; of another file there is nothing to say, since it meets whatever is there. */
export function findingsIn<MessageId extends string>(
  script: Script,
  checks: readonly Check<MessageId>[],
  textAt: Moment['textAt'],
): Finding<MessageId>[] {
  if (!script.isMigration || checks.length === 0) return []
  const past = new Past(script)
  const transactions = transactionsOf(script.actions)
  return script.actions.flatMap((action, at) => {
    const moment: Moment = { action, past, script, transaction: transactions[at], at, textAt }
    const found = checks.flatMap((check) => check(moment))
    past.take(action.change)
    return found
  })
}

/** The table that was there before and that an action of ALTER TABLE is on; nothing is done to what is there already. */
export function alteredTable({ action: { change }, past }: Moment): Table | undefined {
  const table = isAlter(change) ? past.table(change.table) : undefined
  if (table?.kind !== 'table' && table?.kind !== 'partitioned table') return undefined
  const isThere = change.kind === 'add column' && change.ifNotExists && past.column(table, change.column.name.text) !== undefined
  return isThere ? undefined : table
}

/** A finding at the place of a step, by the names that it meets. */
export function found<MessageId extends string>(
  messageId: MessageId,
  { action, past }: Moment,
  table: Table,
  data: Finding<MessageId>['data'] = {},
): Finding<MessageId> {
  const called = past.called(table)
  return { messageId, range: action.range, data: { table: shownTable(called), ...data, ...sqlNames(called, data['column']) } }
}

/** In which transaction each step runs: a number for each. */
function transactionsOf(actions: readonly Action[]): (number | undefined)[] {
  let begun = 0
  return actions.map(({ change, transaction }) => {
    if (change.kind === 'transaction' && (change.does === 'begin' || change.does === 'commit' || change.does === 'rollback')) begun++
    return transaction === undefined ? undefined : transaction === 'begun' ? begun : 0
  })
}

/** Every node that an expression is made of, in no order. */
export function* nodesIn(node: object): Generator<object> {
  const open: object[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    yield next
    open.push(...Object.values(next).filter((value): value is object => typeof value === 'object' && value !== null))
  }
}
