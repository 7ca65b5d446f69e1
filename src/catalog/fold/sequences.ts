import type { Change, OwnedBy, SequenceName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { getColumn } from './bind.ts'
import { chooseRelationName } from './choose-name.ts'
import { refuse, type Id, type SequenceState, type TableState } from './objects.ts'
import { printed, type State } from './state.ts'

/** The name that the sequence of a serial or identity column gets, if it is not given one. */
export function sequenceName(state: State, { schema, name }: TableState, column: string, given: SequenceName | undefined): string {
  if (!given) return chooseRelationName(state, schema, name, column, 'seq')
  if ((given.schema ?? schema) !== schema) refuse('sequence must be in same schema as table it is linked to')
  return cutName(given.name)
}

export function makeSequence(
  state: State,
  schema: string,
  name: string,
  place: Place,
  ownedBy: SequenceState['ownedBy'],
  written = name,
): Id {
  if (state.hasType(schema, name)) refuse(`type "${name}" already exists in schema "${schema}"`)
  const id = state.newId()
  state.nameRelation(schema, name, id)
  state.put(state.sequences, id, { id, name, written, place, schema, ownedBy })
  return id
}

export function createSequence(
  state: State,
  { name, ifNotExists, temporary, ownedBy }: Extract<Change, { kind: 'create sequence' }>,
  place: Place,
): void {
  const schema = state.creationSchema(name.schema, temporary)
  const cut = cutName(name.name.text)
  if (ifNotExists && state.relationIn(schema, cut) !== undefined) return
  makeSequence(state, schema, cut, place, ownedBy && ownerIn(state, schema, ownedBy), name.name.text)
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
  const owner = ownedBy === 'none' ? undefined : ownerIn(state, sequence.schema, ownedBy)
  state.put(state.sequences, sequence.id, { ...sequence, ownedBy: owner })
}

/** The owner must be in the same schema. */
function ownerIn(state: State, schema: string, { table, column }: OwnedBy): SequenceState['ownedBy'] {
  const owner = state.getTable(table)
  if (owner.schema !== schema) refuse('sequence must be in same schema as table it is linked to')
  return { table: owner.id, column: getColumn(owner, column).number }
}

export function isIdentity(state: State, sequence: Id): boolean {
  const owner = state.sequences.get(sequence)?.ownedBy
  const column = owner && state.tables.get(owner.table)?.columns.find((c) => c.number === owner.column)
  return column?.identity !== undefined && column.sequence === sequence
}
