import type { AlterAction, Change, QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, findColumn, getColumn } from './bind.ts'
import { addColumn, dropColumn, everywhere, inheritColumn, makeSequence, ownSequence, removeSequence, updateColumn, visibleType } from './columns.ts'
import { addConstraint, dropNotNull, inheritCheck, removeConstraint, setNotNull } from './constraints.ts'
import { refuse, type Id, type State, type TableState } from './state.ts'
import { inheritKeys } from './tables.ts'

export type AlterChange = Extract<Change, { table: QualifiedName; only: boolean; ifExists: boolean }>

/** The order in which Postgres runs the actions of one ALTER TABLE, whatever their order in the text. */
const passes: Readonly<Partial<Record<AlterAction['kind'], number>>> = {
  'drop not null': 0, 'drop expression': 0, 'drop identity': 0, 'drop column': 0, 'drop constraint': 0, 'alter column type': 1,
  'add column': 3, 'set expression': 4, 'set default': 5, 'set not null': 6, 'add identity': 6, 'add constraint': 7,
}

/** Keys come before the foreign keys that may need them. */
export function passOf(change: Change): number {
  if (change.kind === 'add constraint') return change.constraint.kind === 'foreign key' ? 8 : 7
  return passes[change.kind as AlterAction['kind']] ?? 9
}

export function alterTable(state: State, change: AlterChange, place: Place): void {
  if (change.kind === 'attach index') {
    attachIndex(state, change.table, change.index)
    return
  }
  const table = state.findTable(change.table)
  if (!table) {
    if (change.ifExists) return
    state.getTable(change.table)
    return
  }
  act(state, table, change, place)
  const current = state.tables.get(table.id)
  if (current) state.setTable({ ...current, history: [...current.history, place] })
}

function act(state: State, table: TableState, change: AlterChange, place: Place): void {
  const { id } = table
  switch (change.kind) {
    case 'add column':
      return addColumn(state, id, change.column, change.ifNotExists, place)
    case 'drop column':
      return dropColumn(state, id, change.column.text, change.columnIfExists, change.cascade)
    case 'alter column type': {
      const type = visibleType(state, change.type)
      const serialless = { type, ...(change.collation === undefined ? {} : { collation: change.collation }) }
      return everywhere(state, id, cutName(change.column.text), (tableId, { number }) => updateColumn(state, tableId, number, serialless))
    }
    case 'set default':
      return everywhere(state, id, cutName(change.column.text), (tableId, column) => {
        const bound = change.default && bind(change.default, state.table(tableId))
        updateColumn(state, tableId, column.number, { default: bound })
        if (!column.identity) updateColumn(state, tableId, column.number, { sequence: undefined })
      })
    case 'set not null':
      return setNotNull(state, id, change.column.text, {})
    case 'drop not null':
      return dropNotNull(state, id, change.column.text)
    case 'drop expression':
      return dropExpression(state, id, change.column.text, change.columnIfExists)
    case 'set expression':
      return everywhere(state, id, cutName(change.column.text), (tableId, { number }) =>
        updateColumn(state, tableId, number, { generated: bind(change.generated, state.table(tableId)) }),
      )
    case 'add identity':
      return addIdentity(state, id, change.column.text, change.identity, place)
    case 'drop identity':
      return dropIdentity(state, id, change.column.text, change.columnIfExists)
    case 'add constraint':
      return addConstraint(state, id, change.constraint, place, change.only)
    case 'drop constraint':
      return dropConstraint(state, id, change.constraint.text, change.constraintIfExists, change.cascade)
    case 'validate constraint':
      return changeConstraint(state, id, change.constraint.text, { validated: true })
    case 'alter constraint':
      return changeConstraint(state, id, change.constraint.text, change)
    case 'row security': {
      const { enabled = table.rowSecurity.enabled, forced = table.rowSecurity.forced } = change
      return state.setTable({ ...table, rowSecurity: { enabled, forced } })
    }
    case 'attach partition':
      return attachPartition(state, id, state.getTable(change.partition).id)
    case 'detach partition':
      return detachPartition(state, id, state.getTable(change.partition).id)
    case 'inherit':
      return inherit(state, state.getTable(change.parent), id)
    case 'no inherit':
      return disinherit(state, state.getTable(change.parent), id)
    case 'attach index':
      return
  }
}

