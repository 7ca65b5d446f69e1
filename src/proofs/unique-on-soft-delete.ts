import type { Catalog, Column, ForeignKey, Index, Table } from '../catalog/catalog.ts'
import type { Settings } from '../settings/settings.ts'
import { isSecretColumn, softDeleteColumns } from './owner.ts'
import { columnsIn } from '../query/columns.ts'
import type { Term } from '../query/query.ts'
import { keysTo } from './keys-to.ts'
import { leavesDeletedOut, sentinelOf } from './marked-rows.ts'

/** What a unique key does to deleted rows. */
export type UniqueFault =
  /** Deleted rows still hold their values. */
  | { readonly kind: 'holdsDeleted'; readonly marker: Column }
  /** The same, and a foreign key needs it as it is. */
  | { readonly kind: 'referenced'; readonly marker: Column; readonly by: string }
  /** Live rows have NULL in the marker, and NULLs are distinct: nothing is unique among them. */
  | { readonly kind: 'guardsNothing'; readonly marker: Column }
  /** Of rows with one value only one may be deleted. */
  | { readonly kind: 'onceDeleted'; readonly marker: Column }

const random =
  /^(?:gen_random_uuid|uuid_generate_v\d\w*|uuidv\d|uuid_v\d|nextval|gen_random_bytes|random|nanoid|cuid|ulid|gen_ulid|uuid_generate_ulid)$/

/** What is wrong with a unique index of a table whose rows are deleted by a mark. */
export function uniqueFault(table: Table, index: Index, catalog: Catalog, settings: Readonly<Settings>): UniqueFault | undefined {
  const markers = softDeleteColumns(table, settings)
  if (!index.unique || index.ofParent || table.kind === 'materialized view') return undefined
  if (markers.some((one) => leavesDeletedOutOf(index, one) || hasMarkInExpression(index, one))) return undefined
  const key = table.keys.find((k) => k.index.name === index.name)
  if (key?.kind === 'primary key') return undefined
  const columns = index.keys.flatMap((k) => k.column ?? [])
  const marker = markers.find(({ name }) => columns.includes(name)) ?? markers[0]
  if (!marker || containsPrimaryKey(table, columns) || columns.some((name) => isUniqueByItself(table, name, settings))) return undefined
  if (columns.includes(marker.name)) return index.keys.length > 1 ? markedKey(index, marker) : undefined
  const by = referencing(table, columns, index, catalog)
  return by === undefined ? { kind: 'holdsDeleted', marker } : { kind: 'referenced', marker, by }
}

function leavesDeletedOutOf({ predicate }: Index, marker: Column): boolean {
  return predicate !== undefined && leavesDeletedOut(predicate, marker)
}

/** `(email, coalesce(deleted_at, 'infinity'))` tells the deleted rows apart by itself. */
function hasMarkInExpression({ keys }: Index, marker: Column): boolean {
  return keys.some(({ expression }) => expression && columnsIn(expression).some(({ name }) => name === marker.name))
}

export function containsPrimaryKey({ primaryKey }: Table, columns: readonly string[]): boolean {
  return primaryKey?.columns.every((name) => columns.includes(name)) ?? false
}

/** A value that is drawn or counted, whatever is then made of it. */
function isMade(term: Term): boolean {
  switch (term.kind) {
    case 'call':
      return random.test(term.name) || term.args.some(isMade)
    case 'cast':
    case 'collate':
      return isMade(term.term)
    default:
      return false
  }
}

/** Values that nobody chooses do not come again. */
export function isUniqueByItself(table: Table, name: string, settings: Readonly<Settings>): boolean {
  const column = table.columns.find((c) => c.name === name)
  if (!column) return false
  const made = column.default !== undefined && isMade(column.default)
  return (
    made ||
    isDrawn(name) ||
    column.identity !== undefined ||
    (column.hasDefault && !column.default && !column.generated) ||
    isSecretColumn(table, name, settings)
  )
}

/**
 * Whether a column is called as values are that a program draws: mostly there is no default to tell. A request that comes again is to be
 * known again, whatever became of its row.
 */
function isDrawn(name: string): boolean {
  return /^(?:idempotency_?key|\w+_?token|nonce)(?:_?hash)?$|^(?:public_?id|nano_?id|cuid|ulid|(?:\w+_)?[ug]uid)$/i.test(name)
}

function markedKey(index: Index, marker: Column): UniqueFault | undefined {
  const liveRowsHaveNull = marker.nullable && sentinelOf(marker) === undefined
  if (liveRowsHaveNull && !index.nullsNotDistinct) return { kind: 'guardsNothing', marker }
  return marker.type?.name === 'boolean' ? { kind: 'onceDeleted', marker } : undefined
}

export function referencing(table: Table, columns: readonly string[], index: Index, catalog: Catalog): string | undefined {
  if (index.predicate || index.keys.some((key) => key.column === undefined)) return undefined
  const isOf = ({ references: to }: ForeignKey): boolean =>
    to.columns.length === columns.length && to.columns.every((name) => columns.includes(name))
  const found = keysTo(table, catalog).find(({ key }) => isOf(key))
  return found && `${found.table.name}.${found.key.columns.join(', ')}`
}
