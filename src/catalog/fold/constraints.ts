import type { ConstraintDefinition } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, boundNumbers, columnByNumber, columnNumbers, findColumn, getColumn } from './bind.ts'
import { chooseConstraintName, chooseRelationName, nameAddition } from './choose-name.ts'
import { addIndex, bindKeys, keyNames, plainKey, removeIndex, spreadIndex } from './indexes.ts'
import { refuse, type ConstraintState, type Id, type IndexKeyState, type IndexState, type ReferenceState, type State, type TableState } from './state.ts'

type Definition<K extends ConstraintDefinition['kind']> = Extract<ConstraintDefinition, { kind: K }>
type Named = { readonly name: string; readonly written: string; readonly place: Place }

/** Adds a constraint to a table and, where they have it too, to its children. */
export function addConstraint(state: State, tableId: Id, definition: ConstraintDefinition, place: Place, only = false): void {
  switch (definition.kind) {
    case 'primary key':
    case 'unique':
    case 'exclusion':
      addKey(state, tableId, definition, place)
      return
    case 'foreign key':
      addForeignKey(state, tableId, definition, place)
      return
    case 'check':
      addCheck(state, tableId, definition, place, only)
      return
    case 'not null':
      setNotNull(state, tableId, definition.column.text, { name: definition.name?.text, noInherit: definition.noInherit })
  }
}

function store(state: State, table: TableState, constraint: ConstraintState): void {
  state.countConstraintName(table.schema, constraint.name, 1)
  state.setTable({ ...table, constraints: [...table.constraints, constraint] })
}

function given(state: State, table: TableState, definition: ConstraintDefinition, place: Place): Named | undefined {
  if (!definition.name) return undefined
  const name = cutName(definition.name.text)
  const taken = table.constraints.some((c) => c.name === name) || table.columns.some((c) => c.notNull?.name === name)
  if (taken) refuse(`constraint "${name}" for relation "${table.name}" already exists`)
  return { name, written: definition.name.text, place }
}

function chosen(name: string, place: Place): Named {
  return { name, written: name, place }
}

function addKey(state: State, tableId: Id, definition: Definition<'primary key' | 'unique' | 'exclusion'>, place: Place): void {
  const table = state.table(tableId)
  if (definition.kind === 'primary key' && table.constraints.some((c) => c.kind === 'primary key')) {
    refuse(`multiple primary keys for table "${table.name}" are not allowed`)
  }
  if (definition.kind !== 'exclusion' && definition.index !== undefined) {
    adoptIndex(state, table, definition, definition.index, place)
    return
  }
  const keys = definition.kind === 'exclusion' ? bindKeys(table, definition.keys) : columnNumbers(table, definition.columns).map(plainKey)
  const include = columnNumbers(table, definition.include)
  const own = given(state, table, definition, place)
  if (own && state.relationIn(table.schema, own.name) !== undefined) refuse(`relation "${own.name}" already exists`)
  const { name, written } = own ?? chosen(keyName(state, table, definition.kind, keys, include), place)
  const overlaps = definition.kind !== 'exclusion' && definition.withoutOverlaps
  const index: IndexState = {
    id: state.newId(), name, written, place, table: tableId, keys, include,
    method: definition.kind === 'exclusion' ? definition.method : overlaps ? 'gist' : 'btree',
    unique: definition.kind !== 'exclusion',
    primary: definition.kind === 'primary key',
    nullsNotDistinct: definition.kind === 'unique' && definition.nullsNotDistinct,
    predicate: definition.kind === 'exclusion' && definition.predicate ? bind(definition.predicate, table) : undefined,
    operators: definition.kind === 'exclusion' ? definition.operators : undefined,
    valid: true, parent: undefined,
  }
  if (definition.kind === 'primary key') for (const key of keys) requireColumn(state, tableId, key.column)
  addIndex(state, index)
  const columns = keys.flatMap((key) => key.column ?? [])
  store(state, state.table(tableId), { id: state.newId(), name, written, place, kind: definition.kind, index: index.id, columns, local: true, inherited: 0, copyOf: undefined })
  if (table.kind === 'partitioned table') for (const partition of state.partitions(tableId)) spreadIndex(state, index, partition.id)
}

