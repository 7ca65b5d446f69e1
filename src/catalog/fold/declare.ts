import type { Change, ColumnDefinition, ConstraintDefinition, CreateIndex, CreateTable, QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place, Range } from '../place.ts'
import { findColumn, numbersOf } from './bind.ts'
import { editColumn, editTable } from './edit.ts'
import type { ColumnState, ConstraintState, ForeignKeyState, Id, IndexState, Named, TableState } from './objects.ts'
import type { State } from './state.ts'

type PlaceOf = (range: Range) => Place
/** Where something has its home from now on; undefined where it keeps the one that it has. */
type HomeOf = (range: Range) => Place | undefined

/** Who tells a schema as it should be, and whether what others made has its home there. */
export interface Declaration {
  readonly by: string
  readonly isHome: boolean
}

function moved({ place, madeAt = place }: Named, home: Place | undefined): Partial<Named> {
  return home ? { place: home, madeAt } : {}
}

/**
 * What is left to do of a change that tells the schema as it should be. What earlier steps made is the same thing, told here too, and
 * has its home here. It stays as they made it: a condition of an index that was written by hand is in no model.
 */
export function remaining(state: State, change: Change, placeOfFile: PlaceOf, { by, isHome }: Declaration): Change[] {
  const placeOf: HomeOf = (range) => (isHome ? placeOfFile(range) : undefined)
  const place = placeOf(change.range)
  const from = firstOwn(state, by)
  const tableMade = (name: QualifiedName): TableState | undefined => {
    const table = state.findTable(name)
    return table && table.id < from ? table : undefined
  }
  switch (change.kind) {
    case 'create table': {
      const table = tableMade(change.name)
      return table ? declareTable(state, table, change, placeOf) : [change]
    }
    case 'create index': {
      const table = tableMade(change.table)
      return table ? declareIndex(state, table, change, place, from) : [change]
    }
    case 'add constraint': {
      const table = tableMade(change.table)
      return table && isDeclaredConstraint(state, table, change.constraint, placeOf, from) ? [] : [change]
    }
    case 'create policy': {
      const table = tableMade(change.table)
      return table?.policies.some(({ name }) => name === cutName(change.name.text)) ? [] : [change]
    }
    case 'create enum':
      return declareEnum(state, change, place)
    case 'create view':
      if (!state.findTable(change.name)) return [change]
      declareView(state, tableMade(change.name), place)
      return []
    case 'create sequence':
      return state.relation(change.name.schema, change.name.name.text) === undefined ? [change] : []
    case 'create schema':
      return state.schemas.has(cutName(change.name.text)) ? [] : [change]
    case 'create extension':
      return state.extensionNamed(change.name.text) ? [] : [change]
    case 'create domain':
    case 'create composite type':
    case 'create other type':
      return state.typeNamed(change.name.schema, cutName(change.name.name.text)) === undefined ? [change] : []
    default:
      return [change]
  }
}

/** The first number of what a schema makes itself: all before it is of steps, or of another schema. */
function firstOwn(state: State, declarer: string): Id {
  const known = state.declarers.get(declarer)
  if (known !== undefined) return known
  const fresh = state.newId()
  state.put(state.declarers, declarer, fresh)
  return fresh
}

/** It says of the view where the schema has it, and nothing of its query: what migrations have made counts. */
function declareView(state: State, view: TableState | undefined, place: Place | undefined): void {
  if (view && place) editTable(state, view.id, { ...moved(view, place), history: [...view.history, place] })
}

function declareTable(
  state: State,
  table: TableState,
  { elements, range, name }: CreateTable & { range: Range },
  placeOf: HomeOf,
): Change[] {
  const place = placeOf(range)
  if (place) editTable(state, table.id, { ...moved(table, place), history: [...table.history, place] })
  return elements.flatMap((element): Change[] => {
    if (element.kind === 'column') return declareColumn(state, table.id, name, element.column, placeOf)
    if (element.kind !== 'constraint') return []
    return isDeclaredConstraint(state, state.table(table.id), element.constraint, placeOf, Infinity)
      ? []
      : [adding(name, element.constraint)]
  })
}

function adding(table: QualifiedName, constraint: ConstraintDefinition): Change {
  return { kind: 'add constraint', range: constraint.name?.range ?? constraint.range, table, ifExists: false, only: false, constraint }
}

function declareColumn(state: State, tableId: Id, name: QualifiedName, definition: ColumnDefinition, placeOf: HomeOf): Change[] {
  const shared = { range: definition.name.range, table: name, ifExists: false, only: false }
  const known = findColumn(state.table(tableId), definition.name.text)
  if (!known) return [{ ...shared, kind: 'add column', column: definition, ifNotExists: false }]
  editColumn(state, tableId, known.number, moved(known, placeOf(definition.name.range)))
  const constraints = definition.constraints.filter((one) => !isDeclaredConstraint(state, state.table(tableId), one, placeOf, Infinity))
  return [
    ...(definition.default && !hasValue(known)
      ? [{ ...shared, kind: 'set default' as const, column: definition.name, default: definition.default }]
      : []),
    ...constraints.map((constraint) => adding(name, constraint)),
  ]
}

function hasValue(column: ColumnState): boolean {
  return Boolean(column.default ?? column.generated ?? column.identity) || column.sequence !== undefined
}

