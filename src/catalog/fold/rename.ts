import type { Change, QualifiedName, Rename } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { findColumn, getColumn } from './bind.ts'
import { everywhere, updateColumn } from './columns.ts'
import { printed, refuse, type Id, type State, type TableState } from './state.ts'

export function rename(state: State, change: Rename, place: Place): void {
  const { to } = change
  switch (change.object) {
    case 'column':
      renameColumn(state, change, change.of.text, to.text, place)
      return
    case 'constraint':
      renameConstraint(state, change, change.of.text, to.text)
      return
    case 'trigger':
    case 'policy':
      renamePart(state, change, change.object)
      return
    case 'schema':
      renameSchema(state, change.name.name.text, cutName(to.text))
      return
    case 'type':
    case 'domain':
      if (!renameType(state, change.name, to.text)) renameRelation(state, change, place)
      return
    case 'function': {
      const cut = cutName(change.name.name.text)
      for (const [key, f] of [...state.functions]) if (f.name === cut) state.put(state.functions, key, { ...f, name: cutName(to.text), written: to.text })
      return
    }
    case 'extension':
    case 'rule':
    case 'other':
      return
    default:
      renameRelation(state, change, place)
  }
}

function targetTable(state: State, name: QualifiedName, ifExists: boolean): TableState | undefined {
  const table = state.findTable(name)
  if (!table && !ifExists) refuse(`relation "${printed(name)}" does not exist`)
  return table
}

function renameRelation(state: State, { name, to, ifExists }: Rename, place: Place): void {
  const id = state.relation(name.schema, name.name.text)
  if (id === undefined) {
    if (ifExists) return
    refuse(`relation "${printed(name)}" does not exist`)
  }
  const cut = cutName(to.text)
  const named = { name: cut, written: to.text, place }
  const [table, index, sequence] = [state.tables.get(id), state.indexes.get(id), state.sequences.get(id)]
  const schema = table?.schema ?? sequence?.schema ?? (index ? state.table(index.table).schema : 'public')
  const old = table?.name ?? index?.name ?? sequence?.name ?? ''
  if (state.relationIn(schema, cut) !== undefined) refuse(`relation "${cut}" already exists`)
  state.nameRelation(schema, old, undefined)
  state.nameRelation(schema, cut, id)
  if (table) state.setTable({ ...table, ...named, history: [...table.history, place] })
  else if (sequence) state.put(state.sequences, id, { ...sequence, ...named })
  else if (index) {
    state.setIndex({ ...index, ...named })
    renameOwnConstraint(state, index.table, id, named)
  }
}

/** A key's constraint and its index have one name. */
function renameOwnConstraint(state: State, tableId: Id, index: Id, named: { name: string; written: string; place: Place }): void {
  const table = state.table(tableId)
  const own = table.constraints.find((c) => 'index' in c && c.index === index)
  if (!own) return
  state.countConstraintName(table.schema, own.name, -1)
  state.countConstraintName(table.schema, named.name, 1)
  state.setTable({ ...table, constraints: table.constraints.map((c) => (c.id === own.id ? { ...c, ...named } : c)) })
}

function renameColumn(state: State, { name, ifExists }: Rename, from: string, to: string, place: Place): void {
  const table = targetTable(state, name, ifExists)
  if (!table) return
  const column = getColumn(table, from)
  if (column.inherited > 0) refuse(`cannot rename inherited column "${column.name}"`)
  const cut = cutName(to)
  everywhere(state, table.id, column.name, (tableId, own) => {
    if (findColumn(state.table(tableId), cut)) refuse(`column "${cut}" of relation "${state.table(tableId).name}" already exists`)
    updateColumn(state, tableId, own.number, { name: cut, written: to, place })
  })
}

function renameConstraint(state: State, { name, ifExists }: Rename, from: string, to: string): void {
  const table = targetTable(state, name, ifExists)
  if (!table) return
  const cut = cutName(to)
  const old = cutName(from)
  const column = table.columns.find((c) => c.notNull?.name === old)
  const constraint = table.constraints.find((c) => c.name === old)
  if (table.constraints.some((c) => c.name === cut) || table.columns.some((c) => c.notNull?.name === cut)) {
    refuse(`constraint "${cut}" for relation "${table.name}" already exists`)
  }
  if (column?.notNull) {
    if (column.inherited > 0 && !column.notNull.local) refuse(`cannot rename inherited constraint "${old}"`)
    everywhere(state, table.id, column.name, (tableId, own) => {
      if (own.notNull?.name !== old) return
      const { schema } = state.table(tableId)
      state.countConstraintName(schema, old, -1)
      state.countConstraintName(schema, cut, 1)
      updateColumn(state, tableId, own.number, { notNull: { ...own.notNull, name: cut } })
    })
    return
  }
  if (!constraint) refuse(`constraint "${old}" for table "${table.name}" does not exist`)
  if (constraint.inherited > 0) refuse(`cannot rename inherited constraint "${old}"`)
  if ('index' in constraint) {
    const index = state.index(constraint.index)
    if (state.relationIn(table.schema, cut) !== undefined) refuse(`relation "${cut}" already exists`)
    state.nameRelation(table.schema, index.name, undefined)
    state.nameRelation(table.schema, cut, index.id)
    state.setIndex({ ...index, name: cut, written: to })
  }
  renameIn(state, table.id, constraint.id, old, cut, to)
  if (constraint.kind === 'check') renameChecks(state, table.id, old, cut, to)
}

