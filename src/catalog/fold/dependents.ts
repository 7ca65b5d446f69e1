import { ownNumbers, readsColumn } from './bind.ts'
import { constraintOf, usesColumn } from './indexes.ts'
import type { Bound, Id, TableState } from './objects.ts'
import type { State } from './state.ts'

/** Something that a DROP takes away. A relation is a table, a view, an index or a sequence. */
export type Part =
  | { readonly kind: 'relation' | 'type' | 'function' | 'extension'; readonly id: Id }
  | { readonly kind: 'column' | 'default'; readonly table: Id; readonly number: number }
  | { readonly kind: 'constraint'; readonly table: Id; readonly id: Id }
  | { readonly kind: 'policy' | 'trigger'; readonly table: Id; readonly name: string }
  | { readonly kind: 'schema'; readonly name: string }

/** What cannot stay without another object: it goes along by itself, or only by CASCADE. */
export interface Dependent {
  readonly part: Part
  readonly goesAlong: boolean
}

const along = (part: Part): Dependent => ({ part, goesAlong: true })
const byCascade = (part: Part): Dependent => ({ part, goesAlong: false })

export function dependentsOf(state: State, part: Part): Dependent[] {
  switch (part.kind) {
    case 'relation':
      if (state.sequences.has(part.id)) return [...usersOf(state, part.id)].map(byCascade)
      return state.indexes.has(part.id) ? dependentsOfIndex(state, part.id) : dependentsOfTable(state, part.id)
    case 'column':
      return dependentsOfColumn(state, part.table, part.number)
    case 'constraint':
      return dependentsOfConstraint(state, part.table, part.id)
    case 'type':
    case 'function':
    case 'extension':
      return [...usersOf(state, part.id)].map(byCascade)
    case 'schema':
      return partsOfSchema(state, part.name).map(byCascade)
    case 'default':
    case 'policy':
    case 'trigger':
      return []
  }
}

/** Every part of the catalog that has an expression which does something. */
function* partsWith(state: State, ids: readonly Id[], does: (expression: Bound | undefined, owner: Id) => boolean): Generator<Part> {
  for (const id of ids) {
    const index = state.indexes.get(id)
    if (index && (index.keys.some((key) => does(key.expression, index.table)) || does(index.predicate, index.table)))
      yield { kind: 'relation', id }
    const table = state.tables.get(id)
    if (!table) continue
    if (does(table.query, id) || table.partitionBy?.some((term) => typeof term !== 'number' && does(term, id)))
      yield { kind: 'relation', id }
    for (const { number, default: standard, generated } of table.columns) {
      if (does(generated, id)) yield { kind: 'column', table: id, number }
      if (does(standard, id)) yield { kind: 'default', table: id, number }
    }
    for (const c of table.constraints) if (c.kind === 'check' && does(c.expression, id)) yield { kind: 'constraint', table: id, id: c.id }
    for (const { name, using, withCheck } of table.policies)
      if (does(using, id) || does(withCheck, id)) yield { kind: 'policy', table: id, name }
  }
}

/** What uses a function, a type or a sequence. */
function* usersOf(state: State, used: Id): Generator<Part> {
  const ids = state.usersOf(used)
  yield* partsWith(state, ids, (expression) => [...(expression?.objects.values() ?? [])].includes(used))
  for (const id of ids) {
    const table = state.tables.get(id)
    for (const { number, type, sequence } of table?.columns ?? []) {
      if (type?.id === used) yield { kind: 'column', table: id, number }
      if (sequence === used) yield { kind: 'default', table: id, number }
    }
    for (const trigger of table?.triggers ?? []) if (trigger.function === used) yield { kind: 'trigger', table: id, name: trigger.name }
    if (state.types.get(id)?.base?.id === used) yield { kind: 'type', id }
  }
}

function dependentsOfTable(state: State, id: Id): Dependent[] {
  const table = state.tables.get(id)
  if (!table) return []
  const reads = (expression: Bound | undefined): boolean => [...(expression?.sources.values() ?? [])].some((source) => source.table === id)
  return [
    ...state.children(id).map((child) => ({ part: relation(child.id), goesAlong: child.partitionOf === id })),
    ...state.typedTables(id).map((typed) => byCascade(relation(typed.id))),
    ...[...partsWith(state, state.usersOf(id), reads)].map(byCascade),
    ...[...usersOf(state, id)].map(byCascade),
    ...table.constraints.map((c) => along({ kind: 'constraint', table: id, id: c.id })),
    ...table.indexes.map((index) => along(relation(index))),
    ...ownedSequences(state, id).map((sequence) => along(relation(sequence))),
  ]
}

