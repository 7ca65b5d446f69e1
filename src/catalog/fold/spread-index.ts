import { numberIn, rebind } from './bind.ts'
import { chooseRelationName, indexColumnNames, nameAddition } from './choose-name.ts'
import { editTable } from './edit.ts'
import { constraintOf, keyLabels, requireNoPrimaryKey, storeIndex } from './indexes.ts'
import { refuse, type Id, type IndexKeyState, type IndexState, type KeyState, type TableState } from './objects.ts'
import { sameExpression } from './same.ts'
import type { State } from './state.ts'

/** Gives every partition the index of its parent. */
export function spreadIndex(state: State, parent: IndexState): void {
  for (const partition of state.partitions(parent.table)) spreadTo(state, parent, partition.id, true)
}

/** Gives a partition the index of its parent: one that it has already, or a new one. For a new key a key of any kind will do. */
export function spreadTo(state: State, parent: IndexState, partitionId: Id, isNew = false): void {
  const from = state.table(parent.table)
  const partition = state.table(partitionId)
  if (partition.kind === 'foreign table') {
    if (parent.unique) refuse(`cannot create unique index on partitioned table "${from.name}"`)
    return
  }
  const own = copyIndex(parent, from, partition)
  const constraint = constraintOf(from, parent.id)
  const existing = partition.indexes
    .map((id) => state.index(id))
    .find((index) => {
      const kind = constraintOf(partition, index.id)?.kind
      const suits = !constraint || (isNew ? kind !== undefined : kind === constraint.kind)
      return index.parent === undefined && suits && sameShape(index, own, partition)
    })
  if (existing) adoptIndex(state, existing, parent)
  else spreadIndex(state, cloneIndex(state, own, partitionId, parent, constraint))
}

/** A partition's own index becomes part of its parent's. */
export function adoptIndex(state: State, index: IndexState, parent: IndexState): void {
  const constraint = constraintOf(state.table(parent.table), parent.id)
  const table = state.table(index.table)
  state.setIndex({ ...index, parent: parent.id })
  if (!constraint) return
  const constraints = table.constraints.map((c) =>
    'index' in c && c.index === index.id ? { ...c, copyOf: constraint.id, inherited: 1, local: false } : c,
  )
  editTable(state, table.id, { constraints })
}

/** An index of one table in the columns of another. */
export function copyIndex(index: IndexState, from: TableState, to: TableState): IndexState {
  const keys = index.keys.map((key) => ({
    ...key,
    column: key.column === undefined ? undefined : numberIn(to, key.column, from),
    expression: key.expression && rebind(key.expression, from, to),
  }))
  const include = index.include.map((number) => numberIn(to, number, from))
  return { ...index, keys, include, predicate: index.predicate && rebind(index.predicate, from, to), table: to.id }
}

/** Makes a copy of another table's index, and of the key that it stands for, under a name of its own. */
export function cloneIndex(
  state: State,
  index: IndexState,
  tableId: Id,
  parent: IndexState | undefined,
  constraint: KeyState | undefined,
): IndexState {
  const table = state.table(tableId)
  if (index.primary) requireNoPrimaryKey(table)
  const names = indexColumnNames(index.names)
  const name = nameOfCopy(state, table, index, constraint)
  const made = storeIndex(state, { ...index, id: state.newId(), name, written: name, names, parent: parent?.id, valid: true })
  if (constraint) {
    const columns = made.keys.flatMap((key) => key.column ?? [])
    const inherited = parent ? { local: false, inherited: 1, copyOf: constraint.id } : { local: true, inherited: 0, copyOf: undefined }
    const key: KeyState = { ...constraint, ...inherited, id: state.newId(), name, written: name, index: made.id, columns }
    state.countConstraintName(table.schema, name, 1)
    editTable(state, tableId, { constraints: [...state.table(tableId).constraints, key] })
  }
  return made
}

