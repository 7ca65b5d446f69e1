import { isLocalTable } from '../../catalog/catalog.ts'
import { callsIn } from '../../query/grouping.ts'
import type { Combined, Condition, JoinSource, Locking, Query, Select, Source } from '../../query/query.ts'
import { columnsIn } from '../../query/columns.ts'
import type { Analysis } from './analysis.ts'
import type { Item, Space } from './space.ts'
import { isNode, isPlainAggregate, isSetFunction, kindOf } from './terms.ts'

function lockName({ strength }: Locking): string {
  return `FOR ${strength.toUpperCase()}`
}

/** FOR UPDATE and the like need rows of tables to lock. */
export function checkLocking(analysis: Analysis, query: Select, space: Space): void {
  for (const lock of query.locking) {
    const what = withoutRows(analysis, query)
    if (what !== undefined) analysis.add('lockedGroups', lock.range, { lock: lockName(lock), what })
    else if (lock.of.length > 0) checkNames(analysis, lock, space)
    else lockInside(analysis, lock, query.from)
    if (what === undefined) checkNullable(analysis, lock, query, space)
  }
}

export function checkCombinedLocking(analysis: Analysis, { how, locking }: Combined): void {
  for (const lock of locking) analysis.add('lockedGroups', lock.range, { lock: lockName(lock), what: how.toUpperCase() })
}

/** What makes rows of a query that are no rows of its tables. */
function withoutRows(analysis: Analysis, { distinct, groupBy, having, output, orderBy }: Select): string | undefined {
  if (distinct !== false) return 'DISTINCT'
  if (groupBy) return 'GROUP BY'
  if (having) return 'HAVING'
  for (const call of callsIn([output, orderBy])) {
    if (analysis.isFunctionOfSchema(call.name)) continue
    if (call.over !== undefined) return 'a window function'
    if (isPlainAggregate(call)) return 'an aggregate'
  }
  const isSet = output.some((one) => one.kind === 'term' && one.term.kind === 'call' && isSetFunction(one.term))
  return isSet ? 'a function that returns a set' : undefined
}

function checkNames(analysis: Analysis, lock: Locking, { items }: Space): void {
  if (items.some(({ kind, source }) => kind === 'hidden' || source?.kind === 'function')) return
  for (const name of lock.of)
    if (!items.some((item) => item.name === name)) analysis.add('lockedName', lock.range, { name, lock: lockName(lock) })
}

/** A lock of all is one of the queries in FROM, too. */
function lockInside(analysis: Analysis, lock: Locking, sources: readonly Source[]): void {
  for (const source of sources) {
    if (source.kind === 'join' && !source.alias) lockInside(analysis, lock, [source.left, source.right])
    if (source.kind !== 'derived') continue
    const what = whatOf(analysis, source.query)
    if (what !== undefined) analysis.add('lockedGroups', lock.range, { lock: lockName(lock), what })
    else if (source.query.kind === 'select') lockInside(analysis, lock, source.query.from)
  }
}

function whatOf(analysis: Analysis, query: Query): string | undefined {
  return query.kind === 'combined' ? query.how.toUpperCase() : query.kind === 'select' ? withoutRows(analysis, query) : undefined
}

/** Tables that an outer join may leave without a row, where nothing else in the query asks for one. */
function checkNullable(analysis: Analysis, lock: Locking, query: Select, space: Space): void {
  const conditions = query.where ? [query.where] : []
  for (const source of query.from) {
    const nullable = nullableTables(source, conditions)
    for (const table of nullable) {
      const item = space.items.find((one) => one.source === table)
      if (!item || !isLocked(item, lock) || !isTable(analysis, item)) continue
      const others = space.items
        .filter((one) => one.kind === 'table' && !nullable.some((other) => other === one.source))
        .map(({ name }) => name)
      analysis.add('lockedOuter', lock.range, { lock: lockName(lock), table: item.name, others: others.join(', ') || '…' })
      return
    }
  }
}

function isLocked({ name }: Item, { of }: Locking): boolean {
  return of.length === 0 || of.includes(name)
}

/** Of a view, Postgres locks what it reads. */
function isTable({ world }: Analysis, { kind, table }: Item): boolean {
  if (kind !== 'table') return false
  return table ? isLocalTable(table) : world.catalog.isEmpty
}

/** `above`: conditions that may ask for a row, which makes the join an inner one. */
function nullableTables(source: Source, above: readonly Condition[]): Source[] {
  if (source.kind !== 'join' || source.alias) return []
  const { how, left, right } = source
  const own = conditionsOf(source)
  if (own === undefined) return []
  const asked = [...above, ...own]
  const inner = how === 'inner' || how === 'cross'
  const sides: [Source, boolean, readonly Condition[]][] = [
    [left, how === 'right' || how === 'full', inner || how === 'right' ? asked : above],
    [right, how === 'left' || how === 'full', inner || how === 'left' ? asked : above],
  ]
  return sides.flatMap(([side, isNullable, conditions]) => {
    if (isNullable && !isAskedFor(side, above)) return tablesOf(side)
    return isNullable ? [] : nullableTables(side, conditions)
  })
}

/** USING asks for a row of both sides without naming them. */
function conditionsOf({ on, using, natural, how }: JoinSource): Condition[] | undefined {
  if ((using.length > 0 || natural) && how === 'inner') return undefined
  return on ? [on] : []
}

function tablesOf(source: Source): Source[] {
  if (source.kind === 'join') return source.alias ? [] : [...tablesOf(source.left), ...tablesOf(source.right)]
  return source.kind === 'table' ? [source] : []
}

/** Whether conditions mention a side other than to find that it is not there. */
function isAskedFor(side: Source, conditions: readonly Condition[]): boolean {
  const names = new Set(tablesAndOthers(side))
  const columns = conditions.flatMap((condition) => columnsIn([withoutNullTests(condition)]))
  return columns.some(({ of }) => of === undefined || names.has(of)) || conditions.some((condition) => holds(condition, 'hidden'))
}

function tablesAndOthers(source: Source): string[] {
  if (source.kind === 'join' && !source.alias) return [...tablesAndOthers(source.left), ...tablesAndOthers(source.right)]
  return source.kind === 'table' ? [source.alias?.name ?? source.name] : source.kind === 'hidden' ? [] : [source.alias?.name ?? '']
}

function withoutNullTests(condition: Condition): Condition[] {
  if (condition.kind === 'and') return condition.of.flatMap(withoutNullTests)
  return condition.kind === 'null' && !condition.not && condition.term.kind === 'column' ? [] : [condition]
}

function holds(node: unknown, kind: string): boolean {
  return isNode(node) && (kindOf(node) === kind || Object.values(node).some((part) => holds(part, kind)))
}
