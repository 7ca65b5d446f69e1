import { cutName } from '../names.ts'
import { findColumn, getColumn } from './bind.ts'
import { chooseConstraintName } from './choose-name.ts'
import { constraintNames, editColumn, requireFreeName } from './edit.ts'
import { refuse, withoutParent, type ColumnState, type Id, type NotNullState, type TableState } from './objects.ts'
import type { State } from './state.ts'

interface Wanted {
  readonly name?: string | undefined
  readonly noInherit?: boolean
  readonly validated?: boolean
  readonly only?: boolean
  /** It comes from a parent. */
  readonly inherited?: boolean
}

/** ALTER TABLE … ADD NOT NULL, and what ADD PRIMARY KEY asks of its columns. */
export function addNotNull(state: State, tableId: Id, columnName: string, wanted: Wanted): void {
  const table = state.table(tableId)
  const column = getColumn(table, columnName)
  if (column.notNull) {
    adjust(state, table, column, column.notNull, wanted)
    return
  }
  const children = wanted.noInherit ? [] : state.children(tableId)
  if (wanted.only && children.length > 0) refuse('constraint must be added to child tables too')
  const name = create(state, table, column, wanted)
  for (const child of children) addNotNull(state, child.id, column.name, { ...wanted, name, inherited: true })
}

function create(
  state: State,
  table: TableState,
  column: ColumnState,
  { name, noInherit = false, validated = true, inherited = false }: Wanted,
): string {
  requireHeirs(table, noInherit)
  const own = name === undefined ? chooseConstraintName(state, table.schema, table.name, column.name, 'not_null') : cutName(name)
  requireFreeName(table, own)
  setNotNull(state, table, column.number, { name: own, noInherit, validated, local: !inherited, inherited: inherited ? 1 : 0 })
  return own
}

/** Partitions have what the table has. */
function requireHeirs({ kind }: TableState, noInherit: boolean): void {
  if (noInherit && kind === 'partitioned table') refuse('not-null constraints on partitioned tables cannot be NO INHERIT')
}

/** The column has the constraint: it may become the table's own, or one parent's more. */
function adjust(
  state: State,
  table: TableState,
  column: ColumnState,
  known: NotNullState,
  { name, noInherit = false, validated = true, inherited = false }: Wanted,
): void {
  if (noInherit !== known.noInherit)
    refuse(`cannot change NO INHERIT status of NOT NULL constraint "${known.name}" on relation "${table.name}"`)
  if (validated && !known.validated) refuse(`incompatible NOT VALID constraint "${known.name}" on relation "${table.name}"`)
  if (!inherited && name !== undefined && cutName(name) !== known.name)
    refuse(`cannot create not-null constraint "${name}" on column "${column.name}" of table "${table.name}"`)
  const isPartition = table.partitionOf !== undefined
  const counted = inherited ? { inherited: isPartition ? 1 : known.inherited + 1 } : { local: true }
  setNotNull(state, table, column.number, { ...known, ...counted })
}

/** ALTER COLUMN … SET NOT NULL: with ONLY it is kept from the heirs. */
export function requireNotNull(state: State, tableId: Id, columnName: string, only = false, inherited?: string): void {
  const table = state.table(tableId)
  const column = getColumn(table, columnName)
  const children = state.children(tableId)
  const known = column.notNull
  if (known) {
    if (known.noInherit && !only)
      refuse(`cannot change NO INHERIT status of NOT NULL constraint "${known.name}" on relation "${table.name}"`)
    const change = inherited === undefined ? { local: true } : { inherited: known.inherited + 1 }
    setNotNull(state, table, column.number, { ...known, ...change, validated: true })
    if (!known.validated) for (const child of children) validateNotNull(state, child.id, column.name)
    return
  }
  if (only && children.length > 0 && table.kind === 'partitioned table') refuse('constraint must be added to child tables too')
  const name = create(state, table, column, { name: inherited, noInherit: only && children.length > 0, inherited: inherited !== undefined })
  if (!only) for (const child of children) requireNotNull(state, child.id, column.name, false, name)
}

export function validateNotNull(state: State, tableId: Id, columnName: string): void {
  const table = state.table(tableId)
  const column = findColumn(table, columnName)
  if (!column?.notNull) return
  setNotNull(state, table, column.number, { ...column.notNull, validated: true })
  if (!column.notNull.noInherit) for (const child of state.children(tableId)) validateNotNull(state, child.id, columnName)
}

