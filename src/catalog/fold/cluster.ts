import type { Change } from '../change.ts'
import { refuse, type IndexState, type TableState } from './objects.ts'
import { copiesOfIndex } from './spread-index.ts'
import { printed, type State } from './state.ts'

/** From now on CLUSTER goes by an index of the table, or by none. */
export function cluster(state: State, { table: named, ifExists, index: name, alters }: Extract<Change, { kind: 'cluster' }>): void {
  if (ifExists && state.relation(named.schema, named.name.text) === undefined) return
  const table = state.getTable(named)
  if (!['table', 'partitioned table', 'materialized view'].includes(table.kind)) refuse(`cannot cluster relation "${printed(named)}"`)
  if (alters && table.kind === 'partitioned table') refuse('cannot mark index clustered in partitioned table')
  const index = name && findIndex(state, table, name.text)
  if (index) requireClusterable(index)
  mark(state, table, index)
}

/** Of a partitioned table, its partitions are put in order, each by its part of the index. */
function mark(state: State, table: TableState, index: IndexState | undefined): void {
  if (table.kind === 'partitioned table') {
    for (const part of index ? copiesOfIndex(state, index) : []) mark(state, state.table(part.table), part)
    return
  }
  for (const own of table.indexes.map((id) => state.index(id))) {
    const clusters = own.id === index?.id
    if ((own.clusters ?? false) !== clusters) state.setIndex({ ...own, clusters })
  }
}

function findIndex(state: State, table: TableState, name: string): IndexState {
  const id = state.relation(table.schema, name)
  const index = id === undefined ? undefined : state.indexes.get(id)
  return index?.table === table.id ? index : refuse(`index "${name}" for table "${table.name}" does not exist`)
}

function requireClusterable({ name, method, predicate }: IndexState): void {
  if (method !== 'btree' && method !== 'gist') refuse(`cannot cluster on index "${name}" because access method does not support clustering`)
  if (predicate) refuse(`cannot cluster on partial index "${name}"`)
}
