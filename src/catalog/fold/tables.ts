import type { ColumnDefinition, CreateTable, CreateView, LikeOption, QualifiedName, TableElement } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, findColumn, getColumn, rebind } from './bind.ts'
import { finishColumn, inheritColumn, makeSequence, newColumn, ownSequence, updateColumn } from './columns.ts'
import { addConstraint, copyForeignKey, inheritCheck, setNotNull } from './constraints.ts'
import { addIndex, keyNames, spreadIndex } from './indexes.ts'
import { chooseRelationName, nameAddition } from './choose-name.ts'
import { outputColumns, readingsOf } from './view-columns.ts'
import { refuse, type ColumnState, type Id, type IndexState, type State, type TableKind, type TableState } from './state.ts'

/** Makes a table without columns; undefined where IF NOT EXISTS finds one of the name. */
function begin(state: State, name: QualifiedName, kind: TableKind, temporary: boolean, ifNotExists: boolean, place: Place): TableState | undefined {
  const schema = state.creationSchema(name.schema, temporary)
  const cut = cutName(name.name.text)
  if (state.relationIn(schema, cut) !== undefined) {
    if (ifNotExists) return undefined
    refuse(`relation "${cut}" already exists`)
  }
  const table: TableState = {
    id: state.newId(), schema, name: cut, written: name.name.text, place, kind, temporary, dropsOnCommit: false, columns: [], nextNumber: 1, constraints: [],
    indexes: [], parents: [], partitionOf: undefined, partitionBy: undefined, rowSecurity: { enabled: false, forced: false }, policies: [],
    triggers: [], query: undefined, reads: [], securityInvoker: false, history: [place],
  }
  return table
}

function install(state: State, table: TableState): void {
  state.setTable(table)
  state.nameRelation(table.schema, table.name, table.id)
}

/** Postgres makes the sequences first, then the table with its checks, then keys in the order primary, others, and foreign keys last. */
export function createTable(state: State, change: CreateTable, place: (range: CreateTable['name']['name']['range']) => Place): void {
  const at = place(change.name.name.range)
  const kind = change.partitionBy ? 'partitioned table' : change.foreign ? 'foreign table' : 'table'
  const base = begin(state, change.name, kind, change.temporary, change.ifNotExists, at)
  if (!base) return
  const { id } = base
  const own = change.elements.flatMap((element) => (element.kind === 'column' && element.column.type ? [element.column] : []))
  const sequences = own.filter((c) => c.serial || c.identity).map((c) => [c.name.text, makeSequence(state, base.schema, base.name, cutName(c.name.text), at)] as const)
  const parent = change.partitionOf && state.getTable(change.partitionOf)
  const parents = change.inherits.map((name) => state.getTable(name))
  install(state, { ...base, parents: parents.map((p) => p.id), dropsOnCommit: change.onCommitDrop })
  for (const from of parent ? [parent, ...parents] : parents) for (const column of from.columns) inheritColumn(state, from, column.number, id)
  if (change.ofType) for (const column of state.getTable(change.ofType).columns) inheritColumn(state, state.getTable(change.ofType), column.number, id)
  if (change.as) addOutput(state, id, change.as.query, change.as.columns.map((c) => c.text), at)
  for (const element of change.elements) addElement(state, id, element, place)
  for (const [column, sequence] of sequences) ownSequence(state, id, column, sequence)
  if (parent) becomePartition(state, id, parent)
  if (change.partitionBy) setPartitioning(state, id, change.partitionBy)
  for (const column of own) finishColumn(state, id, column)
  for (const from of parent ? [parent, ...parents] : parents) for (const c of from.constraints) if (c.kind === 'check' && !c.noInherit) inheritCheck(state, c, from, id)
  addConstraints(state, id, change.elements, place)
  for (const element of change.elements) if (element.kind === 'like') finishLike(state, id, state.getTable(element.table), element.including, at)
  if (parent) inheritKeys(state, parent, id)
}

function setPartitioning(state: State, id: Id, terms: NonNullable<CreateTable['partitionBy']>): void {
  const table = state.table(id)
  const partitionBy = terms.map((term) => ('text' in term ? getColumn(table, term.text).number : term.kind === 'column' ? getColumn(table, term.name).number : bind(term, table)))
  state.setTable({ ...table, partitionBy })
}

