import type { Term } from '../../query/query.ts'
import type { IndexKey, QualifiedName } from '../change.ts'
import { bindRow, columnName, getColumn, ownNumbers } from './bind.ts'
import { indexColumnNames } from './choose-name.ts'
import { currentExpression } from './current.ts'
import { editTable } from './edit.ts'
import { refuse, type Id, type IndexKeyState, type IndexState, type KeyState, type TableState } from './objects.ts'
import { requireOperatorClasses } from './operator-classes.ts'
import { printed, type State } from './state.ts'

/** The index that a statement names. */
export function getIndex(state: State, name: QualifiedName): IndexState {
  const id = state.relation(name.schema, name.name.text) ?? refuse(`relation "${printed(name)}" does not exist`)
  return state.indexes.get(id) ?? refuse(`"${printed(name)}" is not an index`)
}

export function bindKeys(state: State, table: TableState, keys: readonly IndexKey[]): IndexKeyState[] {
  return keys.map((key) => {
    const { operatorClass, operatorClassSchema, descending, nullsFirst } = key
    const expression = key.expression && bindRow(state, key.expression, table, 'index expression')
    const { column = key.column?.text, collation = key.collation } = key.expression ? plainColumn(key.expression) : {}
    return {
      column: column === undefined ? undefined : getColumn(table, column).number,
      expression: column === undefined ? expression : undefined,
      operatorClass,
      operatorClassSchema,
      collation,
      descending,
      nullsFirst,
    }
  })
}

/** What is a column all the same when it stands in parentheses. */
function plainColumn(term: Term): { readonly column?: string; readonly collation?: string } {
  if (term.kind === 'column') return { column: term.name }
  return term.kind === 'collate' && term.term.kind === 'column' ? { column: term.term.name, collation: term.collation } : {}
}

export function plainKey(column: number): IndexKeyState {
  return { column, expression: undefined, operatorClass: undefined, collation: undefined, descending: false, nullsFirst: false }
}

/** What the keys and included columns of an index are called, which goes into its name. */
export function namesInIndex(state: State, table: TableState, keys: readonly IndexKeyState[], include: readonly number[]): string[] {
  const own = keys.map(({ column, expression }) => {
    if (column !== undefined) return columnName(table, column)
    return expression ? currentExpression(state, expression, table) : ''
  })
  return indexColumnNames([...own, ...include.map((number) => columnName(table, number))])
}

/** What each method can do: https://www.postgresql.org/docs/current/sql-createindex.html */
const sorting: ReadonlySet<string> = new Set(['btree'])
const including: ReadonlySet<string> = new Set(['btree', 'gist', 'spgist'])

function requireAbleMethod({ method, unique, keys, include }: NewIndex): void {
  if (unique && method !== 'btree') refuse(`access method "${method}" does not support unique indexes`)
  if (include.length > 0 && !including.has(method)) refuse(`access method "${method}" does not support included columns`)
  if (keys.length > 1 && (method === 'hash' || method === 'spgist'))
    refuse(`access method "${method}" does not support multicolumn indexes`)
  if (!sorting.has(method) && keys.some((key) => key.descending || key.nullsFirst))
    refuse(`access method "${method}" does not support ASC/DESC options`)
}

type NewIndex = Omit<IndexState, 'id' | 'valid' | 'parent'>

/** Makes an index of the table alone; with ONLY it waits for those of the partitions. */
export function addIndex(state: State, index: NewIndex, only: boolean): IndexState {
  const partitions = state.partitions(index.table)
  if (!index.withoutOverlaps) requireAbleMethod(index)
  requireOperatorClasses(state, index)
  return storeIndex(state, { id: state.newId(), valid: !only || partitions.length === 0, parent: undefined, ...index })
}

export function storeIndex(state: State, index: IndexState): IndexState {
  const table = state.table(index.table)
  if (table.kind === 'partitioned table') requirePartitionKeys(table, index)
  state.setIndex(index)
  state.nameRelation(table.schema, index.name, index.id)
  editTable(state, table.id, { indexes: [...table.indexes, index.id] })
  return index
}

/** A key over partitions must hold the columns that tell them apart. */
function requirePartitionKeys({ partitionBy = [] }: TableState, { unique, operators, keys }: IndexState): void {
  if (!unique && !operators) return
  for (const term of partitionBy) {
    const isHeld = typeof term === 'number' && keys.some((key, i) => key.column === term && (operators?.[i] ?? '=') === '=')
    if (!isHeld) refuse('unique constraint on partitioned table must include all partitioning columns')
  }
}

/** Whether an index goes when a column does: by key, included, in an expression or in the predicate. */
export function usesColumn(index: IndexState, number: number): boolean {
  const inKey = (key: IndexKeyState): boolean => key.column === number || ownNumbers(key.expression).includes(number)
  return index.include.includes(number) || index.keys.some(inKey) || ownNumbers(index.predicate).includes(number)
}

export function constraintOf(table: TableState, index: Id): KeyState | undefined {
  return table.constraints.find((c): c is KeyState => 'index' in c && c.index === index)
}

export const keyLabels: Readonly<Record<KeyState['kind'], string>> = { 'primary key': 'pkey', unique: 'key', exclusion: 'excl' }

export function requireNoPrimaryKey(table: TableState): void {
  if (table.constraints.some((c) => c.kind === 'primary key')) refuse(`multiple primary keys for table "${table.name}" are not allowed`)
}
