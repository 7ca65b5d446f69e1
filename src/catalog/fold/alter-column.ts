import { isLocalTable } from '../catalog.ts'
import type { AlterAction, Change } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindType } from './bind-type.ts'
import { isCastByItself, literalType, shownType } from './casts.ts'
import { bindDefault, bindGenerated, columnByNumber, findColumn, getColumn, ownNumbers, readsColumn } from './bind.ts'
import { editCheck, findCheck } from './checks.ts'
import { requireCountable } from './columns.ts'
import { isPartitionKey, type Part } from './dependents.ts'
import { editColumn } from './edit.ts'
import { descendants, everywhere } from './inheritance.ts'
import { refuse, type BoundType, type CheckState, type ColumnState, type Id, type TableState } from './objects.ts'
import { forgetCollations, rebuild } from './rebuild.ts'
import { removeParts } from './remove.ts'
import { makeSequence, sequenceName } from './sequences.ts'
import type { State } from './state.ts'

type Action<K extends AlterAction['kind']> = Extract<Change, { kind: K; only: boolean }>

export function dropColumn(state: State, id: Id, { column, columnIfExists, cascade, only }: Action<'drop column'>): void {
  const table = state.table(id)
  requireCascade(state, table, only)
  if (!findColumn(table, column.text) && columnIfExists) return
  removeParts(state, columnParts(state, id, cutName(column.text), only, false), cascade, `column ${column.text} of table ${table.name}`)
}

/** The column, and those of the children that have it of this table alone; others lose a parent of it. */
function columnParts(state: State, id: Id, name: string, only: boolean, recursing: boolean): Part[] {
  const table = state.table(id)
  const column = getColumn(table, name)
  if (table.ofType !== undefined && !recursing) refuse('cannot drop column from typed table')
  if (column.inherited > 0 && !recursing) refuse(`cannot drop inherited column "${name}"`)
  if (isPartitionKey(table, column.number))
    refuse(`cannot drop column "${name}" because it is part of the partition key of relation "${table.name}"`)
  const children = state.children(id)
  if (only && table.kind === 'partitioned table' && children.length > 0)
    refuse('cannot drop column from only the partitioned table when partitions exist')
  const parts: Part[] = [{ kind: 'column', table: id, number: column.number }]
  for (const child of children) {
    const own = getColumn(state.table(child.id), name)
    if (!only && own.inherited === 1 && !own.local) parts.push(...columnParts(state, child.id, name, false, true))
    else editColumn(state, child.id, own.number, { inherited: own.inherited - 1, local: own.local || only })
  }
  for (const typed of state.typedTables(id)) parts.push(...columnParts(state, typed.id, name, false, true))
  return parts
}

/** Limit: of RENAME ATTRIBUTE it is not seen whether it says CASCADE. */
function requireCascade(state: State, { id, name }: TableState, only: boolean): void {
  if (only && state.typedTables(id).length > 0) refuse(`cannot alter type "${name}" because it is the type of a typed table`)
}

export function alterType(state: State, id: Id, { column, type, collation, using, only }: Action<'alter column type'>): void {
  const own = { type: bindType(state, type), collation: collation === 'default' ? undefined : collation }
  const name = cutName(column.text)
  const table = state.table(id)
  if (table.ofType !== undefined) refuse('cannot alter column type of typed table')
  if (getColumn(table, name).inherited > 0) refuse(`cannot alter inherited column "${name}"`)
  requireCascade(state, table, only)
  if (only && state.children(id).length > 0) refuse(`type of inherited column "${name}" must be changed in child tables too`)
  const changed: [Id, number][] = []
  const change = (tableId: Id, parents: number): void => {
    const current = getColumn(state.table(tableId), name)
    if (current.inherited > parents) refuse(`cannot alter inherited column "${name}" of relation "${state.table(tableId).name}"`)
    requireCasts(state, current, own.type, using !== undefined || !isLocalTable(state.table(tableId)))
    requireFreeType(state, state.table(tableId), current)
    forgetCollations(state, state.table(tableId), current)
    editColumn(state, tableId, current.number, own)
    changed.push([tableId, current.number])
  }
  change(id, 0)
  for (const [child, parents] of descendants(state, id)) change(child, parents)
  for (const typed of state.typedTables(id)) change(typed.id, 0)
  rebuild(state, changed)
}