function renameIn(state: State, tableId: Id, id: Id, old: string, cut: string, written: string): void {
  const table = state.table(tableId)
  state.countConstraintName(table.schema, old, -1)
  state.countConstraintName(table.schema, cut, 1)
  state.setTable({ ...table, constraints: table.constraints.map((c) => (c.id === id ? { ...c, name: cut, written } : c)) })
}

function renameChecks(state: State, parentId: Id, old: string, cut: string, written: string): void {
  for (const child of state.children(parentId)) {
    const own = child.constraints.find((c) => c.kind === 'check' && c.name === old && c.inherited > 0)
    if (!own) continue
    renameIn(state, child.id, own.id, old, cut, written)
    renameChecks(state, child.id, old, cut, written)
  }
}

function renamePart(state: State, change: Rename, object: 'trigger' | 'policy'): void {
  const of = 'table' in change ? change.table : undefined
  const table = of && state.findTable(of)
  if (!table) {
    if (change.ifExists) return
    refuse(`relation "${of ? printed(of) : ''}" does not exist`)
  }
  const old = cutName(change.name.name.text)
  const name = cutName(change.to.text)
  const renamed = <P extends { readonly name: string; readonly written: string }>(parts: readonly P[]): P[] => parts.map((p) => (p.name === old ? { ...p, name, written: change.to.text } : p))
  state.setTable(object === 'trigger' ? { ...table, triggers: renamed(table.triggers) } : { ...table, policies: renamed(table.policies) })
}

function renameType(state: State, name: QualifiedName, to: string): boolean {
  const type = state.findType(name.schema, name.name.text)
  if (!type) return false
  const cut = cutName(to)
  state.put(state.types, state.typeKey(type.schema, type.name), undefined)
  state.put(state.types, state.typeKey(type.schema, cut), { ...type, name: cut, written: to })
  retype(state, type, { schema: type.schema, name: cut })
  return true
}

function retype(state: State, from: { schema: string; name: string }, to: { schema: string; name: string }): void {
  for (const table of [...state.tables.values()]) {
    if (!table.columns.some((c) => c.type?.schema === from.schema && c.type.name === from.name)) continue
    const columns = table.columns.map((c) => (c.type?.schema === from.schema && c.type.name === from.name ? { ...c, type: { ...c.type, ...to } } : c))
    state.setTable({ ...table, columns })
  }
}

function renameSchema(state: State, from: string, to: string): void {
  const old = cutName(from)
  if (!state.schemas.has(old)) refuse(`schema "${old}" does not exist`)
  const known = state.schemas.get(old)
  state.put(state.schemas, old, undefined)
  state.put(state.schemas, to, known)
  for (const table of [...state.tables.values()]) if (table.schema === old) moveTable(state, table.id, to)
  for (const sequence of [...state.sequences.values()]) if (sequence.schema === old) moveSequence(state, sequence.id, to)
  for (const type of [...state.types.values()]) if (type.schema === old) moveType(state, type, to)
}

type SetSchema = Extract<Change, { kind: 'set schema' }>

export function setSchema(state: State, { object, name, schema, ifExists }: SetSchema): void {
  const to = cutName(schema.text)
  const type = object === 'type' || object === 'domain' ? state.findType(name.schema, name.name.text) : undefined
  if (type) {
    moveType(state, type, to)
    return
  }
  if (object === 'function' || object === 'extension') return
  const id = state.relation(name.schema, name.name.text)
  if (id === undefined) {
    if (ifExists) return
    refuse(`relation "${printed(name)}" does not exist`)
  }
  if (state.tables.has(id)) moveTable(state, id, to)
  else if (state.sequences.has(id)) moveSequence(state, id, to)
}

/** A table takes its indexes, constraints and own sequences along. */
function moveTable(state: State, id: Id, to: string): void {
  const table = state.table(id)
  if (table.schema === to) return
  const names = [table.name, ...table.indexes.map((index) => state.index(index).name)]
  for (const name of names) if (state.relationIn(to, name) !== undefined) refuse(`relation "${name}" already exists in schema "${to}"`)
  const move = (name: string, relation: Id): void => {
    state.nameRelation(table.schema, name, undefined)
    state.nameRelation(to, name, relation)
  }
  move(table.name, id)
  for (const index of table.indexes) move(state.index(index).name, index)
  const constraintNames = [...table.constraints.map((c) => c.name), ...table.columns.flatMap((c) => c.notNull?.name ?? [])]
  for (const name of constraintNames) {
    state.countConstraintName(table.schema, name, -1)
    state.countConstraintName(to, name, 1)
  }
  for (const sequence of [...state.sequences.values()]) if (sequence.ownedBy?.table === id) moveSequence(state, sequence.id, to)
  state.setTable({ ...state.table(id), schema: to })
}

function moveSequence(state: State, id: Id, to: string): void {
  const sequence = state.sequences.get(id)
  if (!sequence || sequence.schema === to) return
  state.nameRelation(sequence.schema, sequence.name, undefined)
  state.nameRelation(to, sequence.name, id)
  state.put(state.sequences, id, { ...sequence, schema: to })
}

function moveType(state: State, type: { schema: string; name: string }, to: string): void {
  const known = state.types.get(state.typeKey(type.schema, type.name))
  if (!known) return
  state.put(state.types, state.typeKey(type.schema, type.name), undefined)
  state.put(state.types, state.typeKey(to, type.name), { ...known, schema: to })
  retype(state, type, { schema: to, name: type.name })
}
