import type { LikeOption, TableElement } from '../change.ts'
import type { Place } from '../place.ts'
import { getColumn, ownNumbers, rebind } from './bind.ts'
import { editColumn, requireFreeName, storeConstraint } from './edit.ts'
import { constraintOf } from './indexes.ts'
import { cloneIndex, copyIndex } from './spread-index.ts'
import type { ColumnState, Id, TableState } from './objects.ts'
import type { State } from './state.ts'

export interface Like {
  readonly element: Extract<TableElement, { kind: 'like' }>
  readonly source: TableState
}

/** The columns of LIKE, without what its options bring. */
export function likeColumns({ source, element }: Like): ColumnState[] {
  return source.columns.map((column) => ({
    ...column,
    notNull: undefined,
    default: undefined,
    generated: undefined,
    sequence: undefined,
    local: true,
    inherited: 0,
    identity: element.including.includes('identity') ? column.identity : undefined,
  }))
}

/** INCLUDING DEFAULTS and GENERATED; the default of a serial column is the sequence of the other table. */
export function copyLikeValues(state: State, id: Id, { source, element: { including } }: Like): void {
  const has = (option: LikeOption): boolean => including.includes(option)
  for (const column of source.columns) {
    const table = state.table(id)
    const { number } = getColumn(table, column.name)
    if (has('defaults') && column.default) editColumn(state, id, number, { default: rebind(column.default, source, table) })
    if (has('defaults') && column.sequence !== undefined && !column.identity) editColumn(state, id, number, { sequence: column.sequence })
    if (has('generated') && column.generated) editColumn(state, id, number, { generated: rebind(column.generated, source, table) })
  }
}

/** INCLUDING CONSTRAINTS and INDEXES: checks keep their names, indexes get new ones. */
export function copyLikeKeys(state: State, id: Id, { source, element: { including } }: Like, place: Place): void {
  for (const check of including.includes('constraints') ? source.constraints : []) {
    if (check.kind !== 'check') continue
    const table = state.table(id)
    requireFreeName(table, check.name)
    const expression = rebind(check.expression, source, table)
    storeConstraint(state, id, {
      ...check,
      id: state.newId(),
      place,
      expression,
      validated: check.enforced,
      columns: ownNumbers(expression),
      local: true,
      inherited: 0,
      copyOf: undefined,
    })
  }
  for (const index of including.includes('indexes') ? source.indexes : []) {
    const own = copyIndex({ ...state.index(index), place }, source, state.table(id))
    cloneIndex(state, own, id, undefined, constraintOf(source, index))
  }
}