function declareEnum(state: State, change: Extract<Change, { kind: 'create enum' }>, place: Place | undefined): Change[] {
  const id = state.typeNamed(change.name.schema, cutName(change.name.name.text))
  const known = id === undefined ? undefined : state.types.get(id)
  if (!known) return id === undefined ? [change] : []
  state.put(state.types, known.id, { ...known, ...moved(known, place) })
  return change.labels
    .filter(({ text }) => !known.labels.includes(text))
    .map((add) => ({
      kind: 'alter enum',
      range: add.range,
      name: change.name,
      add,
      before: undefined,
      after: undefined,
      ifNotExists: true,
    }))
}

/** Whether steps made the constraint, or what does the same; it is at home where it is declared then. */
function isDeclaredConstraint(state: State, table: TableState, constraint: ConstraintDefinition, placeOf: HomeOf, from: Id): boolean {
  const place = placeOf(constraint.name?.range ?? constraint.range)
  if (constraint.kind === 'not null') return findColumn(table, constraint.column.text)?.notNull !== undefined
  const name = constraint.name && cutName(constraint.name.text)
  const made = table.constraints.filter(({ id }) => id < from)
  const named = made.find((one) => one.name === name)
  if (constraint.kind === 'check' || constraint.kind === 'exclusion') return moveConstraint(state, table, named, place)
  const columns = numbersOf(table, constraint.columns)
  if (constraint.kind === 'foreign key')
    return moveConstraint(state, table, named ?? made.find((one) => isSameReference(state, one, columns, constraint)), place)
  if (constraint.kind === 'primary key') {
    const primary = made.find(({ kind }) => kind === 'primary key')
    return moveConstraint(state, table, primary, place)
  }
  const indexes = indexesMade(state, table, from)
  const index = indexes.find((one) => one.name === name) ?? indexes.find((one) => isUniqueOn(one, columns))
  if (!index) return false
  moveIndex(state, index, place)
  const key = table.constraints.find((one) => one.kind === 'unique' && one.index === index.id)
  moveConstraint(state, state.table(table.id), key, place)
  return true
}

function isSameReference(
  state: State,
  one: ConstraintState,
  columns: readonly number[],
  { references }: Extract<ConstraintDefinition, { kind: 'foreign key' }>,
): one is ForeignKeyState {
  if (one.kind !== 'foreign key' || String(one.columns) !== String(columns)) return false
  const { table, external } = one.references
  // Where migrations go on from a database that they did not make, they refer to tables that the schema alone has.
  return table === undefined ? external?.name === references.name.text : state.findTable(references)?.id === table
}

function isUniqueOn({ unique, keys }: IndexState, columns: readonly number[]): boolean {
  return unique && columns.length > 0 && String(keys.map(({ column }) => column)) === String(columns)
}

/** An index that steps made, under its name or another. One that says less than the schema, under the same name, is made anew. */
function declareIndex(
  state: State,
  table: TableState,
  change: CreateIndex & { range: Range },
  place: Place | undefined,
  from: Id,
): Change[] {
  const indexes = indexesMade(state, table, from)
  const name = change.name && cutName(change.name.text)
  const named = indexes.find((one) => one.name === name)
  const known = named ?? indexes.find((one) => isSameIndex(table, one, change))
  if (!known) return [change]
  const { range } = change
  const isOther = named && !isSameIndex(table, named, change) && isPlain(named) && !isOfConstraint(table, named)
  if (isOther)
    return [{ kind: 'drop', object: 'index', range, name: nameOf(table, named.name, range), ifExists: true, cascade: false }, change]
  moveIndex(state, change.implied ? { ...known, implied: true } : known, place)
  return []
}

/** Nothing in it was beyond what a schema can say. */
function isPlain({ predicate, keys, include }: IndexState): boolean {
  return !predicate && include.length === 0 && keys.every(({ expression, operatorClass }) => !expression && !operatorClass)
}

function isOfConstraint(table: TableState, { id }: IndexState): boolean {
  return table.constraints.some((one) => 'index' in one && one.index === id)
}

function nameOf({ schema }: TableState, text: string, range: Range): QualifiedName {
  return { schema, name: { text, range } }
}

function isSameIndex(table: TableState, { keys, unique, method, predicate }: IndexState, change: CreateIndex): boolean {
  if (unique !== change.unique || method !== change.method || (change.predicate && !predicate) || keys.length !== change.keys.length)
    return false
  return change.keys.every(({ column, descending }, i) => {
    const number = column && findColumn(table, column.text)?.number
    return number !== undefined && keys[i]?.column === number && keys[i].descending === descending
  })
}

function indexesMade(state: State, table: TableState, from: Id): IndexState[] {
  return table.indexes.filter((id) => id < from).map((id) => state.index(id))
}

function moveIndex(state: State, index: IndexState, place: Place | undefined): void {
  state.setIndex({ ...index, ...moved(index, place) })
}

/** Gives a constraint, with its index, its home; false where there is none. */
function moveConstraint(state: State, table: TableState, constraint: ConstraintState | undefined, place: Place | undefined): boolean {
  if (!constraint) return false
  editTable(state, table.id, {
    constraints: table.constraints.map((one) => (one === constraint ? { ...one, ...moved(one, place) } : one)),
  })
  if ('index' in constraint) moveIndex(state, state.index(constraint.index), place)
  return true
}
