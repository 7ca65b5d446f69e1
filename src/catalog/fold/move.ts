import type { Change } from '../change.ts'
import { cutName } from '../names.ts'
import { constraintNames } from './edit.ts'
import { relationFor, typeFor } from './find-relation.ts'
import { refuse, type ExtensionState, type Id, type Named } from './objects.ts'
import { printed, type State } from './state.ts'

export function setSchema(state: State, change: Extract<Change, { kind: 'set schema' }>): void {
  const { object, name, schema } = change
  const to = cutName(schema.text)
  if (object === 'function') {
    const known = state.functionNamed(name.schema, name.name.text)
    if (known) moveFunction(state, known.id, to)
    return
  }
  if (object === 'extension') {
    moveExtension(state, state.extensionNamed(cutName(name.name.text)), to)
    return
  }
  const type = object === 'type' || object === 'domain' ? typeFor(state, object, name) : undefined
  if (type) {
    moveType(state, type.id, to)
    return
  }
  const id = relationFor(state, object, change)
  if (id === undefined) return
  if (state.indexes.has(id)) refuse(`cannot change schema of index "${printed(name)}"`)
  if (to === 'pg_temp' || state.tables.get(id)?.temporary) refuse('cannot move objects into or out of temporary schemas')
  if (state.tables.has(id)) moveTable(state, id, to)
  else if (state.sequences.get(id)?.ownedBy) refuse('cannot move an owned sequence into another schema')
  else moveSequence(state, id, to)
}

/** A table takes its indexes, constraints and own sequences along. */
function moveTable(state: State, id: Id, to: string): void {
  const table = state.table(id)
  if (table.schema === to) return
  const indexes = table.indexes.map((index) => state.index(index))
  state.nameRelation(to, table.name, id, true)
  state.unnameRelation(table.schema, table.name, true)
  for (const index of indexes) {
    state.nameRelation(to, index.name, index.id)
    state.unnameRelation(table.schema, index.name)
  }
  for (const name of constraintNames(table)) {
    state.countConstraintName(table.schema, name, -1)
    state.countConstraintName(to, name, 1)
  }
  state.setTable({ ...table, schema: to })
  for (const user of state.usersOf(id)) if (state.sequences.get(user)?.ownedBy?.table === id) moveSequence(state, user, to)
}

function moveSequence(state: State, id: Id, to: string): void {
  const sequence = state.sequences.get(id)
  if (!sequence || sequence.schema === to) return
  state.nameRelation(to, sequence.name, id)
  state.unnameRelation(sequence.schema, sequence.name)
  state.put(state.sequences, id, { ...sequence, schema: to })
}

function moveType(state: State, id: Id, to: string): void {
  const type = state.types.get(id)
  if (!type || type.schema === to) return
  state.nameType(to, type.name, id)
  state.unnameType(type.schema, type.name)
  state.put(state.types, id, { ...type, schema: to })
}

function moveFunction(state: State, id: Id, to: string): void {
  const known = state.functions.get(id)
  if (!known || known.schema === to) return
  state.nameFunction(to, known.name, id)
  state.unnameFunction(known.schema, known.name)
  state.put(state.functions, id, { ...known, schema: to })
}

function moveExtension(state: State, extension: ExtensionState | undefined, to: string): void {
  if (!extension || extension.schema === to) return
  state.nameType(to, extension.name, extension.id)
  state.unnameType(extension.schema, extension.name)
  state.put(state.extensions, extension.id, { ...extension, schema: to })
}

/** Everything in a schema goes under its new name. */
export function renameSchema(state: State, from: string, named: Named): void {
  const known = state.schemas.get(from) ?? refuse(`schema "${from}" does not exist`)
  if (state.schemas.has(named.name)) refuse(`schema "${named.name}" already exists`)
  state.put(state.schemas, from, undefined)
  state.put(state.schemas, named.name, { ...known, ...named })
  for (const table of [...state.tables.values()]) if (table.schema === from) moveTable(state, table.id, named.name)
  for (const sequence of [...state.sequences.values()]) if (sequence.schema === from) moveSequence(state, sequence.id, named.name)
  for (const type of [...state.types.values()]) if (type.schema === from) moveType(state, type.id, named.name)
  for (const known of [...state.functions.values()]) if (known.schema === from) moveFunction(state, known.id, named.name)
  for (const extension of [...state.extensions.values()]) if (extension.schema === from) moveExtension(state, extension, named.name)
}
