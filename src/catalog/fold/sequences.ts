import type { Change, OwnedBy } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { getColumn } from './bind.ts'
import { chooseRelationName } from './choose-name.ts'
import { editColumn } from './edit.ts'
import { refuse, type Id, type SequenceState } from './objects.ts'
import { printed, type State } from './state.ts'

/** The name that the sequence of a serial or identity column gets. */
export function sequenceName(state: State, schema: string, table: string, column: string): string {
  return chooseRelationName(state, schema, table, column, 'seq')
}

export function makeSequence(state: State, schema: string, name: string, place: Place, written = name): SequenceState {
  const sequence: SequenceState = { id: state.newId(), name, written, place, schema, ownedBy: undefined }
  if (state.hasType(schema, name)) refuse(`type "${name}" already exists in schema "${schema}"`)
  state.nameRelation(schema, name, sequence.id)
  state.put(state.sequences, sequence.id, sequence)
  return sequence
}

export function ownSequence(state: State, tableId: Id, columnName: string, sequence: SequenceState): void {
  const { number } = getColumn(state.table(tableId), columnName)
  editColumn(state, tableId, number, { sequence: sequence.id, default: undefined })
  state.put(state.sequences, sequence.id, { ...sequence, ownedBy: { table: tableId, column: number } })
}

export function createSequence(
  state: State,
  { name, ifNotExists, temporary, ownedBy }: Extract<Change, { kind: 'create sequence' }>,
  place: Place,
): void {
  const schema = state.creationSchema(name.schema, temporary)
  const cut = cutName(name.name.text)
  if (ifNotExists && state.relationIn(schema, cut) !== undefined) return
  const sequence = makeSequence(state, schema, cut, place, name.name.text)
  if (ownedBy) giveSequence(state, sequence, ownedBy)
}

export function alterSequence(state: State, { name, ifExists, ownedBy }: Extract<Change, { kind: 'alter sequence' }>): void {
  const id = state.relation(name.schema, name.name.text)
  const sequence = id === undefined ? undefined : state.sequences.get(id)
  if (!sequence) {
    if (ifExists && id === undefined) return
    refuse(`relation "${printed(name)}" does not exist`)
  }
  if (ownedBy === undefined) return
  if (isIdentity(state, sequence.id)) refuse('cannot change ownership of identity sequence')
  if (ownedBy === 'none') state.put(state.sequences, sequence.id, { ...sequence, ownedBy: undefined })
  else giveSequence(state, sequence, ownedBy)
}

/** The owner must be in the same schema. */
function giveSequence(state: State, sequence: SequenceState, { table, column }: OwnedBy): void {
  const owner = state.getTable(table)
  if (owner.schema !== sequence.schema) refuse('sequence must be in same schema as table it is linked to')
  state.put(state.sequences, sequence.id, { ...sequence, ownedBy: { table: owner.id, column: getColumn(owner, column).number } })
}

export function isIdentity(state: State, sequence: Id): boolean {
  const owner = state.sequences.get(sequence)?.ownedBy
  const column = owner && state.tables.get(owner.table)?.columns.find((c) => c.number === owner.column)
  return column?.identity !== undefined && column.sequence === sequence
}
