import type { ObjectKind, Rename } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { findColumn, getColumn } from './bind.ts'
import { editColumn, editTable, requireFreeName } from './edit.ts'
import { relationFor, typeFor } from './find-relation.ts'
import { constraintOf } from './indexes.ts'
import { descendants } from './inheritance.ts'
import { renameSchema } from './move.ts'
import { setNotNull } from './not-null.ts'
import { refuse, type Id, type Named, type TableState } from './objects.ts'
import { printed, type State } from './state.ts'

export function rename(state: State, change: Rename, place: Place): void {
  const { to } = change
  const named = { name: cutName(to.text), written: to.text, place }
  switch (change.object) {
    case 'column':
      renameColumn(state, change, cutName(change.of.text), named)
      return
    case 'constraint':
      renameConstraint(state, change, cutName(change.of.text), named)
      return
    case 'trigger':
    case 'policy':
      renamePart(state, change, change.object, named)
      return
    case 'schema':
      renameSchema(state, cutName(change.name.name.text), named)
      return
    case 'type':
    case 'domain':
      renameType(state, change, named)
      return
    case 'function':
      renameFunction(state, change, named)
      return
    case 'extension':
    case 'rule':
    case 'other':
      return
    default:
      renameRelation(state, change, named)
  }
}

function renameRelation(state: State, change: Rename, named: Named): void {
  const id = relationFor(state, change.object as ObjectKind, change)
  if (id === undefined) return
  const [table, index, sequence] = [state.tables.get(id), state.indexes.get(id), state.sequences.get(id)]
  if (table) {
    renameIn(state, table.schema, table.name, named.name, id, true)
    state.setTable({ ...table, ...named, history: [...table.history, named.place] })
  } else if (sequence) {
    renameIn(state, sequence.schema, sequence.name, named.name, id)
    state.put(state.sequences, id, { ...sequence, ...named })
  } else if (index) {
    const constraint = constraintOf(state.table(index.table), id)
    renameIndex(state, id, named)
    if (constraint) nameConstraint(state, index.table, constraint.id, named)
  }
}

function renameIn(state: State, schema: string, from: string, to: string, id: Id, isType = false): void {
  state.nameRelation(schema, to, id, isType)
  state.unnameRelation(schema, from, isType)
}

function renameIndex(state: State, id: Id, named: Named): void {
  const index = state.index(id)
  renameIn(state, state.table(index.table).schema, index.name, named.name, id)
  state.setIndex({ ...index, ...named, formerly: formerlyOf(index, named) })
}

function targetTable(state: State, { name, ifExists }: Rename): TableState | undefined {
  const table = state.findTable(name)
  if (!table && !ifExists) refuse(`relation "${printed(name)}" does not exist`)
  return table
}

/** Limit: that a rename says ONLY is not seen, so it is taken to be for all children. */
function renameColumn(state: State, change: Rename, from: string, named: Named): void {
  const table = targetTable(state, change)
  if (!table) return
  if (table.ofType !== undefined) refuse('cannot rename column of typed table')
  const all = [
    [table.id, 0] as const,
    ...descendants(state, table.id),
    ...state.typedTables(table.id).map((typed) => [typed.id, 0] as const),
  ]
  for (const [id, parents] of all) {
    const own = getColumn(state.table(id), from)
    if (own.inherited > parents) refuse(`cannot rename inherited column "${from}"`)
    if (findColumn(state.table(id), named.name)) refuse(`column "${named.name}" of relation "${state.table(id).name}" already exists`)
    editColumn(state, id, own.number, named)
  }
}

function renameConstraint(state: State, change: Rename, from: string, named: Named): void {
  const table = targetTable(state, change)
  if (!table) return
  if (table.ofType !== undefined) refuse('cannot rename column of typed table')
  const constraint = table.constraints.find((c) => c.name === from)
  if (!constraint || constraint.kind === 'check') {
    renameInherited(state, table, from, named)
    return
  }
  requireFreeName(table, named.name)
  if ('index' in constraint) renameIndex(state, constraint.index, named)
  nameConstraint(state, table.id, constraint.id, named)
}

/** The children have checks and NOT NULLs under the names of their parents. */
function renameInherited(state: State, table: TableState, from: string, named: Named): void {
  const isKept =
    table.constraints.some((c) => c.kind === 'check' && c.name === from && c.noInherit) ||
    table.columns.some((c) => c.notNull?.name === from && c.notNull.noInherit)
  for (const [id, parents] of [[table.id, 0] as const, ...(isKept ? [] : descendants(state, table.id))]) {
    const own = state.table(id)
    const check = own.constraints.find((c) => c.name === from)
    const column = own.columns.find((c) => c.notNull?.name === from)
    const found = check ?? column?.notNull ?? refuse(`constraint "${from}" for table "${own.name}" does not exist`)
    if (found.inherited > parents && !isKept) refuse(`cannot rename inherited constraint "${from}"`)
    requireFreeName(own, named.name)
    if (check) nameConstraint(state, id, check.id, named)
    else if (column?.notNull) setNotNull(state, own, column.number, { ...column.notNull, name: named.name })
  }
}

function nameConstraint(state: State, tableId: Id, id: Id, named: Named): void {
  const table = state.table(tableId)
  const old = table.constraints.find((c) => c.id === id)
  if (!old) return
  if (named.name !== old.name) requireFreeName(table, named.name)
  state.countConstraintName(table.schema, old.name, -1)
  state.countConstraintName(table.schema, named.name, 1)
  editTable(state, tableId, {
    constraints: table.constraints.map((c) => (c.id === id ? { ...c, ...named, formerly: formerlyOf(c, named) } : c)),
  })
}

function formerlyOf({ name, formerly = [] }: Named, to: Named): readonly string[] {
  return name === to.name ? formerly : [...formerly, name]
}

function renamePart(state: State, change: Rename, object: 'trigger' | 'policy', named: Named): void {
  const of = 'table' in change ? change.table : undefined
  const table = of && state.findTable(of)
  if (!table) {
    if (change.ifExists) return
    refuse(`relation "${of ? printed(of) : ''}" does not exist`)
  }
  const old = cutName(change.name.name.text)
  const renamed = <P extends Named>(parts: readonly P[]): P[] => {
    if (!parts.some((part) => part.name === old)) refuse(`${object} "${old}" for table "${table.name}" does not exist`)
    const isSame = object === 'trigger' && old === named.name
    if (!isSame && parts.some((part) => part.name === named.name))
      refuse(`${object} "${named.name}" for relation "${table.name}" already exists`)
    return parts.map((part) => (part.name === old ? { ...part, ...named } : part))
  }
  if (object === 'trigger') editTable(state, table.id, { triggers: renamed(table.triggers) })
  else editTable(state, table.id, { policies: renamed(table.policies) })
}

function renameType(state: State, change: Rename, named: Named): void {
  const type = typeFor(state, change.object as ObjectKind, change.name)
  if (!type) {
    renameRelation(state, change, named)
    return
  }
  state.nameType(type.schema, named.name, type.id)
  state.unnameType(type.schema, type.name)
  state.put(state.types, type.id, { ...type, ...named })
}

function renameFunction(state: State, { name }: Rename, named: Named): void {
  const known = state.functionNamed(name.schema, name.name.text)
  if (!known) return
  state.nameFunction(known.schema, named.name, known.id)
  state.unnameFunction(known.schema, known.name)
  const { written, place } = named
  state.put(state.functions, known.id, {
    ...known,
    name: named.name,
    overloads: known.overloads.map((overload) => ({ ...overload, written, place })),
  })
}
