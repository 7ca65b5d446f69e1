import { isPartOf, isWithin, type Range } from '../catalog/place.ts'
import type { SqlStatement } from '../document/document.ts'
import { readingsOf } from '../document/readings.ts'
import type { LoadedFact } from '../proofs/tenant/loaded-facts.ts'
import type { LoadedValue, RowGuard } from '../query/told.ts'
import type { JudgedStatement } from './judged-by.ts'

/** What holds whichever way the program has gone. */
export function onAllWays(ways: readonly (readonly LoadedFact[])[]): readonly LoadedFact[] {
  return ways.every((facts) => facts.length > 0) ? [ways.flat(2)] : []
}

/** With some rows as seen to be the tenant's. */
export function withSeen(rows: ReadonlySet<string> | undefined, facts: readonly LoadedFact[]): readonly LoadedFact[] {
  return facts.map((fact) => fact.map((column) => (rows?.has(column.row) ? { ...column, by: 'seen' } : column)))
}

export function withoutTold(facts: readonly LoadedFact[]): readonly LoadedFact[] {
  return facts.filter((fact) => fact.every(({ by }) => by !== 'told'))
}

/** Whether statements are a library's, which gives what hangs on its rows with them as it is: what is written besides may be what hangs there. */
export function giveWithOthers(sent: readonly JudgedStatement[]): boolean {
  const isAlone = sent.length === 1
  return sent.every(
    ({ statement }) =>
      statement.sentBy !== undefined &&
      readingsOf(statement).every(({ query }) => query.kind === 'select' || (query.kind !== 'insert' && isAlone)),
  )
}

/** Rows of different queries are different ones. */
export function ofStatement(statement: Range, file: string | undefined, fact: LoadedFact): LoadedFact {
  return fact.map((one) => ({ ...one, row: `${file ?? ''}:${statement.join()}:${one.row}` }))
}

/** What a statement says in whichever way it is read. */
export function saidInAll([first = [], ...others]: readonly (readonly LoadedFact[])[]): readonly LoadedFact[] {
  const key = (fact: LoadedFact): string => fact.map(({ table, column }) => `${table.schema}.${table.name}.${column}`).join()
  return first.filter((fact) => others.every((facts) => facts.some((other) => key(other) === key(fact))))
}

/** Whether a statement that stands behind another one may be asked before it. */
export function mayBeBefore(one: SqlStatement, other: SqlStatement): boolean {
  return fills(one, other) || isOfAnotherFunction(one, other)
}

/** Whether a statement stands in what fills another one, as `(await ask(…)).map(…)` does: it is asked before that, though it stands behind its beginning. */
function fills({ range }: SqlStatement, { range: whole, parameters }: SqlStatement): boolean {
  return isPartOf(range, whole) || (parameters !== undefined && isWithin(range, [whole[1], parameters.at]))
}

/** Whether functions that are not within each other ask two statements: these stand in any order. */
function isOfAnotherFunction({ within: one }: SqlStatement, { within: other }: SqlStatement): boolean {
  return one !== undefined && other !== undefined && !isWithin(one, other) && !isWithin(other, one)
}

/** The statements that stand in a part of the file. */
export function within(range: Range, statements: readonly SqlStatement[]): SqlStatement[] {
  return statements.filter((one) => isWithin(one.range, range))
}

/** Guards in the terms of another file. */
export function guardsIn(file: string | undefined, guards: readonly RowGuard[]): readonly RowGuard[] {
  if (file === undefined) return guards
  return guards.map(({ compared, comparedWith, or, ...guard }) => ({
    ...guard,
    ...(compared && { compared: { ...compared, file } }),
    ...(comparedWith && { comparedWith: () => inFile(file, comparedWith()) }),
    ...(or && { or: or.map((way) => guardsIn(file, way)) }),
  }))
}

function inFile(file: string, value: LoadedValue | undefined): LoadedValue | undefined {
  return value && { ...value, caller: value.caller ?? file }
}
