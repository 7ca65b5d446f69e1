import type { Deed, RowSource } from '../../query/relation.ts'
import { weaker, type Verdict } from './verdict.ts'

export type { Verdict } from './verdict.ts'

/** A table reference that may be told together with others. */
export interface Reportable {
  readonly verdict: Verdict
  /** Another query has gone by the same key before, and is told. */
  readonly isRepeated?: boolean
  /** The row that is held by what holds this one, too, which hangs on it. */
  readonly hangsOn?: RowSource | undefined
  /** Its condition on the tenant stands beside an OR. */
  readonly isOpenedByOr?: boolean
  /** The sources that it is: more than one where its text is used several times. */
  readonly sources: readonly RowSource[]
  /** The sources of tenants, or tenants themselves, that facts tie to it. */
  readonly ties: readonly RowSource[]
}

/** References of one query that facts tie together, so that holding one of them to the tenant holds all. */
export interface Report<T> {
  readonly first: T
  readonly weakest: T
  /** All but the weakest. */
  readonly others: readonly T[]
}

/** The verdicts that one rule or another tells of everywhere. */
const alwaysTold: readonly Verdict[] = ['by-key', 'by-reference', 'may-vanish', 'vacuous', 'unscoped']

export function isAlwaysTold(verdict: Verdict): boolean {
  return alwaysTold.includes(verdict)
}

/** What is to be told of a query, in the order of its text; the ties of either of two references count. */
export function reportsOf<T extends Reportable>(references: readonly T[], alsoTold: readonly Verdict[] = []): Report<T>[] {
  const told = [...alwaysTold, ...alsoTold]
  const left = references.filter(({ verdict }) => told.includes(verdict))
  const reports: Report<T>[] = []
  for (let first = left.shift(); first; first = left.shift()) {
    const group = new Set([first])
    for (const one of group) for (const other of left) if (areTied(one, other)) group.add(other)
    for (const one of group) if (one !== first) left.splice(left.indexOf(one), 1)
    const members = references.filter((one) => group.has(one))
    const weakest = members.reduce((worst, one) => (isWeaker(one, worst) ? one : worst))
    reports.push({ first, weakest, others: members.filter((one) => one !== weakest) })
  }
  return reports
}

function areTied(a: Reportable, b: Reportable): boolean {
  return (
    a.ties.some((source) => b.sources.includes(source) || b.ties.includes(source)) || b.ties.some((source) => a.sources.includes(source))
  )
}

/** A row that a key holds, and those that refer to it, are one matter: it is told of the first, or of the row on which that hangs. */
const alike: ReadonlySet<Verdict> = new Set(['by-key', 'by-reference'])

function isWeaker(one: Reportable, than: Reportable): boolean {
  const { verdict } = one
  if (alike.has(verdict) && alike.has(than.verdict)) return than.hangsOn !== undefined && one.sources.includes(than.hangsOn)
  // A condition that was to hold the row is told, and not that what hangs on the row has none.
  if (than.verdict === 'unscoped' && isMeant(one)) return true
  if (verdict === 'unscoped' && isFailing(than)) return false
  return verdict !== than.verdict && weaker(verdict, than.verdict) === verdict
}

/** Whether there is a condition on the tenant that does not hold. */
function isFailing({ verdict }: Reportable): boolean {
  return verdict === 'may-vanish' || verdict === 'vacuous'
}

/** Whether it was to hold the row: one that leaves a tenant out was not. */
function isMeant({ verdict, isOpenedByOr = false }: Reportable): boolean {
  return verdict === 'may-vanish' || (verdict === 'vacuous' && isOpenedByOr)
}

/** The tables of the other references, for a message, each once. */
export function beside<T extends { readonly table: string; readonly does: Deed }>({
  weakest,
  others,
}: Pick<Report<T>, 'weakest' | 'others'>): string {
  const how = weakest.does === 'truncate' ? 'named beside it' : 'joined to it'
  const names = [...new Set(others.map(({ table }) => table))].filter((name) => name !== weakest.table)
  if (names.length === 0) return ''
  const shown = names.join(', ')
  return names.length === 1 ? ` (and the table ${how}: ${shown})` : ` (and the ${names.length} tables ${how}: ${shown})`
}

/** How a message tells what a query does to a table, and what becomes of its rows. */
export const deeds: Readonly<Record<Deed, readonly [deed: string, effect: string]>> = {
  read: ['reads', 'read'],
  update: ['updates', 'changed'],
  delete: ['deletes from', 'deleted'],
  insert: ['adds to', 'added'],
  'conflict update': ['updates', 'changed'],
  truncate: ['empties', 'deleted'],
  'copy to': ['reads', 'read'],
  'copy from': ['fills', 'added'],
}