function becomePartition(state: State, id: Id, parent: TableState): void {
  state.setTable({ ...state.table(id), partitionOf: parent.id })
}

/** What a partition has of its parent's indexes and foreign keys. */
export function inheritKeys(state: State, parent: TableState, id: Id): void {
  for (const index of parent.indexes) spreadIndex(state, state.index(index), id)
  for (const constraint of parent.constraints) if (constraint.kind === 'foreign key') copyForeignKey(state, constraint, parent, id)
}

function addElement(state: State, id: Id, element: TableElement, place: (range: ColumnDefinition['range']) => Place): void {
  if (element.kind === 'column') declareColumn(state, id, element.column, place(element.column.name.range))
  else if (element.kind === 'like') likeColumns(state, id, state.getTable(element.table), element.including)
}

function declareColumn(state: State, id: Id, definition: ColumnDefinition, place: Place): void {
  const table = state.table(id)
  const existing = findColumn(table, definition.name.text)
  if (existing?.local) refuse(`column "${existing.name}" specified more than once`)
  if (existing) {
    updateColumn(state, id, existing.number, { local: true, place, default: definition.default ? bind(definition.default, table) : existing.default })
    return
  }
  const column = newColumn(definition, table.nextNumber, place, state)
  state.setTable({ ...table, columns: [...table.columns, column], nextNumber: table.nextNumber + 1 })
}

function addConstraints(state: State, id: Id, elements: readonly TableElement[], place: (range: ColumnDefinition['range']) => Place): void {
  const all = elements.flatMap((element) => {
    if (element.kind === 'column') return element.column.constraints
    return element.kind === 'constraint' ? [element.constraint] : []
  })
  const keys = mergedKeys(all)
  const order: Readonly<Record<string, number>> = { check: 0, 'not null': 1, 'primary key': 2, unique: 3, exclusion: 3, 'foreign key': 4 }
  const rank = (kind: string): number => order[kind] ?? 3
  for (const constraint of [...keys].sort((a, b) => rank(a.kind) - rank(b.kind))) addConstraint(state, id, constraint, place(constraint.name?.range ?? constraint.range))
}

type Definition = TableElement & { kind: 'constraint' } extends { constraint: infer C } ? C : never

/** A key that repeats another of the same statement is not made twice; it may give the other its name. */
function mergedKeys(all: readonly Definition[]): Definition[] {
  const kept: Definition[] = []
  for (const constraint of [...all].sort((a, b) => Number(b.kind === 'primary key') - Number(a.kind === 'primary key'))) {
    const same = kept.findIndex((other) => isSameKey(other, constraint))
    const found = kept[same]
    if (!found) kept.push(constraint)
    else if (!found.name && constraint.name) kept[same] = { ...found, name: constraint.name }
  }
  return kept
}

function isSameKey(a: Definition, b: Definition): boolean {
  if ((a.kind !== 'primary key' && a.kind !== 'unique') || (b.kind !== 'unique' && b.kind !== 'primary key')) return false
  const columns = (c: typeof a): string => c.columns.map((column) => cutName(column.text)).join('\0')
  const includes = (c: typeof a): string => c.include.map((column) => cutName(column.text)).join('\0')
  return columns(a) === columns(b) && includes(a) === includes(b) && a.nullsNotDistinct === b.nullsNotDistinct && a.deferrable === b.deferrable
}

function likeColumns(state: State, id: Id, source: TableState, including: readonly LikeOption[]): void {
  for (const column of source.columns) {
    const table = state.table(id)
    if (findColumn(table, column.name)) refuse(`column "${column.name}" specified more than once`)
    const copy: ColumnState = { ...column, number: table.nextNumber, sequence: undefined, identity: undefined, notNull: undefined, generated: undefined, default: undefined, local: true, inherited: 0 }
    state.setTable({ ...table, columns: [...table.columns, copy], nextNumber: table.nextNumber + 1 })
    if (column.notNull) setNotNull(state, id, copy.name, { name: column.notNull.name })
  }
  for (const column of source.columns) {
    const table = state.table(id)
    const { number } = getColumn(table, column.name)
    if (including.includes('defaults') && column.default) updateColumn(state, id, number, { default: rebind(column.default, source, table) })
    if (including.includes('generated') && column.generated) updateColumn(state, id, number, { generated: rebind(column.generated, source, table) })
  }
}