/** Takes the constraint from a column, and from those that have it of this one alone. */
export function dropNotNull(state: State, tableId: Id, columnName: string, only = false, recursing = false): void {
  const table = state.table(tableId)
  const column = getColumn(table, columnName)
  const known = column.notNull
  if (!known) return
  if (known.inherited > 0 && !recursing) refuse(`column "${column.name}" is marked NOT NULL in parent table`)
  if (table.constraints.some((c) => c.kind === 'primary key' && c.columns.includes(column.number)))
    refuse(`column "${column.name}" is in a primary key`)
  if (column.identity) refuse(`column "${column.name}" of relation "${table.name}" is an identity column`)
  setNotNull(state, table, column.number, undefined)
  const children = known.noInherit ? [] : state.children(tableId)
  for (const child of children) {
    const current = state.table(child.id)
    const own = findColumn(current, column.name)
    if (!own?.notNull) continue
    if (!only && own.notNull.inherited === 1 && !own.notNull.local) dropNotNull(state, child.id, own.name, false, true)
    else setNotNull(state, current, own.number, withoutParent(own.notNull))
  }
}

/** Gives a column its constraint, or none, with the name that it takes up. */
export function setNotNull(state: State, table: TableState, number: number, notNull: NotNullState | undefined): void {
  const before = table.columns.find((c) => c.number === number)?.notNull
  if (before?.name !== notNull?.name) {
    if (before) state.countConstraintName(table.schema, before.name, -1)
    if (notNull) state.countConstraintName(table.schema, notNull.name, 1)
  }
  editColumn(state, table.id, number, { notNull })
}

/** One that a new table declares. */
export interface Declared {
  readonly column: string
  readonly name: string | undefined
  readonly noInherit: boolean
}

/** The constraints of a new table: its own, each with those of the parents, then the parents' others. */
export function declareNotNulls(state: State, id: Id, own: readonly Declared[], parents: readonly TableState[]): void {
  const inherited = parents.flatMap((parent) =>
    parent.columns.flatMap(({ name, notNull }) => (notNull && !notNull.noInherit ? [{ column: name, name: notNull.name }] : [])),
  )
  if (own.length === 0 && inherited.length === 0) return
  const table = state.table(id)
  const names = new Set(constraintNames(table))
  const made = new Map<string, NotNullState>()
  const declare = (column: string, name: string | undefined, notNull: Pick<NotNullState, 'noInherit' | 'local' | 'inherited'>): void => {
    const isFree = name !== undefined && !names.has(name)
    const own = isFree ? name : chooseConstraintName(state, table.schema, table.name, column, 'not_null', names)
    names.add(own)
    const { noInherit, local, inherited: count } = notNull
    made.set(column, { name: own, noInherit, validated: true, local, inherited: count })
  }
  const declared = merged(table, own)
  for (const { column, name, noInherit } of declared) {
    requireHeirs(table, noInherit)
    const count = inherited.filter((other) => other.column === column).length
    if (count > 0 && noInherit) refuse(`cannot define not-null constraint with NO INHERIT on column "${column}"`)
    if (name !== undefined && names.has(name)) refuse(`constraint "${name}" for relation "${table.name}" already exists`)
    declare(column, name, { noInherit, local: true, inherited: count })
  }
  for (const { column, name } of inherited) {
    if (made.has(column)) continue
    const isOfCheck = table.constraints.some((c) => c.name === name && c.inherited > 0)
    if (isOfCheck) refuse(`constraint "${name}" for relation "${table.name}" already exists`)
    const { length } = inherited.filter((other) => other.column === column)
    declare(column, name, { noInherit: false, local: false, inherited: length })
  }
  for (const { name } of made.values()) state.countConstraintName(table.schema, name, 1)
  state.setTable({ ...table, columns: table.columns.map((c) => (made.has(c.name) ? { ...c, notNull: made.get(c.name) } : c)) })
}

/** A column has one constraint, however often it is declared. */
function merged(table: TableState, own: readonly Declared[]): Declared[] {
  const kept = new Map<string, Declared>()
  for (const next of own) {
    const column = getColumn(table, next.column).name
    const before = kept.get(column)
    if (before && before.noInherit !== next.noInherit)
      refuse(`conflicting NO INHERIT declaration for not-null constraint on column "${column}"`)
    if (before?.name !== undefined && next.name !== undefined && before.name !== next.name)
      refuse(`conflicting not-null constraint names "${before.name}" and "${next.name}"`)
    kept.set(column, { column, name: before?.name ?? next.name, noInherit: next.noInherit })
  }
  return [...kept.values()]
}
