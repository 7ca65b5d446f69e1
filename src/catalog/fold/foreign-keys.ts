import { isLocalTable } from '../catalog.ts'
import type { ConstraintDefinition, ForeignKeyAction } from '../change.ts'
import type { Place } from '../place.ts'
import { columnByNumber, columnName, columnNumbers, numberIn } from './bind.ts'
import { chooseConstraintName, nameAddition } from './choose-name.ts'
import { requireComparable } from './comparable.ts'
import { chosenName, constraintNames, editConstraint, editTable, givenName, storeConstraint } from './edit.ts'
import { refuse, type ForeignKeyState, type Id, type IndexState, type ReferenceState, type TableState } from './objects.ts'
import type { State } from './state.ts'

export type ForeignKeyDefinition = Extract<ConstraintDefinition, { kind: 'foreign key' }>

export function addForeignKey(state: State, tableId: Id, definition: ForeignKeyDefinition, place: Place, only = false): void {
  const table = state.table(tableId)
  if (table.kind === 'foreign table') refuse('foreign key constraints are not supported on foreign tables')
  if (only && table.kind === 'partitioned table') refuse(`cannot use ONLY for foreign key on partitioned table "${table.name}"`)
  const columns = columnNumbers(table, definition.columns)
  requireActions(table, columns, definition)
  const references = referenceOf(state, table, definition)
  if (references.table !== undefined && references.columns.length !== columns.length)
    refuse('number of referencing and referenced columns for foreign key disagree')
  const addition = nameAddition(columns.map((number) => columnName(table, number)))
  const named =
    givenName(table, definition, place) ?? chosenName(chooseConstraintName(state, table.schema, table.name, addition, 'fkey'), place)
  const { onDelete, onUpdate, validated, enforced, deferrable } = definition
  const key: ForeignKeyState = {
    id: state.newId(),
    kind: 'foreign key',
    columns,
    references,
    onDelete,
    onUpdate,
    validated: validated && enforced,
    enforced,
    deferrable,
    local: true,
    inherited: 0,
    copyOf: undefined,
    ...named,
  }
  requireComparable(state, table, key)
  storeConstraint(state, tableId, key)
  spreadCopies(state, tableId, key)
}

function spreadCopies(state: State, tableId: Id, key: ForeignKeyState): void {
  spreadReference(state, tableId, key)
  for (const partition of state.partitions(tableId)) copyForeignKey(state, key, state.table(tableId), partition.id)
}

/** No action can give a generated column another value. */
function requireActions(table: TableState, columns: readonly number[], { onDelete, onUpdate }: ForeignKeyDefinition): void {
  if (!columns.some((number) => columnByNumber(table, number)?.generated)) return
  const sets = (action: ForeignKeyAction): boolean => action === 'set null' || action === 'set default'
  if (sets(onUpdate) || onUpdate === 'cascade') refuse('invalid ON UPDATE action for foreign key constraint containing generated column')
  if (sets(onDelete)) refuse('invalid ON DELETE action for foreign key constraint containing generated column')
}

function referenceOf(state: State, table: TableState, { references, referencedColumns, period }: ForeignKeyDefinition): ReferenceState {
  const target = state.findTable(references)
  if (!target) {
    if (state.relation(references.schema, references.name.text) !== undefined)
      refuse(`referenced relation "${references.name.text}" is not a table`)
    const external = { schema: references.schema, name: references.name.text, columns: referencedColumns.map((c) => c.text) }
    return { table: undefined, columns: [], index: undefined, external }
  }
  if (!isLocalTable(target)) refuse(`referenced relation "${target.name}" is not a table`)
  if (table.temporary !== target.temporary)
    refuse('constraints on permanent tables may reference only permanent tables, and on temporary ones only temporary tables')
  const columns = referencedColumns.length > 0 ? columnNumbers(target, referencedColumns) : undefined
  const index = columns ? uniqueIndex(state, target, columns) : primaryIndex(state, target)
  if (index.deferrable) refuse(`cannot use a deferrable unique constraint for referenced table "${target.name}"`)
  if (index.withoutOverlaps !== period) refuse('foreign key uses PERIOD where the referenced key is WITHOUT OVERLAPS, and only there')
  return { table: target.id, columns: columns ?? index.keys.flatMap((key) => key.column ?? []), index: index.id, external: undefined }
}

