import type { Table } from '../../catalog/catalog.ts'
import type { Condition, Delete, Query, Term, Update } from '../../query/query.ts'
import { cutName } from '../../catalog/names.ts'
import { printTerm } from '../../query/print.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { found, type Check, type Moment } from './finding.ts'
import { locksOf } from './locks.ts'

/** Rows of a table that are all written at once, or while nobody can read them. */
export function backfill(): Check<BlockingMessage> {
  const altered = new Map<Table, number>()
  return (moment) => {
    const { change } = moment.action
    const { transaction } = moment
    const writes = change.kind === 'write' ? writesOf(change.query) : []
    const findings = writes.flatMap((write) => backfillOf(write, moment, altered))
    if (transaction !== undefined && change.kind !== 'write')
      for (const { table, mode } of locksOf(change, moment.past, moment.script))
        if (mode === 'access exclusive') altered.set(table, transaction)
    return findings
  }
}

function backfillOf(write: Update | Delete, moment: Moment, altered: ReadonlyMap<Table, number>): Finding[] {
  const table = moment.past.table({ schema: write.target.schema, name: write.target.name })
  if (!table || table.kind === 'view' || isByKey(write.where, table)) return []
  if (moment.transaction !== undefined && altered.get(table) === moment.transaction) return [found('backfillUnderLock', moment, table)]
  if (!isOfAll(write.where, table)) return []
  return [
    write.kind === 'delete' ? found('unbatchedDelete', moment, table) : found('unbatched', moment, table, { column: firstColumn(write) }),
  ]
}

type Finding = ReturnType<Check<BlockingMessage>>[number]

/** Also those of WITH. */
function writesOf(query: Query): (Update | Delete)[] {
  const within = 'with' in query ? query.with.flatMap((table) => writesOf(table.query)) : []
  return query.kind === 'update' || query.kind === 'delete' ? [...within, query] : within
}

function firstColumn({ set: [first] }: Update): string {
  return first && 'column' in first ? first.column : '…'
}

/** A condition that holds of every row, as far as can be seen word by word. */
function isOfAll(where: Condition | undefined, table: Table): boolean {
  if (!where) return true
  switch (where.kind) {
    case 'constant':
      return where.value === true
    case 'and':
      return where.of.every((part) => isOfAll(part, table))
    case 'or':
      return where.of.some((part) => isOfAll(part, table))
    case 'null': {
      const { term } = where
      return where.not && term.kind === 'column' && table.columns.some(({ name, nullable }) => name === term.name && !nullable)
    }
    case 'compare':
      return where.op === '=' && where.quantifier === undefined && isSameLiteral(where.left, where.right)
    default:
      return false
  }
}

function isSameLiteral(left: Term, right: Term): boolean {
  return left.kind === 'value' && left.value.kind === 'literal' && right.kind === 'value' && printTerm(left) === printTerm(right)
}

/** Whether a condition leads to one row, or to some that are named. */
function isByKey(where: Condition | undefined, table: Table): boolean {
  const named = new Set(where ? comparedColumns(where) : [])
  return table.keys.some(({ kind, columns }) => kind !== 'exclusion' && columns.every((name) => named.has(name)))
}

function comparedColumns(condition: Condition): readonly string[] {
  if (condition.kind === 'and') return condition.of.flatMap(comparedColumns)
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier === 'all') return []
  const { left, right } = condition
  const [column, other] = left.kind === 'column' ? [left, right] : [right, left]
  return column.kind === 'column' && (other.kind === 'value' || other.kind === 'list' || other.kind === 'cast')
    ? [cutName(column.name)]
    : []
}
