import type { ColumnDefinition, TypeReference } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, boundNumbers, columnByNumber, findColumn, getColumn } from './bind.ts'
import { chooseRelationName } from './choose-name.ts'
import { addConstraint, removeConstraint, setNotNull } from './constraints.ts'
import { removeIndex, usesColumn } from './indexes.ts'
import { refuse, type ColumnState, type Id, type State, type TableState } from './state.ts'

export function updateColumn(state: State, tableId: Id, number: number, change: Partial<ColumnState>): void {
  const table = state.table(tableId)
  state.setTable({ ...table, columns: table.columns.map((c) => (c.number === number ? { ...c, ...change } : c)) })
}

/** A column as a definition makes it, without what needs the table: its sequence, default and constraints. */
export function newColumn(definition: ColumnDefinition, number: number, place: Place, state: State): ColumnState {
  return {
    name: cutName(definition.name.text), written: definition.name.text, place, number, type: visibleType(state, definition.type), collation: definition.collation,
    notNull: undefined, default: undefined, sequence: undefined, generated: undefined, identity: undefined, local: true, inherited: 0,
  }
}

/** A user's type under the schema where it is found now, so that a later search_path cannot change it. */
export function visibleType(state: State, type: TypeReference | undefined): TypeReference | undefined {
  if (!type) return undefined
  const own = state.findType(type.schema, type.name)
  return own ? { ...type, schema: own.schema, name: own.name } : type
}

/** The default, expression, identity and sequence of a column that has just been added. */
export function finishColumn(state: State, tableId: Id, definition: ColumnDefinition): void {
  const table = state.table(tableId)
  const { number, name } = getColumn(table, definition.name.text)
  if (definition.default) updateColumn(state, tableId, number, { default: bind(definition.default, table) })
  if (definition.generated) updateColumn(state, tableId, number, { generated: bind(definition.generated, table) })
  if (definition.identity) updateColumn(state, tableId, number, { identity: definition.identity })
  if (definition.serial || definition.identity) setNotNull(state, tableId, name, {})
}

/** Serial and identity columns have a sequence, which takes its name before the table's own objects do. */
export function makeSequence(state: State, schema: string, table: string, column: string, place: Place): Id {
  const name = chooseRelationName(state, schema, table, column, 'seq')
  const id = state.newId()
  state.put(state.sequences, id, { id, name, written: name, place, schema, ownedBy: undefined })
  state.nameRelation(schema, name, id)
  return id
}

export function ownSequence(state: State, tableId: Id, columnName: string, sequence: Id): void {
  const { number } = getColumn(state.table(tableId), columnName)
  updateColumn(state, tableId, number, { sequence })
  const current = state.sequences.get(sequence)
  if (current) state.put(state.sequences, sequence, { ...current, ownedBy: { table: tableId, column: number, internal: true } })
}

export function addColumn(state: State, tableId: Id, definition: ColumnDefinition, ifNotExists: boolean, place: Place): void {
  const table = state.table(tableId)
  const existing = findColumn(table, definition.name.text)
  if (existing) {
    if (ifNotExists) return
    refuse(`column "${existing.name}" of relation "${table.name}" already exists`)
  }
  const sequence = definition.serial || definition.identity ? makeSequence(state, table.schema, table.name, cutName(definition.name.text), place) : undefined
  const column = newColumn(definition, table.nextNumber, place, state)
  state.setTable({ ...table, columns: [...table.columns, column], nextNumber: table.nextNumber + 1 })
  if (sequence !== undefined) ownSequence(state, tableId, column.name, sequence)
  finishColumn(state, tableId, definition)
  for (const child of state.children(tableId)) inheritColumn(state, state.table(tableId), column.number, child.id)
  for (const constraint of definition.constraints) addConstraint(state, tableId, constraint, place)
}