function nameOfCopy(state: State, table: TableState, index: IndexState, constraint: KeyState | undefined): string {
  const label = constraint ? keyLabels[constraint.kind] : index.operators ? 'excl' : 'idx'
  const addition = index.primary ? undefined : nameAddition(indexColumnNames(index.names))
  return chooseRelationName(state, table.schema, table.name, addition, label, constraint !== undefined)
}

export function copiesOfIndex(state: State, parent: IndexState): IndexState[] {
  const indexes = state.partitions(parent.table).flatMap((partition) => partition.indexes.map((id) => state.index(id)))
  return indexes.filter((index) => index.parent === parent.id)
}

/** Makes anew what partitions have of indexes. */
export function remakeCopies(state: State, parents: readonly IndexState[]): void {
  for (const parent of parents) unnameCopies(state, parent)
  for (const { id } of parents) remakeCopiesOf(state, { ...state.index(id), valid: true })
}

function unnameCopies(state: State, parent: IndexState): void {
  for (const copy of copiesOfIndex(state, parent)) {
    const table = state.table(copy.table)
    const constraint = constraintOf(table, copy.id)
    state.unnameRelation(table.schema, copy.name)
    if (constraint) state.countConstraintName(table.schema, constraint.name, -1)
    unnameCopies(state, copy)
  }
}

function remakeCopiesOf(state: State, parent: IndexState): void {
  state.setIndex(parent)
  const copies = copiesOfIndex(state, parent)
  const from = state.table(parent.table)
  for (const partition of state.partitions(parent.table)) {
    const own = copyIndex(parent, from, partition)
    const known = copies.find((copy) => copy.table === partition.id)
    if (known) remakeCopiesOf(state, renameCopy(state, { ...own, id: known.id, parent: parent.id, valid: true }))
    else if (partition.kind !== 'foreign table')
      spreadIndex(state, cloneIndex(state, own, partition.id, parent, constraintOf(from, parent.id)))
  }
}

function renameCopy(state: State, index: IndexState): IndexState {
  const table = state.table(index.table)
  const constraint = constraintOf(table, index.id)
  const name = nameOfCopy(state, table, index, constraint)
  state.nameRelation(table.schema, name, index.id)
  if (constraint) {
    state.countConstraintName(table.schema, name, 1)
    editTable(state, table.id, { constraints: table.constraints.map((c) => (c.id === constraint.id ? { ...c, name, written: name } : c)) })
  }
  return { ...index, name, written: name, names: indexColumnNames(index.names) }
}

/** Sort order and nulls are not compared by Postgres' CompareIndexInfo. */
function sameShape(a: IndexState, b: IndexState, table: TableState): boolean {
  const sameKey = (key: IndexKeyState, i: number): boolean => {
    const other = b.keys[i]
    return (
      other !== undefined &&
      key.column === other.column &&
      key.operatorClass === other.operatorClass &&
      key.collation === other.collation &&
      sameExpression(key.expression, table, other.expression, table)
    )
  }
  return (
    a.method === b.method &&
    a.unique === b.unique &&
    a.nullsNotDistinct === b.nullsNotDistinct &&
    String(a.operators) === String(b.operators) &&
    a.keys.length === b.keys.length &&
    String(a.include) === String(b.include) &&
    a.keys.every(sameKey) &&
    sameExpression(a.predicate, table, b.predicate, table)
  )
}

export function requireSameShape(state: State, child: IndexState, parent: IndexState): void {
  const table = state.table(child.table)
  if (!sameShape(child, copyIndex(parent, state.table(parent.table), table), table))
    refuse(`cannot attach index "${child.name}" as a partition of index "${parent.name}"`)
}

/** An index and those above it become valid once every partition has a valid index. */
export function validateParents(state: State, id: Id): void {
  const index = state.index(id)
  const attached = state
    .usersOf(id)
    .flatMap((user) => state.indexes.get(user) ?? [])
    .filter((i) => i.parent === id && i.valid)
  if (index.valid || !state.partitions(index.table).every((p) => attached.some((i) => i.table === p.id))) return
  state.setIndex({ ...index, valid: true })
  if (index.parent !== undefined) validateParents(state, index.parent)
}
