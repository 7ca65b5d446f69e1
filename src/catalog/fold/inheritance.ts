import { columnByNumber, findColumn, getColumn, rebind } from './bind.ts'
import { adoptChecks } from './checks.ts'
import { editColumn, editTable } from './edit.ts'
import { refuse, withoutParent, type Bound, type ColumnState, type Id, type TableState } from './objects.ts'
import { sameExpression, sameType } from './same.ts'
import type { State } from './state.ts'

/** The columns that a new table has of its parents, in their order; their expressions are still those of the parents. */
export function inheritedColumns(parents: readonly TableState[], isPartition: boolean): ColumnState[] {
  const columns: ColumnState[] = []
  for (const parent of parents) {
    for (const column of parent.columns.map((c) => (isPartition ? c : handedDown(c)))) {
      const at = columns.findIndex((c) => c.name === column.name)
      const known = columns[at]
      if (known) columns[at] = mergeParents(known, column)
      else columns.push({ ...column, number: columns.length + 1, notNull: undefined, local: false, inherited: 1 })
    }
  }
  return columns
}

/** Only a partition shares the identity of its parent. */
function handedDown(column: ColumnState): ColumnState {
  return column.identity ? { ...column, identity: undefined, sequence: undefined } : column
}

function mergeParents(known: ColumnState, column: ColumnState): ColumnState {
  requireSameType(known, column)
  if ((known.generated === undefined) !== (column.generated === undefined))
    refuse(`inherited column "${column.name}" has a generation conflict`)
  return { ...known, inherited: known.inherited + 1, default: known.default ?? column.default, sequence: known.sequence ?? column.sequence }
}

/** The columns that a table must give a default of its own, since its parents disagree. */
export function conflictingDefaults(parents: readonly TableState[]): Set<string> {
  const found = new Set<string>()
  const known = new Map<string, { readonly column: ColumnState; readonly table: TableState }>()
  for (const table of parents) {
    for (const column of table.columns.map(handedDown)) {
      const before = known.get(column.name)
      if (before && !sameDefault(before, { column, table })) found.add(column.name)
      if (!before || !hasDefault(before.column)) known.set(column.name, { column, table })
    }
  }
  return found
}

interface Found {
  readonly column: ColumnState
  readonly table: TableState
}

function hasDefault({ default: standard, generated, sequence }: ColumnState): boolean {
  return (standard ?? generated ?? sequence) !== undefined
}

function sameDefault(a: Found, b: Found): boolean {
  if (!hasDefault(a.column) || !hasDefault(b.column)) return true
  const same = (x: Bound | undefined, y: Bound | undefined): boolean => sameExpression(x, a.table, y, b.table)
  return a.column.sequence === b.column.sequence && same(a.column.default, b.column.default) && same(a.column.generated, b.column.generated)
}

export function requireSameType(a: ColumnState, b: ColumnState): void {
  if (!sameType(a.type, b.type)) refuse(`column "${b.name}" has a type conflict`)
  if (a.collation !== b.collation) refuse(`column "${b.name}" has a collation conflict`)
}

/** A column with the expression that it has of a parent, in the table's own columns. */
export function inheritedValue(column: ColumnState, table: TableState, parents: readonly TableState[]): ColumnState {
  const parent = column.inherited > 0 && column.generated ? parents.find((p) => findColumn(p, column.name)) : undefined
  return parent && column.generated ? { ...column, generated: rebind(column.generated, parent, table) } : column
}

/** A child gets its parent's new column; one of that name becomes the same. */
export function inheritColumn(state: State, parentId: Id, number: number, childId: Id): void {
  const parent = state.table(parentId)
  const column = columnByNumber(parent, number)
  const child = state.table(childId)
  if (!column) return
  const own = findColumn(child, column.name)
  if (own) {
    requireSameType(own, column)
    editColumn(state, childId, own.number, { inherited: own.inherited + 1 })
    return
  }
  const copy = { ...column, number: child.nextNumber, local: false, inherited: 1, notNull: undefined }
  editTable(state, childId, { columns: [...child.columns, copy], nextNumber: child.nextNumber + 1 })
  if (column.generated) editColumn(state, childId, copy.number, { generated: rebind(column.generated, parent, state.table(childId)) })
  for (const grandchild of state.children(childId)) inheritColumn(state, childId, copy.number, grandchild.id)
}

/** Makes a table the child of another; it must have all that the parent hands down. */
export function adopt(state: State, parent: TableState, id: Id): void {
  const isPartition = state.table(id).partitionOf !== undefined
  for (const column of parent.columns) {
    const table = state.table(id)
    const own = findColumn(table, column.name) ?? refuse(`child table is missing column "${column.name}"`)
    if (!sameType(own.type, column.type)) refuse(`child table "${table.name}" has different type for column "${own.name}"`)
    if (own.collation !== column.collation) refuse(`child table "${table.name}" has different collation for column "${own.name}"`)
    if ((own.generated === undefined) !== (column.generated === undefined))
      refuse(`column "${own.name}" in child table must ${column.generated ? '' : 'not '}be a generated column`)
    if (isPartition && own.identity) refuse(`table "${table.name}" being attached contains an identity column "${own.name}"`)
    adoptColumn(state, table, own, column, isPartition)
  }
  adoptChecks(state, parent, id)
}

