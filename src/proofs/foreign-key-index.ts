import type { Catalog, Index, Reference, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { holdsWhenNotNull } from './predicate.ts'

/** How the rows that point to a deleted parent are found. */
export type ForeignKeyCoverage =
  | { readonly kind: 'covered'; readonly index: Index }
  /** Only an index that leaves rows out: the server's own checks cannot use it. */
  | { readonly kind: 'partial'; readonly index: Index }
  | { readonly kind: 'missing' }

/** Which index serves the server when it looks for a parent's children. */
export function foreignKeyCoverage(table: Table, key: Reference, catalog: Catalog): ForeignKeyCoverage {
  const [covered] = coveringIndexes(table, key, catalog)
  if (covered) return { kind: 'covered', index: covered }
  const ofPartitions = coverageOfPartitions(table, key, catalog)
  if (ofPartitions) return ofPartitions
  const [partial] = leadingIndexes(table, key, catalog)
  return partial ? { kind: 'partial', index: partial } : { kind: 'missing' }
}

/** A partitioned table is looked through partition by partition, each of which may have an index of its own. */
function coverageOfPartitions(table: Table, key: Reference, catalog: Catalog): ForeignKeyCoverage | undefined {
  if (table.kind !== 'partitioned table') return undefined
  const partitions = catalog.tables.filter(({ partitionOf: of }) => of?.schema === table.schema && of.name === table.name)
  const found = partitions.map((partition) => foreignKeyCoverage(partition, key, catalog))
  return found.every(({ kind }) => kind === 'covered') ? found[0] : undefined
}

/** All indexes that do. */
export function coveringIndexes(table: Table, key: Reference, catalog: Catalog): readonly Index[] {
  return coveringIn(catalog)(table)(key)
}

const coveringIn = onceFor((catalog: Catalog) =>
  onceFor((table: Table) => onceFor((key: Reference) => leadingIndexes(table, key, catalog).filter((index) => holdsAll(index, key)))),
)

function leadingIndexes(table: Table, key: Reference, catalog: Catalog): readonly Index[] {
  return table.indexes.filter((index) => leadsWith(index, key.columns, table) || leadsWithPart(index, table, key, catalog))
}

/** Whether it leaves out no row that refers to a parent. */
function holdsAll({ predicate }: Index, { columns }: Reference): boolean {
  return !predicate || holdsWhenNotNull(predicate, columns)
}

/** Whether the first key columns of a usable index are just these, in any order: equality does not mind. */
function leadsWith(index: Index, columns: readonly string[], table: Table): boolean {
  if (!index.valid || columns.length === 0) return false
  if (index.method !== 'btree' && index.method !== 'gist' && !(index.method === 'hash' && columns.length === 1)) return false
  const leading = index.keys.slice(0, columns.length)
  return (
    leading.length === columns.length &&
    columns.every((name) => leading.some((key) => key.column === name && hasOwnCollation(key, name, table)))
  )
}

export function hasOwnCollation(key: Index['keys'][number], name: string, table: Table): boolean {
  return key.collation === undefined || key.collation === (table.columns.find((column) => column.name === name)?.collation ?? 'default')
}

/** Of (organization_id, project_id), the project alone finds the rows when projects are unique by their id. */
function leadsWithPart(index: Index, table: Table, { columns, references }: Reference, catalog: Catalog): boolean {
  const parent = catalog.table(references.schema, references.table)
  if (columns.length < 2 || !parent) return false
  const uniqueParts = parent.indexes.filter(
    (i) =>
      i.unique &&
      !i.predicate &&
      i.keys.length < columns.length &&
      i.keys.every((k) => k.column !== undefined && references.columns.includes(k.column)),
  )
  return uniqueParts.some((unique) => {
    const part = unique.keys.map((k) => columns[references.columns.indexOf(k.column ?? '')] ?? '')
    return leadsWith(index, part, table)
  })
}