/** The values of a column and its default become those of another type; USING tells how for the values alone. */
function requireCasts(state: State, { name, type, default: standard }: ColumnState, to: BoundType, isTold: boolean): void {
  const [from, given] = [type, standard && literalType(standard.expression, type)]
  if (from && !isTold && !isCastByItself(state, from, to))
    refuse(`column "${name}" cannot be cast automatically to type ${shownType(state, to)}`)
  if (given && !isCastByItself(state, given, to))
    refuse(`default for column "${name}" cannot be cast automatically to type ${shownType(state, to)}`)
}

/** What reads a column may not see its type change. */
function requireFreeType(state: State, table: TableState, { name, number }: ColumnState): void {
  if (isPartitionKey(table, number))
    refuse(`cannot alter column "${name}" because it is part of the partition key of relation "${table.name}"`)
  const computed = table.columns.find((c) => ownNumbers(c.generated).includes(number))
  if (computed)
    refuse(`cannot alter type of a column used by a generated column: column "${name}" is used by generated column "${computed.name}"`)
  for (const user of new Set([table.id, ...state.usersOf(table.id)])) {
    const other = state.tables.get(user)
    const reads = (expression: Parameters<typeof readsColumn>[0]): boolean => readsColumn(expression, user, table.id, number)
    if (other && reads(other.query))
      refuse(`cannot alter type of a column used by a view or rule: ${other.kind} ${other.name} depends on column "${name}"`)
    const policy = other?.policies.find((one) => reads(one.using) || reads(one.withCheck))
    if (policy)
      refuse(
        `cannot alter type of a column used in a policy definition: policy ${policy.name} on table ${other?.name ?? ''} depends on column "${name}"`,
      )
    const column = other?.columns.find((c) => c.type?.id === table.id)
    if (column) refuse(`cannot alter table "${table.name}" because column "${other?.name ?? ''}.${column.name}" uses its row type`)
  }
}

export function setDefault(state: State, table: TableState, { column, default: standard, only }: Action<'set default'>): void {
  const name = cutName(column.text)
  const set = (id: Id, own: ColumnState): void => {
    if (own.identity) refuse(`column "${name}" of relation "${state.table(id).name}" is an identity column`)
    if (own.generated) refuse(`column "${name}" of relation "${state.table(id).name}" is a generated column`)
    editColumn(state, id, own.number, { default: standard && bindDefault(state, standard, state.table(id), own), sequence: undefined })
  }
  if (only) set(table.id, getColumn(table, name))
  else everywhere(state, table.id, name, set)
}

export function dropExpression(state: State, id: Id, { column, columnIfExists, only }: Action<'drop expression'>): void {
  const table = state.table(id)
  const own = getColumn(table, column.text)
  if (!own.generated) {
    if (columnIfExists) return
    refuse(`column "${own.name}" of relation "${table.name}" is not a generated column`)
  }
  if (own.inherited > 0) refuse('cannot drop generation expression from inherited column')
  if (only && state.children(id).length > 0) refuse('ALTER TABLE / DROP EXPRESSION must be applied to child tables too')
  everywhere(state, id, own.name, (tableId, { number }) => editColumn(state, tableId, number, { generated: undefined }))
}

export function setExpression(state: State, id: Id, { column, generated, only }: Action<'set expression'>): void {
  const changed: [Id, number][] = []
  const set = (tableId: Id, own: ColumnState): void => {
    const table = state.table(tableId)
    if (!own.generated) refuse(`column "${own.name}" of relation "${table.name}" is not a generated column`)
    editColumn(state, tableId, own.number, { generated: bindGenerated(state, generated, table) })
    changed.push([tableId, own.number])
  }
  if (only) set(id, getColumn(state.table(id), column.text))
  else everywhere(state, id, cutName(column.text), set)
  countAgain(state, changed)
  rebuild(state, changed)
}

