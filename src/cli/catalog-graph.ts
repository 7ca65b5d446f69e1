import type { Catalog, ForeignKey, Table } from '../catalog/catalog.ts'
import { foreignKeyFault } from '../proofs/foreign-key-fault.ts'
import { shownTable } from '../proofs/index-sql.ts'
import { ownershipOf } from '../proofs/tenant/ownership.ts'
import type { Settings } from '../settings/settings.ts'

/** Whose rows a table holds, as a picture tells it. */
export type NodeKind = 'tenants' | 'tenant' | 'through a parent' | 'membership' | 'global'

export interface GraphNode {
  readonly table: Table
  readonly shown: string
  readonly kind: NodeKind
}

export interface GraphEdge {
  readonly from: GraphNode
  readonly to: GraphNode
  readonly key: ForeignKey
  readonly isIndexed: boolean
  /** A row may have no parent. */
  readonly isOptional: boolean
  /** A parent has one row at most. */
  readonly isOne: boolean
}

export interface CatalogGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** The tables with what leads from one to another, in the order of their names. */
export function catalogGraph(catalog: Catalog, settings: Readonly<Settings>): CatalogGraph {
  const tables = catalog.tables.filter(({ query, partitionOf }) => !query && !partitionOf)
  const nodes = tables
    .map((table): GraphNode => ({ table, shown: shownTable(table), kind: kindOf(table, catalog, settings) }))
    .sort((a, b) => (a.shown < b.shown ? -1 : 1))
  const edges = nodes.flatMap((from) =>
    from.table.foreignKeys.flatMap((key): GraphEdge[] => {
      const target = catalog.table(key.references.schema, key.references.table)
      const to = nodes.find(({ table }) => table === target)
      return to ? [edgeOf(from, to, key, catalog, settings)] : []
    }),
  )
  return { nodes, edges }
}

/** Whose rows a table holds. */
export function kindOf(table: Table, catalog: Catalog, settings: Readonly<Settings>): NodeKind {
  const { kind, through, person } = ownershipOf(catalog, settings).of(table)
  if (kind !== 'tenant') return kind === 'root' ? 'tenants' : 'global'
  if (person !== undefined) return 'membership'
  return through === undefined ? 'tenant' : 'through a parent'
}

function edgeOf(from: GraphNode, to: GraphNode, key: ForeignKey, catalog: Catalog, settings: Readonly<Settings>): GraphEdge {
  const { columns, indexes } = from.table
  const isNullable = (name: string): boolean => columns.find((column) => column.name === name)?.nullable === true
  const isOne = indexes.some(
    ({ unique, predicate, keys }) =>
      unique && !predicate && keys.every(({ column }) => column !== undefined && key.columns.includes(column)),
  )
  const isIndexed = foreignKeyFault(from.table, key, catalog, settings) === undefined
  return { from, to, key, isIndexed, isOptional: key.columns.some(isNullable), isOne }
}
