import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { columnsIn } from '../../query/columns.ts'
import { Classes } from '../../query/classes.ts'
import type { Leaf } from '../../query/formula.ts'
import { isAggregate } from '../../query/functions.ts'
import { callsIn } from '../../query/grouping.ts'
import type { Query } from '../../query/query.ts'
import { sortedColumns, type Sorted } from '../../query/sorted-columns.ts'
import type { Settings } from '../../settings/settings.ts'
import { coveringIndexes } from '../foreign-key-index.ts'
import { implied } from '../implication.ts'
import { isNamed } from '../owner.ts'
import { operand } from '../tenant/nulls.ts'
import type { Use } from '../uses.ts'
import { indexUse, type IndexUse } from './index-use.ts'

/** A reference to a table by a query of the application, with all that the query may be. */
export interface QueryUse {
  readonly use: Use
  readonly queries: readonly Query[]
}

/** `excluded`: each query asks for rows that the condition of the index leaves out, as far as Postgres can tell. */
export type Possible = 'yes' | 'no' | 'excluded'

/** Whether the queries of an application, all of which are known, can use an index. What cannot be told is a yes. */
export function possibleUse(index: Index, table: Table, uses: readonly QueryUse[], settings: Readonly<Settings>): Possible {
  const reading = uses.filter(({ use }) => looksRowsUp(use))
  if (uses.length === 0 || isOfPolicies(index, table) || marksOutOfSight(index, reading, settings)) return 'yes'
  const found = reading.map((one) => usedBy(index, one, settings))
  if (found.includes('yes')) return 'yes'
  return index.predicate && found.length > 0 && found.every((one) => one === 'excluded') ? 'excluded' : 'no'
}

/** Whether the database needs an index whatever is asked: for a key, or to find the rows that refer to another table's. */
export function isNeeded(index: Index, table: Table, catalog: Catalog): boolean {
  const { unique, constraint, operators, ofParent, valid, clusters = false } = index
  if (clusters || unique || constraint !== undefined || operators || ofParent || !valid) return true
  return table.foreignKeys.some((key) => coveringIndexes(table, key, catalog).some(({ name }) => name === index.name))
}

function looksRowsUp({ access }: Use): boolean {
  return !['insert', 'conflict update', 'truncate', 'copy from', 'copy to'].includes(access.does)
}

/** What policies ask is added to each query. */
function isOfPolicies({ keys, predicate }: Index, { policies }: Table): boolean {
  const asked = new Set(
    policies.flatMap(({ using, withCheck }) => [using, withCheck].flatMap((one) => (one ? columnsIn(one) : []))).map(({ name }) => name),
  )
  const expressions = keys.flatMap(({ expression }) => expression ?? [])
  const names = [...keys.flatMap(({ column }) => column ?? []), ...[...expressions, ...(predicate ? [predicate] : [])].flatMap(namesIn)]
  return names.some((name) => asked.has(name))
}

function namesIn(node: object): string[] {
  return columnsIn(node).map(({ name }) => name)
}

/** Where no query says which rows are deleted, something out of sight may add it to all of them. */
function marksOutOfSight({ predicate }: Index, uses: readonly QueryUse[], { softDeleteColumns }: Readonly<Settings>): boolean {
  const marks = predicate ? namesIn(predicate).filter((name) => isNamed(name, softDeleteColumns)) : []
  return marks.some((mark) => !uses.some(({ use }) => use.isMentioned(mark)))
}

/** Whether one of them can. */
export function usedBy(index: Index, one: QueryUse, settings: Readonly<Settings>): Possible {
  const { use } = one
  const found = indexUse(use, settings)
  const at = found.table.indexes.findIndex(({ name }) => name === index.name)
  if (at < 0 || use.isCutShort) return 'yes'
  const usable = found.ways.flatMap((way) => {
    const service = way.services[at]
    return service?.isUsable ? [{ way, service }] : []
  })
  const isAsked = usable.some(({ way, service }) => service.serves !== 'no' || way.asked.isHidden || isSkippedTo(index, way))
  if (
    isAsked ||
    found.ways.some(({ way }) => way.atoms.some((atom) => isFolded(atom, index))) ||
    (usable.length > 0 && (isSorted(index, one) || isCombined(index, use))) ||
    isForExtremes(index, one)
  )
    return 'yes'
  return usable.length === 0 ? 'excluded' : 'no'
}