function keyName(state: State, table: TableState, kind: ConstraintState['kind'], keys: readonly IndexKeyState[], include: readonly number[]): string {
  if (kind === 'primary key') return chooseRelationName(state, table.schema, table.name, undefined, 'pkey', true)
  const label = kind === 'exclusion' ? 'excl' : 'key'
  return chooseRelationName(state, table.schema, table.name, nameAddition(keyNames(table, keys, include)), label, true)
}

/** ADD CONSTRAINT … USING INDEX: the index takes the constraint's name. */
function adoptIndex(state: State, table: TableState, definition: Definition<'primary key' | 'unique'>, indexName: string, place: Place): void {
  const id = state.relationIn(table.schema, cutName(indexName))
  const index = id === undefined ? undefined : state.indexes.get(id)
  if (index?.table !== table.id) refuse(`index "${indexName}" does not exist`)
  const { name, written } = given(state, table, definition, place) ?? chosen(index.name, place)
  if (name !== index.name) {
    if (state.relationIn(table.schema, name) !== undefined) refuse(`relation "${name}" already exists`)
    state.nameRelation(table.schema, index.name, undefined)
    state.nameRelation(table.schema, name, index.id)
  }
  const primary = definition.kind === 'primary key'
  state.setIndex({ ...index, name, written, primary })
  if (primary) for (const key of index.keys) requireColumn(state, table.id, key.column)
  const columns = index.keys.flatMap((key) => key.column ?? [])
  store(state, state.table(table.id), { id: state.newId(), name, written, place, kind: definition.kind, index: index.id, columns, local: true, inherited: 0, copyOf: undefined })
}

function requireColumn(state: State, tableId: Id, number: number | undefined): void {
  const column = number === undefined ? undefined : columnByNumber(state.table(tableId), number)
  if (column && !column.notNull) setNotNull(state, tableId, column.name, {})
}

function addForeignKey(state: State, tableId: Id, definition: Definition<'foreign key'>, place: Place): void {
  const table = state.table(tableId)
  const columns = columnNumbers(table, definition.columns)
  const references = referenceOf(state, definition)
  if (references.table !== undefined && references.columns.length !== columns.length) {
    refuse('number of referencing and referenced columns for foreign key disagree')
  }
  const addition = nameAddition(columns.map((number) => columnByNumber(table, number)?.name ?? ''))
  const named = given(state, table, definition, place) ?? chosen(chooseConstraintName(state, table.schema, table.name, addition, 'fkey'), place)
  const { onDelete, onUpdate, validated, enforced, deferrable } = definition
  const constraint: ConstraintState = {
    ...named, id: state.newId(), kind: 'foreign key', columns, references, onDelete, onUpdate, validated, enforced, deferrable,
    local: true, inherited: 0, copyOf: undefined,
  }
  store(state, table, constraint)
  for (const partition of state.partitions(tableId)) copyForeignKey(state, constraint, table, partition.id)
}

function referenceOf(state: State, { references, referencedColumns }: Definition<'foreign key'>): ReferenceState {
  const target = state.findTable(references)
  if (!target) {
    const external = { schema: references.schema, name: references.name.text, columns: referencedColumns.map((c) => c.text) }
    return { table: undefined, columns: [], index: undefined, external }
  }
  if (referencedColumns.length > 0) {
    const columns = columnNumbers(target, referencedColumns)
    const index = uniqueIndex(state, target, columns) ?? refuse(`there is no unique constraint matching given keys for referenced table "${target.name}"`)
    return { table: target.id, columns, index: index.id, external: undefined }
  }
  const primary = target.constraints.find((c) => c.kind === 'primary key')
  if (primary?.kind !== 'primary key') refuse(`there is no primary key for referenced table "${target.name}"`)
  return { table: target.id, columns: primary.columns, index: primary.index, external: undefined }
}

/** The oldest unique index on exactly these columns, in any order, that is neither partial nor over expressions. */
function uniqueIndex(state: State, table: TableState, columns: readonly number[]): IndexState | undefined {
  const matches = (index: IndexState): boolean =>
    index.unique && !index.predicate && index.keys.length === columns.length && index.keys.every((k) => k.column !== undefined && columns.includes(k.column))
  return table.indexes.map((id) => state.index(id)).filter(matches).sort((a, b) => a.id - b.id)[0]
}