function adoptColumn(state: State, table: TableState, own: ColumnState, column: ColumnState, isPartition: boolean): void {
  const wanted = column.notNull && !column.notNull.noInherit ? column.notNull : undefined
  if (wanted && !own.notNull) refuse(`column "${own.name}" in child table "${table.name}" must be marked NOT NULL`)
  if (wanted && own.notNull?.noInherit)
    refuse(`constraint "${own.notNull.name}" conflicts with non-inherited constraint on child table "${table.name}"`)
  if (wanted?.validated && own.notNull?.validated === false)
    refuse(`constraint "${own.notNull.name}" conflicts with NOT VALID constraint on child table "${table.name}"`)
  const counted = <T extends { inherited: number; local: boolean }>(part: T): T =>
    isPartition ? { ...part, inherited: 1, local: false } : { ...part, inherited: part.inherited + 1 }
  const identity = isPartition && column.identity ? { identity: column.identity, sequence: column.sequence } : {}
  editColumn(state, table.id, own.number, {
    ...counted(own),
    notNull: wanted && own.notNull ? counted(own.notNull) : own.notNull,
    ...identity,
  })
}

/** A table that loses a parent keeps what it had of it as its own. */
export function disown(state: State, parent: TableState, id: Id): void {
  const table = state.table(id)
  const checks = new Set(parent.constraints.filter((c) => c.kind === 'check').map((c) => c.name))
  state.setTable({
    ...table,
    columns: table.columns.map((c) => {
      const from = findColumn(parent, c.name)
      if (!from) return c
      return { ...withoutParent(c), notNull: from.notNull && c.notNull && c.notNull.inherited > 0 ? withoutParent(c.notNull) : c.notNull }
    }),
    constraints: table.constraints.map((c) => (c.kind === 'check' && checks.has(c.name) && c.inherited > 0 ? withoutParent(c) : c)),
  })
}

/** ALTER TABLE … INHERIT. */
export function inherit(state: State, parent: TableState, id: Id): void {
  const table = state.table(id)
  if (table.ofType !== undefined || table.partitionOf !== undefined || table.kind === 'partitioned table')
    refuse(`cannot change inheritance of table "${table.name}"`)
  requireParent(parent, table)
  if (table.parents.includes(parent.id)) refuse(`relation "${parent.name}" would be inherited from more than once`)
  if (isAncestor(state, id, parent.id)) refuse('circular inheritance not allowed')
  adopt(state, parent, id)
  editTable(state, id, { parents: [...table.parents, parent.id] })
}

export function requireParent(parent: TableState, table: TableState): void {
  if (parent.kind === 'partitioned table' || parent.partitionOf !== undefined)
    refuse(`cannot inherit from partitioned table or partition "${parent.name}"`)
  if (parent.kind !== 'table' && parent.kind !== 'foreign table')
    refuse(`inherited relation "${parent.name}" is not a table or foreign table`)
  if (parent.temporary && !table.temporary) refuse(`cannot inherit from temporary relation "${parent.name}"`)
}

/** Whether a table is another one or above it. */
export function isAncestor(state: State, id: Id, of: Id): boolean {
  const table = state.table(of)
  return (
    id === of ||
    [...table.parents, ...(table.partitionOf === undefined ? [] : [table.partitionOf])].some((parent) => isAncestor(state, id, parent))
  )
}

export function disinherit(state: State, parent: TableState, id: Id): void {
  const table = state.table(id)
  if (table.partitionOf !== undefined) refuse('cannot change inheritance of a partition')
  if (!table.parents.includes(parent.id)) refuse(`relation "${parent.name}" is not a parent of relation "${table.name}"`)
  disown(state, parent, id)
  editTable(state, id, { parents: table.parents.filter((p) => p !== parent.id) })
}

/** Runs an action on a column in the table and in all its children. */
export function everywhere(state: State, tableId: Id, name: string, act: (table: Id, column: ColumnState) => void): void {
  const column = getColumn(state.table(tableId), name)
  act(tableId, column)
  for (const child of state.children(tableId)) everywhere(state, child.id, name, act)
}

/** The tables below one, with how many parents each has among it and them. */
export function descendants(state: State, id: Id): Map<Id, number> {
  const found = new Map<Id, number>()
  const visit = (parent: Id): void => {
    for (const child of state.children(parent)) {
      const count = found.get(child.id)
      found.set(child.id, (count ?? 0) + 1)
      if (count === undefined) visit(child.id)
    }
  }
  visit(id)
  return found
}