function finishLike(state: State, id: Id, source: TableState, including: readonly LikeOption[], place: Place): void {
  if (including.includes('identity')) {
    for (const column of source.columns) {
      if (!column.identity) continue
      const { schema, name } = state.table(id)
      updateColumn(state, id, getColumn(state.table(id), column.name).number, { identity: column.identity })
      ownSequence(state, id, column.name, makeSequence(state, schema, name, column.name, place))
    }
  }
  if (including.includes('constraints')) {
    for (const c of source.constraints) {
      if (c.kind !== 'check') continue
      const table = state.table(id)
      state.countConstraintName(table.schema, c.name, 1)
      const expression = rebind(c.expression, source, table)
      const check = { ...c, id: state.newId(), place, expression, columns: [...new Set(expression.columns.values())], local: true, inherited: 0 }
      state.setTable({ ...table, constraints: [...table.constraints, check] })
    }
  }
  if (including.includes('indexes')) for (const index of [...source.indexes].sort((a, b) => Number(state.index(b).primary) - Number(state.index(a).primary))) likeIndex(state, id, source, state.index(index), place)
}

/** A copy of another table's index, or of the key that it stands for, under a name of its own. */
function likeIndex(state: State, id: Id, source: TableState, index: IndexState, place: Place): void {
  const table = state.table(id)
  const moved = (number: number): number => getColumn(table, source.columns.find((c) => c.number === number)?.name ?? '').number
  const keys = index.keys.map((key) => ({ ...key, column: key.column === undefined ? undefined : moved(key.column), expression: key.expression && rebind(key.expression, source, table) }))
  const include = index.include.map(moved)
  const constraint = source.constraints.find((c) => 'index' in c && c.index === index.id)
  const label = index.primary ? 'pkey' : constraint?.kind === 'unique' ? 'key' : index.operators ? 'excl' : 'idx'
  const addition = index.primary ? undefined : nameAddition(keyNames(table, keys, include))
  const name = chooseRelationName(state, table.schema, table.name, addition, label, constraint !== undefined)
  const copy: IndexState = { ...index, id: state.newId(), name, written: name, place, table: id, keys, include, predicate: index.predicate && rebind(index.predicate, source, table), parent: undefined, valid: true }
  addIndex(state, copy)
  if (!constraint || !('index' in constraint)) return
  state.countConstraintName(table.schema, name, 1)
  const current = state.table(id)
  const columns = keys.flatMap((key) => key.column ?? [])
  state.setTable({ ...current, constraints: [...current.constraints, { ...constraint, id: state.newId(), name, written: name, place, index: copy.id, columns, local: true, inherited: 0, copyOf: undefined }] })
}

function addOutput(state: State, id: Id, query: CreateView['query'], names: readonly string[], place: Place): void {
  outputColumns(state, query).forEach((column, i) => {
    const table = state.table(id)
    const written = names[i] ?? column.name
    const copy: ColumnState = {
      name: cutName(written), written, place, number: table.nextNumber, type: column.type, collation: undefined, notNull: undefined, default: undefined,
      sequence: undefined, generated: undefined, identity: undefined, local: true, inherited: 0,
    }
    state.setTable({ ...table, columns: [...table.columns, copy], nextNumber: table.nextNumber + 1 })
  })
}

export function createView(state: State, change: CreateView, place: Place): void {
  const kind = change.materialized ? 'materialized view' : 'view'
  const schema = state.creationSchema(change.name.schema, change.temporary)
  const existing = state.relationIn(schema, cutName(change.name.name.text))
  const old = change.replace && existing !== undefined ? state.tables.get(existing) : undefined
  const query = change.query
  if (old?.kind === 'view') {
    state.setTable({ ...old, columns: [], nextNumber: 1, query, reads: readingsOf(state, query), securityInvoker: change.securityInvoker, history: [...old.history, place] })
    addOutput(state, old.id, query, change.columns.map((c) => c.text), place)
    return
  }
  const base = begin(state, change.name, kind, change.temporary, change.ifNotExists, place)
  if (!base) return
  install(state, { ...base, query, reads: readingsOf(state, query), securityInvoker: change.securityInvoker })
  addOutput(state, base.id, query, change.columns.map((c) => c.text), place)
}