/** A partition has its parent's foreign keys; one that it has already becomes the copy. */
export function copyForeignKey(state: State, parent: Extract<ConstraintState, { kind: 'foreign key' }>, from: TableState, partitionId: Id): void {
  const partition = state.table(partitionId)
  const columns = parent.columns.flatMap((number) => findColumn(partition, columnByNumber(from, number)?.name ?? '')?.number ?? [])
  const same = partition.constraints.find(
    (c) => c.kind === 'foreign key' && c.copyOf === undefined && c.references.table === parent.references.table &&
      String(c.columns) === String(columns) && String(c.references.columns) === String(parent.references.columns) &&
      c.onDelete === parent.onDelete && c.onUpdate === parent.onUpdate && c.deferrable === parent.deferrable && c.enforced === parent.enforced,
  )
  if (same) {
    const constraints = partition.constraints.map((c) => (c.id === same.id ? { ...c, copyOf: parent.id, inherited: 1 } : c))
    state.setTable({ ...partition, constraints })
  } else {
    const addition = nameAddition(columns.map((number) => columnByNumber(partition, number)?.name ?? ''))
    const taken = partition.constraints.some((c) => c.name === parent.name)
    const name = taken ? chooseConstraintName(state, partition.schema, partition.name, addition, 'fkey') : parent.name
    store(state, partition, { ...parent, id: state.newId(), name, written: name, columns, local: false, inherited: 1, copyOf: parent.id })
  }
  const copy = state.table(partitionId).constraints.find((c) => c.copyOf === parent.id)
  if (copy?.kind === 'foreign key') for (const child of state.partitions(partitionId)) copyForeignKey(state, copy, state.table(partitionId), child.id)
}

function addCheck(state: State, tableId: Id, definition: Definition<'check'>, place: Place, only: boolean): void {
  const table = state.table(tableId)
  const expression = bind(definition.expression, table)
  const columns = boundNumbers(expression)
  const [single] = columns
  const addition = columns.length === 1 && single !== undefined ? columnByNumber(table, single)?.name : undefined
  const own = definition.name && cutName(definition.name.text)
  const merged = own === undefined ? undefined : table.constraints.find((c) => c.kind === 'check' && c.name === own && !c.local)
  if (merged) {
    state.setTable({ ...table, constraints: table.constraints.map((c) => (c.id === merged.id ? { ...c, local: true } : c)) })
    return
  }
  const named = given(state, table, definition, place) ?? chosen(chooseConstraintName(state, table.schema, table.name, addition, 'check'), place)
  const { noInherit, validated, enforced } = definition
  const check: ConstraintState = { ...named, id: state.newId(), kind: 'check', expression, columns, noInherit, validated, enforced, local: true, inherited: 0, copyOf: undefined }
  store(state, table, check)
  if (!noInherit && !only) for (const child of state.children(tableId)) inheritCheck(state, check, table, child.id)
}

/** A child has its parent's checks under the same name; one of that name is the same. */
export function inheritCheck(state: State, parent: Extract<ConstraintState, { kind: 'check' }>, from: TableState, childId: Id): void {
  const child = state.table(childId)
  const same = child.constraints.find((c) => c.kind === 'check' && c.name === parent.name)
  if (same) {
    state.setTable({ ...child, constraints: child.constraints.map((c) => (c.id === same.id ? { ...c, inherited: c.inherited + 1 } : c)) })
    return
  }
  const columns = new Map<string, number>()
  for (const [name, number] of parent.expression.columns) {
    const column = findColumn(child, columnByNumber(from, number)?.name ?? '')
    if (column) columns.set(name, column.number)
  }
  const expression = { expression: parent.expression.expression, columns }
  const check: ConstraintState = { ...parent, id: state.newId(), expression, columns: [...columns.values()], local: false, inherited: 1 }
  store(state, child, check)
  for (const grandchild of state.children(childId)) inheritCheck(state, check, state.table(childId), grandchild.id)
}