/** Once a parameter is known, Postgres takes CASE and COALESCE for what is left of them: `number = coalesce($1, number)` is a value of its own. */
function isFolded(atom: Leaf, { keys, predicate }: Index): boolean {
  if (atom.kind === 'hidden' || !atom.origin) return false
  const { condition } = atom.origin
  const own = [...keys.flatMap(({ column, expression }) => column ?? namesIn(expression ?? {})), ...(predicate ? namesIn(predicate) : [])]
  return hasBranches(condition) && namesIn(condition).some((name) => own.includes(name))
}

function hasBranches(node: object): boolean {
  const own = ('kind' in node && node.kind === 'case') || ('name' in node && node.name === 'coalesce')
  return own || Object.values(node).some((part) => typeof part === 'object' && part !== null && hasBranches(part as object))
}

/** Postgres 18 also skips through what comes before a column that is compared, where no other index leads there. */
function isSkippedTo({ method, keys }: Index, { asked, serves }: IndexUse['ways'][number]): boolean {
  if (method !== 'btree' || serves === 'yes') return false
  return keys.some((key) => asked.questions(key).some(({ how }) => how === 'value' || how === 'join' || how === 'among'))
}

/** An expression of AND, OR and the like, which is taken apart where a query asks for it. */
function isCombined({ keys }: Index, use: Use): boolean {
  return keys.some(({ expression }) => {
    if (expression?.kind !== 'condition' || !['and', 'or', 'not', 'truth'].includes(expression.condition.kind)) return false
    return namesIn(expression).every((name) => use.isMentioned(name))
  })
}

/** The least and the greatest value are looked for among rows that have one: Postgres adds that it is not NULL. */
function isForExtremes(index: Index, one: QueryUse): boolean {
  const query = one.use.relation.written?.query
  if (!index.predicate || index.method !== 'btree' || query?.kind !== 'select' || query.groupBy) return false
  const calls = [...callsIn([...query.output, ...query.orderBy])].filter(({ name, over }) => over === undefined && isAggregate(name))
  const names = calls.flatMap(({ name, args: [arg] }) => (/^(?:min|max)$/.test(name) && arg?.kind === 'column' ? [arg.name] : []))
  if (names.length === 0 || names.length < calls.length) return false
  const { source } = one.use.access
  const given: Leaf[] = names.map((name) => ({ kind: 'null', column: operand(source, name), not: true, range: [0, 0] }))
  return one.use.ways.some(({ atoms }) => {
    const all = [...atoms, ...given]
    return (
      implied(index.predicate, source, { atoms: all, classes: new Classes(all) }) !== 'no' &&
      (isSorted(index, one) || index.keys.some(({ column }) => names.includes(column ?? '')))
    )
  })
}

/** An index that is no b-tree gives the nearest first. */
function isSorted({ method, keys: [first] }: Index, one: QueryUse): boolean {
  if (['gin', 'hash', 'brin'].includes(method) || !first) return false
  const by = sortedBy(one)
  const names = first.column === undefined ? namesIn(first.expression ?? {}) : [first.column]
  return (by.isOpen && method === 'btree') || names.some((name) => by.names.has(name) || isEqualToSorted(name, one.use, by))
}

const sortedBy = onceFor(({ use: { relation }, queries }: QueryUse) =>
  sortedColumns([...queries, ...(relation.written ? [relation.written.query] : [])]),
)

/** What is equal to a column is in its order. */
function isEqualToSorted(name: string, { access, ways }: Use, by: Sorted): boolean {
  return ways.some(({ classes }) => classes.columnsLike(operand(access.source, name)).some((other) => by.names.has(other.name)))
}
