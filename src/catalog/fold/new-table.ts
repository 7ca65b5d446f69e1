import type { QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { emptyTable, refuse, type TableKind, type TableState } from './objects.ts'
import type { State } from './state.ts'

/** A table without columns; undefined where IF NOT EXISTS finds one of the name. */
export function newTable(
  state: State,
  name: QualifiedName,
  kind: TableKind,
  temporary: boolean,
  ifNotExists: boolean,
  place: Place,
): TableState | undefined {
  const schema = state.creationSchema(name.schema, temporary)
  const cut = cutName(name.name.text)
  if (state.relationIn(schema, cut) !== undefined) {
    if (ifNotExists) return undefined
    refuse(`relation "${cut}" already exists`)
  }
  return {
    id: state.newId(),
    schema,
    name: cut,
    written: name.name.text,
    place,
    kind,
    temporary: schema === 'pg_temp',
    history: [place],
    ...emptyTable,
  }
}

export function install(state: State, table: TableState): void {
  state.nameRelation(table.schema, table.name, table.id, true)
  state.setTable(table)
}
