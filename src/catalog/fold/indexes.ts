import type { CreateIndex, IndexKey } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindRow, columnName, columnNumbers, getColumn, numberIn, ownNumbers, rebind } from './bind.ts'
import { chooseRelationName, indexColumnNames, nameAddition } from './choose-name.ts'
import { editTable } from './edit.ts'
import { refuse, type Id, type IndexKeyState, type IndexState, type KeyState, type TableState } from './objects.ts'
import { sameExpression } from './same.ts'
import { printed, type State } from './state.ts'

export function bindKeys(state: State, table: TableState, keys: readonly IndexKey[]): IndexKeyState[] {
  return keys.map((key) => ({
    column: key.column && getColumn(table, key.column.text).number,
    expression: key.expression && bindRow(state, key.expression, table, 'index expression'),
    operatorClass: key.operatorClass,
    collation: key.collation,
    descending: key.descending,
    nullsFirst: key.nullsFirst,
  }))
}

export function plainKey(column: number): IndexKeyState {
  return { column, expression: undefined, operatorClass: undefined, collation: undefined, descending: false, nullsFirst: false }
}

/** The names that an index's keys and included columns give to its own name. */
export function keyNames(table: TableState, keys: readonly IndexKeyState[], include: readonly number[]): string {
  const own = keys.map((key) => (key.column === undefined ? (key.expression?.expression ?? '') : columnName(table, key.column)))
  return nameAddition(indexColumnNames([...own, ...include.map((number) => columnName(table, number))]))
}

export function createIndex(state: State, change: CreateIndex, place: Place): void {
  const table = state.getTable(change.table)
  if (change.name) {
    const isTaken = state.relationIn(table.schema, cutName(change.name.text)) !== undefined
    if (isTaken && change.ifNotExists) return
    if (isTaken) refuse(`relation "${change.name.text}" already exists`)
  }
  if (!['table', 'partitioned table', 'materialized view'].includes(table.kind))
    refuse(`cannot create index on relation "${printed(change.table)}"`)
  if (table.kind === 'partitioned table' && change.concurrently)
    refuse(`cannot create index on partitioned table "${table.name}" concurrently`)
  const keys = bindKeys(state, table, change.keys)
  const include = columnNumbers(table, change.include)
  const predicate = change.predicate && bindRow(state, change.predicate, table, 'index predicate')
  const name = change.name
    ? cutName(change.name.text)
    : chooseRelationName(state, table.schema, table.name, keyNames(table, keys, include), 'idx')
  const { method, unique, nullsNotDistinct } = change
  const index = {
    name,
    written: change.name?.text ?? name,
    place,
    table: table.id,
    method,
    unique,
    nullsNotDistinct,
    keys,
    include,
    predicate,
    primary: false,
    deferrable: false,
    withoutOverlaps: false,
    operators: undefined,
  }
  const made = addIndex(state, index, change.only)
  if (!change.only) spreadIndex(state, made)
}

/** What each method can do: https://www.postgresql.org/docs/current/sql-createindex.html */
const sorting: ReadonlySet<string> = new Set(['btree'])
const including: ReadonlySet<string> = new Set(['btree', 'gist', 'spgist'])

function requireAbleMethod({ method, unique, keys, include }: NewIndex): void {
  if (unique && method !== 'btree') refuse(`access method "${method}" does not support unique indexes`)
  if (include.length > 0 && !including.has(method)) refuse(`access method "${method}" does not support included columns`)
  if (keys.length > 1 && (method === 'hash' || method === 'spgist'))
    refuse(`access method "${method}" does not support multicolumn indexes`)
  if (!sorting.has(method) && keys.some((key) => key.descending || key.nullsFirst))
    refuse(`access method "${method}" does not support ASC/DESC options`)
}

type NewIndex = Omit<IndexState, 'id' | 'valid' | 'parent'>

/** Makes an index of the table alone; with ONLY it waits for those of the partitions. */
export function addIndex(state: State, index: NewIndex, only: boolean): IndexState {
  const partitions = state.partitions(index.table)
  if (!index.withoutOverlaps) requireAbleMethod(index)
  return storeIndex(state, { ...index, id: state.newId(), valid: !only || partitions.length === 0, parent: undefined })
}

function storeIndex(state: State, index: IndexState): IndexState {
  const table = state.table(index.table)
  if (table.kind === 'partitioned table') requirePartitionKeys(table, index)
  state.setIndex(index)
  state.nameRelation(table.schema, index.name, index.id)
  editTable(state, table.id, { indexes: [...table.indexes, index.id] })
  return index
}

/** A key over partitions must hold the columns that tell them apart. */
function requirePartitionKeys({ partitionBy = [] }: TableState, { unique, operators, keys }: IndexState): void {
  if (!unique && !operators) return
  for (const term of partitionBy) {
    const isHeld = typeof term === 'number' && keys.some((key, i) => key.column === term && (operators?.[i] ?? '=') === '=')
    if (!isHeld) refuse('unique constraint on partitioned table must include all partitioning columns')
  }
}

/** Gives every partition the index of its parent. */
export function spreadIndex(state: State, parent: IndexState): void {
  for (const partition of state.partitions(parent.table)) spreadTo(state, parent, partition.id)
}

/** Gives a partition the index of its parent: one that it has already, or a new one. */
export function spreadTo(state: State, parent: IndexState, partitionId: Id): void {
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
      const suits = !constraint || constraintOf(partition, index.id)?.kind === constraint.kind
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

export function constraintOf(table: TableState, index: Id): KeyState | undefined {
  return table.constraints.find((c): c is KeyState => 'index' in c && c.index === index)
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
  const label = constraint ? keyLabels[constraint.kind] : index.operators ? 'excl' : 'idx'
  const addition = index.primary ? undefined : keyNames(table, index.keys, index.include)
  const name = chooseRelationName(state, table.schema, table.name, addition, label, constraint !== undefined)
  const made = storeIndex(state, { ...index, id: state.newId(), name, written: name, parent: parent?.id, valid: true })
  if (constraint) {
    const columns = made.keys.flatMap((key) => key.column ?? [])
    const inherited = parent ? { local: false, inherited: 1, copyOf: constraint.id } : { local: true, inherited: 0, copyOf: undefined }
    const key: KeyState = { ...constraint, ...inherited, id: state.newId(), name, written: name, index: made.id, columns }
    state.countConstraintName(table.schema, name, 1)
    editTable(state, tableId, { constraints: [...state.table(tableId).constraints, key] })
  }
  return made
}

export const keyLabels: Readonly<Record<KeyState['kind'], string>> = { 'primary key': 'pkey', unique: 'key', exclusion: 'excl' }

export function requireNoPrimaryKey(table: TableState): void {
  if (table.constraints.some((c) => c.kind === 'primary key')) refuse(`multiple primary keys for table "${table.name}" are not allowed`)
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
    !a.operators &&
    !b.operators &&
    a.keys.length === b.keys.length &&
    String(a.include) === String(b.include) &&
    a.keys.every(sameKey) &&
    sameExpression(a.predicate, table, b.predicate, table)
  )
}

/** Whether an index goes when a column does: by key, included, in an expression or in the predicate. */
export function usesColumn(index: IndexState, number: number): boolean {
  const inKey = (key: IndexKeyState): boolean => key.column === number || ownNumbers(key.expression).includes(number)
  return index.include.includes(number) || index.keys.some(inKey) || ownNumbers(index.predicate).includes(number)
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
