import type { AlterAction, Change } from '../change.ts'
import { cutName } from '../names.ts'
import { editCheck, findCheck } from './checks.ts'
import type { Part } from './dependents.ts'
import { editTable } from './edit.ts'
import { dropNotNull, validateNotNull } from './not-null.ts'
import { refuse, withoutParent, type CheckState, type ConstraintState, type ForeignKeyState, type Id, type TableState } from './objects.ts'
import { removeParts } from './remove.ts'
import type { State } from './state.ts'

type Action<K extends AlterAction['kind']> = Extract<Change, { kind: K; only: boolean }>

function missing(table: TableState, name: string): never {
  refuse(`constraint "${name}" of relation "${table.name}" does not exist`)
}

export function dropConstraint(state: State, id: Id, { constraint, constraintIfExists, cascade, only }: Action<'drop constraint'>): void {
  const table = state.table(id)
  const name = cutName(constraint.text)
  const column = table.columns.find((c) => c.notNull?.name === name)
  if (column) {
    dropNotNull(state, id, column.name, only)
    return
  }
  const found = table.constraints.find((c) => c.name === name)
  if (!found) {
    if (constraintIfExists) return
    missing(table, name)
  }
  if (found.inherited > 0) refuse(`cannot drop inherited constraint "${name}" of relation "${table.name}"`)
  const parts = found.kind === 'check' ? checkParts(state, id, found, only) : [part(id, found)]
  removeParts(state, parts, cascade, `constraint ${name} on table ${table.name}`)
}

function part(table: Id, { id }: ConstraintState): Part {
  return { kind: 'constraint', table, id }
}

/** A check, and those of the children that are there for its sake alone; copies of keys are gone with them. */
function checkParts(state: State, id: Id, check: CheckState, only: boolean): Part[] {
  const parts = [part(id, check)]
  for (const child of check.noInherit ? [] : state.children(id)) {
    const own = findCheck(state.table(child.id), check.name)
    if (!own) continue
    if (!only && own.inherited === 1 && !own.local) parts.push(...checkParts(state, child.id, own, false))
    else editCheck(state, state.table(child.id), withoutParent(own))
  }
  return parts
}

export function validateConstraint(state: State, id: Id, name: string): void {
  const table = state.table(id)
  const column = table.columns.find((c) => c.notNull?.name === name)
  if (column) {
    validateNotNull(state, id, column.name)
    return
  }
  const found = table.constraints.find((c) => c.name === name) ?? missing(table, name)
  if (found.kind !== 'check' && found.kind !== 'foreign key') refuse(`cannot validate constraint "${name}" of relation "${table.name}"`)
  if (!found.enforced) refuse('cannot validate NOT ENFORCED constraint')
  if (found.validated) return
  if (found.kind === 'foreign key') {
    editForeignKey(state, id, found, { validated: true })
    return
  }
  editCheck(state, table, { ...found, validated: true })
  if (found.noInherit) return
  for (const child of state.children(id))
    if (child.constraints.some((c) => c.kind === 'check' && c.name === name)) validateConstraint(state, child.id, name)
}

export function alterConstraint(state: State, id: Id, { constraint, deferrable, enforced }: Action<'alter constraint'>): void {
  const table = state.table(id)
  const name = cutName(constraint.text)
  const found = table.constraints.find((c) => c.name === name)
  if (!found && !table.columns.some((c) => c.notNull?.name === name)) missing(table, name)
  if (found?.kind !== 'foreign key') refuse(`constraint "${name}" of relation "${table.name}" is not a foreign key constraint`)
  if (found.copyOf !== undefined) refuse(`cannot alter constraint "${name}" on relation "${table.name}"`)
  const changed = enforced === undefined || enforced === found.enforced ? {} : { enforced, validated: enforced }
  editForeignKey(state, id, found, { deferrable: deferrable ?? found.deferrable, ...changed })
}

/** A foreign key and all its copies. */
function editForeignKey(
  state: State,
  id: Id,
  key: ForeignKeyState,
  change: Partial<Pick<ForeignKeyState, 'validated' | 'enforced' | 'deferrable'>>,
): void {
  const table = state.table(id)
  editTable(state, id, {
    constraints: table.constraints.map((c) => (c.id === key.id && c.kind === 'foreign key' ? { ...c, ...change } : c)),
  })
  for (const holder of [table, ...state.partitions(id)]) {
    for (const c of holder.constraints) if (c.kind === 'foreign key' && c.copyOf === key.id) editForeignKey(state, holder.id, c, change)
  }
}
