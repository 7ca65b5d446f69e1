import type { Catalog, Index } from '../../catalog/catalog.ts'
import { asWanted, type WantedIndex } from '../../catalog/wanted-index.ts'
import type { Term } from '../../query/query.ts'
import type { Settings } from '../../settings/settings.ts'
import { keySql } from '../index-sql.ts'
import { conjuncts, isColumn } from '../predicate.ts'
import type { Use } from '../uses.ts'
import { isPinned } from './asked.ts'
import { isExempt } from './exempt.ts'
import { indexUse, type IndexUse, type WayUse } from './index-use.ts'
import type { SortKey } from './sorting.ts'

/** An index that a query could use further if its columns stood in another order, or were sorted another way. */
export interface ColumnOrder {
  readonly kind: 'range' | 'sort' | 'direction' | 'listed'
  readonly index: Index
  /** The column that comes too early. */
  readonly early: string
  /** The column behind it that the query compares by equality, or sorts the other way. */
  readonly late: string
  readonly columns: string
  readonly wanted: WantedIndex
}

/** What all readings of a reference to a table have in common. */
export function columnOrder(uses: readonly Use[], catalog: Catalog, settings: Readonly<Settings>): ColumnOrder | undefined {
  if (uses.length === 0 || uses.some((use) => isExempt(use, catalog, settings))) return undefined
  const found = uses.map((use) => orderFor(indexUse(use, settings)))
  return found.every((one) => one !== undefined && one.index === found[0]?.index) ? found[0] : undefined
}

function orderFor(found: IndexUse): ColumnOrder | undefined {
  const [way, ...more] = found.ways
  if (!way || more.length > 0 || found.use.isCutShort || way.asked.isHidden || isPinned(way.asked, found.table)) return undefined
  return earlyColumn(way, found) ?? turnedColumn(way, found) ?? listedColumn(way, found)
}

function equalColumns({ asked }: WayUse, { keys }: Index): Set<string> {
  const isEqual = (key: Index['keys'][number]): boolean => asked.questions(key).some(({ how }) => how === 'value' || how === 'join')
  return new Set(keys.flatMap((key) => (key.column !== undefined && isEqual(key) ? [key.column] : [])))
}

/** In an index that is used as far as any other: a range or sort column before one that is equal. */
function earlyColumn(way: WayUse, found: IndexUse): ColumnOrder | undefined {
  const most = Math.max(0, ...way.services.map(({ used }) => used))
  const equal = Math.max(0, ...way.services.map((service) => service.equal))
  for (const service of way.services) {
    const { index, isUsable } = service
    if (!isUsable || service.used < most || service.equal < equal || index.method !== 'btree' || index.unique) continue
    const early = earlyIn(service, way, found)
    if (early) return early
  }
  return undefined
}

function earlyIn({ index, equal }: WayUse['services'][number], way: WayUse, { sorting, table }: IndexUse): ColumnOrder | undefined {
  const early = index.keys[equal]?.column
  const names = index.keys.flatMap(({ column }) => column ?? [])
  if (early === undefined || names.length < index.keys.length) return undefined
  const isRange = way.asked.ofColumn(early).some(({ how }) => how === 'range')
  const isSorted = sorting?.keys.some(({ column }) => column === early) ?? false
  const equals = equalColumns(way, index)
  const late = names.slice(equal + 1).find((name) => equals.has(name))
  if (late === undefined || !(isRange || isSorted) || isTwoValued(late, table)) return undefined
  const columns = [...names.filter((name) => equals.has(name)), ...names.filter((name) => !equals.has(name))]
  const keys = columns.flatMap((name) => index.keys.find(({ column }) => column === name) ?? [])
  return {
    kind: isRange ? 'range' : 'sort',
    index,
    early,
    late,
    columns: shownColumns(columns.map((column) => ({ column }))),
    ...of(index, keys),
  }
}

function isTwoValued(name: string, { columns }: IndexUse['table']): boolean {
  return columns.find((column) => column.name === name)?.type?.name === 'boolean'
}

