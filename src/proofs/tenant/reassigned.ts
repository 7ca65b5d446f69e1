import type { Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import type { LoadedValue, TellElsewhere } from '../../query/told.ts'
import type { Assigned, Given as GivenValue, RowSource } from '../../query/relation.ts'
import { branchesOf } from '../../query/solve.ts'
import { shownByView, type Shown } from '../shown-by-view.ts'
import type { Judge } from './judge.ts'
import { operand } from './nulls.ts'
import type { Reading } from './readings.ts'
import { Standings, type Given } from './standing.ts'
import { tiedTo } from './ties.ts'
import type { Surroundings } from './walk.ts'
import { toldOf } from './told-keys.ts'

/** A tenant column that is set to what may be another tenant. */
export interface Reassigned {
  readonly table: Table
  readonly column: string
  /** What the query calls a column that it reaches through a view. */
  readonly shown: (column: string) => Shown | undefined
  /** The assignment. */
  readonly range: Range
  /** The row comes to belong to nobody. */
  readonly isUnset: boolean
  /** A row of the table may belong to nobody, and then to whoever asks first. */
  readonly mayBeShared: boolean
}

/** The tenant columns that an assignment sets to something else than they are. */
export function reassignedBy(
  { target, set }: Assigned,
  around: Surroundings,
  given: Given,
  tellElsewhere: TellElsewhere | undefined,
): Reassigned[] {
  const { table } = target
  if (!table) return []
  const { columns, ownKey, kind, mayBeShared } = given.ownership.of(table)
  if (kind !== 'tenant') return []
  const shown = (column: string): Shown | undefined => shownByView(target, column, around.formulas)
  return set.flatMap(({ column: name, given: value, range }) => {
    const column = columns.find((one) => one !== ownKey && one === name)
    return column === undefined || keepsTenant(target, column, value, around, given) || isToldOf(value, given, tellElsewhere)
      ? []
      : [{ table, column, shown, range, isUnset: value === 'unset', mayBeShared }]
  })
}

/** Whether a tenant column is set to what it is already, or is given to a row that belonged to nobody. */
function keepsTenant(target: RowSource, column: string, value: GivenValue, { formulas, present }: Surroundings, given: Given): boolean {
  if (value === 'hidden') return true
  const is = value === 'unset' ? undefined : value.is
  const own = operand(target, column)
  const { branches } = branchesOf(formulas, present, () => false)
  return branches.every((branch) => {
    if (branch.atoms.some((atom) => atom.kind === 'hidden' && (atom.of ?? target) === target)) return true
    const standings = new Standings(branch, [target], new Set([target]), given)
    const { classes } = standings
    const wasNobodys = branch.atoms.some((atom) => atom.kind === 'null' && !atom.not && classes.same(atom.column, own))
    const ofRelative = is?.kind === 'column' && tiedTo(target, standings, given.ownership).includes(is.source)
    return !standings.isPossible || wasNobodys || ofRelative || (is !== undefined && classes.same(is, own))
  })
}

/** A row that was loaded before says whose the row is as well as the row itself. */
function isToldOf(value: GivenValue, given: Given, tellElsewhere: TellElsewhere | undefined): boolean {
  const is = typeof value === 'string' ? undefined : value.is
  const told = is?.kind === 'value' && is.program ? toldOf(is.program, given) : undefined
  return told !== undefined && saysWhose(told, tellElsewhere)
}

/** Whether anything is told of a value: that the middleware of a procedure has come back says nothing, unless that has asked for it. */
function saysWhose(told: LoadedValue, tellElsewhere: TellElsewhere | undefined): boolean {
  const { permittedBy, brought, collected, ofRow, typed, signedBy, same = [], byCallers = [], ofParts = [], elsewhere } = told
  if ('property' in told || told.statements.length > 0 || same.length > 0) return true
  if ([permittedBy, brought, collected, ofRow, typed, signedBy].some((said) => said !== undefined)) return true
  if ([byCallers, ofParts].some((all) => all.length > 0 && all.every((one) => saysWhose(one, tellElsewhere)))) return true
  if (!elsewhere) return false
  return elsewhere.back.length > 0 || elsewhere.row !== undefined || (tellElsewhere?.(elsewhere).asked.length ?? 0) > 0
}

/** The tenant columns that a query sets to another tenant's, in any of its readings; in the order of the file. */
export function reassignedIn(readings: readonly Reading[], judge: Judge, tellElsewhere?: TellElsewhere): Reassigned[] {
  const found = new Map<string, Reassigned>()
  for (const { query, told, place } of readings) {
    for (const one of judge.reassigned(query, told, tellElsewhere)) {
      const range = place(one.range)
      if (!found.has(String(range))) found.set(String(range), { ...one, range })
    }
  }
  return [...found.values()].sort((a, b) => a.range[0] - b.range[0])
}
