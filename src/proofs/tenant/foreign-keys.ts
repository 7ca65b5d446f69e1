import type { Catalog, ForeignKey, Table } from '../../catalog/catalog.ts'
import { quoteName } from '../../catalog/names.ts'
import type { Settings } from '../../settings/settings.ts'
import { isCopy } from '../foreign-key-fault.ts'
import { qualifiedName } from '../index-sql.ts'
import { isSameName } from '../owner.ts'
import { ownershipOf, type Ownership } from './ownership.ts'
import { wholeKey } from './whole-keys.ts'

/** A foreign key by which a row of one tenant may refer to a row of another. */
export interface OpenReference {
  readonly parent: Table
  /** The tenant column of the table, and of the parent. */
  readonly column: string
  readonly to: string
  /** The key as it should be, as SQL. */
  readonly definition: string
  /** What the parent lacks for it: the columns of a unique key. */
  readonly lacks: readonly string[]
}

export function openReference(table: Table, key: ForeignKey, catalog: Catalog, settings: Readonly<Settings>): OpenReference | undefined {
  const ownership = ownershipOf(catalog, settings)
  const parent = ownership.parent(key)
  if (!parent || !key.enforced || table.kind === 'foreign table' || isCopy(table, key, catalog)) return undefined
  const pair = tenantPair(table, parent, ownership)
  if (!pair || key.columns.some((name) => ownership.columnsOf(table).includes(name))) return undefined
  if (table.foreignKeys.some((other) => holdsTenant(other, key, ownership.columnsOf(table)))) return undefined
  const [column, to] = pair
  const wanted = [to, ...key.references.columns.filter((name) => name !== to)]
  return {
    parent,
    column,
    to,
    definition: definitionOf(key, parent, column, to),
    lacks: hasUniqueKey(parent, wanted) ? [] : wanted,
  }
}

/** The tenant columns of both, which go by one name; a row that may be nobody's is for all to refer to. */
function tenantPair(table: Table, parent: Table, ownership: Ownership): readonly [own: string, to: string] | undefined {
  if (ownership.of(table).mayBeShared || ownership.of(parent).mayBeShared) return undefined
  for (const column of ownership.columnsOf(table)) {
    const to = ownership.columnsOf(parent).find((name) => isSameName(name, column))
    if (to !== undefined) return [column, to]
  }
  return undefined
}

/** Another key to the same rows that holds the tenant besides. */
function holdsTenant({ columns, references, enforced }: ForeignKey, key: ForeignKey, tenantColumns: readonly string[]): boolean {
  return (
    enforced &&
    references.table === key.references.table &&
    references.schema === key.references.schema &&
    key.columns.every((name) => columns.includes(name)) &&
    columns.some((name) => tenantColumns.includes(name))
  )
}

function hasUniqueKey(parent: Table, wanted: readonly string[]): boolean {
  return parent.indexes.some((index) => {
    const columns = wholeKey(index)
    return columns?.length === wanted.length && columns.every((name) => wanted.includes(name))
  })
}

/** With SET NULL for all columns, a row would lose its tenant. */
function definitionOf({ columns, references, onDelete, onUpdate }: ForeignKey, parent: Table, column: string, to: string): string {
  const own = [column, ...columns].map(quoteName).join(', ')
  const others = [to, ...references.columns.filter((name) => name !== to)].map(quoteName).join(', ')
  const only = onDelete === 'set null' || onDelete === 'set default' ? ` (${columns.map(quoteName).join(', ')})` : ''
  const deleted = onDelete === 'no action' ? '' : ` ON DELETE ${onDelete.toUpperCase()}${only}`
  const updated = onUpdate === 'no action' || only !== '' ? '' : ` ON UPDATE ${onUpdate.toUpperCase()}`
  return `FOREIGN KEY (${own}) REFERENCES ${qualifiedName(parent, { commitsEach: false, qualifies: false })} (${others})${deleted}${updated}`
}