function primaryIndex(state: State, table: TableState): IndexState {
  return (
    table.indexes.map((id) => state.index(id)).find((index) => index.primary) ??
    refuse(`there is no primary key for referenced table "${table.name}"`)
  )
}

/** The unique indexes on exactly these columns, in any order, that are neither partial nor over expressions. */
export function uniqueIndexes(state: State, table: TableState, columns: readonly number[]): IndexState[] {
  const matches = (index: IndexState): boolean =>
    index.unique &&
    index.valid &&
    !index.predicate &&
    index.keys.length === columns.length &&
    index.keys.every((k) => k.column !== undefined && columns.includes(k.column))
  return table.indexes.map((id) => state.index(id)).filter(matches)
}

/** The oldest of them, those before that are not deferrable. */
function uniqueIndex(state: State, table: TableState, columns: readonly number[]): IndexState {
  const [found] = uniqueIndexes(state, table, columns).sort((a, b) => Number(a.deferrable) - Number(b.deferrable))
  return found ?? refuse(`there is no unique constraint matching given keys for referenced table "${table.name}"`)
}

/** A copy has its constraint's name, or where that is taken a number behind it. */
function nameOfCopy(state: State, table: TableState, name: string): string {
  return constraintNames(table).includes(name) ? chooseConstraintName(state, table.schema, name, undefined, '') : name
}

/** A foreign key to a partitioned table refers to each of its partitions too. */
function spreadReference(state: State, tableId: Id, key: ForeignKeyState, base = key.name): void {
  if (key.references.table === undefined) return
  for (const partition of state.partitions(key.references.table)) referTo(state, tableId, key, partition, base)
}

function referTo(state: State, tableId: Id, key: ForeignKeyState, partition: TableState, base: string): void {
  const target = state.table(key.references.table ?? partition.id)
  const index = partition.indexes.map((id) => state.index(id)).find((i) => i.parent === key.references.index)
  const columns = key.references.columns.map((number) => numberIn(partition, number, target))
  const name = nameOfCopy(state, state.table(tableId), base)
  const references = { ...key.references, table: partition.id, columns, index: index?.id }
  const copy: ForeignKeyState = { ...key, id: state.newId(), name, written: name, references, local: false, inherited: 1, copyOf: key.id }
  storeConstraint(state, tableId, copy)
  spreadReference(state, tableId, copy, base)
}

/** The foreign keys to a partitioned table refer to its new partition too. */
export function referToPartition(state: State, parentId: Id, partitionId: Id): void {
  for (const user of state.usersOf(parentId)) {
    const table = state.tables.get(user)
    for (const key of table?.constraints ?? []) {
      if (key.kind === 'foreign key' && key.references.table === parentId && !isCopyOfOtherTable(table, key))
        referTo(state, user, key, state.table(partitionId), key.name)
    }
  }
}

/** A partition's copy of its parent's key is followed by way of the parent. */
function isCopyOfOtherTable(table: TableState | undefined, key: ForeignKeyState): boolean {
  return key.copyOf !== undefined && !(table && isReference(table, key))
}

/** Whether a foreign key is its own table's copy, for one partition of the table that it refers to. */
export function isReference(table: TableState, { copyOf }: ForeignKeyState): boolean {
  return copyOf !== undefined && table.constraints.some((c) => c.id === copyOf)
}

/** Takes away copies that a table's foreign keys have for partitions, with the copies of these. */
function removeReferences(state: State, tableId: Id, isGone: (copy: ForeignKeyState) => boolean): void {
  const table = state.table(tableId)
  const gone = new Set<Id>()
  for (const c of table.constraints) {
    if (c.kind !== 'foreign key' || !isReference(table, c) || !(isGone(c) || gone.has(c.copyOf ?? c.id))) continue
    gone.add(c.id)
    state.countConstraintName(table.schema, c.name, -1)
  }
  if (gone.size > 0) editTable(state, tableId, { constraints: table.constraints.filter((c) => !gone.has(c.id)) })
}

