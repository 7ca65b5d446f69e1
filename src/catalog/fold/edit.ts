import type { ConstraintDefinition } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { refuse, type ColumnState, type ConstraintState, type Id, type Named, type TableState } from './objects.ts'
import type { State } from './state.ts'

export function editTable(state: State, id: Id, change: Partial<TableState>): void {
  state.setTable({ ...state.table(id), ...change })
}

export function editColumn(state: State, tableId: Id, number: number, change: Partial<ColumnState>): void {
  const table = state.table(tableId)
  state.setTable({ ...table, columns: table.columns.map((c) => (c.number === number ? { ...c, ...change } : c)) })
}

/** Changes what all kinds of constraints have. */
export function editConstraint(
  state: State,
  tableId: Id,
  id: Id,
  change: Partial<Pick<ConstraintState, 'local' | 'inherited' | 'copyOf'>>,
): void {
  const table = state.table(tableId)
  state.setTable({ ...table, constraints: table.constraints.map((c) => (c.id === id ? { ...c, ...change } : c)) })
}

export function storeConstraint(state: State, tableId: Id, constraint: ConstraintState): void {
  const table = state.table(tableId)
  state.countConstraintName(table.schema, constraint.name, 1)
  state.setTable({ ...table, constraints: [...table.constraints, constraint] })
}

/** The names of a table's constraints; those of NOT NULL are among them. */
export function constraintNames(table: TableState): string[] {
  return [...table.constraints.map((c) => c.name), ...table.columns.flatMap((c) => c.notNull?.name ?? [])]
}

export function requireFreeName(table: TableState, name: string): void {
  const isTaken = table.constraints.some((c) => c.name === name) || table.columns.some((c) => c.notNull?.name === name)
  if (isTaken) refuse(`constraint "${name}" for relation "${table.name}" already exists`)
}

/** The name that a statement gives to a constraint, which must be the table's first of that name. */
export function givenName(table: TableState, { name }: ConstraintDefinition, place: Place): Named | undefined {
  if (!name) return undefined
  const cut = cutName(name.text)
  requireFreeName(table, cut)
  return { name: cut, written: name.text, place }
}

export function chosenName(name: string, place: Place): Named {
  return { name, written: name, place }
}
