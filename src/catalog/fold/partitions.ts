import type { CreateTable, PartitionBound } from '../change.ts'
import { bindRow, findColumn, getColumn } from './bind.ts'
import { editTable } from './edit.ts'
import { copyForeignKey, detachForeignKeys, isReference, referToPartition } from './foreign-keys.ts'
import { spreadTo } from './spread-index.ts'
import { adopt, disown, isAncestor } from './inheritance.ts'
import { refuse, type Id, type TableState } from './objects.ts'
import type { State } from './state.ts'

export function setPartitioning(
  state: State,
  id: Id,
  terms: NonNullable<CreateTable['partitionBy']>,
  partitionStrategy: CreateTable['partitionStrategy'],
): void {
  const table = state.table(id)
  const partitionBy = terms.map((term) => {
    const name = 'text' in term ? term.text : term.kind === 'column' ? term.name : undefined
    if (name === undefined) return 'text' in term ? 0 : bindRow(state, term, table, 'partition key expression')
    const column = getColumn(table, name)
    if (column.generated) refuse(`cannot use generated column "${name}" in partition key`)
    return column.number
  })
  editTable(state, id, { partitionBy, partitionStrategy })
}

export function requirePartitioned(table: TableState): void {
  if (table.kind !== 'partitioned table') refuse(`"${table.name}" is not partitioned`)
}

/** What a partition has of its parent's indexes and foreign keys, and what refers to the parent. */
export function inheritKeys(state: State, parent: TableState, id: Id): void {
  for (const index of parent.indexes) spreadTo(state, state.index(index), id)
  referToPartition(state, parent.id, id)
  for (const constraint of parent.constraints) {
    if (constraint.kind === 'foreign key' && !isReference(parent, constraint)) copyForeignKey(state, constraint, parent, id)
  }
}

export function attachPartition(state: State, parentId: Id, id: Id, partitionBound: PartitionBound | undefined): void {
  const parent = state.table(parentId)
  const table = state.table(id)
  requirePartitioned(parent)
  if (!['table', 'partitioned table', 'foreign table'].includes(table.kind)) refuse(`"${table.name}" is not a table`)
  if (table.partitionOf !== undefined) refuse(`"${table.name}" is already a partition`)
  if (table.ofType !== undefined) refuse('cannot attach a typed table as partition')
  if (table.parents.length > 0) refuse('cannot attach inheritance child as partition')
  if (table.kind !== 'partitioned table' && state.children(id).length > 0) refuse('cannot attach inheritance parent as partition')
  if (isAncestor(state, id, parentId)) refuse('circular inheritance not allowed')
  if (parent.temporary !== table.temporary)
    refuse('cannot attach a temporary relation as partition of a permanent one, nor the other way round')
  const extra = table.columns.find((column) => !findColumn(parent, column.name))
  if (extra) refuse(`table "${table.name}" contains column "${extra.name}" not found in parent "${parent.name}"`)
  editTable(state, id, { partitionOf: parentId, partitionBound })
  adopt(state, parent, id)
  inheritKeys(state, parent, id)
}

export function detachPartition(state: State, parentId: Id, id: Id): void {
  const parent = state.table(parentId)
  const table = state.table(id)
  requirePartitioned(parent)
  if (table.partitionOf !== parentId) refuse(`relation "${table.name}" is not a partition of relation "${parent.name}"`)
  disown(state, parent, id)
  const detached = state.table(id)
  const keys = new Set(parent.constraints.filter((c) => 'index' in c).map((c) => c.id))
  state.setTable({
    ...detached,
    partitionOf: undefined,
    partitionBound: undefined,
    columns: detached.columns.map((c) => (c.identity ? { ...c, identity: undefined, sequence: undefined } : c)),
    constraints: detached.constraints.map((c) =>
      c.copyOf !== undefined && keys.has(c.copyOf) ? { ...c, copyOf: undefined, inherited: 0, local: true } : c,
    ),
  })
  for (const index of detached.indexes) {
    const own = state.index(index)
    if (own.parent !== undefined) state.setIndex({ ...own, parent: undefined })
  }
  detachForeignKeys(state, parent, id)
}