/** What a detached partition had of its parent's foreign keys is its own; nobody refers to it for its parent's sake. */
export function detachForeignKeys(state: State, parent: TableState, id: Id): void {
  for (const key of state.table(id).constraints) {
    if (key.kind !== 'foreign key' || !parent.constraints.some((c) => c.id === key.copyOf)) continue
    editConstraint(state, id, key.id, { copyOf: undefined, inherited: 0, local: true })
    spreadReference(state, id, key)
  }
  for (const user of state.usersOf(id)) if (state.tables.has(user)) removeReferences(state, user, (copy) => copy.references.table === id)
}

/** A partition has its parent's foreign keys; one that it has already becomes the copy. */
export function copyForeignKey(state: State, parent: ForeignKeyState, from: TableState, partitionId: Id): void {
  const partition = state.table(partitionId)
  if (partitionId === parent.references.table)
    refuse(`cannot ALTER TABLE "${partition.name}" because it is being used by active queries in this session`)
  if (partition.constraints.some((c) => c.copyOf === parent.id)) return
  const columns = parent.columns.map((number) => numberIn(partition, number, from))
  const same = partition.constraints.find(
    (c): c is ForeignKeyState => c.kind === 'foreign key' && c.copyOf === undefined && isSameKey(c, { ...parent, columns }),
  )
  if (same && same.enforced !== parent.enforced)
    refuse(`constraint "${parent.name}" enforceability conflicts with constraint "${same.name}" on relation "${partition.name}"`)
  const name = same?.name ?? nameOfCopy(state, partition, parent.name)
  if (same) {
    editConstraint(state, partitionId, same.id, { copyOf: parent.id, inherited: 1, local: false })
    removeReferences(state, partitionId, (copy) => copy.copyOf === same.id)
  } else
    storeConstraint(state, partitionId, {
      ...parent,
      id: state.newId(),
      name,
      written: name,
      columns,
      local: false,
      inherited: 1,
      copyOf: parent.id,
    })
  const copy = state.table(partitionId).constraints.find((c) => c.copyOf === parent.id)
  if (copy?.kind !== 'foreign key') return
  for (const child of state.partitions(partitionId)) copyForeignKey(state, copy, state.table(partitionId), child.id)
}

/** Makes foreign keys anew, with their copies. */
export function remakeForeignKeys(state: State, keys: ReadonlyMap<ForeignKeyState, Id>): void {
  for (const [{ id }, table] of keys) removeCopies(state, table, id)
  for (const [key, tableId] of keys) {
    const { references } = key
    const target = references.table === undefined ? undefined : state.table(references.table)
    const index = target && uniqueIndex(state, target, references.columns).id
    const made: ForeignKeyState = { ...key, references: { ...references, index } }
    const table = state.table(tableId)
    // The next action of the statement may change the other column of a table that refers to itself.
    if (references.table !== tableId) requireComparable(state, table, made)
    editTable(state, tableId, { constraints: table.constraints.map((c) => (c.id === key.id ? made : c)) })
    spreadCopies(state, tableId, made)
  }
}

function removeCopies(state: State, tableId: Id, id: Id): void {
  for (const { id: holder, schema } of [state.table(tableId), ...state.partitions(tableId)]) {
    for (const copy of state.table(holder).constraints) {
      if (copy.copyOf !== id) continue
      removeCopies(state, holder, copy.id)
      state.countConstraintName(schema, copy.name, -1)
      editTable(state, holder, { constraints: state.table(holder).constraints.filter((c) => c.id !== copy.id) })
    }
  }
}

function isSameKey(a: ForeignKeyState, b: ForeignKeyState): boolean {
  return (
    a.references.table === b.references.table &&
    String(a.columns) === String(b.columns) &&
    String(a.references.columns) === String(b.references.columns) &&
    a.onDelete === b.onDelete &&
    a.onUpdate === b.onUpdate &&
    a.deferrable === b.deferrable
  )
}
