import type { Bound, ColumnState, Id, IndexState, TableState } from './objects.ts'
import type { State } from './state.ts'

/** An object, or the schema of what goes when its session ends. */
export type Used = Id | 'pg_temp'

type ObjectMap = ReadonlyMap<unknown, unknown>

/** Who uses what: read from the objects that changed, and only when somebody asks. */
export class Users {
  readonly #state: State
  readonly #uses = new Map<Id, readonly Used[]>()
  readonly #users = new Map<Used, Set<Id>>()
  /** The objects as they were read. */
  readonly #known = new Map<Id, unknown>()
  /** Those to be read again, with the map that each is in. */
  readonly #changed = new Map<Id, ObjectMap>()

  constructor(state: State) {
    this.#state = state
  }

  /** An object was made, changed or taken away. */
  touch(map: ObjectMap, id: Id): void {
    this.#changed.set(id, map)
  }

  /** The objects that use another, the oldest first. */
  of(used: Used): Id[] {
    this.#catchUp()
    return [...(this.#users.get(used) ?? [])].sort((a, b) => a - b)
  }

  /** What an object uses. */
  usedBy(id: Id): readonly Used[] {
    this.#catchUp()
    return this.#uses.get(id) ?? nothing
  }

  #catchUp(): void {
    for (const [id, map] of this.#changed) this.#read(map, id)
    this.#changed.clear()
  }

  #read(map: ObjectMap, id: Id): void {
    const now = map.get(id)
    if (this.#known.get(id) === now) return
    this.#known.set(id, now)
    const uses = distinct(usesOf(this.#state, map, id))
    const before = this.#uses.get(id) ?? nothing
    if (uses.length === 0 && before.length === 0) return
    for (const used of before) this.#users.get(used)?.delete(id)
    for (const used of uses) {
      const users = this.#users.get(used)
      if (users) users.add(id)
      else this.#users.set(used, new Set([id]))
    }
    this.#uses.set(id, uses)
  }
}

const nothing: readonly Used[] = []

function distinct(uses: readonly Used[]): readonly Used[] {
  return uses.length > 1 ? [...new Set(uses)] : uses
}

function usesOf(state: State, map: ObjectMap, id: Id): readonly Used[] {
  switch (map) {
    case state.tables:
      return usesOfTable(state.tables.get(id))
    case state.indexes:
      return usesOfIndex(state.indexes.get(id))
    case state.sequences: {
      const sequence = state.sequences.get(id)
      return sequence ? [...temporary(sequence), ...(sequence.ownedBy ? [sequence.ownedBy.table] : [])] : nothing
    }
    default: {
      const base = state.types.get(id)?.base?.id
      return base === undefined ? nothing : [base]
    }
  }
}

function temporary({ schema }: { readonly schema: string }): Used[] {
  return schema === 'pg_temp' ? [schema] : []
}

function usesOfTable(table: TableState | undefined): readonly Used[] {
  if (!table) return nothing
  const uses: Used[] = [...temporary(table), ...table.parents]
  for (const id of [table.partitionOf, table.ofType]) if (id !== undefined) uses.push(id)
  for (const column of table.columns) addUsesOfColumn(uses, column)
  for (const constraint of table.constraints) {
    if (constraint.kind === 'check') addBound(uses, constraint.expression)
    else if (constraint.kind === 'foreign key') {
      const { table: target, index } = constraint.references
      if (target !== undefined) uses.push(target)
      if (index !== undefined) uses.push(index)
    }
  }
  for (const { target } of table.relations ?? []) uses.push(target)
  for (const policy of table.policies) {
    addBound(uses, policy.using)
    addBound(uses, policy.withCheck)
  }
  for (const trigger of table.triggers) if (typeof trigger.function === 'number') uses.push(trigger.function)
  for (const term of table.partitionBy ?? []) if (typeof term !== 'number') addBound(uses, term)
  addBound(uses, table.query)
  return uses
}

function addUsesOfColumn(uses: Used[], { type, sequence, default: standard, generated }: ColumnState): void {
  if (type?.id !== undefined) uses.push(type.id)
  if (sequence !== undefined) uses.push(sequence)
  addBound(uses, standard)
  addBound(uses, generated)
}

function usesOfIndex(index: IndexState | undefined): readonly Used[] {
  if (!index) return nothing
  const uses: Used[] = index.parent === undefined ? [] : [index.parent]
  for (const key of index.keys) addBound(uses, key.expression)
  addBound(uses, index.predicate)
  return uses
}

function addBound(uses: Used[], bound: Bound | undefined): void {
  if (!bound) return
  if (bound.sources.size > 0) for (const { table } of bound.sources.values()) uses.push(table)
  if (bound.objects.size > 0) uses.push(...bound.objects.values())
}
