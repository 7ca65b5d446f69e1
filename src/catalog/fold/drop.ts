import type { Change, ObjectKind, QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import { dropColumn, removeSequence, removeView, updateColumn } from './columns.ts'
import { keysRestingOn, removeConstraint } from './constraints.ts'
import { removeIndex } from './indexes.ts'
import { printed, refuse, type Id, type State, type TableKind } from './state.ts'

type Drop = Extract<Change, { kind: 'drop' }>

export function drop(state: State, change: Drop): void {
  const { object, name, ifExists, cascade } = change
  switch (object) {
    case 'table':
    case 'foreign table':
    case 'view':
    case 'materialized view':
      dropRelation(state, object, name, ifExists, cascade)
      return
    case 'index':
      dropIndex(state, name, ifExists, cascade)
      return
    case 'sequence':
      dropSequence(state, name, ifExists, cascade)
      return
    case 'schema':
      dropSchema(state, name.name.text, ifExists, cascade)
      return
    case 'type':
    case 'domain':
      dropType(state, name, ifExists, cascade)
      return
    case 'extension':
      if (!state.extensions.has(cutName(name.name.text)) && !ifExists) refuse(`extension "${name.name.text}" does not exist`)
      state.put(state.extensions, cutName(name.name.text), undefined)
      return
    case 'function':
      dropFunction(state, name, cascade)
      return
    case 'trigger':
    case 'policy':
      dropPart(state, object, change)
      return
    case 'rule':
    case 'other':
  }
}

const kindsDroppedAs: Readonly<Record<string, readonly TableKind[]>> = {
  table: ['table', 'partitioned table'], 'foreign table': ['foreign table'], view: ['view'], 'materialized view': ['materialized view'],
}

function dropRelation(state: State, object: ObjectKind, name: QualifiedName, ifExists: boolean, cascade: boolean): void {
  const table = state.findTable(name)
  if (!table) {
    if (ifExists) return
    refuse(`${object} "${printed(name)}" does not exist`)
  }
  if (!kindsDroppedAs[object]?.includes(table.kind)) refuse(`"${table.name}" is not a ${object}`)
  if (table.query && object !== 'table') {
    if (state.viewsOf(table.id).length > 0 && !cascade) refuse(`cannot drop ${object} ${table.name} because other objects depend on it`)
    removeView(state, table.id)
  } else removeTable(state, table.id, cascade)
}

/** Takes a table away with all that is its own; what others have of it only by CASCADE. */
export function removeTable(state: State, id: Id, cascade: boolean): void {
  const table = state.tables.get(id)
  if (!table) return
  const children = state.children(id)
  const heirs = children.filter((child) => child.partitionOf !== id)
  const keys = table.indexes.flatMap((index) => keysRestingOn(state, index)).filter((key) => key.table !== id)
  const views = state.viewsOf(id)
  if (!cascade && heirs.length + keys.length + views.length > 0) refuse(`cannot drop table ${table.name} because other objects depend on it`)
  for (const child of children) removeTable(state, child.id, cascade)
  for (const key of keys) removeConstraint(state, key.table, key.id, true)
  for (const view of views) removeView(state, view.id)
  const current = state.tables.get(id)
  if (!current) return
  for (const index of current.indexes) removeIndex(state, index)
  for (const constraint of current.constraints) state.countConstraintName(current.schema, constraint.name, -1)
  for (const column of current.columns) if (column.notNull) state.countConstraintName(current.schema, column.notNull.name, -1)
  for (const sequence of [...state.sequences.values()]) if (sequence.ownedBy?.table === id) removeSequence(state, sequence.id)
  state.put(state.tables, id, undefined)
  state.nameRelation(current.schema, current.name, undefined)
}

function dropIndex(state: State, name: QualifiedName, ifExists: boolean, cascade: boolean): void {
  const id = state.relation(name.schema, name.name.text)
  const index = id === undefined ? undefined : state.indexes.get(id)
  if (!index) {
    if (ifExists) return
    refuse(`index "${printed(name)}" does not exist`)
  }
  const constraint = state.table(index.table).constraints.find((c) => 'index' in c && c.index === index.id)
  if (constraint) refuse(`cannot drop index ${index.name} because constraint ${constraint.name} on table ${state.table(index.table).name} requires it`)
  if (index.parent !== undefined) refuse(`cannot drop index ${index.name} because index ${state.index(index.parent).name} requires it`)
  const keys = keysRestingOn(state, index.id)
  if (keys.length > 0 && !cascade) refuse(`cannot drop index ${index.name} because other objects depend on it`)
  for (const key of keys) removeConstraint(state, key.table, key.id, true)
  removeIndex(state, index.id)
}

function dropSequence(state: State, name: QualifiedName, ifExists: boolean, cascade: boolean): void {
  const id = state.relation(name.schema, name.name.text)
  const sequence = id === undefined ? undefined : state.sequences.get(id)
  if (!sequence) {
    if (ifExists) return
    refuse(`sequence "${printed(name)}" does not exist`)
  }
  for (const table of [...state.tables.values()]) {
    for (const column of table.columns) {
      if (column.sequence !== sequence.id) continue
      if (!cascade || column.identity) refuse(`cannot drop sequence ${sequence.name} because other objects depend on it`)
      updateColumn(state, table.id, column.number, { sequence: undefined, default: undefined })
    }
  }
  removeSequence(state, sequence.id)
}

function dropSchema(state: State, name: string, ifExists: boolean, cascade: boolean): void {
  const schema = cutName(name)
  const tables = [...state.tables.values()].filter((table) => table.schema === schema)
  if (!state.schemas.has(schema) && tables.length === 0) {
    if (ifExists) return
    refuse(`schema "${schema}" does not exist`)
  }
  const sequences = [...state.sequences.values()].filter((sequence) => sequence.schema === schema)
  const types = [...state.types].filter(([, type]) => type.schema === schema)
  const functions = [...state.functions].filter(([, f]) => f.schema === schema)
  if (!cascade && tables.length + sequences.length + types.length + functions.length > 0) {
    refuse(`cannot drop schema ${schema} because other objects depend on it`)
  }
  for (const table of tables) {
    if (table.query) removeView(state, table.id)
    else removeTable(state, table.id, true)
  }
  for (const sequence of sequences) removeSequence(state, sequence.id)
  for (const [key] of types) state.put(state.types, key, undefined)
  for (const [key] of functions) state.put(state.functions, key, undefined)
  state.put(state.schemas, schema, undefined)
}

/** A type takes the columns of it along, where CASCADE says so. */
function dropType(state: State, name: QualifiedName, ifExists: boolean, cascade: boolean): void {
  const type = state.findType(name.schema, name.name.text)
  const composite = type ? undefined : state.findTable(name)
  if (!type && composite?.kind !== 'composite type') {
    if (ifExists) return
    refuse(`type "${printed(name)}" does not exist`)
  }
  const { schema, name: own } = type ?? composite ?? refuse('the type is gone')
  const users = [...state.tables.values()].flatMap((table) => table.columns.filter((c) => c.type?.schema === schema && c.type.name === own).map((c) => ({ table, column: c })))
  if (users.length > 0 && !cascade) refuse(`cannot drop type ${own} because other objects depend on it`)
  for (const { table, column } of users) dropColumn(state, table.id, column.name, true, true, true)
  if (type) state.put(state.types, state.typeKey(type.schema, type.name), undefined)
  else if (composite) removeTable(state, composite.id, true)
}

function dropFunction(state: State, name: QualifiedName, cascade: boolean): void {
  const cut = cutName(name.name.text)
  for (const [key, f] of [...state.functions]) {
    if (f.name === cut && (name.schema === undefined || f.schema === name.schema)) state.put(state.functions, key, undefined)
  }
  if (!cascade) return
  for (const table of [...state.tables.values()]) {
    const triggers = table.triggers.filter((trigger) => trigger.function.split('.').at(-1) !== cut)
    if (triggers.length < table.triggers.length) state.setTable({ ...table, triggers })
  }
}

function dropPart(state: State, object: 'trigger' | 'policy', { name, table: of, ifExists }: Drop): void {
  const table = of && state.findTable(of)
  const cut = cutName(name.name.text)
  const parts = object === 'trigger' ? table?.triggers : table?.policies
  if (!table || !parts?.some((part) => part.name === cut)) {
    if (ifExists) return
    refuse(`${object} "${cut}" for table "${of ? printed(of) : ''}" does not exist`)
  }
  if (object === 'trigger') state.setTable({ ...table, triggers: table.triggers.filter((t) => t.name !== cut) })
  else state.setTable({ ...table, policies: table.policies.filter((p) => p.name !== cut) })
}