function dropExpression(state: State, id: Id, name: string, ifExists: boolean): void {
  const column = getColumn(state.table(id), name)
  if (!column.generated) {
    if (ifExists) return
    refuse(`column "${column.name}" of relation "${state.table(id).name}" is not a generated column`)
  }
  everywhere(state, id, column.name, (tableId, { number }) => updateColumn(state, tableId, number, { generated: undefined }))
}

function addIdentity(state: State, id: Id, name: string, identity: 'always' | 'by default', place: Place): void {
  const table = state.table(id)
  const column = getColumn(table, name)
  if (!column.notNull) refuse(`column "${column.name}" of relation "${table.name}" must be declared NOT NULL before identity can be added`)
  if (column.identity) refuse(`column "${column.name}" of relation "${table.name}" is already an identity column`)
  if (column.default || column.sequence !== undefined) refuse(`column "${column.name}" of relation "${table.name}" already has a default value`)
  ownSequence(state, id, column.name, makeSequence(state, table.schema, table.name, column.name, place))
  updateColumn(state, id, column.number, { identity })
}

function dropIdentity(state: State, id: Id, name: string, ifExists: boolean): void {
  const table = state.table(id)
  const column = getColumn(table, name)
  if (!column.identity) {
    if (ifExists) return
    refuse(`column "${column.name}" of relation "${table.name}" is not an identity column`)
  }
  updateColumn(state, id, column.number, { identity: undefined, sequence: undefined })
  if (column.sequence !== undefined) removeSequence(state, column.sequence)
}

function dropConstraint(state: State, id: Id, name: string, ifExists: boolean, cascade: boolean): void {
  const table = state.table(id)
  const cut = cutName(name)
  const constraint = table.constraints.find((c) => c.name === cut)
  const column = table.columns.find((c) => c.notNull?.name === cut)
  if (constraint) {
    if (constraint.inherited > 0) refuse(`cannot drop inherited constraint "${cut}" of relation "${table.name}"`)
    removeConstraint(state, id, constraint.id, cascade)
  } else if (column) dropNotNull(state, id, column.name)
  else if (!ifExists) refuse(`constraint "${cut}" of relation "${table.name}" does not exist`)
}

function changeConstraint(state: State, id: Id, name: string, change: { validated?: boolean; enforced?: boolean | undefined; deferrable?: boolean | undefined }): void {
  const table = state.table(id)
  const cut = cutName(name)
  const known = table.constraints.some((c) => c.name === cut) || table.columns.some((c) => c.notNull?.name === cut)
  if (!known) refuse(`constraint "${cut}" of relation "${table.name}" does not exist`)
  const constraints = table.constraints.map((c) => {
    if (c.name !== cut) return c
    if (c.kind === 'check') return { ...c, validated: change.validated ?? c.validated }
    if (c.kind !== 'foreign key') return c
    const enforced = change.enforced ?? c.enforced
    return { ...c, validated: enforced && (change.validated ?? change.enforced ?? c.validated), enforced, deferrable: change.deferrable ?? c.deferrable }
  })
  state.setTable({ ...table, constraints })
}

function attachPartition(state: State, parentId: Id, id: Id): void {
  const parent = state.table(parentId)
  state.setTable({ ...state.table(id), partitionOf: parentId })
  mergeColumns(state, parent, id)
  inheritKeys(state, parent, id)
}

