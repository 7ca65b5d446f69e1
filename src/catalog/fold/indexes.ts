import type { CreateIndex, IndexKey } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, boundNumbers, columnByNumber, columnNumbers, findColumn, getColumn, rebind } from './bind.ts'
import { chooseRelationName, indexColumnNames, nameAddition } from './choose-name.ts'
import { refuse, type Id, type IndexKeyState, type IndexState, type State, type TableState } from './state.ts'

export function bindKeys(table: TableState, keys: readonly IndexKey[]): IndexKeyState[] {
  return keys.map((key) => ({
    column: key.column && getColumn(table, key.column.text).number,
    expression: key.expression && bind(key.expression, table),
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
export function keyNames(table: TableState, keys: readonly IndexKeyState[], include: readonly number[]): string[] {
  const nameOf = (number: number): string => columnByNumber(table, number)?.name ?? ''
  const own = keys.map((key) => (key.column === undefined ? (key.expression?.expression ?? '') : nameOf(key.column)))
  return indexColumnNames([...own, ...include.map(nameOf)])
}

export function addIndex(state: State, index: IndexState): void {
  const table = state.table(index.table)
  state.setIndex(index)
  state.nameRelation(table.schema, index.name, index.id)
  state.setTable({ ...table, indexes: [...table.indexes, index.id] })
}

export function createIndex(state: State, change: CreateIndex, place: Place): void {
  const table = state.getTable(change.table)
  if (change.name) {
    const taken = state.relationIn(table.schema, cutName(change.name.text)) !== undefined
    if (taken && change.ifNotExists) return
    if (taken) refuse(`relation "${change.name.text}" already exists`)
  }
  if (table.kind === 'view' || table.kind === 'composite type') refuse(`cannot create index on relation "${table.name}"`)
  const keys = bindKeys(table, change.keys)
  const include = columnNumbers(table, change.include)
  const name = change.name ? cutName(change.name.text) : chooseRelationName(state, table.schema, table.name, nameAddition(keyNames(table, keys, include)), 'idx')
  const partitioned = table.kind === 'partitioned table'
  const index: IndexState = {
    id: state.newId(), name, written: change.name?.text ?? name, place, table: table.id, method: change.method, unique: change.unique,
    primary: false, nullsNotDistinct: change.nullsNotDistinct, keys, include, predicate: change.predicate && bind(change.predicate, table),
    operators: undefined, valid: !(partitioned && change.only && state.partitions(table.id).length > 0), parent: undefined,
  }
  addIndex(state, index)
  if (partitioned && !change.only) for (const partition of state.partitions(table.id)) spreadIndex(state, index, partition.id)
}

/** Gives a partition the index of its parent: one that it has already, or a new one. */
export function spreadIndex(state: State, parent: IndexState, partitionId: Id): void {
  const from = state.table(parent.table)
  const partition = state.table(partitionId)
  if (partition.kind === 'foreign table') return
  const keys = parent.keys.map((key) => moveKey(key, from, partition))
  const include = parent.include.flatMap((number) => findColumn(partition, columnByNumber(from, number)?.name ?? '')?.number ?? [])
  const constraint = from.constraints.find((c) => 'index' in c && c.index === parent.id)
  const existing = partition.indexes.map((id) => state.index(id)).find((index) => {
    const own = partition.constraints.find((c) => 'index' in c && c.index === index.id)
    return index.parent === undefined && sameShape(index, parent, keys) && own?.kind === constraint?.kind
  })
  const index = existing ? { ...existing, parent: parent.id } : { ...parent, ...childName(state, parent, partition, keys, include), id: state.newId(), table: partition.id, keys, include, predicate: parent.predicate && rebind(parent.predicate, from, partition), parent: parent.id, valid: true }
  if (existing) state.setIndex(index)
  else addIndex(state, index)
  if (constraint && 'index' in constraint) copyConstraint(state, constraint, index, partition.id, existing !== undefined)
  if (partition.kind === 'partitioned table') for (const child of state.partitions(partition.id)) spreadIndex(state, index, child.id)
}

function childName(state: State, parent: IndexState, partition: TableState, keys: readonly IndexKeyState[], include: readonly number[]): { name: string; written: string } {
  const isConstraint = state.table(parent.table).constraints.some((c) => 'index' in c && c.index === parent.id)
  const label = parent.primary ? 'pkey' : parent.operators ? 'excl' : isConstraint ? 'key' : 'idx'
  const addition = parent.primary ? undefined : nameAddition(keyNames(partition, keys, include))
  const name = chooseRelationName(state, partition.schema, partition.name, addition, label, isConstraint)
  return { name, written: name }
}

type IndexConstraint = Extract<TableState['constraints'][number], { index: Id }>

function copyConstraint(state: State, constraint: IndexConstraint, index: IndexState, partitionId: Id, existing: boolean): void {
  const partition = state.table(partitionId)
  if (existing) {
    const constraints = partition.constraints.map((c) => ('index' in c && c.index === index.id ? { ...c, copyOf: constraint.id, inherited: 1 } : c))
    state.setTable({ ...partition, constraints })
    return
  }
  const columns = index.keys.flatMap((key) => key.column ?? [])
  const copy = { ...constraint, id: state.newId(), name: index.name, written: index.name, index: index.id, columns, local: false, inherited: 1, copyOf: constraint.id }
  state.countConstraintName(partition.schema, copy.name, 1)
  state.setTable({ ...partition, constraints: [...partition.constraints, copy] })
}

function moveKey(key: IndexKeyState, from: TableState, to: TableState): IndexKeyState {
  const name = key.column === undefined ? undefined : columnByNumber(from, key.column)?.name
  return {
    ...key,
    column: name === undefined ? undefined : findColumn(to, name)?.number,
    expression: key.expression && rebind(key.expression, from, to),
  }
}

function sameShape(index: IndexState, parent: IndexState, keys: readonly IndexKeyState[]): boolean {
  return (
    index.valid && index.method === parent.method && index.unique === parent.unique && index.nullsNotDistinct === parent.nullsNotDistinct &&
    index.keys.length === keys.length && index.include.length === parent.include.length &&
    index.keys.every((key, i) => sameKey(key, keys[i])) &&
    print(index.predicate?.expression) === print(parent.predicate?.expression)
  )
}

/** Sort order and nulls are not compared by Postgres' CompareIndexInfo. */
function sameKey(a: IndexKeyState, b: IndexKeyState | undefined): boolean {
  return b !== undefined && a.column === b.column && a.operatorClass === b.operatorClass && a.collation === b.collation && print(a.expression?.expression) === print(b.expression?.expression)
}

function print(expression: object | undefined): string {
  return expression ? JSON.stringify(expression, (key, value: unknown) => (key === 'range' ? undefined : value)) : ''
}

/** Whether an index goes when a column does: by key, included, in an expression or in the predicate. */
export function usesColumn(index: IndexState, number: number): boolean {
  return (
    index.include.includes(number) ||
    index.keys.some((key) => key.column === number || boundNumbers(key.expression).includes(number)) ||
    boundNumbers(index.predicate).includes(number)
  )
}

/** Takes an index away, with those of the partitions that belong to it. */
export function removeIndex(state: State, id: Id): void {
  const index = state.indexes.get(id)
  if (!index) return
  const table = state.tables.get(index.table)
  state.put(state.indexes, id, undefined)
  if (table) {
    state.nameRelation(table.schema, index.name, undefined)
    state.setTable({ ...table, indexes: table.indexes.filter((other) => other !== id) })
  }
  for (const other of [...state.indexes.values()]) if (other.parent === id) removeIndex(state, other.id)
}
