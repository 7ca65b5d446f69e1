import type { Catalog, Index, IndexKey, Table } from '../../catalog/catalog.ts'
import type { Condition } from '../../query/query.ts'
import { isSameTree } from '../../catalog/same-tree.ts'
import type { WantedIndex } from '../../catalog/wanted-index.ts'
import type { Settings } from '../../settings/settings.ts'
import { columnsIn } from '../../query/columns.ts'
import { coveringIndexes } from '../foreign-key-index.ts'
import { beginningWith } from '../index-beginnings.ts'
import { leavesDeletedOut } from '../marked-rows.ts'
import { isSecretColumn, matches, softDeleteColumns } from '../owner.ts'
import { conjuncts } from '../predicate.ts'
import { redundancyOf } from '../redundant-index.ts'
import { containsPrimaryKey, isUniqueByItself } from '../unique-on-soft-delete.ts'
import { ownershipOf, type Ownership } from './ownership.ts'
import { globalNames, holdsSecrets, isDrawn, isOfOneRow, ofEachTenant } from './unique-keys.ts'

/** Times and states by which workers ask for rows of all tenants. */
const workerNames: readonly string[] = [
  ...[
    'next_*',
    'expires*',
    'expire*',
    'scheduled_*',
    'send_at',
    'run_at',
    'retry_*',
    '*attempts',
    'locked_*',
    'available_at',
    '*heartbeat*',
  ],
  ...['due_*', 'window_*', 'sent_at', 'processed_at', 'last_sync*'],
]

/** An index in which the rows of a tenant do not lie together. */
export interface ScatteredIndex {
  /** The tenant column, and how the index should be. */
  readonly column: string
  readonly wanted: WantedIndex
  /** An index that is so already. */
  readonly covering: string | undefined
}

export interface LeadingOptions {
  readonly globalColumns: readonly string[]
  readonly operatorIndexes: readonly string[]
  readonly allowForeignKeyIndexes: boolean
}

export const leadingDefaults: LeadingOptions = {
  globalColumns: [...globalNames, ...workerNames],
  operatorIndexes: [],
  allowForeignKeyIndexes: true,
}

export function scatteredIndex(
  table: Table,
  index: Index,
  options: LeadingOptions,
  catalog: Catalog,
  settings: Readonly<Settings>,
): ScatteredIndex | undefined {
  const ownership = ownershipOf(catalog, settings)
  const own = ownership.columnsOf(table)
  const [first] = index.keys
  if (own.length === 0 || holdsSecrets(table) || !first || index.method !== 'btree' || index.ofParent || isPrimary(table, index))
    return undefined
  const leading =
    first.column === undefined ? (first.expression ? columnsIn(first.expression).map(({ name }) => name) : []) : [first.column]
  if (leading.length === 0 || leading.some((name) => own.includes(name))) return undefined
  const columns = index.keys.flatMap((key) => key.column ?? [])
  const held = columns.find((name) => own.includes(name))
  // To add a column to a unique key makes it another: that is for a rule of its own.
  if ((index.unique && held === undefined) || containsPrimaryKey(table, columns)) return undefined
  if (matches(index.name, options.operatorIndexes) || isForSomeRows(table, index, settings)) return undefined
  if (leading.some((name) => isGlobal(table, name, options, settings, ownership) || name === ownership.of(table).person)) return undefined
  if (options.allowForeignKeyIndexes && servesForeignKey(table, index, first.column, catalog, ownership)) return undefined
  // One that is there already is to go, whichever column it leads with.
  if (redundancyOf(table, index, catalog, settings)) return undefined
  const column = held ?? own[0] ?? ''
  const wanted = ofEachTenant(index, column)
  return { column, wanted, covering: index.unique ? undefined : coveringIndex(table, index, wanted) }
}

function isPrimary({ primaryKey }: Table, { name, operators }: Index): boolean {
  return primaryKey?.index.name === name || operators !== undefined
}

/** Looked up before the tenant is known: a secret, an address, a value that is drawn for this row and not for the one that it hangs on. */
function isGlobal(
  table: Table,
  name: string,
  { globalColumns }: LeadingOptions,
  settings: Readonly<Settings>,
  ownership: Ownership,
): boolean {
  return (
    softDeleteColumns(table, settings).some((marker) => marker.name === name) ||
    matches(name, globalColumns) ||
    isSecretColumn(table, name, settings) ||
    (isDrawn(table, name) && !isOfOneRow(table, name, ownership)) ||
    isUniqueByItself(table, name, settings)
  )
}

/** A worker asks for rows of one state, whosever they are: `WHERE status = 'queued'`. What is not deleted, or not NULL, is no such state. */
function isForSomeRows(table: Table, { predicate }: Index, settings: Readonly<Settings>): boolean {
  const markers = softDeleteColumns(table, settings)
  const isOfState = (part: Condition): boolean => part.kind !== 'null' && !markers.some((marker) => leavesDeletedOut(part, marker))
  return predicate !== undefined && conjuncts(predicate).some(isOfState)
}

/** It finds what hangs on one row, which is of one tenant; or it serves a foreign key as no other does. */
function servesForeignKey(table: Table, index: Index, first: string | undefined, catalog: Catalog, ownership: Ownership): boolean {
  if (first !== undefined && isOfOneRow(table, first, ownership)) return true
  const columns = index.keys.map(({ column }) => column)
  return ownership.referencesOf(table).some((key) => {
    if (columns.length === key.columns.length && key.columns.every((name) => columns.includes(name))) return true
    const [covering, another] = coveringIndexes(table, key, catalog)
    return covering === index && another === undefined
  })
}

/** An index that begins as the wanted one, of all rows. */
function coveringIndex(table: Table, { include }: Index, { keys: wanted }: WantedIndex): string | undefined {
  return beginningWith(wanted, undefined, table).find(
    ({ valid, method, keys, include: held }) =>
      valid &&
      method === 'btree' &&
      wanted.every((key, i) => keys[i] && isSameKey(key, keys[i])) &&
      include.every((name) => held.includes(name)),
  )?.name
}

function isSameKey(wanted: Partial<IndexKey>, key: IndexKey): boolean {
  const { descending = false, nullsFirst = descending } = wanted
  return (
    isSameTree(key.expression, wanted.expression) &&
    key.operatorClass === wanted.operatorClass &&
    key.collation === wanted.collation &&
    key.descending === descending &&
    key.nullsFirst === nullsFirst
  )
}