/** An index with the columns that are sorted by, of which only the first are in that order. */
function turnedColumn({ asked }: WayUse, { sorting, delivery }: IndexUse): ColumnOrder | undefined {
  const { index, how } = delivery
  if (!sorting || how !== 'begun' || !index) return undefined
  const open = sorting.keys.filter(({ column }) => column === undefined || !asked.isFixed(column))
  const keys = index.keys.filter(({ column }) => column === undefined || !asked.isFixed(column))
  const at = open.findIndex((key, i) => keys[i] !== undefined && keys[i].column === key.column && i > 0 && isTurned(open, keys, i))
  const [early, late] = [open[at - 1]?.column, open[at]?.column]
  if (at < 1 || early === undefined || late === undefined || keys.length < open.length) return undefined
  if (open.some((key, i) => keys[i]?.column !== key.column)) return undefined
  const fixed = index.keys.filter(({ column }) => column !== undefined && asked.isFixed(column))
  const sorted = open.map(({ column = '', descending }) => ({ column, descending }))
  const columns = shownColumns([...fixed.map(({ column = '' }) => ({ column })), ...sorted])
  return { kind: 'direction', index, early, late, columns, ...of(index, [...fixed, ...sorted]) }
}

/** The very list of the index's own condition before the columns that are sorted by: each of its values has an order of its own. */
function listedColumn({ asked, services }: WayUse, { sorting, delivery }: IndexUse): ColumnOrder | undefined {
  if (!sorting || delivery.how !== 'none') return undefined
  const open = sorting.keys.filter(({ column }) => column === undefined || !asked.isFixed(column))
  for (const { index, isUsable } of services) {
    if (!isUsable || index.method !== 'btree' || index.unique || !index.predicate) continue
    const at = index.keys.findIndex(({ column }) => column !== undefined && !asked.isFixed(column))
    const early = index.keys[at]?.column
    const late = open[0]?.column
    if (early === undefined || late === undefined || !isListed(early, index, asked)) continue
    const behind = index.keys.slice(at + 1).map(({ column }) => column)
    if (behind.length !== open.length || open.some(({ column }, i) => column === undefined || behind[i] !== column)) continue
    const turned = open.some(({ descending }) => descending) && open.some(({ descending }) => !descending)
    const sorted = open.map(({ column = '', descending }) => ({ column, descending: turned && descending }))
    const keys = [...index.keys.slice(0, at), ...sorted]
    return { kind: 'listed', index, early, late, columns: shownColumns(keys), ...of(index, keys) }
  }
  return undefined
}

/** The query's list is no longer than that of the index; since the index holds all of its rows, they are the same. */
function isListed(name: string, { predicate }: Index, asked: WayUse['asked']): boolean {
  const lengths = (predicate ? conjuncts(predicate) : []).flatMap((part) => {
    const isList = part.kind === 'compare' && part.quantifier === 'any' && part.op === '=' && isColumn(part.left, name)
    return isList ? lengthOf(part.right) : []
  })
  const among = asked.ofColumn(name).filter(({ how }) => how === 'among')
  return among.length === 1 && among.every(({ value }) => value !== undefined && lengthOf(value).some((length) => lengths.includes(length)))
}

function lengthOf(term: Term): number[] {
  if (term.kind === 'cast') return lengthOf(term.term)
  return (term.kind === 'list' || term.kind === 'array') && term.terms.length > 1 ? [term.terms.length] : []
}

function shownColumns(keys: WantedIndex['keys']): string {
  return keys.map(keySql).join(', ')
}

function of(index: Index, keys: WantedIndex['keys']): Pick<ColumnOrder, 'wanted'> {
  return { wanted: { ...asWanted(index), keys } }
}

function isTurned(open: readonly SortKey[], keys: Index['keys'], at: number): boolean {
  const turns = (i: number): boolean => keys[i]?.descending !== open[i]?.descending
  return turns(at) !== turns(at - 1)
}
