import type { ColumnDefinition, ConstraintDefinition, TypeReference } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindType } from './bind-type.ts'
import { bindDefault, bindGenerated, findColumn } from './bind.ts'
import { editTable } from './edit.ts'
import { inheritColumn } from './inheritance.ts'
import { addNotNull } from './not-null.ts'
import { refuse, type ColumnState, type Id, type TableState } from './objects.ts'
import { makeSequence, sequenceName } from './sequences.ts'
import type { State } from './state.ts'

/** A column as a definition makes it, without what needs the table: its sequence, default and constraints. */
export function newColumn(state: State, definition: ColumnDefinition, number: number, place: Place): ColumnState {
  const { name, type, collation } = definition
  return {
    name: cutName(name.text),
    written: name.text,
    place,
    number,
    type: type && bindType(state, type),
    collation: collation === 'default' ? undefined : collation,
    notNull: undefined,
    default: undefined,
    sequence: undefined,
    generated: undefined,
    identity: undefined,
    local: true,
    inherited: 0,
  }
}

/** A column gets its value in one way. */
export function requireOneValue({ name, type, default: standard, generated, identity, serial }: ColumnDefinition): void {
  const ways = Number(standard !== undefined) + Number(generated !== undefined) + Number(identity !== undefined) + Number(serial)
  if (ways > 1) refuse(`multiple values specified for column "${name.text}"`)
  if (identity && type) requireCountable(type)
}

export function requireCountable({ schema, name, array }: TypeReference): void {
  if (schema !== undefined || array || !['smallint', 'integer', 'bigint'].includes(name))
    refuse('identity column type must be smallint, integer, or bigint')
}

export function hasSequence({ serial, identity }: ColumnDefinition): boolean {
  return serial || identity !== undefined
}

/** Whether a definition says NOT NULL, as those of serial and identity columns do. */
export function requireNullability(definition: ColumnDefinition): void {
  if (!definition.nullable) return
  const notNull = definition.constraints.some((c) => c.kind === 'not null' || c.kind === 'primary key') || hasSequence(definition)
  if (notNull) refuse(`conflicting NULL/NOT NULL declarations for column "${definition.name.text}"`)
}

/** A new column with its default, expression or identity. */
export function withValue(
  state: State,
  table: TableState,
  column: ColumnState,
  { default: standard, generated, identity }: ColumnDefinition,
  generatedNames?: ReadonlySet<string>,
): ColumnState {
  if (standard) return { ...column, default: bindDefault(state, standard, table, column), sequence: undefined }
  if (generated) return { ...column, generated: bindGenerated(state, generated, table, generatedNames), default: undefined }
  return identity ? { ...column, identity } : column
}

/** ADD COLUMN; what is left is to add its constraints. */
export function addColumn(
  state: State,
  tableId: Id,
  definition: ColumnDefinition,
  ifNotExists: boolean,
  only: boolean,
  place: Place,
): readonly ConstraintDefinition[] {
  const table = state.table(tableId)
  if (table.ofType !== undefined) refuse('cannot add column to typed table')
  if (table.partitionOf !== undefined) refuse('cannot add column to a partition')
  const existing = findColumn(table, definition.name.text)
  if (existing) {
    if (ifNotExists) return []
    refuse(`column "${existing.name}" of relation "${table.name}" already exists`)
  }
  requireOneValue(definition)
  requireNullability(definition)
  const children = state.children(tableId)
  if (only && children.length > 0) refuse('column must be added to child tables too')
  if (definition.identity && children.length > 0 && table.kind !== 'partitioned table')
    refuse('cannot recursively add identity column to table that has child tables')
  const plain = newColumn(state, definition, table.nextNumber, place)
  const owner = { table: tableId, column: plain.number }
  const sequence = hasSequence(definition)
    ? makeSequence(state, table.schema, sequenceName(state, table, plain.name, definition.sequence), place, owner)
    : undefined
  const grown = { ...table, columns: [...table.columns, plain], nextNumber: table.nextNumber + 1 }
  const column = withValue(state, grown, { ...plain, sequence }, definition)
  state.setTable({ ...grown, columns: [...table.columns, column] })
  for (const child of children) inheritColumn(state, tableId, column.number, child.id)
  const typedTables = state.typedTables(tableId)
  if (only && typedTables.length > 0) refuse(`cannot alter type "${table.name}" because it is the type of a typed table`)
  for (const typed of typedTables)
    editTable(state, typed.id, { columns: [...typed.columns, { ...column, number: typed.nextNumber }], nextNumber: typed.nextNumber + 1 })
  if (hasSequence(definition) && !definition.constraints.some((c) => c.kind === 'not null')) addNotNull(state, tableId, column.name, {})
  return definition.constraints
}