/** Sets a column NOT NULL in a table and its children; since Postgres 18 this is a constraint with a name. */
export function setNotNull(state: State, tableId: Id, columnName: string, { name, noInherit = false, inherited = false }: { name?: string | undefined; noInherit?: boolean; inherited?: boolean }): void {
  const table = state.table(tableId)
  const column = getColumn(table, columnName)
  if (column.notNull) {
    if (!column.notNull.local && !inherited) replaceNotNull(state, table, column.number, { ...column.notNull, local: true })
    return
  }
  const chosenName = name === undefined ? chooseConstraintName(state, table.schema, table.name, column.name, 'not_null') : cutName(name)
  if (table.constraints.some((c) => c.name === chosenName)) refuse(`constraint "${chosenName}" for relation "${table.name}" already exists`)
  state.countConstraintName(table.schema, chosenName, 1)
  replaceNotNull(state, table, column.number, { name: chosenName, noInherit, local: !inherited })
  if (!noInherit) for (const child of state.children(tableId)) setNotNull(state, child.id, column.name, { name: chosenName, inherited: true })
}

export function dropNotNull(state: State, tableId: Id, columnName: string): void {
  const table = state.table(tableId)
  const column = getColumn(table, columnName)
  if (!column.notNull) return
  if (table.constraints.some((c) => c.kind === 'primary key' && c.columns.includes(column.number))) refuse(`column "${column.name}" is in a primary key`)
  if (column.identity) refuse(`column "${column.name}" of relation "${table.name}" is an identity column`)
  state.countConstraintName(table.schema, column.notNull.name, -1)
  replaceNotNull(state, table, column.number, undefined)
  for (const child of state.children(tableId)) {
    const own = findColumn(child, column.name)
    if (own?.notNull && !own.notNull.local) dropNotNull(state, child.id, column.name)
  }
}

function replaceNotNull(state: State, table: TableState, number: number, notNull: TableState['columns'][number]['notNull']): void {
  state.setTable({ ...table, columns: table.columns.map((c) => (c.number === number ? { ...c, notNull } : c)) })
}

/** Takes a constraint away with its index, its copies in children and, on CASCADE, the foreign keys that need it. */
export function removeConstraint(state: State, tableId: Id, id: Id, cascade: boolean): void {
  const table = state.tables.get(tableId)
  const constraint = table?.constraints.find((c) => c.id === id)
  if (!table || !constraint) return
  const needed = constraint.kind === 'primary key' || constraint.kind === 'unique' ? keysRestingOn(state, constraint.index) : []
  if (needed.length > 0 && !cascade) refuse(`cannot drop constraint ${constraint.name} on table ${table.name} because other objects depend on it`)
  for (const { table: other, id: dependent } of needed) removeConstraint(state, other, dependent, true)
  const current = state.table(tableId)
  state.countConstraintName(current.schema, constraint.name, -1)
  state.setTable({ ...current, constraints: current.constraints.filter((c) => c.id !== id) })
  for (const child of state.children(tableId)) removeFromChild(state, child, constraint, cascade)
  if ('index' in constraint) removeIndex(state, constraint.index)
}

function removeFromChild(state: State, child: TableState, parent: ConstraintState, cascade: boolean): void {
  const copy = child.constraints.find((c) => c.copyOf === parent.id || (parent.kind === 'check' && c.kind === 'check' && c.name === parent.name && c.inherited > 0))
  if (!copy) return
  if (copy.copyOf !== undefined || (copy.inherited === 1 && !copy.local)) removeConstraint(state, child.id, copy.id, cascade)
  else state.setTable({ ...child, constraints: child.constraints.map((c) => (c.id === copy.id ? { ...c, inherited: c.inherited - 1 } : c)) })
}

/** The foreign keys that rest on an index. */
export function keysRestingOn(state: State, index: Id): { table: Id; id: Id }[] {
  const found: { table: Id; id: Id }[] = []
  for (const table of state.tables.values()) {
    for (const c of table.constraints) if (c.kind === 'foreign key' && c.references.index === index && c.copyOf === undefined) found.push({ table: table.id, id: c.id })
  }
  return found
}