/** Postgres adds the checks and NOT NULLs of such columns again: children that change, too, have them of those parents alone, and others once more. */
function countAgain(state: State, changed: readonly (readonly [Id, number])[]): void {
  const again = changed.map(([id, number]) => {
    const table = state.table(id)
    const checks = table.constraints.filter((one): one is CheckState => one.kind === 'check' && one.columns.includes(number))
    return { id, checks, column: columnByNumber(table, number) }
  })
  for (const { id, checks, column } of again) {
    for (const check of checks) if (check.inherited > 0) editCheck(state, state.table(id), { ...check, inherited: 0 })
    if (column?.notNull) editColumn(state, id, column.number, { notNull: { ...column.notNull, inherited: 0 } })
  }
  for (const { id, checks, column } of again)
    for (const child of state.children(id)) {
      for (const { name } of checks.filter(({ noInherit }) => !noInherit)) {
        const own = findCheck(child, name)
        if (own) editCheck(state, state.table(child.id), { ...own, inherited: own.inherited + 1 })
      }
      const own = column?.notNull?.noInherit === false ? findColumn(state.table(child.id), column.name) : undefined
      if (own?.notNull) editColumn(state, child.id, own.number, { notNull: { ...own.notNull, inherited: own.notNull.inherited + 1 } })
    }
}

export function addIdentity(state: State, id: Id, { column, identity, sequence, only }: Action<'add identity'>, place: Place): void {
  const table = state.table(id)
  const own = getColumn(table, column.text)
  requireIdentityHere(state, table, only)
  if (!own.notNull) refuse(`column "${own.name}" of relation "${table.name}" must be declared NOT NULL before identity can be added`)
  if (own.identity) refuse(`column "${own.name}" of relation "${table.name}" is already an identity column`)
  if (own.type) requireCountable(own.type)
  if (own.default ?? own.sequence) refuse(`column "${own.name}" of relation "${table.name}" already has a default value`)
  const name = sequenceName(state, table, own.name, sequence)
  setIdentity(state, id, own.name, {
    identity,
    sequence: makeSequence(state, table.schema, name, place, { table: id, column: own.number }),
  })
}

/** Identity is a matter of a whole partitioned table. */
function requireIdentityHere(state: State, table: TableState, only: boolean): void {
  if (table.partitionOf !== undefined) refuse('cannot change identity of a partition')
  if (only && state.partitions(table.id).length > 0) refuse('identity of a column of only the partitioned table cannot be changed')
}

export function resetIdentity(state: State, id: Id, { column, identity, only }: Action<'set identity'>): void {
  const table = state.table(id)
  const own = getColumn(table, column.text)
  requireIdentityHere(state, table, only)
  if (!own.identity) refuse(`column "${own.name}" of relation "${table.name}" is not an identity column`)
  setIdentity(state, id, own.name, { identity: identity ?? own.identity })
}

function setIdentity(state: State, id: Id, name: string, change: Partial<Pick<ColumnState, 'identity' | 'sequence'>>): void {
  editColumn(state, id, getColumn(state.table(id), name).number, change)
  for (const partition of state.partitions(id)) setIdentity(state, partition.id, name, change)
}

export function dropIdentity(state: State, id: Id, { column, columnIfExists, only }: Action<'drop identity'>): void {
  const table = state.table(id)
  const own = getColumn(table, column.text)
  requireIdentityHere(state, table, only)
  if (!own.identity) {
    if (columnIfExists) return
    refuse(`column "${own.name}" of relation "${table.name}" is not an identity column`)
  }
  const { sequence } = columnByNumber(table, own.number) ?? own
  setIdentity(state, id, own.name, { identity: undefined, sequence: undefined })
  if (sequence !== undefined) removeParts(state, [{ kind: 'relation', id: sequence }], false, 'sequence')
}
