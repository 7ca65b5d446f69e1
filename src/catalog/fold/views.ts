import type { Query } from '../../query/query.ts'
import type { CreateView } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindQuery } from './bind.ts'
import { install, newTable } from './new-table.ts'
import { refuse, type Bound, type ColumnState, type TableState } from './objects.ts'
import { sameType } from './same.ts'
import type { State } from './state.ts'

interface Outputs {
  readonly query: Bound<Query>
  readonly columns: readonly ColumnState[]
  readonly complete: boolean
}

/** The columns that a query gives, under other names where a statement says so. */
export function outputColumns(state: State, query: Query, names: readonly string[], place: Place): Outputs {
  const bound = bindQuery(state, query)
  const { columns, complete } = bound.result
  if (complete && names.length > columns.length) refuse('too many column names were specified')
  const own = columns.map((column, i): ColumnState => {
    const written = names[i] ?? column.name
    return {
      ...column,
      name: cutName(written),
      written,
      place,
      number: i + 1,
      notNull: undefined,
      default: undefined,
      sequence: undefined,
      generated: undefined,
      identity: undefined,
      local: true,
      inherited: 0,
    }
  })
  const repeated = own.find((column, i) => own.findIndex((c) => c.name === column.name) < i)
  if (repeated) refuse(`column "${repeated.name}" specified more than once`)
  return { query: bound.query, columns: own, complete }
}

/** A view of a temporary table is temporary itself. */
export function createView(state: State, change: CreateView, place: Place): void {
  const { query, columns, complete } = outputColumns(
    state,
    change.query,
    change.columns.map((c) => c.text),
    place,
  )
  const temporary =
    change.temporary || (!change.materialized && [...query.sources.values()].some(({ table }) => state.table(table).temporary))
  const known = change.replace
    ? state.relationIn(state.creationSchema(change.name.schema, temporary), cutName(change.name.name.text))
    : undefined
  const old = known === undefined ? undefined : state.tables.get(known)
  const own = { query, complete, columns, nextNumber: columns.length + 1, securityInvoker: change.securityInvoker }
  if (old?.kind === 'view') {
    replaceView(state, old, { ...old, ...own, place, history: [...old.history, place] })
    return
  }
  const table = newTable(state, change.name, change.materialized ? 'materialized view' : 'view', temporary, change.ifNotExists, place)
  if (table) install(state, { ...table, ...own })
}

/** OR REPLACE: the columns that there are stay, more may follow. */
function replaceView(state: State, old: TableState, view: TableState): void {
  if (view.complete && view.columns.length < old.columns.length) refuse('cannot drop columns from view')
  const columns = view.columns.map((column, i) => {
    const before = old.columns[i]
    if (!before) return column
    if (before.name !== column.name) refuse(`cannot change name of view column "${before.name}" to "${column.name}"`)
    if (!sameType(before.type, column.type)) refuse(`cannot change data type of view column "${before.name}"`)
    return { ...column, default: before.default }
  })
  state.setTable({ ...view, columns })
}
