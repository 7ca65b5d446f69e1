import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import { asWanted, columnsOfWanted, type WantedIndex } from '../../catalog/wanted-index.ts'
import type { Settings } from '../../settings/settings.ts'
import { matches } from '../owner.ts'
import { containsPrimaryKey, isUniqueByItself, referencing } from '../unique-on-soft-delete.ts'
import { ownershipOf, type Ownership } from './ownership.ts'

/** Columns of what is one of a kind in the world, by which rows are found before their tenant is known; a star is any text. */
export const globalNames: readonly string[] = [
  ...['*email', '*slug', '*domain', '*hostname', '*host', 'username', 'handle', '*phone', '*phone_number', '*url', '*uri'],
  ...[
    '*token',
    '*secret',
    '*hash',
    'hashed_*',
    '*_key',
    '*key_id',
    'access_code',
    '*invite_code',
    'uuid',
    'guid',
    '*_uid',
    'cuid',
    'nanoid',
    'ulid',
  ],
  ...['stripe_*', 'external_*', '*_external_*', 'provider_*', 'payment_*', 'idempotency_*', '*_reference', 'public_*', 'share_*'],
]

/** A unique key in which the tenants of a table share one space of values. */
export interface SharedKey {
  readonly column: string
  readonly wanted: WantedIndex
}

/** `globalColumns`: those that hold what is one of a kind in the world. */
export function sharedKey(
  table: Table,
  index: Index,
  globalColumns: readonly string[],
  catalog: Catalog,
  settings: Readonly<Settings>,
): SharedKey | undefined {
  if (holdsSecrets(table) || !index.unique || index.ofParent || (table.kind !== 'table' && table.kind !== 'partitioned table'))
    return undefined
  const ownership = ownershipOf(catalog, settings)
  const [column] = ownership.columnsOf(table)
  if (column === undefined || ownership.of(table).mayBeShared) return undefined
  const key = table.keys.find((one) => one.index.name === index.name)
  const columns = columnsOfWanted({ keys: index.keys }, table)
  if (key?.kind === 'primary key' || columns.length === 0 || containsPrimaryKey(table, columns)) return undefined
  const isBound = columns.some(
    (name) =>
      ownership.columnsOf(table).includes(name) ||
      isOfOneRow(table, name, ownership) ||
      isUniqueByItself(table, name, settings) ||
      isDrawn(table, name) ||
      matches(name, globalColumns),
  )
  if (isBound || referencing(table, columns, index, catalog) !== undefined) return undefined
  return { column, wanted: ofEachTenant(index, column) }
}

/** A column that refers to a row of a tenant, a tenant or a person: what is theirs is apart by itself. */
export function isOfOneRow(table: Table, name: string, ownership: Ownership): boolean {
  if (/_id$|[a-z\d]Id$/.test(name)) return true
  return ownership.referencesOf(table).some((key) => {
    const parent = ownership.parent(key)
    return key.columns.includes(name) && (!parent || ownership.of(parent).kind !== 'global' || ownership.isPeople(parent))
  })
}

/** What stands in such a table is looked up before anybody has said who they are. */
export function holdsSecrets({ name }: Table): boolean {
  return /token|invit|verification|session|otp(?:$|_)/i.test(name)
}

/** Values of this type are made at random, be it by the program. */
export function isDrawn(table: Table, name: string): boolean {
  return table.columns.find((column) => column.name === name)?.type?.name === 'uuid'
}

/** The index with the tenant in front; a name that was made of its columns is made anew. */
export function ofEachTenant(index: Index, column: string): WantedIndex {
  const { name = '', ...same } = asWanted(index)
  const keys = [{ column }, ...index.keys.filter((key) => key.column !== column)]
  const isMade = name.startsWith(`${index.table}_`) && /_(?:key|idx)$/.test(name)
  return { ...same, keys, include: index.include.filter((one) => one !== column), ...(!isMade && { name }) }
}