function mergeColumns(state: State, parent: TableState, id: Id): void {
  for (const column of parent.columns) {
    const own = findColumn(state.table(id), column.name)
    if (!own) refuse(`child table is missing column "${column.name}"`)
    inheritColumn(state, parent, column.number, id)
    const merged = getColumn(state.table(id), own.name)
    if (merged.notNull && column.notNull) updateColumn(state, id, merged.number, { notNull: merged.notNull })
  }
  for (const c of parent.constraints) if (c.kind === 'check' && !c.noInherit) inheritCheck(state, c, parent, id)
}

function detachPartition(state: State, parentId: Id, id: Id): void {
  const table = state.table(id)
  if (table.partitionOf !== parentId) refuse(`relation "${table.name}" is not a partition of relation "${state.table(parentId).name}"`)
  release(state, id)
  state.setTable({ ...state.table(id), partitionOf: undefined })
}

/** What came from a parent is the table's own from now on. */
function release(state: State, id: Id): void {
  const table = state.table(id)
  state.setTable({
    ...table,
    columns: table.columns.map((c) => ({ ...c, local: true, inherited: Math.max(0, c.inherited - 1), notNull: c.notNull && { ...c.notNull, local: true } })),
    constraints: table.constraints.map((c) => ({ ...c, local: true, inherited: 0, copyOf: undefined })),
  })
  for (const index of table.indexes) state.setIndex({ ...state.index(index), parent: undefined })
}

function inherit(state: State, parent: TableState, id: Id): void {
  const table = state.table(id)
  mergeColumns(state, parent, id)
  state.setTable({ ...state.table(id), parents: [...table.parents, parent.id] })
}

function disinherit(state: State, parent: TableState, id: Id): void {
  const table = state.table(id)
  const less = <T extends { inherited: number; local: boolean }>(part: T): T => ({ ...part, inherited: Math.max(0, part.inherited - 1), local: part.local || part.inherited <= 1 })
  const names = new Set(parent.columns.map((c) => c.name))
  const checks = new Set(parent.constraints.filter((c) => c.kind === 'check').map((c) => c.name))
  state.setTable({
    ...table,
    parents: table.parents.filter((p) => p !== parent.id),
    columns: table.columns.map((c) => (names.has(c.name) ? less({ ...c, notNull: c.notNull && { ...c.notNull, local: true } }) : c)),
    constraints: table.constraints.map((c) => (c.kind === 'check' && checks.has(c.name) ? less(c) : c)),
  })
}

/** ALTER INDEX … ATTACH PARTITION: the parent is valid once every partition has its index. */
function attachIndex(state: State, parentName: QualifiedName, childName: QualifiedName): void {
  const find = (name: QualifiedName): Id => state.relation(name.schema, name.name.text) ?? refuse(`relation "${name.name.text}" does not exist`)
  const parent = state.index(find(parentName))
  const child = state.index(find(childName))
  const other = [...state.indexes.values()].find((index) => index.parent === parent.id && index.table === child.table && index.id !== child.id)
  if (other) refuse(`cannot attach index "${child.name}" as a partition of index "${parent.name}"`)
  state.setIndex({ ...child, parent: parent.id })
  const constraint = state.table(parent.table).constraints.find((c) => 'index' in c && c.index === parent.id)
  const table = state.table(child.table)
  if (constraint) {
    const constraints = table.constraints.map((c) => ('index' in c && c.index === child.id ? { ...c, copyOf: constraint.id, inherited: 1 } : c))
    state.setTable({ ...table, constraints })
  }
  validateParent(state, parent.id)
}

function validateParent(state: State, id: Id): void {
  const index = state.index(id)
  const attached = [...state.indexes.values()].filter((i) => i.parent === id && i.valid).map((i) => i.table)
  if (index.valid || !state.partitions(index.table).every((p) => attached.includes(p.id))) return
  state.setIndex({ ...index, valid: true })
  if (index.parent !== undefined) validateParent(state, index.parent)
}

