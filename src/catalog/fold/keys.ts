import type { ConstraintDefinition, QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindRow, columnByNumber, columnNumbers, findColumn } from './bind.ts'
import { chooseRelationName, nameAddition } from './choose-name.ts'
import { chosenName, givenName, storeConstraint } from './edit.ts'
import { addIndex, bindKeys, constraintOf, keyLabels, namesInIndex, plainKey, requireNoPrimaryKey } from './indexes.ts'
import { addNotNull } from './not-null.ts'
import { refuse, type ColumnState, type Id, type IndexKeyState, type IndexState, type Named, type TableState } from './objects.ts'
import { isOtherClass } from './operator-classes.ts'
import { spreadIndex } from './spread-index.ts'
import type { State } from './state.ts'

export type KeyDefinition = Extract<ConstraintDefinition, { kind: 'primary key' | 'unique' | 'exclusion' }>
type PlainDefinition = Extract<KeyDefinition, { kind: 'primary key' | 'unique' }>

/** Adds a primary key, unique or exclusion constraint with its index, to a table and its partitions. */
export function addKey(state: State, tableId: Id, definition: KeyDefinition, place: Place, only = false): void {
  const table = state.table(tableId)
  if (table.kind === 'foreign table') refuse(`${definition.kind} constraints are not supported on foreign tables`)
  if (definition.kind === 'primary key') requireNoPrimaryKey(table)
  if (definition.kind !== 'exclusion' && definition.index !== undefined) {
    adoptIndex(state, table, definition, definition.index, place)
    return
  }
  const keys = definition.kind === 'exclusion' ? bindKeys(state, table, definition.keys) : distinctColumns(table, definition)
  if (definition.kind === 'primary key') requireKeyColumns(state, tableId, keys)
  const include = columnNumbers(table, definition.include)
  const names = namesInIndex(state, table, keys, include)
  const named = keyName(state, state.table(tableId), definition, names, place)
  const index = addIndex(state, { table: tableId, keys, include, names, ...named, ...shapeOf(state, table, definition) }, only)
  storeKey(state, named, definition.kind, index)
  if (!only) spreadIndex(state, index)
}

function distinctColumns(table: TableState, definition: PlainDefinition): IndexKeyState[] {
  const numbers = columnNumbers(table, definition.columns)
  if (new Set(numbers).size < numbers.length) refuse(`a column appears twice in ${definition.kind} constraint`)
  if (definition.withoutOverlaps && numbers.length < 2) refuse('constraint using WITHOUT OVERLAPS needs at least two columns')
  return numbers.map(plainKey)
}

type Shape = Pick<
  IndexState,
  'method' | 'unique' | 'primary' | 'deferrable' | 'nullsNotDistinct' | 'withoutOverlaps' | 'predicate' | 'operators'
>

function shapeOf(state: State, table: TableState, definition: KeyDefinition): Shape {
  const { deferrable } = definition
  if (definition.kind === 'exclusion') {
    const { method, operators } = definition
    const predicate = definition.predicate && bindRow(state, definition.predicate, table, 'index predicate')
    return { method, unique: false, primary: false, deferrable, nullsNotDistinct: false, withoutOverlaps: false, predicate, operators }
  }
  const { kind, nullsNotDistinct, withoutOverlaps } = definition
  return {
    method: withoutOverlaps ? 'gist' : 'btree',
    unique: true,
    primary: kind === 'primary key',
    deferrable,
    nullsNotDistinct,
    withoutOverlaps,
    predicate: undefined,
    operators: undefined,
  }
}

function keyName(state: State, table: TableState, definition: KeyDefinition, names: readonly string[], place: Place): Named {
  const cut = definition.name && cutName(definition.name.text)
  if (cut !== undefined && state.relationIn(table.schema, cut) !== undefined) refuse(`relation "${cut}" already exists`)
  const given = givenName(table, definition, place)
  if (given) return given
  const addition = definition.kind === 'primary key' ? undefined : nameAddition(names)
  return chosenName(chooseRelationName(state, table.schema, table.name, addition, keyLabels[definition.kind], true), place)
}

function storeKey(state: State, { name, written, place }: Named, kind: KeyDefinition['kind'], index: IndexState): void {
  const columns = index.keys.flatMap((key) => key.column ?? [])
  storeConstraint(state, index.table, {
    id: state.newId(),
    name,
    written,
    place,
    kind,
    index: index.id,
    columns,
    local: true,
    inherited: 0,
    copyOf: undefined,
  })
}

/** ADD CONSTRAINT … USING INDEX: the index takes the constraint's name. */
function adoptIndex(state: State, table: TableState, definition: PlainDefinition, indexName: string, place: Place): void {
  if (table.kind === 'partitioned table') refuse('ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables')
  const id = state.relationIn(table.schema, cutName(indexName))
  const index = id === undefined ? undefined : state.indexes.get(id)
  if (index?.table !== table.id) refuse(`index "${indexName}" does not exist`)
  if (constraintOf(table, index.id)) refuse(`index "${index.name}" is already associated with a constraint`)
  const isPlain = index.keys.every((key) => isPlainKey(table, key))
  if (!index.unique || index.predicate || !isPlain) refuse(`index "${index.name}" is not a plain unique index`)
  const primary = definition.kind === 'primary key'
  if (primary && index.nullsNotDistinct) refuse('primary keys cannot use NULLS NOT DISTINCT indexes')
  if (primary) requireKeyColumns(state, table.id, index.keys)
  const named = givenName(state.table(table.id), definition, place) ?? chosenName(index.name, place)
  if (named.name !== index.name) {
    state.nameRelation(table.schema, named.name, index.id)
    state.unnameRelation(table.schema, index.name)
  }
  const adopted = { ...index, ...named, primary, deferrable: definition.deferrable }
  state.setIndex(adopted)
  storeKey(state, named, definition.kind, adopted)
}

function isPlainKey(table: TableState, { column: number, descending, nullsFirst, operatorClass, collation }: IndexKeyState): boolean {
  const column = number === undefined ? undefined : columnByNumber(table, number)
  const isSorted = descending || nullsFirst || isOtherClass(operatorClass)
  return column !== undefined && !isSorted && (collation === undefined || collation === (column.collation ?? 'default'))
}

/** The NOT NULLs that a primary key asks of a table's columns; with ONLY those of the children must be there already. */
export function askedOfColumns(
  state: State,
  name: QualifiedName,
  { columns, range }: PlainDefinition,
  only: boolean,
): ConstraintDefinition[] {
  const table = state.findTable(name)
  return columns.flatMap((column): ConstraintDefinition[] => {
    const own = table && findColumn(table, column.text)
    if (own && requireKeyColumn(own)) return []
    for (const child of only && own ? state.children(table.id) : []) {
      if (!findColumn(child, own?.name ?? '')?.notNull)
        refuse(`column "${own?.name ?? ''}" of table "${child.name}" is not marked NOT NULL`)
    }
    return [{ kind: 'not null', name: undefined, column, noInherit: false, validated: true, range }]
  })
}

/** Whether a column is fit for a primary key as it is. */
function requireKeyColumn({ name, notNull }: ColumnState): boolean {
  if (notNull?.noInherit === true || notNull?.validated === false) refuse(`cannot create primary key on column "${name}"`)
  return notNull !== undefined
}

function requireKeyColumns(state: State, tableId: Id, keys: readonly IndexKeyState[]): void {
  for (const { column: number } of keys) {
    const column = number === undefined ? undefined : columnByNumber(state.table(tableId), number)
    if (column && !requireKeyColumn(column)) addNotNull(state, tableId, column.name, {})
  }
}