function relation(id: Id): Part {
  return { kind: 'relation', id }
}

function ownedSequences(state: State, table: Id, column?: number): Id[] {
  return state.usersOf(table).filter((id) => {
    const owner = state.sequences.get(id)?.ownedBy
    return owner?.table === table && (column === undefined || owner.column === column)
  })
}

/** Indexes and constraints over a column go with it; what reads it otherwise only by CASCADE. */
function dependentsOfColumn(state: State, id: Id, number: number): Dependent[] {
  const table = state.tables.get(id)
  if (!table) return []
  const reads = (expression: Bound | undefined, owner: Id): boolean => readsColumn(expression, owner, id, number)
  const over = table.constraints.filter((c) => c.columns.includes(number))
  return [
    ...over.map((c) => along({ kind: 'constraint', table: id, id: c.id })),
    ...table.indexes.filter((index) => usesColumn(state.index(index), number)).map((index) => dependentIndex(state, table, index, number)),
    ...[...partsWith(state, [...new Set([id, ...state.usersOf(id)])], reads)].filter((part) => part.kind !== 'constraint').map(byCascade),
    ...ownedSequences(state, id, number).map((sequence) => along(relation(sequence))),
  ]
}

/** A key that reads the column in an expression or its predicate alone goes only by CASCADE. */
function dependentIndex(state: State, table: TableState, id: Id, number: number): Dependent {
  const { keys, include } = state.index(id)
  const isWithin = include.includes(number) || keys.some((key) => key.column === number)
  const part = ownerOf(state, id)
  return isWithin || !constraintOf(table, id) ? along(part) : byCascade(part)
}

/** The index of a key goes as the key. */
function ownerOf(state: State, index: Id): Part {
  const table = state.tables.get(state.index(index).table)
  const constraint = table && constraintOf(table, index)
  return table && constraint ? { kind: 'constraint', table: table.id, id: constraint.id } : relation(index)
}

function dependentsOfIndex(state: State, id: Id): Dependent[] {
  return state.usersOf(id).flatMap((user): Dependent[] => {
    if (state.indexes.get(user)?.parent === id) return [along(ownerOf(state, user))]
    const keys = state.tables.get(user)?.constraints.filter((c) => c.kind === 'foreign key' && c.references.index === id) ?? []
    return keys.map((key) => byCascade({ kind: 'constraint', table: user, id: originOf(state.table(user), key.id) }))
  })
}

/** What refers to a partition goes as what refers to the whole. */
function originOf(table: TableState, id: Id): Id {
  const copyOf = table.constraints.find((c) => c.id === id)?.copyOf
  return table.constraints.some((c) => c.id === copyOf) && copyOf !== undefined ? originOf(table, copyOf) : id
}

function dependentsOfConstraint(state: State, tableId: Id, id: Id): Dependent[] {
  const table = state.tables.get(tableId)
  const constraint = table?.constraints.find((c) => c.id === id)
  if (!table || !constraint) return []
  const holders = [table, ...state.partitions(tableId)]
  const copies = holders.flatMap((holder) =>
    holder.constraints.filter((c) => c.copyOf === id).map((c) => along({ kind: 'constraint', table: holder.id, id: c.id })),
  )
  return 'index' in constraint ? [...copies, ...dependentsOfIndex(state, constraint.index)] : copies
}

/** All that stands in a schema. */
function partsOfSchema(state: State, schema: string): Part[] {
  const within = <T extends { readonly schema: string | undefined }>(objects: Iterable<T>): T[] =>
    [...objects].filter((object) => object.schema === schema)
  return [
    ...within<TableState>(state.tables.values()).map((table) => relation(table.id)),
    ...within(state.sequences.values()).map((sequence) => relation(sequence.id)),
    ...within(state.types.values()).map((type): Part => ({ kind: 'type', id: type.id })),
    ...within(state.functions.values()).map(({ id }): Part => ({ kind: 'function', id })),
    ...within(state.extensions.values()).map(({ id }): Part => ({ kind: 'extension', id })),
  ]
}

/** Whether a part of a table's key to its partitions is a column. */
export function isPartitionKey({ partitionBy = [] }: TableState, number: number): boolean {
  return partitionBy.some((term) => (typeof term === 'number' ? term === number : ownNumbers(term).includes(number)))
}
