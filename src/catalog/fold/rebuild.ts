import { editTable } from './edit.ts'
import { remakeForeignKeys } from './foreign-keys.ts'
import { constraintOf, namesInIndex, usesColumn } from './indexes.ts'
import { refuse, type ColumnState, type ForeignKeyState, type Id, type IndexKeyState, type IndexState, type TableState } from './objects.ts'
import { copiesOfIndex, remakeCopies } from './spread-index.ts'
import type { State } from './state.ts'

/** A collation that an index says of a column is not printed where it is the column's own, so it goes with that one. */
export function forgetCollations(state: State, table: TableState, { number, collation = 'default' }: ColumnState): void {
  for (const index of indexesOf(state, table)) {
    const isOwn = (key: IndexKeyState): boolean => key.column === number && key.collation === collation
    if (index.keys.some(isOwn))
      state.setIndex({ ...index, keys: index.keys.map((key) => (isOwn(key) ? { ...key, collation: undefined } : key)) })
  }
}

type ColumnAt = readonly [table: Id, column: number]

/**
 * What stands on columns whose type or expression changes is made anew: indexes of keys, other indexes, foreign keys.
 * What partitions have of it is named like new parts then. See ATPostAlterTypeCleanup in Postgres' `tablecmds.c`.
 */
export function rebuild(state: State, columns: readonly ColumnAt[]): void {
  for (const [table, number] of columns) reorderIndexes(state, table, number)
  const indexes = columns.flatMap(([id, number]) => {
    const used = indexesOf(state, state.table(id)).filter((index) => index.parent === undefined && usesColumn(index, number))
    return used.filter((index) => state.table(index.table).kind === 'partitioned table')
  })
  for (const index of indexes) requireOwnCopies(state, index)
  remakeCopies(state, indexes)
  remakeForeignKeys(state, foreignKeysOn(state, columns))
}

function indexesOf(state: State, table: TableState): IndexState[] {
  return table.indexes.map((id) => state.index(id))
}

/** They come last then, those of keys before the others. */
function reorderIndexes(state: State, tableId: Id, number: number): void {
  const table = state.table(tableId)
  const isRebuilt = (id: Id): boolean => usesColumn(state.index(id), number)
  for (const id of table.indexes.filter(isRebuilt)) {
    const index = state.index(id)
    state.setIndex({ ...index, names: namesInIndex(state, table, index.keys, index.include) })
  }
  const rank = (id: Id): number => (isRebuilt(id) ? (constraintOf(table, id) ? 1 : 2) : 0)
  editTable(state, tableId, { indexes: [...table.indexes].sort((a, b) => rank(a) - rank(b)) })
}

/** A partition's key may hold an index that is part of its parent's, which is no key's. */
function requireOwnCopies(state: State, parent: IndexState): void {
  const isOfKey = constraintOf(state.table(parent.table), parent.id) !== undefined
  for (const copy of copiesOfIndex(state, parent)) {
    if (!isOfKey && constraintOf(state.table(copy.table), copy.id))
      refuse(`cannot drop index ${parent.name} because other objects depend on it`)
    requireOwnCopies(state, copy)
  }
}

/** The foreign keys of and to these columns, without copies. */
function foreignKeysOn(state: State, columns: readonly ColumnAt[]): Map<ForeignKeyState, Id> {
  const found = new Map<ForeignKeyState, Id>()
  for (const [id, number] of columns) {
    for (const user of new Set([id, ...state.usersOf(id)])) {
      for (const key of state.tables.get(user)?.constraints ?? []) {
        if (key.kind !== 'foreign key' || key.copyOf !== undefined) continue
        const { references } = key
        if ((user === id && key.columns.includes(number)) || (references.table === id && references.columns.includes(number)))
          found.set(key, user)
      }
    }
  }
  return found
}
