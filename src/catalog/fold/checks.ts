import type { Condition } from '../../query/query.ts'
import type { ConstraintDefinition } from '../change.ts'
import type { Place } from '../place.ts'
import { bindRow, columnName, ownNumbers, rebind } from './bind.ts'
import { chooseConstraintName } from './choose-name.ts'
import { chosenName, editTable, givenName, storeConstraint } from './edit.ts'
import { refuse, type Bound, type CheckState, type Id, type Named, type TableState } from './objects.ts'
import { sameExpression } from './same.ts'
import type { State } from './state.ts'

export type CheckDefinition = Extract<ConstraintDefinition, { kind: 'check' }>

/** Adds a check to a table and, unless it is NO INHERIT, to its children. */
export function addCheck(state: State, tableId: Id, definition: CheckDefinition, place: Place, only = false): void {
  const table = state.table(tableId)
  const expression = bindRow(state, definition.expression, table, 'check constraint')
  const { noInherit, enforced, validated } = definition
  if (noInherit && table.kind === 'partitioned table') refuse(`cannot add NO INHERIT constraint to partitioned table "${table.name}"`)
  const wanted: Wanted = { expression, noInherit, enforced, validated: validated && enforced }
  const same = definition.name && findCheck(table, definition.name.text)
  if (same) {
    if (same.local || table.partitionOf !== undefined) refuse(`constraint "${same.name}" for relation "${table.name}" already exists`)
    mergeCheck(state, table, same, wanted, true)
    return
  }
  const name = givenName(table, definition, place) ?? chosenName(checkName(state, table, expression), place)
  const children = noInherit ? [] : state.children(tableId)
  if (only && children.length > 0) refuse('constraint must be added to child tables too')
  storeConstraint(state, tableId, newCheck(state, name, wanted, true))
  for (const child of children) inheritCheck(state, name, wanted, table, child.id)
}

type Wanted = Pick<CheckState, 'expression' | 'noInherit' | 'enforced' | 'validated'>

function newCheck(state: State, { name, written, place }: Named, wanted: Wanted, local: boolean): CheckState {
  const { expression, noInherit, enforced, validated } = wanted
  return {
    expression,
    noInherit,
    enforced,
    validated,
    name,
    written,
    place,
    id: state.newId(),
    kind: 'check',
    columns: ownNumbers(expression),
    local,
    inherited: local ? 0 : 1,
    copyOf: undefined,
  }
}

/** The column that a check is about gives it its name, if it is about one alone. */
function checkName(state: State, table: TableState, expression: Bound<Condition>): string {
  const [first, ...others] = ownNumbers(expression)
  const column = first !== undefined && others.length === 0 ? columnName(table, first) : undefined
  return chooseConstraintName(state, table.schema, table.name, column, 'check')
}

export function findCheck(table: TableState, name: string): CheckState | undefined {
  return table.constraints.find((c): c is CheckState => c.kind === 'check' && c.name === name)
}

function inheritCheck(state: State, name: Named, wanted: Wanted, from: TableState, childId: Id): void {
  const child = state.table(childId)
  const own = { ...wanted, expression: rebind(wanted.expression, from, child) }
  const same = findCheck(child, name.name)
  if (same) {
    mergeCheck(state, child, same, own, false)
    return
  }
  if (child.constraints.some((c) => c.name === name.name)) refuse(`constraint "${name.name}" for relation "${child.name}" already exists`)
  storeConstraint(state, childId, newCheck(state, name, own, false))
  for (const grandchild of state.children(childId)) inheritCheck(state, name, own, child, grandchild.id)
}

/** A check that is there already, said once more by a parent or by the table itself. */
function mergeCheck(state: State, table: TableState, known: CheckState, wanted: Wanted, local: boolean): void {
  if (!sameExpression(known.expression, table, wanted.expression, table))
    refuse(`constraint "${known.name}" for relation "${table.name}" already exists`)
  if (known.noInherit || (wanted.noInherit && known.inherited > 0))
    refuse(`constraint "${known.name}" conflicts with non-inherited constraint on relation "${table.name}"`)
  if (wanted.validated && known.enforced && !known.validated)
    refuse(`constraint "${known.name}" conflicts with NOT VALID constraint on relation "${table.name}"`)
  if (local ? !wanted.enforced && known.enforced : wanted.enforced && !known.enforced)
    refuse(`constraint "${known.name}" conflicts with NOT ENFORCED constraint on relation "${table.name}"`)
  const isPartition = table.partitionOf !== undefined
  const counted = isPartition ? { inherited: 1, local: false } : local ? { local: true } : { inherited: known.inherited + 1 }
  editCheck(state, table, { ...known, ...counted, ...(wanted.enforced && !known.enforced ? { enforced: true, validated: true } : {}) })
}

export function editCheck(state: State, table: TableState, check: CheckState): void {
  editTable(state, table.id, { constraints: table.constraints.map((c) => (c.id === check.id ? check : c)) })
}

/** The checks that a new table has of its parents; one that several have is one. */
export function inheritChecks(state: State, id: Id, parents: readonly TableState[]): void {
  for (const parent of parents) {
    for (const check of parent.constraints) {
      if (check.kind !== 'check' || check.noInherit) continue
      const table = state.table(id)
      const expression = rebind(check.expression, parent, table)
      const same = findCheck(table, check.name)
      if (!same) storeConstraint(state, id, newCheck(state, check, { ...check, expression, validated: check.enforced }, false))
      else if (sameExpression(same.expression, table, expression, table))
        editCheck(state, table, { ...same, inherited: same.inherited + 1, enforced: same.enforced || check.enforced })
      else refuse(`check constraint name "${check.name}" appears multiple times but with different expressions`)
    }
  }
}

/** The checks that a table must have to become the child of another. */
export function adoptChecks(state: State, parent: TableState, id: Id): void {
  for (const check of parent.constraints) {
    if (check.kind !== 'check' || check.noInherit) continue
    const table = state.table(id)
    const own = findCheck(table, check.name)
    if (!own) refuse(`child table is missing constraint "${check.name}"`)
    if (!sameExpression(own.expression, table, rebind(check.expression, parent, table), table))
      refuse(`child table "${table.name}" has different definition for check constraint "${check.name}"`)
    if (own.noInherit) refuse(`constraint "${check.name}" conflicts with non-inherited constraint on child table "${table.name}"`)
    if (check.validated && own.enforced && !own.validated)
      refuse(`constraint "${check.name}" conflicts with NOT VALID constraint on child table "${table.name}"`)
    if (check.enforced && !own.enforced)
      refuse(`constraint "${check.name}" conflicts with NOT ENFORCED constraint on child table "${table.name}"`)
    editCheck(
      state,
      table,
      table.partitionOf === undefined ? { ...own, inherited: own.inherited + 1 } : { ...own, inherited: 1, local: false },
    )
  }
}
