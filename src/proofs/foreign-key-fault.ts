import type { Catalog, ForeignKey, Table } from '../catalog/catalog.ts'
import { printCondition } from '../query/print.ts'
import type { Settings } from '../settings/settings.ts'
import { foreignKeyCoverage } from './foreign-key-index.ts'
import { softDeleteColumn, softDeleteColumns } from './owner.ts'
import { leavesDeletedOut } from './marked-rows.ts'

/** A foreign key whose rows the server can only find by reading the whole table. */
export interface ForeignKeyFault {
  /** `partial`: there is an index, and it leaves rows out. `live`: only those that are deleted by a mark. */
  readonly kind: 'missing' | 'partial' | 'live'
  readonly index: string
  readonly predicate: string
  readonly parentIsSoftDeleted: boolean
}

/** Of a table with an unseen past nothing is said to be missing. */
export function foreignKeyFault(
  table: Table,
  key: ForeignKey,
  catalog: Catalog,
  settings: Readonly<Settings>,
): ForeignKeyFault | undefined {
  if (!key.enforced || table.hasUnseenPast || isCopy(table, key, catalog)) return undefined
  const coverage = foreignKeyCoverage(table, key, catalog)
  if (coverage.kind === 'covered') return undefined
  const parent = catalog.table(key.references.schema, key.references.table)
  const parentIsSoftDeleted = parent !== undefined && softDeleteColumn(parent, settings) !== undefined
  if (coverage.kind === 'missing') return { kind: 'missing', index: '', predicate: '', parentIsSoftDeleted }
  const { name, predicate } = coverage.index
  const isOfLiveRows = predicate !== undefined && softDeleteColumns(table, settings).some((marker) => leavesDeletedOut(predicate, marker))
  return {
    kind: isOfLiveRows ? 'live' : 'partial',
    index: name,
    predicate: predicate ? printCondition(predicate) : '',
    parentIsSoftDeleted,
  }
}

/** A partition has the keys of its parent, and those of its own. */
export function isCopy({ partitionOf }: Table, key: ForeignKey, catalog: Catalog): boolean {
  const parent = partitionOf && catalog.table(partitionOf.schema, partitionOf.name)
  return parent?.foreignKeys.some((other) => shape(other) === shape(key)) ?? false
}

function shape({ columns, references }: ForeignKey): string {
  return JSON.stringify([columns, references])
}