/** A child gets its parent's column; one of that name becomes the same. */
export function inheritColumn(state: State, parent: TableState, number: number, childId: Id): void {
  const column = columnByNumber(parent, number)
  const child = state.table(childId)
  if (!column) return
  const own = findColumn(child, column.name)
  if (own) {
    updateColumn(state, childId, own.number, { inherited: own.inherited + 1 })
    return
  }
  const copy: ColumnState = { ...column, number: child.nextNumber, sequence: undefined, local: false, inherited: 1, notNull: undefined }
  state.setTable({ ...child, columns: [...child.columns, copy], nextNumber: child.nextNumber + 1 })
  for (const grandchild of state.children(childId)) inheritColumn(state, state.table(childId), copy.number, grandchild.id)
  if (column.notNull) setNotNull(state, childId, copy.name, { name: column.notNull.name, inherited: true })
}

export function dropColumn(state: State, tableId: Id, name: string, ifExists: boolean, cascade: boolean, inherited = false): void {
  const table = state.table(tableId)
  const column = findColumn(table, name)
  if (!column) {
    if (ifExists) return
    refuse(`column "${name}" of relation "${table.name}" does not exist`)
  }
  if (column.inherited > 0 && !inherited) refuse(`cannot drop inherited column "${column.name}"`)
  const { number } = column
  dropDependents(state, tableId, number, cascade)
  const children = state.children(tableId)
  const current = state.table(tableId)
  if (column.notNull) state.countConstraintName(current.schema, column.notNull.name, -1)
  state.setTable({ ...current, columns: current.columns.filter((c) => c.number !== number) })
  for (const sequence of [...state.sequences.values()]) {
    if (sequence.ownedBy?.table === tableId && sequence.ownedBy.column === number) removeSequence(state, sequence.id)
  }
  for (const child of children) dropInherited(state, child.id, column.name, cascade)
}

function dropInherited(state: State, childId: Id, name: string, cascade: boolean): void {
  const own = findColumn(state.table(childId), name)
  if (!own || own.inherited === 0) return
  if (own.inherited === 1 && !own.local) dropColumn(state, childId, name, false, cascade, true)
  else updateColumn(state, childId, own.number, { inherited: own.inherited - 1 })
}

/** Indexes and constraints over a column go with it; what reads it from elsewhere only by CASCADE. */
function dropDependents(state: State, tableId: Id, number: number, cascade: boolean): void {
  const table = state.table(tableId)
  const views = state.viewsOf(tableId, number)
  const generated = table.columns.filter((c) => c.number !== number && boundNumbers(c.generated).includes(number))
  const policies = table.policies.filter((p) => [...boundNumbers(p.using), ...boundNumbers(p.withCheck)].includes(number))
  if (!cascade && views.length + generated.length + policies.length > 0) {
    refuse(`cannot drop column ${columnByNumber(table, number)?.name ?? ''} of table ${table.name} because other objects depend on it`)
  }
  for (const constraint of table.constraints) {
    const over = constraint.columns.includes(number) || ('index' in constraint && usesColumn(state.index(constraint.index), number))
    if (over) removeConstraint(state, tableId, constraint.id, cascade)
  }
  for (const id of table.indexes) if (state.indexes.has(id) && usesColumn(state.index(id), number)) removeIndex(state, id)
  for (const column of generated) dropColumn(state, tableId, column.name, true, true)
  if (policies.length > 0) {
    const current = state.table(tableId)
    state.setTable({ ...current, policies: current.policies.filter((p) => !policies.includes(p)) })
  }
  for (const view of views) removeView(state, view.id)
}

export function removeSequence(state: State, id: Id): void {
  const sequence = state.sequences.get(id)
  if (!sequence) return
  state.put(state.sequences, id, undefined)
  state.nameRelation(sequence.schema, sequence.name, undefined)
}

export function removeView(state: State, id: Id): void {
  const view = state.tables.get(id)
  if (!view) return
  for (const other of state.viewsOf(id)) removeView(state, other.id)
  for (const index of view.indexes) removeIndex(state, index)
  state.put(state.tables, id, undefined)
  state.nameRelation(view.schema, view.name, undefined)
}

/** Runs an action on a column in the table and in all that inherit it. */
export function everywhere(state: State, tableId: Id, name: string, act: (table: Id, column: ColumnState) => void): void {
  const column = getColumn(state.table(tableId), name)
  act(tableId, column)
  for (const child of state.children(tableId)) {
    const own = findColumn(child, name)
    if (own && own.inherited > 0) everywhere(state, child.id, name, act)
  }
}
